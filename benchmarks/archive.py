"""Archives: rate, CPU and memory of a run; kills that cost no row; what the engine costs beside plain processes.

usage: python benchmarks/archive.py TEXTS.jsonl[.gz] [--documents N] [--shard-size N] [--kills N] [--workers N] [--rounds N] [--svg FILE]

Writes made-up pages (pages.py) as a WARC in the layout of CC-NEWS, and reads it in turn, as many rounds as asked:

  plain    `process_shard` mapped by concurrent.futures
  dask     `dateline archive` on its own workers
  killed   once: `dateline archive` while its processes die by SIGKILL (killing.py)

CPU is the least of the rounds, of all processes together, so the ratio of the first two is what the engine costs. Ends
with an error unless all runs give the same bytes, every page is a report or a reject, no report is there twice and no
temporary file is left. Linux only.
"""

import argparse
import json
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import chart
import pages
import processes
from killing import Killer
from pyarrow import parquet


def main() -> None:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--shard-size", type=int, default=10)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--svg", type=Path)
    parser.add_argument("--plain", nargs=2, metavar=("WARC", "FOLDER"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.plain:
        plain(*given.plain, given.shard_size, given.workers)
        return
    with tempfile.TemporaryDirectory() as folder:
        compare(given, Path(folder))


def compare(given: argparse.Namespace, folder: Path) -> None:
    warc = folder / "CC-NEWS-20260204060000-00001.warc.gz"
    words = pages.write_warc(warc, pages.articles(given.texts), given.documents)
    shards = -(-given.documents // given.shard_size)
    print(f"{given.documents} pages, {words:,} words, {shards} shards, {given.workers} workers", flush=True)
    size = ["--shard-size", str(given.shard_size), "--workers", str(given.workers)]
    commands = {
        "plain": [sys.executable, __file__, str(given.texts), *size, "--plain", str(warc)],
        "dask": [sys.executable, "-m", "dateline", "archive", str(warc), *size, "--out"],
    }
    spent: dict[str, list[float]] = {"plain": [], "dask": []}
    for number in range(given.rounds):
        for name, command in commands.items():
            out = folder / f"{name}{number}"
            cost = processes.measured([*command, str(out)])
            spent[name].append(cost.cpu)
            tell(name, cost, given.documents)
    best = {name: min(values) for name, values in spent.items()}
    if given.kills:
        killed(given, folder, [*commands["dask"], str(folder / "killed")], best["dask"])
    print(f"dask / plain processes: {best['dask'] / best['plain']:.3f} of the CPU at {shards} shards")
    if given.svg:
        middles = [("plain processes", best["plain"]), ("dateline archive, on Dask", best["dask"])]
        chart.bars(given.svg, f"CPU time of {given.documents:,} pages in {shards} shards", middles, unit="s")


def killed(given: argparse.Namespace, folder: Path, command: list[str], unharmed: float) -> None:
    """The run that is killed, and whether anything shows that it was."""
    out = folder / "killed"
    killer = Killer(out, given.kills)
    cost = processes.measured(command, killer)
    tell("killed", cost, given.documents)
    rows = [json.loads(line) for line in (out / "manifest.jsonl").read_text().splitlines()]
    reports, rejects = sum(row["rows"]["reports"] for row in rows), sum(sum(row["rejects"].values()) for row in rows)
    ids = [
        one for path in out.glob("reports/*/*.parquet") for one in parquet.ParquetFile(path).read()["id"].to_pylist()
    ]
    left = [path for path in out.rglob("*") if ".partial" in path.parts]
    same = contents(folder / "plain0") == contents(folder / "dask0") == contents(out)
    print(
        f"{len(killer.killed)} kills ({killer.killed.count('worker')} of workers, {killer.killed.count('reading process')} of reading "
        f"processes; {killer.in_writing} while a file was being written): {reports} reports, {len(set(ids))} of them different, and "
        f"{rejects} rejects of {given.documents} pages; {len(left)} temporary files; the same bytes as without kills: {same}; "
        f"{(cost.cpu - unharmed) / max(1, len(killer.killed)):.1f} CPU s a kill",
        flush=True,
    )
    if not same or left or not reports == len(ids) == len(set(ids)) == given.documents - rejects:
        sys.exit("the kills show")
    if len(killer.killed) < given.kills:
        sys.exit(f"the run was over after {len(killer.killed)} kills; give it more documents")


def tell(name: str, cost: processes.Cost, documents: int) -> None:
    print(
        f"{name:8}{cost.wall:8.0f} s wall{cost.cpu:8.0f} s CPU{1000 * cost.cpu / documents:8.0f} ms a page"
        f"{documents / cost.wall:8.1f} pages/s{cost.peak / 1024**2:8.0f} MB at the most, all processes   {' '.join(cost.said[-1:])}",
        flush=True,
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Every data file of an archive's folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".parquet", ".jsonl"} and path.name != "manifest.jsonl"
    }


def plain(warc: str, folder: str, shard_size: int, workers: int) -> None:
    """The same work without an engine: plan, then map over the processes of the standard library."""
    from dateline.archive import Folder, process_shard, work
    from dateline.archive.planning import plan
    from dateline.archive.work import Task

    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        made_by = pool.submit(work.generator, 60.0).result()
        shards = pool.submit(plan, [warc], shard_size).result()
        tasks = [Task(shard=shard, folder=folder, made_by=made_by, seconds=60.0) for shard in shards]
        list(pool.map(process_shard, tasks))
    Folder(folder).summarize()


if __name__ == "__main__":
    main()
