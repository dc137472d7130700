"""Joining a new report's records to those of its story: tallies, incidents, plans, sayings.

Each record comes out `new`, `repeat`, `update` or `correction` against what the story already
held, and every link is a row of `relations` with its reason. A new report touches its own story.
"""

from typing import Any

import sqlalchemy as sa

from dateline.ledger import rows, schema
from dateline.ledger.filters import kept
from dateline.ledger.schema import agenda, assignments, event_parties, events, figures, relations, reports, statements
from dateline.resolve.across import incidents, sayings, tallies

Row = dict[str, Any]
_NEIGHBOURS = 300
"""Earlier records of one kind compared with a new one, the latest first: a bound on cost, so an older match is missed."""


def join_records(connection: sa.Connection, seq: int, story: str, *, correction: bool) -> None:
    """Links and grades every record of a report that has just been written."""
    joining = _Joining(connection, seq, story, correction)
    joining.figures()
    joining.events()
    joining.agenda()
    joining.statements()
    joining.write()


class _Joining:
    """One report's records beside those of its story; what is decided is written at the end."""

    def __init__(self, connection: sa.Connection, seq: int, story: str, correction: bool) -> None:
        self._connection = connection
        self._seq = seq
        self._story = story
        self._correction = correction
        self._placed: dict[str, list[Row]] = {}
        self._log: list[Row] = []
        self._relations: list[Row] = []

    def figures(self) -> None:
        """Puts each figure into its tally and beside the latest figure of every counter there."""
        earlier = [(other, _count(other)) for other in self._of_story(figures)]
        for row in self._of_report(figures):
            mine = _count(row)
            tally = [pair for pair in earlier if tallies.comparable(mine, pair[1])]
            name = tally[0][0]["tally"] if tally else f"T{self._seq}.{row['id']}"
            novelty = "new"
            seen: set[tuple[str | None, frozenset[str]]] = set()
            for other, theirs in tally:
                slot = (theirs.counter, tallies.population(theirs))
                if slot in seen:
                    continue
                seen.add(slot)
                relation = tallies.relation(mine, theirs)
                self._relate(relation.kind, row, other, None, relation.reason)
                if relation.kind == "update":
                    novelty = "update"
                elif relation.kind == "repeat" and novelty == "new":
                    novelty = "repeat"
            self._place(figures, "tally", row, name, novelty)
            earlier.insert(0, (row | {"tally": name}, mine))

    def events(self) -> None:
        """Joins each event to the incident it is nearly certainly a mention of."""
        parties = self._parties()
        earlier = [(other, _happening(other, parties)) for other in self._of_story(events)]
        for row in self._of_report(events):
            mine = _happening(row, parties)
            scores = [(incidents.sameness(mine, theirs), -i) for i, (_, theirs) in enumerate(earlier)]
            score, place = max(scores, default=(0.0, 0))
            name, novelty = f"I{self._seq}.{row['id']}", "new"
            if score >= incidents.CERTAIN:
                other = earlier[-place][0]
                name, novelty = other["incident"], "repeat"
                self._relate("same", row, other, score, "day, parties and place agree")
            elif score >= incidents.POSSIBLE:
                self._relate("possibly-same", row, earlier[-place][0], score, "nothing that both say differs")
            self._place(events, "incident", row, name, novelty)
            earlier.append((row | {"incident": name}, mine))

    def agenda(self) -> None:
        """Recognises a plan that was known, and says what changed about it."""
        earlier = self._of_story(agenda)
        for row in self._of_report(agenda):
            known = next((other for other in earlier if _same_plan(row, other)), None)
            name, novelty = f"P{self._seq}.{row['id']}", "new"
            if known is not None:
                name, novelty = known["plan"], "repeat"
                change = _plan_change(row, known)
                if change:
                    novelty = "update"
                    self._relate("called-off" if row["status"] == "called-off" else "moved", row, known, None, change)
            self._place(agenda, "plan", row, name, novelty)
            earlier.insert(0, row | {"plan": name})

    def statements(self) -> None:
        """Finds what a speaker said before, and what a denial denies."""
        earlier = [(other, sayings.words(other["content"])) for other in self._of_story(statements)]
        for row in self._of_report(statements):
            mine = sayings.words(row["content"])
            novelty = "new"
            for other, theirs in earlier:
                same = _speaker(other) == _speaker(row)
                if same and sayings.said_again(mine, theirs):
                    novelty = "repeat"
                    self._relate("repeat", row, other, None, "the same speaker said the same")
                    break
                if row["act"] == "deny" != other["act"] and not same and sayings.denies(mine, theirs):
                    self._relate("denies", row, other, None, "denies what another speaker asserts")
            self._place(statements, None, row, None, novelty)

    def write(self) -> None:
        """Writes what was decided."""
        for name, placed in self._placed.items():
            table = schema.metadata.tables[name]
            changes = [key for key in placed[0] if key not in {"b_report", "b_id"}]
            update = table.update().where(
                table.c.report == sa.bindparam("b_report"), table.c.id == sa.bindparam("b_id")
            )
            self._connection.execute(update.values({key: sa.bindparam(key) for key in changes}), placed)
        for table, values in ((assignments, self._log), (relations, self._relations)):
            if values:
                self._connection.execute(table.insert(), values)

    def _place(self, table: sa.Table, kind: str | None, row: Row, target: str | None, novelty: str) -> None:
        """Grades a record and puts it under its tally, incident or plan."""
        if self._correction and novelty in {"new", "update"}:
            novelty = "correction"
        change: Row = {"b_report": row["report"], "b_id": row["id"], "novelty": novelty}
        if kind is not None:
            change[kind] = target
            self._log.append({"kind": kind, "item": _name(row), "target": target, "score": None, "reason": novelty})
        self._placed.setdefault(table.name, []).append(change)

    def _relate(self, kind: str, later: Row, earlier: Row, score: float | None, reason: str) -> None:
        link = {"kind": kind, "later": _name(later), "earlier": _name(earlier), "score": score, "reason": reason}
        self._relations.append(link)

    def _of_report(self, table: sa.Table) -> list[Row]:
        query = self._records(table).where(table.c.report == self._seq).order_by(table.c.place_in_order)
        return [dict(row) for row in self._connection.execute(query).mappings()]

    def _of_story(self, table: sa.Table) -> list[Row]:
        """The story's earlier records of one kind, the latest first; a copy's own are not asked."""
        joined = [table.c[kind].is_not(None) for kind in ("incident", "tally", "plan") if kind in table.c]
        query = (
            self._records(table)
            .where(reports.c.story == self._story, table.c.report < self._seq, *joined)
            .order_by(table.c.report.desc(), table.c.place_in_order.desc())
            .limit(_NEIGHBOURS)
        )
        return [dict(row) for row in self._connection.execute(query).mappings()]

    def _records(self, table: sa.Table) -> sa.Select[Any]:
        joined = sa.select(table, reports.c.day.label("printed"), reports.c.id.label("report_id"))
        return joined.join(reports, reports.c.seq == table.c.report).where(kept(table.c.review))

    def _parties(self) -> dict[tuple[int, str], list[tuple[str, str]]]:
        """Role and country of every party of the story's events, by report and event."""
        party = event_parties.c
        query = (
            sa.select(party.report, party.event, party.role, party.country)
            .join(reports, reports.c.seq == party.report)
            .where(reports.c.story == self._story, party.country.is_not(None))
            .order_by(party.report.desc())
            .limit(4 * _NEIGHBOURS)
        )
        found: dict[tuple[int, str], list[tuple[str, str]]] = {}
        for report, event, role, country in self._connection.execute(query):
            found.setdefault((report, event), []).append((role, country))
        return found


