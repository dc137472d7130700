"""Corrections: what a paper prints about its own earlier report."""

from functools import cache

from dateline import knowledge


def in_correction(text: str, place: int) -> bool:
    """Whether a place in a report's text lies in a paragraph that corrects an earlier report."""
    start = text.rfind("\n", 0, place) + 1
    opening = text[start : start + _LONGEST].lower().lstrip("*_ \t")
    return opening.startswith(_openings())


_LONGEST = 60  # characters of a paragraph in which an opening may stand


@cache
def _openings() -> tuple[str, ...]:
    return tuple(knowledge.load("words/corrections.yaml")["openings"])
