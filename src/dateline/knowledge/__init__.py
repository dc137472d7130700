"""Knowledge as data: the PLOVER ontology, verb frames, actors and offices with dates, outlets, places.

The files are YAML that a political scientist can read and edit. This module only opens them.
"""

import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from dateline.errors import ModelError

_ROOT = files(__package__)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times the speed where libyaml is built in


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

    Raises ModelError when the file is missing or a row has too few or too many columns.
    """
    try:
        text = _ROOT.joinpath(name).read_text(encoding="utf-8")
    except OSError as error:
        raise ModelError(f"the knowledge file {name} cannot be read: {error}") from error
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    header = lines[0].split("\t")
    rows = [line.split("\t") for line in lines[1:]]
    for row in rows:
        if len(row) != len(header):
            raise ModelError(f"the knowledge file {name} has {len(row)} columns, not {len(header)}, in the row {row[:3]}")
    return tuple(dict(zip(header, row, strict=True)) for row in rows)


def names(folder: str, suffix: str = ".yaml") -> list[str]:
    """The files in one folder of the knowledge, sorted, named as `load` wants them."""
    found = [f"{folder}/{item.name}" for item in _ROOT.joinpath(folder).iterdir() if item.name.endswith(suffix)]
    return sorted(found)


@cache
def version() -> str:
    """A hash over every knowledge file: two installations with the same hash know the same."""
    digest = hashlib.sha256()
    for name, content in _walk(_ROOT, ""):
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
