"""The suite of sentences written for dateline: type, status and roles, no-event sentences, invariance.

The floors may rise, not fall.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.annotate import AnnotatedText
from dateline.extract import EventMention, find_events

SUITE = Path(__file__).parent / "suite"
TYPE_FLOOR, STATUS_FLOOR, ROLE_FLOOR = 0.97, 0.97, 0.95
FALSE_EVENTS_CEILING = 0.03
INVARIANCE_FLOOR = 0.98
Annotate = Callable[..., AnnotatedText]


def load(name: str) -> Any:
    return yaml.safe_load((SUITE / name).read_text())


def cases() -> list[tuple[str, str, str, str | None, str | None]]:
    return [
        (kind, *row) for name in ("conflict.yaml", "cooperation.yaml") for kind, rows in load(name).items() for row in rows
    ]


def names(word: str | None, parties: tuple[Any, ...]) -> bool:
    return any(word.casefold() in party.text.casefold() for party in parties) if word else True


def best(events: list[EventMention], kind: str, actor: str | None) -> EventMention | None:
    """The event of the wanted type; with the wanted actor if there are several."""
    fitting = sorted((e for e in events if e.type == kind), key=lambda e: not names(actor, e.actors))
    return fitting[0] if fitting else None


@pytest.fixture(scope="module")
def coded(annotate: Annotate) -> list[tuple[Any, EventMention | None]]:
    return [(case, best(find_events(annotate(case[2]), []), case[0], case[3])) for case in cases()]


def test_the_suite_is_as_large_as_it_says() -> None:
    none = sum(len(rows) for rows in load("none.yaml").values())
    groups = sum(len(row[4]) for rows in load("invariance.yaml").values() for row in rows)
    assert none >= 150
    assert len(cases()) + none + groups >= 400
    assert len({case[0] for case in cases()}) == 16


def test_types(coded) -> None:
    missed = [case[2] for case, event in coded if event is None]
    assert 1 - len(missed) / len(coded) >= TYPE_FLOOR, missed


def test_status(coded) -> None:
    found = [(case, event) for case, event in coded if event is not None]
    wrong = [(case[2], event.status) for case, event in found if event.status != case[1]]
    assert 1 - len(wrong) / len(found) >= STATUS_FLOOR, wrong


@pytest.mark.parametrize("role", ["actors", "recipients"])
def test_roles(coded, role: str) -> None:
    column = 3 if role == "actors" else 4
    wanted = [(case, event) for case, event in coded if event is not None and case[column]]
    wrong = [case[2] for case, event in wanted if not names(case[column], getattr(event, role))]
    assert 1 - len(wrong) / len(wanted) >= ROLE_FLOOR, wrong


def test_no_event_where_there_is_none(annotate: Annotate) -> None:
    sentences = [text for rows in load("none.yaml").values() for text in rows]
    false = [text for text in sentences if find_events(annotate(text), [])]
    assert len(false) / len(sentences) <= FALSE_EVENTS_CEILING, false


def test_the_same_said_otherwise_is_coded_the_same(annotate: Annotate) -> None:
    total, wrong = 0, []
    for kind, status, actor, recipient, sentences in (row for rows in load("invariance.yaml").values() for row in rows):
        for text in sentences:
            total += 1
            event = best(find_events(annotate(text), []), kind, actor)
            if (
                event is None
                or event.status != status
                or not names(actor, event.actors)
                or not names(recipient, event.recipients)
            ):
                wrong.append(text)
    assert 1 - len(wrong) / total >= INVARIANCE_FLOOR, wrong
