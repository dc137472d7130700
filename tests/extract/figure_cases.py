"""The hand-coded figures of figures.yaml, and how a reading's figures are compared with them."""

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from dateline.records import Figure, Reading

CASES = Path(__file__).with_name("figures.yaml")
CONTENT_MEASURES = ("value", "bound", "measure", "unit", "counter", "basis", "population")


@dataclass(frozen=True)
class Expected:
    """One coded figure."""

    measure: str
    value: float | None
    low: float | None
    high: float | None
    bound: str
    unit: str | None = None
    counter: str | None = None
    basis: str | None = None
    population: str | None = None


@dataclass
class Score:
    """Counts over a set of sentences. A field is judged on the figures whose number was found."""

    expected: int = 0
    got: int = 0
    found: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys((*CONTENT_MEASURES, "tuple"), 0))
    with_counter: int = 0
    counter_right: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def value_f1(self) -> float:
        return 2 * self.found / (self.expected + self.got)

    def share(self, name: str) -> float:
        return self.right[name] / self.found

    @property
    def counter(self) -> float:
        return self.counter_right / self.with_counter

    @property
    def full_tuple(self) -> float:
        return self.right["tuple"] / self.expected


def cases() -> list[tuple[str, list[Expected]]]:
    rows = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return [
        (row["text"], [expected(line) for line in row["figures"]]) for register in rows.values() for row in register
    ]


def expected(line: str) -> Expected:
    head, *rest = line.split("; ")
    measure, number, bound, *unit = head.split(" ")
    names = {"by": "counter", "basis": "basis", "of": "population"}
    fields = {names[key]: words for key, words in (part.split("=", 1) for part in rest)}
    low = high = value = None
    if ".." in number:
        low, high = (float(part) for part in number.split(".."))
    elif number != "-":
        value = float(number)
    return Expected(measure, value, low, high, bound, " ".join(unit) or None, **fields)


def compare(score: Score, wanted: list[Expected], reading: Reading) -> None:
    score.expected += len(wanted)
    score.got += len(reading.figures)
    left = list(reading.figures)
    for want in wanted:
        same = [figure for figure in left if _same_number(want, figure)]
        figure = next((f for f in same if f.measure == want.measure), same[0] if same else None)
        if figure is None:
            score.errors.append(f"missed {want} | {reading.report.text}")
            continue
        left.remove(figure)
        score.found += 1
        _judge(score, want, figure, reading.report.text)
    score.errors += [f"extra {f.measure} {f.value} {f.bound} | {reading.report.text}" for f in left]


def _same_number(want: Expected, figure: Figure) -> bool:
    if want.value is None and want.low is None:
        return figure.value is None and figure.bound == want.bound
    if want.value is None:
        return (figure.low, figure.high) == (want.low, want.high)
    return figure.value == want.value


def _judge(score: Score, want: Expected, figure: Figure, text: str) -> None:
    right = {
        "value": True,
        "bound": figure.bound == want.bound,
        "measure": figure.measure == want.measure,
        "unit": figure.unit == want.unit or (want.unit is None and want.measure == "weapons"),
        "basis": figure.basis == want.basis,
        "counter": _same_words(want.counter, figure.counted_by.text if figure.counted_by else None),
        "population": _same_words(want.population, figure.of.text if figure.of else None),
    }
    for name, fine in right.items():
        score.right[name] += fine
        if not fine:
            score.errors.append(f"{name}: want {getattr(want, name)}, got {figure} | {text}")
    core = ("value", "bound", "measure", "unit", "basis", "counter")
    score.right["tuple"] += all(right[name] for name in core)
    if want.counter is not None:
        score.with_counter += 1
        score.counter_right += right["counter"]


def _same_words(want: str | None, got: str | None) -> bool:
    if want is None or got is None:
        return want is got
    wanted, found = set(want.lower().split()), set(got.lower().split())
    return len(wanted & found) >= len(wanted | found) / 2
