"""`dateline mcp`: the ledger for a language-model agent."""

import click

from dateline.cli.failures import DONE
from dateline.cli.options import ledger_url


@click.command(short_help="Answer an agent over the Model Context Protocol.")
@click.pass_obj
def mcp(ledger: str | None) -> int:
    """Answer a language-model agent over the Model Context Protocol, on standard input and output.

    Read only. Every answer holds the quotation, its place in the report, and the address.
    """
    from dateline.ledger import Ledger
    from dateline.publish.agents import create_server

    with Ledger(ledger_url(ledger)) as store:
        create_server(store).run()
    return DONE
