"""The page itself: template, style and script put together under a policy that names them by hash."""

import base64
import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from dateline.publish.page.cards import Card, cards
from dateline.publish.page.characters import html, visible
from dateline.publish.page.marks import marks
from dateline.publish.page.segments import Mark, segments
from dateline.records import Passage, Reading


def page(readings: Sequence[Reading]) -> str:
    """One HTML page that holds every reading: its text under marks, its records, its warnings.

    Works without script and without a network: style and script are inside and no address is
    loaded. Everything from a report is escaped; a policy forbids any script but the page's own.
    """
    style, script = _asset("page.css"), _asset("page.js")
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
    named: set[str] = set()
    shares = _shares(report.passages, marks(reading, prefix))
    passages = tuple(
        (passage, _passage(report.text, passage, share, named))
        for passage, share in zip(report.passages, shares, strict=True)
    )
    return Sheet(
        anchor=prefix.rstrip("-"),
        reading=reading,
        headline=report.headline or first,
        printed=" ".join(first.split()) == " ".join((report.headline or first).split()),
        link=report.url if report.url and report.url.startswith(("https://", "http://")) else None,
        passages=passages,
        cards=cards(reading, prefix),
    )


def _shares(passages: Sequence[Passage], all_marks: Sequence[Mark]) -> list[list[Mark]]:
    """For each passage the marks that lie in it, wholly or in part."""
    starts = [passage.start for passage in passages]
    shares: list[list[Mark]] = [[] for _ in passages]
    for mark in all_marks:
        for index in range(bisect_right(starts, mark.start) - 1, bisect_left(starts, mark.end)):
            shares[index].append(mark)
    return shares


def _passage(text: str, passage: Passage, share: Sequence[Mark], named: set[str]) -> Markup:
    """A passage's text as HTML: plain pieces, and links to the records that lie over the others.

    Only the first piece of a record takes a stop of the Tab key; `named` holds those that had one.
    """
    parts: list[Markup] = []
    for segment in segments(passage.start, passage.end, share):
        words = html(text[segment.start : segment.end])
        place = Markup('data-a="{}" data-b="{}"').format(segment.start, segment.end)
        if not segment.marks:
            parts.append(Markup("<span {}>{}</span>").format(place, words))
            continue
        targets = list(dict.fromkeys(mark.target for mark in segment.marks))
        kinds = " ".join(sorted({mark.kind for mark in segment.marks}))
        stop = Markup("") if any(target not in named for target in targets) else Markup(' tabindex="-1"')
        named.update(targets)
        parts.append(
            Markup('<a class="{}" href="#{}" data-to="{}" {}{}>{}</a>').format(
                kinds, targets[0], " ".join(targets), place, stop, words
            )
        )
    return Markup("").join(parts)


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["visible"] = visible
    return environment.from_string(_asset("page.html.j2"))


@cache
def _asset(name: str) -> str:
    return (files("dateline.publish.page") / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
