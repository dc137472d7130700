"""Records as table rows: what queries filter and sort by, copied out of a reading."""

from typing import Any

from dateline.records import Appointment, Event, Figure, Party, Reading, Statement

Row = dict[str, Any]
DAY = len("2026-02-03")


def statement_rows(reading: Reading) -> list[Row]:
    """One row a statement."""
    return [_statement(i, statement) for i, statement in enumerate(reading.statements)]


def event_rows(reading: Reading) -> list[Row]:
    """One row an event."""
    return [_event(i, event) for i, event in enumerate(reading.events)]


def party_rows(reading: Reading) -> list[Row]:
    """One row for each party of each event, by its role."""
    return [
        {
            "event": event.id,
            "role": role,
            "place_in_order": i,
            "name": party.name or party.text,
            "code": party.code,
            "country": country(party.code),
        }
        for event in reading.events
        for role, parties in (("actor", event.actors), ("recipient", event.recipients))
        for i, party in enumerate(parties)
    ]


def figure_rows(reading: Reading) -> list[Row]:
    """One row a figure."""
    return [_figure(i, figure) for i, figure in enumerate(reading.figures)]


def agenda_rows(reading: Reading) -> list[Row]:
    """One row an appointment."""
    return [_appointment(i, appointment) for i, appointment in enumerate(reading.agenda)]


def day(edtf: str | None) -> str | None:
    """The first day of a time that is known to the day, else None: a month is not its first day."""
    if edtf is None or len(edtf) < DAY or edtf[4] != "-" or edtf[7] != "-":
        return None
    return edtf[:DAY]


def country(code: str | None) -> str | None:
    """The country (or body) of a party's first code: "IRN-GOV" → "IRN"."""
    return code.split()[0].split("-")[0] if code else None


def label(party: Party | None) -> str | None:
    """What to call a party: its name, or else its words."""
    return None if party is None else (party.name or party.text)


def _labels(parties: tuple[Party, ...]) -> str:
    return "; ".join(label(party) or "" for party in parties)


def _base(order: int, record: Statement | Event | Figure | Appointment) -> Row:
    return {"id": record.id, "place_in_order": order, "start": record.evidence.start, "end": record.evidence.end}


def _statement(order: int, statement: Statement) -> Row:
    source = statement.source
    return _base(order, statement) | {
        "source": source.text if source else None,
        "name": source.name if source else None,
        "code": source.code if source else None,
        "standing": source.standing if source else "unattributed",
        "act": statement.act,
        "mode": statement.mode,
        "content": " […] ".join(span.text for span in statement.content),
        "via": label(statement.via),
        "said_on": statement.said_on.edtf if statement.said_on else None,
        "parent": statement.parent,
    }


def _event(order: int, event: Event) -> Row:
    return _base(order, event) | {
        "type": event.type,
        "mode": event.mode,
        "cameo": event.cameo,
        "quad": event.quad,
        "goldstein": event.goldstein,
        "status": event.status,
        "actors": _labels(event.actors),
        "recipients": _labels(event.recipients),
        "when": event.when.edtf if event.when else None,
        "day": day(event.when.edtf) if event.when else None,
        "where": event.where.name if event.where else None,
        "country": event.where.country if event.where else None,
        "latitude": event.where.latitude if event.where else None,
        "longitude": event.where.longitude if event.where else None,
        "trigger": event.trigger.text,
        "evidence": event.evidence.text,
    }


def _figure(order: int, figure: Figure) -> Row:
    return _base(order, figure) | {
        "measure": figure.measure,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "bound": figure.bound,
        "basis": figure.basis,
        "of": figure.of.text if figure.of else None,
        "counter": label(figure.counted_by),
        "counter_code": figure.counted_by.code if figure.counted_by else None,
        "as_of": figure.as_of.edtf if figure.as_of else None,
        "where": figure.where.name if figure.where else None,
        "country": figure.where.country if figure.where else None,
        "evidence": figure.evidence.text,
    }


def _appointment(order: int, appointment: Appointment) -> Row:
    return _base(order, appointment) | {
        "what": appointment.what.text,
        "parties": _labels(appointment.parties),
        "when": appointment.when.edtf if appointment.when else None,
        "day": day(appointment.when.edtf) if appointment.when else None,
        "where": appointment.where.name if appointment.where else None,
        "country": appointment.where.country if appointment.where else None,
        "status": appointment.status,
        "evidence": appointment.evidence.text,
    }
