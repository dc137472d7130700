"""What a command is about: the filters that lists and exports share."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dateline.cli.options import pair

if TYPE_CHECKING:
    from dateline.ledger import Filter

Function = TypeVar("Function", bound=Callable[..., Any])

_FILTERS = (
    click.option("--story", metavar="ID", help="Only of this story."),
    click.option("--actor", metavar="NAME", help="Only with this actor: a name, or a code such as IRN or USA-GOV."),
    click.option(
        "--dyad", metavar="A,B", help="Only between these two: codes of countries or bodies, in either direction."
    ),
    click.option("--place", metavar="NAME", help="Only there: a place, or a country's code."),
    click.option(
        "--type",
        "kind",
        metavar="TYPE",
        help="Only of this type: of event (ASSAULT), of act (deny), of measure (deaths).",
    ),
    click.option("--outlet", metavar="NAME", help="Only from reports that this outlet printed."),
    click.option("--via", metavar="NAME", help="Only statements that came through this channel, such as Reuters."),
    click.option("--standing", metavar="GRADE", help="Only from sources so named: named, institution, anonymous, ..."),
    click.option("--since", metavar="DATE", help="Only from this day on, as 2026-02-03."),
    click.option("--until", metavar="DATE", help="Only up to this day, as 2026-02-03."),
    click.option(
        "--added-since", metavar="TIME", help="Only what was added from then on: what is new since you last looked."
    ),
    click.option("--rejected", is_flag=True, help="Also records that a person rejected."),
)


def narrowed(function: Function) -> Function:
    """The filters, for a command that takes them beside options of its own."""
    for option in reversed(_FILTERS):
        function = option(function)
    return function


def to_filter(filters: Mapping[str, Any]) -> "Filter":
    """The filter that the options of `narrowed` make. Raises UsageError for a dyad that is none."""
    from dateline.ledger import Filter

    rest = dict(filters)
    return Filter(type=rest.pop("kind"), dyad=pair(rest.pop("dyad")), **rest)
