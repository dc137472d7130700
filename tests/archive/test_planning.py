"""Sources become shards whose documents are exactly the sources' own, whatever they are stored in."""

import gzip
import json
from datetime import UTC, datetime

import pyarrow as pa
import pytest
from pyarrow import parquet
from tests.archive.conftest import page, record, rows, write_lines, write_warc

from dateline.acquire import captures
from dateline.archive.documents import documents
from dateline.archive.planning import batches, plan
from dateline.archive.shards import files_of
from dateline.errors import DatelineError, InputError


def read(paths, shard_size):
    shards = plan([str(path) for path in paths], shard_size)
    return shards, [document for shard in shards for document in documents(shard)]


def content(documents):
    return [(d.origin, d.content, d.url, d.ref, d.published, d.retrieved) for d in documents]


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_a_warc_in_shards_gives_what_the_whole_gives(tmp_path, size):
    path = write_warc(tmp_path / "news.warc.gz", 5)
    shards, found = read([path], size)
    assert content(found) == content(captures(str(path)))
    assert sum(shard.documents for shard in shards) == 10  # pictures are counted, and passed over when read
    assert sum(shard.size for shard in shards) <= path.stat().st_size


def test_a_warc_compressed_as_a_whole_is_cut_by_counting(tmp_path):
    path = tmp_path / "whole.warc.gz"
    path.write_bytes(gzip.compress(b"".join(record(f"https://news.example/{n}", page(n)) for n in range(5))))
    shards, found = read([path], 2)
    assert [shard.documents for shard in shards] == [2, 2, 1]
    assert len({shard.digest for shard in shards}) == 3
    assert content(found) == content(captures(str(path)))


def test_a_torn_warc_gives_its_whole_records_and_says_so(tmp_path):
    path = write_warc(tmp_path / "news.warc.gz", 4)
    path.write_bytes(path.read_bytes()[:-40])
    _, found = read([path], 3)
    errors = [one for one in found if isinstance(one, DatelineError)]
    assert len(errors) == 1
    assert "breaks off after 8 records" in str(errors[0])
    assert len(found) - 1 == 4


@pytest.mark.parametrize("name", ["news.jsonl", "news.jsonl.gz"])
@pytest.mark.parametrize("size", [1, 3, 100])
def test_lines_in_shards_keep_their_numbers(tmp_path, name, size):
    path = write_lines(tmp_path / name, 7)
    _, found = read([path], size)
    assert content(found) == content(captures(str(path)))


def test_a_bad_line_and_an_endless_one_stop_no_other(tmp_path, monkeypatch):
    monkeypatch.setattr("dateline.archive.documents.MOST_LINE_BYTES", 2_000_000)
    path = tmp_path / "news.jsonl"
    good = json.dumps(rows(1)[0])
    path.write_text("\n".join([good, "{broken", "x" * 3_000_000, "", good]), encoding="utf-8")
    _, found = read([path], 2)
    assert [isinstance(one, DatelineError) for one in found] == [False, True, True, False]
    assert "news.jsonl:3 is larger" in str(found[2])
    assert found[3].origin.endswith(":5")


def test_parquet_rows_are_reports_whatever_their_row_groups(tmp_path):
    path = tmp_path / "news.parquet"
    moment = datetime(2026, 2, 3, 4, tzinfo=UTC)
    table = pa.Table.from_pylist([row | {"extra": 1, "published": moment} for row in rows(7)])
    parquet.write_table(table, path, row_group_size=3)
    for size in (2, 5, 100):
        _, found = read([path], size)
        assert [one.ref for one in found] == [f"r{n}" for n in range(7)]
        assert [one.content for one in found] == [row["text"] for row in rows(7)]
        assert found[0].published == "2026-02-03T04:00:00+00:00"


def test_small_files_share_a_shard_and_a_changed_one_changes_its_digest(tmp_path):
    for number in range(4):
        (tmp_path / f"{number}.html").write_bytes(page(number))
    paths = sorted(tmp_path.iterdir())
    shards, found = read(paths, 3)
    assert [shard.documents for shard in shards] == [3, 1]
    assert len(found) == 4
    (tmp_path / "0.html").write_bytes(page(9))
    again, _ = read(paths, 3)
    assert [one.digest == other.digest for one, other in zip(shards, again, strict=True)] == [False, True]


def test_the_same_input_has_the_same_digest_wherever_it_lies(tmp_path):
    one, other = write_warc(tmp_path / "a.warc.gz", 2), write_warc(tmp_path / "b.warc.gz", 2)
    assert [s.digest for s in plan([str(one)], 1)] == [s.digest for s in plan([str(other)], 1)]


def test_damaged_and_empty_archives_are_errors_in_their_place(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1 and nothing more")
    (tmp_path / "b.warc").write_bytes(b"WARC/1.0\r\n")
    good = write_lines(tmp_path / "c.jsonl", 1)
    found = plan([str(tmp_path / "a.parquet"), str(tmp_path / "b.warc"), str(tmp_path / "gone"), str(good)], 10)
    assert [isinstance(one, DatelineError) for one in found] == [True, True, True, False]


def test_folders_globs_and_files_name_each_file_once(tmp_path):
    (tmp_path / "sub").mkdir()
    for name in ("a.txt", "sub/b.txt", ".hidden"):
        (tmp_path / name).write_text("x")
    found = list(files_of([str(tmp_path), str(tmp_path / "*.txt"), str(tmp_path / "a.txt"), str(tmp_path / "none*")]))
    assert found[:-1] == [str(tmp_path / "a.txt"), str(tmp_path / "sub" / "b.txt")]
    assert isinstance(found[-1], InputError)


def test_little_files_are_planned_together_and_large_ones_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("dateline.archive.planning.BATCH_BYTES", 100)
    sizes = {"a": 10, "b": 10, "c": 200, "d": 10, "e": 10}
    for name, size in sizes.items():
        (tmp_path / name).write_bytes(b"x" * size)
    found = batches([str(tmp_path / name) for name in sizes], 2)
    assert [[path[-1] for path in batch] for batch in found] == [["a", "b"], ["c"], ["d", "e"]]
