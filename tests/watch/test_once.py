"""One round: what is listed is read once, whatever lists it; what cannot be had is said and tried again."""

import contextlib
from datetime import timedelta

import pytest
from tests.watch.played import DEAD, START, Reply, atom, page, rss

from dateline.errors import StoreError
from dateline.ledger import sources
from dateline.watch.reading import PageReader
from dateline.watch.warc import WarcFile

STRIKE = page(
    "Ferry crews walk out",
    "Ferry crews in Port Ellery walked out on Monday, their union said.",
    "Two people were hurt.",
)
TALKS = page("Ferry talks resume", "The operator said on Tuesday that talks with the union had resumed in Port Ellery.")


def feed(host, body, path="/feed", **headers):
    host.routes[path] = Reply(body=body, headers={"Content-Type": "application/rss+xml", **headers})
    return f'[[sources]]\nname = "Ellery Post {path}"\nfeed = "{host.url}{path}"\n'


def test_every_listed_page_is_read_once(once, host, ledger):
    host.routes |= {"/strike": STRIKE, "/talks": TALKS}
    toml = feed(
        host,
        rss(
            ("Ferry crews walk out", "/strike", "1", START), ("Ferry talks resume", "/talks?utm_source=rss", "2", START)
        ),
    )
    heard = once(toml)
    assert heard.problems == []
    assert [added.outcome for added, _, _ in heard.kept] == ["added", "added"]
    assert {report["url"] for report in ledger.reports()} == {f"{host.url}/strike", f"{host.url}/talks"}
    assert once(toml).kept == []
    assert host.paths().count("/strike") == host.paths().count("/talks") == 1


def test_page_in_two_feeds_under_two_guids_is_read_once(once, host, ledger):
    host.routes["/strike"] = STRIKE
    toml = feed(host, rss(("Walk-out", "/strike#top", "1", START)), "/a") + feed(
        host, rss(("Ferries", "/strike?fbclid=x", "9", START)), "/b"
    )
    once(toml)
    assert ledger.count() == 1
    assert host.paths().count("/strike") == 1


def test_two_pages_under_one_guid_are_both_read(once, host, ledger):
    host.routes |= {"/strike": STRIKE, "/talks": TALKS}
    once(feed(host, rss(("Walk-out", "/strike", "same", START), ("Talks", "/talks", "same", START))))
    assert ledger.count() == 2


def test_item_that_waits_for_a_source_no_longer_watched_is_read_for_another(once, host, ledger):
    body = rss(("Walk-out", "/strike", "1", START))
    assert once(feed(host, body, "/a")).problems != []
    toml = feed(host, body, "/b")
    host.routes["/strike"] = STRIKE
    assert once(toml).problems == []
    assert ledger.count() == 1


def test_item_that_comes_back_under_another_address_is_the_same(once, host, ledger):
    host.routes |= {"/strike": STRIKE, "/2026/strike": STRIKE}
    once(feed(host, rss(("Walk-out", "/strike", "1", START))))
    once(feed(host, rss(("Walk-out", "/2026/strike", "1", START))))
    assert ledger.count() == 1
    assert "/2026/strike" not in host.paths()


def test_updated_item_is_read_again_and_is_a_new_version(once, host, ledger):
    host.routes["/strike"] = STRIKE
    once(feed(host, atom(("Walk-out", f"{host.url}/strike", "1", START))))
    host.routes["/strike"] = page(
        "Ferry crews walk out",
        "Ferry crews in Port Ellery walked out on Monday, their union said.",
        "Five people were hurt.",
    )
    once(feed(host, atom(("Walk-out", f"{host.url}/strike", "1", START + timedelta(hours=2)))))
    once(feed(host, atom(("Walk-out", f"{host.url}/strike", "1", START + timedelta(hours=2)))))
    assert [bool(report["version_of"]) for report in ledger.reports()] == [False, True]
    assert host.paths().count("/strike") == 2


def test_nothing_new_is_asked_for_by_its_marks(once, host):
    host.routes["/strike"] = STRIKE
    body = rss(("Walk-out", "/strike", "1", START))

    def conditional(headers, now):
        if headers.get("if-none-match") == '"v1"' and headers.get("if-modified-since") == "yesterday":
            return Reply(304)
        return Reply(body=body, headers={"ETag": '"v1"', "Last-Modified": "yesterday"})

    toml = feed(host, body)
    host.routes["/feed"] = conditional
    once(toml)
    heard = once(toml)
    assert heard.problems == []
    assert [asked.status for asked in host.log if asked.path == "/feed"] == [200, 304]


