"""Stories told apart as reports stream in, against stories that people told apart.

usage: python benchmarks/stories.py GOLD.jsonl[.gz] [ORDER_SEED...]

Rows: {"id", "text", "title", "date", "cluster"}. The reports arrive in shuffled order (one run per
seed; without dates no time decay applies) into a ledger in memory; BCubed precision, recall and F1
(Bagga and Baldwin 1998) of the stories they end up in, and reports per CPU-second.
"""

import gzip
import json
import random
import sys
import time
from collections import defaultdict
from pathlib import Path

from dateline.clean.plain import passages_of
from dateline.ledger import Ledger
from dateline.records import Generator, Passage, Reading, Report, report_id

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
        order = list(rows)
        random.Random(seed).shuffle(order)
        start = time.process_time()
        with Ledger("sqlite://") as ledger:
            stories = [ledger.add(reading(row), now="2026-01-01T00:00:00Z").story for row in order]
        spent = time.process_time() - start
        precision, recall, f1 = bcubed([row["cluster"] for row in order], stories)
        print(
            f"seed {seed}: BCubed P {precision:.3f} R {recall:.3f} F1 {f1:.3f}, {len(set(stories))} stories of {len({r['cluster'] for r in rows})}, {len(rows) / spent:.0f} reports per CPU-second"
        )


def reading(row: dict[str, str]) -> Reading:
    title, body = row.get("title") or "", row.get("text") or ""
    text = f"{title}\n\n{body}" if title and body else title or body
    passages = passages_of(text) if body else (Passage(kind="headline", start=0, end=len(text)),)
    report = Report(
        id=report_id(text + row["id"], None),
        ref=row["id"],
        url=None,
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
