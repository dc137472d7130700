"""Every benchmark in one run, and one table.

usage: python benchmarks/run.py DATA --out FOLDER [--pages FOLDER] [--articles FOLDER] [--scorer FILE] [--only NAME...]

DATA is a folder with the gold files that the benchmarks' own descriptions name (`attribution.polnear.dev.jsonl.gz`,
`text.corpus.dev.jsonl.gz`, ...); --pages is a copy of scrapinghub's article benchmark, --articles a folder of articles
as .txt, --scorer the scorer that attribution.py needs. A benchmark whose data are not there is left out, and the table says so.

FOLDER keeps what each benchmark printed. What is there is not run again, unless --only names it, so a run that was cut off goes
on, and the table can be printed again. All of it takes about two hours of a quiet laptop.
"""

import argparse
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from listed import ALL, NUMBER, PEERS, Benchmark, Figure

HERE = Path(__file__).resolve().parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--only", nargs="+", choices=[benchmark.name for benchmark in ALL])
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    rows = []
    for benchmark in ALL:
        kept = given.out / f"{benchmark.name}.txt"
        found = {need: where(need, given) for need in benchmark.needs}
        missing = [need for need, paths in found.items() if not paths]
        if missing and not kept.exists():
            print(f"\n== {benchmark.name} LEFT OUT: needs {', '.join(missing)}", flush=True)
            rows.append((benchmark.about, f"left out: needs {', '.join(missing)}", ""))
            continue
        if benchmark.name in given.only if given.only else not kept.exists():
            print(f"\n== {benchmark.name}: {benchmark.about}", flush=True)
            arguments = [
                path for one in benchmark.arguments for path in (found[one[1:-1]] if one[:1] == "{" else [one])
            ]
            kept.write_text(run(benchmark.name, arguments), encoding="utf-8")
        rows += list(figures(benchmark, kept.read_text(encoding="utf-8") if kept.exists() else ""))
    print(f"\n{table(('', 'measured', 'against'), rows)}\n\n{table(('peer', 'speed', 'source'), PEERS)}")


def where(need: str, given: argparse.Namespace) -> list[str]:
    """The files that an argument stands for; none when they are not there."""
    if need == "pages":
        return [str(given.pages)] if given.pages and (given.pages / "ground-truth.json").exists() else []
    if need == "articles":
        return [str(path) for path in sorted(given.articles.glob("*.txt"))] if given.articles else []
    if need == "scorer":
        return [str(given.scorer)] if given.scorer and given.scorer.exists() else []
    return [str(given.data / need)] if (given.data / need).exists() else []


def run(name: str, arguments: list[str]) -> str:
    """What a benchmark printed, shown as it comes; its last line says what it cost, or how it failed."""
    before, began, printed = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic(), []
    command = [sys.executable, "-u", str(HERE / f"{name}.py"), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            printed.append(line)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    ended = f"ended with {process.returncode}" if process.returncode else "done"
    return "".join(printed) + f"# {ended} after {cpu:,.0f} CPU s, {time.monotonic() - began:,.0f} s\n"


def figures(benchmark: Benchmark, printed: str) -> Iterator[tuple[str, str, str]]:
    """The rows of a benchmark in the table; one that failed says so."""
    if not printed:
        yield benchmark.about, "not run", ""
        return
    last = printed.rstrip().splitlines()[-1]
    if "ended with" in last:
        yield benchmark.about, f"FAILED: {last[2:]}", ""
    for figure in benchmark.figures:
        yield cells(figure, printed)


def cells(figure: Figure, printed: str) -> tuple[str, str, str]:
    match = re.search(figure.pattern.replace("#", NUMBER), printed, re.MULTILINE)
    if match is None:
        return figure.what, "NOT FOUND in what was printed", ""
    return figure.what, figure.put.format(*match.groups()), figure.against.format(*match.groups())


def table(head: tuple[str, ...], rows: "list[tuple[str, ...]] | tuple[tuple[str, ...], ...]") -> str:
    """A table in Markdown whose columns are also aligned for the eye."""
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    lines = [head, tuple("-" * width for width in widths), *rows]
    return "\n".join(
        "| " + " | ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)) + " |" for row in lines
    )


if __name__ == "__main__":
    main()