def test_torn_feed_gives_its_whole_items_and_is_asked_for_again_in_full(once, host, ledger):
    host.routes |= {"/strike": STRIKE, "/talks": TALKS}
    whole = rss(("Walk-out", "/strike", "1", START), ("Talks", "/talks", "2", START))
    toml = feed(host, whole[: whole.index(b"/talks") + 3], ETag='"v1"')
    heard = once(toml)
    assert len(heard.problems) == 1
    assert "broken XML" in heard.problems[0]
    assert ledger.count() == 1
    toml = feed(host, whole, ETag='"v1"')
    once(toml)
    assert "if-none-match" not in [asked for asked in host.log if asked.path == "/feed"][-1].headers
    assert ledger.count() == 2
    assert "/tal" not in host.paths()


def test_feed_that_is_always_broken_says_so_once_and_gives_its_items(once, host, ledger):
    host.routes |= {"/strike": STRIKE, "/talks": TALKS}
    toml = feed(host, rss(("Crews&nbsp;walk out", "/strike", "1", START)))
    assert len(once(toml).problems) == 1
    toml = feed(host, rss(("Talks&nbsp;resume", "/talks", "2", START), ("Crews&nbsp;walk out", "/strike", "1", START)))
    assert once(toml).problems == []
    assert ledger.count() == 2


def test_entity_bomb_is_refused_and_said(once, host):
    bomb = b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss version="2.0"><channel>&b;</channel></rss>'
    heard = once(feed(host, bomb))
    assert ["entities" in problem for problem in heard.problems] == [True]


def test_page_that_fails_is_tried_again_in_the_same_round(once, host, ledger):
    fails = iter([Reply(503), DEAD])
    host.routes["/strike"] = lambda headers, now: next(fails, STRIKE)
    heard = once(feed(host, rss(("Walk-out", "/strike", "1", START))))
    assert heard.problems == []
    assert ledger.count() == 1


def test_page_that_is_not_there_yet_is_read_in_the_next_round(once, host, ledger):
    toml = feed(host, rss(("Walk-out", "/strike", "1", START)))
    heard = once(toml)
    assert len(heard.problems) == 1
    assert "/strike answered 404" in heard.problems[0]
    assert "asked for again" in heard.problems[0]
    host.routes["/strike"] = STRIKE
    assert once(toml).problems == []
    assert ledger.count() == 1


def test_page_that_never_comes_is_given_up_and_never_invented(once, host, ledger, clock):
    toml = feed(host, rss(("Walk-out", "/strike", "1", START)))
    rounds = [once(toml).problems]
    for _ in range(20):
        clock._now += timedelta(hours=6)
        rounds.append(once(toml).problems)
    said = [problem for problems in rounds for problem in problems]
    assert "given up after 3 days" in said[-1]
    assert 4 <= host.paths().count("/strike") <= 12
    assert ledger.count() == 0
    state, problem = ledger.ask(lambda c: c.exec_driver_sql("SELECT state, problem FROM items").one())
    assert state == "failed"
    assert "404" in problem


def test_item_without_a_page_is_said_to_have_none(once, host, ledger):
    toml = feed(host, rss(("Ministers meet", None, "1", START)))
    heard = once(toml)
    assert heard.problems == ["Ellery Post /feed: 'Ministers meet' has no page to read"]
    assert once(toml).problems == []
    assert ledger.count() == 0


def test_page_without_an_article_is_failed_at_once(once, host, ledger):
    host.routes["/strike"] = Reply(
        body=b"<html><body><nav><a href='/'>Home</a></nav></body></html>", headers={"Content-Type": "text/html"}
    )
    toml = feed(host, rss(("Walk-out", "/strike", "1", START)))
    assert "no article" in once(toml).problems[0]
    assert once(toml).problems == []
    assert host.paths().count("/strike") == 1


def test_what_robots_forbid_is_not_asked_for(once, host, ledger):
    host.routes |= {
        "/robots.txt": Reply(body=b"User-agent: dateline\nDisallow: /private/\n"),
        "/strike": STRIKE,
        "/private/talks": TALKS,
    }
    heard = once(feed(host, rss(("Walk-out", "/strike", "1", START), ("Talks", "/private/talks", "2", START))))
    assert host.paths() == ["/robots.txt", "/feed", "/strike"]
    assert ["robots.txt" in problem for problem in heard.problems] == [True]
    assert ledger.count() == 1


def test_where_robots_cannot_be_had_nothing_is_asked(once, host, ledger):
    host.routes |= {"/robots.txt": Reply(500), "/strike": STRIKE}
    toml = feed(host, rss(("Walk-out", "/strike", "1", START)))
    assert len(once(toml).problems) == 1
    assert set(host.paths()) == {"/robots.txt"}
    host.routes["/robots.txt"] = Reply(404)
    assert once(toml).problems == []
    assert ledger.count() == 1


