"""A shard's rows are written once, whole, with the same bytes every time, whatever kills the writer."""

import json
import os
import signal
from pathlib import Path

import duckdb
import pytest
from tests.archive.conftest import page, record, rows, story, write_lines, write_warc

from dateline.archive import Folder, process_shard, work
from dateline.archive.bounded import BoundedReader, TimeLimitError
from dateline.archive.folder import PARTIAL
from dateline.archive.planning import plan
from dateline.archive.tables import COLUMNS, rows_of
from dateline.archive.work import Task
from dateline.records import Capture
from dateline.records.codec import decode


def tasks(folder, paths, made_by, shard_size=100):
    shards = plan([str(path) for path in paths], shard_size)
    return [Task(shard=shard, folder=str(folder), made_by=made_by, seconds=60) for shard in shards]


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def ask(question, folder):
    return duckdb.sql(question.replace("OUT", str(folder))).fetchall()


def test_rows_are_read_back_with_duckdb(tmp_path, one_reader):
    path, out = write_lines(tmp_path / "news.jsonl", 4), tmp_path / "out"
    for task in tasks(out, [path], one_reader.generator):
        process_shard(task)
    years = ask("select year, count(*) from read_parquet('OUT/reports/**/*.parquet') group by year order by year", out)
    assert years == [(2024, 2), (2025, 2)]
    joined = ask(
        "select count(*) from read_parquet('OUT/statements/**/*.parquet') s join read_parquet('OUT/reports/**/*.parquet') r "
        """on s.report = r.id where substr(r.text, s.start + 1, s."end" - s.start) = s.evidence""",
        out,
    )
    assert joined == ask("select count(*) from read_parquet('OUT/statements/**/*.parquet')", out)
    assert joined[0][0] >= 8
    whole = ask("select reading from read_parquet('OUT/readings/**/*.parquet')", out)
    assert sorted(decode(line).report.ref for (line,) in whole) == ["r0", "r1", "r2", "r3"]


def test_every_column_is_filled_from_a_row(reader, read):
    reading = read(story(1), published="2026-02-03")
    for kind, found in rows_of(reading, 0, "00").items():
        columns = {column.split(":")[0] for column in COLUMNS[kind].split()}
        for row in found:
            assert columns <= set(row) | {"vouched_by"}, kind
    assert {kind for kind, found in rows_of(reading, 0, "00").items() if found} >= {"statements", "events", "figures"}


def test_a_second_run_writes_the_same_bytes(tmp_path, one_reader):
    path = write_warc(tmp_path / "news.warc.gz", 3)
    for out in ("one", "two"):
        for task in tasks(tmp_path / out, [path], one_reader.generator, shard_size=2):
            process_shard(task)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_what_gives_no_reading_is_a_reject_with_its_reason(tmp_path, one_reader):
    path, out = tmp_path / "news.jsonl", tmp_path / "out"
    same = rows(1)[0]
    lines = [same, same, {"id": 1}, {"text": "x", "published": "yesterday"}, {"html": "<p>Menu</p>"}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (task,) = tasks(out, [path], one_reader.generator)
    row = process_shard(task).row
    assert row["rows"]["reports"] == 1
    assert row["rejects"] == {"input": 3, "repeat": 1}
    rejects = [json.loads(line) for line in (out / "rejects" / f"{row['name']}.jsonl").read_text().splitlines()]
    assert [reject["reason"] for reject in rejects] == ["repeat", "input", "input", "input"]
    assert all("news.jsonl:" in reject["message"] for reject in rejects)


def test_a_document_beyond_its_time_is_given_up_and_the_next_is_read():
    bounded = BoundedReader(1.0)
    try:
        endless = "\n\n".join(story(number) for number in range(2000))
        answer = bounded.read(Capture(origin="endless", kind="text", content=endless))
        assert isinstance(answer, TimeLimitError)
        assert str(answer).startswith("endless took more than 1 seconds")
        after = bounded.read(Capture(origin="next", kind="text", content=story(1)))
        assert after.report.text == story(1)
    finally:
        bounded.close()


def test_a_killed_reading_process_loses_no_document(bounded):
    first = bounded.read(Capture(origin="a", kind="text", content=story(1)))
    bounded._process.kill()
    assert bounded.read(Capture(origin="a", kind="text", content=story(1))) == first


def test_a_worker_of_another_version_writes_nothing(tmp_path, one_reader):
    path = write_lines(tmp_path / "news.jsonl", 1)
    (task,) = tasks(tmp_path / "out", [path], "another")
    with pytest.raises(work.InputError, match="another version"):
        process_shard(task)
    assert not (tmp_path / "out").exists()


class Kept:
    """A reader that gives readings made before, so that a fork has nobody to share pipes with."""

    generator = "kept"
    cpu_seconds = 0.0
    peak_bytes = 0

    def __init__(self, readings):
        self.readings = readings

    def read(self, capture):
        return self.readings[capture.ref]


def killed_at(step, task):
    """Runs a shard in a fork that kills itself, without a chance to clean up, before its nth rename."""
    child = os.fork()
    if not child:
        renames = 0
        replace = Path.replace

        def count(path, target):
            nonlocal renames
            renames += 1
            if renames == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return replace(path, target)

        Path.replace = count
        process_shard(task)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def test_a_kill_at_any_instant_of_writing_leaves_nothing_half_done(tmp_path, monkeypatch, read):
    kept = Kept({row["id"]: read(row["text"], published=row["published"]) for row in rows(2)})
    monkeypatch.setattr(work, "_reader", lambda _: kept)
    path = write_lines(tmp_path / "news.jsonl", 2)
    (whole,) = tasks(tmp_path / "whole", [path], "kept")
    process_shard(whole)
    Folder(tmp_path / "whole").sweep()
    out, step = tmp_path / "out", 1
    (task,) = tasks(out, [path], "kept")
    folder = Folder(out)
    while killed_at(step, task):
        assert not folder.has(task.name)
        assert list((out / PARTIAL).iterdir())
        folder.sweep()
        assert not any(name.endswith((".parquet", ".jsonl")) for name in tree(out))
        step += 1
    assert step > len(COLUMNS)
    folder.sweep()
    assert tree(out) == tree(tmp_path / "whole")


def test_a_page_of_an_archive_keeps_its_address_and_time(tmp_path, one_reader):
    path, out = tmp_path / "one.warc", tmp_path / "out"
    path.write_bytes(record("https://news.example/1", page(1)))
    (task,) = tasks(out, [path], one_reader.generator)
    process_shard(task)
    found = ask("select url, retrieved, day from read_parquet('OUT/reports/**/*.parquet')", out)
    assert found == [("https://news.example/1", "2026-02-04T06:00:00Z", "2026-02-03")]
