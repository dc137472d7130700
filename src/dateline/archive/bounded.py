"""A reader whose every document has a limit: it hands documents to a process and replaces it when it dies."""

import os
import pickle
import signal
import subprocess
import sys
from contextlib import suppress
from typing import Any

from dateline.errors import DatelineError, InputError, InternalError
from dateline.records import Capture, Reading

DOCUMENT_SECONDS = 60.0
"""CPU-seconds for one document, by judgement: time for a book, which no news article comes near."""

TRIES = 10
"""Times that a document, or a start, is tried when the process dies for another reason than the limit. Three were too few:
with a process killed every three seconds, faster than one starts, a shard of a hundred was given up."""

_THREADS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""A reading uses one thread; what its libraries would start besides only waits, and waiting threads burn CPU."""

_TRIM = "MALLOC_TRIM_THRESHOLD_"
"""Set by Dask for its workers: the memory of every large array goes back to the system at once. A reading asks for it
again at once, which costs a quarter of its time (183 CPU ms for 150, 600 words)."""

_DIED = (EOFError, BrokenPipeError, pickle.UnpicklingError)
"""What a pipe says when the process at its other end is gone."""


class TimeLimitError(InputError):
    """A document took more time than it was given."""


class BoundedReader:
    """Reads captures, one at a time, each within `seconds` of CPU time. Starts its process when first asked."""

    def __init__(self, seconds: float = DOCUMENT_SECONDS) -> None:
        self.seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._generator: str | None = None
        self._ended_seconds = 0.0
        self._seconds = 0.0
        self.peak_bytes = 0

    @property
    def cpu_seconds(self) -> float:
        """What all processes of this reader have spent so far, as of their last answers."""
        return self._ended_seconds + self._seconds

    @property
    def generator(self) -> str:
        """What makes the readings, as one comparable string. Raises ModelError as the reader itself would."""
        if self._generator is None:
            self._start()
        if self._generator is None:
            raise InternalError("the reading process did not say what it is")
        return self._generator

    def read(self, capture: Capture) -> Reading | DatelineError:
        """The reading of a capture, or the error that says why there is none."""
        for _ in range(TRIES):
            try:
                return self._ask(capture)
            except _DIED:
                if self._ended() == -signal.SIGPROF:
                    return TimeLimitError(
                        f"{capture.origin} took more than {self.seconds:g} seconds to read; it was given up"
                    )
        return InternalError(f"{capture.origin}: the process that read it died {TRIES} times; it was given up")

    def close(self) -> None:
        """Ends the process."""
        if self._process is not None:
            self._process.kill()
            self._ended()

    def _ask(self, capture: Capture) -> Reading | DatelineError:
        process = self._process or self._start()
        self._send(process, capture)
        answer: Reading | DatelineError
        answer, self._seconds, peak = self._receive(process)
        self.peak_bytes = max(self.peak_bytes, peak)
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        """A new process. Raises ModelError when it has no model, InternalError when it dies again and again."""
        command = [sys.executable, "-c", "from dateline.archive.reading_process import main; main()"]
        environment = {name: value for name, value in os.environ.items() if name != _TRIM} | _THREADS
        for _ in range(TRIES):
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
            )
            try:
                self._send(self._process, self.seconds)
                made_by = self._receive(self._process)
            except _DIED:
                self._ended()
                continue
            if isinstance(made_by, DatelineError):
                raise made_by
            self._generator = made_by
            return self._process
        raise InternalError(f"the reading process died {TRIES} times as it started; its own words are above")

    def _ended(self) -> int | None:
        """The exit code of the process that is gone."""
        process, self._process = self._process, None
        self._ended_seconds, self._seconds = self.cpu_seconds, 0.0
        if process is None:
            return None
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
        return process.wait()

    @staticmethod
    def _send(process: subprocess.Popen[bytes], message: object) -> None:
        if process.stdin is None:
            raise InternalError("the reading process has no input")
        pickle.dump(message, process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
        process.stdin.flush()

    @staticmethod
    def _receive(process: subprocess.Popen[bytes]) -> Any:
        if process.stdout is None:
            raise InternalError("the reading process has no output")
        return pickle.load(process.stdout)  # noqa: S301 - from our own child, through a pipe
