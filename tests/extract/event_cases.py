"""The suite of sentences written for dateline, and how an event is compared with what is expected of it."""

from pathlib import Path
from typing import Any

import yaml

from dateline.extract import EventMention

SUITE = Path(__file__).parent / "suite"


def load(name: str) -> Any:
    return yaml.safe_load((SUITE / name).read_text())


TUNED = ("conflict.yaml", "cooperation.yaml")
HELD_OUT = 3
"""Every third row of a group of the fresh sets was scored but not read while the frames were changed."""


def is_held_out(index: int) -> bool:
    return index % HELD_OUT == HELD_OUT - 1


def cases(files: tuple[str, ...] = TUNED) -> list[tuple[str, str, str, str | None, str | None]]:
    return [(kind, *row) for name in files for kind, rows in load(name).items() for row in rows]


def names(word: str | None, parties: tuple[Any, ...]) -> bool:
    return any(word.casefold() in party.text.casefold() for party in parties) if word else True


def best(events: list[EventMention], kind: str, actor: str | None) -> EventMention | None:
    """The event of the wanted type; with the wanted actor if there are several."""
    fitting = sorted((e for e in events if e.type == kind), key=lambda e: not names(actor, e.actors))
    return fitting[0] if fitting else None
