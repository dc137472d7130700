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
"""Every third row of a group of the fresh sets (fresh, registers, senses, again) was scored but not read while the frames were changed."""


def is_held_out(index: int) -> bool:
    return index % HELD_OUT == HELD_OUT - 1


def cases(files: tuple[str, ...] = TUNED) -> list[tuple[str, str, str, str | None, str | None]]:
    return [(kind, *row) for name in files for kind, rows in load(name).items() for row in rows]


def again(held_out: bool) -> list[tuple[str, str, str, str | None, str | None]]:
    """The rows of `again.yaml` that are held out, or those that are not."""
    return [
        tuple(row) for rows in load("again.yaml").values() for i, row in enumerate(rows) if is_held_out(i) is held_out
    ]


def roles_told_again(
    events: list[EventMention], trigger: str, actor: str | None, recipient: str | None
) -> tuple[int, int]:
    """(right, asked) of the roles of the last mention that a trigger names; `none` asks for an empty role."""
    event = next((e for e in reversed(events) if trigger in e.trigger.text.split()), None)
    asked = [(word, role) for word, role in ((actor, "actors"), (recipient, "recipients")) if word is not None]
    right = 0
    for word, role in asked:
        parties = getattr(event, role) if event is not None else ()
        right += not parties if word == "none" else bool(parties) and names(word, parties)
    return right, len(asked)


def names(word: str | None, parties: tuple[Any, ...]) -> bool:
    return any(word.casefold() in party.text.casefold() for party in parties) if word else True


def best(events: list[EventMention], kind: str, actor: str | None) -> EventMention | None:
    """The event of the wanted type; with the wanted actor if there are several."""
    fitting = sorted((e for e in events if e.type == kind), key=lambda e: not names(actor, e.actors))
    return fitting[0] if fitting else None
