"""`dateline explain`: why an event was coded the way it was."""

import click

from dateline.cli.options import about_the_report
from dateline.cli.terminal import wants_colour


@click.command(short_help="Show which frame, words and rules made an event.")
@click.argument("source", metavar="SOURCE")
@click.option("--event", "event_id", metavar="ID", required=True, help="The event's id in the reading, such as e7.")
@about_the_report
def explain(source: str, event_id: str, published: str | None, outlet: str | None, allow_private: bool) -> None:
    """Show which frame, words and rules made one event of a report.

    \b
    Example:
      dateline explain report.html --event e7
    """  # noqa: D301 - click wants the character, not the escape
    from dateline.acquire import captures
    from dateline.clean import to_report
    from dateline.errors import InputError
    from dateline.pipeline import Reader
    from dateline.publish.text import explained

    found = list(captures(source, allow_private=allow_private))
    if len(found) != 1:
        raise InputError(f"{source}: holds {len(found)} reports; explain needs exactly one")
    capture = found[0]
    if isinstance(capture, Exception):
        raise capture
    report = to_report(capture, published=published, outlet=outlet)
    explanation = Reader().explain(report, event_id)
    click.echo(explained(explanation.event, explanation.rules, colour=wants_colour()), nl=False)
