"""Records as cards: a title, the words of the text, and every field that has a value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.publish import words
from dateline.records import Appointment, Event, Figure, Party, Reading, Source, Span, Statement, When, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a record shows. `spans` are the stretches that light up while it is open."""

    anchor: str
    id: str
    kind: str
    title: str
    badge: str
    quote: str
    fields: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    spans: tuple[Span, ...]
    evidence: Span


def cards(reading: Reading, prefix: str) -> dict[str, list[Card]]:
    """The cards of a reading, by kind, in text order."""
    names, outlet = words.speakers(reading), reading.report.outlet
    numbers = words.number_spans(reading)

    def vouchers(record: Event | Figure | Appointment) -> str:
        return words.vouchers(record, names, outlet)

    return {
        "statement": [_statement(record, prefix) for record in reading.statements],
        "event": [_event(record, vouchers(record), prefix) for record in reading.events],
        "figure": [_figure(record, numbers[record.id], vouchers(record), prefix) for record in reading.figures],
        "plan": [_plan(record, vouchers(record), prefix) for record in reading.agenda],
    }


def _statement(record: Statement, prefix: str) -> Card:
    fields: list[tuple[str, str]] = []
    if record.source is not None:
        fields.extend(_party("speaker", record.source))
        if record.source.role:
            fields.append(("role", record.source.role))
    fields.append(("mode", record.mode))
    if record.via is not None:
        fields.extend(_party("via", record.via))
    if record.said_on is not None:
        fields.append(("said on", _when(record.said_on)))
    if record.hedge:
        fields.append(("hedged by", ", ".join(span.text for span in record.hedge)))
    speaker = words.party(record.source) if record.source is not None else "Nobody named"
    return Card(
        anchor=prefix + record.id,
        id=record.id,
        kind="statement",
        title=f"{speaker}: {record.act}",
        badge=words.standing(record.source),
        quote=words.quotation(record.content),
        fields=tuple(fields),
        links=_links(prefix, "inside", [record.parent] if record.parent else []),
        spans=tuple(span for span in (record.source, record.cue, *record.content) if span is not None),
        evidence=record.evidence,
    )


def _event(record: Event, vouchers: str, prefix: str) -> Card:
    fields: list[tuple[str, str]] = []
    for actor in record.actors:
        fields.extend(_party("actor", actor))
    for recipient in record.recipients:
        fields.extend(_party("recipient", recipient))
    if record.when is not None:
        fields.append(("when", _when(record.when)))
    if record.where is not None:
        fields.append(("where", _where(record.where)))
    if record.contexts:
        fields.append(("contexts", ", ".join(record.contexts)))
    codes = [f"quad {record.quad}"]
    if record.cameo is not None:
        codes.insert(0, f"CAMEO {record.cameo}")
    if record.goldstein is not None:
        codes.append(f"Goldstein {record.goldstein:g}")
    fields.append(("codes", " · ".join(codes)))
    fields.append(("vouched by", vouchers))
    return Card(
        anchor=prefix + record.id,
        id=record.id,
        kind="event",
        title=f"{words.parties(record.actors)} → {words.parties(record.recipients)}",
        badge=f"{record.type}{'/' + record.mode if record.mode else ''} · {record.status}",
        quote=record.evidence.text,
        fields=tuple(fields),
        links=_links(prefix, "said in", record.vouched_by) + _links(prefix, "measured by", record.figures),
        spans=(record.trigger, *record.actors, *record.recipients),
        evidence=record.evidence,
    )


def _figure(record: Figure, number: Span, vouchers: str, prefix: str) -> Card:
    fields: list[tuple[str, str]] = []
    if record.of is not None:
        fields.append(("of", record.of.text))
    fields.append(("bounds", f"{_bound(record.low)} to {_bound(record.high)} ({record.bound})"))
    if record.counted_by is not None:
        fields.extend(_party("counted by", record.counted_by))
    if record.basis is not None:
        fields.append(("basis", record.basis))
    if record.as_of is not None:
        fields.append(("as of", _when(record.as_of)))
    if record.where is not None:
        fields.append(("where", _where(record.where)))
    fields.append(("vouched by", vouchers))
    return Card(
        anchor=prefix + record.id,
        id=record.id,
        kind="figure",
        title=words.amount(record),
        badge=record.measure,
        quote=record.evidence.text,
        fields=tuple(fields),
        links=_links(prefix, "said in", record.vouched_by),
        spans=(number,) if record.of is None else (number, record.of),
        evidence=record.evidence,
    )


def _plan(record: Appointment, vouchers: str, prefix: str) -> Card:
    fields: list[tuple[str, str]] = []
    if record.when is not None:
        fields.append(("when", _when(record.when)))
    if record.where is not None:
        fields.append(("where", _where(record.where)))
    for party in record.parties:
        fields.extend(_party("party", party))
    fields.append(("vouched by", vouchers))
    return Card(
        anchor=prefix + record.id,
        id=record.id,
        kind="plan",
        title=" ".join(record.what.text.split()),
        badge=record.status,
        quote=record.evidence.text,
        fields=tuple(fields),
        links=_links(prefix, "said in", record.vouched_by),
        spans=(record.what,),
        evidence=record.evidence,
    )


def _party(name: str, record: Party | Source) -> Iterator[tuple[str, str]]:
    inferred = words.INFERRED[record.basis] if record.basis else None
    codes = [code for code in (record.code, record.wikidata, inferred) if code]
    yield name, words.party(record) + (f" · {' · '.join(codes)}" if codes else "")


def _when(record: When) -> str:
    return f"{words.when(record)} · {record.basis}" + (f" · {record.precision}" if record.precision else "")


def _where(record: Where) -> str:
    known = record.latitude is not None and record.longitude is not None
    return words.where(record) + (f" · {record.latitude:.2f}, {record.longitude:.2f}" if known else "")


def _bound(value: float | None) -> str:
    return "open" if value is None else f"{value:,}"


def _links(prefix: str, name: str, ids: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((f"{name} {id_}", prefix + id_) for id_ in ids)
