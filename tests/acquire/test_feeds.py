"""Feeds of every kind from bytes; whatever the bytes, items or one clear line."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.acquire.canonical import canonical
from dateline.acquire.feeds import Entry, Feed, parse
from dateline.acquire.feeds.opml import subscriptions
from dateline.errors import DatelineError, InputError, SourceError

AT = "https://post.example/feeds/world.xml"

RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Post</title><link>https://post.example/</link>
<item><title>Ferry &lt;b&gt;crews&lt;/b&gt; walk out</title><link>/strike</link><guid isPermaLink="false">17</guid>
<pubDate>Mon, 02 Feb 2026 09:30:00 +0100</pubDate><content:encoded><![CDATA[<p>Long.</p>]]></content:encoded></item>
<item><title>No link</title><guid isPermaLink="false">18</guid></item>
<item><guid>https://post.example/permalink</guid></item>
</channel></rss>"""


def test_rss():
    assert parse(RSS, AT) == Feed(
        entries=(
            Entry(
                guid="17",
                url="https://post.example/strike",
                title="Ferry crews walk out",
                published="2026-02-02T08:30:00Z",
            ),
            Entry(guid="18", title="No link"),
            Entry(guid="https://post.example/permalink", url="https://post.example/permalink"),
        )
    )


def test_atom():
    body = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://post.example/news/"><entry><title type="html">Talks &amp;amp; more</title>
    <link rel="self" href="x.xml"/><link rel="alternate" href="talks"/><id>urn:1</id><updated>2026-02-02T09:30:00+01:00</updated></entry></feed>"""
    (entry,) = parse(body.encode(), AT).entries
    assert (entry.url, entry.title) == ("https://post.example/news/talks", "Talks & more")
    assert (entry.published, entry.updated) == (None, "2026-02-02T08:30:00Z")


def test_rdf_and_rss_091_with_its_doctype():
    rdf = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item rdf:about="https://post.example/1"><title>T</title><link>https://post.example/1</link></item></rdf:RDF>'
    old = b'<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd"><rss version="0.91"><channel><item><title>T</title><link>https://post.example/1</link></item></channel></rss>'
    assert [parse(body, AT).entries[0].url for body in (rdf, old)] == ["https://post.example/1"] * 2


@pytest.mark.parametrize(
    ("asks", "seconds"),
    [
        ("<ttl>45</ttl>", 2700),
        ("<sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 1800),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", 86400),
        ("<sy:updatePeriod>now and then</sy:updatePeriod>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", None),
        ("<ttl>soon</ttl>", None),
        ("<ttl>inf</ttl>", None),
        ("", None),
    ],
)
def test_feed_says_how_often_it_is_to_be_asked(asks, seconds):
    name = b'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:content'
    body = RSS.replace(b"xmlns:content", name).replace(b"<title>Post", asks.encode() + b"<title>Post")
    assert parse(body, AT).pace == seconds


def test_json_feed():
    body = b'\xef\xbb\xbf{"version": "https://jsonfeed.org/version/1", "items": [{"id": 7, "url": "../a", "title": "T", "date_published": "2026-02-02T09:30:00+01:00"}, {"id": "8", "external_url": "https://x.example/b"}, 3, {"id": [], "url": {}, "title": 1}]}'
    first, second, nothing = parse(body, AT).entries
    assert first == Entry(guid="7", url="https://post.example/a", title="T", published="2026-02-02T08:30:00Z")
    assert second.url == "https://x.example/b"
    assert nothing == Entry()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32", "iso-8859-1", "windows-1252"])
def test_charsets(encoding):
    declared = encoding if "16" not in encoding and "32" not in encoding else "utf-16"
    body = f'<?xml version="1.0" encoding="{declared}"?><rss version="2.0"><channel><item><title>Grève à Orléans</title><link>/a</link></item></channel></rss>'
    assert parse(body.encode(encoding), AT).entries[0].title == "Grève à Orléans"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32-be", "utf-7"])
def test_bomb_is_refused_in_any_charset(encoding):
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel><item><title>&b;</title></item></channel></rss>'
    with pytest.raises(SourceError, match="entities"):
        parse(
            bomb.encode(encoding) if encoding != "utf-7" else bomb.encode("utf-7"),
            AT,
            charset="utf-7" if encoding == "utf-7" else None,
        )


def test_nothing_is_fetched_and_no_file_opened(monkeypatch):
    import builtins
    import socket

    def refused(*arguments, **options):
        raise AssertionError("a feed is parsed from its bytes alone")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(builtins, "open", refused)
    for body in (
        b"https://post.example/feed",
        b"/etc/passwd",
        b'<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss version="2.0"/>',
    ):
        try:
            parse(body, AT)
        except SourceError:
            continue


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"  \n", "empty"),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "web page, not a feed"),
        (b"<!-- x --><html><body>Log in</body></html>", "web page, not a feed"),
        (b"Service unavailable", "no feed|broken XML"),
        (b'{"error": "no"}', "items"),
        (b'{"items": [', "JSON"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no feed|broken XML"),
        (b"<rss>" + b"<a>" * 250_001, "tags"),
        (b" " * (8 * 1024**2) + b"<rss/>", "MB"),
        (b"{" * 100_000, "JSON"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_one_line(body, says):
    with pytest.raises(SourceError, match=says) as caught:
        parse(body, AT)
    assert "\n" not in str(caught.value)
    assert AT in str(caught.value)


def test_bomb_behind_a_comment_is_refused():
    bomb = b'<?xml version="1.0"?><!-- <rss> --> <?x y?>\n<!DOCTYPE x [<!ENTITY a "ha">]><rss version="2.0"><channel><item><title>&a;</title></item></channel></rss>'
    with pytest.raises(SourceError, match="entities"):
        parse(bomb, AT)


def test_article_about_declarations_is_no_declaration():
    body = b"<rss version='2.0'><channel><item><link>/a</link><description><![CDATA[<!DOCTYPE x [<!ENTITY a 'b'>]>]]></description></item><item><link> </link><title>T</title></item></channel></rss>"
    assert [entry.url for entry in parse(body, AT).entries] == ["https://post.example/a", None]


def test_page_that_names_its_feed_is_advice():
    page = b'<!doctype html><head><link rel="stylesheet" href="/a.css"><link href="/rss.xml?a=1&amp;b=2" rel="alternate" type="application/rss+xml"></head>'
    with pytest.raises(SourceError, match=r"its feed is at https://post\.example/rss\.xml\?a=1&b=2$"):
        parse(page, AT)


def test_packed_file_is_unpacked_within_measure():
    assert parse(gzip.compress(RSS), AT) == parse(RSS, AT)
    with pytest.raises(SourceError, match="bomb"):
        parse(gzip.compress(b" " * 50_000_000), AT)


def test_torn_entry_is_left_out_wherever_it_is_torn():
    whole = parse(RSS, AT).entries
    for end in range(RSS.index(b"<item>"), len(RSS) - 1):
        try:
            found = parse(RSS[:end], AT)
        except SourceError:
            continue
        assert found.problem
        assert found.entries == whole[: len(found.entries)]


def fragments():
    """Pieces of feeds in any order: nearer to feeds than noise is."""
    pieces = [
        b"<rss version='2.0'>", b"<channel>", b"<item>", b"</item>", b"<title>", b"</title>", b"<link>", b"</link>", b"<entry>", b"<feed xmlns='http://www.w3.org/2005/Atom'>",
        b"<guid>", b"</guid>", b"<pubDate>Mon, 02 Feb 0000 99:99", b"<updated>9999-99-99T", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"&amp;", b"&#x110000;", b"&bogus;", b"<urlset>",
        b"<url>", b"<loc>", b"http://[::1", b"http://x:99999999/", b"//", b"{", b'"items":', b"[", b"null", b"\xff\xfe", b"\x00", b"<?xml version='1.0' encoding='", b"rot13", b"unicode_escape", b"'?>",
        b"<!DOCTYPE ", b">", b"<sitemapindex>", b"<sitemap>", b"<a href='", b"xml:base='http://[x'", b"<link href='http://y:z'/>", b"\xed\xa0\x80", b"\x1b(B", b" ", b"x",
    ]  # fmt: skip
    return st.lists(st.one_of(st.sampled_from(pieces), st.binary(max_size=8)), max_size=40).map(b"".join)


@given(
    body=st.one_of(st.binary(max_size=300), fragments()),
    charset=st.sampled_from([None, "utf-8", "utf-7", "idna", "rot13", "no-such", "utf-16"]),
)
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_entries_or_one_error(body, charset):
    try:
        found = parse(body, AT, charset=charset)
    except DatelineError as error:
        assert isinstance(error, SourceError)
        assert len(str(error).splitlines()) == 1
        return
    for entry in found.entries:
        assert entry.url is None or entry.url.startswith(("http://", "https://"))
        "".join(filter(None, (entry.guid, entry.url, entry.title))).encode("utf-8")
        assert "\x00" not in f"{entry}"


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_canonical_address_is_its_own(text):
    once = canonical(f"https://post.example/{text}")
    assert canonical(once) == once


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("HTTPS://Post.Example:443/A/b?id=3&utm_source=rss&utm_medium=x#top", "https://post.example/A/b?id=3"),
        ("http://post.example:8080/?fbclid=1", "http://post.example:8080/"),
        ("https://post.example/a?b=2&a=1", "https://post.example/a?b=2&a=1"),
        ("https://post.example/a?at_medium=RSS&at_campaign=rss", "https://post.example/a"),
        ("https://post.example/a?ref=rss", "https://post.example/a"),
        ("https://post.example/a?ref=17", "https://post.example/a?ref=17"),
        ("https://[2001:DB8::1]:443/é", "https://[2001:db8::1]/%C3%A9"),
        ("http://[half", "http://[half"),
    ],
)  # fmt: skip
def test_what_trackers_add_is_taken_off(given, address):
    assert canonical(given) == address


def test_opml():
    body = b'<?xml version="1.0"?><opml version="2.0"><body><outline text="World"><outline type="rss" text="Post" xmlUrl="https://post.example/feed"/></outline><outline title="Again" xmlUrl="https://post.example/feed"/><outline xmlUrl="https://b.example/"/></body></opml>'
    assert subscriptions(body, "list.opml") == [
        ("Post", "https://post.example/feed"),
        ("https://b.example/", "https://b.example/"),
    ]


@pytest.mark.parametrize("body", [b"<opml/>", b"<opml", b"not XML", b'<!DOCTYPE x [<!ENTITY a "b">]><opml/>'])
def test_opml_without_feeds_is_one_line(body):
    with pytest.raises(InputError, match=r"list\.opml"):
        subscriptions(body, "list.opml")
