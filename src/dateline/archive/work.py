"""One shard: read, laid out as tables, written, and entered in the manifest."""

import hashlib
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dateline.archive.bounded import BoundedReader, TimeLimitError
from dateline.archive.documents import documents
from dateline.archive.extras import extra
from dateline.archive.folder import LAYOUT, Folder, ManifestRow
from dateline.archive.reading_process import peak_bytes
from dateline.archive.shards import Shard
from dateline.archive.tables import COLUMNS, Row, rows_of, table
from dateline.errors import DatelineError, InputError, InternalError, SourceError
from dateline.records import Capture, Reading

NAME_DIGITS = 16
"""Hex digits of the input's digest in a file's name: 64 bits, as for a report's id."""

VERSION_DIGITS = 8

NO_YEAR = "__HIVE_DEFAULT_PARTITION__"
"""What readers of partitioned data (Arrow, DuckDB, Spark) take for null: the reports without a date."""

_COMPRESSION_LEVEL = 3
"""zstd's own default."""

_REASONS = {TimeLimitError: "time-limit", InputError: "input", SourceError: "source", InternalError: "fault"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a worker is told: the shard, where to write, what must make the readings, and how long each may take."""

    shard: Shard
    folder: str
    made_by: str
    seconds: float

    @property
    def name(self) -> str:
        """The name of the shard's files: what is read and what reads it."""
        return name_of(self.shard, self.made_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A shard's row of the manifest, and what the work cost: never written, for it differs from run to run."""

    row: ManifestRow
    cpu_seconds: float
    peak_bytes: int


def name_of(shard: Shard, made_by: str) -> str:
    """The name of a shard's files: the same input read by the same generator has the same name and bytes."""
    version = hashlib.sha256(f"{LAYOUT} {made_by}".encode()).hexdigest()
    return f"{shard.digest[:NAME_DIGITS]}-{version[:VERSION_DIGITS]}"


def generator(seconds: float) -> str:
    """What makes the readings on this worker."""
    return _reader(seconds).generator


@cache
def _reader(seconds: float) -> BoundedReader:
    """One reader a worker: its models are loaded once, not for each shard."""
    return BoundedReader(seconds)


def process_shard(task: Task) -> Done:
    """Reads a shard and writes its rows; nothing of it is there before all of it is.

    Raises InputError when this worker's dateline is another one than the run's.
    """
    reader = _reader(task.seconds)
    began = time.process_time() + reader.cpu_seconds
    if reader.generator != task.made_by:
        raise InputError("a worker has another version of dateline than this process; install the same one everywhere")
    contents = _Contents()
    try:
        for number, document in enumerate(documents(task.shard)):
            if isinstance(document, DatelineError):
                contents.reject("", document)
            else:
                contents.take(number, document, reader.read(document))
    except DatelineError as error:
        contents.reject(task.shard.sources[0], error)
    row = _write(task, contents)
    spent = time.process_time() + reader.cpu_seconds - began
    return Done(row=row, cpu_seconds=spent, peak_bytes=peak_bytes() + reader.peak_bytes)


class _Contents:
    """The rows of a shard by kind and year, and its rejects, as they come."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
        self.rejects: list[Row] = []
        self.counts: Counter[str] = Counter()
        self._known: dict[str, str] = {}

    def reject(self, origin: str, error: DatelineError) -> None:
        """Notes a document that gave no reading."""
        self._reject(
            origin, next((word for kind, word in _REASONS.items() if isinstance(error, kind)), "fault"), str(error)
        )

    def take(self, number: int, document: Capture, answer: Reading | DatelineError) -> None:
        """Adds one document's outcome; a report that is there already is a reject that says so."""
        origin = document.origin
        if isinstance(answer, DatelineError):
            self.reject(origin, answer)
            return
        report = answer.report
        first = self._known.setdefault(report.id, origin)
        if first != origin:
            self._reject(origin, "repeat", f"the same report as {first}")
            return
        try:
            found = rows_of(answer, number, document.sha256)
        except UnicodeEncodeError as error:
            self._reject(origin, "input", f"{origin} holds characters that cannot be written: {error.reason}")
            return
        year = report.published[:4] if report.published else NO_YEAR
        for kind, rows in found.items():
            if rows:
                self.rows[kind, year].extend(rows)
                self.counts[kind] += len(rows)

    def _reject(self, origin: str, reason: str, message: str) -> None:
        self.rejects.append({"origin": origin or None, "reason": reason, "message": message})


def _write(task: Task, contents: _Contents) -> ManifestRow:
    """Writes the datasets and the rejects, then the row of the manifest that makes them count."""
    folder, name = Folder(task.folder), task.name
    files = []
    for kind, year in sorted(contents.rows):
        rows = contents.rows[kind, year]
        files.append(f"{kind}/year={year}/{name}.parquet")
        folder.write(files[-1], lambda path, kind=kind, rows=rows: _parquet(path, kind, rows, task.made_by))  # type: ignore[misc]
    if contents.rejects:
        lines = "".join(json.dumps(reject, ensure_ascii=False) + "\n" for reject in contents.rejects)
        files.append(f"rejects/{name}.jsonl")
        folder.write(files[-1], lambda path: path.write_text(lines, encoding="utf-8", errors="replace"))
    row = {
        "name": name,
        "sources": list(task.shard.sources),
        "first": task.shard.first,
        "documents": task.shard.documents,
        "form": task.shard.form,
        "start": task.shard.start,
        "passed": task.shard.passed,
        "rows": {kind: contents.counts[kind] for kind in COLUMNS},
        "rejects": dict(sorted(Counter(reject["reason"] for reject in contents.rejects).items())),
        "files": files,
    }
    folder.commit(row)
    return row


def _parquet(path: Path, kind: str, rows: Iterable[Row], made_by: str) -> None:
    extra("pyarrow.parquet").write_table(
        table(kind, rows, made_by), path, compression="zstd", compression_level=_COMPRESSION_LEVEL, version="2.6"
    )
