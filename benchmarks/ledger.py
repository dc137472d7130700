"""What a ledger costs: adding beside reading, and the questions of a story's page as the ledger grows.

usage: python benchmarks/ledger.py REPORTS.jsonl[.gz] [--reports N] [--volumes 1000 10000 100000]

REPORTS.jsonl has rows with "text" and, if known, "title" (or "headline"), "published", "outlet", "url".

1. The first N reports are read, then added to a new ledger, in the same run on one thread: CPU milliseconds a
   report for both, and their ratio; the first tenth of the reports beside the last, for stories that fill up.
2. Ledgers of made-up records, written straight into the tables: short texts, 26 rows of records a report,
   stories of all sizes (a few hold hundreds of reports, most a handful). CPU milliseconds, median of the
   rounds, of everything that `dateline story` asks, for a story of middling size and for the largest, of the
   list of all stories and of its first page, and of adding real readings to a ledger of that size.
"""

import argparse
import gzip
import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ["OMP_NUM_THREADS"] = "1"

import sqlalchemy as sa

from dateline.clean import to_report
from dateline.ledger import Filter, Ledger, schema
from dateline.pipeline import Reader
from dateline.records import Capture, Reading

NOW = "2026-02-04T08:00:00Z"
ROUNDS = 15
MIDDLING = 20  # reports of the story that stands for most of those that people open
PAGE = 100  # stories in one list
VOCABULARY = 30_000
SEED = 7


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--reports", dest="number", type=int, default=150)
    parser.add_argument("--volumes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    given = parser.parse_args()
    readings = read_and_add(rows(given.reports, given.number))
    print(
        f"\n{'reports':>8} {'page, middling':>15} {'page, largest':>14} {'stories':>9} {'page':>6} {'add':>8}   CPU ms"
    )
    for volume in given.volumes:
        with tempfile.TemporaryDirectory() as folder:
            ask(f"sqlite:///{Path(folder) / 'ledger.db'}", volume, readings[:40])


def rows(path: Path, number: int) -> list[dict[str, Any]]:
    raw = path.read_bytes()
    lines = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode().splitlines()
    return [json.loads(line) for line in lines[:number]]


def read_and_add(given: list[dict[str, Any]]) -> list[Reading]:
    reader = Reader()
    captures = [
        Capture(
            origin="row",
            kind="text",
            content="\n\n".join(filter(None, (headline(row), row["text"]))),
            url=row.get("url"),
        )
        for row in given
    ]

    def read(i: int) -> Reading:
        published = given[i].get("published") or "2026-02-01"
        return reader.read_report(to_report(captures[i], published=published, outlet=given[i].get("outlet")))

    read(0)
    readings: list[Reading] = []
    reading = [cpu(lambda i=i: readings.append(read(i))) for i in range(len(given))]
    with tempfile.TemporaryDirectory() as folder, Ledger(f"sqlite:///{Path(folder) / 'ledger.db'}") as ledger:
        ledger.add(readings[0], captures[0], now=NOW)
        adding = [cpu(lambda i=i: ledger.add(readings[i], captures[i], now=NOW)) for i in range(1, len(readings))]
        told = len(ledger.stories())
    tenth = max(1, len(adding) // 10)
    print(f"{len(readings)} reports in {told} stories, CPU ms a report: mean (median)")
    print(f"read           {mean(reading):7.1f} ({middle(reading):.1f})")
    print(f"add            {mean(adding):7.1f} ({middle(adding):.1f})   {mean(adding) / mean(reading):.3f} x reading")
    print(f"  first tenth  {mean(adding[:tenth]):7.1f}")
    print(f"  last tenth   {mean(adding[-tenth:]):7.1f}")
    return readings


def headline(row: dict[str, Any]) -> str | None:
    return row.get("title") or row.get("headline")


def ask(url: str, volume: int, readings: list[Reading]) -> None:
    with Ledger(url) as ledger:
        sizes = fill(ledger, volume)
        largest = max(sizes, key=lambda story: sizes[story])
        middling = min(sizes, key=lambda story: (abs(sizes[story] - MIDDLING), story))
        page = [cpu(lambda: story_page(ledger, middling)) for _ in range(ROUNDS)]
        whole = [cpu(lambda: story_page(ledger, largest)) for _ in range(3)]
        stories = [cpu(ledger.stories) for _ in range(3)]
        listed = [cpu(lambda: ledger.stories(limit=PAGE)) for _ in range(3)]
        adding = [cpu(lambda one=one: ledger.add(one, now=NOW)) for one in readings]
        print(
            f"{volume:8} {middle(page):9.1f} ({sizes[middling]:3}) {middle(whole):8.1f} ({sizes[largest]:3}) "
            f"{middle(stories):9.1f} {middle(listed):6.1f} {mean(adding[1:]):8.1f}",
            flush=True,
        )


def story_page(ledger: Ledger, story: str) -> None:
    """What `dateline story` asks."""
    where = Filter(story=story)
    for question in (
        ledger.reports,
        ledger.timeline,
        ledger.statements,
        ledger.figures,
        ledger.agenda,
        ledger.relations,
    ):
        question(where)


def fill(ledger: Ledger, volume: int) -> dict[str, int]:
    """Writes made-up reports into the tables; returns the number of reports of each story."""
    chance = random.Random(SEED)
    sizes: dict[str, int] = {}
    tables = {
        name: [] for name in ("reports", "texts", "fingerprints", *(table.name for table in schema.RECORDS.values()))
    }
    tables |= {"event_parties": [], "relations": []}
    for seq in range(1, volume + 1):
        story = f"S{int(volume / 8 * chance.random() ** 2) + 1}"
        sizes[story] = sizes.get(story, 0) + 1
        for name, row in records(seq, story, sizes[story], chance):
            tables[name].append(row)
        if seq % 2_000 == 0 or seq == volume:
            ledger.change(lambda connection: write(connection, tables))
    told = [
        {"id": story, "headline": f"Story {story}", "first_day": "2026-01-01", "last_day": "2026-02-01"}
        for story in sizes
    ]
    ledger.change(lambda connection: connection.execute(schema.stories.insert(), told))
    terms = [
        {"term": f"term{min(VOCABULARY, int(chance.paretovariate(0.3)))}", "story": story, "weight": 0.1}
        for story in sizes
        for _ in range(60)
    ]
    unique = list({(row["term"], row["story"]): row for row in terms}.values())
    ledger.change(lambda connection: connection.execute(schema.story_terms.insert(), unique))
    return sizes


def write(connection: sa.Connection, tables: dict[str, list[dict[str, Any]]]) -> None:
    for name, found in tables.items():
        if found:
            connection.execute(schema.metadata.tables[name].insert(), found)
            found.clear()


def records(seq: int, story: str, nth: int, chance: random.Random) -> Iterator[tuple[str, dict[str, Any]]]:
    """One report with its records, by table."""
    name, day = f"{seq:016x}", f"2026-01-{seq % 28 + 1:02}"
    yield (
        "reports",
        {
            "seq": seq, "id": name, "outlet": f"Outlet {seq % 40}", "headline": f"Headline {seq}", "published": day,
            "day": day, "added": NOW, "generator": "[]", "family": f"F{seq}", "story": story, "prints": 12,
        },
    )  # fmt: skip
    yield "texts", {"report": seq, "text": "words " * 400, "reading": b"x" * 6000}
    for _ in range(12):
        yield "fingerprints", {"print": chance.getrandbits(60), "report": seq}
    base = {"report": seq, "start": 0, "end": 5, "novelty": "new"}
    for i in range(1, 8):
        yield (
            "statements",
            base | {
                "id": f"s{i}", "place_in_order": i, "source": "he", "name": f"Speaker {seq % 90}", "code": "IRN-GOV",
                "standing": "named", "act": "say", "mode": "indirect", "content": "what was said " * 8,
            },
        )  # fmt: skip
        yield (
            "events",
            base | {
                "id": f"e{i}", "place_in_order": i, "type": "CONSULT", "quad": 1, "status": "occurred", "actors": "Iran",
                "recipients": "Oman", "day": day, "trigger": "met", "evidence": "who met whom and where " * 4,
                "incident": f"I{seq}.e{i}",
            },
        )  # fmt: skip
        yield (
            "event_parties",
            {
                "report": seq,
                "event": f"e{i}",
                "role": "actor",
                "place_in_order": 0,
                "name": "Iran",
                "code": "IRN",
                "country": "IRN",
            },
        )
    for i in range(1, 5):
        yield (
            "figures",
            base | {
                "id": f"f{i}", "place_in_order": i, "measure": "deaths", "value": 40.0, "bound": "exact",
                "counter": f"Counter {seq % 9}", "evidence": "how many were counted " * 3, "tally": f"T{seq}.f{i}",
            },
        )  # fmt: skip
    yield (
        "agenda",
        base
        | {
            "id": "a1",
            "place_in_order": 1,
            "what": "talks",
            "parties": "Iran",
            "day": day,
            "status": "planned",
            "evidence": "when",
            "plan": f"P{seq}.a1",
        },
    )
    if nth > 1:
        for kind in ("repeat", "incomparable", "update"):
            earlier = f"{max(1, seq - 1):016x}/f1"
            yield (
                "relations",
                {"kind": kind, "later": f"{name}/f1", "earlier": earlier, "score": None, "reason": "a reason"},
            )


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


mean, middle = statistics.fmean, statistics.median


if __name__ == "__main__":
    main()
