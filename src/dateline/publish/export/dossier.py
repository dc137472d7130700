"""A dossier: what the filter lets through on one page to print, each row with its words and who vouches for it.

The page asks for nothing from anywhere and prints light. The same words behind several rows are
printed once, under a number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, BinaryIO

import sqlalchemy as sa
from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from dateline.errors import InputError
from dateline.ledger import Filter
from dateline.ledger.queries import FIRST, relations_of
from dateline.ledger.selection import Chosen, Record, select
from dateline.publish.export import news
from dateline.publish.export.columns import made_by
from dateline.publish.export.summary import summary
from dateline.publish.page.characters import visible

SECTIONS = (("s", "Who says what"), ("f", "Figures"), ("e", "Events"), ("a", "Agenda"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the dossier. `source` is the number of its report in the list at the end."""

    name: str
    summary: str
    day: str | None
    dated: bool
    evidence: str
    novelty: str
    review: str | None
    source: int


@dataclass(slots=True)
class Dossier:
    """Everything on the page."""

    title: str
    made: str | None = None
    sources: list[Mapping[str, Any]] = field(default_factory=list)
    lines: dict[str, list[Line]] = field(default_factory=dict)
    changes: Sequence[Mapping[str, Any]] = ()

    @property
    def origins(self) -> int:
        """How many independent families the reports are."""
        return len({source["family"] for source in self.sources})


def write(connection: sa.Connection, where: Filter, out: BinaryIO) -> int:
    """The page in UTF-8; of reports that are copies only the sources are listed.

    Raises InputError when nothing of the story asked for is there.
    """
    dossier = Dossier(_title(connection, where))
    for chosen in select(connection, where):
        dossier.sources.append(_source(chosen))
        dossier.made = made_by(chosen.reading)
        for record in chosen.records:
            if record.row["novelty"] != "repeat":
                dossier.lines.setdefault(record.kind, []).append(_line(record, len(dossier.sources)))
    if where.story is not None and not dossier.sources:
        raise InputError(f"nothing of a story {where.story!r} to put into a dossier; `dateline stories` lists them")
    for lines in dossier.lines.values():
        lines.sort(key=lambda line: line.day or "9999")
    dossier.changes = _changes(connection, where, dossier)
    out.write(_template().render(dossier=dossier, sections=SECTIONS, style=_style()).encode("utf-8", "replace"))
    return sum(map(len, dossier.lines.values()))


def _title(connection: sa.Connection, where: Filter) -> str:
    from dateline.ledger.queries import stories  # noqa: PLC0415 - one name of many in that room

    if where.story is None:
        return news.title(where).removeprefix("dateline · ").removeprefix("dateline") or "The whole ledger"
    found = stories(connection, Filter(story=where.story))
    return (found[0]["headline"] if found else None) or f"Story {where.story}"


def _source(chosen: Chosen) -> Mapping[str, Any]:
    report = chosen.reading.report
    return {
        "id": report.id,
        "outlet": report.outlet,
        "headline": report.headline or report.text.strip().partition("\n")[0],
        "url": report.url if report.url and report.url.startswith(("http://", "https://")) else None,
        "published": report.published,
        "family": chosen.report["family"],
        "retrieved": chosen.report["retrieved"],
        "page_sha256": chosen.report["page_sha256"],
    }


def _line(record: Record, source: int) -> Line:
    return Line(
        name=record.name,
        summary=summary(record),
        day=record.day,
        dated=record.dated,
        evidence=" ".join(record.reading.evidence.text.split()),
        novelty=record.row["novelty"],
        review=record.row["review"],
        source=source,
    )


def _changes(connection: sa.Connection, where: Filter, dossier: Dossier) -> list[Mapping[str, Any]]:
    """What disputes or changes what, between rows that are both on the page."""
    shown = {line.name: line for lines in dossier.lines.values() for line in lines}
    reports = Filter(story=where.story, outlet=where.outlet, added_since=where.added_since)
    return [
        {"kind": row["kind"], "reason": row["reason"], "later": shown[row["later"]], "earlier": shown[row["earlier"]]}
        for row in relations_of(connection, reports)
        if row["kind"] in FIRST and row["later"] in shown and row["earlier"] in shown
    ]


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_shown
    )
    return environment.from_string((files(__package__) / "dossier.html.j2").read_text(encoding="utf-8"))


@cache
def _style() -> Markup:
    return Markup((files(__package__) / "dossier.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file


def _shown(value: Any) -> Any:
    """Strings with a symbol for each character that cannot stand in a page."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
