"""What may be done to the terminal: colour on standard output, progress on standard error."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


def wants_colour() -> bool:
    """Whether standard output is a terminal whose owner has not asked for no colour (no-color.org)."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


class Step(Protocol):
    """Tells that one more report is done."""

    def __call__(self) -> None:
        """One more."""


@contextmanager
def progress() -> Iterator[Step]:
    """A counter of reports on standard error; silent off a terminal, and on one where results scroll by."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} reports read"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda: bar.advance(task)
