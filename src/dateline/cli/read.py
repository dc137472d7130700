"""`dateline read`: reports in, readings out."""

import sys
from contextlib import closing
from typing import TYPE_CHECKING

import click

from dateline.cli.failures import DONE, SOME_FAILED, complain
from dateline.cli.options import about_the_report, shared_out
from dateline.cli.terminal import progress, wants_colour

if TYPE_CHECKING:
    from dateline.pipeline import Outcome
    from dateline.records import Reading


@click.command(short_help="Read reports: who said what, what happened, how many, what is next.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="text to look at, json (one object a line) to work with, html for one page that holds everything.",
)
@shared_out("Processes to read with. The output is the same for any number.")
@about_the_report
def read(
    sources: tuple[str, ...], form: str, workers: int, published: str | None, outlet: str | None, allow_private: bool
) -> int:
    """Read reports: who said what, what happened, how many, what is next.

    A SOURCE is an address, a file (HTML, plain text, JSON Lines, WARC, compressed or not) or - for
    standard input. A source that fails is named on standard error and stops no other.

    \b
    Examples:
      dateline read https://example.org/news/talks
      dateline read --published 2026-02-04 --outlet "The Harbour Times" pasted.txt
      dateline read --format json --workers 4 archive.warc.gz > readings.jsonl
      dateline read --format html *.html > readings.html
    """  # noqa: D301 - click wants the character, not the escape
    from dateline.cli.workers import outcomes

    results = outcomes(sources, published=published, outlet=outlet, allow_private=allow_private, workers=workers)
    publisher = _Publisher(form)
    with progress() as step, closing(results):
        for outcome in results:
            publisher.take(outcome)
            step()
    publisher.close()
    return SOME_FAILED if publisher.failed else DONE


class _Publisher:
    """Prints readings as they come, in the form asked for; keeps them when one page holds all."""

    def __init__(self, form: str) -> None:
        self.form = form
        self.failed = 0
        self.printed = 0
        self.kept: list[Reading] = []

    def take(self, outcome: "Outcome") -> None:
        reading = outcome.reading
        if reading is None:
            self.failed += 1
            complain(outcome.error)
        elif self.form == "html":
            self.kept.append(reading)
        else:
            self._print(reading)

    def _print(self, reading: "Reading") -> None:
        from dateline.publish.text import rendered
        from dateline.records import codec

        if self.form == "json":
            data = codec.encode(reading) + b"\n"
        else:
            gap = "\n" if self.printed else ""
            data = (gap + rendered(reading, colour=wants_colour())).encode("utf-8", "replace")
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        self.printed += 1

    def close(self) -> None:
        if self.kept:
            from dateline.publish.page import page

            sys.stdout.buffer.write(page(self.kept).encode("utf-8"))
        sys.stdout.buffer.flush()
