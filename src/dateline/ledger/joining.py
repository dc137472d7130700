"""Joining a new report's records to those of its saga: tallies, incidents, plans, sayings.

Each record comes out `new`, `repeat`, `update` or `correction` against what was held before, and every
link is a row of `relations` with its reason. A new report touches its own story, and its saga's latest reports.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa

from dateline.ledger import comparing
from dateline.ledger.comparing import Parties, Row
from dateline.ledger.neighbours import Neighbours, pairs
from dateline.ledger.schema import agenda, events, figures, relations, statements
from dateline.resolve.across import incidents, plans, sayings, tallies
from dateline.resolve.across.corrections import in_correction

Form = TypeVar("Form")
Mentions = list[tuple[Row, incidents.Happening]]

_WEIGHT = {"new": 0, "repeat": 1, "update": 2}
"""Which novelty a record has that is a repeat of one and an update of another: the weightier."""


MOST_OWN = 250
"""Records of one kind in one report that are compared with others and one another. By judgement: an article has
tens, and a page with thousands is a table or an attack, whose comparison grows with the square."""

_GROUPS = {"figures": ("tally", "T"), "events": ("incident", "I"), "agenda": ("plan", "P")}
"""What a kind of record is put under, and the letter that begins the name of one."""

_SAID_AGAIN = "the same speaker said the same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """The records of the report that is joined, by table; every row also says what report it is of, and when and by whom printed."""

    seq: int
    text: str
    rows: Mapping[str, list[Row]]
    parties: Parties


def join_records(connection: sa.Connection, own: Own, beside: Neighbours, *, correction: bool) -> list[Row]:
    """Links and grades every record of a report: its row gets `novelty` and its group. Writes the relations.

    Returns what is to be logged: one assignment for each record that was put under something.
    """
    joining = _Joining(connection, own, beside, correction)
    joining.figures()
    joining.events()
    joining.agenda()
    joining.statements()
    return joining.write()


class _Joining:
    """One report's records beside their neighbours; what is decided is written at the end."""

    def __init__(self, connection: sa.Connection, own: Own, beside: Neighbours, correction: bool) -> None:
        self._connection = connection
        self._own_records = own
        self._beside = beside
        self._correction = correction
        self._text = own.text
        self._log: list[Row] = []
        self._relations: dict[tuple[str, str, str], Row] = {}

    def figures(self) -> None:
        """Puts each figure into its tally and beside the latest figure of every counter there."""
        own = self._own(figures, comparing.counts)
        if not own:
            return
        self._sums(own)
        earlier: dict[tuple[str, str | None], list[tuple[Row, tallies.Count]]] = {}
        for pair in self._earlier(figures, comparing.counts):
            earlier.setdefault((pair[1].measure, pair[1].unit), []).append(pair)
        for row, count in own:
            alike = earlier.setdefault((count.measure, count.unit), [])
            tally = next((other["tally"] for other, theirs in alike if tallies.comparable(count, theirs)), None)
            novelty = self._beside_counters(row, count, alike)
            self._place(figures, row, tally or f"T{self._beside.seq}.{row['id']}", novelty)
            alike.insert(0, (row, count))

    def _beside_counters(self, row: Row, count: tallies.Count, earlier: Sequence[tuple[Row, tallies.Count]]) -> str:
        """Relates a figure to the latest of each counter, population and role. Returns its novelty."""
        novelty = "new"
        seen: set[tuple[str | None, frozenset[str], tallies.Role]] = set()
        for other, theirs in earlier:
            uncounted = count.counter is None and theirs.value == count.value
            slot = (theirs.counter, tallies.population(theirs), theirs.role)
            if (slot in seen and not uncounted) or not tallies.worth_relating(count, theirs):
                continue
            seen.add(slot)
            relation = tallies.relation(count, theirs)
            if relation.kind == "update" and other["report"] == row["report"] and theirs.day == count.day:
                relation = tallies.Relation(kind="incomparable", reason="told side by side in one report, of one day")
            self._relate(relation.kind, row, other, None, relation.reason)
            if relation.kind == "update" and in_correction(self._text, row["start"]):
                self._relate("corrects", row, other, None, "a correction gives another figure")
            if relation.kind in {"update", "repeat"} and _WEIGHT[relation.kind] > _WEIGHT[novelty]:
                novelty = relation.kind
        return novelty

    def _sums(self, own: Sequence[tuple[Row, tallies.Count]]) -> None:
        """Says of a total's first part whether all parts add up to it."""
        counts = [count for _, count in own]
        for row, whole in own:
            said = tallies.sum_of_parts(whole, counts)
            part = next((other for other, count in own if tallies.is_part_of(count, whole)), None)
            if said is not None and part is not None:
                self._relate("component-of", part, row, None, said)

    def events(self) -> None:
        """Joins each event to the incident it is nearly certainly a mention of."""
        own = self._own(events, comparing.happenings)
        if not own:
            return
        days = sorted({row["day"] for row, _ in own if row["day"] is not None and row["day"] != row["printed"]})
        earlier = self._earlier(events, comparing.happenings) + self._beside.events_on(self._connection, days)
        told: dict[tuple[str, str], dict[str, Mentions]] = {_kind(mine): {} for _, mine in own}
        seen: dict[str, Mentions] = {}
        for other, theirs in reversed(earlier):
            if _kind(theirs) in told:  # mentions of other kinds are never one with these
                _tell(told, seen, other["incident"], (other, theirs))
        for row, mine in own:
            name, novelty = f"I{self._beside.seq}.{row['id']}", "new"
            score, place, other = _most_alike(row, mine, told[_kind(mine)])
            if score >= incidents.CERTAIN:
                name, novelty = place, "repeat"
                reason = "nothing that both say differs, and they say it in the same words"
                self._relate("same", row, other, score, reason)
            elif score >= incidents.POSSIBLE:
                self._relate("possibly-same", row, other, score, "nothing that both say differs")
            self._place(events, row, name, novelty)
            _tell(told, seen, name, (row, mine))

    def agenda(self) -> None:
        """Recognises a plan that was known, and says what changed about it."""
        own = self._own(agenda, comparing.appointments)
        if not own:
            return
        earlier = self._earlier(agenda, comparing.appointments)
        for row, mine in own:
            points = [(plans.agreement(mine, theirs), -place) for place, (_, theirs) in enumerate(earlier)]
            _, place = max(points, default=(0, 0))
            name, novelty = f"P{self._beside.seq}.{row['id']}", "new"
            if earlier and plans.is_same(mine, earlier[-place][1]):
                name, novelty = earlier[-place][0]["plan"], "repeat"
                mentions = [pair for pair in earlier if pair[0]["plan"] == name]
                change = plans.change(mine, [theirs for _, theirs in mentions])
                if change is not None:
                    novelty = "update"
                    self._relate(change[0], row, _stated(change[1], mentions), None, change[1])
            self._place(agenda, row, name, novelty)
            earlier.insert(0, (row, mine))

    def statements(self) -> None:
        """Finds what a speaker said before, and what another speaker denies, disputes or confirms."""
        own = self._own(statements, comparing.said)
        if not own:
            return
        earlier = self._earlier(statements, comparing.said)
        by_speaker: dict[str, list[tuple[Row, comparing.Saying]]] = {}
        for pair in earlier:
            by_speaker.setdefault(pair[1].speaker, []).append(pair)
        for row, mine in own:
            novelty = "new"
            answer = sayings.ANSWERS.get(row["act"])
            corrects = in_correction(self._text, row["start"])
            by_same = by_speaker.setdefault(mine.speaker, [])
            for other, theirs in earlier if answer or corrects else by_same:
                if corrects and _by_one_outlet(row, other) and sayings.answers(mine.words, theirs.words):
                    self._relate("corrects", row, other, None, "the paper's correction of what it had printed")
                    continue
                if theirs.speaker == mine.speaker:
                    if sayings.said_again(mine.words, theirs.words):
                        is_new = sayings.changed(*(sayings.specifics(one["content"]) for one in (row, other)))
                        novelty = "update" if is_new else "repeat"
                        reason = "the same speaker said it with other numbers or names" if is_new else _SAID_AGAIN
                        self._relate(novelty, row, other, None, reason)
                        break
                elif answer and other["act"] not in sayings.ANSWERS and sayings.answers(mine.words, theirs.words):
                    self._relate(answer, row, other, None, f"{answer} what another speaker says")
            self._place(statements, row, None, novelty)
            earlier.insert(0, (row, mine))
            by_same.insert(0, (row, mine))

    def write(self) -> list[Row]:
        """Writes the relations; returns the log."""
        if self._relations:
            self._connection.execute(_INSERT, list(self._relations.values()))
        return self._log

    def _own(self, table: sa.Table, form: Callable[[Sequence[Row], Parties], list[Form]]) -> list[tuple[Row, Form]]:
        """The report's records that are compared; those beyond `MOST_OWN` are placed each by itself."""
        own = self._own_records.rows[table.name]
        _, letter = _GROUPS.get(table.name, (None, ""))
        for row in own[MOST_OWN:]:
            self._place(table, row, f"{letter}{self._beside.seq}.{row['id']}", "new")
        found = pairs(own[:MOST_OWN], self._own_records.parties, form)
        if len(own) <= MOST_OWN:  # what is remembered of a report is all of it
            self._beside.memory.hold(table.name, {self._beside.seq: found[::-1]})
        return found

    def _earlier(self, table: sa.Table, form: Callable[[Sequence[Row], Parties], list[Form]]) -> list[tuple[Row, Form]]:
        return self._beside.earlier(self._connection, table, form)

    def _place(self, table: sa.Table, row: Row, target: str | None, novelty: str) -> None:
        """Grades a record and puts it under its tally, incident or plan."""
        if (self._correction and novelty in {"new", "update"}) or in_correction(self._text, row["start"]):
            novelty = "correction"
        row["novelty"] = novelty
        kind, _ = _GROUPS.get(table.name, (None, ""))
        if kind is not None:
            row[kind] = target
            self._log.append({"kind": kind, "item": _name(row), "target": target, "score": None, "reason": novelty})

    def _relate(self, kind: str, later: Row, earlier: Row, score: float | None, reason: str) -> None:
        link: Row = {"kind": kind, "later": _name(later), "earlier": _name(earlier), "score": score, "reason": reason}
        self._relations.setdefault((kind, _name(later), _name(earlier)), link)


