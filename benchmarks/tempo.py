"""How soon a doubled tempo is noticed at a fixed rate of false alarms, and what must raise none.

usage: python benchmarks/tempo.py [--seed N] [--series N]

Calm series are drawn from a negative binomial on a grid of incidents a day and variance-to-mean
ratios, a year each after the baseline; alarm-days a month are counted on them. In ten times as many
series the rate doubles on one day, and stays; caught means an alarm on that day or the six after it.
dateline's detectors run as shipped. The others see the same series and are given, afterwards, the
threshold at which they raise exactly ALLOWED alarm-days a month over the whole grid: the kindest
there is. One of them, the likelihood ratio of a doubled week, is told what nobody knows, the true
mean and spread of each series: about what can be had. Article counts (GDELT's way) are drawn from the
same incidents, each printed by a log-normal number of outlets. The second part goes through a real
ledger in memory.
"""

import argparse
import math
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from dateline.knowledge import plover
from dateline.ledger import Filter, Ledger
from dateline.watch.baseline import BASELINE_DAYS, GAP_DAYS, WINDOW_DAYS
from dateline.watch.detectors import judge
from dateline.watch.tempo import calendar, load
from dateline.watch.triggers.rise import judge_day

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.watch.written import Written

ALLOWED = 0.12
MONTH = 30
MEANS = (2, 4, 6, 8, 12, 20)
RATIOS = (1.5, 2.0, 3.0)
START = BASELINE_DAYS + GAP_DAYS + WINDOW_DAYS
YEAR = 365
HOT = 10
"""Series that double for one that stays calm: only seven days of them are judged."""
CHANGE = START + 60
REPRINTS = (0.7, 1.0)
"""Mean and deviation of the logarithm of how many outlets print one incident: 3.3 on average, one in a hundred more than 20."""

Series = np.ndarray
Cells = dict[tuple[float, float], np.ndarray]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--series", type=int, default=30, help="series of each kind in each cell of the grid")
    options = parser.parse_args()
    random = np.random.default_rng(options.seed)
    for name, drawn in WORLDS.items():
        print(f"\n{name}: {options.series} series a cell, seed {options.seed}")
        report(drawn, random, options.series)
    staged(random)


def report(drawn: Callable[..., Series], random: np.random.Generator, many: int) -> None:
    cells = [(mean, ratio) for mean in MEANS for ratio in RATIOS]
    calm = {cell: [drawn(random, *cell, YEAR + START) for _ in range(many)] for cell in cells}
    hot = {cell: [drawn(random, *cell, CHANGE + WINDOW_DAYS, CHANGE) for _ in range(HOT * many)] for cell in cells}
    alarmed = {cell: [shipped(series, START) for series in calm[cell]] for cell in cells}
    caught = {cell: [shipped(series, CHANGE) for series in hot[cell]] for cell in cells}
    print("doublings caught within 7 days / alarm-days a month, by incidents a day")
    print(f"{'':28}" + "".join(f"{mean:>13}" for mean in MEANS) + f"{'all':>13}")
    for detector in ("odds", "sum", "cusum", "burst", "any of the four"):
        line(
            detector,
            {cell: np.array([[detector in day for day in days] for days in alarmed[cell]]) for cell in cells},
            {cell: np.array([[detector in day for day in days] for days in caught[cell]]) for cell in cells},
        )
    for title, score, articles in OTHERS:
        quiet, loud = (
            {
                cell: np.array(
                    [score(printed(random, series) if articles else series, *cell)[first:] for series in some[cell]]
                )
                for cell in cells
            }
            for some, first in ((calm, START), (hot, CHANGE))
        )
        limit = np.quantile(np.concatenate([quiet[cell].ravel() for cell in cells]), 1 - ALLOWED / MONTH)
        line(title, {cell: quiet[cell] > limit for cell in cells}, {cell: loud[cell] > limit for cell in cells})


def line(title: str, alarms: Cells, hits: Cells) -> None:
    false = {cell: float(some.mean()) * MONTH for cell, some in alarms.items()}
    found = {cell: float(some.any(axis=1).mean()) for cell, some in hits.items()}
    cells = [[cell for cell in false if cell[0] == mean] for mean in MEANS]
    shown = [
        f"{np.mean([found[cell] for cell in some]):.2f} / {np.mean([false[cell] for cell in some]):.2f}"
        for some in [*cells, list(false)]
    ]
    print(f"{title:28}" + "".join(f"{text:>13}" for text in shown))


def shipped(series: Series, first: int) -> list[tuple[str, ...]]:
    """The detectors that alarm on each day from `first` on."""
    counts: list[int | None] = [int(count) for count in series]
    sources = [10] * len(counts)
    found = [judge(counts, sources, at).by for at in range(first, len(counts))]
    return [(*by, "any of the four") if by else () for by in found]


def z_score(series: Series, *_known: float) -> Series:
    """A day beside the mean and deviation of the 56 days before it."""
    before = np.lib.stride_tricks.sliding_window_view(series, BASELINE_DAYS)[:-1]
    scores = np.zeros(len(series))
    scores[BASELINE_DAYS:] = (series[BASELINE_DAYS:] - before.mean(axis=1)) / np.maximum(before.std(axis=1), 0.5)
    return scores


def weekly_z_score(series: Series, *_known: float) -> Series:
    """A week's sum beside the sums of the weeks that end in the 56 days before it."""
    sums = np.convolve(series, np.ones(WINDOW_DAYS))[: len(series)]
    return z_score(sums)


