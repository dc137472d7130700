"""`dateline export`: the ledger in other formats."""

from pathlib import Path
from typing import Any

import click

from dateline.cli.failures import DONE
from dateline.cli.narrowing import narrowed, to_filter
from dateline.cli.options import ledger_url

FORMATS = (
    "jsonl", "csv", "parquet", "gdelt", "acled", "annotations", "claims", "rss", "atom", "jsonfeed",
    "followthemoney", "dossier",
)  # fmt: skip
"""The names in `publish.export.FORMATS`, said again so that --help loads nothing; a test compares them."""


@click.command(short_help="Write the ledger, or a part of it, in another format.")
@click.option("--as", "form", type=click.Choice(FORMATS), required=True, help="The format.")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Where to; standard output when it is not given."
)
@narrowed
@click.pass_obj
def export(ledger: str | None, /, form: str, out: Path | None, **filters: Any) -> int:
    """Write the ledger, or what the filters let through, in another format.

    The file is there whole or not at all.

    \b
    Examples:
      dateline export --as csv --out records.csv
      dateline export --as gdelt --dyad USA,IRN --out dyad.tsv
      dateline export --as dossier --story S4 --out talks.html
    """  # noqa: D301 - click wants the character, not the escape
    import sys

    from dateline.ledger import Ledger
    from dateline.publish.export import export, export_to

    if out is None and form == "parquet":
        raise click.UsageError("--as parquet needs --out: a folder, or a file whose name ends in .zip")
    where = to_filter(filters)
    with Ledger(ledger_url(ledger)) as store:
        if out is None:
            export(store, form, where, sys.stdout.buffer)
        else:
            count = export_to(store, form, where, out)
            click.echo(f"{out}: {count} written", err=True)
    return DONE
