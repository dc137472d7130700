"""`dateline archive` and `dateline load`: many reports into Parquet datasets, and those into a ledger."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from dateline.cli.failures import DONE, SOME_FAILED, complain
from dateline.cli.options import ledger_url, shared_out
from dateline.cli.terminal import progress
from dateline.errors import DatelineError, InputError

if TYPE_CHECKING:
    from dateline.archive import Progress, Result

SHARD_SIZE = 500
DOCUMENT_SECONDS = 60.0
LINE_SECONDS = 30.0
"""Between two lines of progress off a terminal: few enough for a log."""


@click.command(short_help="Read an archive of reports into Parquet datasets.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--out", required=True, metavar="FOLDER", help="Where the datasets are; made when it is not there.")
@click.option(
    "--scheduler", metavar="ADDRESS", help="A Dask cluster to run on, as tcp://HOST:8786. By default this machine."
)
@shared_out("Processes to read with on this machine.")
@click.option(
    "--limit",
    type=click.FloatRange(min=0.1),
    default=DOCUMENT_SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="CPU time that one document may take; one that takes more is a reject.",
)
@click.option(
    "--shard-size",
    type=click.IntRange(1, 100_000),
    default=SHARD_SIZE,
    show_default=True,
    metavar="N",
    help="Documents that are read and written together. One folder keeps to one size.",
)
def archive(
    sources: tuple[str, ...], out: str, scheduler: str | None, workers: int, limit: float, shard_size: int
) -> int:
    """Read an archive of reports into Parquet datasets.

    A SOURCE is a file (WARC, Parquet, JSON Lines, a page or a text, compressed or not), a folder or a
    glob. FOLDER receives one dataset for each kind of record, a manifest, and the documents that could
    not be read, each with the reason. A run that was cut off is simply run again: what is there is not
    read twice.

    \b
    Examples:
      dateline archive CC-NEWS-*.warc.gz --out news --workers 8
      dateline archive crawl/ reports.parquet --out news --scheduler tcp://head:8786
    """  # noqa: D301 - click wants the character, not the escape
    if sys.platform == "win32":
        raise InputError("archives are read on Linux and macOS; on Windows, inside WSL")
    from dateline.archive import Folder
    from dateline.archive import archive as run

    with _telling() as tell:
        result = run(
            sources,
            Folder(out),
            scheduler=scheduler,
            workers=workers,
            shard_size=shard_size,
            seconds=limit,
            tell=tell,
        )
    for failure in result.failures:
        complain(failure)
    if result.rows:
        _summarize(result, out)
    return SOME_FAILED if result.failures or any(row["rejects"] for row in result.rows) else DONE


@click.command(short_help="Load an archive's datasets into the ledger.")
@click.argument("folder", metavar="FOLDER")
@click.pass_obj
def load(ledger: str | None, folder: str) -> int:
    """Load the datasets that `dateline archive` made into the ledger.

    A report that is there already changes nothing, so a run that was cut off is simply run again. The
    captured pages come from the archive's sources, where these still lie where they were.
    """
    from dateline.archive import Folder
    from dateline.archive import load as load_into
    from dateline.ledger import Ledger

    failed = bare = 0
    outcomes = {"added": 0, "known": 0, "reread": 0}
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    with Ledger(ledger_url(ledger)) as store, progress() as step:
        for loaded in load_into(Folder(folder), store, now=now):
            if isinstance(loaded, DatelineError):
                failed += 1
                complain(loaded)
            else:
                outcomes[loaded.added.outcome] += 1
                bare += not loaded.has_page
            step()
    click.echo(f"{outcomes['added']} reports added, {outcomes['known']} known, {outcomes['reread']} replaced")
    if bare:
        click.echo(
            f"{bare} have no captured page: their sources are gone or have changed since the archive was made", err=True
        )
    return SOME_FAILED if failed else DONE


def _summarize(result: "Result", out: str) -> None:
    """What the folder holds on standard output, what this run cost on standard error."""
    for kind in result.rows[0]["rows"]:
        click.echo(f"{sum(row['rows'][kind] for row in result.rows):>12,} {kind}")
    rejects: dict[str, int] = {}
    for row in result.rows:
        for reason, count in row["rejects"].items():
            rejects[reason] = rejects.get(reason, 0) + count
    reasons = ", ".join(f"{count:,} {reason}" for reason, count in sorted(rejects.items()))
    click.echo(f"{sum(rejects.values()):>12,} rejects" + (f": {reasons} (see {out}/rejects)" if reasons else ""))
    if result.read:
        click.echo(
            f"{result.read:,} documents read in this run: {1000 * result.cpu_seconds / result.read:.0f} ms of CPU each, "
            f"{result.peak_bytes / 1024**2:,.0f} MB a worker at the most",
            err=True,
        )
    else:
        click.echo("nothing to do: all of it was there", err=True)


@contextmanager
def _telling() -> Iterator[Callable[["Progress"], None]]:
    """Progress on standard error: one line that moves on a terminal, a line now and then in a log."""
    moving = sys.stderr.isatty()
    told = 0.0

    def tell(so_far: "Progress") -> None:
        nonlocal told
        if moving:
            click.echo(f"\r\x1b[K{_line(so_far)}", nl=False, err=True)
        elif so_far.seconds - told >= LINE_SECONDS:
            told = so_far.seconds
            click.echo(_line(so_far), err=True)

    yield tell
    if moving:
        click.echo("\r\x1b[K", nl=False, err=True)


def _line(so_far: "Progress") -> str:
    left = so_far.seconds_left
    share = (so_far.bytes_done + so_far.bytes_there) / max(1, so_far.total_bytes)
    remaining = "" if left is None else f", {_duration(left)} left"
    rate = so_far.documents / max(1e-9, so_far.seconds)
    return f"{so_far.documents:,} documents, {rate:.1f} a second, {share:.0%} done{remaining}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
