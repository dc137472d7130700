"""Readings → one table per record kind: the ledger's own columns, and who vouches for each row."""

from collections.abc import Callable, Iterable
from typing import Any

from dateline.archive.extras import extra
from dateline.ledger import rows
from dateline.records import Reading
from dateline.records.codec import encode

Row = dict[str, Any]

_RECORD = "report:text id:text place_in_order:int start:int end:int"
COLUMNS = {
    "reports": (
        "id:text ref:text url:text outlet:text headline:text byline:texts published:text published_basis:text day:text "
        "retrieved:text language:text text:text"
    ),
    "statements": (
        f"{_RECORD} source:text name:text code:text standing:text act:text mode:text content:text via:text said_on:text "
        "parent:text evidence:text"
    ),
    "events": (
        f"{_RECORD} type:text mode:text cameo:text quad:int goldstein:real status:text actors:text recipients:text "
        "when:text day:text where:text country:text latitude:real longitude:real trigger:text evidence:text vouched_by:texts"
    ),
    "event_parties": "report:text event:text role:text place_in_order:int name:text code:text country:text",
    "figures": (
        f"{_RECORD} measure:text value:real low:real high:real unit:text bound:text basis:text of:text counter:text "
        "counter_code:text as_of:text where:text country:text evidence:text vouched_by:texts"
    ),
    "agenda": (
        f"{_RECORD} what:text parties:text when:text day:text where:text country:text status:text evidence:text "
        "vouched_by:texts"
    ),
    "warnings": "report:text place_in_order:int code:text message:text start:int end:int",
    "readings": "report:text document:int page:text reading:text",
}
"""The datasets, and each one's columns with their types; docs/how-to/archives.md says what each is for."""


def table(kind: str, found: Iterable[Row], made_by: str) -> Any:
    """An Arrow table of one kind of rows; `made_by` is kept in its metadata."""
    pa = extra("pyarrow")
    types = {"text": pa.string(), "int": pa.int64(), "real": pa.float64(), "texts": pa.list_(pa.string())}
    fields = [column.split(":") for column in COLUMNS[kind].split()]
    schema = pa.schema([(name, types[type_]) for name, type_ in fields], metadata={"dateline.generator": made_by})
    return pa.Table.from_pylist(list(found), schema=schema)


def rows_of(reading: Reading, document: int, page: str) -> dict[str, list[Row]]:
    """The rows of a reading, by kind; it was made from the shard's `document`, counted from 0, which hashes to `page`."""
    report = reading.report.id
    found = {kind: _records(reading, records, make) for kind, (records, make) in _made_from(reading).items()}
    found["reports"] = [_report(reading)]
    found["event_parties"] = [{"report": report} | row for row in rows.party_rows(reading)]
    found["warnings"] = [
        {
            "report": report,
            "place_in_order": i,
            "code": notice.code,
            "message": notice.message,
            "start": notice.span.start if notice.span else None,
            "end": notice.span.end if notice.span else None,
        }
        for i, notice in enumerate(reading.warnings)
    ]
    found["readings"] = [{"report": report, "document": document, "page": page, "reading": encode(reading).decode()}]
    return found


def _made_from(reading: Reading) -> dict[str, tuple[Iterable[Any], Callable[[Reading], list[Row]]]]:
    return {
        "statements": (reading.statements, rows.statement_rows),
        "events": (reading.events, rows.event_rows),
        "figures": (reading.figures, rows.figure_rows),
        "agenda": (reading.agenda, rows.agenda_rows),
    }


def _records(reading: Reading, records: Iterable[Any], make: Callable[[Reading], list[Row]]) -> list[Row]:
    """The ledger's rows of one kind, with the words behind each and the statements that vouch for it."""
    return [
        {"report": reading.report.id, "evidence": record.evidence.text}
        | row
        | {"vouched_by": list(getattr(record, "vouched_by", ()))}
        for record, row in zip(records, make(reading), strict=True)
    ]


def _report(reading: Reading) -> Row:
    report = reading.report
    return {
        "id": report.id,
        "ref": report.ref,
        "url": report.url,
        "outlet": report.outlet,
        "headline": report.headline,
        "byline": list(report.byline),
        "published": report.published,
        "published_basis": report.published_basis,
        "day": rows.day(report.published),
        "retrieved": report.retrieved,
        "language": report.language,
        "text": report.text,
    }
