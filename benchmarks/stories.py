"""Stories told apart as reports stream in, against stories that people told apart.

usage: python benchmarks/stories.py GOLD.jsonl[.gz] [ORDER_SEED...]

Rows: {"id", "text", "title", "url", "date", "cluster"}. The reports arrive in shuffled order, one run per
seed (without dates no time decay applies), or in that of their dates when the seed is 0, into a ledger
in memory. BCubed precision, recall and F1 (Bagga and Baldwin 1998) of the stories as they were given on
arrival, as they stand at the end, and as they would with every proposal accepted; of the sagas against
"topic" where rows have one; reports per CPU-second.
"""

import gzip
import json
import random
import sys
import time
from collections import defaultdict
from pathlib import Path

import sqlalchemy as sa

from dateline.clean.plain import passages_of
from dateline.ledger import Ledger
from dateline.ledger.regrouping import proposals
from dateline.ledger.schema import stories as told
from dateline.records import Generator, Passage, Reading, Report, report_id

SAGAS = sa.select(told.c.id, told.c.saga)
GENERATOR = Generator(name="benchmark", version="0", models={}, knowledge="0")


def main(arguments: list[str]) -> None:
    if not arguments:
        sys.exit(__doc__)
    raw = Path(arguments[0]).read_bytes()
    rows = [
        json.loads(line)
        for line in (gzip.decompress(raw) if arguments[0].endswith(".gz") else raw).decode().splitlines()
    ]
    for seed in [int(seed) for seed in arguments[1:]] or [1]:
        order = sorted(rows, key=lambda row: row.get("date") or "")
        if seed:
            random.Random(seed).shuffle(order)
        start = time.process_time()
        with Ledger("sqlite://") as ledger:
            given = [ledger.add(reading(row), now="2026-01-01T00:00:00Z") for row in order]
            spent = time.process_time() - start
            stories = {row["id"]: row["story"] for row in ledger.reports()}
            proposed = ledger.ask(proposals)
            sagas = ledger.ask(lambda connection: dict(connection.execute(SAGAS).all()))
        final = [stories[added.report] for added in given]
        print(f"seed {seed}: {len(rows) / spent:.0f} reports per CPU-second, {len(proposed)} proposals")
        show("on arrival", order, "cluster", [added.story for added in given])
        show("at the end", order, "cluster", final)
        show("proposals accepted", order, "cluster", joined(final, proposed))
        if "topic" in order[0]:
            show("sagas", order, "topic", [sagas[story] for story in final])


def show(name: str, rows: list[dict[str, str]], label: str, found: list[str]) -> None:
    gold = [row[label] for row in rows]
    precision, recall, f1 = bcubed(gold, found)
    print(f"  {name:18} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}, {len(set(found))} of {len(set(gold))}")


def joined(stories: list[str], pairs: list[dict[str, object]]) -> list[str]:
    """The stories with every proposed pair made one."""
    into: dict[str, str] = {}

    def now(story: str) -> str:
        return now(into[story]) if story in into else story

    for pair in pairs:
        one, other = now(str(pair["story"])), now(str(pair["other"]))
        if one != other:
            into[other] = one
    return [now(story) for story in stories]


def reading(row: dict[str, str]) -> Reading:
    title, body = row.get("title") or "", row.get("text") or ""
    text = f"{title}\n\n{body}" if title and body else title or body
    passages = passages_of(text) if body else (Passage(kind="headline", start=0, end=len(text)),)
    report = Report(
        id=report_id(text + row["id"], None),
        ref=row["id"],
        url=row.get("url"),
        outlet=None,
        headline=title or None,
        byline=(),
        published=(row.get("date") or "")[:10] or None,
        published_basis=None,
        retrieved=None,
        language="en",
        text=text,
        passages=passages,
    )
    return Reading(generator=GENERATOR, report=report)


def bcubed(gold: list[str], found: list[str]) -> tuple[float, float, float]:
    by_gold, by_found = defaultdict(set), defaultdict(set)
    for i, (label, story) in enumerate(zip(gold, found, strict=True)):
        by_gold[label].add(i)
        by_found[story].add(i)
    both = [len(by_gold[label] & by_found[story]) for label, story in zip(gold, found, strict=True)]
    precision = sum(n / len(by_found[story]) for n, story in zip(both, found, strict=True)) / len(gold)
    recall = sum(n / len(by_gold[label]) for n, label in zip(both, gold, strict=True)) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


if __name__ == "__main__":
    main(sys.argv[1:])
