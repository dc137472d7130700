"""A run: files planned and shards processed by Dask's workers, on this machine or on a cluster."""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.archive import planning, work
from dateline.archive.bounded import DOCUMENT_SECONDS
from dateline.archive.extras import extra
from dateline.archive.folder import Folder, ManifestRow
from dateline.archive.shards import SHARD_SIZE, Shard, files_of
from dateline.archive.work import Done, Task
from dateline.errors import DatelineError, InputError, InternalError, SourceError

AHEAD = 4
"""Shards handed to the scheduler per processor: enough that none waits, few enough that a decade's list fits."""

DEATHS = 50
"""Workers that may die over one shard before it is given up; Dask's own 3 is for tasks that kill their workers, and a
document that does so kills only the process that reads it."""


_SETTINGS = {
    "distributed.deploy.lost-worker-timeout": "1 day",
    "distributed.scheduler.allowed-failures": DEATHS,
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
}
"""Dask gives up a worker for good that is away for 15 seconds, as one is that is killed twice, or once on a busy machine; a run
whose workers are all given up would wait for ever. Its own watching of its workers costs CPU for as long as they wait for a
shard: fifty times a second is for debugging."""

CONNECT_SECONDS = 20
"""Time for a cluster's scheduler to answer."""


@dataclass(slots=True, kw_only=True)
class Progress:
    """How far a run is: documents and bytes of input done, bytes that were there before, of how many."""

    total_bytes: int = 0
    bytes_done: int = 0
    bytes_there: int = 0
    documents: int = 0
    began: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return time.monotonic() - self.began

    @property
    def seconds_left(self) -> float | None:
        """At the rate so far; None before the first shard is done."""
        if not self.bytes_done:
            return None
        return self.seconds * max(0, self.total_bytes - self.bytes_there - self.bytes_done) / self.bytes_done


@dataclass(slots=True, kw_only=True)
class Result:
    """What a run did. `failures` are sources that could not be planned and shards that were given up."""

    rows: list[ManifestRow] = field(default_factory=list)
    read: int = 0
    cpu_seconds: float = 0.0
    peak_bytes: int = 0
    failures: list[DatelineError] = field(default_factory=list)


Tell = Callable[[Progress], None]


def archive(
    sources: Sequence[str],
    folder: Folder,
    *,
    scheduler: str | None = None,
    workers: int = 1,
    shard_size: int = SHARD_SIZE,
    seconds: float = DOCUMENT_SECONDS,
    tell: Tell = lambda _: None,
) -> Result:
    """Reads the sources into the folder; what is there already is left alone.

    `scheduler` is the address of a Dask cluster whose machines see the same files at the same
    paths; without one, `workers` processes are started here. `seconds` is the CPU time that one
    document may take.

    Raises InputError when dateline[archive] is not installed, StoreError when the folder cannot
    be written or another run is writing it.
    """
    result = Result()
    files = []
    for file in files_of(sources):
        files.append(file) if isinstance(file, str) else result.failures.append(file)
    if not files:
        return result
    with folder.locked(), _client(scheduler, workers) as client:
        made_by = client.submit(work.generator, seconds, pure=False).result()
        folder.claim(made_by, shard_size)
        folder.sweep()
        run = _Run(
            client, folder, made_by, shard_size, seconds, result, tell, sum(Path(file).stat().st_size for file in files)
        )
        run.all(files)
        mixed = folder.retire(run.names, set(files) - run.unplanned) if run.names else []
        for row in mixed:
            message = f"{row['sources'][0]} and others were archived together before; give all of them in one run"
            result.failures.append(InputError(message))
        result.rows = folder.summarize()
    return result


