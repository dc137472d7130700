"""Times on a public set: values of date expressions, end to end, and the CPU they cost.

usage: python benchmarks/times.py GOLD.jsonl.gz

Each row: {"id", "text", "dct" (day of publication or null), "timex": [{"start", "end", "type", "value"}]}. Prints relaxed
span F1, the share of calendar values right, and CPU milliseconds per 600 words, the parse not counted.
The peer is HeidelTime, whose authors publish .776 value F1 on TempEval-3; hand rules given gold spans reach .72 here.
"""

import gzip
import json
import re
import sys
import time

from dateline.annotate import Annotator
from dateline.clean import to_report
from dateline.records import Capture
from dateline.resolve.within.when import Times

CALENDAR = re.compile(r"\d{3,4}(-\d\d(-\d\d)?)?")
WORDS = 600


def main(paths: list[str]) -> None:
    if len(paths) != 1:
        sys.exit(__doc__)
    with gzip.open(paths[0], "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    annotator = Annotator()
    found = right = wanted = got = calendar = 0
    spent = 0.0
    for row in rows:
        text = annotator(
            to_report(Capture(origin=str(row["id"]), kind="text", content=row["text"]), published=row["dct"])
        )
        start = time.process_time()
        spans = list(Times(text).mentions())
        spent += time.process_time() - start
        wanted += len(row["timex"])
        got += len(spans)
        for timex in row["timex"]:
            match = next((s for s in spans if s.start < timex["end"] and timex["start"] < s.end), None)
            if match is not None:
                spans.remove(match)
                found += 1
            if CALENDAR.fullmatch(timex["value"] or ""):
                calendar += 1
                right += match is not None and (match.edtf or "").rstrip("~") == timex["value"]
    words = sum(len(row["text"].split()) for row in rows)
    print(f"span F1 {2 * found / (wanted + got):.3f}  calendar values right {right / calendar:.3f} of {calendar}")
    print(f"{1000 * spent * WORDS / words:.1f} CPU ms per {WORDS} words beside the parse")


if __name__ == "__main__":
    main(sys.argv[1:])
