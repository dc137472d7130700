"""Every benchmark in one run, and one table.

usage: python benchmarks/run.py DATA [--pages FOLDER] [--articles FOLDER] [--only NAME...] [--out FOLDER]

DATA is a folder with the gold files that the benchmarks' own descriptions name (`attribution.polnear.dev.jsonl.gz`,
`text.corpus.dev.jsonl.gz`, ...); a benchmark whose file is not there is left out and says so. --pages is the copy of
scrapinghub's article benchmark, --articles a folder of articles as .txt. --out keeps what each benchmark printed.

Takes about an hour on a quiet laptop; --only runs some. The table has the last line that each printed; the whole is
above it.
"""

import argparse
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A script, its arguments with what they need named in braces, and what it is about."""

    name: str
    about: str
    arguments: tuple[str, ...] = ()

    @property
    def needs(self) -> list[str]:
        return [argument[1:-1] for argument in self.arguments if argument.startswith("{")]


ALL = (
    Benchmark("reading", "clean text to reading against stock spaCy", ("{articles}",)),
    Benchmark("whole", "each step from page to reading against stock spaCy", ("{pages}",)),
    Benchmark("growth", "cost a word by length of the article", ("{text.corpus.dev.jsonl.gz}",)),
    Benchmark("extraction", "article bodies against trafilatura and resiliparse", ("{pages}",)),
    Benchmark(
        "archive",
        "a WARC on two workers, kills, engine against plain processes",
        ("{text.corpus.dev.jsonl.gz}", "--documents", "1000"),
    ),
    Benchmark("ledger", "adding and asking as the ledger grows", ("{text.corpus.dev.jsonl.gz}",)),
    Benchmark("watch", "500 feeds polled", ("500",)),
    Benchmark("copies", "copies among edited reprints", ("{text.corpus.dev.jsonl.gz}",)),
    Benchmark("stories", "reports into stories", ("{stories.ecb.dev.jsonl.gz}",)),
    Benchmark("incidents", "mentions into incidents", ("{stories.ecb.dev.jsonl.gz}", "{incidents.ecb.dev.jsonl.gz}")),
    Benchmark("tallies", "contested figures", ("{figures.iran2026.dev.jsonl.gz}",)),
    Benchmark("tempo", "alarms on made-up series"),
    Benchmark("events", "events of the project's own suite"),
    Benchmark("figures", "figures of the project's own suite"),
    Benchmark("places", "places in the world", ("{places.trnews.dev.jsonl.gz}",)),
    Benchmark("times", "times and dates", ("{times.wikiwars.dev.jsonl.gz}",)),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--only", nargs="+", choices=[benchmark.name for benchmark in ALL])
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    rows = []
    for benchmark in ALL:
        if given.only and benchmark.name not in given.only:
            continue
        found = {need: where(need, given) for need in benchmark.needs}
        missing = [need for need, paths in found.items() if not paths]
        if missing:
            rows.append((benchmark, "-", f"left out: needs {', '.join(missing)}"))
            continue
        arguments = [path for one in benchmark.arguments for path in (found[one[1:-1]] if one[:1] == "{" else [one])]
        print(f"\n== {benchmark.name}: {benchmark.about}", flush=True)
        seconds, printed = run(benchmark.name, arguments)
        if given.out:
            given.out.mkdir(parents=True, exist_ok=True)
            (given.out / f"{benchmark.name}.txt").write_text(printed, encoding="utf-8")
        rows.append((benchmark, f"{seconds:.0f}", (printed.strip().splitlines() or ["printed nothing"])[-1]))
    print(f"\n{'benchmark':12}{'CPU s':>7}  last line")
    for benchmark, seconds, last in rows:
        print(f"{benchmark.name:12}{seconds:>7}  {' '.join(last.split())[:160]}")


def where(need: str, given: argparse.Namespace) -> list[str]:
    """The files that an argument stands for; none when they are not there."""
    if need == "pages":
        return [str(given.pages)] if given.pages and (given.pages / "ground-truth.json").exists() else []
    if need == "articles":
        return [str(path) for path in sorted(given.articles.glob("*.txt"))] if given.articles else []
    return [str(given.data / need)] if (given.data / need).exists() else []


def run(name: str, arguments: list[str]) -> tuple[float, str]:
    """CPU seconds of a benchmark and what it printed, which is shown as it comes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    printed = []
    command = [sys.executable, "-u", str(HERE / f"{name}.py"), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            printed.append(line)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        printed.append(f"ended with {process.returncode} after {time.monotonic() - began:.0f} s\n")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, "".join(printed)


if __name__ == "__main__":
    main()
