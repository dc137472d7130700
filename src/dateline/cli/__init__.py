"""The command line: one file per command, heavy imports only inside them."""

import click

from dateline import __version__
from dateline.cli import asking
from dateline.cli.adding import add, reread
from dateline.cli.archive import archive, load
from dateline.cli.brief import brief
from dateline.cli.correct import correct
from dateline.cli.explain import explain
from dateline.cli.export import export
from dateline.cli.failures import run
from dateline.cli.mcp import mcp
from dateline.cli.read import read
from dateline.cli.serve import serve
from dateline.cli.signals import signals
from dateline.cli.tempo import tempo
from dateline.cli.watch import watch


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dateline")
@click.option(
    "--ledger",
    metavar="URL",
    envvar="DATELINE_LEDGER",
    help="Where the ledger is: sqlite:///FILE or postgresql://USER@HOST/DATABASE. By default a file of your own.",
)
@click.pass_context
def group(context: click.Context, ledger: str | None) -> None:
    """Press reports in, a sourced record out.

    Every row points at its words in the report and says who vouches for it.
    """
    context.obj = ledger


group.add_command(read)
group.add_command(explain)
group.add_command(export)
group.add_command(mcp)
group.add_command(add)
group.add_command(reread)
group.add_command(correct)
group.add_command(archive)
group.add_command(load)
group.add_command(serve)
group.add_command(watch)
group.add_command(tempo)
group.add_command(signals)
group.add_command(brief)
for command in asking.COMMANDS:
    group.add_command(command)


def main() -> None:
    """Runs the command line and ends the process with its exit code."""
    run(group)


__all__ = ["group", "main"]
