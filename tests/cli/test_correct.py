"""`dateline correct` from the outside: what is decided is printed, kept, exported, and named when it cannot be."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.ledger.made_up import reading

from dateline.cli import group
from dateline.ledger import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    with Ledger(url) as store:
        store.add(
            reading("Shells fall on Port Quin harbour", "Avalon attacked Borduria at Port Quin"),
            now="2026-02-04T08:00:00Z",
        )
    return url


def run(ledger: str, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(group, ["--ledger", ledger, *arguments], standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return result.return_value, result.output


def test_decision_is_kept_exported_and_imported(ledger: str, tmp_path: Path) -> None:
    name = run(ledger, "timeline", "--format", "json")[1].split('"id":"')[1].split('"')[0]
    code, said = run(ledger, "correct", "fix", name, "--set", "where=", "--set", "status=denied", "--by", "anna")
    assert (code, said) == (0, f"fix  {name}\n")
    assert '"status":"denied"' in run(ledger, "timeline", "--format", "json")[1]
    exported = tmp_path / "decisions.jsonl"
    exported.write_text(run(ledger, "correct", "export")[1], encoding="utf-8")
    assert run(ledger, "correct", "import", str(exported)) == (0, "0 decisions taken over\n")
    code, said = run(f"sqlite:///{tmp_path / 'empty.db'}", "correct", "import", str(exported))
    assert code == 1
    assert "decisions.jsonl:1" in said


def test_record_that_is_not_there_stops_no_other(ledger: str) -> None:
    name = run(ledger, "timeline", "--format", "json")[1].split('"id":"')[1].split('"')[0]
    code, said = run(ledger, "correct", "reject", f"{name}9", name)
    assert code == 1
    assert f"reject  {name}\n" in said
    assert run(ledger, "timeline")[1] == "nothing found\n"
