"""The sample reports as a ledger tells them, and what of a second day's reports is new: what a reader of them would say."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from dateline.ledger import Ledger
from dateline.ledger.schema import RECORDS, figures, reports, stories
from dateline.pipeline import Reader
from dateline.records import Reading

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = len("2026-02-04")
TOLLS = (
    "2026-01-13-meridian-wire-toll",
    "2026-01-14-harbour-times-toll",
    "2026-01-15-harbour-times-correction",
    "2026-01-21-meridian-wire-two-tolls",
)
TALKS = (
    "2026-02-02-gulf-courier-istanbul",
    "2026-02-03-meridian-wire-drone",
    "2026-02-04-capital-live-page",
    "2026-02-04-daily-torch-carrier",
    "2026-02-04-meridian-wire-muscat",
    "2026-02-04-northgate-post-drone",
    "2026-02-05-atlantic-ledger-pasted",
    "2026-02-05-gulf-courier-moved-to-oman",
)
ELSEWHERE = "2026-02-05-final-whistle-derby"


class Told:
    """The examples in a ledger, each known by the name of its file."""

    def __init__(self, ledger: Ledger, reader: Reader) -> None:
        self.ledger = ledger
        self.report: dict[str, str] = {}
        for path in sorted(path for path in EXAMPLES.iterdir() if path.stem[:1].isdigit()):
            read = reader.read(str(path))
            if read.report.published is None:  # a pasted text and a page without metadata: the name gives the day
                read = reader.read(str(path), published=path.name[:DAY])
            self.report[path.stem] = ledger.add(read, now=f"{path.name[:DAY]}T20:00:00Z").report
        self.row = {row["id"]: row for row in ledger.reports()}

    def of(self, name: str) -> dict[str, Any]:
        return self.row[self.report[name]]

    def saga(self, name: str) -> str:
        query = sa.select(stories.c.saga).where(stories.c.id == self.of(name)["story"])
        return str(self.ledger.ask(lambda connection: connection.execute(query).scalar_one()))

    def relations(self, kind: str) -> list[dict[str, Any]]:
        return [row for row in self.ledger.relations() if row["kind"] == kind]

    def record(self, name: str) -> dict[str, Any]:
        report, _, number = name.partition("/")
        table = RECORDS[number[0]]
        query = sa.select(table).join(reports, reports.c.seq == table.c.report)
        query = query.where(reports.c.id == report, table.c.id == number)
        return dict(self.ledger.ask(lambda connection: connection.execute(query).mappings().one()))


@pytest.fixture(scope="module")
def told(reader: Reader) -> Iterator[Told]:
    with Ledger("sqlite://") as ledger:
        yield Told(ledger, reader)


def test_reports_of_the_crisis_are_one_saga_and_the_match_is_none_of_it(told: Told) -> None:
    sagas = {name: told.saga(name) for name in told.report}
    crisis = {saga for name, saga in sagas.items() if name != ELSEWHERE}
    assert len(crisis) == 1
    assert sagas[ELSEWHERE] not in crisis


def test_the_tolls_are_one_episode_and_the_talks_another(told: Told) -> None:
    [tolls], [talks] = ({told.of(name)["story"] for name in names} for names in (TOLLS, TALKS))
    assert tolls != talks


def test_reprinted_wire_copy_counts_once(told: Told) -> None:
    assert told.of("2026-02-04-northgate-post-drone")["family"] == told.of("2026-02-03-meridian-wire-drone")["family"]
    talks = next(row for row in told.ledger.stories() if row["id"] == told.of(TALKS[0])["story"])
    assert talks["reports"] == len(TALKS)
    assert talks["voices"] == len(TALKS) - 1


def test_two_death_tolls_stand_as_two_counters_in_one_tally(told: Told) -> None:
    query = sa.select(figures.c.tally, figures.c.counter).where(figures.c.value.in_([4519, 3117]))
    rows = told.ledger.ask(lambda connection: connection.execute(query).all())
    assert len({row.tally for row in rows}) == 1
    assert {"Human Rights Activists News Agency", "Martyrs Foundation"} <= {row.counter for row in rows}


def test_contradictions_are_between_the_state_and_those_who_count_against_it(told: Told) -> None:
    disputes = told.relations("contradicts")
    pairs = [{told.record(row[end])["value"] for end in ("later", "earlier")} for row in disputes]
    assert {3117, 4519} in pairs
    assert {3117, 6854} in pairs
    assert all(3117 in pair for pair in pairs)


def test_moved_meeting_shows_as_moved_once_and_every_report_of_it_is_of_one_plan(told: Told) -> None:
    [move] = told.relations("moved")
    assert move["reason"] == "place was Istanbul, is Muscat"
    plan = told.record(move["later"])["plan"]
    assert told.record(move["earlier"])["plan"] == plan
    query = sa.select(sa.func.count(sa.distinct(RECORDS["a"].c.report))).where(RECORDS["a"].c.plan == plan)
    assert told.ledger.ask(lambda connection: connection.execute(query).scalar_one()) >= 5


def test_next_days_correction_supersedes_what_it_corrects(told: Told) -> None:
    [correction] = told.relations("corrects")
    later, earlier = told.record(correction["later"]), told.record(correction["earlier"])
    assert correction["later"].startswith(told.report["2026-01-15-harbour-times-correction"])
    assert correction["earlier"].startswith(told.report["2026-01-14-harbour-times-toll"])
    assert later["novelty"] == "correction"
    assert "tenfold" in earlier["content"]


def test_background_mention_of_the_drone_adds_no_incident(told: Told) -> None:
    table = RECORDS["e"]
    shot = sa.and_(
        table.c.type == "ASSAULT", table.c.recipients.contains("Iranian drone"), table.c.incident.is_not(None)
    )
    query = sa.select(table.c.incident, table.c.novelty).where(shot)
    rows = told.ledger.ask(lambda connection: connection.execute(query).all())
    assert len(rows) >= 3
    assert len({row.incident for row in rows}) == 1
    assert [row.novelty for row in rows].count("new") == 1


FIRST_DAY = """Twelve killed in market explosion in Quetta

