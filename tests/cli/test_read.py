"""`dateline read`: what it prints, in which order, and how it ends."""

import json
import signal
import subprocess
import sys

import pytest
from tests.cli.conftest import PAGE

from dateline.records import codec

TEXT = "Ferry talks fail\n\nThe operator said on Monday that the talks had failed.\n\nTwo sailors were hurt, the union said.\n"


def readings(run):
    return [codec.decode(line) for line in run.stdout.splitlines()]


def test_text_is_the_default_and_has_no_colour_in_a_pipe(dateline):
    run = dateline("read", "--published", "2026-02-04", "--outlet", "Port News", "-", stdin=TEXT.encode())
    out = run.stdout.decode()
    assert run.returncode == 0
    assert run.stderr == b""
    assert "Ferry talks fail" in out
    assert "Port News · 2026-02-04" in out
    assert "\x1b" not in out


def test_json_is_one_reading_a_line_in_the_order_of_the_sources(dateline, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.html").write_bytes(PAGE)
    rows = [{"id": "r1", "text": TEXT, "published": "2026-01-05", "outlet": "One"}, {"id": "r2", "html": PAGE.decode()}]
    (tmp_path / "c.jsonl").write_text("\n".join(map(json.dumps, rows)))
    found = readings(dateline("read", "--format", "json", "c.jsonl", "b.html", "a.txt"))
    assert [reading.report.ref for reading in found] == ["r1", "r2", None, None]
    assert found[0].report.published == "2026-01-05"
    assert found[0].report.outlet == "One"
    assert "Home" not in found[2].report.text.split()


def test_html_is_one_page_with_every_report(dateline, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.html").write_bytes(PAGE)
    page = dateline("read", "--format", "html", "a.txt", "b.html").stdout.decode()
    assert page.startswith("<!DOCTYPE html>")
    assert page.count("<!DOCTYPE html>") == 1
    assert page.count('class="sheet"') == 2


@pytest.mark.parametrize("form", ["json", "html"])
def test_one_and_two_workers_give_the_same_bytes(dateline, tmp_path, form):
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(TEXT.replace("Two", {"a": "Two", "b": "Three", "c": "Four"}[name]))
    arguments = ["read", "--format", form, "a.txt", "missing.txt", "b.txt", "c.txt"]
    one, two = dateline(*arguments), dateline(*arguments, "--workers", "2")
    assert one.returncode == two.returncode == 1
    assert one.stdout == two.stdout
    assert one.stderr == two.stderr
    assert one.stdout


def test_a_reader_that_hangs_up_sees_no_traceback(tmp_path):
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps({"text": TEXT * 20}) for _ in range(30)))
    command = f"{sys.executable} -m dateline read --format json a.jsonl | head -c 100"
    run = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert run.stderr == b""
    assert len(run.stdout) == 100


def test_ctrl_c_is_one_line_and_no_traceback(tmp_path):
    rows = "\n".join(json.dumps({"text": TEXT * 20}) for _ in range(60))
    (tmp_path / "a.jsonl").write_text(rows)
    command = [sys.executable, "-m", "dateline", "read", "--format", "json", "a.jsonl"]
    run = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert run.stdout.readline()  # it is at work, and the full pipe keeps it from ending before the signal
    run.send_signal(signal.SIGINT)
    _, complaints = run.communicate(timeout=120)
    assert run.returncode == 130
    # click ends the line of the terminal's own ^C first, hence strip
    assert complaints.decode().strip() == "dateline: stopped"


def test_explain_names_the_frame_and_the_words(dateline, tmp_path):
    (tmp_path / "a.txt").write_text("Norland's army shelled the port of Eastwick on Monday, killing two people.\n")
    run = dateline("explain", "a.txt", "--event", "e1")
    out = run.stdout.decode()
    assert run.returncode == 0
    assert "ASSAULT" in out
    assert "shelled" in out
    assert "Decided by" in out


def test_explain_of_an_unknown_event_says_which_there_are(dateline, tmp_path):
    (tmp_path / "a.txt").write_text("Norland's army shelled the port of Eastwick on Monday, killing two people.\n")
    run = dateline("explain", "a.txt", "--event", "e99")
    assert run.returncode == 3
    assert len(run.stderr.decode().splitlines()) == 1
    assert "e1" in run.stderr.decode()
