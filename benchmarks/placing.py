"""What finding a report's story costs as a ledger grows.

usage: python benchmarks/placing.py [REPORTS...]        (default 50000 100000)

The index of a ledger of so many reports is filled with made-up stories of five reports each (names and words drawn from
a Zipf-like vocabulary, a few names rare to each story, the last thirty days alive); then made-up reports, half of them of known
stories, are placed in it. Prints CPU milliseconds a report and, against the first size, the ratio.
"""

import random
import sys
import time
from statistics import median

import sqlalchemy as sa

from dateline.ledger import Ledger, told
from dateline.ledger.placing import near_stories
from dateline.ledger.schema import stories, story_terms
from dateline.resolve.across import stories as telling

SEED, A_STORY, PROBES, ROUNDS = 11, 5, 200, 5
VOCABULARY, RARE = 60_000, 8
NAMES, WORDS = 45, 35


def main(sizes: list[int]) -> None:
    costs = []
    for size in sizes or [50_000, 100_000]:
        chance = random.Random(SEED)
        with Ledger("sqlite://") as ledger:
            own = ledger.change(lambda connection, size=size, chance=chance: fill(connection, size // A_STORY, chance))
            costs.append(ledger.ask(lambda connection, own=own, chance=chance: probe(connection, own, chance)))
        print(f"{size} reports: {costs[-1]:.2f} ms of CPU to find a report's story, x{costs[-1] / costs[0]:.2f}")


def fill(connection: sa.Connection, count: int, chance: random.Random) -> list[list[str]]:
    """Fills the index; returns the rare names of each story."""
    own, rows, holders = [], [], {}
    for number in range(count):
        rare = [f"{telling.NAME}story{number}name{i}" for i in range(RARE)]
        own.append(rare)
        vector = bag(chance, rare)
        lengths = {}
        for length, named in zip(told.LENGTHS, (False, True), strict=True):
            lengths[length] = sum(
                telling.faded(weight) ** 2 for term, weight in vector.items() if term.startswith(telling.NAME) is named
            )
        for term, weight in {**vector, **lengths, told.VOICES: float(A_STORY), told.HEADLINES: 0.0}.items():
            rows.append({"term": term, "story": f"S{number}", "weight": weight})
        for term in (*vector, told.VOICES):
            holders[term] = holders.get(term, 0) + 1
        if len(rows) > 200_000:
            connection.execute(story_terms.insert(), rows)
            rows = []
    rows += [{"term": term, "story": told.EVERY, "weight": float(held)} for term, held in holders.items()]
    connection.execute(story_terms.insert(), rows)
    connection.execute(
        stories.insert(),
        [
            {
                "id": f"S{number}",
                "saga": f"G{number}",
                "headline": "",
                "first_day": "2026-01-01",
                "last_day": f"2026-01-{1 + number % 30:02}",
            }
            for number in range(count)
        ],
    )
    return own


def bag(chance: random.Random, rare: list[str]) -> dict[str, float]:
    terms = [telling.NAME + word(chance) for _ in range(NAMES)] + [word(chance) for _ in range(WORDS)]
    return dict.fromkeys([*terms, *rare], 1.0)


def word(chance: random.Random) -> str:
    """A word by Zipf's law: the logarithm of its rank is even."""
    return f"w{int(VOCABULARY ** chance.random())}"


def probe(connection: sa.Connection, own: list[list[str]], chance: random.Random) -> float:
    reports = []
    for number in range(PROBES):
        rare = chance.choice(own) if number % 2 else [f"{telling.NAME}new{number}name{i}" for i in range(RARE)]
        reports.append(bag(chance, rare))
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for report in reports:
            words = told.Words(connection)
            frequency, count = words.frequencies(report)
            vector = telling.vector(report, frequency, count)
            near_stories(connection, words, vector, frequency, "2026-01-30", headline=False)
        spent.append(1000 * (time.process_time() - start) / PROBES)
    return median(spent)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
