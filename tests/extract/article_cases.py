"""Whole articles written and coded for the project, and how a reading is compared with its coding.

Each was coded before it was read. A coded item is one that a reading must hold, or, if `optional`, may
hold: it then counts for precision alone. Words are compared as bags, so that a span may be a little
longer or shorter; offsets are the business of other tests.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from dateline.records import Appointment, Event, Figure, Reading, Span, Statement

ARTICLES = Path(__file__).with_name("articles")
KINDS = ("statements", "events", "figures", "agenda")
SAME = 0.6
"""Word F1 from which two contents are one statement."""
HALF = 0.5

Coded = dict[str, Any]


@dataclass
class Score:
    """Counts of one kind of record over all articles, and the coded items that were not read."""

    expected: int = 0
    found: int = 0
    got: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / self.expected

    @property
    def precision(self) -> float:
        return self.right / self.got


def scores(read: Callable[..., Reading]) -> dict[str, Score]:
    """Reads all articles and compares."""
    totals = {kind: Score() for kind in KINDS}
    for coding, text in articles():
        reading = read(text, published=str(coding["published"]))
        for kind, total in totals.items():
            _compare(total, coding.get(kind, ()), getattr(reading, kind), _LIKENESS[kind])
    return totals


def articles() -> Iterator[tuple[Coded, str]]:
    """The coding and the text of every article."""
    for path in sorted(ARTICLES.glob("*.yaml")):
        coding: Coded = yaml.safe_load(path.read_text(encoding="utf-8"))
        yield coding, path.with_suffix(".txt").read_text(encoding="utf-8")


def _compare(
    total: Score, coded: Sequence[Coded], read: Sequence[Any], likeness: Callable[[Coded, Any], float]
) -> None:
    """Pairs coded and read items, the likest first, each once."""
    ranked = sorted(
        (
            (-like, bool(item.get("optional")), i, j)
            for i, item in enumerate(coded)
            for j, record in enumerate(read)
            if (like := likeness(item, record)) > 0
        ),
    )
    pairs: dict[int, int] = {}
    for _, _, i, j in ranked:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    required = [i for i, item in enumerate(coded) if not item.get("optional")]
    total.expected += len(required)
    total.found += sum(i in pairs for i in required)
    total.got += len(read)
    total.right += len(pairs)
    total.missed += [str(coded[i].get("evidence") or coded[i].get("content") or coded[i]["what"]) for i in required if i not in pairs]  # fmt: skip


def _statement(item: Coded, record: Statement) -> float:
    if item["content"] is None:
        told = _bag(item["evidence"]) & _bag(record.evidence)
        return float(record.act == item["act"] and told.total() >= HALF * _bag(item["evidence"]).total())
    coded, read = _bag(item["content"]), _bag(*record.content)
    f1 = 2 * (coded & read).total() / max(1, coded.total() + read.total())
    return f1 if f1 >= SAME else 0.0


def _event(item: Coded, record: Event) -> float:
    inside = _inside(item["evidence"], record.evidence)
    named = (_bag(record.trigger) & _bag(item["evidence"])).total() > 0
    return inside if record.type in item["type"] and named and inside >= HALF else 0.0


def _figure(item: Coded, record: Figure) -> float:
    same = record.measure == item["measure"] and record.value == item["value"] and record.bound == item["bound"]
    inside = _inside(item["evidence"], record.evidence)
    return inside if same and inside >= HALF else 0.0


def _appointment(item: Coded, record: Appointment) -> float:
    when, where = item.get("when"), item.get("where")
    if when is not None and (record.when is None or record.when.edtf != str(when)):
        return 0.0
    if where is not None and (
        record.where is None
        or (record.where.country != where and _bag(where) - _bag(record.where.text, record.where.name))
    ):
        return 0.0
    inside = _inside(item["what"], record.what)
    return inside if inside >= HALF else 0.0


_LIKENESS: dict[str, Callable[[Coded, Any], float]] = {
    "statements": _statement,
    "events": _event,
    "figures": _figure,
    "agenda": _appointment,
}


def _inside(coded: str, read: Span) -> float:
    """The share of the coded words that a span holds."""
    words = _bag(coded)
    return (words & _bag(read)).total() / words.total()


def _bag(*texts: str | Span | None) -> Counter[str]:
    words = " ".join(text if isinstance(text, str) else text.text if text is not None else "" for text in texts)
    return Counter(re.findall(r"\w+", words.lower().replace("’s", " ").replace("'s", " ")))
