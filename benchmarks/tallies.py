"""Contested figures: which of them are said to contradict each other, and whether they are disputes between counters.

usage: python benchmarks/tallies.py GOLD.jsonl[.gz]

Rows: {"counter", "measure", "population", "value", "bound", "status", "as_of", "published", "url"}, one a figure that a
report prints. The figures of one address are one report. Every pair is compared, the later report's figure with the
earlier one's. A contradiction is right when the coder named two counters (a government is one whoever speaks for it) and
no number satisfies both figures of one population, measure and time, neither being an estimate. Prints every contradiction.
"""

import gzip
import json
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

from dateline.resolve.across import tallies

BOUNDS = {
    "at_least": "at-least", "exact": "exact", "approx": "about", "nearly": "about", "more_than": "more-than",
    "may_exceed": "more-than", "up_to": "at-most",
}  # fmt: skip
ESTIMATES = {"estimate", "assertion", "unknown"}


def main(arguments: list[str]) -> None:
    if not arguments:
        sys.exit(__doc__)
    raw = Path(arguments[0]).read_bytes()
    lines = (gzip.decompress(raw) if arguments[0].endswith(".gz") else raw).decode().splitlines()
    rows = sorted(map(json.loads, lines), key=lambda row: (row["published"], row["id"]))
    reports: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        reports.setdefault(row["url"], []).append(row)
    counts = {}
    for of_one in reports.values():
        made_out = tallies.in_report([count(row) for row in of_one])
        counts.update((row["id"], made) for row, made in zip(of_one, made_out, strict=True))
    kinds: Counter[str] = Counter()
    right = found = 0
    for earlier, later in combinations(rows, 2):
        mine, theirs = counts[later["id"]], counts[earlier["id"]]
        if not tallies.worth_relating(mine, theirs):
            continue
        relation = tallies.relation(mine, theirs)
        kinds[relation.kind] += 1
        if relation.kind == "contradicts":
            found += 1
            right += is_dispute(later, earlier)
            mark = "" if is_dispute(later, earlier) else "   <- wrong"
            print(f"{said(earlier)}  <>  {said(later)}{mark}")
    one_counter = sum(
        tallies.relation(counts[later["id"]], counts[earlier["id"]]).kind == "contradicts"
        for earlier, later in combinations(rows, 2)
        if who(earlier) == who(later)
    )
    print(f"{len(rows)} figures in {len(reports)} reports; relations {dict(kinds)}")
    print(f"contradictions {found}, right {right}; between figures of one counter {one_counter}")


def count(row: dict[str, str]) -> tallies.Count:
    value, bound = float(row["value"]), BOUNDS[row["bound"]]
    everyone = row["population"] == "all"
    beside = row["status"] == "under_investigation"
    return tallies.Count(
        measure={"killed": "deaths", "arrested": "arrests"}[row["measure"]],
        unit=None,
        value=value,
        low=None if bound in {"about", "at-most"} else value,
        high=value if bound in {"exact", "at-most"} else None,
        bound=bound,
        basis="estimated" if row["status"] in ESTIMATES else "confirmed",
        of="people" if everyone else row["population"],
        counter=row["counter"],
        day=row["as_of"],
        country="IRN",
        evidence=f"a further {value:.0f} are under investigation" if beside else "",
    )


def is_dispute(one: dict[str, str], other: dict[str, str]) -> bool:
    return (
        who(one) != who(other)
        and one["population"] == other["population"]
        and not {one["status"], other["status"]} & {*ESTIMATES, "under_investigation"}
    )


def who(row: dict[str, str]) -> str:
    return row["counter"].split(" (")[0].removeprefix("CBS/")


def said(row: dict[str, str]) -> str:
    return f"{row['counter']}: {row['value']} {row['population']} {row['measure']} on {row['as_of']}"


if __name__ == "__main__":
    main(sys.argv[1:])
