"""An export as a file that is there whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from dateline.errors import InputError
from dateline.ledger import Filter, Ledger
from dateline.publish.export.formats import FORMATS


def export(ledger: Ledger, form: str, where: Filter, out: BinaryIO) -> int:
    """Writes what the filter lets through to an open file, from one view of the ledger; returns how many.

    Raises InputError for a format that does not exist, or a library that it needs and that is missing.
    """
    if form not in FORMATS:
        raise InputError(f"no format {form!r}; there are {', '.join(FORMATS)}")
    write = FORMATS[form].writer()
    return ledger.ask(lambda connection: write(connection, where, out))


def export_to(ledger: Ledger, form: str, where: Filter, path: Path) -> int:
    """Writes an export to a path: the file that stood there stays until the new one is whole.

    Parquet to a path that does not end in .zip becomes a folder.
    """
    if form == "parquet" and path.suffix != ".zip":
        from dateline.publish.export.parquet import write_folder  # noqa: PLC0415 - needs an extra

        return ledger.ask(lambda connection: write_folder(connection, where, path))
    with replaced(path) as out:
        return export(ledger, form, where, out)


@contextmanager
def replaced(path: Path) -> Iterator[BinaryIO]:
    """A new file in the place of `path`, put there at the end; nothing changes when writing fails.

    A device or a pipe, such as /dev/stdout, is written to as it is. Raises InputError when a file cannot be made there.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as device:
            yield device
        return
    try:
        target = path.resolve()  # through a link: what it leads to is replaced, not the link
        handle: IO[bytes] = tempfile.NamedTemporaryFile(  # noqa: SIM115 - it must outlive the block that writes it
            dir=target.parent, prefix=f".{path.name}.", delete=False
        )
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror or error}; name another file with --out") from error
    part = Path(handle.name)
    try:
        with handle:
            yield cast("BinaryIO", handle)
            handle.flush()
            os.fsync(handle.fileno())
        part.chmod(0o666 & ~_umask())
        part.replace(target)
    except IsADirectoryError as error:
        raise InputError(f"cannot write {path}: it is a folder; name a file with --out") from error
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
