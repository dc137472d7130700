"""Options that several commands share, declared once."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?")


class Published(click.ParamType[str]):
    """A day or a moment in ISO 8601, kept as written."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The value itself when it is a real date; ends the command with one line when it is not."""
        try:
            datetime.fromisoformat(value)
        except ValueError:
            real = False
        else:
            real = _ISO.fullmatch(value) is not None
        if not real:
            self.fail(f"{value!r} is no date; write it as 2026-02-04 or 2026-02-04T09:30+00:00", param, ctx)
        return value


def ledger_url(given: str | None) -> str:
    """The ledger that `--ledger` or DATELINE_LEDGER names, or the user's own file."""
    if given:
        return given
    return f"sqlite:///{Path(click.get_app_dir('dateline')) / 'dateline.db'}"


def about_the_report(command: Command) -> Command:
    """What the user knows about a report, and whether private addresses may be read."""
    for option in (
        click.option(
            "--allow-private",
            is_flag=True,
            help="Also read addresses that lead to this machine or to a private network.",
        ),
        click.option(
            "--outlet", metavar="NAME", help="Who printed the report, when the page does not say or is wrong."
        ),
        click.option(
            "--published",
            type=Published(),
            metavar="DATE",
            help="When the report was printed, as 2026-02-04. Words such as 'on Tuesday' are counted from it.",
        ),
    ):
        command = option(command)
    return command


def in_form(command: Command) -> Command:
    """The form in which a list is printed, as `form`."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json", "csv"]),
        default="text",
        show_default=True,
        help="text to look at, json (one object a line) or csv to work with.",
    )(command)


def shared_out(told: str) -> Callable[[Command], Command]:
    """How many processes the reading is shared out to, as `workers`."""
    return click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, metavar="N", help=told)


def pair(dyad: str | None) -> tuple[str, str] | None:
    """The two codes of `--dyad`. Raises UsageError when they are not two."""
    if dyad is None:
        return None
    one, comma, other = (part.strip() for part in dyad.partition(","))
    if not one or not comma or not other or "," in other:
        raise click.UsageError(f"--dyad takes two codes with a comma between, such as IRN,USA; not {dyad!r}")
    return one, other