class _Run:
    """One run's hand-outs to the workers, and what comes back."""

    def __init__(
        self,
        client: Any,
        folder: Folder,
        made_by: str,
        shard_size: int,
        seconds: float,
        result: Result,
        tell: Tell,
        total_bytes: int,
    ) -> None:
        self.client = client
        self.folder = folder
        self.made_by, self.shard_size, self.seconds = made_by, shard_size, seconds
        self.result, self.tell = result, tell
        self.names: set[str] = set()
        self.unplanned: set[str] = set()
        self.progress = Progress(total_bytes=total_bytes)

    def all(self, files: Sequence[str]) -> None:
        """Plans every file and processes every shard that is not there; returns when all is done."""
        groups = deque(planning.batches(files, self.shard_size))
        shards: deque[Shard] = deque()
        handed: dict[str, Shard | tuple[str, ...]] = {}
        waiting = extra("distributed").as_completed()
        ahead = AHEAD * max(1, sum(self.client.nthreads().values()))
        while groups or shards or handed:
            while len(handed) < ahead and (shards or groups):
                work_on = shards.popleft() if shards else groups.popleft()
                future = self._submit(work_on)
                handed[future.key] = work_on
                waiting.add(future)
            future = next(waiting)
            worked_on = handed.pop(future.key)
            if isinstance(worked_on, Shard):
                self._take_done(future, worked_on)
            else:
                shards.extend(self._missing(future, worked_on))

    def _submit(self, work_on: Shard | tuple[str, ...]) -> Any:
        if isinstance(work_on, Shard):
            task = Task(shard=work_on, folder=str(self.folder.path), made_by=self.made_by, seconds=self.seconds)
            return self.client.submit(work.process_shard, task, pure=False)
        return self.client.submit(planning.plan, work_on, self.shard_size, pure=False)

    def _missing(self, future: Any, paths: tuple[str, ...]) -> Iterator[Shard]:
        """The shards of some planned files that are not in the folder; files that have none are failures."""
        error = future.exception()
        if error is not None:
            self.unplanned.update(paths)
            self.result.failures.append(_fault(error, paths[0]))
            return
        for found in future.result():
            if isinstance(found, DatelineError):
                self.unplanned.update(paths)  # what an earlier run made of them stays
                self.result.failures.append(found)
                continue
            name = work.name_of(found, self.made_by)
            if name not in self.names and not self.folder.has(name):
                yield found
            else:
                self.progress.bytes_there += found.size
            self.names.add(name)

    def _take_done(self, future: Any, shard: Shard) -> None:
        error = future.exception()
        if error is not None:
            self.result.failures.append(_fault(error, f"{shard.sources[0]}, documents from {shard.first}"))
            return
        done: Done = future.result()
        self.result.read += shard.documents
        self.result.cpu_seconds += done.cpu_seconds
        self.result.peak_bytes = max(self.result.peak_bytes, done.peak_bytes)
        self.progress.documents += shard.documents
        self.progress.bytes_done += shard.size
        self.tell(self.progress)


def _fault(error: BaseException, where: str) -> DatelineError:
    """What to tell of a task that failed: our own words, or those of the engine or the bug."""
    if isinstance(error, DatelineError):
        return error
    return InternalError(f"{where}: not done, run it again to try again: {type(error).__name__}: {error}")


@contextmanager
def _client(scheduler: str | None, workers: int) -> Iterator[Any]:
    """A client of the cluster at an address, or of one that is started here and ended after."""
    distributed = extra("distributed")
    if scheduler is not None:
        try:
            connected = distributed.Client(scheduler, timeout=CONNECT_SECONDS)
        except (OSError, ValueError) as error:
            raise SourceError(
                f"no Dask scheduler answers at {scheduler}: {error or 'it does not answer'}; "
                "check that it runs, or leave --scheduler out to read on this machine"
            ) from error
        with connected as client:
            yield client
        return
    with (
        extra("dask.config").set(_SETTINGS),
        distributed.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            memory_limit=0,
            host="127.0.0.1",
            dashboard_address=None,
            scheduler_kwargs={
                "dashboard_address": "127.0.0.1:0"
            },  # its pages stand on a port of their own all the same
            silence_logs=logging.CRITICAL,
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client
