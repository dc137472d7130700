"""`dateline tempo`: how much happens a day, beside its own normal."""

from typing import TYPE_CHECKING, Any

import click

from dateline.cli.failures import DONE
from dateline.cli.options import Published, in_form, ledger_url, pair

if TYPE_CHECKING:
    from dateline.watch.tempo import Material, Series

SHOWN_DAYS = 28
"""Days shown without --since: four weeks."""

_CHANGES = ("day", "before", "from_then", "ratio")
_DAYS = (
    "day",
    "sources",
    "count",
    "tension",
    "attention",
    "verdict",
)


@click.command(short_help="How much happens a day, beside its own normal.")
@click.option("--story", metavar="ID", help="Of this story.")
@click.option("--dyad", metavar="A,B", help="Between these two: codes of countries or bodies, in either direction.")
@click.option("--place", metavar="NAME", help="There: a place, or a country's code.")
@click.option("--actor", metavar="NAME", help="With this actor: a name, or a code such as IRN or USA-GOV.")
@click.option("--type", "kind", metavar="TYPE", help="Only events of this type, such as ASSAULT.")
@click.option("--since", type=Published(), metavar="DATE", help="Show days from this one on; four weeks by default.")
@click.option(
    "--until", type=Published(), metavar="DATE", help="Show days up to this one; the last with a report by default."
)
@click.option(
    "--changes", is_flag=True, help="Show the days on which the level changed, looking back over all of it, instead."
)
@in_form
@click.pass_obj
def tempo(
    ledger: str | None,
    story: str | None,
    dyad: str | None,
    place: str | None,
    actor: str | None,
    kind: str | None,
    since: str | None,
    until: str | None,
    changes: bool,
    form: str,
) -> int:
    """How much happens a day in a story, between two sides or at a place, beside its own normal.

    Incidents are counted, not reports; `attention` counts the independent reports. A day on which
    too few sources were alive has no number. Each day is judged by what had been printed by then.

    \b
    Example:
      dateline tempo --dyad IRN,USA --since 2026-01-01
    """  # noqa: D301 - click wants the character, not the escape
    from dateline.ledger import Filter, Ledger
    from dateline.publish.table import printed
    from dateline.watch.tempo import load

    where = Filter(story=story, dyad=pair(dyad), place=place, actor=actor, type=kind)
    with Ledger(ledger_url(ledger)) as store:
        material = store.ask(lambda connection: load(connection, where))
    whole = material.series(until=until[:10] if until else None)
    rows = _changed(whole) if changes else _judged(material, whole, since[:10] if since else None)
    columns = _CHANGES if changes else _DAYS
    click.echo(printed(rows, form, columns), nl=False)
    return DONE


def _judged(material: "Material", whole: "Series", since: str | None) -> list[dict[str, Any]]:
    """A row a day, each judged by what was known then."""
    from dateline.watch.triggers.rise import judge_day

    first = since or (whole.days[-SHOWN_DAYS:][0].day if whole.days else "")
    rows = []
    for day in whole.days:
        if day.day < first:
            continue
        _, verdict = judge_day(material, day.day)
        quads = day.quads or (None, None, None, None)
        rows.append(
            {
                "day": day.day,
                "sources": day.sources,
                "count": day.count,
                "verbal_coop": quads[0],
                "material_coop": quads[1],
                "verbal_conflict": quads[2],
                "material_conflict": quads[3],
                "tension": day.tension,
                "attention": day.attention,
                "state": verdict.state,
                "verdict": ("ABOVE " if verdict.state == "above" else "") + verdict.figures(),
                "by": " ".join(verdict.by),
                "incidents": " ".join(day.incidents),
                "events": " ".join(day.events),
            }
        )
    return rows


def _changed(whole: "Series") -> list[dict[str, Any]]:
    from dateline.watch.changepoints import change_points

    return [
        {"day": whole.days[change.at].day, "before": change.before, "from_then": change.after, "ratio": change.ratio}
        for change in change_points(whole.counts())
    ]
