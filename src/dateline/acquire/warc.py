"""WARC → captures: the pages and texts of a web archive, in its order."""

from collections.abc import Iterator
from io import BytesIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from dateline.errors import DatelineError, SourceError
from dateline.records import Capture, CaptureKind

MOST_PAGE_BYTES = 32 * 1024**2
"""The largest page taken from an archive; the largest of the 181 news pages of benchmarks/extraction.py has 1.5 MB."""

_KINDS: dict[str, CaptureKind] = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}


def records(content: bytes, name: str) -> Iterator[Capture | DatelineError]:
    """The responses of an archive that are pages or texts; a torn end is an error after the whole ones."""
    read = 0
    ended = False
    try:
        wanted = WarcRecordType.response | WarcRecordType.resource
        for record in ArchiveIterator(BytesIO(content), record_types=wanted, auto_decode="all"):
            capture = page(record, name)
            read += 1
            if capture is not None:
                yield capture
        ended = True
    except (OSError, ValueError, RuntimeError) as error:
        yield SourceError(f"{name} breaks off after {read} records: {error}")
    if ended and _is_torn(content):
        yield SourceError(f"{name} breaks off after {read} records; those before the tear were read")


def page(record: WarcRecord, name: str) -> Capture | SourceError | None:
    """A record's page, or None when it is something else (a picture, a redirect, an error status)."""
    http = record.http_headers
    if http is not None and http.status_code != 200:
        return None
    kind = _KINDS.get(
        (record.http_content_type or record.headers.get("Content-Type") or "").split(";")[0].strip().lower()
    )
    if kind is None:
        return None
    url = record.headers.get("WARC-Target-URI")
    content = record.reader.read(MOST_PAGE_BYTES + 1)
    if len(content) > MOST_PAGE_BYTES:
        return SourceError(f"{name}:{url} is larger than {MOST_PAGE_BYTES // 1024**2} MB; it was not read")
    return Capture(
        origin=f"{name}:{url}",
        kind=kind,
        content=content,
        charset=record.http_charset,
        url=url.strip("<>") if url else None,
        retrieved=record.headers.get("WARC-Date"),
    )


def _is_torn(content: bytes) -> bool:
    """Whether the last record is shorter than it says. A whole archive ends with two line breaks."""
    return not content.endswith(b"\r\n\r\n")
