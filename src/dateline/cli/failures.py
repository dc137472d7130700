"""How the command line ends: exit codes, and one clear line instead of a traceback."""

import os
import sys
import traceback
from types import TracebackType

import click

from dateline.errors import DatelineError

DONE = 0
SOME_FAILED = 1
USAGE = 2
CANNOT_RUN = 3
INTERRUPTED = 130  # what shells expect after Ctrl-C: 128 + SIGINT


def complain(message: object) -> None:
    """Prints one line on standard error, stripped of anything that would move a terminal's cursor."""
    click.echo(f"dateline: {printable(message)}", err=True)


def printable(text: object) -> str:
    """A text from outside on one line, without anything that would move a terminal's cursor."""
    return "".join(c if c.isprintable() else "�" for c in " ".join(str(text).split()))


def run(command: click.Command) -> None:
    """Runs a command and exits: 0 done, 1 some items failed, 2 usage, 3 cannot run."""
    sys.excepthook = _last_words
    _open_streams()
    try:
        code = command.main(prog_name="dateline", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "dateline"
        complain(f"{error.format_message()} (see {path} --help)")
        code = USAGE
    except click.ClickException as error:
        complain(error.format_message())
        code = CANNOT_RUN
    except DatelineError as error:
        complain(error)
        code = CANNOT_RUN
    except BrokenPipeError:
        # The reader of our output has seen enough (`| head`). Python would complain once more when
        # it flushes at exit, so standard output goes nowhere from here.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = DONE
    except (click.Abort, KeyboardInterrupt):
        complain("stopped")
        # Pressed while some import ran code from a string, CPython notes an unhandled interrupt and would end by the
        # signal instead of with our code; running any other string takes the note back.
        exec("")  # noqa: S102
        code = INTERRUPTED
    except OSError as error:
        complain(f"cannot write the output: {error.strerror or error}")
        code = CANNOT_RUN
    sys.exit(code if isinstance(code, int) else DONE)


def _open_streams() -> None:
    """Puts nothing where a stream was closed (`<&-`, some schedulers): the next file opened would take its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115, PTH123 - for as long as the process runs


def _last_words(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What a fault of our own prints: where it happened, and how to see more."""
    if os.environ.get("DATELINE_TRACEBACK"):
        traceback.print_exception(kind, error, trace)
        os._exit(CANNOT_RUN)
    place = traceback.extract_tb(trace)[-1] if trace else None
    where = f" in {os.path.basename(place.filename)}:{place.lineno}" if place else ""  # noqa: PTH119 - no pathlib in a last breath
    complain(f"a fault in dateline{where}: {kind.__name__}: {error}. Set DATELINE_TRACEBACK=1 to see all of it")
    sys.stdout.flush()
    os._exit(CANNOT_RUN)
