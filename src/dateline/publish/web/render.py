"""Templates to text: everything escaped, every character that would disturb a page made visible."""

import hashlib
import re
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
from dateline.publish.web.atlas import draw_map
from dateline.records import Quantity

MENU = (
    ("/stories", "Stories"),
    ("/agenda", "Agenda"),
    ("/actors", "Actors"),
    ("/places", "Places"),
    ("/sources", "Sources"),
    ("/review", "Review"),
)
"""The main menu: addresses and their names; a new page that stands for itself is one more pair."""


_GAP = re.compile(r"\s*\n\s*")


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
            "close": close,
            "closed": closed,
            "groupby_run": groupby_run,
            "visible": visible,
            "line": line,
            "day": day,
            "number": number,
            "standing": _standing,
            "segment": _segment,
        }
    )
    environment.filters.update(
        {"as_query": as_query, "with_query": with_query, "merged": merged, "month_name": month_name}
    )
    environment.globals.update({"static": static, "draw": drawing, "menu": MENU, "draw_map": draw_map})
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


def close(text: str) -> str:
    """Paragraphs without empty lines between them."""
    joined = _GAP.sub("\n", text)
    return Markup(joined) if isinstance(text, Markup) else joined  # noqa: S704 - white space alone was changed


def closed(text: str) -> str:
    """Words on one line, a straight quotation mark whose other half was left outside put back."""
    words_ = line(text)
    if words_.count('"') % 2 == 0:
        return words_
    at = words_.index('"')
    opens = at + 1 < len(words_) and words_[at + 1].isalnum() and (at == 0 or words_[at - 1] == " ")
    return f'{words_}"' if opens else f'"{words_}'


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
    return "?" + urlencode(merged(query, **changes))


def merged(query: Mapping[str, str], **changes: str | None) -> dict[str, str]:
    """Parameters with some set, or removed with None."""
    return {key: value for key, value in (dict(query) | changes).items() if value}


def month_name(month: str) -> str:
    """A month to read: "2026-02" → "February 2026"."""
    return f"{date.fromisoformat(f'{month}-01'):%B %Y}"


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
