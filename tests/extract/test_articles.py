"""Whole articles of ten registers, read and compared with their hand coding."""

from collections.abc import Callable

import pytest
from tests.extract.article_cases import scores

from dateline.records import Reading

# Floors of recall and precision, two or three records under what is read now.
FLOORS = {"statements": (0.93, 0.87), "events": (0.74, 0.74), "figures": (0.95, 0.92), "agenda": (0.80, 0.80)}


@pytest.fixture(scope="module")
def read_scores(read: Callable[..., Reading]) -> dict[str, tuple[float, float, list[str]]]:
    return {kind: (s.recall, s.precision, s.missed) for kind, s in scores(read).items()}


@pytest.mark.parametrize("kind", FLOORS)
def test_an_article_is_read_as_it_was_coded(read_scores: dict[str, tuple[float, float, list[str]]], kind: str) -> None:
    recall, precision, missed = read_scores[kind]
    assert recall >= FLOORS[kind][0], missed
    assert precision >= FLOORS[kind][1]
