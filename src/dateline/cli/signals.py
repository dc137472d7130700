"""`dateline signals`: what rules have raised, what they would raise, and quiet for those that nag."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from dateline.cli.failures import DONE, SOME_FAILED, complain
from dateline.cli.options import Published, in_form, ledger_url

_MOST_DIGITS = 18
"""Of a signal's number: what a database's 64-bit integer always holds."""


@click.group(short_help="What rules have raised; preview, mute and run them.", invoke_without_command=True)
@click.option("--rule", metavar="NAME", help="Only of this rule.")
@click.option("--since", type=Published(), metavar="DATE", help="Only from this day on.")
@in_form
@click.pass_context
def signals(context: click.Context, rule: str | None, since: str | None, form: str) -> int:
    """What rules have raised, the newest first.

    Rules stand in a watch file as [[rules]]. A signal that was muted or retracted stays in the list.

    \b
    Examples:
      dateline signals --since 2026-02-01
      dateline signals preview world.toml --since 2026-01-01
    """  # noqa: D301 - click wants the character, not the escape
    if context.invoked_subcommand is not None:
        return DONE
    from dateline.ledger import Ledger
    from dateline.ledger.signals import listed
    from dateline.publish.table import printed

    with Ledger(ledger_url(context.obj)) as store:
        rows = store.ask(lambda connection: listed(connection, rule=rule, since=since[:10] if since else None))
    shown = [
        {
            "id": f"G{row['seq']}",
            "day": row["day"],
            "rule": row["rule"],
            "headline": row["headline"],
            "episode": f"G{row['episode']}",
            "state": "retracted" if row["retracted"] else "muted" if row["muted"] else "standing",
            "reason": row["reason"],
            "records": " ".join(record["record"] for record in row["records"]),
        }
        for row in rows
    ]
    click.echo(printed(shown, form, ("id", "day", "rule", "headline", "episode", "state", "reason")), nl=False)
    return DONE


@signals.command(short_help="What the rules of a file would have raised.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--since", type=Published(), metavar="DATE", required=True, help="From this day on.")
@click.option("--until", type=Published(), metavar="DATE", help="Up to this day; today by default.")
@in_form
@click.pass_obj
def preview(ledger: str | None, file: Path, since: str, until: str | None, form: str) -> int:
    """What the rules of a watch file would have raised, each day seen with what had been printed by then.

    Nothing is saved or delivered. `told` is empty where a finding would have been part of an episode that
    was told already.
    """
    from dateline.ledger import Ledger
    from dateline.publish.table import printed
    from dateline.watch.rules import read_rules
    from dateline.watch.signals import preview as previewed

    rules, _ = read_rules(file)
    with Ledger(ledger_url(ledger)) as store:
        found = previewed(store, rules, since[:10], until[:10] if until else datetime.now(UTC).date().isoformat())
    rows = [
        {
            "day": one.finding.day,
            "rule": one.rule,
            "told": "told" if one.told else "",
            "headline": one.finding.headline,
            "records": " ".join(one.finding.records),
        }
        for one in found
    ]
    click.echo(printed(rows, form, ("day", "rule", "told", "headline")), nl=False)
    silent = [rule.name for rule in rules if rule.name not in {one.rule for one in found}]
    for name in silent:
        complain(f"rule {name!r} would have raised nothing")
    return DONE


@signals.command(short_help="One signal with the words behind it.")
@click.argument("signal", metavar="ID")
@click.option("--desk", metavar="URL", help="Address of a desk (`dateline serve`) for the links.")
@click.pass_obj
def show(ledger: str | None, signal: str, desk: str | None) -> int:
    """One signal as it was told: the sentences, who says them, how openly they are named, and links."""
    from dateline.ledger import Ledger
    from dateline.ledger.signals import RAISED, RETRACTED, listed
    from dateline.watch.deliver import compose

    number = signal.removeprefix("G")
    if not number.isdecimal() or len(number) > _MOST_DIGITS:
        raise click.UsageError(f"no signal's id: {signal!r}; `dateline signals` lists them, as G12")
    with Ledger(ledger_url(ledger)) as store:
        rows = store.ask(lambda connection: listed(connection, number=int(number)))
    if not rows:
        raise click.ClickException(f"no signal {signal!r} in the ledger; `dateline signals` lists them")
    message = compose(rows[0], RETRACTED if rows[0]["retracted"] else RAISED, desk)
    click.echo(f"{message.title}\n\n{message.text()}")
    return DONE


@signals.command(short_help="Keep a rule's signals, but tell them to nobody.")
@click.argument("rule", metavar="RULE")
@click.pass_obj
def mute(ledger: str | None, rule: str) -> int:
    """Keep a rule's signals in the list, but deliver none until it is unmuted."""
    return _mute(ledger, rule, _now())


@signals.command(short_help="Let a muted rule speak again.")
@click.argument("rule", metavar="RULE")
@click.pass_obj
def unmute(ledger: str | None, rule: str) -> int:
    """Let a muted rule speak again. What it raised meanwhile is in the list and is not delivered late."""
    return _mute(ledger, rule, None)


@signals.command(short_help="Put the rules of a file to what is new, once.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.pass_obj
def run(ledger: str | None, file: Path) -> int:
    """Save the rules of a watch file, put them to what came since they last looked, and deliver: for cron.

    `dateline watch` does the same after every poll. A new rule begins with what comes next: `preview` shows the past.
    """
    from dateline.ledger import Ledger
    from dateline.watch.signals import after_cycle, keep_rules

    with Ledger(ledger_url(ledger)) as store:
        keep_rules(store, file, _now())
        outcome = after_cycle(store, _now())
    complain(f"{len(outcome.raised)} raised, {len(outcome.retracted)} retracted")
    for problem in outcome.problems:
        complain(f"G{problem.signal} is not delivered: {problem.reason}")
    return SOME_FAILED if outcome.problems else DONE


def _mute(ledger: str | None, rule: str, since: str | None) -> int:
    from dateline.ledger import Ledger
    from dateline.ledger.signals import mute as muted

    def change(connection: Any) -> None:
        muted(connection, rule, since)

    with Ledger(ledger_url(ledger)) as store:
        store.change(change)
    return DONE


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