def _count(row: Row) -> tallies.Count:
    return tallies.Count(
        measure=row["measure"],
        unit=row["unit"],
        value=row["value"],
        low=row["low"],
        high=row["high"],
        bound=row["bound"],
        basis=row["basis"],
        of=row["of"],
        counter=row["counter"],
        day=rows.day(row["as_of"]) or row["printed"],
        country=row["country"],
    )


def _happening(row: Row, parties: dict[tuple[int, str], list[tuple[str, str]]]) -> incidents.Happening:
    found = parties.get((row["report"], row["id"]), [])
    return incidents.Happening(
        type=row["type"],
        status=row["status"],
        day=row["day"],
        actors=frozenset(country for role, country in found if role == "actor"),
        recipients=frozenset(country for role, country in found if role == "recipient"),
        country=row["country"],
        where=row["where"],
        trigger=row["trigger"],
    )


def _same_plan(one: Row, other: Row) -> bool:
    """Whether two appointments are one plan: the same kind of thing between the same parties."""
    if one["plan"] is not None and one["plan"] == other["plan"]:
        return True
    kinds = sayings.words(one["what"]) & sayings.words(other["what"])
    parties = sayings.words(one["parties"]) & sayings.words(other["parties"])
    neither = not one["parties"] and not other["parties"]
    return bool(kinds) and (bool(parties) or neither)


def _plan_change(later: Row, earlier: Row) -> str | None:
    """What changed about a plan, in words; None when nothing did."""
    changes = [
        f"{name} was {earlier[key]}, is {later[key]}"
        for key, name in (("status", "status"), ("day", "day"), ("where", "place"))
        if later[key] != earlier[key] and later[key] is not None and earlier[key] is not None
    ]
    return "; ".join(changes) or None


def _speaker(row: Row) -> str:
    return str(row["name"] or row["source"] or "").lower()


def _name(row: Row) -> str:
    return f"{row['report_id']}/{row['id']}"
