"""`dateline correct`: what a person puts right, and what is worth a look."""

import getpass
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from dateline.cli.failures import DONE, SOME_FAILED, complain
from dateline.cli.options import in_form, ledger_url

Function = TypeVar("Function", bound=Callable[..., Any])


@click.group(short_help="Accept, fix, reject, merge and split what the machine made; kept for good.")
def correct() -> None:
    """Accept, fix, reject, merge and split what the machine made.

    Every decision is kept in a log with who made it, when and why. It survives rereading, and can be
    exported and imported.
    """


def _signed(function: Function) -> Function:
    """Who decides, and why."""
    for option in (
        click.option("--why", metavar="TEXT", help="The reason, kept with the decision."),
        click.option(
            "--by",
            metavar="NAME",
            envvar="DATELINE_USER",
            help="Who decides; by default DATELINE_USER or the name of your account.",
        ),
    ):
        function = option(function)
    return click.pass_obj(function)  # type: ignore[return-value] # click types this decorator more narrowly than it works


@correct.command(short_help="Say that records or relations are right.")
@click.argument("items", nargs=-1, required=True, metavar="RECORD...")
@_signed
def accept(ledger: str | None, items: tuple[str, ...], by: str | None, why: str | None) -> int:
    """Say that records or relations are right. Accepting possibly-same joins the two incidents."""
    return _decide(ledger, "accept", items, by, why)


@correct.command(short_help="Say that records or relations are wrong: lists leave them out.")
@click.argument("items", nargs=-1, required=True, metavar="RECORD...")
@_signed
def reject(ledger: str | None, items: tuple[str, ...], by: str | None, why: str | None) -> int:
    """Say that records or relations are wrong. Lists leave them out unless asked with --rejected."""
    return _decide(ledger, "reject", items, by, why)


@correct.command(short_help="Take back what was decided about records or relations.")
@click.argument("items", nargs=-1, required=True, metavar="RECORD...")
@_signed
def withdraw(ledger: str | None, items: tuple[str, ...], by: str | None, why: str | None) -> int:
    """Take back what was decided about records or relations. The log keeps both."""
    return _decide(ledger, "withdraw", items, by, why)


@correct.command(short_help="Put fields of a record right.")
@click.argument("item", metavar="RECORD")
@click.option(
    "--set",
    "changes",
    multiple=True,
    required=True,
    metavar="FIELD=VALUE",
    help="A field and its right value; nothing after the = for unknown. May be given several times.",
)
@_signed
def fix(ledger: str | None, item: str, changes: tuple[str, ...], by: str | None, why: str | None) -> int:
    """Put fields of a record right; the machine's own values are kept beside.

    \b
    Example:
      dateline correct fix 5eaf2cae80a4c838/e3 --set type=COERCE --set "actors=the coast guard (NOR-GOV)"
    """  # noqa: D301 - click wants the character, not the escape
    change: dict[str, str | None] = {}
    for one in changes:
        field, equals, value = one.partition("=")
        if not equals:
            raise click.UsageError(f"--set takes FIELD=VALUE, not {one!r}")
        change[field.strip()] = value or None
    return _decide(ledger, "fix", (item,), by, why, change=change)


@correct.command(short_help="Make groups one: the first id stays, the others forward to it.")
@click.argument("keep", metavar="ID")
@click.argument("others", nargs=-1, required=True, metavar="OTHER...")
@_signed
def merge(ledger: str | None, keep: str, others: tuple[str, ...], by: str | None, why: str | None) -> int:
    """Make families, stories, incidents, tallies or plans one. The first id stays; the others open it for ever."""
    return _decide(ledger, "merge", (keep,), by, why, others=others)


@correct.command(short_help="Move members out of a group into a new one.")
@click.argument("group", metavar="ID")
@click.argument("members", nargs=-1, required=True, metavar="MEMBER...")
@_signed
def split(ledger: str | None, group: str, members: tuple[str, ...], by: str | None, why: str | None) -> int:
    """Move reports (of a story or family) or records (of an incident, tally or plan) into a new group.

    Prints the new group's id.
    """
    return _decide(ledger, "split", (group,), by, why, others=members)


@correct.command(short_help="What is worth a look and was not judged yet.")
@click.option(
    "--doubt",
    type=click.Choice(["contradiction", "possibly-same", "one-story", "two-stories", "unresolved", "low-standing"]),
    help="Only for this reason.",
)
@click.option("--story", metavar="ID", help="Only of this story.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=50, show_default=True, metavar="N", help="At most so many."
)
@in_form
@click.pass_obj
def queue(ledger: str | None, doubt: str | None, story: str | None, limit: int, form: str) -> int:
    """What is worth a look and was not judged yet, the most doubtful first."""
    from dateline.ledger import Filter, Ledger
    from dateline.publish.table import printed

    with Ledger(ledger_url(ledger)) as store:
        rows = store.review(Filter(story=story), doubt=doubt, limit=limit)
    click.echo(printed(rows, form, ("doubt", "reason", "words", "earlier_words", "id")), nl=False)
    return DONE


@correct.command("list", short_help="What was decided, in order.")
@in_form
@click.pass_obj
def list_(ledger: str | None, form: str) -> int:
    """What was decided, in order; `found` is False where the ledger no longer has what it was about."""
    from dateline.ledger import Ledger
    from dateline.publish.table import printed

    with Ledger(ledger_url(ledger)) as store:
        rows = store.decisions()
    click.echo(printed(rows, form, ("made", "by", "action", "item", "change", "others", "why", "found")), nl=False)
    return DONE


@correct.command(short_help="Print every decision, one JSON object a line.")
@click.pass_obj
def export(ledger: str | None) -> int:
    """Print every decision, one JSON object a line, for `import` into another ledger."""
    from dateline.ledger import Ledger
    from dateline.publish.table import printed

    with Ledger(ledger_url(ledger)) as store:
        rows = store.decisions()
    for row in rows:
        del row["found"]
    click.echo(printed(rows, "json", ()), nl=False)
    return DONE


@correct.command("import", short_help="Take decisions that another ledger exported.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.pass_obj
def import_(ledger: str | None, file: Path) -> int:
    """Take decisions that another ledger exported. One that was taken before changes nothing.

    One whose report, record or group this ledger does not have is named on standard error.
    """
    from dateline.errors import InputError
    from dateline.ledger import Ledger
    from dateline.ledger.correcting import from_line

    taken = failed = 0
    with Ledger(ledger_url(ledger)) as store:
        for number, line in enumerate(file.read_bytes().splitlines(), start=1):
            if not line.strip():
                continue
            try:
                taken += store.take_over(from_line(line))
            except InputError as error:
                failed += 1
                complain(f"{file}:{number}: {error}")
    click.echo(f"{taken} decisions taken over")
    return SOME_FAILED if failed else DONE


def _decide(
    ledger: str | None, action: Any, items: tuple[str, ...], by: str | None, why: str | None, **more: Any
) -> int:
    """Takes one decision about each item; one that cannot be taken stops no other."""
    from dateline.errors import InputError
    from dateline.ledger import Decision, Ledger

    failed = 0
    who = by or _account()
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    with Ledger(ledger_url(ledger)) as store:
        for item in items:
            try:
                becomes = store.decide(Decision(action=action, item=item, made=now, by=who, why=why, **more))
            except InputError as error:
                if len(items) == 1:
                    raise
                failed += 1
                complain(error)
            else:
                click.echo(f"{action}  {becomes}")
    return SOME_FAILED if failed else DONE


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        raise click.UsageError("your account has no name: say who decides with --by or DATELINE_USER") from None
