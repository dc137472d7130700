"""The suite of sentences written for dateline, and how an event is compared with what is expected of it."""

from pathlib import Path
from typing import Any

import yaml

from dateline.extract import EventMention

SUITE = Path(__file__).parent / "suite"


def load(name: str) -> Any:
    return yaml.safe_load((SUITE / name).read_text())


def cases() -> list[tuple[str, str, str, str | None, str | None]]:
    return [
        (kind, *row)
        for name in ("conflict.yaml", "cooperation.yaml")
        for kind, rows in load(name).items()
        for row in rows
    ]


def names(word: str | None, parties: tuple[Any, ...]) -> bool:
    return any(word.casefold() in party.text.casefold() for party in parties) if word else True


def best(events: list[EventMention], kind: str, actor: str | None) -> EventMention | None:
    """The event of the wanted type; with the wanted actor if there are several."""
    fitting = sorted((e for e in events if e.type == kind), key=lambda e: not names(actor, e.actors))
    return fitting[0] if fitting else None
