"""Joining a new report's records to those of its saga: tallies, incidents, plans, sayings.

Each record comes out `new`, `repeat`, `update` or `correction` against what was held before, and every
link is a row of `relations` with its reason. A new report touches its own story, and its saga's latest reports.
"""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from dateline.ledger import comparing, schema
from dateline.ledger.neighbours import Neighbours, Row, neighbours_of, saga_of
from dateline.ledger.schema import agenda, assignments, events, figures, relations, statements, texts
from dateline.resolve.across import incidents, plans, sayings, tallies
from dateline.resolve.across.corrections import in_correction

_WEIGHT = {"new": 0, "repeat": 1, "update": 2}
"""Which novelty a record has that is a repeat of one and an update of another: the weightier."""


MOST_OWN = 250
"""Records of one kind in one report that are compared with others and one another. By judgement: an article has
tens, and a page with thousands is a table or an attack, whose comparison grows with the square."""

_GROUPS = {"figures": ("tally", "T"), "events": ("incident", "I"), "agenda": ("plan", "P")}
"""What a kind of record is put under, and the letter that begins the name of one."""

_SAID_AGAIN = "the same speaker said the same"


def join_records(connection: sa.Connection, seq: int, story: str, *, correction: bool, afresh: bool = False) -> None:
    """Links and grades every record of a report that has just been written; `afresh` when others were just changed."""
    beside = neighbours_of(connection, seq, story, afresh=afresh)
    joining = _Joining(connection, beside, saga_of(connection, story), correction)
    joining.figures()
    joining.events()
    joining.agenda()
    joining.statements()
    joining.write()


