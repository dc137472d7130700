"""FollowTheMoney entities: reports as articles, events with who is involved, statements as notes on who spoke.

Only parties that resolve to a name become entities: "nine people" is nobody to look up. An id is made
from the Wikidata id where there is one, else from name and code, so that two exports agree.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec
import sqlalchemy as sa

from dateline.extras import extra
from dateline.ledger import Filter
from dateline.ledger.selection import Chosen, Record, select
from dateline.publish.export.columns import made_by
from dateline.publish.export.summary import summary
from dateline.records import Event, Party, Source, Statement

_STATE = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
"""PLOVER sectors of the state: a body with one is a public body."""

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def write(connection: sa.Connection, where: Filter, out: BinaryIO) -> int:
    """One entity a line, each once; an entity comes before those that point at it."""
    model = extra("followthemoney", "followthemoney", "FollowTheMoney").model
    seen: set[str] = set()
    for chosen in select(connection, where):
        for entity in _entities(model, chosen):
            if entity.id not in seen:
                seen.add(entity.id)
                out.write(msgspec.json.encode(entity.to_dict()) + b"\n")
    return len(seen)


def _entities(model: Any, chosen: Chosen) -> Iterator[Any]:
    article = _article(model, chosen)
    yield article
    for record in chosen.records:
        if isinstance(record.reading, Event):
            yield from _event(model, chosen, record, record.reading, article)
        elif isinstance(record.reading, Statement) and record.row["content"]:
            yield from _note(model, chosen, record, record.reading, article)


def _article(model: Any, chosen: Chosen) -> Any:
    report = chosen.reading.report
    entity = model.make_entity("Article")
    entity.id = f"dateline-report-{report.id}"
    _add(entity, "title", report.headline)
    _add(entity, "publisher", report.outlet)
    _add(entity, "sourceUrl", report.url)
    _add(entity, "publishedAt", report.published)
    _add(entity, "retrievedAt", chosen.report["retrieved"])
    _add(entity, "language", report.language)
    for name in report.byline:
        _add(entity, "author", name)
    _add(entity, "bodyText", report.text)
    _add(entity, "generator", made_by(chosen.reading))
    return entity


def _event(model: Any, chosen: Chosen, record: Record, own: Event, article: Any) -> Iterator[Any]:
    entity = model.make_entity("Event")
    entity.id = _id(record)
    known = {party.name: party for party in (*own.actors, *own.recipients) if party.name}
    for row in record.parties:
        if row["name"] in known:
            party = _party(model, known[row["name"]], row["name"], row["code"])
            yield party
            _add(entity, "involved", party.id)
    _add(entity, "name", summary(record))
    _add(entity, "summary", own.evidence.text)
    _add(entity, "recordId", record.name)
    _add(entity, "date", _date(record.row["when"]))
    _add(entity, "location", record.row["where"])
    _add(entity, "country", record.row["country"])
    _add(entity, "keywords", record.row["type"])
    _add(entity, "keywords", record.row["status"])
    _add(entity, "sourceUrl", chosen.reading.report.url)
    _add(entity, "publisher", chosen.reading.report.outlet)
    _add(entity, "proof", article.id)
    yield entity


def _note(model: Any, chosen: Chosen, record: Record, own: Statement, article: Any) -> Iterator[Any]:
    source = own.source
    if source is None or source.name is None or record.row["name"] is None:
        return
    party = _party(model, source, record.row["name"], record.row["code"])
    yield party
    entity = model.make_entity("Note")
    entity.id = _id(record)
    _add(entity, "entity", party.id)
    _add(entity, "name", summary(record))
    _add(entity, "description", record.row["content"])
    _add(entity, "sourceUrl", chosen.reading.report.url)
    _add(entity, "publisher", chosen.reading.report.outlet)
    _add(entity, "keywords", record.row["act"])
    _add(entity, "keywords", record.row["standing"])
    _add(entity, "proof", article.id)
    yield entity


def _party(model: Any, party: Party, name: str, code: str | None) -> Any:
    """A person, where the text names one who speaks; a public body, where a code says so; else what is certain."""
    codes = (code or "").split()
    parts = {part for one in codes for part in one.split("-")[1:]}
    if isinstance(party, Source) and party.standing == "named":
        schema = "Person"
    elif isinstance(party, Source) and party.standing == "institution":
        schema = "PublicBody" if parts & _STATE else "Organization"
    else:
        schema = "LegalEntity"
    entity = model.make_entity(schema)
    key = party.wikidata or hashlib.sha256(f"{name}\0{code}".encode()).hexdigest()[:16]
    entity.id = f"dateline-{schema.lower()}-{key}"
    _add(entity, "name", name)
    _add(entity, "wikidataId", party.wikidata)
    for one in codes:
        _add(entity, "country", one.split("-")[0])
    return entity


def _add(entity: Any, name: str, value: str | None) -> None:
    """Adds a value; one that the model does not take (a date that is none) is left out by it."""
    if value:
        entity.add(name, value, quiet=True)


def _date(edtf: str | None) -> str | None:
    """A day, month or year; of an interval nothing, since FollowTheMoney has one date."""
    return edtf if edtf and _DAY.fullmatch(edtf) else None


def _id(record: Record) -> str:
    return f"dateline-{record.name.replace('/', '-')}"
