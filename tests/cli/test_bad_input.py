"""Bad input: one line each on standard error, the right exit code, and the good sources are read all the same."""

import gzip
import io
import json
import subprocess
import sys
import zlib

import pytest
from click.testing import CliRunner
from tests.cli.conftest import PAGE

from dateline.cli import group

GOOD = "The operator said on Monday that the talks had failed.\n\nTwo sailors were hurt, the union said on Tuesday.\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    (tmp_path / "picture.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 20)
    (tmp_path / "noise").write_bytes(zlib.compress(bytes(range(256)) * 50)[4:] + bytes(range(256)) * 9)
    (tmp_path / "cut.warc.gz").write_bytes(_warc()[:-60])
    return tmp_path


def _warc():
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE * 40
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/\r\nWARC-Date: 2026-02-04T00:00:00Z\r\n"
        b"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: " + str(len(http)).encode() + b"\r\n\r\n"
    )
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as file:
        file.write(head + http + b"\r\n\r\n")
    return out.getvalue()


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("missing.txt", "no such file"),
        ("folder", "folder"),
        ("picture.jpg", "JPEG"),
        ("empty.txt", "is empty"),
        ("noise", "binary"),
        ("cut.warc.gz", "cut.warc.gz"),
        ("http://127.0.0.1:9/", "private"),
        ("http://localhost/", "private"),
    ],
)
def test_a_bad_source_is_one_line_and_stops_no_other(dateline, folder, source, says):
    run = dateline("read", "--format", "json", source, "good.txt")
    assert run.returncode == 1
    lines = run.stderr.decode().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("dateline: ")
    assert says in lines[0]
    assert json.loads(run.stdout.splitlines()[-1])["report"]["text"] == GOOD


@pytest.mark.parametrize(
    ("path", "says"),
    [("/gone", "404"), ("/loop", "redirect"), ("/bomb", "MB"), ("/no-article", "no article")],
)
def test_a_bad_page_is_one_line_and_exit_code_1(dateline, site, path, says):
    run = dateline("read", "--allow-private", site + path)
    assert run.returncode == 1
    assert run.stdout == b""
    lines = run.stderr.decode().splitlines()
    assert len(lines) == 1
    assert path in lines[0]
    assert says in lines[0]


def test_a_page_on_this_machine_is_read_when_that_is_allowed(dateline, site):
    run = dateline("read", "--format", "json", "--allow-private", site + "/page")
    assert run.returncode == 0
    report = json.loads(run.stdout)["report"]
    assert report["headline"] == "Ferry talks fail"
    assert report["url"] == site + "/page"


def test_a_bad_row_is_named_by_its_line_and_the_others_are_read(dateline, tmp_path):
    rows = [
        json.dumps({"text": GOOD}),
        "{not json",
        json.dumps({"text": GOOD, "published": "2026-99-01"}),
        json.dumps({"text": GOOD}),
    ]
    (tmp_path / "rows.jsonl").write_text("\n".join(rows))
    run = dateline("read", "--format", "json", "rows.jsonl")
    lines = run.stderr.decode().splitlines()
    assert run.returncode == 1
    assert len(run.stdout.splitlines()) == 2
    assert ["rows.jsonl:2" in lines[0], "rows.jsonl:3" in lines[1], len(lines)] == [True, True, 2]


def test_another_language_gives_a_warning_and_no_records(dateline):
    text = (
        "Der Minister sagte am Montag, die Gespräche seien gescheitert. Zwei Menschen wurden bei dem Angriff getötet.\n\n"
        * 3
    )
    run = dateline("read", "--format", "json", "-", stdin=text.encode())
    reading = json.loads(run.stdout)
    assert run.returncode == 0
    assert reading["statements"] == reading["events"] == reading["figures"] == []
    assert [warning["code"] for warning in reading["warnings"]] == ["language"]


def test_names_of_files_cannot_steer_the_terminal(dateline):
    run = dateline("read", "\x1b[2Jgone\nfile.txt")
    assert run.returncode == 1
    assert b"\x1b" not in run.stderr
    assert len(run.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [("read - <&-", 1, "standard input is empty"), ("mcp <&-", 0, ""), ("stories >&-", 0, "")],
)
def test_a_closed_stream_is_an_empty_one(tmp_path, arguments, code, says):
    command = f"{sys.executable} -m dateline --ledger sqlite:///ledger.db {arguments}"
    run = subprocess.run(["sh", "-c", command], capture_output=True, cwd=tmp_path, timeout=120, check=False)
    assert run.returncode == code
    assert run.stderr.decode().removeprefix("dateline: ").strip() == says


@pytest.mark.parametrize("dyad", ["IRN", ",", "IRN,", "IRN,USA,ISR"])
@pytest.mark.parametrize("command", ["tempo", "timeline"])
def test_a_dyad_is_two_codes(command, dyad):
    asked = CliRunner().invoke(group, ["--ledger", "sqlite://", command, "--dyad", dyad])
    assert asked.exit_code == 2
    assert "takes two codes" in asked.output


def test_no_signal_has_a_number_that_no_ledger_can_hold():
    asked = CliRunner().invoke(group, ["--ledger", "sqlite://", "signals", "show", f"G{2**64}"])
    assert asked.exit_code == 2
    assert "`dateline signals` lists them" in asked.output
