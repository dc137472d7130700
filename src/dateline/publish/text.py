"""A reading for the terminal: 80 columns, the same words with and without colour."""

from collections import Counter
from collections.abc import Iterable, Iterator
from io import StringIO
from textwrap import shorten
from typing import Literal

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.publish import words
from dateline.records import Appointment, Event, Figure, Reading, Statement

WIDTH = 80
TITLE_LENGTH = 100  # characters of a first paragraph that stand in for a missing headline
STATEMENT, EVENT, FIGURE, QUIET = "blue", "green", "yellow", "dim"
_ID_COLUMN = 4


def rendered(reading: Reading, *, colour: bool = False) -> str:
    """The reading as lines of at most 80 columns: what it is, then its records, then what failed.

    Characters that would move a terminal's cursor are shown as �, whatever the report holds.
    """
    return _printed(_head(reading), *_sections(reading), colour=colour)


def explained(event: Event, rules: tuple[str, ...], *, colour: bool = False) -> str:
    """An event with the frame and the rules that made it, in the order in which they decided."""
    reasons = Table.grid(padding=(0, 1))
    for number, rule in enumerate(rules, 1):
        reasons.add_row(Text(f"{number}.", QUIET), Text(_safe(rule)))
    facts = Table.grid(padding=(0, 2))
    for name, value in _facts(event):
        facts.add_row(Text(name, QUIET), Text(_safe(value)))
    head = Text.assemble((event.id, "bold"), " ", (event.type, f"bold {EVENT}"), f" {event.status}")
    quote = Padding(Text(f"“{_safe(event.evidence.text)}”"), (0, 0, 1, 0))
    return _printed(head, quote, facts, Text("\nDecided by", "bold"), reasons, colour=colour)


def _facts(event: Event) -> Iterator[tuple[str, str]]:
    yield "words", f"“{event.trigger.text}” at {event.trigger.start}:{event.trigger.end}"
    yield "actors", words.parties_explained(event.actors)
    yield "recipients", words.parties_explained(event.recipients)
    yield "mode", event.mode or "none"
    if event.contexts:
        yield "contexts", ", ".join(event.contexts)
    yield "cameo", event.cameo or "none"
    if event.goldstein is not None:
        yield "goldstein", f"{event.goldstein:g}"
    if event.when is not None:
        yield "when", f"{words.when(event.when)}, {event.when.basis}"
    if event.where is not None:
        yield "where", words.where(event.where)
    yield "vouched by", ", ".join(event.vouched_by) or "the outlet's own voice"


def _printed(*parts: object, colour: bool) -> str:
    buffer = StringIO()
    system: Literal["standard"] | None = "standard" if colour else None
    console = Console(
        file=buffer, width=WIDTH, force_terminal=colour, color_system=system, highlight=False, markup=False,
        emoji=False, legacy_windows=False,
    )  # fmt: skip
    console.print(Group(*parts))  # type: ignore[arg-type]
    lines = buffer.getvalue().split("\n")
    return "\n".join(line.rstrip() for line in lines)


def _head(reading: Reading) -> Group:
    report = reading.report
    title = report.headline or shorten(report.text, TITLE_LENGTH, placeholder=" …") or "(empty report)"
    published = f"{report.published} ({report.published_basis})" if report.published else "date unknown"
    facts = [report.outlet or "outlet unknown", published, f"{len(report.text.split()):,} words"]
    lines = [Text(_safe(title), "bold"), Text(_safe(" · ".join(facts)), QUIET)]
    if report.byline:
        lines.append(Text(_safe("by " + ", ".join(report.byline)), QUIET))
    if report.url:
        lines.append(Text(_safe(report.url), QUIET))
    return Group(*lines)


def _sections(reading: Reading) -> Iterator[Group]:
    names, outlet = words.speakers(reading), reading.report.outlet
    yield _section("statements", STATEMENT, [(s.id, _statement(s)) for s in reading.statements])
    yield _section("events", EVENT, [(e.id, _event(e, words.vouchers(e, names, outlet))) for e in reading.events])
    yield _section("figures", FIGURE, [(f.id, _figure(f)) for f in reading.figures])
    yield _section("agenda", QUIET, [(a.id, _appointment(a, words.vouchers(a, names, outlet))) for a in reading.agenda])
    yield _warnings(reading)


