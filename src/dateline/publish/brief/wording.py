"""The lines of a brief: fields of records side by side, in a fixed order, with no word that judges."""

from collections.abc import Mapping
from typing import Any

from dateline.ledger.testimony import Testimony
from dateline.publish.words import BOUNDS, STANDINGS

Row = Mapping[str, Any]

_ANYBODY = frozenset({"people", "persons", "individuals"})
"""Populations that say no more than the measure: deaths are of people."""


def event_line(row: Row, day: str, *, dated: bool) -> str:
    """As `2026-02-03 ASSAULT: United States → Iran, Arabian Sea`; a day that is the report's own is marked."""
    sides = [_words(row[role]) or "?" for role in ("actors", "recipients") if row[role] or role == "actors"]
    mutual = len({frozenset(side.split("; ")) for side in sides}) == 1  # each does it with the other
    parties = sides[0] if mutual else " → ".join(sides)
    where = f", {row['where']}" if row["where"] else ""
    status = "" if row["status"] == "occurred" else f" ({row['status']})"
    return f"{day}{'' if dated else ' (day of the report)'} {row['type']}{status}: {parties}{where}"


def statement_line(row: Row) -> str:
    """As `Karoline Leavitt: deny, via Fox News`; what is merely said has no act."""
    act = "" if row["act"] == "say" else f": {row['act'].replace('-', ' ')}"
    via = f", via {_words(row['via'])}" if row["via"] else ""
    return f"{_words(row['speaker'])}{act}{via}"


def plan_line(plan: Row, kind: str | None, reason: str | None) -> str:
    """As `talks: moved: 2026-02-06, Muscat; place was Istanbul, is Muscat`."""
    changed = f"; {reason}" if reason else ""
    return f"{_words(plan['what'])}: {kind or plan['status']}: {_when_where(plan)}{changed}"


def figure_line(figure: Row, before: Row | None) -> str:
    """As `Example Society: deaths: 2,571 → at least 2,615`."""
    was = f"{amount(before)} → " if before is not None else ""
    of = f" of {_words(figure['of'])}" if figure["of"] and _words(figure["of"]).lower() not in _ANYBODY else ""
    return f"{_words(figure['counter']) or 'counter not named'}: {figure['measure']}{of}: {was}{amount(figure)}"


def dispute_line(kind: str, later: tuple[Row, str], earlier: tuple[Row, str]) -> str:
    """As `deaths: at least 6,854 by Example Society, 3,117 by the ministry`, the later first, or who denies what who asserts."""
    (one, speaker), (other, before) = later, earlier
    if kind == "contradicts":
        return f"{one['measure']}: {amount(one)} by {_words(speaker)}, {amount(other)} by {_words(before)}"
    return f"{_words(speaker)} denies what {_words(before)} asserts"


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


def voucher(one: Testimony) -> str:
    """As `Karoline Leavitt (named), Fox News`, or `Fox News itself`."""
    outlet = _words(one.outlet) or "outlet unknown"
    if one.standing == "outlet":
        return f"{outlet} itself"
    return f"{_words(one.speaker)} ({STANDINGS.get(one.standing, one.standing)}), {outlet}"
