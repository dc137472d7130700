"""Datasets → ledger: the kept readings added as if they had just been read, with their pages from the sources."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.archive.documents import documents
from dateline.archive.extras import open_parquet
from dateline.archive.folder import Folder, ManifestRow
from dateline.archive.shards import Shard
from dateline.errors import DatelineError, InputError
from dateline.ledger import Ledger
from dateline.ledger.store import Added
from dateline.records import Capture, Reading
from dateline.records.codec import decode

_ROWS_AT_A_TIME = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A reading of an archive, and the page that it was made from; None when the source is not as it was."""

    reading: Reading
    capture: Capture | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What became of a reading in the ledger, and whether its page was at hand."""

    added: Added
    has_page: bool


def load(folder: Folder, ledger: Ledger, *, now: str) -> Iterator[Loaded | DatelineError]:
    """Adds every reading of an archive's folder to a ledger, in the order of its sources, with its page.

    Pages are not in the folder: they are taken from the sources, when those still lie where they were and the page
    has the hash that it had. What the ledger has already changes nothing. A damaged row is an error in its place.
    Raises InputError when the folder holds no archive.
    """
    for kept in readings(folder):
        if isinstance(kept, DatelineError):
            yield kept
        else:
            added = ledger.add(kept.reading, kept.capture, now=now)
            yield Loaded(added=added, has_page=kept.capture is not None)


def readings(folder: Folder) -> Iterator[Kept | DatelineError]:
    """Every reading of the folder, its spans checked. Raises InputError when the folder holds no archive."""
    rows = folder.rows()
    if not rows:
        raise InputError(f"{folder.path} holds no archive; `dateline archive SOURCE --out {folder.path}` makes one")
    for row in rows:
        names = [name for name in row["files"] if name.startswith("readings/")]
        found: list[dict[str, Any]] = []
        for name in names:
            try:
                found += _lines(folder, name)
            except (DatelineError, OSError) as error:
                yield error if isinstance(error, DatelineError) else InputError(f"{name} cannot be read: {error}")
        yield from _with_pages(row, sorted(found, key=lambda line: line.get("document", 0)))


def _lines(folder: Folder, name: str) -> list[dict[str, Any]]:
    """The rows of one file of readings, undecoded: a shard of them is small, and its files are one a year."""
    with open_parquet(str(folder.path / name)) as file:
        batches = file.iter_batches(batch_size=_ROWS_AT_A_TIME)
        return [line | {"file": name} for batch in batches for line in batch.to_pylist()]


def _with_pages(row: ManifestRow, found: list[dict[str, Any]]) -> Iterator[Kept | DatelineError]:
    pages = _Pages(row)
    for line in found:
        try:
            reading = decode(line["reading"])
        except InputError as error:
            yield InputError(f"{line['file']}: {error}")
            continue
        yield Kept(reading=reading, capture=pages.at(line["document"], line["page"]) if "page" in line else None)


class _Pages:
    """The documents of a shard, asked for in ascending order."""

    def __init__(self, row: ManifestRow) -> None:
        self._documents = enumerate(documents(_shard(row))) if "form" in row else iter(())

    def at(self, number: int, sha256: str) -> Capture | None:
        """The document of this number, if its source is there and it is the one that was read."""
        try:
            document = next((document for at, document in self._documents if at == number), None)
        except DatelineError:
            return None
        return document if isinstance(document, Capture) and document.sha256 == sha256 else None


def _shard(row: ManifestRow) -> Shard:
    return Shard(
        form=row["form"],
        sources=tuple(row["sources"]),
        digest="",
        documents=row["documents"],
        size=0,
        start=row["start"],
        passed=row["passed"],
        first=row["first"],
    )
