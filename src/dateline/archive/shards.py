"""Sources → shards: pieces of input small enough to lose, each named by what it holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path
from typing import Literal

from dateline.errors import InputError

SHARD_SIZE = 500
"""Documents in a shard: about a minute of one processor, which is what a killed worker loses at most."""

Form = Literal["warc", "lines", "parquet", "files"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """A piece of a source: `documents` documents from `start` on.

    `start` is an offset in bytes (in the unpacked bytes for JSON Lines, a row for Parquet), `passed`
    the documents between it and the first one of the shard, `first` that one's number in its file,
    counted from 1. A shard of plain files names them all in `sources`. `digest` is the SHA-256 of
    what is read, so that the same input has the same name wherever it lies. `torn` marks the end
    of an archive that breaks off. `size` is its share of the bytes on disk.
    """

    form: Form
    sources: tuple[str, ...]
    digest: str
    documents: int
    size: int
    start: int = 0
    passed: int = 0
    first: int = 1
    torn: bool = False


def files_of(sources: Iterable[str]) -> Iterator[str | InputError]:
    """Every file of the sources, each once: files as named, globs and folders in order of their names."""
    known: set[str] = set()
    for source in sources:
        found = list(_files(source))
        if not found:
            empty = "there is no file in this folder" if Path(source).is_dir() else "there is no such file"
            yield InputError(f"{source}: {empty}; a source is a file, a folder or a glob")
        for path in found:
            if path not in known:
                known.add(path)
                yield path


def _files(source: str) -> Iterator[str]:
    path = Path(source)
    if path.is_file():
        yield source
    elif path.is_dir():
        inside = (file for file in path.rglob("*") if file.is_file())
        yield from sorted(str(file) for file in inside if not _is_hidden(file.relative_to(path)))
    elif has_magic(source):
        for match in sorted(glob(source, recursive=True)):  # noqa: PTH207 - the pattern may be absolute, which pathlib refuses
            yield from _files(match) if match != source else ()


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
