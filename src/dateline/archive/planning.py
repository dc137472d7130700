"""Files → shards: one pass over each, which finds where its documents begin and what they hash to."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType

from dateline.acquire.sniff import HEAD, Form, form_of
from dateline.archive.documents import GZIP, PIECE, lines_of, open_unpacked
from dateline.archive.extras import open_parquet
from dateline.archive.shards import Shard
from dateline.errors import DatelineError, InputError, SourceError

BATCH_BYTES = 64 * 1024**2
"""Bytes of small files that one task plans: many little pages make one shard, every archive has its own task."""

PARQUET = b"PAR1"
_RECORD_END = b"\r\n\r\n"


def batches(paths: Iterable[str], shard_size: int) -> Iterator[tuple[str, ...]]:
    """The files in groups that are planned together: consecutive ones, up to a shard's documents or `BATCH_BYTES`."""
    batch: list[str] = []
    size = 0
    for path in paths:
        own = Path(path).stat().st_size
        if batch and (size + own > BATCH_BYTES or len(batch) == shard_size):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(path)
        size += own
    if batch:
        yield tuple(batch)


def plan(paths: Sequence[str], shard_size: int) -> list[Shard | DatelineError]:
    """The shards of some files, and an error for each file that has none."""
    found: list[Shard | DatelineError] = []
    plain: list[str] = []
    for path in paths:
        try:
            archive = _shards_of(path, shard_size)
        except OSError as error:
            found.append(SourceError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}"))
        except (DatelineError, ValueError, zlib.error, EOFError) as error:
            found.append(error if isinstance(error, DatelineError) else InputError(f"{path} is damaged: {error}"))
        else:
            if archive is None:
                plain.append(path)
            else:
                found.extend(archive)
    for at in range(0, len(plain), shard_size):
        found.append(_of_files(plain[at : at + shard_size]))
    return found


def _shards_of(path: str, shard_size: int) -> list[Shard] | None:
    """The shards of an archive; None for a plain file, which is one document."""
    head = _head(path)
    if head.startswith(PARQUET):
        return list(_of_parquet(path, shard_size))
    form = form_of(head, path)
    if form is Form.WARC:
        return list(_of_warc(path, shard_size))
    if form is Form.JSON_LINES:
        return list(_of_lines(path, shard_size))
    return None


def _head(path: str) -> bytes:
    with Path(path).open("rb") as file:
        head = file.read(HEAD)
    if not head.startswith(GZIP):
        return head
    return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(head, HEAD)


def _of_warc(path: str, shard_size: int) -> Iterator[Shard]:
    """Runs of response records, cut where a record begins; an archive compressed as a whole is cut by counting."""
    total = Path(path).stat().st_size
    wanted = WarcRecordType.response | WarcRecordType.resource
    with Path(path).open("rb") as file:
        offsets = [record.stream_pos for record in ArchiveIterator(file, record_types=wanted, parse_http=False)]
    if not offsets:
        raise InputError(f"{path} is a WARC without a response in it")
    seekable = all(one < next_ for one, next_ in pairwise(offsets))
    torn = _is_torn(path, offsets[-1] if seekable else 0)
    whole = None if seekable else _digest(path, 0, total)
    for at in range(0, len(offsets), shard_size):
        documents = len(offsets[at : at + shard_size])
        last = at + documents == len(offsets)
        end = total if last else offsets[at + documents]
        size = end - offsets[at] if seekable else total * documents // len(offsets)
        yield Shard(
            form="warc",
            sources=(path,),
            digest=_digest(path, offsets[at], end) if whole is None else _hash(f"{whole} {at} {documents}"),
            documents=documents,
            size=size,
            start=offsets[at] if seekable else 0,
            passed=0 if seekable else at,
            first=at + 1,
            torn=torn and last,
        )


def _is_torn(path: str, start: int) -> bool:
    """Whether the last record is shorter than it says: a whole archive ends with two line breaks."""
    end = b""
    with open_unpacked(path, start) as file:
        try:
            while piece := file.read(PIECE):
                end = (end + piece)[-len(_RECORD_END) :]
        except (EOFError, OSError, zlib.error):
            return True
    return end != _RECORD_END


def _of_lines(path: str, shard_size: int) -> Iterator[Shard]:
    """Runs of lines, cut by their offset in the unpacked bytes."""
    total = Path(path).stat().st_size
    cuts: list[tuple[int, int, int, str]] = []
    with open_unpacked(path) as file:
        start, first, digest, at, number = 0, 1, hashlib.sha256(), 0, 0
        for number, (line, length) in enumerate(lines_of(file), start=1):
            digest.update(line)
            at += length
            if number - first + 1 == shard_size:
                cuts.append((start, first, shard_size, digest.hexdigest()))
                start, first, digest = at, number + 1, hashlib.sha256()
        if number >= first:
            cuts.append((start, first, number - first + 1, digest.hexdigest()))
    for start, first, documents, name in cuts:
        yield Shard(
            form="lines",
            sources=(path,),
            digest=name,
            documents=documents,
            size=total * documents // number,
            start=start,
            first=first,
        )


def _of_parquet(path: str, shard_size: int) -> Iterator[Shard]:
    """Runs of rows; the file is hashed as a whole, for its pages cannot be told apart without unpacking them."""
    total = Path(path).stat().st_size
    with open_parquet(path) as file:
        rows: int = file.metadata.num_rows
    whole = _digest(path, 0, total)
    for start in range(0, rows, shard_size):
        documents = min(shard_size, rows - start)
        yield Shard(
            form="parquet",
            sources=(path,),
            digest=_hash(f"{whole} {start} {documents}"),
            documents=documents,
            size=total * documents // rows,
            start=start,
            first=start + 1,
        )


def _of_files(paths: Sequence[str]) -> Shard:
    """Plain files, a document each. Names count as far as they tell what a file is."""
    parts = [f"{Path(path).suffix.lower()} {_digest(path, 0, Path(path).stat().st_size)}" for path in paths]
    size = sum(Path(path).stat().st_size for path in paths)
    return Shard(form="files", sources=tuple(paths), digest=_hash("\n".join(parts)), documents=len(paths), size=size)


def _digest(path: str, start: int, end: int) -> str:
    """The SHA-256 of a stretch of a file."""
    digest = hashlib.sha256()
    with Path(path).open("rb") as file:
        file.seek(start)
        while start < end and (piece := file.read(min(PIECE, end - start))):
            digest.update(piece)
            start += len(piece)
    return digest.hexdigest()


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
