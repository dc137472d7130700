"""The questions to a ledger: one command each, all with the same filters and forms."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from dateline.cli.failures import DONE
from dateline.cli.narrowing import narrowed, to_filter
from dateline.cli.options import Published, in_form, ledger_url

Function = TypeVar("Function", bound=Callable[..., Any])
Rows = Sequence[dict[str, Any]]


def _listing(function: Function) -> Function:
    """The filters and the form, which every list takes."""
    function = narrowed(in_form(function))
    return click.pass_obj(function)  # type: ignore[return-value] # click types this decorator more narrowly than it works


def _answer(ledger: str | None, question: str, form: str, columns: Sequence[str], **filters: Any) -> int:
    """Asks the ledger one question and prints its rows."""
    from dateline.ledger import Ledger
    from dateline.publish.table import printed

    where = to_filter(filters)
    with Ledger(ledger_url(ledger)) as store:
        rows = getattr(store, question)(where)
    click.echo(printed(rows, form, columns), nl=False)
    return DONE


STORIES = 100
"""Stories in one list of text where no other number is asked for: by judgement, what a person scrolls through."""


@click.command(short_help="The stories, the latest first.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help=f"At most so many; by default {STORIES} as text, all as json and csv.",
)
@click.option("--after", metavar="ID", help="Those that come after this story in the list: the next page.")
@_listing
def stories(ledger: str | None, form: str, limit: int | None, after: str | None, **filters: str | None) -> int:
    """The stories, the latest first: how many reports, outlets and independent voices tell each."""
    from dateline.ledger import Ledger
    from dateline.publish.table import printed

    most = limit or (STORIES if form == "text" else None)
    where = to_filter(filters)
    with Ledger(ledger_url(ledger)) as store:
        rows = store.stories(where, limit=most + 1 if most else None, after=after)
    shown = rows[:most]
    click.echo(printed(shown, form, ("id", "last_day", "reports", "voices", "headline")), nl=False)
    if len(rows) > len(shown):
        click.echo(f"there are more stories: --after {shown[-1]['id']} lists the next", err=True)
    return DONE


@click.command(short_help="Events in order of their day.")
@_listing
def timeline(ledger: str | None, form: str, **filters: str | None) -> int:
    """Events in order of their day. One without a day of its own stands at its report's."""
    return _answer(
        ledger, "timeline", form, ("day", "type", "status", "actors", "recipients", "where", "novelty", "id"), **filters
    )


@click.command(short_help="Who says what.")
@_listing
def statements(ledger: str | None, form: str, **filters: str | None) -> int:
    """Who says what, the newest report first, with how openly each source is named."""
    return _answer(
        ledger, "statements", form, ("day", "speaker", "standing", "act", "content", "via", "novelty", "id"), **filters
    )


@click.command(short_help="Figures side by side, by counter.")
@_listing
def figures(ledger: str | None, form: str, **filters: str | None) -> int:
    """Figures side by side: by measure and counter, in order of time. None is called the true one."""
    return _answer(
        ledger,
        "figures",
        form,
        ("measure", "counter", "day", "bound", "value", "unit", "of", "novelty", "id"),
        **filters,
    )


@click.command(short_help="What is planned, and what became of it.")
@click.option(
    "--as-of",
    type=Published(),
    metavar="DATE",
    help="Each plan once, as reports printed by that day have it, and whether any of them tells what became of it.",
)
@_listing
def agenda(ledger: str | None, form: str, as_of: str | None, **filters: str | None) -> int:
    """What is planned, in order of its day, with what changed about it, or with what became of it."""
    if as_of is None:
        return _answer(
            ledger, "agenda", form, ("day", "status", "what", "parties", "where", "novelty", "id"), **filters
        )
    from dateline.ledger import Ledger
    from dateline.ledger.plans import stages
    from dateline.publish.table import printed

    where = to_filter(filters)
    with Ledger(ledger_url(ledger)) as store:
        rows = store.ask(lambda connection: stages(connection, where, as_of[:10]))
    columns = ("day", "stage", "status", "what", "parties", "read_since", "news", "id")
    click.echo(printed(rows, form, columns), nl=False)
    return DONE


@click.command(short_help="Who acts and is acted on.")
@_listing
def actors(ledger: str | None, form: str, **filters: str | None) -> int:
    """Who acts and is acted on, counted by independent voices: reprints count once."""
    return _answer(ledger, "actors", form, ("code", "name", "acts", "acted_on", "voices"), **filters)


@click.command(short_help="One story: what changed, who says what, figures, events, agenda.")
@click.argument("story_id", metavar="ID")
@in_form
@click.option(
    "--added-since", metavar="TIME", help="Only what was added from then on: what is new since you last looked."
)
@click.pass_obj
def story(ledger: str | None, story_id: str, form: str, added_since: str | None) -> int:
    """One story: its reports, events, statements, figures, agenda, and what contradicts what."""
    from dateline.ledger import Filter, Ledger
    from dateline.publish.table import printed, titled

    where = Filter(story=story_id, added_since=added_since)
    with Ledger(ledger_url(ledger)) as store:
        parts = {
            "reports": (store.reports(where), ("day", "outlet", "family", "headline", "id")),
            "timeline": (store.timeline(where), ("day", "type", "status", "actors", "recipients", "novelty", "id")),
            "statements": (store.statements(where), ("speaker", "standing", "act", "content", "novelty", "id")),
            "figures": (store.figures(where), ("measure", "counter", "day", "bound", "value", "novelty", "id")),
            "agenda": (store.agenda(where), ("day", "status", "what", "where", "novelty", "id")),
            "relations": (_telling(store.relations(where), form), ("kind", "later", "earlier", "reason")),
        }
    if not parts["reports"][0]:
        raise click.ClickException(f"no story {story_id!r} in the ledger; `dateline stories` lists them")
    for name, (rows, columns) in parts.items():
        click.echo(
            titled(name, rows, form, columns)
            if form == "text"
            else printed([{"list": name, **row} for row in rows], form, columns),
            nl=False,
        )
    return DONE


def _telling(rows: Rows, form: str) -> Rows:
    """The relations that a person looks for; the many that say only that nothing follows are for machines."""
    from dateline.ledger.queries import FIRST

    return [row for row in rows if row["kind"] in FIRST] if form == "text" else rows


@click.command(short_help="Reports that hold some words.")
@click.argument("words", nargs=-1, required=True)
@in_form
@click.pass_obj
def search(ledger: str | None, words: tuple[str, ...], form: str) -> int:
    """Reports that hold all the words, in any form of each, the best match first."""
    from dateline.ledger import Ledger
    from dateline.publish.table import printed

    with Ledger(ledger_url(ledger)) as store:
        rows = store.search(" ".join(words))
    click.echo(printed(rows, form, ("day", "outlet", "headline", "snippet", "id")), nl=False)
    return DONE


@click.command(short_help="The words behind a record.")
@click.argument("record", metavar="REPORT/ID")
@in_form
@click.pass_obj
def evidence(ledger: str | None, record: str, form: str) -> int:
    """The words behind a record, who printed them, and the hash and fetching time of the page."""
    from dateline.ledger import Ledger
    from dateline.publish.table import printed

    with Ledger(ledger_url(ledger)) as store:
        row = store.evidence(record)
    if form == "text":
        click.echo(
            "\n".join(f"{key:12} {' '.join(str(value).split())}" for key, value in row.items() if value is not None)
        )
    else:
        click.echo(printed([row], form, tuple(row)), nl=False)
    return DONE


COMMANDS = (stories, story, timeline, statements, figures, agenda, actors, search, evidence)
