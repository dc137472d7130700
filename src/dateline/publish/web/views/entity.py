"""An actor, a place, or two actors: what they say and do, over time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from dateline.ledger import Filter
from dateline.ledger.conditions import Kind
from dateline.ledger.facets import Asked, count_days, count_kinds
from dateline.ledger.named import counterparts, names_of, places_of
from dateline.ledger.queries import reading
from dateline.publish.export.incidents import country_names
from dateline.publish.web.narrow import as_query
from dateline.publish.web.problems import NotFoundError
from dateline.publish.web.views.codes import label_of
from dateline.publish.web.views.records import KINDS, Row, flat, of_kind
from dateline.publish.web.views.stories import series

SHOWN = 15
"""Records of a kind on such a page; a search shows the rest."""

TEMPO_DAYS = 60
PLACES = 200
BESIDE = 12

_ORDER: tuple[tuple[str, str], ...] = (
    ("event", "Events"),
    ("statement", "Statements"),
    ("figure", "Figures"),
    ("plan", "Agenda"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Records of one kind: those shown, and how many there are."""

    kind: str
    title: str
    total: int
    records: Sequence[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityView:
    """The page. `query` is the filter that a search, an export or a feed takes for the same."""

    sort: Literal["actor", "place", "dyad"]
    name: str
    codes: Sequence[str]
    query: Mapping[str, str]
    names: Sequence[Mapping[str, Any]]
    tempo: Sequence[int]
    first_day: str | None
    last_day: str | None
    sections: Sequence[Section]
    counterparts: Sequence[Mapping[str, Any]]
    places: Sequence[Mapping[str, Any]]

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """One row a record that is shown."""
        return flat([record for section in self.sections for record in section.records])


def actor_view(connection: sa.Connection, actor: str) -> EntityView:
    """One actor, by a name or a code. Raises NotFoundError when nobody in the ledger is called so."""
    where = Filter(actor=actor)
    names = names_of(connection, actor, limit=BESIDE)
    codes = sorted({row["code"] for row in names if row["code"]})
    return _view(
        connection,
        where,
        sort="actor",
        name=label_of(actor) or _as_printed(names, actor),
        codes=[actor] if label_of(actor) else codes,
        names=names,
        counterparts=counterparts(connection, actor, Filter(), limit=BESIDE),
        places=places_of(connection, where, limit=BESIDE),
    )


def dyad_view(connection: sa.Connection, one: str, other: str) -> EntityView:
    """What two actors do to each other. Raises NotFoundError when nothing is told of the two."""
    names = [country_names().get(code, code) for code in (one, other)]
    where = Filter(dyad=(one, other))
    return _view(
        connection,
        where,
        sort="dyad",
        name=" – ".join(names),
        codes=[one, other],
        places=places_of(connection, where, limit=BESIDE),
    )


def place_view(connection: sa.Connection, place: str) -> EntityView:
    """What is said to happen at a place. Raises NotFoundError when nothing is."""
    where = Filter(place=place)
    places = with_kinds(connection, places_of(connection, where, limit=BESIDE))
    name = country_names().get(place.upper()) or (places[0]["name"] if len(places) == 1 else place)
    codes = sorted({row["country"] for row in places if row["country"]})
    return _view(connection, where, sort="place", name=name, codes=codes, places=places)


def with_kinds(connection: sa.Connection, places: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The places with their `kind`, as a reading that names them has it: a city is a point, a sea is not."""
    return [dict(place) | {"kind": _kind(connection, place["example"], place["name"])} for place in places]


def _kind(connection: sa.Connection, example: str, name: str) -> str | None:
    report, _, event = example.partition("/")
    events = {event.id: event for event in reading(connection, report).events}
    where = events[event].where if event in events else None
    return where.kind if where is not None and where.name == name else None


def _as_printed(names: Sequence[Mapping[str, Any]], actor: str) -> str:
    return next((row["name"] for row in names if row["name"] and row["name"].lower() == actor.lower()), actor)


def _view(connection: sa.Connection, where: Filter, **known: Any) -> EntityView:
    asked = Asked(where=where)
    counts = count_kinds(connection, asked)
    if not any(counts.values()):
        raise NotFoundError(f"nothing in the ledger is told of {known['name']!r}; /search finds what is")
    days = count_days(connection, asked)
    last = max(days, default=None)
    return EntityView(
        query=as_query(where),
        tempo=series(days, last, TEMPO_DAYS),
        first_day=min(days, default=None),
        last_day=last,
        sections=[_section(connection, asked, kind, title, counts[KINDS[kind]]) for kind, title in _ORDER],
        **({"names": (), "counterparts": (), "places": ()} | known),
    )


def _section(connection: sa.Connection, asked: Asked, kind: str, title: str, total: int) -> Section:
    letter: Kind = KINDS[kind]
    shown = of_kind(connection, asked, letter, limit=SHOWN) if total else []
    return Section(kind=kind, title=title, total=total, records=shown)
