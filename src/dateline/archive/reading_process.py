"""The process that reads: documents in, readings or errors out, until its input ends.

It stands apart from the worker that feeds it because a time limit that always holds is one that the
operating system enforces: a page that locks a parser up cannot be interrupted from inside.
"""

import os
import pickle
import resource
import signal
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

from dateline.errors import DatelineError

if TYPE_CHECKING:
    from dateline.pipeline import Reader


def main() -> None:
    """Answers each document on standard input; the limit in CPU-seconds is the first thing that it is told."""
    inbox, outbox = sys.stdin.buffer, _own_output()
    limit: float = pickle.load(inbox)  # noqa: S301 - from our own parent, through a pipe
    from dateline.ledger.writing import signature  # noqa: PLC0415 - the parent waits for none of this
    from dateline.pipeline import Reader  # noqa: PLC0415

    reader = Reader()
    try:
        _send(outbox, signature(reader.generator))
    except DatelineError as error:
        _send(outbox, error)
        return
    with suppress(BrokenPipeError):  # the worker was killed: another one reads this document again
        while _answer(reader, inbox, outbox, limit):
            pass


def _answer(reader: "Reader", inbox: BinaryIO, outbox: BinaryIO, limit: float) -> bool:
    """Reads one document; False when there is none left."""
    try:
        capture = pickle.load(inbox)  # noqa: S301 - from our own parent
    except EOFError:
        return False
    _limit(limit)
    outcome = reader.read_capture(capture, capture.origin)
    _limit(0)
    _send(outbox, (outcome.reading or outcome.error, time.process_time(), peak_bytes()))
    return True


def peak_bytes() -> int:
    """The most memory that this process has had."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024  # Linux counts in kilobytes


def _limit(seconds: float) -> None:
    """Lets the system end this process after so many seconds of its own CPU time; 0 lifts the limit."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _own_output() -> BinaryIO:
    """Standard output as it was; what a library prints goes to standard error from here on."""
    own = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return own


def _send(outbox: BinaryIO, answer: object) -> None:
    pickle.dump(answer, outbox, protocol=pickle.HIGHEST_PROTOCOL)
    outbox.flush()