class _Joining:
    """One report's records beside their neighbours; what is decided is written at the end."""

    def __init__(self, connection: sa.Connection, beside: Neighbours, saga: str | None, correction: bool) -> None:
        self._connection = connection
        self._beside = beside
        self._saga = saga
        self._correction = correction
        self._text: str = connection.execute(sa.select(texts.c.text).where(texts.c.report == beside.seq)).scalar_one()
        self._placed: dict[str, list[Row]] = {}
        self._log: list[Row] = []
        self._relations: dict[tuple[str, str, str], Row] = {}

    def figures(self) -> None:
        """Puts each figure into its tally and beside the latest figure of every counter there."""
        own = self._own(figures)
        if not own:
            return
        found = self._earlier(figures)
        earlier = list(zip(found, comparing.counts(found), strict=True))
        mine = comparing.counts(own)
        self._sums(own, mine)
        for row, count in zip(own, mine, strict=True):
            tally = next((other["tally"] for other, theirs in earlier if tallies.comparable(count, theirs)), None)
            name = tally or f"T{self._beside.seq}.{row['id']}"
            self._place(figures, "tally", row, name, self._beside_counters(row, count, earlier))
            earlier.insert(0, (row | {"tally": name}, count))

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

    def _sums(self, own: Sequence[Row], mine: Sequence[tallies.Count]) -> None:
        """Says of a total's first part whether all parts add up to it."""
        for row, whole in zip(own, mine, strict=True):
            said = tallies.sum_of_parts(whole, mine)
            part = next(
                (other for other, count in zip(own, mine, strict=True) if tallies.is_part_of(count, whole)), None
            )
            if said is not None and part is not None:
                self._relate("component-of", part, row, None, said)

    def events(self) -> None:
        """Joins each event to the incident it is nearly certainly a mention of."""
        own = self._own(events)
        if not own:
            return
        days = sorted({row["day"] for row in own if row["day"] is not None and row["day"] != row["printed"]})
        kinds = {(row["type"], row["status"]) for row in own}  # mentions of other kinds are never one with these
        found = self._earlier(events) + self._beside.events_on(self._connection, self._saga, days)
        parties = self._beside.parties(self._connection, sorted({row["report"] for row in found}))
        around = comparing.settings([*own, *found])
        told: dict[str, list[tuple[Row, incidents.Happening]]] = {}
        for other in reversed(found):
            if (other["type"], other["status"]) in kinds:
                theirs = self._beside.remembered(other, lambda row: comparing.happening(row, parties, around))
                told.setdefault(other["incident"], []).append((other, theirs))
        for row in own:
            mine = comparing.happening(row, parties, around)
            name, novelty = f"I{self._beside.seq}.{row['id']}", "new"
            score, place, other = self._most_alike(row, mine, told)
            if score >= incidents.CERTAIN:
                name, novelty = place, "repeat"
                reason = "nothing that both say differs, and they say it in the same words"
                self._relate("same", row, other, score, reason)
            elif score >= incidents.POSSIBLE:
                self._relate("possibly-same", row, other, score, "nothing that both say differs")
            self._place(events, "incident", row, name, novelty)
            told.setdefault(name, []).append((row, mine))

    def _most_alike(
        self, row: Row, mine: incidents.Happening, told: Mapping[str, Sequence[tuple[Row, incidents.Happening]]]
    ) -> tuple[float, str, Row]:
        """The incident that an event is most like, how alike, and the mention of it that is most alike."""
        best: tuple[float, str, Row] = (0.0, "", {})
        for incident, mentions in told.items():
            if (row["type"], row["status"]) != (mentions[0][0]["type"], mentions[0][0]["status"]):
                continue
            scores = [
                0.0 if _in_one_sentence(row, other) else incidents.sameness(mine, theirs) for other, theirs in mentions
            ]
            score = incidents.sameness_of_all(scores)
            if score > best[0]:
                best = score, incident, mentions[scores.index(max(scores))][0]
        return best

    def agenda(self) -> None:
        """Recognises a plan that was known, and says what changed about it."""
        own = self._own(agenda)
        if not own:
            return
        earlier = [(other, comparing.plan(other)) for other in self._earlier(agenda)]
        for row in own:
            mine = comparing.plan(row)
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
            self._place(agenda, "plan", row, name, novelty)
            earlier.insert(0, (row | {"plan": name}, mine))

    def statements(self) -> None:
        """Finds what a speaker said before, and what another speaker denies, disputes or confirms."""
        own = self._own(statements)
        if not own:
            return
        found = self._earlier(statements)
        earlier = [(other, _speaker(other), sayings.words(other["content"])) for other in found]
        for row in own:
            speaker, mine = _speaker(row), sayings.words(row["content"])
            novelty = "new"
            answer = sayings.ANSWERS.get(row["act"])
            corrects = in_correction(self._text, row["start"])
            for other, who, theirs in earlier:
                if corrects and _by_one_outlet(row, other) and sayings.answers(mine, theirs):
                    self._relate("corrects", row, other, None, "the paper's correction of what it had printed")
                    continue
                if who == speaker and sayings.said_again(mine, theirs):
                    is_new = sayings.changed(*(sayings.specifics(one["content"]) for one in (row, other)))
                    novelty = "update" if is_new else "repeat"
                    reason = "the same speaker said it with other numbers or names" if is_new else _SAID_AGAIN
                    self._relate(novelty, row, other, None, reason)
                    break
                if answer and who != speaker and other["act"] not in sayings.ANSWERS and sayings.answers(mine, theirs):
                    self._relate(answer, row, other, None, f"{answer} what another speaker says")
            self._place(statements, None, row, None, novelty)
            earlier.insert(0, (row, speaker, mine))

    def write(self) -> None:
        """Writes what was decided."""
        for name, placed in self._placed.items():
            table = schema.metadata.tables[name]
            changes = [key for key in placed[0] if key not in {"b_report", "b_id"}]
            update = table.update().where(
                table.c.report == sa.bindparam("b_report"), table.c.id == sa.bindparam("b_id")
            )
            self._connection.execute(update.values({key: sa.bindparam(key) for key in changes}), placed)
        for table, values in ((assignments, self._log), (relations, list(self._relations.values()))):
            if values:
                self._connection.execute(table.insert(), values)

    def _own(self, table: sa.Table) -> list[Row]:
        """The report's records that are compared; those beyond `MOST_OWN` are placed each by itself."""
        own = self._beside.of_report(self._connection, table)
        kind, letter = _GROUPS.get(table.name, (None, ""))
        for row in own[MOST_OWN:]:
            self._place(table, kind, row, f"{letter}{self._beside.seq}.{row['id']}" if kind else None, "new")
        return own[:MOST_OWN]

    def _earlier(self, table: sa.Table) -> list[Row]:
        return self._beside.earlier(self._connection, table)

    def _place(self, table: sa.Table, kind: str | None, row: Row, target: str | None, novelty: str) -> None:
        """Grades a record and puts it under its tally, incident or plan."""
        if (self._correction and novelty in {"new", "update"}) or in_correction(self._text, row["start"]):
            novelty = "correction"
        change: Row = {"b_report": row["report"], "b_id": row["id"], "novelty": novelty}
        if kind is not None:
            change[kind] = target
            self._log.append({"kind": kind, "item": _name(row), "target": target, "score": None, "reason": novelty})
        self._placed.setdefault(table.name, []).append(change)

    def _relate(self, kind: str, later: Row, earlier: Row, score: float | None, reason: str) -> None:
        link: Row = {"kind": kind, "later": _name(later), "earlier": _name(earlier), "score": score, "reason": reason}
        self._relations.setdefault((kind, _name(later), _name(earlier)), link)


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


def _speaker(row: Row) -> str:
    return str(row["name"] or row["source"] or "").lower()


def _name(row: Row) -> str:
    return f"{row['report_id']}/{row['id']}"
