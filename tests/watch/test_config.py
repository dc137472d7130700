"""The watch file: what it says, and which key is wrong when it is."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import DatelineError, InputError
from dateline.watch.config import read_watch_file

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "watch"
MINIMAL = '[[sources]]\nname = "Example Agency"\nfeed = "https://example.org/feed.xml"\n'


def read(tmp_path, text, name="watch.toml"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_watch_file(path)


def test_name_and_feed_are_enough(tmp_path):
    found = read(tmp_path, MINIMAL)
    (source,) = found.sources
    assert (source.name, source.kind, source.address) == ("Example Agency", "feed", "https://example.org/feed.xml")
    assert (source.every, found.delay, found.warc) == (timedelta(minutes=15), 0.5, None)


def test_all_keys(tmp_path):
    text = (
        '[watch]\nevery = "2h"\ndelay = 3\nconnections = 4\nwarc = "kept"\n'
        + MINIMAL
        + 'outlet = "EA"\nevery = "90s"\n'
    )
    text += '[[sources]]\nname = "Map"\nsitemap = "https://example.org/news.xml"\n[[sources]]\nname = "Page"\npage = "https://example.org/latest"\n[[rules]]\nanything = 1\n'
    found = read(tmp_path, text)
    assert [source.kind for source in found.sources] == ["feed", "sitemap", "page"]
    assert [source.every.total_seconds() for source in found.sources] == [90, 7200, 7200]
    assert (found.sources[0].outlet, found.delay, found.connections, found.warc) == ("EA", 3.0, 4, tmp_path / "kept")


def test_opml_alone_and_in_a_watch_file(tmp_path):
    opml = b'<?xml version="1.0"?><opml><body><outline text="A" xmlUrl="https://a.example/feed"/><outline text="Agency" xmlUrl="https://example.org/feed.xml"/></body></opml>'
    assert [source.name for source in read(tmp_path, opml, "list.opml").sources] == ["A", "Agency"]
    found = read(tmp_path, '[watch]\nopml = ["list.opml"]\n' + MINIMAL)
    assert [source.name for source in found.sources] == ["Example Agency", "A"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "nothing to watch"),
        ("[[sources]", "is not TOML"),
        (b"\xff\xfe", "UTF-8"),
        ('[[sources]]\nname = "A"\n', r"sources\[0\] \('A'\) must have exactly one of feed, sitemap and page"),
        ('[[sources]]\nfeed = "https://a.example/"\n', r"sources\[0\].*name"),
        (MINIMAL + 'page = "https://a.example/"\n', "exactly one of"),
        (MINIMAL + "every = 5\n", r"sources\[0\]\.every: Expected `str"),
        (MINIMAL + 'every = "soon"\n', r"sources\[0\]\.every must be a number and a unit"),
        (MINIMAL + 'every = "0s"\n', r"sources\[0\]\.every must be between"),
        (MINIMAL + 'every = "99999999999999d"\n', r"sources\[0\]\.every must be between"),
        (MINIMAL + 'fed = "x"\n', r"sources\[0\].*`fed`"),
        ("[watch]\ndelay = -1\n" + MINIMAL, r"watch\.delay"),
        ("[watch]\ndelay = nan\n" + MINIMAL, r"watch\.delay"),
        ("[watch]\nconnections = 0\n" + MINIMAL, r"watch\.connections"),
        ('[watch]\nevry = "1h"\n' + MINIMAL, r"watch.*`evry`"),
        ('[[sources]]\nname = "A"\nfeed = "file:///etc/passwd"\n', r"sources\[0\]\.feed is no web address"),
        ('[[sources]]\nname = "A"\nfeed = "http://a:b/"\n', r"sources\[0\]\.feed is no web address"),
        ('[[sources]]\nname = " "\nfeed = "http://a/"\n', r"sources\[0\]\.name is empty"),
        (MINIMAL + MINIMAL.replace("Agency", "Twin"), r"sources\[1\] has the address of 'Example Agency'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(tmp_path, text, says):
    with pytest.raises(DatelineError, match=says) as caught:
        read(tmp_path, text or "\n[watch]\n")
    assert "watch.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=200))
def test_any_file_is_read_or_refused_in_one_error(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    with pytest.raises(InputError):
        read_watch_file(path)


@pytest.mark.parametrize("path", ["world.toml", "iran-talks.toml"])
def test_examples_are_watch_files(path):
    assert len(read_watch_file(EXAMPLES / path).sources) >= 5
