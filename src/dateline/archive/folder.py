"""The folder of an archive: its datasets, its manifest, and the order of writing that survives any kill.

FOLDER/dataset.json                          what made it; one folder holds the readings of one generator
FOLDER/KIND/year=2026/NAME.parquet           the rows of one shard
FOLDER/rejects/NAME.jsonl                    its documents that gave no reading, each with the reason
FOLDER/manifest/NAME.json                    written last: a shard without it is not there

Every file is written under .partial, flushed to the disk and then renamed, which is atomic. A row of
the manifest names every file of its shard, so what a killed worker left half done is known and removed.
"""

import fcntl
import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dateline.archive.tables import COLUMNS
from dateline.errors import InputError, StoreError

LAYOUT = 2
"""The number of this arrangement of files and columns."""

PARTIAL = ".partial"
LOCK = ".lock"

ManifestRow = dict[str, Any]


class Folder:
    """An archive's output folder. Raises StoreError when it cannot be written."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps other runs out. Raises StoreError when one is at work."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock = (self.path / LOCK).open("w")
        except OSError as error:
            raise StoreError(
                f"{self.path} cannot be written: {error.strerror or error}; name another folder with --out"
            ) from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise StoreError(f"another run writes to {self.path}; wait for it or name another folder") from error
            yield

    def claim(self, made_by: str, shard_size: int) -> None:
        """Notes what makes the readings, or checks that it is the same as before.

        Raises InputError when it is not (two versions of one row in a dataset would count twice), StoreError when the
        note cannot be read.
        """
        note = self.path / "dataset.json"
        own = {"layout": LAYOUT, "shard_size": shard_size, "generator": json.loads(made_by)}
        if not note.exists():
            self.write("dataset.json", lambda path: path.write_text(json.dumps(own, indent=1) + "\n", encoding="utf-8"))
        elif (there := _object(note, "name another folder")) != own:
            differing = ", ".join(key for key in own if there.get(key) != own[key])
            raise InputError(
                f"{self.path} was made with another {differing}; one folder holds one: name another folder"
            )

    def has(self, name: str) -> bool:
        """Whether a shard is there, whole."""
        return (self.path / "manifest" / f"{name}.json").exists()

    def rows(self) -> list[ManifestRow]:
        """The rows of the manifest, by source and place in it. Raises StoreError when one cannot be read."""
        advice = "remove it, and `dateline archive` reads its documents again"
        found = [_object(path, advice) for path in (self.path / "manifest").glob("*.json")]
        return sorted(found, key=lambda row: (row["sources"], row["first"], row["name"]))

    def commit(self, row: ManifestRow) -> None:
        """Writes a shard's row of the manifest: from here on it is there."""
        line = json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n"
        self.write(f"manifest/{row['name']}.json", lambda path: path.write_text(line, encoding="utf-8"))

    def write(self, name: str, fill: Callable[[Path], object]) -> None:
        """Writes a file whole or not at all, and not before it is on the disk."""
        target = self.path / name
        partial = self.path / PARTIAL / f"{uuid.uuid4().hex}-{target.name}"
        partial.parent.mkdir(parents=True, exist_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        fill(partial)
        _flush(partial)
        partial.replace(target)
        _flush(target.parent)

    def sweep(self) -> None:
        """Removes what killed workers left: files under .partial, and files of shards that are not in the manifest."""
        shutil.rmtree(self.path / PARTIAL, ignore_errors=True)
        kept = {name for row in self.rows() for name in row["files"]}
        for folder in (*COLUMNS, "rejects"):
            for path in sorted((self.path / folder).rglob("*.*")):
                if path.is_file() and path.relative_to(self.path).as_posix() not in kept:
                    path.unlink()

    def retire(self, names: set[str], sources: set[str]) -> list[ManifestRow]:
        """Takes out the shards of these sources that are none of `names`: their file has changed since.

        Returns the rows that it left because they also hold other sources.
        """
        mixed = []
        for row in self.rows():
            if row["name"] in names or not sources.intersection(row["sources"]):
                continue
            if sources.issuperset(row["sources"]):
                (self.path / "manifest" / f"{row['name']}.json").unlink()
            else:
                mixed.append(row)
        self.sweep()
        return mixed

    def summarize(self) -> list[ManifestRow]:
        """Writes manifest.jsonl, all rows in one file, and returns them."""
        rows = self.rows()
        lines = "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in rows)
        self.write("manifest.jsonl", lambda path: path.write_text(lines, encoding="utf-8"))
        shutil.rmtree(self.path / PARTIAL, ignore_errors=True)
        return rows


def _object(path: Path, advice: str) -> dict[str, Any]:
    """The JSON object in a file of the folder's own."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise StoreError(f"{path} is damaged: {error}; {advice}") from error
    if not isinstance(found, dict):
        raise StoreError(f"{path} is damaged: it holds no JSON object; {advice}")
    return found


def _flush(path: Path) -> None:
    """Waits until a file or a folder's list of names is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
