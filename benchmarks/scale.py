"""Whether an article costs the same in a large archive as in a small one: CPU, rate and memory of `dateline archive`.

usage: python benchmarks/scale.py TEXTS.jsonl[.gz] --documents 1000 10000 [--words N] [--workers N] [--keep FOLDER] [--svg FILE]

Each archive is one WARC of made-up pages (pages.py), no two alike, read into an empty folder. Prints what an article cost in each,
and in each tenth of it. With --keep, a run that was cut off goes on where it was.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import chart
import pages
import processes
import psutil

SHARD_SIZE = 100
"""Fewer than the default: tenths of a run can be told apart, and a run that is cut off loses little."""

LOOK_SECONDS = 5.0
"""Between two looks at a run of many minutes: each looks through the tables of every process."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--documents", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--words", type=int, help="of each article; by default as many as those of the corpus have")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--svg", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        found = [read(given, given.keep or Path(passing), documents) for documents in given.documents]
    if given.svg:
        name = f"dateline archive, {given.workers} workers"
        chart.lines(given.svg, "CPU time an article by size of the archive", {name: found}, x="articles", y="ms")


def read(given: argparse.Namespace, folder: Path, documents: int) -> tuple[float, float]:
    """Archives so many articles; the number and the CPU milliseconds of each."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{documents}-{given.words or 'all'}"
    warc, out = folder / f"{name}.warc.gz", folder / name
    if not warc.exists():
        partial = warc.with_suffix(".partial")
        pages.write_warc(partial, pages.articles(given.texts), documents, given.words)
        partial.rename(warc)
    course = Course(out, documents)
    command = [sys.executable, "-m", "dateline", "archive", str(warc), "--out", str(out)]
    command += ["--workers", str(given.workers), "--shard-size", str(SHARD_SIZE)]
    cost = processes.measured(command, course, LOOK_SECONDS)
    done = course.finished() - course.there
    each = 1000 * cost.cpu / max(1, done)
    print(
        f"{documents:,} pages ({done:,} in this run): {cost.cpu:,.0f} CPU s, {each:.1f} ms each; {cost.wall:,.0f} s, "
        f"{done / cost.wall:.1f} pages/s; {cost.peak / 1024**2:,.0f} MB in all processes; {rows(out)}; {' '.join(cost.said[-1:])}",
        flush=True,
    )
    return documents, each


class Course:
    """How far a run is and what it has spent, looked at now and then: a line for every tenth that is done."""

    def __init__(self, out: Path, documents: int) -> None:
        self.out, self.documents = out, documents
        self.there = self.finished()
        self._last = (self.there, 0.0)

    def __call__(self, run: psutil.Process) -> None:
        done, before = self.finished(), self._last
        if done - before[0] >= self.documents / 10:
            self._last = (done, processes.cpu(run))
            each = 1000 * (self._last[1] - before[1]) / (done - before[0])
            print(f"    {before[0]:,} to {done:,}: {each:.1f} CPU ms a page", flush=True)

    def finished(self) -> int:
        """Documents of the shards that are done."""
        return min(self.documents, SHARD_SIZE * len(list((self.out / "manifest").glob("*.json"))))


def rows(out: Path) -> str:
    manifest = [json.loads(line) for line in (out / "manifest.jsonl").read_text().splitlines()]
    reports = sum(row["rows"]["reports"] for row in manifest)
    return f"{reports:,} reports, {sum(sum(row['rejects'].values()) for row in manifest)} rejects"


if __name__ == "__main__":
    main()