def all_known(series: Series, mean: float, ratio: float) -> Series:
    """How much likelier a week is at twice the true rate than at it: the strongest test of a whole week (Neyman and Pearson)."""
    size = mean / (ratio - 1)
    counts = np.arange(series.max() + 1)
    days = (
        _lgamma(counts + 2 * size) - _lgamma(2 * size) - _lgamma(counts + size) + _lgamma(size) - size * np.log(ratio)
    )
    return np.convolve(days[series], np.ones(WINDOW_DAYS))[: len(series)]


_lgamma = np.vectorize(math.lgamma)


def printed(random: np.random.Generator, series: Series) -> Series:
    """How many articles tell of a series' incidents."""
    articles = np.ceil(random.lognormal(*REPRINTS, size=int(series.sum())))
    return np.bincount(np.repeat(np.arange(len(series)), series), weights=articles, minlength=len(series))


OTHERS = (
    ("normal known, doubled week", all_known, False),
    ("daily z-score", z_score, False),
    ("weekly z-score", weekly_z_score, False),
    ("articles, daily z-score", z_score, True),
    ("articles, weekly z-score", weekly_z_score, True),
)


def independent(random: np.random.Generator, mean: float, ratio: float, days: int, change: int | None = None) -> Series:
    """Days that know nothing of each other."""
    rate = np.full(days, float(mean))
    if change is not None:
        rate[change:] *= 2
    return random.negative_binomial(rate / (ratio - 1), 1 / ratio)


def clustered(random: np.random.Generator, mean: float, ratio: float, days: int, change: int | None = None) -> Series:
    """Calm with a pulse: a weekly cycle of 30 % and a log rate that drifts (AR(1), .7 a day, deviation .25)."""
    noise = random.normal(size=days)
    drift = np.zeros(days)
    for day in range(1, days):
        drift[day] = 0.7 * drift[day - 1] + np.sqrt(1 - 0.7**2) * noise[day]
    rate = mean * np.exp(0.25 * drift - 0.25**2 / 2) * (1 + 0.3 * np.cos(2 * np.pi * np.arange(days) / 7))
    if change is not None:
        rate[change:] *= 2
    return random.negative_binomial(rate / (ratio - 1), 1 / ratio)


def staged(random: np.random.Generator) -> None:
    """What must raise nothing, through a real ledger: reports are written, added, joined, counted and judged."""
    print(f"\nthrough a ledger: 100 days of about {STAGED_MEAN} incidents a day, 8 outlets; alarm-days in the last 10")
    for title, change in (
        ("nothing changes", {}),
        ("every report printed by 20 more papers for 3 days", {"reprints": 20}),
        ("every incident told anew by 3 outlets for 3 days", {"retold": 3}),
        ("5 days without any source, then as before", {"outage": 5}),
        ("twice as many outlets and incidents from them", {"feeds": 2}),
        ("twice as many incidents", {"rise": 2}),
    ):
        print(f"  {title:52}{play(np.random.default_rng(random.integers(2**32)), **change)}")


STAGED_MEAN = 6
STAGED_DAYS, EVENTFUL = 100, 92
SIDES = ("USA", "ISR", "OMN")
OUTLETS = [f"Outlet {number}" for number in range(8)]


def play(
    random: np.random.Generator, *, reprints: int = 0, retold: int = 0, outage: int = 0, feeds: int = 1, rise: int = 1
) -> str:
    deeds = [(kind, side, way) for kind in sorted(plover.QUADS) for side in SIDES for way in (0, 1)]
    with Ledger("sqlite://") as ledger:
        for number in range(STAGED_DAYS):
            day = (date(2026, 1, 1) + timedelta(days=number)).isoformat()
            now = number >= EVENTFUL
            if EVENTFUL - 3 - outage <= number < EVENTFUL - 3:
                continue
            outlets = OUTLETS + ([f"New {i}" for i in range(8 * (feeds - 1))] if now else [])
            many = int(random.negative_binomial(STAGED_MEAN, 0.5)) * (rise * feeds if now else 1)
            chosen = [deeds[i] for i in random.choice(len(deeds), size=min(many, len(deeds)), replace=False)]
            for place, outlet in enumerate(outlets):
                told = chosen[place :: len(outlets)]
                text = write(ledger, day, outlet, told, random)
                for paper in range(reprints if EVENTFUL <= number < EVENTFUL + 3 else 0):
                    write(ledger, day, f"Paper {paper}", told, random, text)
                for teller in range(retold if EVENTFUL <= number < EVENTFUL + 3 else 0):
                    write(ledger, day, f"Teller {teller}", told, random)
        return verdicts_of(ledger)


def write(
    ledger: Ledger, day: str, outlet: str, told: list, random: np.random.Generator, lead: str | None = None
) -> str:
    words = lead or " ".join("".join(random.choice(list("abdefgiklmnoprstu"), size=7)) for _ in range(120)) + "."
    report = Written(day, outlet=outlet, lead=words)
    for kind, side, way in told:
        report.event(kind, *(("IRN", side) if way else (side, "IRN")), day=day)
    report.add_to(ledger)
    return words


def verdicts_of(ledger: Ledger) -> str:
    where = Filter(actor="IRN")
    material = ledger.ask(lambda connection: load(connection, where))
    days = material.series().days[-10:]
    above = sum(judge_day(material, day.day)[1].state == "above" for day in days)
    articles: dict[str, int] = {}
    for row in ledger.reports():
        articles[row["day"]] = articles.get(row["day"], 0) + 1
    everyday = calendar(min(articles), max(articles))
    scores = z_score(np.array([articles.get(day, 0) for day in everyday], dtype=float))
    return f"dateline {above}, articles a day by z-score above 3: {int((scores[-10:] > 3).sum())}"


WORLDS = {"independent days": independent, "clustered days": clustered}


if __name__ == "__main__":
    main()
