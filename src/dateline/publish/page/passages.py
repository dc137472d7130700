"""The passages of a report as HTML, each piece of text a link to the records that lie over it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from markupsafe import Markup

from dateline.publish.page.characters import html
from dateline.publish.page.marks import marks
from dateline.publish.page.segments import Mark, segments
from dateline.records import Passage, Reading


def marked(reading: Reading, prefix: str) -> tuple[tuple[Passage, Markup], ...]:
    """Every passage with its text under the marks of the reading's records; `prefix` begins their anchors."""
    report = reading.report
    named: set[str] = set()
    shares = _shares(report.passages, marks(reading, prefix))
    return tuple(
        (passage, _passage(report.text, passage, share, named))
        for passage, share in zip(report.passages, shares, strict=True)
    )


def _shares(passages: Sequence[Passage], all_marks: Sequence[Mark]) -> list[list[Mark]]:
    """For each passage the marks that lie in it, wholly or in part."""
    starts = [passage.start for passage in passages]
    shares: list[list[Mark]] = [[] for _ in passages]
    for mark in all_marks:
        for index in range(bisect_right(starts, mark.start) - 1, bisect_left(starts, mark.end)):
            shares[index].append(mark)
    return shares


def _passage(text: str, passage: Passage, share: Sequence[Mark], named: set[str]) -> Markup:
    """A passage's text as HTML: plain pieces, and links to the records that lie over the others.

    Only the first piece of a record takes a stop of the Tab key; `named` holds those that had one.
    """
    parts: list[Markup] = []
    for segment in segments(passage.start, passage.end, share):
        words = html(text[segment.start : segment.end])
        place = Markup('data-a="{}" data-b="{}"').format(segment.start, segment.end)
        if not segment.marks:
            parts.append(Markup("<span {}>{}</span>").format(place, words))
            continue
        kinds = " ".join(sorted({mark.kind for mark in segment.marks}))
        targets = list(dict.fromkeys(mark.target for mark in segment.marks))
        stop = Markup("")
        if words.isspace():  # white space names no link to those who listen
            stop = Markup(' tabindex="-1" aria-hidden="true"')
        elif named.issuperset(targets):
            stop = Markup(' tabindex="-1"')
        else:
            named.update(targets)
        parts.append(
            Markup('<a class="{}" href="#{}" data-to="{}" {}{}>{}</a>').format(
                kinds, targets[0], " ".join(targets), place, stop, words
            )
        )
    return Markup("").join(parts)
