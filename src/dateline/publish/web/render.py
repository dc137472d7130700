"""Templates to text: everything escaped, every character that would disturb a page made visible."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dateline.publish import words
from dateline.publish.page.characters import visible
from dateline.publish.web import drawing
from dateline.records import Quantity

MENU = (("/stories", "Stories"),)
"""The main menu: addresses and their names; a new page that stands for itself is one more pair."""


def page(template: str, **values: Any) -> str:
    """A template of the desk, filled in."""
    return _environment().get_template(template).render({"here": "", "query": {}} | values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=ChoiceLoader(
            [PackageLoader("dateline.publish.web", "templates"), PackageLoader("dateline.publish.page", ".")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters.update(
        {
            "amount": amount,
            "by_counter": by_counter,
            "groupby_run": groupby_run,
            "visible": visible,
            "line": line,
            "day": day,
            "number": number,
            "standing": _standing,
            "segment": _segment,
        }
    )
    environment.filters.update({"as_query": as_query, "with_query": with_query})
    environment.globals.update({"static": static, "draw": drawing, "menu": MENU})
    return environment


def static(name: str) -> str:
    """The address of a static file, with its content's hash so that a browser keeps it until it changes."""
    return f"/static/{name}?v={_digest(name)}"


@cache
def _digest(name: str) -> str:
    return hashlib.sha256(asset(name)).hexdigest()[:12]


def asset(name: str) -> bytes:
    """A static file: the desk's own, or one that the standalone page shares with it."""
    own = files("dateline.publish.web") / "static" / name
    return (own if own.is_file() else files("dateline.publish.page") / name).read_bytes()


def line(text: str) -> str:
    """Words on one line."""
    return " ".join(text.split())


def day(iso: str | None) -> str:
    """A day to read: "2026-02-03" → "3 Feb 2026"; what is no day stays as it is."""
    if not iso:
        return "no date"
    try:
        when = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{when.day} {when:%b} {when.year}"


def number(value: float) -> str:
    """A number to read: 50235 → "50,235"."""
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.10g}"


def as_query(query: Mapping[str, str]) -> str:
    """The query of an address, its question mark included; nothing when it is empty."""
    return f"?{urlencode(query)}" if query else ""


def with_query(query: Mapping[str, str], **changes: str | None) -> str:
    """The query with some parameters set, or removed with None."""
    merged = {key: value for key, value in (dict(query) | changes).items() if value}
    return "?" + urlencode(merged)


def groupby_run(rows: Sequence[Mapping[str, Any]], key: str) -> list[dict[str, Any]]:
    """Neighbouring rows with the same value, together; their order stays."""
    return [{"key": value, "rows": list(run)} for value, run in groupby(rows, key=lambda row: row[key])]


def by_counter(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Figures of one counter together, the counter with the latest first; `first` begins a counter."""
    counters: dict[str | None, list[Mapping[str, Any]]] = {}
    for row in rows:
        counters.setdefault(row["counter"], []).append(row)
    return [dict(row) | {"first": i == 0} for group in counters.values() for i, row in enumerate(group)]


def amount(row: Mapping[str, Any]) -> str:
    """How many, from a row of figures: "at least 50,235"."""
    counted = {key: row[key] for key in ("value", "low", "high", "bound", "unit")}
    return words.amount(Quantity(start=0, end=len(row["evidence"]), text=row["evidence"], **counted))


def _standing(standing: str) -> str:
    return words.STANDINGS.get(standing, standing)


def _segment(text: str) -> str:
    """A name as one part of an address."""
    return quote(text, safe="")


def _shown(value: Any) -> Any:
    """What an expression prints: strings with a symbol for each character that cannot stand in a page."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
