"""Typed tables in Parquet: `reports` and one file a kind of record, with the columns of the wide CSV."""

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import sqlalchemy as sa

from dateline.errors import InputError
from dateline.extras import extra
from dateline.ledger import Filter
from dateline.ledger.selection import Chosen, select
from dateline.publish.export.columns import COLUMNS, NAMES, row

REPORTS = (
    "id", "ref", "story", "family", "version_of", "outlet", "url", "headline", "published", "day", "language",
    "added", "retrieved", "page_sha256", "text",
)  # fmt: skip
"""The columns of `reports.parquet`, all text; `start` and `end` of every record count in `text`."""

_ROWS_TOGETHER = 10_000  # by judgement: row groups of some megabytes


def write(connection: sa.Connection, where: Filter, out: BinaryIO) -> int:
    """The folder as one ZIP file."""
    with tempfile.TemporaryDirectory() as folder:
        count = _write(connection, where, Path(folder))
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for path in sorted(Path(folder).iterdir()):
                archive.write(path, path.name)
    return count


def write_folder(connection: sa.Connection, where: Filter, path: Path) -> int:
    """The folder itself: an earlier export there is replaced when the new one is whole.

    Raises InputError when the path is taken by something that is no such export.
    """
    if path.exists() and not _is_ours(path):
        raise InputError(f"cannot write {path}: it is there and holds other files; name a new folder with --out")
    try:
        part = Path(tempfile.mkdtemp(dir=path.resolve().parent, prefix=f".{path.name}."))
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror or error}; name another folder with --out") from error
    try:
        count = _write(connection, where, part)
        part.chmod(0o755)
        if path.exists():
            shutil.rmtree(path)
        part.rename(path)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return count


def _is_ours(path: Path) -> bool:
    ours = {"reports.parquet", *(f"{name}s.parquet" for name in NAMES.values())}
    return path.is_dir() and all(item.name in ours for item in path.iterdir())


def _write(connection: sa.Connection, where: Filter, folder: Path) -> int:
    tables = {"r": _Table(folder / "reports.parquet", dict.fromkeys(REPORTS, "text"))}
    for letter, name in NAMES.items():
        columns = {key: column.type for key, column in COLUMNS.items() if letter in column.kinds}
        tables[letter] = _Table(folder / f"{name}s.parquet", columns)
    count = 0
    for chosen in select(connection, where):
        tables["r"].add(_report(chosen))
        for record in chosen.records:
            tables[record.kind].add(row(chosen, record))
            count += 1
    for table in tables.values():
        table.close()
    return count


def _report(chosen: Chosen) -> dict[str, Any]:
    report = chosen.reading.report
    return {name: chosen.report.get(name, getattr(report, name, None)) for name in REPORTS}


class _Table:
    """One file, written a row group at a time."""

    def __init__(self, path: Path, columns: Mapping[str, str]) -> None:
        pa = extra("pyarrow", "parquet", "Parquet")
        types: dict[str, Callable[[], Any]] = {
            "text": pa.string,
            "texts": lambda: pa.list_(pa.string()),
            "whole": pa.int64,
            "number": pa.float64,
        }
        self._schema = pa.schema([(name, types[type_]()) for name, type_ in columns.items()])
        self._writer = extra("pyarrow.parquet", "parquet", "Parquet").ParquetWriter(str(path), self._schema)
        self._from_rows = pa.Table.from_pylist
        self._rows: list[dict[str, Any]] = []

    def add(self, row: dict[str, Any]) -> None:
        """One more row; columns of other kinds are left out."""
        self._rows.append(row)
        if len(self._rows) == _ROWS_TOGETHER:
            self._flush()

    def close(self) -> None:
        """Writes what is left."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._from_rows(self._rows, schema=self._schema))
            self._rows = []
