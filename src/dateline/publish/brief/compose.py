"""What is new in a story since a day, who says so, what is disputed, planned, and gone quiet.

Every line is made of the fields of one or two records and carries their words. What a copy repeats,
what was known before the day, and what a sentence shown already says do not come again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from dateline.errors import InputError
from dateline.ledger import Filter, queries, series
from dateline.ledger.queries.form import Rows
from dateline.ledger.series import Happening
from dateline.ledger.testimony import Testimony, testify
from dateline.publish.brief.quiet import Silence, silences
from dateline.publish.brief.wording import dispute_line, event_line, figure_line, plan_line, statement_line
from dateline.resolve.across.tallies import RUNNING
from dateline.watch import tempo

MOST_LINES = 15
"""Lines in a section; the rest are counted, for a brief that is no brief is not read."""

FRESH_DAYS = 7
"""How many days before the brief's first day an event may lie to be news: older ones are background told again."""

DISPUTES = ("denies", "contradicts")
CHANGES = ("moved", "called-off")
_STANDINGS = ("named", "institution", "document", "anonymous-official", "anonymous", "outlet", "unattributed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing, in the fields of its records, with the testimony of each: the words and who vouches for them."""

    text: str
    evidence: tuple[Testimony, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines of one kind. `more` counts those left out."""

    name: str
    title: str
    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A story since a day: `reports` printed on the days from `since` to `until`, `voices` texts of theirs that are nobody's copy."""

    story: str
    headline: str | None
    since: str
    until: str
    reports: int
    voices: int
    outlets: tuple[str, ...]
    sections: tuple[Section, ...]


def brief(connection: Connection, story: str, since: str, until: str) -> Brief:
    """The brief of a story on the days from `since` to `until`. Raises InputError for a story that is not there."""
    told = next((row for row in queries.stories(connection, Filter(story=story))), None)
    if told is None:
        raise InputError(f"no story {story!r} in the ledger; `dateline stories` lists them")
    reports = queries.reports_of(connection, Filter(story=story))
    days = {row["id"]: row["day"] or row["added"][:10] for row in reports}
    fresh = [row for row in reports if since <= days[row["id"]] <= until]
    earlier = {row["family"] for row in reports if days[row["id"]] < since}
    composer = _Composer(connection, story, since, until, days, {row["id"] for row in fresh})
    return Brief(
        story=told["id"],
        headline=told["headline"],
        since=since,
        until=until,
        reports=len(fresh),
        voices=len({row["family"] for row in fresh} - earlier),
        outlets=tuple(sorted({row["outlet"] for row in fresh if row["outlet"]})),
        sections=tuple(composer.sections()),
    )


class _Composer:
    """The sections in their order; a sentence that one has shown is not shown again by the next."""

    def __init__(
        self, connection: Connection, story: str, since: str, until: str, days: dict[str, str], fresh: set[str]
    ) -> None:
        self._connection = connection
        self._where = Filter(story=story)
        self._since, self._until = since, until
        self._days, self._fresh = days, fresh
        self._shown: list[tuple[str, int, int]] = []

    def sections(self) -> Iterator[Section]:
        """The sections that have a line."""
        parts = (
            ("disputed", "What is disputed", self._disputes()),
            ("figures", "Figures, new and changed", self._figures()),
            ("planned", "What is planned", self._plans()),
            ("new", "What is new", self._events()),
            ("said", "Who says what", self._statements()),
            ("quiet", "What went quiet", self._silences()),
        )
        for name, title, lines in parts:
            found = list(lines)
            if found:
                kept = tuple(found[:MOST_LINES])
                yield Section(name=name, title=title, lines=kept, more=len(found) - len(kept))

    def _disputes(self) -> Iterator[Line]:
        links = self._links(DISPUTES)
        said = testify(self._connection, [name for _, later, earlier, _ in links for name in (later, earlier)])
        seen: set[tuple[str, ...]] = set()
        for kind, later, earlier, _ in links:
            if later not in said or earlier not in said:
                continue
            one, other = said[later], said[earlier]
            pair = (kind, str(one.facts.get("measure")), *sorted((_voucher(one), _voucher(other))))
            if pair in seen or _voucher(one) == _voucher(other):
                continue
            seen.add(pair)
            yield self._line(dispute_line(kind, (one.facts, _voucher(one)), (other.facts, _voucher(other))), one, other)

    def _figures(self) -> Iterator[Line]:
        """New figures by the same counter, and the first running figures of a counter."""
        rows = [row for row in queries.figures(self._connection, self._where) if self._is_fresh(row["id"])]
        updates = {
            later: earlier
            for _, later, earlier, _ in self._links(("update",))
            if later.partition("/")[0] != earlier.partition("/")[0]  # figures side by side are no revision
        }
        new = [
            row["id"]
            for row in rows
            if row["novelty"] in {"new", "correction"} and row["counter"] and row["measure"] in RUNNING
        ]
        wanted = [*updates, *(name for name in new if name not in updates)]
        said = testify(self._connection, [*wanted, *updates.values()])
        seen: set[str] = set()
        for name in wanted:
            earlier = said.get(updates.get(name, ""))
            if name not in said or said[name].rejected:
                continue
            text = figure_line(said[name].facts, earlier.facts if earlier else None)
            if text not in seen:
                seen.add(text)
                yield self._line(text, *(one for one in (said[name], earlier) if one is not None))

    def _plans(self) -> Iterator[Line]:
        """Plans that are new or changed, with a day or a place; one that only was repeated is not news."""
        rows = [row for row in queries.agenda(self._connection, self._where) if self._is_fresh(row["id"])]
        changed = {later: (kind, earlier, reason) for kind, later, earlier, reason in self._links(CHANGES)}
        names = [
            row["id"]
            for row in rows
            if row["id"] in changed
            or (row["novelty"] in {"new", "update", "correction"} and (row["when"] or row["where"]))
        ]
        said = testify(self._connection, [*names, *(earlier for _, earlier, _ in changed.values())])
        for name in names:
            if name not in said or said[name].rejected or self._is_shown(said[name]):
                continue
            kind, earlier, reason = changed.get(name, (None, "", None))
            text = plan_line(said[name].facts, kind, reason)
            yield self._line(text, *(one for one in (said[name], said.get(earlier)) if one is not None))

    def _events(self) -> Iterator[Line]:
        """Happenings first known in these days between known parties: those with a day first, conflict first."""
        told = [one for one in series.mentions(self._connection, self._where) if one.known <= self._until]
        found = [
            happening
            for happening in tempo.happenings(told)
            if self._since <= happening.known
            and tempo.earlier(self._since, FRESH_DAYS) <= happening.day
            and happening.coded
        ]
        found = [happening for happening in found if not any(_is_told_by(happening, other) for other in found)]
        found.sort(key=lambda h: (not h.dated, -h.quad, h.goldstein or 0.0, h.day, h.incidents))
        said = testify(self._connection, [happening.events[0] for happening in found])
        rows = {row["id"]: row for row in queries.timeline(self._connection, self._where) if row["id"] in said}
        for happening in found:
            witness, row = said.get(happening.events[0]), rows.get(happening.events[0])
            if witness is not None and row is not None and not self._is_shown(witness):
                yield self._line(event_line(row, happening.day, dated=happening.dated), witness)

    def _statements(self) -> Iterator[Line]:
        """What was said for the first time, the most openly named first."""
        rows = [
            row
            for row in queries.statements(self._connection, self._where)
            if self._is_fresh(row["id"]) and row["novelty"] == "new" and row["content"] and row["speaker"]
        ]
        rows.sort(key=lambda row: (_STANDINGS.index(row["standing"]), row["day"] or "", row["id"]))
        said = testify(self._connection, [row["id"] for row in rows])
        for row in rows:
            witness = said.get(row["id"])
            if witness is not None and not witness.rejected and not self._is_shown(witness):
                yield self._line(statement_line(row), witness)

    def _silences(self) -> Iterator[Line]:
        found: list[Silence] = list(silences(self._connection, self._where, self._since, self._until))
        said = testify(self._connection, [silence.record for silence in found])
        for silence in found:
            if silence.record in said:
                yield Line(text=silence.text, evidence=(said[silence.record],))

    def _links(self, kinds: Iterable[str]) -> list[tuple[str, str, str, str]]:
        """Relations of some kinds whose later record is fresh: kind, later, earlier, reason; of several the first."""
        found: dict[str, tuple[str, str, str, str]] = {}
        for kind in kinds:
            rows: Rows = queries.relations_of(self._connection, Filter(story=self._where.story, type=kind))
            for row in rows:
                if self._is_fresh(row["later"]):
                    found.setdefault(row["later"], (kind, row["later"], row["earlier"], row["reason"]))
        return list(found.values())

    def _line(self, text: str, *evidence: Testimony) -> Line:
        self._shown.extend((one.record.partition("/")[0], one.start, one.end) for one in evidence)
        return Line(text=text, evidence=evidence)

    def _is_fresh(self, record: str) -> bool:
        return record.partition("/")[0] in self._fresh

    def _is_shown(self, witness: Testimony) -> bool:
        """Whether most of a record's words were quoted already."""
        report = witness.record.partition("/")[0]
        return any(
            report == other and min(end, witness.end) - max(start, witness.start) > (witness.end - witness.start) / 2
            for other, start, end in self._shown
        )


def _is_told_by(one: Happening, other: Happening) -> bool:
    """Whether another happening of the day and type has all the parties of this one and more: a mention in passing."""
    parties, others = {*one.actors, *one.recipients}, {*other.actors, *other.recipients}
    return (one.day, one.type) == (other.day, other.type) and parties < others and one.where in {None, other.where}


def _voucher(one: Testimony) -> str:
    """Whose figure or statement it is: a figure's counter before whoever reports it."""
    return str(one.facts.get("counter") or one.speaker)
