"""What a command costs with all the processes that it starts: CPU, ended ones included, and memory. Linux only."""

import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import psutil

PR_SET_CHILD_SUBREAPER = 36
SAMPLE_SECONDS = 1.0
"""Between two looks at the memory: each looks through the tables of every process."""

Look = Callable[[psutil.Process], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds of wall and of CPU, the most bytes of memory at one time that no other process shares, and the last words."""

    wall: float
    cpu: float
    peak: int
    said: list[str]


def measured(command: Sequence[str], look: Look = lambda _: None, every: float = SAMPLE_SECONDS) -> Cost:
    """Runs a command to its end, with a `look` at it every so many seconds. Exits when the command cannot run."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)  # orphans come to us, so that their CPU is counted
    before, began, peak = _spent(), time.monotonic(), 0
    with tempfile.TemporaryFile() as complaints:
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=complaints)
        process = psutil.Process(run.pid)
        while run.poll() is None:
            look(process)
            peak = max(peak, memory(process))
            time.sleep(every)
        wall = time.monotonic() - began
        _wait_for_orphans()
        complaints.seek(0)
        said = complaints.read().decode().strip().splitlines()
    if run.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} ended with {run.returncode}: {said}")
    return Cost(wall=wall, cpu=_spent() - before, peak=peak, said=said)


def family(process: psutil.Process) -> list[psutil.Process]:
    """A process and all below it; nothing when it is gone."""
    try:
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def memory(process: psutil.Process) -> int:
    """Bytes of a process and all below it that they share with nobody."""
    total = 0
    for one in family(process):
        try:
            total += one.memory_full_info().uss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return total


def cpu(process: psutil.Process) -> float:
    """CPU seconds so far of a process and all below it, and of those below it that have ended."""
    total = 0.0
    for one in family(process):
        try:
            total += sum(one.cpu_times()[:4])
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return total


def _spent() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _wait_for_orphans() -> None:
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return