def _kind(happening: incidents.Happening) -> tuple[str, str]:
    return happening.type, happening.status


def _tell(
    told: Mapping[tuple[str, str], dict[str, Mentions]],
    seen: dict[str, Mentions],
    incident: str,
    mention: tuple[Row, incidents.Happening],
) -> None:
    """Puts a mention under its incident, which is of the kind of its first mention."""
    if incident not in seen:
        seen[incident] = told[_kind(mention[1])][incident] = []
    seen[incident].append(mention)


def _most_alike(row: Row, mine: incidents.Happening, told: Mapping[str, Mentions]) -> tuple[float, str, Row]:
    """The incident that an event is most like, how alike, and the mention of it that is most alike."""
    best: tuple[float, str, Row] = (0.0, "", {})
    for incident, mentions in told.items():
        scores: list[float] = []
        for other, theirs in mentions:
            alike = 0.0 if _in_one_sentence(row, other) else incidents.sameness(mine, theirs)
            if not alike:  # unlike one mention of it, it is not of this incident
                break
            scores.append(alike)
        else:
            score = incidents.sameness_of_all(scores)
            if score > best[0]:
                best = score, incident, mentions[scores.index(max(scores))][0]
    return best


def _in_one_sentence(one: Row, other: Row) -> bool:
    """Whether two events share words of one report: told side by side, they are two."""
    return bool(one["report"] == other["report"] and one["start"] < other["end"] and other["start"] < one["end"])


def _by_one_outlet(one: Row, other: Row) -> bool:
    """Whether one outlet printed two records in two reports."""
    return bool(one["outlet"] and one["outlet"] == other["outlet"] and one["report"] != other["report"])


def _stated(reason: str, mentions: Sequence[tuple[Row, plans.Plan]]) -> Row:
    """The latest mention of a plan that states what was changed, its place or its day."""
    for row, plan in mentions:
        if (plan.where is not None or "place was" not in reason) and (plan.day is not None or "day was" not in reason):
            return row
    return mentions[0][0]


def _name(row: Row) -> str:
    return f"{row['report_id']}/{row['id']}"


_INSERT = relations.insert()
