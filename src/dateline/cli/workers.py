"""Reading with one or several processes: the same outcomes in the same order."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from dateline.acquire import captures
from dateline.errors import InternalError
from dateline.pipeline import Outcome, Reader
from dateline.records import Capture

AHEAD = 4
"""Documents in flight per process: enough to keep it busy, few enough to bound the memory."""

_reader: Reader | None = None


def outcomes(
    sources: Iterable[str], *, published: str | None, outlet: str | None, allow_private: bool, workers: int
) -> Iterator[Outcome]:
    """What became of every document of every source, in the order of the sources."""
    if workers == 1:
        reader = Reader()
        yield from reader.read_each(sources, published=published, outlet=outlet, allow_private=allow_private)
        return
    documents = ((source, found) for source in sources for found in captures(source, allow_private=allow_private))
    waiting: deque[tuple[str, Future[Outcome]]] = deque()
    # spawn, because a fork of a process with threads (numpy's, the progress bar's) can hang
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_load) as pool:
        for source, found in documents:
            waiting.append((source, pool.submit(_read, found, source, published, outlet)))
            while len(waiting) >= workers * AHEAD or (waiting and waiting[0][1].done()):
                yield _result(*waiting.popleft())
        while waiting:
            yield _result(*waiting.popleft())


def _load() -> None:
    global _reader  # noqa: PLW0603 - one reader a process, made before its first document
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    _reader = Reader()


def _read(found: Capture | Exception, source: str, published: str | None, outlet: str | None) -> Outcome:
    if _reader is None:
        raise InternalError("a worker was not set up")
    return _reader.read_capture(found, source, published=published, outlet=outlet)


def _result(source: str, future: Future[Outcome]) -> Outcome:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise InternalError(f"{source}: a worker process died (out of memory?); try fewer --workers") from error
