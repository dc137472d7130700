"""JSON Lines → captures: a report a row."""

from collections.abc import Iterator

import msgspec

from dateline.errors import DatelineError, InputError
from dateline.records import Capture


class Row(msgspec.Struct):
    """What a row may say; other keys are its owner's business."""

    id: str | int | None = None
    text: str | None = None
    html: str | None = None
    url: str | None = None
    outlet: str | None = None
    headline: str | None = None
    published: str | None = None


_decoder = msgspec.json.Decoder(Row)

_MARK = b"\xef\xbb\xbf"


def rows(content: bytes, name: str) -> Iterator[Capture | DatelineError]:
    """The rows of a file in order; a row that cannot be read is an error that names its line."""
    for number, line in enumerate(content.removeprefix(_MARK).splitlines(), start=1):
        if line.strip():
            yield row(line, f"{name}:{number}")


def row(line: bytes, origin: str) -> Capture | DatelineError:
    """The report in one line, or the error that says why it holds none."""
    try:
        return capture(_decoder.decode(line.removeprefix(_MARK)), origin)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        return InputError(f"{origin} is not a row of JSON: {error}")


def capture(row: Row, origin: str) -> Capture | DatelineError:
    """The report in a row, whatever it was stored in."""
    body = row.text or row.html
    if not body or not body.strip():
        return InputError(f'{origin} has neither "text" nor "html" to read')
    return Capture(
        origin=origin,
        kind="text" if row.text else "html",
        content=body,
        url=row.url,
        ref=str(row.id) if row.id is not None else None,
        outlet=row.outlet,
        headline=row.headline,
        published=row.published,
    )
