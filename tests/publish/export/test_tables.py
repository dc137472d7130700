"""Exports that analysts load as tables: what pandas and DuckDB read is what the ledger holds."""

import io
import re
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from tests.ledger.made_up import reading

from dateline.errors import InputError
from dateline.ledger import Decision, Filter, Ledger
from dateline.publish.export import export, export_to
from dateline.publish.export.acled import COLUMNS as ACLED
from dateline.publish.export.columns import COLUMNS
from dateline.publish.export.gdelt import COLUMNS as GDELT

DOCS = Path(__file__).resolve().parents[3] / "docs" / "reference" / "exports.md"
NUMBERS = {"quad", "goldstein", "value", "low", "high", "latitude", "longitude", "start", "end", "speakers", "geonames"}


@pytest.fixture(scope="module")
def wide(exported):
    return pd.read_csv(io.BytesIO(exported("csv")), dtype={c: str for c in COLUMNS if c not in NUMBERS})


def test_wide_csv_holds_every_record_once_under_the_documented_columns(wide, examples):
    lists = [examples.statements(), examples.timeline(), examples.figures(), examples.agenda()]
    assert list(wide.columns) == list(COLUMNS)
    assert sorted(wide["id"]) == sorted(row["id"] for rows in lists for row in rows)
    assert set(wide["kind"]) == {"statement", "event", "figure", "appointment"}
    documented = re.findall(
        r"^\| `(\w+)` \| (?:texts?|whole|number) \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert documented == list(COLUMNS)


def test_every_row_of_the_wide_csv_holds_its_words(wide, examples):
    texts = {id_: examples.reading(id_).report.text for id_ in wide["report"].unique()}
    for row in wide.itertuples():
        words = texts[row.report][row.start : row.end]
        assert row.evidence in {words, f"'{words}"}


def test_codes_stay_strings_and_unknown_is_an_empty_cell(wide):
    events = wide[wide["kind"] == "event"]
    assert events["cameo"].str.fullmatch(r"\d{3,4}").all()
    assert events["cameo"].str.startswith("0").any()
    assert wide[wide["kind"] == "figure"]["goldstein"].isna().all()
    assert not wide.isin(["None", "nan"]).any().any()


def test_actors_and_their_codes_stand_in_the_same_order(wide):
    events = wide[(wide["kind"] == "event") & wide["actors"].notna()]
    for row in events.itertuples():
        assert len(row.actors.split("; ")) == len(row.actor_codes.split("; ")) == len(row.actor_countries.split("; "))
    assert (events["actor_codes"] == "IRN-GOV").any()


def test_no_cell_is_a_formula(exported):
    frame = pd.read_csv(io.BytesIO(exported("csv")), dtype=str, keep_default_na=False)
    for column in set(COLUMNS) - NUMBERS:
        assert not frame[column].str.match(r"[=+\-@\t\r]").any(), column
    assert frame["outlet"].str.startswith("'+Daily").any()


def test_filter_narrows_to_the_kinds_that_can_answer_it(exported):
    named = pd.read_csv(io.BytesIO(exported("csv", standing="named")))
    assert set(named["kind"]) == {"statement"}
    assert set(named["standing"]) == {"named"}
    dyad = pd.read_csv(io.BytesIO(exported("csv", dyad=("IRN", "USA"))))
    assert set(dyad["kind"]) == {"event"}
    deaths = pd.read_csv(io.BytesIO(exported("csv", type="deaths")))
    assert set(deaths["type"]) == {"deaths"}


def test_gdelt_shaped_table_opens_as_gdelt_events_do(exported):
    frame = pd.read_csv(
        io.BytesIO(exported("gdelt")), sep="\t", dtype=dict.fromkeys(("EventCode", "EventRootCode", "SQLDATE"), str)
    )
    assert list(frame.columns) == list(GDELT)
    assert len(GDELT) == 62
    assert frame["GLOBALEVENTID"].is_unique
    assert frame["EventCode"].str.fullmatch(r"\d{3,4}").all()
    assert (frame["EventRootCode"] == frame["EventCode"].str[:2]).all()
    assert frame["QuadClass"].isin([1, 2, 3, 4]).all()
    assert frame["AvgTone"].isna().all()
    assert (frame["NumMentions"] >= frame["NumSources"]).all()
    assert (frame["NumArticles"] >= frame["NumSources"]).all()
    assert frame["Provenance"].str.startswith("machine-coded by dateline").all()
    days = pd.to_datetime(frame["SQLDATE"].dropna(), format="%Y%m%d")
    assert days.dt.year.between(2025, 2026).all()


def test_an_incident_that_a_person_split_off_has_a_number_of_its_own(tmp_path):
    with Ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        for day in ("2026-02-03", "2026-02-04"):
            attack = "Avalon attacked Borduria at Port Quin"
            ledger.add(reading(f"War in Avalon on {day}", attack, day="2026-02-03", outlet=day), now=f"{day}T09:00:00Z")
        first, second = (row["id"] for row in ledger.timeline())
        incident = ledger.ask(
            lambda connection: connection.exec_driver_sql("SELECT max(incident) FROM events").scalar()
        )
        asked = Decision(action="merge", item="I1.e1", others=["I2.e1"], made="2026-02-05T09:00:00Z", by="me")
        if incident != "I1.e1":
            ledger.decide(asked)
        ledger.decide(Decision(action="split", item="I1.e1", others=[second], made="2026-02-05T09:00:00Z", by="me"))
        out = io.BytesIO()
        assert export(ledger, "gdelt", Filter(), out) == 2
        frame = pd.read_csv(io.BytesIO(out.getvalue()), sep="\t")
    assert frame["GLOBALEVENTID"].is_unique
    assert first != second


def test_copies_add_articles_and_no_source(exported):
    frame = pd.read_csv(io.BytesIO(exported("gdelt")), sep="\t")
    drone = frame[frame["Provenance"].notna() & (frame["NumArticles"] > frame["NumSources"])]
    assert len(drone)
    assert (drone["NumMentions"] >= 1).all()


def test_what_did_not_happen_is_no_event_row(exported, examples):
    evidence = {row["id"]: row["status"] for row in examples.timeline()}
    for form, separator in (("gdelt", "\t"), ("acled", ",")):
        frame = pd.read_csv(io.BytesIO(exported(form)), sep=separator)
        column = "Provenance" if form == "gdelt" else "provenance"
        names = frame[column].str.extract(r"evidence ([0-9a-f]+/e\d+)")[0]
        assert {evidence[name] for name in names} <= {"occurred", "ongoing"}


def test_acled_shaped_table_has_its_columns_and_says_what_it_is_not(exported):
    frame = pd.read_csv(io.BytesIO(exported("acled")), dtype={"iso": str})
    assert list(frame.columns) == list(ACLED)
    assert frame["event_id_cnty"].is_unique
    assert frame["provenance"].str.endswith("not ACLED data").all()
    pd.to_datetime(frame["event_date"].dropna(), format="%d %B %Y")
    assert set(frame["disorder_type"]) <= {"Political violence", "Demonstrations", "Strategic developments"}
    assert (frame[frame["country"] == "Iran"]["iso"] == "364").all()


def test_deaths_that_nobody_counted_are_not_zero(exported):
    frame = pd.read_csv(io.BytesIO(exported("acled")))
    assert frame["fatalities"].isna().any()
    assert not (frame["fatalities"] == 0).any()


def test_parquet_tables_join_in_duckdb(examples, tmp_path):
    export_to(examples, "parquet", Filter(), tmp_path / "tables")
    query = f"""
        SELECT count(*), bool_and(substr(r.text, e.start + 1, e."end" - e.start) = e.evidence)
        FROM '{tmp_path}/tables/events.parquet' e JOIN '{tmp_path}/tables/reports.parquet' r ON r.id = e.report
    """
    count, sound = duckdb.sql(query).fetchall()[0]
    assert count == len(examples.timeline())
    assert sound
    types = dict(
        duckdb.sql(f"SELECT column_name, column_type FROM (DESCRIBE '{tmp_path}/tables/figures.parquet')").fetchall()
    )
    assert types["value"] == "DOUBLE"
    assert types["actors"] == "VARCHAR[]"
    assert "cameo" not in types


def test_parquet_folder_is_replaced_and_other_files_are_left_alone(examples, tmp_path):
    export_to(examples, "parquet", Filter(), tmp_path / "tables")
    export_to(examples, "parquet", Filter(story="S1"), tmp_path / "tables")
    reports = duckdb.sql(f"SELECT count(*) FROM '{tmp_path}/tables/reports.parquet'").fetchall()[0][0]
    assert reports == len(examples.reports(Filter(story="S1")))
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "notes.txt").write_text("keep me")
    with pytest.raises(InputError, match="holds other files"):
        export_to(examples, "parquet", Filter(), mine)
    assert (mine / "notes.txt").read_text() == "keep me"


def test_empty_selection_still_has_its_header(exported):
    frame = pd.read_csv(io.BytesIO(exported("csv", story="S999")))
    assert list(frame.columns) == list(COLUMNS)
    assert len(frame) == 0
