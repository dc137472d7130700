"""Reading with one or several processes: the same outcomes in the same order."""

import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, resource_tracker

from dateline.acquire import captures
from dateline.errors import InternalError
from dateline.pipeline import Outcome, Reader
from dateline.records import Capture

AHEAD = 4
"""Documents in flight per process: enough to keep it busy, few enough to bound the memory."""

_reader: Reader | None = None


def outcomes(
    sources: Iterable[str], *, published: str | None, outlet: str | None, allow_private: bool, workers: int
) -> Generator[Outcome, None, None]:
    """What became of every document of every source, in the order of the sources.

    To be closed when it is left before its end, else its processes run on.
    """
    if workers == 1:
        reader = Reader()
        yield from reader.read_each(sources, published=published, outlet=outlet, allow_private=allow_private)
        return
    documents = ((source, found) for source in sources for found in captures(source, allow_private=allow_private))
    waiting: deque[tuple[str, Future[Outcome]]] = deque()
    resource_tracker.ensure_running()  # it lets signals through again when it starts: it must not start in _deaf
    # spawn, because a fork of a process with threads (numpy's, the progress bar's) can hang
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_load)
    try:
        for source, found in documents:
            with _deaf():
                future = pool.submit(_read, found, source, published, outlet)
            waiting.append((source, future))
            while len(waiting) >= workers * AHEAD or (waiting and waiting[0][1].done()):
                yield _result(*waiting.popleft())
        while waiting:
            yield _result(*waiting.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _deaf() -> Iterator[None]:
    """Holds Ctrl-C back, and for good from a process that is started inside: the first process alone answers it.

    It is held back, not ignored: pressed inside, it interrupts at the end.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows tells every process
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _load() -> None:
    global _reader  # noqa: PLW0603 - one reader a process, made before its first document
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
