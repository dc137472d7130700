"""Headlines of one story that began as several: taken in, with ids that forward; grown stories are only proposed."""

import pytest
import sqlalchemy as sa

from dateline.ledger import Ledger
from dateline.ledger.correcting import groups
from dateline.ledger.regrouping import FIRST_SEEN, PROPOSED, _weigh, proposals
from dateline.ledger.schema import relations
from dateline.records import Generator, Passage, Reading, Report, report_id

HEADLINES = (
    "Ferry capsizes off Port Ellery, dozens feared drowned",
    "Divers reach hull of sunken vessel Saint Orla",
    "Port Ellery ferry Saint Orla capsizes: what we know",
    "Saint Orla ferry: divers search hull off Port Ellery",
    "Ferry Saint Orla capsized off Port Ellery in calm seas",
)
GENERATOR = Generator(name="test", version="0", models={}, knowledge="0")
NEAR, MARK = 0.7, 0.55


def headline(text: str) -> Reading:
    report = Report(
        id=report_id(text, None), ref=None, url=None, outlet=None, headline=text, byline=(), published="2026-03-02",
        published_basis="given", retrieved=None, language="en", text=text,
        passages=(Passage(kind="headline", start=0, end=len(text)),),
    )  # fmt: skip
    return Reading(generator=GENERATOR, report=report)


def test_headlines_of_one_story_end_in_one_story_and_every_id_given_leads_there() -> None:
    with Ledger("sqlite://") as ledger:
        given = [ledger.add(headline(text), now="2026-03-02T08:00:00Z").story for text in HEADLINES]
        now = {row["story"] for row in ledger.reports()}
        assert len(set(given)) > 1
        assert len(now) == 1
        assert {ledger.ask(lambda connection, story=story: groups.current(connection, story)) for story in given} == now
        assert ledger.ask(proposals) == []


def test_headlines_of_another_story_stay_apart() -> None:
    with Ledger("sqlite://") as ledger:
        for text in (*HEADLINES, "Vale growers lose barley to frost", "Frost in Vale: barley growers count losses"):
            ledger.add(headline(text), now="2026-03-02T08:00:00Z")
        assert len({row["story"] for row in ledger.reports()}) > 1


@pytest.mark.parametrize(
    ("seen", "kind"),
    [
        ([NEAR], FIRST_SEEN),
        ([NEAR, NEAR], PROPOSED),
        ([NEAR, NEAR, MARK - 0.05], PROPOSED),
        ([NEAR, NEAR, MARK - 0.2], None),
        ([MARK - 0.01], None),
    ],
)
def test_proposal_needs_two_looks_and_does_not_flicker(seen: list[float], kind: str | None) -> None:
    with Ledger("sqlite://") as ledger:
        for nearness in seen:
            ledger.change(lambda connection, nearness=nearness: _weigh(connection, "S1", "S2", nearness, MARK))
        assert ledger.ask(lambda connection: connection.scalar(sa.select(relations.c.kind))) == kind
        assert len(ledger.ask(proposals)) == (kind == PROPOSED)
