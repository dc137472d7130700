"""Files of every kind: read for what they hold, refused in one line for what they are."""

import gzip
import io
from pathlib import Path

import pytest
from fastwarc.warc import WarcRecord, WarcRecordType
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.acquire import captures
from dateline.acquire.sources import _documents
from dateline.clean import to_report
from dateline.errors import DatelineError, InputError, SourceError
from dateline.records import Capture

TEXT = "Ferry crews walked out on Monday, their union said.\n\nThe company regretted it.\n"
PAGE = f"<html><body><article><p>{TEXT * 5}</p></article></body></html>"


def only(path: Path) -> Capture | DatelineError:
    found = list(captures(str(path)))
    assert len(found) == 1
    return found[0]


def test_text_file_is_taken_as_given(tmp_path: Path) -> None:
    for name, content in (("a.txt", TEXT.encode()), ("a.txt.gz", gzip.compress(TEXT.encode())), ("b", TEXT.encode())):
        (tmp_path / name).write_bytes(content)
        capture = only(tmp_path / name)
        assert isinstance(capture, Capture)
        assert (capture.kind, capture.retrieved) == ("text", None)
        assert to_report(capture).text == TEXT


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_text_file_is_read_in_its_charset(tmp_path: Path, charset: str) -> None:
    text = "“Naïve” café owners — said the ministry’s spokesman — protested.\n" * 6
    if charset == "latin-1":
        text = text.replace("“", '"').replace("”", '"').replace("’", "'").replace("—", "-")
    (tmp_path / "a.txt").write_bytes(text.encode(charset))
    capture = only(tmp_path / "a.txt")
    assert isinstance(capture, Capture)
    assert "café owners" in to_report(capture).text


def test_html_file_is_told_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "page").write_text(PAGE, encoding="utf-8")
    capture = only(tmp_path / "page")
    assert isinstance(capture, Capture)
    assert capture.kind == "html"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b"  \n\n ", "empty"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 9, "image"),
        ("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0" + bytes(500), "image"),
        ("noise.txt", bytes(range(256)) * 40, "binary"),
        ("paper.pdf", b"%PDF-1.7 ...", "PDF"),
        ("torn.gz", b"\x1f\x8b\x08\x00garbage", "damaged"),
        ("bomb.gz", gzip.compress(b" " * 400_000_000, 9), "bomb"),
    ],
)
def test_file_that_holds_no_report_is_one_line(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    error = only(tmp_path / name)
    assert isinstance(error, InputError)
    assert says in str(error)
    assert name in str(error)
    assert "\n" not in str(error)


def test_missing_file_and_folder_are_one_line(tmp_path: Path) -> None:
    missing, folder = only(tmp_path / "nothing.txt"), only(tmp_path)
    assert isinstance(missing, SourceError)
    assert "no such file" in str(missing)
    assert isinstance(folder, InputError)
    assert "folder" in str(folder)


def test_json_lines_keep_their_order_and_name_the_bad_line(tmp_path: Path) -> None:
    rows = [
        '{"id": 7, "text": "Ferry crews walked out.", "outlet": "The Ellery Post", "published": "2026-03-03"}',
        "this is not JSON",
        '{"id": "b", "html": "<p>Ferry crews walked out.</p>", "url": "https://ellery.example/b", "mood": "grim"}',
        '{"id": "c"}',
        "",
        '{"id": "d", "text": 5}',
    ]
    (tmp_path / "news.jsonl").write_text("\n".join(rows), encoding="utf-8")
    found = list(captures(str(tmp_path / "news.jsonl")))
    first, bad, second, bare, typed = found
    assert isinstance(first, Capture)
    assert (first.ref, first.kind, first.outlet, first.published) == ("7", "text", "The Ellery Post", "2026-03-03")
    assert isinstance(second, Capture)
    assert (second.ref, second.kind, second.url) == ("b", "html", "https://ellery.example/b")
    for error, line in ((bad, 2), (bare, 4), (typed, 6)):
        assert isinstance(error, InputError)
        assert f"news.jsonl:{line} " in str(error)
        assert "\n" not in str(error)


def archive(pages: int, *, packed: bool) -> bytes:
    """A web archive with a picture, an error page and some articles."""
    out = io.BytesIO()
    contents = [("image/png", 200, b"\x89PNG"), ("text/html", 404, b"<p>Gone</p>")]
    contents += [("text/html; charset=utf-8", 200, PAGE.encode())] * pages
    for number, (kind, status, body) in enumerate(contents):
        record = WarcRecord()
        record.init_headers(record_type=WarcRecordType.response)
        record.headers["WARC-Target-URI"] = f"https://ellery.example/{number}"
        record.headers["WARC-Date"] = "2026-03-03T09:00:00Z"
        record.headers["Content-Type"] = "application/http; msgtype=response"
        head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        record.set_bytes_content(head.encode() + body)
        piece = io.BytesIO()
        record.write(piece)
        out.write(gzip.compress(piece.getvalue()) if packed else piece.getvalue())
    return out.getvalue()


@pytest.mark.parametrize("packed", [False, True])
def test_archive_gives_its_pages_with_address_and_date(tmp_path: Path, packed: bool) -> None:
    (tmp_path / "news.warc.gz").write_bytes(archive(3, packed=packed))
    found = list(captures(str(tmp_path / "news.warc.gz")))
    assert [c.url for c in found if isinstance(c, Capture)] == [f"https://ellery.example/{n}" for n in (2, 3, 4)]
    assert {c.retrieved for c in found if isinstance(c, Capture)} == {"2026-03-03T09:00:00Z"}


@pytest.mark.parametrize("packed", [False, True])
def test_torn_archive_gives_what_is_whole_and_says_where_it_breaks(tmp_path: Path, packed: bool) -> None:
    whole = archive(3, packed=packed)
    (tmp_path / "news.warc").write_bytes(whole[:-40])
    found = list(captures(str(tmp_path / "news.warc")))
    assert isinstance(found[0], Capture)
    assert isinstance(found[-1], SourceError)
    assert "breaks off" in str(found[-1])


@settings(deadline=None)  # the first text loads the language model
@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused_in_one_line(content: bytes) -> None:
    try:
        found = list(_documents(content, "noise"))
    except DatelineError as error:
        found = [error]
    for item in found:
        if isinstance(item, Capture):
            try:
                report = to_report(item)
            except DatelineError as error:
                assert "\n" not in str(error)
            else:
                assert "".join(report.text[p.start : p.end] for p in report.passages) == report.text
        else:
            assert "\n" not in str(item)


def test_archive_that_holds_a_bomb_names_it_and_reads_on(tmp_path: Path) -> None:
    out = io.BytesIO()
    for number, (body, packing) in enumerate([(gzip.compress(b" " * 60_000_000), "gzip"), (PAGE.encode(), "identity")]):
        record = WarcRecord()
        record.init_headers(record_type=WarcRecordType.response)
        record.headers["WARC-Target-URI"] = f"https://ellery.example/{number}"
        record.headers["Content-Type"] = "application/http; msgtype=response"
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {packing}\r\nContent-Length: {len(body)}\r\n\r\n"
        record.set_bytes_content(head.encode() + body)
        record.write(out)
    (tmp_path / "news.warc").write_bytes(out.getvalue())
    bomb, page = captures(str(tmp_path / "news.warc"))
    assert isinstance(bomb, SourceError)
    assert "https://ellery.example/0 is larger than" in str(bomb)
    assert isinstance(page, Capture)