def test_feed_moved_for_good_is_asked_at_its_new_address(once, host, new_host, ledger):
    there = new_host()
    there.routes |= {"/strike": STRIKE, "/talks": TALKS}
    toml = feed(host, b"")
    host.routes["/feed"] = Reply(301, headers={"Location": f"{there.url}/new"})
    there.routes["/new"] = Reply(body=rss(("Walk-out", f"{there.url}/strike", "1", START)))
    once(toml)
    there.routes["/new"] = Reply(body=rss(("Talks", f"{there.url}/talks", "2", START)))
    once(toml)
    assert host.paths().count("/feed") == 1
    assert ledger.count() == 2


def test_feed_moved_to_a_web_page_is_not_followed_the_next_time(once, host):
    toml = feed(host, b"")
    host.routes["/feed"] = Reply(301, headers={"Location": "/login"})
    host.routes["/login"] = page("Please log in", "You must log in to read this.")
    assert "not a feed" in once(toml).problems[0]
    once(toml)
    assert host.paths().count("/feed") == 2


def test_feed_that_is_gone_is_not_asked_again(once, host):
    toml = feed(host, b"")
    host.routes["/feed"] = Reply(410)
    assert "not asked any more" in once(toml).problems[0]
    assert once(toml).problems == []
    assert host.paths().count("/feed") == 1


def test_host_that_asks_to_be_left_alone_is_left_alone(once, host, ledger, clock):
    toml = feed(host, rss(("Walk-out", "/strike", "1", START)))
    good = host.routes["/feed"]
    host.routes |= {"/strike": STRIKE, "/feed": Reply(429, headers={"Retry-After": "7200"})}
    assert "429" in once(toml).problems[0] or "left alone" in once(toml).problems[0]
    host.routes["/feed"] = good
    before = len(host.log)
    assert "left alone until 2026-02-02T02:00" in once(toml).problems[0]
    assert len(host.log) == before
    clock._now += timedelta(hours=2, minutes=1)
    assert once(toml).problems == []
    assert ledger.count() == 1


def test_short_wait_is_waited_for_by_the_server_s_own_clock(once, host, ledger):
    """The server's clock is a day behind: its date of return is 20 seconds after its own now."""
    toml = feed(host, rss(("Walk-out", "/strike", "1", START)))
    good = host.routes["/feed"]
    host.routes["/strike"] = STRIKE
    busy = iter(
        [Reply(503, headers={"Retry-After": "Sun, 01 Feb 2026 00:00:20 GMT", "Date": "Sun, 01 Feb 2026 00:00:00 GMT"})]
    )
    host.routes["/feed"] = lambda headers, now: next(busy, good)
    assert once(toml).problems == []
    first, second = [asked.began for asked in host.log if asked.path == "/feed"]
    assert timedelta(seconds=20) <= second - first < timedelta(seconds=25)
    assert ledger.count() == 1


def test_date_of_the_feed_stands_in_for_a_page_that_gives_none(once, host, ledger):
    host.routes |= {"/strike": STRIKE, "/talks": TALKS}
    once(
        feed(
            host,
            rss(
                ("Walk-out", "/strike", "1", START - timedelta(hours=3)),
                ("Talks", "/talks", "2", START + timedelta(days=40)),
            ),
        )
    )
    published = {r["url"].rsplit("/", 1)[1]: ledger.reading(r["id"]).report for r in ledger.reports()}
    assert (published["strike"].published, published["strike"].published_basis) == ("2026-02-01T21:00:00Z", "feed")
    assert (published["talks"].published, published["talks"].published_basis) == (
        None,
        None,
    )  # a date in the future is a clock's fault


def test_news_sitemap_and_its_index(once, host, ledger):
    host.routes |= {"/strike": STRIKE, "/talks": TALKS}
    news = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    entry = "<url><loc>{}/strike</loc><news:news><news:publication_date>2026-02-02</news:publication_date><news:title>Walk-out</news:title></news:news></url>"
    host.routes["/news.xml"] = Reply(
        body=f"<urlset {news}>{entry.format(host.url)}<url><loc>{host.url}/talks</loc></url></urlset>".encode()
    )
    host.routes["/index.xml"] = Reply(
        body=f"<sitemapindex {news}><sitemap><loc>{host.url}/news.xml</loc></sitemap></sitemapindex>".encode()
    )
    assert once(f'[[sources]]\nname = "Post"\nsitemap = "{host.url}/index.xml"\n').problems == []
    assert [report["url"] for report in ledger.reports()] == [f"{host.url}/strike"]


