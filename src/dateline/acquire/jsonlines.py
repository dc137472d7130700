"""JSON Lines → captures: a report a row."""

from collections.abc import Iterator

import msgspec

from dateline.errors import DatelineError, InputError
from dateline.records import Capture


class _Row(msgspec.Struct):
    """What a row may say; other keys are its owner's business."""

    id: str | int | None = None
    text: str | None = None
    html: str | None = None
    url: str | None = None
    outlet: str | None = None
    headline: str | None = None
    published: str | None = None


_decoder = msgspec.json.Decoder(_Row)


def rows(content: bytes, name: str) -> Iterator[Capture | DatelineError]:
    """The rows of a file in order; a row that cannot be read is an error that names its line."""
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").splitlines(), start=1):
        if not line.strip():
            continue
        origin = f"{name}:{number}"
        try:
            row = _decoder.decode(line)
        except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
            yield InputError(f"{origin} is not a row of JSON: {error}")
            continue
        body = row.text or row.html
        if not body or not body.strip():
            yield InputError(f'{origin} has neither "text" nor "html" to read')
            continue
        yield Capture(
            origin=origin,
            kind="text" if row.text else "html",
            content=body,
            url=row.url,
            ref=str(row.id) if row.id is not None else None,
            outlet=row.outlet,
            headline=row.headline,
            published=row.published,
        )
