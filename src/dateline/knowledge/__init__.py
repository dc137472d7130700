"""Knowledge as data: the PLOVER ontology, verb frames, actors and offices with dates, outlets, places.

The files are YAML and TSV that a political scientist can read and edit. This module only opens them,
and a user's own beside them: the folders that DATELINE_NAMES and DATELINE_FRAMES name.
"""

import hashlib
import os
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import yaml

from dateline.errors import ModelError

_ROOT = files(__package__)
NAMES: Final = "DATELINE_NAMES"
"""The variable that names a folder with more rows for a table: `bodies.tsv`, `people.tsv`, ..."""

FRAMES: Final = "DATELINE_FRAMES"
"""The variable that names a folder with more event frames."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # many times faster where libyaml is built in


@cache
def load(name: str) -> Any:
    """The parsed content of one YAML file, named from this folder: `load("plover/types.yaml")`.

    Raises ModelError when the file is missing or is not YAML.
    """
    try:
        return yaml.load(_ROOT.joinpath(name).read_bytes(), _Loader)  # noqa: S506 - a safe loader
    except (OSError, yaml.YAMLError) as error:
        raise ModelError(f"the knowledge file {name} cannot be read: {error}") from error


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one TSV file by their column names; lines that begin with # are notes.

    A file of the same name in the folder that DATELINE_NAMES names adds its rows before the built-in
    ones, so that a user's own name wins. Raises ModelError when a file is missing or a row has too
    few or too many columns.
    """
    try:
        built_in = _ROOT.joinpath(name).read_text(encoding="utf-8")
        own = _own(name)
        added = own.read_text(encoding="utf-8") if own is not None else ""
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"the knowledge file {name} cannot be read: {error}") from error
    header, *rows = _cells(built_in)
    more = [row for row in _cells(added) if row != header]
    for row in (*more, *rows):
        if len(row) != len(header):
            place = f"a row of {name} ({row[0]!r} first)"
            raise ModelError(
                f"{place} has {len(row)} columns, not {len(header)}; separate them by tabs: {', '.join(header)}"
            )
    return tuple(dict(zip(header, row, strict=True)) for row in (*more, *rows))


def _cells(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _own(name: str) -> Path | None:
    """The user's file of more rows for a table, if there is one."""
    folder = os.environ.get(NAMES)
    path = Path(folder) / Path(name).name if folder else None
    return path if path is not None and path.is_file() else None


def names(folder: str, suffix: str = ".yaml") -> list[str]:
    """The files in one folder of the knowledge, sorted, named as `load` wants them."""
    found = [f"{folder}/{item.name}" for item in _ROOT.joinpath(folder).iterdir() if item.name.endswith(suffix)]
    return sorted(found)


@cache
def version() -> str:
    """A hash over every knowledge file, a user's own included: with the same hash, the same is known."""
    digest = hashlib.sha256()
    own = [folder for folder in (os.environ.get(NAMES), os.environ.get(FRAMES)) if folder]
    for root in (_ROOT, *(Path(folder) for folder in own if Path(folder).is_dir())):
        for name, content in _walk(root, ""):
            digest.update(name.encode() + b"\0" + content)
    return digest.hexdigest()[:12]


def _walk(folder: Any, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for item in sorted(folder.iterdir(), key=lambda entry: str(entry.name)):
        if item.is_dir():
            found.extend(_walk(item, f"{prefix}{item.name}/"))
        elif item.name.endswith((".yaml", ".tsv")):
            found.append((prefix + item.name, item.read_bytes()))
    return found
