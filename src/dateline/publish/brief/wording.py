"""The lines of a brief: fields of records side by side, in a fixed order, with no word that judges."""

from collections.abc import Mapping
from typing import Any

from dateline.publish.words import BOUNDS

Row = Mapping[str, Any]


def event_line(row: Row, day: str, *, dated: bool) -> str:
    """As `2026-02-03 ASSAULT: United States → Iran, Arabian Sea`; a day that is the report's own is marked."""
    parties = " → ".join(_words(row[role]) or "?" for role in ("actors", "recipients") if row[role] or role == "actors")
    where = f", {row['where']}" if row["where"] else ""
    status = "" if row["status"] == "occurred" else f" ({row['status']})"
    return f"{day}{'' if dated else ' (day of the report)'} {row['type']}{status}: {parties}{where}"


def statement_line(row: Row) -> str:
    """As `Karoline Leavitt, named: say, via Fox News`."""
    via = f", via {_words(row['via'])}" if row["via"] else ""
    return f"{_words(row['speaker'])}, {row['standing']}: {row['act']}{via}"


def plan_line(plan: Row, before: Row | None, kind: str | None) -> str:
    """As `talks: moved: 2026-02-06, Muscat (was 2026-02-06, Istanbul)`."""
    status = kind or plan["status"]
    was = f" (was {_when_where(before)})" if before is not None and _when_where(before) != _when_where(plan) else ""
    return f"{_words(plan['what'])}: {status}: {_when_where(plan)}{was}"


def amount(figure: Row) -> str:
    """As `at least 7,050`; words that are no number stay words."""
    if figure["value"] is None:
        return str(BOUNDS.get(figure["bound"], figure["bound"])).strip() or "an unknown number"
    unit = f" {figure['unit']}" if figure["unit"] else ""
    return f"{BOUNDS.get(figure['bound'], '')}{figure['value']:,.10g}{unit}"


def _when_where(plan: Row) -> str:
    return ", ".join(str(plan[key]) for key in ("when", "where") if plan.get(key)) or "day and place not given"


def _words(text: str | None) -> str:
    return " ".join((text or "").split())
