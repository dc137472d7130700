"""A user's own names and frames: used, counted in the knowledge's hash, refused clearly when broken."""

import json
import os
import subprocess
import sys
from pathlib import Path

TEXT = "The Harbour Front attacked a convoy near Port Ellery on Monday, killing two soldiers."


def read(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "dateline",
        "read",
        "--format",
        "json",
        "--published",
        "2026-02-04",
        str(tmp_path / "report.txt"),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})


def test_own_name_has_its_code_and_changes_the_hash(tmp_path: Path) -> None:
    (tmp_path / "bodies.tsv").write_text(
        "# mine\narmed-group\tMLI-REB\tHarbour Front\tFront of the Harbour\t\n", encoding="utf-8"
    )
    plain = json.loads(read(tmp_path).stdout)
    own = json.loads(read(tmp_path, DATELINE_NAMES=str(tmp_path)).stdout)
    assert [party["code"] for party in own["events"][0]["actors"]] == ["MLI-REB"]
    assert [party["code"] for party in plain["events"][0]["actors"]] != ["MLI-REB"]
    assert plain["generator"]["knowledge"] != own["generator"]["knowledge"]


def test_own_table_with_a_wrong_row_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "bodies.tsv").write_text("Harbour Front;MLI-REB\n", encoding="utf-8")
    done = read(tmp_path, DATELINE_NAMES=str(tmp_path))
    assert done.returncode != 0
    assert len(done.stderr.strip().splitlines()) == 1
    assert "bodies.tsv" in done.stderr
    assert "Traceback" not in done.stderr
