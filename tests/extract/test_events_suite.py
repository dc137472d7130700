"""The suite of sentences written for dateline: type, status and roles, no-event sentences, invariance.

The floors may rise, not fall.
"""

from collections.abc import Callable
from typing import Any

import pytest
from tests.extract.event_cases import again, best, cases, load, names, roles_told_again

from dateline.annotate import AnnotatedText
from dateline.extract import EventMention, find_events, find_statements

TYPE_FLOOR, STATUS_FLOOR, ROLE_FLOOR = 0.97, 0.97, 0.95
FALSE_EVENTS_CEILING = 0.03
FRESH_TYPE_FLOOR, FRESH_FALSE_CEILING = 0.93, 0.10
INVARIANCE_FLOOR = 0.98
REGISTERS_TYPE_FLOOR, REGISTERS_ROLE_FLOOR, SENSES_CEILING, AGAIN_FLOOR = 0.82, 0.88, 0.10, 0.80
Annotate = Callable[..., AnnotatedText]


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


def test_fresh_sentences(annotate: Annotate) -> None:
    def read(text: str) -> list[EventMention]:
        annotated = annotate(text)
        return find_events(annotated, find_statements(annotated))

    fresh = cases(("fresh.yaml",))
    found = [best(read(case[2]), case[0], case[3]) for case in fresh]
    assert sum(event is not None for event in found) / len(fresh) >= FRESH_TYPE_FLOOR
    none = [text for group, rows in load("fresh_none.yaml").items() for text in rows if group != "procedure-and-notes"]
    false = [text for text in none if read(text)]
    assert len(false) / len(none) <= FRESH_FALSE_CEILING, len(false)


def test_registers_of_the_press(annotate: Annotate) -> None:
    def read(text: str) -> list[EventMention]:
        annotated = annotate(text)
        return find_events(annotated, find_statements(annotated))

    rows = [tuple(row) for group in load("registers.yaml").values() for row in group]
    coded = [(row, best(read(row[2]), row[0], row[3])) for row in rows]
    found = [(row, event) for row, event in coded if event is not None]
    assert len(found) / len(rows) >= REGISTERS_TYPE_FLOOR
    for role, column in (("actors", 3), ("recipients", 4)):
        asked = [names(row[column], getattr(event, role)) for row, event in found if row[column]]
        assert sum(asked) / len(asked) >= REGISTERS_ROLE_FLOOR, role
    senses = [text for group in load("senses.yaml").values() for text in group]
    false = [text for text in senses if read(text)]
    assert len(false) / len(senses) <= SENSES_CEILING, len(false)


def test_happenings_told_again(annotate: Annotate) -> None:
    right = asked = 0
    for _, trigger, text, actor, recipient in again(held_out=True) + again(held_out=False):
        one, two = roles_told_again(find_events(annotate(text), []), trigger, actor, recipient)
        right, asked = right + one, asked + two
    assert right / asked >= AGAIN_FLOOR, (right, asked)


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
