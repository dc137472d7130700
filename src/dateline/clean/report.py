"""A capture becomes a report."""

from dateline.clean.plain import passages_of
from dateline.records import Capture, Report, report_id


def to_report(capture: Capture, *, published: str | None = None, outlet: str | None = None) -> Report:
    """The report in a capture. `published` and `outlet`, when given, win over what the page says.

    Raises InputError when the capture holds no article.
    """
    text = capture.content if isinstance(capture.content, str) else capture.content.decode("utf-8", "replace")
    return Report(
        id=report_id(text, capture.url),
        ref=capture.ref,
        url=capture.url,
        outlet=outlet or capture.outlet,
        headline=capture.headline,
        byline=(),
        published=published or capture.published,
        published_basis="given" if published or capture.published else None,
        retrieved=capture.retrieved,
        language="en",
        text=text,
        passages=passages_of(text),
    )
