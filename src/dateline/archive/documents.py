"""A shard → its captures, one at a time: an archive of any size is read in the memory of one page."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from fastwarc.warc import ArchiveIterator, WarcRecordType

from dateline.acquire import captures, jsonlines, warc
from dateline.archive.extras import open_parquet
from dateline.archive.shards import Shard
from dateline.errors import DatelineError, InputError, SourceError
from dateline.records import Capture

PIECE = 1024**2
"""Bytes read at a time."""

MOST_LINE_BYTES = 32 * 1024**2
"""The longest row of JSON Lines; the same bound as for a page of a WARC."""

GZIP = b"\x1f\x8b"
_ROWS_AT_A_TIME = 64

Document = Capture | DatelineError


def documents(shard: Shard) -> Iterator[Document]:
    """Every document of a shard in order; one that cannot be had is the error that says why.

    Raises SourceError when the file itself cannot be read.
    """
    try:
        if shard.form == "files":
            for path in shard.sources:
                yield from captures(path)
        elif shard.form == "warc":
            yield from _of_warc(shard)
        elif shard.form == "lines":
            yield from _of_lines(shard)
        else:
            yield from _of_parquet(shard)
    except OSError as error:
        raise SourceError(f"{shard.sources[0]} cannot be read: {(error.strerror or str(error)).lower()}") from error


def _of_warc(shard: Shard) -> Iterator[Document]:
    name = shard.sources[0]
    wanted = WarcRecordType.response | WarcRecordType.resource
    with Path(name).open("rb") as file:
        file.seek(shard.start)
        try:
            records = ArchiveIterator(file, record_types=wanted, auto_decode="all")
            for record in islice(records, shard.passed, shard.passed + shard.documents):
                page = warc.page(record, name)
                if page is not None:
                    yield page
        except (ValueError, RuntimeError) as error:
            yield SourceError(f"{name} breaks off: {error}")
    if shard.torn:
        read = shard.first + shard.documents - 1
        yield SourceError(f"{name} breaks off after {read} records; those before the tear were read")


def _of_lines(shard: Shard) -> Iterator[Document]:
    name = shard.sources[0]
    with open_unpacked(name) as file:
        file.seek(shard.start)
        rows = islice(lines_of(file), shard.documents)
        for number, (line, length) in enumerate(rows, start=shard.first):
            origin = f"{name}:{number}"
            if length > MOST_LINE_BYTES:
                yield InputError(f"{origin} is larger than {MOST_LINE_BYTES // 1024**2} MB; it was not read")
            elif line.strip():
                yield jsonlines.row(line, origin)


def lines_of(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Each line of a file, cut to the longest that is read, and its length. A torn end is kept up to the tear."""
    while True:
        line, length = b"", 0
        while not line.endswith(b"\n") or length > MOST_LINE_BYTES:
            try:
                piece = file.readline(PIECE)
            except (EOFError, zlib.error):
                piece = b""
            if not piece:
                break
            length += len(piece)
            line = line + piece if length <= MOST_LINE_BYTES else line
            if piece.endswith(b"\n"):
                break
        if not length:
            return
        yield line, length


@contextmanager
def open_unpacked(path: str, start: int = 0) -> Iterator[BinaryIO]:
    """A file's bytes from `start` on (an offset on disk), unpacked when what stands there is compressed."""
    with Path(path).open("rb") as file:
        file.seek(start)
        packed = file.read(len(GZIP)) == GZIP
        file.seek(start)
        yield gzip.GzipFile(fileobj=file) if packed else file  # type: ignore[misc] # GzipFile is a BinaryIO in all but name


def _of_parquet(shard: Shard) -> Iterator[Document]:
    """The rows from `start` on, of the row groups that hold them only."""
    name = shard.sources[0]
    with open_parquet(name) as file:
        columns = [field for field in jsonlines.Row.__struct_fields__ if field in file.schema_arrow.names]
        groups, at, passed = [], 0, 0
        for group in range(file.metadata.num_row_groups):
            rows = file.metadata.row_group(group).num_rows
            if at + rows <= shard.start:
                passed += rows
            elif at < shard.start + shard.documents:
                groups.append(group)
            at += rows
        batches = file.iter_batches(batch_size=_ROWS_AT_A_TIME, row_groups=groups, columns=columns)
        found = (row for batch in batches for row in batch.to_pylist())
        begin = shard.start - passed
        for number, row in enumerate(islice(found, begin, begin + shard.documents), start=shard.first):
            yield _of_row(row, f"{name}:{number}")


def _of_row(row: dict[str, Any], origin: str) -> Document:
    try:
        said = msgspec.convert({key: _plain(value) for key, value in row.items()}, jsonlines.Row)
    except (msgspec.ValidationError, UnicodeDecodeError) as error:
        return InputError(f"{origin} is not a report: {error}")
    return jsonlines.capture(said, origin)


def _plain(value: Any) -> Any:
    """A cell as JSON would have it: moments and days in ISO 8601, bytes as text."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.decode("utf-8") if isinstance(value, bytes) else value
