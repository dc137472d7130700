"""Whole runs on Dask's workers, which are killed while they work; the command line; loading."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from tests.archive.conftest import page, write_lines, write_warc
from tests.archive.test_work import ask, tasks, tree

from dateline.archive import Folder, extras, process_shard
from dateline.archive.folder import PARTIAL
from dateline.cli import group
from dateline.errors import InputError, StoreError
from dateline.ledger import Ledger
from dateline.ledger.provenance import captured
from dateline.ledger.schema import reports

KILLS = 4


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("source")
    write_lines(folder / "news.jsonl", 10)
    write_warc(folder / "news.warc.gz", 6)
    return folder


def finished(line):
    return subprocess.run(line, capture_output=True, text=True, timeout=300, check=False)


def command(source, out, *options):
    return [sys.executable, "-m", "dateline", "archive", str(source), "--out", str(out), "--shard-size", "2", *options]


@pytest.fixture(scope="module")
def archived(source, tmp_path_factory):
    """An archive made without any trouble."""
    out = tmp_path_factory.mktemp("archived") / "out"
    done = finished(command(source, out))
    assert done.returncode == 0, done.stderr
    assert "16 reports" in done.stdout
    assert "ms of CPU each" in done.stderr
    return out


def data(out):
    return {name: content for name, content in tree(out).items() if not name.startswith(".")}


def test_killed_workers_cost_no_row_and_leave_nothing_behind(source, archived, tmp_path):
    out = tmp_path / "out"
    chance = random.Random(7)
    hasty = os.environ | {"DASK_DISTRIBUTED__DEPLOY__LOST_WORKER_TIMEOUT": "0s"}  # would give up every killed worker
    line = command(source, out, "--workers", "2")
    run = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=hasty)
    killed = 0
    deadline = time.monotonic() + 240
    while run.poll() is None and killed < KILLS and time.monotonic() < deadline:
        time.sleep(chance.random())
        try:
            found = [
                p for p in psutil.Process(run.pid).children(recursive=True) if "tracker" not in " ".join(p.cmdline())
            ]
            if (out / "dataset.json").exists() and found:  # the workers have begun
                chance.choice(found).kill()
                killed += 1
        except psutil.NoSuchProcess:
            continue
    _, complaints = run.communicate(timeout=300)
    assert run.returncode == 0, complaints.decode()
    assert killed
    assert data(out) == data(archived)
    assert not (out / PARTIAL).exists()
    assert ask("select count(*), count(distinct id) from read_parquet('OUT/reports/**/*.parquet')", out) == [(16, 16)]


def test_a_rerun_does_only_what_is_missing(source, archived, tmp_path):
    before = {path: path.stat().st_mtime_ns for path in archived.rglob("*.parquet")}
    lost = min((archived / "manifest").glob("*.json"))
    name = json.loads(lost.read_text())["name"]
    kept = data(archived)
    lost.unlink()
    done = finished(command(source, archived))
    assert done.returncode == 0, done.stderr
    assert data(archived) == kept
    for path, moment in before.items():
        assert (path.stat().st_mtime_ns != moment) == (name in path.name)


def test_a_source_that_grew_takes_the_place_of_what_it_was(tmp_path):
    source, out = tmp_path / "news.jsonl", tmp_path / "out"
    for count in (3, 5):
        write_lines(source, count)
        done = finished(command(source, out))
        assert done.returncode == 0, done.stderr
    assert ask("select count(*), count(distinct id) from read_parquet('OUT/reports/**/*.parquet')", out) == [(5, 5)]


def test_loading_twice_is_loading_once(archived, tmp_path):
    url = f"sqlite:///{tmp_path / 'news.db'}"
    for expected in ("16 reports added, 0 known", "0 reports added, 16 known"):
        done = CliRunner().invoke(group, ["--ledger", url, "load", str(archived)])
        assert expected in done.output
    with Ledger(url) as ledger:
        assert ledger.count() == 16


def pages_of(url):
    """The bytes kept behind each report of a ledger, by address."""
    with sa.create_engine(url).connect() as connection:
        return {
            report.url: captured(connection, report.id)
            for report in connection.execute(sa.select(reports.c.id, reports.c.url))
        }


def test_a_loaded_report_has_the_page_that_was_read(tmp_path, one_reader):
    source, out, url = write_warc(tmp_path / "news.warc.gz", 5), tmp_path / "out", f"sqlite:///{tmp_path / 'news.db'}"
    for task in tasks(out, [source], one_reader.generator, shard_size=4):
        process_shard(task)
    done = CliRunner().invoke(group, ["--ledger", url, "load", str(out)])
    assert done.output == "5 reports added, 0 known, 0 replaced\n"
    kept = pages_of(url)
    assert {at: page.content for at, page in kept.items()} == {f"https://news.example/{n}": page(n) for n in range(5)}


@pytest.mark.parametrize("change", [Path.unlink, lambda path: write_warc(path, 1)])
def test_pages_that_are_no_longer_what_was_read_are_not_kept(tmp_path, one_reader, change):
    source, out, url = write_warc(tmp_path / "news.warc.gz", 3), tmp_path / "out", f"sqlite:///{tmp_path / 'news.db'}"
    for task in tasks(out, [source], one_reader.generator):
        process_shard(task)
    change(source)
    there = 1 if source.exists() else 0
    done = CliRunner().invoke(group, ["--ledger", url, "load", str(out)])
    assert done.exit_code == 0
    assert f"{3 - there} have no captured page" in done.output
    assert sum(kept is not None for kept in pages_of(url).values()) == there


def test_a_missing_source_is_named_and_stops_no_other(tmp_path):
    source = write_lines(tmp_path / "news.jsonl", 2)
    names = [str(source), str(tmp_path / "nowhere.warc.gz")]
    line = [sys.executable, "-m", "dateline", "archive", *names, "--out", str(tmp_path / "out")]
    done = finished(line)
    assert done.returncode == 1
    assert "nowhere.warc.gz: there is no such file" in done.stderr
    assert "2 reports" in done.stdout


def test_a_folder_that_another_run_writes_is_left_alone(tmp_path):
    folder = Folder(tmp_path / "out")
    with folder.locked(), pytest.raises(StoreError, match="another run"), Folder(tmp_path / "out").locked():
        pass


def test_a_folder_keeps_to_one_generator(tmp_path):
    folder = Folder(tmp_path / "out")
    folder.claim('["dateline", "1"]', 500)
    folder.claim('["dateline", "1"]', 500)
    with pytest.raises(InputError, match="another generator"):
        folder.claim('["dateline", "2"]', 500)


def test_a_missing_extra_is_one_clear_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"pip install 'dateline\[archive\]'"):
        extras.extra("distributed")


def test_a_folder_without_an_archive_cannot_be_loaded(tmp_path):
    done = CliRunner().invoke(group, ["--ledger", f"sqlite:///{tmp_path / 'x.db'}", "load", str(tmp_path)])
    assert isinstance(done.exception, InputError)


def test_what_cannot_be_an_archive_is_said_in_one_line(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("Taken.")
    archive = ["archive", str(tmp_path / "empty"), "--out"]
    for arguments, code, says in (
        ([*archive, str(tmp_path / "out")], 1, "there is no file in this folder"),
        (["archive", str(tmp_path / "file"), "--out", str(tmp_path / "file")], 3, "name another folder with --out"),
        (["load", str(tmp_path / "empty")], 3, "holds no archive"),
    ):
        done = finished([sys.executable, "-m", "dateline", "--ledger", "sqlite://", *arguments])
        assert done.returncode == code
        assert done.stderr.count("dateline: ") == 1
        assert says in done.stderr


@pytest.mark.parametrize("damage", ['{"name": ', "[]"])
def test_a_damaged_manifest_is_named_with_what_to_do(tmp_path, damage):
    folder = Folder(tmp_path)
    folder.write("manifest/one.json", lambda path: path.write_text(damage))
    with pytest.raises(StoreError, match=r"one\.json is damaged: .*; remove it, and `dateline archive`"):
        folder.rows()
