"""What a ledger survives: killed writers, two writers at once, a full disk, a read-only file."""

import json
import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.errors import StoreError
from dateline.ledger import Ledger
from dateline.records import Capture, Generator, Passage, Reading, Report, Span, Statement, report_id
from dateline.records.codec import encode

GENERATOR = Generator(name="dateline", version="0", models={}, knowledge="0")
KILLS = 50
REPORTS = 60
SEED = 20260204

WRITER = """
import sys
from pathlib import Path
from dateline.ledger import Ledger
from dateline.records.codec import decode
with Ledger(sys.argv[1]) as ledger:
    print("open", flush=True)
    for line in Path(sys.argv[2]).read_bytes().splitlines():
        added = ledger.add(decode(line), now="2026-02-04T08:00:00Z")
        print(added.report, flush=True)
"""


def made_up(number: int) -> Reading:
    """A reading of a report that nobody wrote, with one statement: faults do not depend on words."""
    chance = random.Random(number)
    words = " ".join(f"word{chance.randrange(4000)}" for _ in range(300))
    text = f"Report {number} {words}"
    span = Span.of(text, 0, 6)
    return Reading(
        generator=GENERATOR,
        report=Report(
            id=report_id(text, None),
            ref=None,
            url=None,
            outlet=None,
            headline=f"Report {number}",
            byline=(),
            published="2026-02-04",
            published_basis="given",
            retrieved=None,
            language="en",
            text=text,
            passages=(Passage(kind="body", start=0, end=len(text)),),
        ),
        statements=(
            Statement(
                id="s1",
                source=None,
                cue=None,
                content=(span,),
                mode="indirect",
                act="say",
                via=None,
                said_on=None,
                parent=None,
                hedge=(),
                evidence=span,
            ),
        ),
    )


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("readings") / "readings.jsonl"
    path.write_bytes(b"\n".join(encode(made_up(number)) for number in range(REPORTS)))
    return path


def writer(url: str, readings: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", WRITER, url, str(readings)], stdout=subprocess.PIPE, text=True)


def whole(path: Path) -> set[str]:
    """The ids of the reports in the file, after proving that none is there by half."""
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        ids = {row[0] for row in connection.execute("SELECT id FROM reports")}
        tables = ("statements", "assignments", "fingerprints")
        counts = [
            connection.execute("SELECT count(DISTINCT report) FROM statements").fetchone()[0],
            connection.execute("SELECT count(*) FROM assignments WHERE kind = 'story'").fetchone()[0],
            connection.execute("SELECT count(DISTINCT report) FROM fingerprints").fetchone()[0],
        ]
        assert counts == [len(ids)] * len(tables)
    return ids


NURSERY = """
import json, os, random, signal, sys, time
from pathlib import Path
from dateline.ledger import Ledger
from dateline.records.codec import decode
url, path, kills, seed = sys.argv[1:]
readings = [decode(line) for line in Path(path).read_bytes().splitlines()]
chance = random.Random(int(seed))
for _ in range(int(kills)):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with Ledger(url) as ledger:
            os.write(writing, b"open\\n")
            for one in readings:
                os.write(writing, ledger.add(one, now="2026-02-04T08:00:00Z").report.encode() + b"\\n")
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        told.readline()
        time.sleep(chance.uniform(0.0, 0.15))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        print(json.dumps([line.decode().strip() for line in told if line.endswith(b"\\n")]), flush=True)
    sys.stdin.readline()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, to start fifty writers in little time")
def test_killed_writer_loses_nothing_it_reported_and_leaves_no_half(tmp_path: Path, readings: Path) -> None:
    path = tmp_path / "ledger.db"
    command = [sys.executable, "-c", NURSERY, f"sqlite:///{path}", str(readings), str(KILLS), str(SEED)]
    kept: set[str] = set()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as nursery:
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        for _ in range(KILLS):
            reported = set(json.loads(nursery.stdout.readline()))
            ids = whole(path)
            assert kept | reported <= ids
            kept = ids
            nursery.stdin.write("on\n")
            nursery.stdin.flush()
    process = writer(f"sqlite:///{path}", readings)
    process.communicate()
    assert process.returncode == 0
    assert len(whole(path)) == REPORTS


def test_two_writers_at_once_share_the_work(url: str, readings: Path) -> None:
    both = [writer(url, readings) for _ in range(2)]
    for process in both:
        process.communicate()
    assert [process.returncode for process in both] == [0, 0]
    with Ledger(url) as ledger:
        assert ledger.count() == REPORTS
        assert len(ledger.statements()) == REPORTS


def test_reader_is_not_kept_waiting_by_a_writer(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    with Ledger(url) as ledger:
        ledger.add(made_up(1), now="2026-02-04T08:00:00Z")
        blocker = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)
        blocker.execute("BEGIN IMMEDIATE")
        blocker.execute("DELETE FROM assignments")
        assert len(ledger.stories()) == 1
        blocker.execute("ROLLBACK")
        blocker.close()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.name == "nt", reason="needs POSIX permissions")
def test_read_only_ledger_can_be_read_and_refuses_writing_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger(f"sqlite:///{path}") as ledger:
        ledger.add(made_up(1), now="2026-02-04T08:00:00Z")
    with Ledger(f"sqlite:///file:{path}?mode=ro&uri=true") as ledger:
        assert ledger.count() == 1
        with pytest.raises(StoreError, match="readonly") as caught:
            ledger.add(made_up(2), now="2026-02-04T08:00:00Z")
        assert "\n" not in str(caught.value)


def test_full_disk_is_one_line_and_keeps_what_was_there(tmp_path: Path, readings: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger(f"sqlite:///{path}") as ledger:
        ledger.add(made_up(0), now="2026-02-04T08:00:00Z")
    code = WRITER.replace("with Ledger", "import resource, signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))\nwith Ledger", 1)  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code, f"sqlite:///{path}", str(readings)], capture_output=True, text=True, check=False
    )
    last = done.stderr.strip().splitlines()[-1]
    assert done.returncode != 0
    assert last.startswith("dateline.errors.StoreError: the ledger")
    assert 1 <= len(whole(path)) < REPORTS


def test_rereading_keeps_places_and_replaces_records(tmp_path: Path) -> None:
    old = made_up(3)
    newer = Reading(
        generator=Generator(name="dateline", version="1", models={}, knowledge="0"),
        report=old.report,
    )
    with Ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        first = ledger.add(old, Capture(origin="x", kind="text", content="x"), now="2026-02-04T08:00:00Z")
        again = ledger.add(newer, now="2026-02-05T08:00:00Z")
        assert again.outcome == "reread"
        assert (again.story, again.family) == (first.story, first.family)
        assert ledger.statements() == []
        assert ledger.reading(old.report.id) == newer