QUETTA, Pakistan, March 2 (Meridian) - At least 12 people were killed in an explosion at a market in Quetta on Monday, the provincial health ministry said.

Interior Minister Mohsin Naqvi said that the attackers would be brought to justice.

Talks between Pakistan and Afghanistan will be held in Doha on Thursday, the foreign ministry said.
"""
BROADSHEET = """Toll in Quetta rises to 19

At least 19 people were killed in an explosion at a market in Quetta on Monday, the provincial health ministry said on Tuesday, raising its count from 12.

Interior Minister Mohsin Naqvi said that the attackers would be brought to justice. He visited the wounded in hospital on Tuesday.

The Afghan government denied that the attackers would be sheltered in Afghanistan.

Police arrested six people in Quetta on Tuesday.
"""
TABLOID = """Hospital in Quetta counts 27 dead

At least 27 people were killed in the explosion at a market in Quetta on Monday, the Bolan Medical Complex hospital said on Tuesday. The provincial health ministry put the number of dead at 19.

Talks between Pakistan and Afghanistan will be held in Istanbul on Thursday, the foreign ministry said.

Correction: A report on Monday said that the explosion was at a bus station. It was at a market.
"""


def test_what_is_new_on_the_second_day_is_what_a_reader_would_call_new(read: Callable[..., Reading]) -> None:
    with Ledger("sqlite://") as ledger:
        for text, day, outlet in (
            (FIRST_DAY, "2026-03-02", "Meridian"),
            (BROADSHEET, "2026-03-03", "The Harbour Times"),
            (TABLOID, "2026-03-03", "Daily Torch"),
        ):
            added = ledger.add(read(text, published=day, outlet=outlet), now=f"{day}T20:00:00Z")
            if outlet == "The Harbour Times":
                broadsheet = added.report
        assert novelties(ledger, broadsheet) == {
            "f: Toll in Quetta rises to 19": ["update"],
            "f: At least 19 people were killed": ["repeat", "repeat"],  # the headline's 19, and yesterday's 12
            "f: Police arrested six people in": ["new"],
            "s: At least 19 people were killed": ["update"],
            "s: Interior Minister Mohsin Naqvi": ["repeat"],
            "s: The Afghan government denied t": ["new"],
            "e: explosion": ["repeat"],
            "e: visited": ["new"],
            "e: denied": ["new"],
            "e: sheltered": ["new"],
            "e: arrested": ["new"],
        }
        assert novelties(ledger, added.report) == {
            "f: Hospital in Quetta counts 27 d": ["new"],
            "f: At least 27 people were killed": ["new"],
            "f: The provincial health ministry": ["repeat"],
            "s: At least 27 people were killed": ["new"],
            "s: The provincial health ministry": ["new"],  # in words that nobody printed; its figure is the repeat
            "s: Talks between Pakistan and Afg": ["update"],
            "s: Correction: A report on Monday": ["correction"],
            "e: explosion": ["repeat", "correction"],
            "e: held": ["new"],  # planned in another place: the plan says that it was moved
            "a: Talks between Pakistan and Afg": ["update"],
        }


def novelties(ledger: Ledger, report: str) -> dict[str, list[str]]:
    """The novelty of every record of a report: events by their trigger, others by the beginning of their evidence."""
    reading = ledger.reading(report)
    found: dict[str, list[str]] = {}
    for letter, records in (
        ("f", reading.figures), ("s", reading.statements), ("e", reading.events), ("a", reading.agenda)
    ):  # fmt: skip
        table = RECORDS[letter]
        query = sa.select(table.c.id, table.c.novelty).join(reports, reports.c.seq == table.c.report)
        graded = dict(
            ledger.ask(lambda connection, query=query: connection.execute(query.where(reports.c.id == report)).all())
        )
        for record in records:
            words = record.trigger.text if letter == "e" else record.evidence.text[:30].strip()
            found.setdefault(f"{letter}: {words}", []).append(graded[record.id])
    return found
