"""What a ledger promises, on both engines."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dateline.clean import to_report
from dateline.errors import InputError, StoreError
from dateline.ledger import Filter, Ledger
from dateline.pipeline import Reader
from dateline.records import Capture, Reading

WIRE = """Envoys leave Muscat without a date for new talks

MUSCAT - The foreign minister of Oman, Badr al-Busaidi, said on Tuesday that envoys of Iran and the United States had left Muscat without agreeing a date for a second round of nuclear talks.

Iran had asked the United States to lift sanctions on its oil trade first, two officials familiar with the talks told Meridian Wire. The United States rejected the demand, they said.

The Human Rights Activists News Agency said it had counted at least 7,000 deaths in the unrest that began in December.

The next meeting is planned for Friday in Geneva, Swiss officials said.
"""
CUT = "\n\n".join(WIRE.split("\n\n")[:4]) + "\n\nSign up for our newsletter\n"
OTHER = """Flood waters rise in the valley of the Indus

Rivers burst their banks across southern Punjab on Tuesday and thousands of villagers moved their cattle to higher ground, the provincial disaster authority said.

Rescuers in boats brought 300 people out of Muzaffargarh, a spokesman said. The army sent helicopters.
"""
NOW, LATER = "2026-02-04T08:00:00Z", "2026-02-05T08:00:00Z"


@pytest.fixture(scope="session")
def reading(reader: Reader) -> Callable[..., Reading]:
    def read(text: str, *, outlet: str | None = None, url: str | None = None, published: str = "2026-02-04") -> Reading:
        capture = Capture(origin="test", kind="text", content=text, url=url)
        return reader.read_report(to_report(capture, published=published, outlet=outlet))

    return read


def test_adding_twice_changes_nothing(ledger: Ledger, reading: Callable[..., Reading]) -> None:
    first = ledger.add(reading(WIRE), now=NOW)
    lists = [ledger.stories(), ledger.timeline(), ledger.statements(), ledger.figures()]
    again = ledger.add(reading(WIRE), now=LATER)
    assert (first.outcome, again.outcome) == ("added", "known")
    assert (again.story, again.family) == (first.story, first.family)
    assert [ledger.stories(), ledger.timeline(), ledger.statements(), ledger.figures()] == lists
    assert ledger.count() == 1


def test_reading_comes_back_as_it_went_in(ledger: Ledger, reading: Callable[..., Reading]) -> None:
    went_in = reading(WIRE, outlet="Meridian Wire")
    ledger.add(went_in, now=NOW)
    assert ledger.reading(went_in.report.id) == went_in
    assert ledger.reading(went_in.report.id[:8]) == went_in


def test_reprinted_wire_copy_is_one_voice_in_one_story(ledger: Ledger, reading: Callable[..., Reading]) -> None:
    wire = ledger.add(reading(WIRE, outlet="Meridian Wire"), now=NOW)
    reprint = ledger.add(reading(CUT, outlet="The Harbour Times"), now=NOW)
    other = ledger.add(reading(OTHER, outlet="The Harbour Times"), now=NOW)
    assert reprint.copy_of == wire.report
    assert reprint.family == wire.family != other.family
    assert reprint.story == wire.story != other.story
    story = next(row for row in ledger.stories() if row["id"] == wire.story)
    assert (story["reports"], story["outlets"], story["voices"]) == (2, 2, 1)


def test_another_text_at_the_same_address_is_a_version(ledger: Ledger, reading: Callable[..., Reading]) -> None:
    address = "https://harbourtimes.example/talks"
    first = ledger.add(reading(WIRE, url=address), now=NOW)
    second = ledger.add(reading(WIRE.replace("at least 7,000", "at least 7,050"), url=address), now=LATER)
    assert second.version_of == first.report != second.report


def test_every_listed_row_opens_its_words(ledger: Ledger, reading: Callable[..., Reading]) -> None:
    capture = Capture(origin="wire.txt", kind="text", content=WIRE, retrieved="2026-02-04T07:59:00Z")
    ledger.add(reading(WIRE), capture, now=NOW)
    rows = [*ledger.timeline(), *ledger.statements(), *ledger.figures(), *ledger.agenda()]
    assert rows
    for row in rows:
        found = ledger.evidence(row["id"])
        assert WIRE[found["start"] : found["end"]] == found["words"]
        assert len(found["page_sha256"]) == 64
        assert found["retrieved"] == "2026-02-04T07:59:00Z"


def test_filters_narrow_what_is_listed(ledger: Ledger, reading: Callable[..., Reading]) -> None:
    wire = ledger.add(reading(WIRE), now=NOW)
    ledger.add(reading(OTHER, published="2026-02-06"), now=LATER)
    assert {row["story"] for row in ledger.statements(Filter(story=wire.story))} == {wire.story}
    assert len(ledger.stories(Filter(added_since=LATER))) == 1
    assert len(ledger.stories(Filter(since="2026-02-05"))) == 1
    assert len(ledger.stories(Filter(until="2026-02-05"))) == 1
    assert {row["measure"] for row in ledger.figures(Filter(type="deaths"))} == {"deaths"}
    assert ledger.timeline(Filter(type="PROTEST", place="Atlantis")) == []
    dyad = ledger.timeline(Filter(dyad=("IRN", "USA")))
    assert dyad == ledger.timeline(Filter(dyad=("USA", "IRN")))
    assert 0 < len(dyad) < len(ledger.timeline())


def test_search_finds_words_in_either_form(ledger: Ledger, reading: Callable[..., Reading]) -> None:
    wire = ledger.add(reading(WIRE), now=NOW)
    ledger.add(reading(OTHER), now=NOW)
    assert [row["id"] for row in ledger.search("sanction")] == [wire.report]
    assert [row["id"] for row in ledger.search("envoys Muscat")] == [wire.report]
    assert ledger.search("submarine") == []
    assert ledger.search("\"' OR 1=1; --") == []
    with pytest.raises(InputError):
        ledger.search("  ")


def test_unknown_ids_say_what_to_do(ledger: Ledger, reading: Callable[..., Reading]) -> None:
    ledger.add(reading(WIRE), now=NOW)
    for ask in (
        lambda: ledger.reading("ffff"),
        lambda: ledger.evidence("nonsense"),
        lambda: ledger.evidence("ffff/e1"),
    ):
        with pytest.raises(InputError) as caught:
            ask()
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("address", ["nonsense", "mysql://x/y", "sqlite:////proc/none/ledger.db"])
def test_ledger_that_cannot_be_opened_says_so_in_one_line(address: str) -> None:
    with pytest.raises(StoreError) as caught:
        Ledger(address)
    assert "\n" not in str(caught.value)


def test_ledger_refuses_a_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("these are my notes, not a database" * 100, encoding="utf-8")
    with pytest.raises(StoreError, match="not a database"):
        Ledger(f"sqlite:///{tmp_path / 'notes.db'}")


@pytest.mark.parametrize("columns", ["account text, amount int", "key text, value text"])
def test_ledger_of_somebody_elses_is_refused(tmp_path: Path, columns: str) -> None:
    with closing(sqlite3.connect(tmp_path / "accounts.db")) as connection:
        connection.execute(f"CREATE TABLE ledger ({columns})")
    with pytest.raises(StoreError, match="name another address"):
        Ledger(f"sqlite:///{tmp_path / 'accounts.db'}")


def test_same_arrivals_give_the_same_ids(tmp_path: Path, reading: Callable[..., Reading]) -> None:
    outcomes = []
    for name in ("one", "two"):
        with Ledger(f"sqlite:///{tmp_path / name}.db") as ledger:
            outcomes.append([ledger.add(reading(text), now=NOW) for text in (WIRE, OTHER, CUT)])
    assert outcomes[0] == outcomes[1]
