"""`dateline watch`: sources asked in their time, what they list read and kept."""

import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from dateline.cli.failures import DONE, INTERRUPTED, SOME_FAILED, complain, printable
from dateline.cli.options import ledger_url

if TYPE_CHECKING:
    from dateline.ledger import Added, Ledger
    from dateline.watch.config import Source
    from dateline.watch.reading import PageReader
    from dateline.watch.schedule import AfterCycle, Watch


@click.command(short_help="Watch feeds and pages, and keep what they print.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--once", is_flag=True, help="Ask every source once, read what is new, and end: for cron.")
@click.option("--health", is_flag=True, help="Ask nobody; show how each source was when last asked.")
@click.option(
    "--warc", metavar="FOLDER", type=click.Path(path_type=Path), help="Keep captured pages there as a web archive."
)
@click.option(
    "--allow-private", is_flag=True, help="Also ask addresses that lead to this machine or to a private network."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="How --health is shown: text to look at, json (one object a line) or csv to work with.",
)
@click.pass_obj
def watch(
    ledger: str | None, file: Path, once: bool, health: bool, warc: Path | None, allow_private: bool, form: str
) -> int:
    """Watch the sources of a watch file (TOML, or an OPML list from a feed reader) and keep what they print.

    Each report is read once, whichever sources list it. Runs until it is stopped with Ctrl-C or
    SIGTERM, which end it after the report in hand; whatever ends it, the next run goes on from there.
    Prints a line a report, as `add` does. The file's [[rules]] are put to what is new after every round.

    \b
    Examples:
      dateline watch world.toml
      dateline watch world.toml --once --warc captures/
      dateline watch world.toml --health
    """  # noqa: D301 - click wants the character, not the escape
    from dateline.watch.config import read_watch_file

    plan = read_watch_file(file)
    if health:
        return _show_health(ledger, file, form)
    from dateline.acquire.http import Client
    from dateline.ledger import Ledger
    from dateline.watch.alone import alone
    from dateline.watch.schedule import Tools, Watch
    from dateline.watch.warc import WarcFile

    with ExitStack() as stack:
        store = stack.enter_context(Ledger(ledger_url(ledger)))
        stack.enter_context(alone(store))
        client = stack.enter_context(Client(allow_private=allow_private))
        folder = warc or plan.warc
        archive = stack.enter_context(WarcFile(folder, datetime.now(UTC))) if folder is not None else None
        after_cycle = _signals(store, file) if plan.has_rules else None
        tools = Tools(
            ledger=store, reader=_reader, client=client, listener=_Teller(), archive=archive, after_cycle=after_cycle
        )
        running = Watch(plan, tools)
        with _stoppable(running) as signals:
            running.run(once=once)
    if signal.SIGINT in signals:
        return INTERRUPTED
    return SOME_FAILED if once and running.failures else DONE


def _show_health(ledger: str | None, file: Path, form: str) -> int:
    from dateline.ledger import Ledger
    from dateline.publish.table import printed
    from dateline.watch.config import read_watch_file
    from dateline.watch.health import health, rows

    with Ledger(ledger_url(ledger)) as store:
        found = rows(health(store, read_watch_file(file).sources, datetime.now(UTC)))
    columns = ("name", "state", "last_success", "last_item", "silent_since", "drift", "pending", "failed", "problem")
    click.echo(printed(found, form, columns), nl=False)
    return DONE


@cache
def _reader() -> "PageReader":
    """What pages are read with, loaded with the first one."""
    from dateline.watch.reading import PageReader

    return PageReader()


def _signals(store: "Ledger", file: Path) -> "AfterCycle":
    """Saves the file's rules; gives what puts them to what is new."""
    from dateline.acquire.pages import moment
    from dateline.watch import signals

    signals.keep_rules(store, file, moment(datetime.now(UTC)))

    def put(ledger: "Ledger", now: datetime) -> None:
        for problem in signals.after_cycle(ledger, moment(now)).problems:
            complain(f"G{problem.signal} is not delivered: {problem.reason}")

    return put


class _Teller:
    """Prints a line for each report on standard output, and one for each failure on standard error."""

    def added(self, added: "Added", source: "Source", url: str) -> None:
        """A report is kept."""
        notes = [
            f"copy of {added.copy_of}" if added.copy_of else "",
            f"new version of {added.version_of}" if added.version_of else "",
        ]
        parts = [
            f"{added.outcome:7}",
            added.report,
            f"story {added.story}",
            *filter(None, notes),
            source.name,
            printable(url),
        ]
        click.echo("  ".join(parts))

    def failed(self, problem: str) -> None:
        """Something could not be had."""
        complain(problem)


@contextmanager
def _stoppable(running: "Watch") -> Iterator[list[int]]:
    """Lets SIGINT and SIGTERM end the watch after the report in hand; a second one ends it where it is.

    Gives the signals that came.
    """
    came: list[int] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def stop(number: int, _frame: FrameType | None) -> None:
        came.append(number)
        for one, handler in before.items():
            signal.signal(one, handler)
        running.stop()

    for number in before:
        signal.signal(number, stop)
    try:
        yield came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
