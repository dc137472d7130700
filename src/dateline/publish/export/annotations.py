"""W3C Web Annotations: each record as a note on its words.

The target is the report's own text, as `dateline export --as jsonl` gives it: there the positions hold,
in Unicode code points. The quotation with what stands around it also finds the place on the page at
`scope`; a reader that does not find it there marks it as orphaned, and does not guess.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec
import sqlalchemy as sa

from dateline.ledger import Filter
from dateline.ledger.selection import Chosen, Record, select
from dateline.publish.export.columns import made_by
from dateline.publish.export.summary import subject, summary
from dateline.records import Span

AROUND = 32
"""Characters before and after a quotation that make it findable, as Hypothesis takes them."""


def write(connection: sa.Connection, where: Filter, out: BinaryIO) -> int:
    """One AnnotationPage; its items are written as they come, so that its size is no matter."""
    out.write(b'{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[')
    count = 0
    for annotation in _annotations(connection, where):
        out.write((b",\n" if count else b"\n") + msgspec.json.encode(annotation))
        count += 1
    out.write(b"\n]}\n")
    return count


def _annotations(connection: sa.Connection, where: Filter) -> Iterator[dict[str, Any]]:
    for chosen in select(connection, where):
        for record in chosen.records:
            yield _annotation(chosen, record)


def _annotation(chosen: Chosen, record: Record) -> dict[str, Any]:
    report = chosen.reading.report
    return {
        "id": urn(record.name),
        "type": "Annotation",
        "motivation": "classifying",
        "created": chosen.report["added"],
        "creator": {"type": "Software", "name": made_by(chosen.reading)},
        "body": [
            {
                "type": "TextualBody",
                "purpose": "tagging",
                "value": f"{subject(record.reading)}:{_sort(record)}",
            },
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": summary(record)},
        ],
        "target": {
            "type": "SpecificResource",
            "source": {"id": urn(f"report:{report.id}"), "type": "Text", "format": "text/plain"},
            **({"scope": report.url} if report.url else {}),
            "selector": [_position(record.reading.evidence), _quote(report.text, record.reading.evidence)],
        },
    }


def _sort(record: Record) -> str:
    """The act of a statement, the type of an event, the measure of a figure, the status of an appointment."""
    column = {"s": "act", "e": "type", "f": "measure", "a": "status"}[record.kind]
    return str(record.row[column])


def urn(name: str) -> str:
    """A name for a record or a report that holds anywhere: the report's id is a hash of its words."""
    return f"urn:dateline:{name}"


def _position(span: Span) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def _quote(text: str, span: Span) -> dict[str, Any]:
    return {
        "type": "TextQuoteSelector",
        "exact": span.text,
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
