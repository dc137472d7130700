"""The columns of a record in tables: names, types, which kinds of records fill them, and what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dateline.ledger.rows import country
from dateline.ledger.selection import Chosen, Record
from dateline.records import Appointment, Event, Figure, Reading, Statement

Row = dict[str, Any]

NAMES = {"s": "statement", "e": "event", "f": "figure", "a": "appointment"}
"""What a kind of record is called in the column `kind`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `kinds` are the letters of the records that can fill it; `meaning` is for people."""

    type: Literal["text", "texts", "whole", "number"]
    kinds: str
    meaning: str


def _column(type_: Literal["text", "texts", "whole", "number"], kinds: str, meaning: str) -> Column:
    return Column(type=type_, kinds=kinds, meaning=meaning)


COLUMNS: Mapping[str, Column] = {
    "id": _column("text", "sefa", "the record's name, REPORT/e7: `dateline evidence` opens it"),
    "kind": _column("text", "sefa", "statement, event, figure or appointment"),
    "report": _column("text", "sefa", "the report's id, a hash of its words and address"),
    "story": _column("text", "sefa", "the story that the report tells"),
    "family": _column("text", "sefa", "reports that are copies of one text share it: count families, not reports"),
    "version_of": _column("text", "sefa", "the report that this one is a newer version of"),
    "outlet": _column("text", "sefa", "who printed the report"),
    "url": _column("text", "sefa", "where it was printed"),
    "headline": _column("text", "sefa", "its headline"),
    "published": _column("text", "sefa", "when it was printed, ISO 8601"),
    "day": _column("text", "sefa", "the record's own day, or else its report's"),
    "dated": _column("text", "sefa", "whose day that is: record or report"),
    "type": _column("text", "sef", "act of a statement, PLOVER type of an event, measure of a figure"),
    "mode": _column("text", "se", "direct, indirect or mixed of a statement; PLOVER mode of an event"),
    "contexts": _column("texts", "e", "PLOVER contexts"),
    "status": _column("text", "ea", "occurred, ongoing, planned, threatened, called-off, denied, ..."),
    "cameo": _column("text", "e", "CAMEO code, a string: 010 is not 10"),
    "quad": _column("whole", "e", "quad class, 1 to 4"),
    "goldstein": _column("number", "e", "Goldstein value of the code, -10 to 10"),
    "actors": _column("texts", "sefa", "who speaks, acts, counts or takes part"),
    "actor_codes": _column("texts", "sefa", "their PLOVER codes, in the same order; ? where there is none"),
    "actor_countries": _column("texts", "sefa", "the country or body that each code begins with, ? for none"),
    "recipients": _column("texts", "e", "to whom"),
    "recipient_codes": _column("texts", "e", "their PLOVER codes; ? where there is none"),
    "recipient_countries": _column("texts", "e", "the country or body that each code begins with, ? for none"),
    "standing": _column("text", "s", "how openly the speaker is named"),
    "role": _column("text", "s", "the speaker's office as printed"),
    "speakers": _column("whole", "s", "how many speak, where the text says so"),
    "via": _column("text", "s", "the outlet or channel through which it came"),
    "hedge": _column("texts", "s", "words that weaken it"),
    "parent": _column("text", "s", "the statement that this one is said in"),
    "content": _column("text", "s", "what is said; […] stands for what interrupts it"),
    "trigger": _column("text", "e", "the words that name the event"),
    "what": _column("text", "a", "what is planned"),
    "value": _column("number", "f", "the number as printed"),
    "low": _column("number", "f", "the least that the words allow"),
    "high": _column("number", "f", "the most; empty is open"),
    "unit": _column("text", "f", "its unit"),
    "bound": _column("text", "f", "exact, at-least, more-than, about, ..."),
    "basis": _column("text", "f", "confirmed, counted, estimated or reported"),
    "of": _column("text", "f", "what is counted, as printed"),
    "when": _column("text", "sefa", "the time that the text gives, EDTF (ISO 8601-2)"),
    "where": _column("text", "efa", "the place that the text gives"),
    "country": _column("text", "efa", "its country, ISO 3166-1 alpha-3; empty for a sea"),
    "latitude": _column("number", "efa", "WGS 84 degrees; the middle of an area"),
    "longitude": _column("number", "efa", "WGS 84 degrees; the middle of an area"),
    "place_kind": _column("text", "efa", "city, region, country, sea, ...: an area is not a pin"),
    "geonames": _column("whole", "efa", "the place's GeoNames id"),
    "vouched_by": _column("texts", "efa", "the statements that assert it; empty is the outlet's own voice"),
    "figures": _column("texts", "e", "the figures that measure it"),
    "group": _column("text", "efa", "the incident, tally or plan that it is a mention of; empty for a copy"),
    "novelty": _column("text", "sefa", "new, repeat, update or correction against what its story held"),
    "review": _column("text", "sefa", "accepted or fixed by a person; empty is the machine's reading"),
    "evidence": _column("text", "sefa", "the words behind the row"),
    "start": _column("whole", "sefa", "where they begin in the report's text, in code points"),
    "end": _column("whole", "sefa", "where they end, not included"),
    "added": _column("text", "sefa", "when the report came into the ledger"),
    "retrieved": _column("text", "sefa", "when its page was fetched"),
    "page_sha256": _column("text", "sefa", "the hash of the page that was read"),
    "generator": _column("text", "sefa", "what read it"),
}
"""Every column by its name, in order. Names and meanings stay; new columns come at the end."""


def row(chosen: Chosen, record: Record) -> Row:
    """A record as one flat row; a column that it cannot fill is None."""
    report, reading = chosen.report, chosen.reading.report
    found: Row = {
        "id": record.name,
        "kind": NAMES[record.kind],
        "report": reading.id,
        "story": report["story"],
        "family": report["family"],
        "version_of": report["version_of"],
        "outlet": reading.outlet,
        "url": reading.url,
        "headline": reading.headline,
        "published": reading.published,
        "day": record.day,
        "dated": "record" if record.dated else "report",
        "novelty": record.row["novelty"],
        "review": record.row["review"],
        "evidence": record.reading.evidence.text,
        "start": record.reading.evidence.start,
        "end": record.reading.evidence.end,
        "added": report["added"],
        "retrieved": report["retrieved"],
        "page_sha256": report["page_sha256"],
        "generator": made_by(chosen.reading),
    }
    return {name: found.get(name) for name in COLUMNS} | found | _own(record, reading.id)


def made_by(reading: Reading) -> str:
    """What read a report, in one line."""
    made = reading.generator
    return f"{made.name} {made.version} knowledge {made.knowledge}"


def _own(record: Record, report: str) -> Row:
    own, row_ = record.reading, record.row
    if isinstance(own, Statement):
        return _statement(row_, own, report)
    if isinstance(own, Event):
        return _event(record, own, report)
    return _figure(row_, own, report) if isinstance(own, Figure) else _appointment(row_, own, report)


def _statement(row_: Mapping[str, Any], own: Statement, report: str) -> Row:
    speaker = row_["name"] or row_["source"]
    return {
        "type": row_["act"],
        "mode": row_["mode"],
        "actors": [speaker] if speaker else [],
        **_codes("actor", [row_["code"]] if speaker else []),
        "standing": row_["standing"],
        "role": own.source.role if own.source else None,
        "speakers": own.source.count if own.source else None,
        "via": row_["via"],
        "hedge": [span.text for span in own.hedge],
        "parent": f"{report}/{row_['parent']}" if row_["parent"] else None,
        "content": row_["content"] or None,
        "when": row_["said_on"],
    }


def _event(record: Record, own: Event, report: str) -> Row:
    row_ = record.row
    actors = [party for party in record.parties if party["role"] == "actor"]
    recipients = [party for party in record.parties if party["role"] == "recipient"]
    return {
        "type": row_["type"],
        "mode": row_["mode"],
        "contexts": list(own.contexts),
        "status": row_["status"],
        "cameo": row_["cameo"],
        "quad": row_["quad"],
        "goldstein": row_["goldstein"],
        "actors": [party["name"] or "" for party in actors],
        **_codes("actor", [party["code"] for party in actors]),
        "recipients": [party["name"] or "" for party in recipients],
        **_codes("recipient", [party["code"] for party in recipients]),
        "trigger": row_["trigger"],
        "when": row_["when"],
        **_place(row_, own),
        "latitude": row_["latitude"],
        "longitude": row_["longitude"],
        "vouched_by": _named(report, own.vouched_by),
        "figures": _named(report, own.figures),
        "group": row_["incident"],
    }


def _figure(row_: Mapping[str, Any], own: Figure, report: str) -> Row:
    return {
        "type": row_["measure"],
        "actors": [row_["counter"]] if row_["counter"] else [],
        **_codes("actor", [row_["counter_code"]] if row_["counter"] else []),
        "value": row_["value"],
        "low": row_["low"],
        "high": row_["high"],
        "unit": row_["unit"],
        "bound": row_["bound"],
        "basis": row_["basis"],
        "of": row_["of"],
        "when": row_["as_of"],
        **_place(row_, own),
        "vouched_by": _named(report, own.vouched_by),
        "group": row_["tally"],
    }


def _appointment(row_: Mapping[str, Any], own: Appointment, report: str) -> Row:
    names = row_["parties"].split("; ") if row_["parties"] else []
    codes = {party.name or party.text: party.code for party in own.parties}
    return {
        "status": row_["status"],
        "actors": names,
        **_codes("actor", [codes.get(name) for name in names]),
        "what": row_["what"],
        "when": row_["when"],
        **_place(row_, own),
        "vouched_by": _named(report, own.vouched_by),
        "group": row_["plan"],
    }


def _codes(role: Literal["actor", "recipient"], codes: list[str | None]) -> Row:
    return {
        f"{role}_codes": [code or "?" for code in codes],
        f"{role}_countries": [country(code) or "?" for code in codes],
    }


def _place(row_: Mapping[str, Any], own: Event | Figure | Appointment) -> Row:
    """The place as the ledger has it; the reading's point and kind only while the place is the reading's."""
    read = own.where if own.where is not None and own.where.name == row_["where"] else None
    return {
        "where": row_["where"],
        "country": row_["country"],
        "latitude": read.latitude if read else None,
        "longitude": read.longitude if read else None,
        "place_kind": read.kind if read else None,
        "geonames": read.geonames if read else None,
    }


def _named(report: str, ids: tuple[str, ...]) -> list[str]:
    return [f"{report}/{id_}" for id_ in ids]
