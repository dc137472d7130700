"""The command line."""

import sys

import click


@click.group()
def main() -> None:
    """Press reports in, a sourced record out."""


@main.command()
@click.option("--published")
@click.option("--outlet")
@click.option("--format", "format_", type=click.Choice(["text", "json", "html"]), default="text")
@click.argument("sources", nargs=-1, required=True)
def read(sources: tuple[str, ...], published: str | None, outlet: str | None, format_: str) -> None:
    """Read reports."""
    from dateline.acquire import captures
    from dateline.clean import to_report
    from dateline.pipeline import Reader
    from dateline.records import codec

    reader = Reader()
    for source in sources:
        for capture in captures(source):
            if isinstance(capture, Exception):
                raise capture
            report = to_report(capture, published=published, outlet=outlet)
            sys.stdout.buffer.write(codec.encode(reader.read_report(report)) + b"\n")
