"""The PLOVER ontology: types, modes, intensities, and CAMEO codes, read from `plover/`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from dateline import knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """What one CAMEO code means in PLOVER. `goldstein` is None where Goldstein's scale has no value."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]
    goldstein: float | None


@cache
def ontology() -> Mapping[str, Any]:
    """`plover/ontology.yaml`: quads, types with modes and scores, contexts, sectors, decisions."""
    return MappingProxyType(knowledge.load("plover/ontology.yaml"))


@cache
def cameo() -> Mapping[str, Code]:
    """Every CAMEO code that has a PLOVER type. Codes are strings: "010" is not 10."""
    table: dict[str, list[Any]] = knowledge.load("plover/cameo.yaml")
    return MappingProxyType(
        {
            code: Code(type=kind, mode=mode, contexts=tuple(contexts), goldstein=value)
            for code, (kind, mode, contexts, value) in table.items()
        }
    )


@cache
def cameo_of(type_: str, mode: str | None = None) -> tuple[str, ...]:
    """The CAMEO codes that map to a type, or to a type and mode, in code order."""
    return tuple(code for code, entry in cameo().items() if entry.type == type_ and mode in (None, entry.mode))


def goldstein(type_: str, mode: str | None, cameo: str | None) -> float | None:
    """The Goldstein scale value of an event, from -10 (conflict) to 10 (cooperation).

    The value of the CAMEO code where there is one (Goldstein 1992, as extended for CAMEO), else
    PLOVER's own score of the mode, else of the type. Raises KeyError for an unknown type.
    """
    entry = _CODES.get(cameo) if cameo is not None else None
    if entry is not None and entry.goldstein is not None:
        return entry.goldstein
    kind = ontology()["types"][type_]
    score: float = kind["modes"].get(mode, kind["score"])
    return score


_CODES: Final = cameo()
QUADS: Final[dict[str, int]] = {name: kind["quad"] for name, kind in ontology()["types"].items()}
