"""schema.org Claims: who asserts what, and where it appeared. No verdict: dateline gives none."""

from typing import Any, BinaryIO

import msgspec
import sqlalchemy as sa

from dateline.ledger import Filter
from dateline.ledger.selection import Chosen, Record, select
from dateline.publish.export.annotations import urn
from dateline.publish.export.columns import made_by

ASSERTING = frozenset({"say", "confirm", "accuse", "warn"})
"""Acts whose content the speaker asserts. A denial, a demand or a promise is no claim of its content."""


def write(connection: sa.Connection, where: Filter, out: BinaryIO) -> int:
    """One graph of Claims, written as they come."""
    out.write(b'{"@context":"https://schema.org","@graph":[')
    count = 0
    for chosen in select(connection, where, ("s",)):
        for record in chosen.records:
            if record.row["act"] in ASSERTING and record.row["content"]:
                out.write((b",\n" if count else b"\n") + msgspec.json.encode(_claim(chosen, record)))
                count += 1
    out.write(b"\n]}\n")
    return count


def _claim(chosen: Chosen, record: Record) -> dict[str, Any]:
    row, report = record.row, chosen.reading.report
    article = {
        "@type": "NewsArticle",
        "@id": report.url or urn(f"report:{report.id}"),
        "url": report.url,
        "headline": report.headline,
        "datePublished": report.published,
        "publisher": {"@type": "Organization", "name": report.outlet} if report.outlet else None,
        "sha256": chosen.report["page_sha256"],
    }
    speaker = row["name"] or row["source"]
    return _given(
        {
            "@type": "Claim",
            "@id": urn(record.name),
            "text": row["content"],
            "author": {"@type": _kind(row["standing"]), "name": speaker} if speaker else None,
            "dateCreated": row["said_on"],
            "appearance": _given(article),
            "creditText": row["via"],
            "sdPublisher": {"@type": "Organization", "name": made_by(chosen.reading)},
        }
    )


def _kind(standing: str) -> str:
    """A named speaker is a person; a body, a document's author or an outlet is not; for others nobody knows."""
    return {"named": "Person", "institution": "Organization", "outlet": "Organization"}.get(standing, "Thing")


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value is not None}
