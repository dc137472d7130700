"""A record in one line, in the report's own words and the codebook's terms: what feeds and notes say."""

from typing import Any

from dateline.ledger.selection import Record
from dateline.publish import words
from dateline.records import Appointment, Event, Figure, Statement


def summary(record: Record) -> str:
    """One line, such as "deaths: at least 2,571, counted by Human Rights Activists News Agency"."""
    own, row = record.reading, record.row
    if isinstance(own, Statement):
        return _statement(row)
    if isinstance(own, Event):
        mode = f"/{row['mode']}" if row["mode"] else ""
        return _line(f"{row['type']}{mode} {row['status']}: {row['actors'] or '?'} → {row['recipients'] or '?'}")
    if isinstance(own, Figure):
        counter = f", {row['basis'] or 'counted'} by {row['counter']}" if row["counter"] else ""
        return _line(f"{row['measure']}: {_amount(own, row)}{counter}")
    return _line(f"{row['status']}: {row['what']}{_on(row)}")


def _statement(row: Any) -> str:
    speaker = row["name"] or row["source"] or "unattributed"
    content = f": “{row['content']}”" if row["content"] else ""
    via = f" (via {row['via']})" if row["via"] else ""
    return _line(f"{speaker} [{words.STANDINGS[row['standing']]}] {row['act']}{content}{via}")


def _amount(own: Figure, row: Any) -> str:
    """The amount as the ledger has it: a value that a person put right is said plainly."""
    if (row["value"], row["bound"]) == (own.value, own.bound):
        return words.amount(own)
    return f"{words.BOUNDS[row['bound']]}{row['value']:,.10g}" if row["value"] is not None else row["bound"]


def _on(row: Any) -> str:
    parts = [row["when"] or "", row["where"] or ""]
    told = ", ".join(part for part in parts if part)
    return f" ({told})" if told else ""


def _line(text: str) -> str:
    return " ".join(text.split())


def subject(own: Statement | Event | Figure | Appointment) -> str:
    """What kind of record it is, for a person."""
    return {Statement: "statement", Event: "event", Figure: "figure", Appointment: "appointment"}[type(own)]
