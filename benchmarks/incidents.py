"""Event mentions that are said to be one happening, against ECB+'s cross-document coreference of events.

usage: python benchmarks/incidents.py STORIES.jsonl[.gz] INCIDENTS.jsonl[.gz] [ORDER_SEED] [READINGS]

Stories: {"id", "text"}; incidents: {"doc", "span" (numbers of white-space tokens), "cluster"}. Every document is read
and added, in shuffled order, to a ledger in memory, which decides its story too. An event is judged when its trigger
covers a token of a gold mention. Over all pairs of judged events of the whole corpus, in one document or two: precision
and recall of those put under one incident, and precision of those linked as possibly the same. READINGS is a file that
readings are kept in, so that a second run need not read.
"""

import bisect
import gzip
import json
import random
import re
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

import sqlalchemy as sa
from stories import reading as unread

from dateline.ledger import Ledger
from dateline.ledger.schema import events, relations, reports
from dateline.pipeline import Reader
from dateline.records import Reading
from dateline.records.codec import decode, encode


def main(arguments: list[str]) -> None:
    if len(arguments) < 2:
        sys.exit(__doc__)
    documents, mentions = (rows(path) for path in arguments[:2])
    gold: dict[str, dict[int, str]] = {}
    for mention in mentions:
        for token in mention["span"]:
            gold.setdefault(mention["doc"], {})[token] = mention["cluster"]
    found = readings(documents, Path(arguments[3]) if len(arguments) > 3 else None)
    random.Random(int(arguments[2]) if len(arguments) > 2 else 1).shuffle(found)
    with Ledger("sqlite://") as ledger:
        for one in found:
            ledger.add(one, now="2026-01-01T00:00:00Z")
        name = (reports.c.id + "/" + events.c.id).label("name")
        query = sa.select(name, events.c.incident).join(reports, reports.c.seq == events.c.report)
        incidents = ledger.ask(lambda connection: dict(connection.execute(query).all()))
        linked = sa.select(relations.c.later, relations.c.earlier).where(relations.c.kind == "possibly-same")
        links = ledger.ask(lambda connection: connection.execute(linked).all())
    labels = {f"{one.report.id}/{event}": label for one in found for event, label in judged(one, gold).items()}
    wanted = sum(count * (count - 1) // 2 for count in Counter(labels.values()).values())
    groups: dict[str, list[str]] = {}
    for event, incident in incidents.items():
        if event in labels and incident is not None:
            groups.setdefault(incident, []).append(labels[event])
    pairs = [one == other for group in groups.values() for one, other in combinations(group, 2)]
    possible = [labels[later] == labels[earlier] for later, earlier in links if later in labels and earlier in labels]
    print(f"{len(labels)} judged events of {len(incidents)}, {wanted} gold pairs")
    print(f"one incident: {len(pairs)} pairs, P {share(pairs):.3f} R {sum(pairs) / wanted:.3f}")
    print(f"possibly the same: {len(possible)} links, P {share(possible):.3f}")


def judged(reading: Reading, gold: dict[str, dict[int, str]]) -> dict[str, str]:
    """The gold cluster of each event whose trigger covers a token of a gold mention."""
    marked = gold.get(reading.report.ref or "", {})
    starts = [token.start() for token in re.finditer(r"\S+", reading.report.text)]
    found = {}
    for event in reading.events:
        first = bisect.bisect_right(starts, event.trigger.start) - 1
        tokens = range(first, bisect.bisect_left(starts, event.trigger.end))
        label = next((marked[token] for token in tokens if token in marked), None)
        if label is not None:
            found[event.id] = label
    return found


def readings(documents: list[dict[str, str]], kept: Path | None) -> list[Reading]:
    if kept is not None and kept.exists():
        return [decode(line) for line in kept.read_bytes().splitlines()]
    reader = Reader()
    found = [reader.read_report(unread(row).report) for row in documents]
    if kept is not None:
        kept.write_bytes(b"".join(encode(one) + b"\n" for one in found))
    return found


def share(hits: list[bool]) -> float:
    return sum(hits) / max(1, len(hits))


def rows(path: str) -> list[dict]:
    raw = Path(path).read_bytes()
    return [json.loads(line) for line in (gzip.decompress(raw) if path.endswith(".gz") else raw).decode().splitlines()]


if __name__ == "__main__":
    main(sys.argv[1:])
