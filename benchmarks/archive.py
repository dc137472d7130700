"""Archives: rate, CPU and memory of a run; kills that cost no row; what the engine costs beside plain processes.

usage: python benchmarks/archive.py TEXTS.jsonl[.gz] [--documents N] [--shard-size N] [--kills N] [--workers N]

Writes the texts (rows with "text"; again, each with a line of its own, when there are too few) as
pages of a WARC in the layout of CC-NEWS, and reads it three times:

  dask     `dateline archive` on its own workers
  plain    the same `process_shard` mapped by concurrent.futures, as many processes
  killed   `dateline archive` while random processes of it die by SIGKILL, at random instants

All three must give the same bytes. CPU is that of the whole tree of processes, ended ones included
(the benchmark adopts orphans), so the ratio of the first two is what the engine costs. Linux only.
"""

import argparse
import ctypes
import gzip
import html
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import psutil

PR_SET_CHILD_SUBREAPER = 36
SCRIPT_BYTES = 40_000
"""Of scripts and style in each page, about what news pages carry; extraction has to walk past them."""

DAYS = 27
SAMPLE_SECONDS = 1.0
"""Between two looks at the memory: each looks through the tables of every process."""

MOST_PAUSE = 6.0
"""Seconds between two kills."""


def main() -> None:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("texts")
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--shard-size", type=int, default=10)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--plain", nargs=2, metavar=("WARC", "FOLDER"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.plain:
        plain(*given.plain, given.shard_size, given.workers)
        return
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    with tempfile.TemporaryDirectory() as folder:
        compare(given, Path(folder))


def compare(given: argparse.Namespace, folder: Path) -> None:
    warc = folder / "CC-NEWS-20260204060000-00001.warc.gz"
    words = write_warc(warc, given.texts, given.documents)
    shards = -(-given.documents // given.shard_size)
    print(f"{given.documents} pages, {words:,} words, {shards} shards, {given.workers} workers", flush=True)
    size = ["--shard-size", str(given.shard_size), "--workers", str(given.workers)]
    archive = [sys.executable, "-m", "dateline", "archive", str(warc), *size, "--out"]
    by_hand = [sys.executable, __file__, given.texts, *size, "--plain", str(warc)]
    runs = {
        "plain": ([*by_hand, str(folder / "plain")], lambda _: None),
        "dask": ([*archive, str(folder / "dask")], lambda _: None),
        "killed": ([*archive, str(folder / "killed")], Killer(folder / "killed", given.kills)),
    }
    spent = {}
    for name, (command, meanwhile) in runs.items():
        wall, cpu, peak, complaints = measured(command, meanwhile)
        spent[name] = cpu
        print(
            f"{name:8}{wall:8.0f} s wall{cpu:8.0f} s CPU{1000 * cpu / given.documents:8.0f} ms a page"
            f"{given.documents / wall:8.1f} pages/s{peak / 1024**2:8.0f} MB at the most, all processes   {complaints}",
            flush=True,
        )
    print(f"dask / plain processes: {spent['dask'] / spent['plain']:.3f} of the CPU at {shards} shards")
    trees = {name: contents(folder / name) for name in runs}
    print(
        f"the same bytes: dask and plain {trees['dask'] == trees['plain']}, dask and killed {trees['dask'] == trees['killed']}"
    )
    rows = [json.loads(line) for line in (folder / "killed" / "manifest.jsonl").read_text().splitlines()]
    reports = sum(row["rows"]["reports"] for row in rows)
    rejects = sum(sum(row["rejects"].values()) for row in rows)
    left = [path for path in (folder / "killed").rglob("*") if ".partial" in path.parts]
    print(f"after the kills: {reports} reports and {rejects} rejects of {given.documents}, {len(left)} temporary files")


def measured(
    command: list[str], meanwhile: Callable[[subprocess.Popen[bytes]], object]
) -> tuple[float, float, int, str]:
    """Wall and CPU seconds of a command and all its descendants, their peak memory together, its last words."""
    before, began, peak = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic(), 0
    with tempfile.TemporaryFile() as complaints:
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=complaints)
        while run.poll() is None:
            meanwhile(run)
            peak = max(peak, memory(run.pid))
            time.sleep(SAMPLE_SECONDS)
        adopted()
        complaints.seek(0)
        last = complaints.read().decode().strip().splitlines()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if run.returncode not in (0, 1):
        sys.exit(f"{command} ended with {run.returncode}: {last}")
    for line in last[:-1]:
        print(f"    {line}")
    return time.monotonic() - began, cpu, peak, last[-1] if last else ""


def adopted() -> None:
    """Waits for the orphans of a run, so that their CPU is counted."""
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def memory(pid: int) -> int:
    """Memory of a process and its descendants that they share with nobody else."""
    total = 0
    for process in family(pid):
        try:
            total += process.memory_full_info().uss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return total


def family(pid: int) -> list[psutil.Process]:
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


class Killer:
    """Kills one process below a run, now and then, until so many have been killed."""

    def __init__(self, folder: Path, kills: int) -> None:
        self.folder, self.left = folder, kills
        self.chance = random.Random(7)

    def __call__(self, run: subprocess.Popen[bytes]) -> None:
        if not self.left or not (self.folder / "dataset.json").exists():
            return
        time.sleep(self.chance.random() * MOST_PAUSE)
        below = [process for process in family(run.pid)[1:] if is_worker(process)]
        if below:
            self.chance.choice(below).kill()
            self.left -= 1


def is_worker(process: psutil.Process) -> bool:
    try:
        return "resource_tracker" not in " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return False


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


def write_warc(path: Path, texts: str, documents: int) -> int:
    """A gzip member a record; returns the words written."""
    raw = Path(texts).read_bytes()
    lines = (gzip.decompress(raw) if texts.endswith(".gz") else raw).decode().splitlines()
    articles = [json.loads(line)["text"] for line in lines]
    words = 0
    with path.open("wb") as file:
        for number in range(documents):
            text = articles[number % len(articles)]
            if number >= len(articles):
                text += f"\n\nThis is edition {number // len(articles) + 1} of the report."
            words += len(text.split())
            file.write(gzip.compress(record(number, page(number, text)), mtime=0))
    return words


def page(number: int, text: str) -> bytes:
    """An article among what a news page has around it."""
    first, *rest = [html.escape(part.strip()) for part in text.split("\n\n") if part.strip()]
    title = first if rest and len(first) < 200 else " ".join(first.split()[:10])
    body = "".join(f"<p>{part}</p>" for part in (rest or [first]))
    menu = "".join(f'<li><a href="/section/{i}">Section {i}</a></li>' for i in range(40))
    cards = "".join(
        f'<div class="card"><a href="/news/{i}"><h3>Another story, number {i}</h3></a></div>' for i in range(15)
    )
    script = f"<script>var data = '{'x' * SCRIPT_BYTES}';</script>"
    meta = f'<meta property="article:published_time" content="2026-01-{number % DAYS + 1:02}T06:00:00Z">'
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>{meta}{script}</head><body><nav><ul>{menu}</ul></nav>"
        f"<main><article><h1>{title}</h1>{body}</article></main><aside>{cards}</aside><footer>All rights reserved</footer></body></html>"
    ).encode()


def record(number: int, body: bytes) -> bytes:
    http = (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
    )
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{number}\r\n"
        f"WARC-Date: 2026-02-04T06:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


if __name__ == "__main__":
    main()
