"""`dateline brief`: what changed in a story since a day."""

from datetime import UTC, date, datetime, timedelta

import click

from dateline.cli.failures import DONE
from dateline.cli.options import ledger_url


class Since(click.ParamType[str]):
    """A day: ISO 8601, `today` or `yesterday`."""

    name = "day"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The day in ISO 8601; ends the command with one line when it is none."""
        today = datetime.now(UTC).date()
        if value in {"today", "yesterday"}:
            return (today - timedelta(days=value == "yesterday")).isoformat()
        try:
            return date.fromisoformat(value[:10]).isoformat()
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2026-02-04, today or yesterday", param, ctx)


@click.command(short_help="What changed in a story since a day.")
@click.argument("story", metavar="STORY")
@click.option(
    "--since",
    type=Since(),
    metavar="DAY",
    default="yesterday",
    show_default=True,
    help="The first day of the brief: a date, today or yesterday.",
)
@click.option("--until", type=Since(), metavar="DAY", help="The last day of the brief; today by default.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "html", "json"]),
    default="markdown",
    show_default=True,
    help="markdown to paste, html to print or mail, json for a program.",
)
@click.pass_obj
def brief(ledger: str | None, story: str, since: str, until: str | None, form: str) -> int:
    """What is new in a story, who says so, what is disputed and planned, and what went quiet.

    Composed from records alone: every line carries the report's own words, who vouches for them, and
    the id that opens them. Days are those on which reports were printed.

    \b
    Example:
      dateline brief S4 --since 2026-02-04 --format html > brief.html
    """  # noqa: D301 - click wants the character, not the escape
    from dateline.ledger import Ledger
    from dateline.publish.brief import brief as composed
    from dateline.publish.brief import shown

    last = until or datetime.now(UTC).date().isoformat()
    if last < since:
        raise click.UsageError(f"--until {last} is before --since {since}")
    with Ledger(ledger_url(ledger)) as store:
        found = store.ask(lambda connection: composed(connection, story, since, last))
    click.echo(shown(found, form), nl=False)  # type: ignore[arg-type] # click has checked the choice
    return DONE
