"""`dateline add` and `dateline reread`: reports into the ledger."""

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from dateline.cli.failures import DONE, SOME_FAILED, complain
from dateline.cli.options import about_the_report, ledger_url, shared_out
from dateline.cli.terminal import progress

if TYPE_CHECKING:
    from dateline.ledger import Added


@click.command(short_help="Read reports and keep them in the ledger.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@shared_out("Processes to read with.")
@about_the_report
@click.pass_obj
def add(
    ledger: str | None,
    sources: tuple[str, ...],
    workers: int,
    published: str | None,
    outlet: str | None,
    allow_private: bool,
) -> int:
    """Read reports and keep them in the ledger, each in one transaction.

    A report that is there already changes nothing, so a run that was cut off is simply run again.
    Prints a line a report: what became of it, its story, and whose copy or newer version it is.
    """
    from dateline.cli.workers import outcomes
    from dateline.ledger import Ledger

    failed = 0
    found = outcomes(sources, published=published, outlet=outlet, allow_private=allow_private, workers=workers)
    with Ledger(ledger_url(ledger)) as store, progress() as step, closing(found):
        for outcome in found:
            if outcome.reading is None:
                failed += 1
                complain(outcome.error)
            else:
                added = store.add(outcome.reading, outcome.capture, now=_now())
                click.echo(_line(added, outcome.origin))
            step()
    return SOME_FAILED if failed else DONE


@click.command(short_help="Read the kept reports again with this version of dateline.")
@click.pass_obj
def reread(ledger: str | None) -> int:
    """Read every report of the ledger again with this version of dateline.

    Records are replaced where this version reads otherwise; reports keep their ids, families and
    stories. A report that this version has read already is left alone.
    """
    from dateline.ledger import Ledger
    from dateline.pipeline import Reader

    reader = Reader()
    changed = 0
    with Ledger(ledger_url(ledger)) as store, progress() as step:
        for report in store.outdated(reader.generator):
            store.add(reader.read_report(report), now=_now())
            changed += 1
            step()
    click.echo(f"{changed} reports read again")
    return DONE


def _line(added: "Added", origin: str) -> str:
    notes = [
        f"copy of {added.copy_of}" if added.copy_of else "",
        f"new version of {added.version_of}" if added.version_of else "",
    ]
    return "  ".join(
        [f"{added.outcome:7}", added.report, f"story {added.story}", *(note for note in notes if note), origin]
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