def _section(name: str, style: str, rows: Iterable[tuple[str, Text]]) -> Group:
    table = Table.grid(padding=(0, 1))
    table.add_column(width=_ID_COLUMN, justify="right")
    table.add_column()
    rows = list(rows)
    for id_, body in rows:
        table.add_row(Text(id_, style), body)
    title = Text.assemble("\n", (name.upper(), f"bold {style}"), (f" {len(rows)}", QUIET))
    return Group(title, table) if rows else Group(title)


def _statement(statement: Statement) -> Text:
    source = statement.source
    speaker = words.party(source) if source is not None else "(nobody named)"
    body = Text()
    body.append(_safe(speaker), "bold")
    if source is not None and source.role and source.role.casefold() not in speaker.casefold():
        body.append(", " + _safe(source.role))
    body.append(f"  [{words.standing(source)}]", STATEMENT)
    body.append(f" {statement.act}")
    if statement.content:
        body.append("\n" + _safe(f"“{words.quotation(statement.content)}”"))
    tail = []
    if statement.via is not None:
        tail.append(f"via {words.party(statement.via)}")
    if statement.said_on is not None:
        tail.append(words.when(statement.said_on))
    if statement.hedge:
        tail.append("hedged: " + ", ".join(span.text for span in statement.hedge))
    if statement.parent is not None:
        tail.append(f"inside {statement.parent}")
    return _tailed(body, tail)


def _event(event: Event, vouchers: str) -> Text:
    body = Text()
    body.append(_safe(words.parties(event.actors)), "bold")
    body.append(" → ")
    body.append(_safe(words.parties(event.recipients)), "bold")
    body.append(f"  {event.type}", EVENT)
    body.append(f"/{event.mode}" if event.mode else "", EVENT)
    body.append(f" {event.status}")
    body.append("\n" + _safe(f"“{event.evidence.text}”"))
    tail = [words.when(event.when)] if event.when is not None else []
    if event.where is not None:
        tail.append(words.where(event.where))
    if event.figures:
        tail.append(", ".join(event.figures))
    tail.append(f"says {vouchers}")
    return _tailed(body, tail)


def _figure(figure: Figure) -> Text:
    body = Text()
    body.append(_safe(words.amount(figure)), "bold")
    body.append(f"  {figure.measure}", FIGURE)
    if figure.of is not None:
        body.append(" of " + _safe(f"“{figure.of.text}”"))
    tail = [counter] if (counter := words.counted(figure)) else []
    if figure.as_of is not None:
        tail.append(f"as of {words.when(figure.as_of)}")
    if figure.where is not None:
        tail.append(words.where(figure.where))
    return _tailed(body, tail)


def _appointment(appointment: Appointment, vouchers: str) -> Text:
    body = Text(_safe(appointment.what.text), "bold")
    body.append(f"  {appointment.status}", QUIET)
    tail = [words.when(appointment.when)] if appointment.when is not None else []
    if appointment.where is not None:
        tail.append(words.where(appointment.where))
    if appointment.parties:
        tail.append(words.parties(appointment.parties))
    tail.append(f"says {vouchers}")
    return _tailed(body, tail)


def _tailed(body: Text, tail: list[str]) -> Text:
    if tail:
        body.append("\n" + _safe(" · ".join(tail)), QUIET)
    return body


def _warnings(reading: Reading) -> Group:
    """One line for each kind of warning, with the words it concerns."""
    if not reading.warnings:
        return Group()
    counts = Counter(notice.code for notice in reading.warnings)
    lines = [Text.assemble("\n", ("WARNINGS", "bold red"), (f" {len(reading.warnings)}", QUIET))]
    for code, count in counts.items():
        notices = [notice for notice in reading.warnings if notice.code == code]
        line = notices[0].message
        if count > 1:
            about = ", ".join(dict.fromkeys(f"“{n.span.text}”" for n in notices if n.span is not None))
            line = f"{code} ×{count}: {about}" if about else f"{code} ×{count}: {line}"
        lines.append(Text(_safe(line)))
    return Group(lines[0], Padding(Group(*lines[1:]), (0, 0, 0, _ID_COLUMN + 1)))


def _safe(words_: str) -> str:
    """One line without anything a terminal would act on: controls, escapes, direction overrides."""
    return "".join(c if c.isprintable() else "�" for c in " ".join(words_.split()))
