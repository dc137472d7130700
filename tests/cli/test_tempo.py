"""`dateline tempo` and `dateline signals`, as a user runs them."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from tests.watch.written import Written

from dateline.cli import group
from dateline.ledger import Ledger

RULES = """
[[rules]]
name = "strikes"
trigger = "first-event"
where = { type = "ASSAULT" }
channels = ["here"]
[[rules]]
name = "toll"
trigger = "figure-revised"
[[channels]]
name = "here"
terminal = true
"""


@pytest.fixture
def url(tmp_path):
    """A ledger of ten weeks, a day of which no source saw."""
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    with Ledger(url) as ledger:
        for number in range(75):
            day = (date(2026, 1, 1) + timedelta(days=number)).isoformat()
            if number != 72:
                Written(day, seed=number).event("ACCUSE", "IRN", "USA", day=day).add_to(ledger)
    return url


@pytest.fixture
def run(url):
    return lambda *arguments: CliRunner().invoke(group, ["--ledger", url, *arguments])


def test_tempo_shows_days_beside_their_normal_and_no_number_for_an_outage(run):
    rows = [json.loads(line) for line in run("tempo", "--dyad", "IRN,USA", "--format", "json").output.splitlines()]
    assert len(rows) == 28
    assert rows[-1]["verdict"].startswith("6 in 6 days, 6.1 expected: ×1.0")
    (outage,) = [row for row in rows if row["day"] == "2026-03-14"]
    assert (outage["count"], outage["tension"], outage["state"]) == (None, None, "unmonitored")
    assert all(row["events"].count("/e1") == 1 for row in rows if row["count"])


def test_tempo_is_one_wide_table_for_a_spreadsheet(run):
    table = list(
        csv.DictReader(
            io.StringIO(run("tempo", "--dyad", "IRN,USA", "--since", "2026-03-10", "--format", "csv").output)
        )
    )
    assert [row["count"] for row in table] == ["1", "1", "1", "1", "", "1", "1"]


def test_tempo_finds_the_day_the_level_changed(run, url):
    pytest.importorskip("ruptures")
    kinds = ("ASSAULT", "COERCE", "SANCTION", "REJECT", "PROTEST")
    with Ledger(url) as ledger:
        for number in range(75, 100):
            day = (date(2026, 1, 1) + timedelta(days=number)).isoformat()
            report = Written(day, seed=number)
            for kind in kinds:
                report.event(kind, "IRN", "USA", day=day)
            report.add_to(ledger)
    (row,) = [
        json.loads(line)
        for line in run("tempo", "--dyad", "IRN,USA", "--changes", "--format", "json").output.splitlines()
    ]
    assert (row["day"], row["before"], row["from_then"]) == ("2026-03-17", 1.0, 5.0)


def test_wrong_dyad_is_a_usage_error(run):
    found = run("tempo", "--dyad", "IRN")
    assert found.exit_code == 2
    assert "two codes with a comma" in found.output


def test_signals_are_run_listed_shown_and_muted(run, url, tmp_path):
    rules = tmp_path / "rules.toml"
    rules.write_text(RULES, encoding="utf-8")
    assert run("signals", "run", str(rules)).exit_code == 0
    with Ledger(url) as ledger:
        Written("2026-03-17", seed=99).event("ASSAULT", "USA", "IRN", day="2026-03-17").add_to(ledger)
    found = run("signals", "run", str(rules))
    assert "strikes: ASSAULT: the first, 2026-03-17" in found.output
    assert "1 raised, 0 retracted" in found.stderr
    (row,) = [json.loads(line) for line in run("signals", "--format", "json").output.splitlines()]
    assert (row["id"], row["rule"], row["state"], row["episode"]) == ("G1", "strikes", "standing", "G1")
    shown = run("signals", "show", "G1", "--desk", "http://127.0.0.1:8000").output
    assert "“the United States did ASSAULT to Iran”" in shown
    assert "http://127.0.0.1:8000/reports/" in shown
    assert run("signals", "mute", "strikes").exit_code == 0
    assert json.loads(run("signals", "--format", "json").output)["state"] == "muted"
    assert run("signals", "unmute", "strikes").exit_code == 0
    assert json.loads(run("signals", "--format", "json").output)["state"] == "standing"
    assert run("signals", "show", "G7").exit_code == 1
    assert run("signals", "show", "x").exit_code == 2


def test_preview_says_which_rules_would_be_silent(run, url, tmp_path):
    rules = tmp_path / "rules.toml"
    rules.write_text(RULES, encoding="utf-8")
    with Ledger(url) as ledger:
        Written("2026-03-17", seed=99).event("ASSAULT", "USA", "IRN", day="2026-03-17").add_to(ledger)
    found = run("signals", "preview", str(rules), "--since", "2026-03-01", "--until", "2026-03-31", "--format", "json")
    (row,) = [json.loads(line) for line in found.stdout.splitlines()]
    assert (row["day"], row["rule"], row["told"]) == ("2026-03-17", "strikes", "told")
    assert "rule 'toll' would have raised nothing" in found.stderr
    assert run("signals", "--format", "json").output == ""


def test_every_example_rule_is_read(run, pytestconfig):
    found = run(
        "signals",
        "preview",
        str(pytestconfig.rootpath / "examples/watch/rules.toml"),
        "--since",
        "2026-03-01",
        "--until",
        "2026-03-03",
    )
    assert found.exit_code == 0, found.output
    assert "warning list" in found.stderr
