"""Datasets → ledger: the kept readings added as if they had just been read."""

from collections.abc import Iterator

from dateline.archive.extras import open_parquet
from dateline.archive.folder import Folder
from dateline.errors import DatelineError, InputError
from dateline.ledger import Ledger
from dateline.ledger.store import Added
from dateline.records import Reading
from dateline.records.codec import decode

_ROWS_AT_A_TIME = 64


def load(folder: Folder, ledger: Ledger, *, now: str) -> Iterator[Added | DatelineError]:
    """Adds every reading of an archive's folder to a ledger, in the order of its sources.

    What the ledger has already changes nothing. A damaged row is an error in its place.
    Raises InputError when the folder holds no archive.
    """
    for reading in readings(folder):
        yield reading if isinstance(reading, DatelineError) else ledger.add(reading, now=now)


def readings(folder: Folder) -> Iterator[Reading | DatelineError]:
    """Every reading of the folder, its spans checked. Raises InputError when the folder holds no archive."""
    rows = folder.rows()
    if not rows:
        raise InputError(f"{folder.path} holds no archive; `dateline archive SOURCE --out {folder.path}` makes one")
    for row in rows:
        for name in row["files"]:
            if name.startswith("readings/"):
                yield from _readings(folder, name)


def _readings(folder: Folder, name: str) -> Iterator[Reading | DatelineError]:
    try:
        with open_parquet(str(folder.path / name)) as file:
            for batch in file.iter_batches(batch_size=_ROWS_AT_A_TIME, columns=["reading"]):
                for line in batch.column("reading").to_pylist():
                    yield _decoded(line, name)
    except (DatelineError, OSError) as error:
        yield error if isinstance(error, DatelineError) else InputError(f"{name} cannot be read: {error}")


def _decoded(line: str, name: str) -> Reading | DatelineError:
    try:
        return decode(line)
    except InputError as error:
        return InputError(f"{name}: {error}")