def test_index_that_does_not_change_hides_no_news(once, host, ledger):
    host.routes |= {"/strike": STRIKE, "/talks": TALKS}
    news = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    )

    def sitemap(*paths):
        rows = "".join(f"<url><loc>{host.url}{path}</loc><n:news><n:title>T</n:title></n:news></url>" for path in paths)
        return Reply(body=f"<urlset {news}>{rows}</urlset>".encode())

    maps = "".join(f"<sitemap><loc>{host.url}/{name}.xml</loc></sitemap>" for name in ("news", "old"))
    host.routes["/index.xml"] = Reply(
        body=f"<sitemapindex {news}>{maps}</sitemapindex>".encode(), headers={"ETag": '"1"'}
    )
    host.routes |= {"/news.xml": sitemap("/strike"), "/old.xml": Reply(410)}
    toml = f'[[sources]]\nname = "Post"\nsitemap = "{host.url}/index.xml"\n'
    assert ["/old.xml answered 410" in problem for problem in once(toml).problems] == [True]
    host.routes |= {"/news.xml": sitemap("/talks", "/strike"), "/old.xml": sitemap()}
    assert once(toml).problems == []
    assert ledger.count() == 2


def test_rules_that_are_nonsense_are_none(once, host, ledger):
    host.routes |= {"/strike": STRIKE, "/robots.txt": Reply(body=b"not gzip", headers={"Content-Encoding": "gzip"})}
    assert once(feed(host, rss(("Walk-out", "/strike", "1", START)))).problems == []
    assert ledger.count() == 1


def test_rules_on_a_host_that_wants_to_be_left_alone_hold_nobody_up(once, host, new_host, ledger):
    busy = new_host()
    busy.routes["/feed"] = busy.routes["/robots.txt"] = Reply(429, headers={"Retry-After": "7200"})
    host.routes["/robots.txt"] = Reply(302, headers={"Location": f"{busy.url}/robots.txt"})
    toml = feed(host, rss(("Walk-out", "/strike", "1", START)))
    assert len(once(toml).problems) == 1
    assert ledger.count() == 0


def test_archive_that_cannot_be_written_ends_the_round_and_fails_no_item(once, host, ledger, tmp_path):
    (tmp_path / "kept").write_text("a file where the folder should be")
    host.routes["/strike"] = STRIKE
    toml = feed(host, rss(("Walk-out", "/strike", "1", START)))
    with pytest.raises(StoreError, match="cannot be written"):
        once(toml, archive=WarcFile(tmp_path / "kept", START))
    assert ledger.count() == 0
    once(toml)
    assert ledger.count() == 1


def test_fault_of_our_own_leaves_the_item_for_later(once, host, ledger, reader):
    class Faulty(PageReader):
        def read(self, report):
            raise NameError("a slip")

    host.routes["/strike"] = STRIKE
    toml = feed(host, rss(("Walk-out", "/strike", "1", START)))
    (problem,) = once(toml, reader=lambda: Faulty(reader)).problems
    assert "a fault in dateline" in problem
    assert once(toml).problems == []
    assert ledger.count() == 1


def test_page_as_a_source_is_read_when_it_changes(once, host, ledger):
    toml = f'[[sources]]\nname = "Ministry"\npage = "{host.url}/latest"\n'
    host.routes["/latest"] = STRIKE
    once(toml)
    once(toml)
    host.routes["/latest"] = TALKS
    once(toml)
    assert [bool(report["version_of"]) for report in ledger.reports()] == [False, True]


def test_end_of_a_cycle_is_told_once_there_is_something_new(once, host, ledger):
    host.routes["/strike"] = STRIKE
    ends = []
    once(
        feed(host, rss(("Walk-out", "/strike", "1", START))),
        after_cycle=lambda ledger, now: ends.append(ledger.count()),
    )
    assert ends == [1]


def test_private_host_is_refused_unless_allowed(once, host):
    from dateline.acquire.http import Client

    with Client(allow_private=False) as client:
        heard = once(feed(host, rss()), client=client)
    assert "private" in heard.problems[0]
    assert host.log == []


def test_item_and_report_end_together_or_not_at_all(once, host, ledger, monkeypatch):
    host.routes["/strike"] = STRIKE
    toml = feed(host, rss(("Walk-out", "/strike", "1", START)))

    def dies(*arguments, **options):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sources, "settle", dies)
        with contextlib.suppress(KeyboardInterrupt):
            once(toml)
    assert ledger.count() == 0
    once(toml)
    assert ledger.count() == 1
