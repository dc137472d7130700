"""The hand-coded plans of agenda.yaml, and how a reading's agenda is compared with them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from dateline.records import Appointment, Reading

CASES = Path(__file__).with_name("agenda.yaml")
HELD_OUT = 3
"""Every so many sentences one is held out."""


@dataclass
class Score:
    """Counts over a part of the sentences. `false` counts sentences without a plan in which one was read."""

    expected: int = 0
    found: int = 0
    got: int = 0
    right: int = 0
    status: int = 0
    without: int = 0
    false: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.expected

    @property
    def precision(self) -> float:
        return self.right / self.got


def score(read: Callable[..., Reading], *, held: bool) -> Score:
    """Reads one part of the sentences and compares."""
    cases: Any = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    published = str(cases["published"])
    total = Score()
    for row in _part(cases["plans"], held=held):
        left = list(read(row["text"], published=published).agenda)
        total.got += len(left)
        for line, asked in [*((x, True) for x in row["agenda"]), *((x, False) for x in row.get("maybe", ()))]:
            total.expected += asked
            match = next((entry for entry in left if _fits(line, entry)), None)
            if match is not None:
                left.remove(match)
                total.found += asked
                total.right += 1
                total.status += match.status == line.rsplit(" | ", 1)[1]
    for text in _part(cases["none"], held=held):
        entries = read(text, published=published).agenda
        total.without += 1
        total.false += bool(entries)
        total.got += len(entries)
    return total


def _part(rows: list[Any], *, held: bool) -> Iterator[Any]:
    return (row for at, row in enumerate(rows, 1) if (at % HELD_OUT == 0) == held)


def _fits(line: str, entry: Appointment) -> bool:
    """Half of the coded words, the coded day, and a place that is the coded country or bears the coded name."""
    what, when, where, _ = line.rsplit(" | ", 3)
    wanted = _words(what)
    if len(wanted & _words(entry.what.text)) < len(wanted) / 2:
        return False
    if when != "-" and (entry.when is None or entry.when.edtf != when):
        return False
    if where == "-":
        return True
    return entry.where is not None and (
        entry.where.country == where or _words(where) <= _words(f"{entry.where.text} {entry.where.name}")
    )


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))
