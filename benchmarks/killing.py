"""SIGKILL for the processes of a running archive, one after another, at random instants of its work."""

import random
import time
from pathlib import Path

import processes
import psutil

AIMED = 3
"""One kill in so many waits for a file that is being written and hits its writer: a random instant seldom falls there."""

GLANCE = 0.001
"""Seconds between two looks for such a file."""

SETTLED = 0.5
"""Seconds after which a file that is still there is a dead writer's: a living one has long renamed it."""


class Killer:
    """Kills a worker or a reading process of a run now and then, until so many have been killed.

    Between two kills at least one shard is finished, so that those are hit that work, and not those that start again and
    again; then a random time passes, of up to twice what a shard takes. `killed` says what was hit, `in_writing` how many kills
    left a file half written.
    """

    def __init__(self, folder: Path, kills: int) -> None:
        self.folder, self.kills = folder, kills
        self.killed: list[str] = []
        self.in_writing = 0
        self._chance = random.Random(7)
        self._began = 0.0
        self._finished_before = 0
        self._left: set[Path] = set()

    def __call__(self, run: psutil.Process) -> None:
        """Kills one, when it is time; called again and again while the run lasts."""
        finished = len(list((self.folder / "manifest").glob("*.json")))
        self._began = self._began or (time.monotonic() if finished else 0.0)
        if len(self.killed) == self.kills or finished <= max(1, self._finished_before):
            return
        time.sleep(self._chance.uniform(0, 2) * (time.monotonic() - self._began) / finished)
        victim = self._writer(run) if len(self.killed) % AIMED == 0 else self._anyone(run)
        if victim is None:
            return
        written = self._half_written() - self._left
        try:
            what = kind(victim)
            victim.kill()
        except psutil.NoSuchProcess:
            return
        self.killed.append(what)
        self._finished_before = finished
        if written:
            time.sleep(SETTLED)
            written &= self._half_written()
            self.in_writing += bool(written)
            self._left |= written

    def _anyone(self, run: psutil.Process) -> psutil.Process | None:
        found = [process for process in processes.family(run)[1:] if kind(process)]
        return self._chance.choice(found) if found else None

    def _writer(self, run: psutil.Process) -> psutil.Process | None:
        """A worker that has a file of this archive open for writing, as soon as there is one; None when the run ends first."""
        workers = [process for process in processes.family(run)[1:] if kind(process) == "worker"]
        while any(process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in workers):
            if self._half_written() - self._left:
                for process in workers:
                    if any(".partial" in name for name in open_files(process)):
                        return process
            time.sleep(GLANCE)
        return None

    def _half_written(self) -> set[Path]:
        return set((self.folder / ".partial").glob("*"))


def kind(process: psutil.Process) -> str:
    """What a process below a run is; nothing for those that only keep books for others."""
    try:
        line = " ".join(process.cmdline())
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return ""
    if "reading_process" in line:
        return "reading process"
    return "worker" if "spawn_main" in line else ""


def open_files(process: psutil.Process) -> list[str]:
    try:
        return [file.path for file in process.open_files()]
    except (psutil.NoSuchProcess, psutil.ZombieProcess, OSError):
        return []
