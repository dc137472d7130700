"""The page itself: template, style and script put together under a policy that names them by hash."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from dateline.publish.page.cards import Card, cards
from dateline.publish.page.characters import visible
from dateline.publish.page.passages import marked
from dateline.records import Passage, Reading


def page(readings: Sequence[Reading]) -> str:
    """One HTML page that holds every reading: its text under marks, its records, its warnings.

    Works without script and without a network: style and script are inside and no address is
    loaded. Everything from a report is escaped; a policy forbids any script but the page's own.
    """
    style, script = _asset("reading.css") + _asset("page.css"), _asset("page.js")
    return _template().render(
        title=readings[0].report.headline or "A reading" if len(readings) == 1 else f"{len(readings)} readings",
        policy=(
            f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
            "base-uri 'none'; form-action 'none'"
        ),
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        sheets=[_sheet(reading, f"r{number}-") for number, reading in enumerate(readings, 1)],
        generator=readings[0].generator if readings else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One reading as the template wants it. `printed`: the text itself begins with the headline."""

    anchor: str
    reading: Reading
    headline: str
    printed: bool
    link: str | None
    passages: tuple[tuple[Passage, Markup], ...]
    cards: dict[str, list[Card]]


def _sheet(reading: Reading, prefix: str) -> Sheet:
    report = reading.report
    first = next(iter(report.text.strip().splitlines()), "An empty report")
    return Sheet(
        anchor=prefix.rstrip("-"),
        reading=reading,
        headline=report.headline or first,
        printed=" ".join(first.split()) == " ".join((report.headline or first).split()),
        link=report.url if report.url and report.url.startswith(("https://", "http://")) else None,
        passages=marked(reading, prefix),
        cards=cards(reading, prefix),
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FunctionLoader(_asset), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["visible"] = visible
    return environment.get_template("page.html.j2")


@cache
def _asset(name: str) -> str:
    return (files("dateline.publish.page") / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
