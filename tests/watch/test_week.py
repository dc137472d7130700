"""A week of feeds from the sample reports, played in seconds: real requests, real reading, a clock that is moved.

Everything that goes wrong with feeds goes wrong in it. Asserted from the hosts' own logs and from the
ledger: every report is in exactly once, and every host was asked as it wishes to be.
"""

import itertools
from collections import Counter
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.watch.played import DEAD, START, PlayedClock, Reply, atom, rss

from dateline.watch.health import health

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("2026-*"))
WEEK = timedelta(days=7)
DELAY = 2.0  # seconds, as the watch file says
CRAWL_DELAY = 30.0  # seconds, as one host's robots.txt says
HOUR = timedelta(hours=1)


@pytest.fixture
def clock():
    return PlayedClock(START, END)


END = START + WEEK + timedelta(hours=2)


class Printed:
    """The sample reports, printed one after another over five days; each on its outlet's host."""

    def __init__(self, hosts):
        self.at = {}
        for i, path in enumerate(EXAMPLES):
            host = hosts[i % len(hosts)]
            kind = "text/html; charset=utf-8" if path.suffix == ".html" else "text/plain; charset=utf-8"
            host.routes[f"/{path.name}"] = Reply(body=path.read_bytes(), headers={"Content-Type": kind})
            self.at[f"{host.url}/{path.name}"] = START + timedelta(hours=3 + 115 / len(EXAMPLES) * i)

    def items(self, host, now):
        """What a host has printed by now, the newest first, as feeds list it: at most four of them."""
        out = [
            (url.rsplit("/", 1)[1], url, f"tag:{url}", at)
            for url, at in self.at.items()
            if url.startswith(host.url) and at <= now
        ]
        return out[::-1][:4]


def marked(body, kind, headers):
    """A feed with an ETag, or 304 where the asker has it already."""
    tag = f'"{hash(body)}"'
    if headers.get("if-none-match") == tag:
        return Reply(304)
    return Reply(body=body, headers={"Content-Type": kind, "ETag": tag})


def test_week(watching, new_host, ledger, clock):  # noqa: PLR0915 - a week is long
    wire, harbour, gulf, payam, torch = hosts = [new_host() for _ in range(5)]
    printed = Printed(hosts)
    trouble = Counter()

    def strikes(name, every):
        """Whether it is this request's turn to fail: the first of every so many."""
        trouble[name] += 1
        return trouble[name] % every == 1

    def wire_feed(headers, now):
        """Duplicates: each item twice, once with what a tracker adds."""
        items = printed.items(wire, now)
        return marked(
            rss(*items, *((t, f"{u}?utm_source=feed", g, p) for t, u, g, p in items)), "application/rss+xml", headers
        )

    def harbour_feed(headers, now):
        """An Atom feed that is dead for two days in the middle, and fails every third time besides."""
        if START + timedelta(days=2) <= now < START + timedelta(days=4):
            return DEAD
        return (
            Reply(500)
            if strikes("harbour", 3)
            else marked(atom(*printed.items(harbour, now)), "application/atom+xml", headers)
        )

    def gulf_feed(headers, now):
        """A JSON feed that moves for good on the third day, by way of a passing redirect before."""
        import json

        items = [
            {"id": g, "url": u, "title": t, "date_published": p.isoformat()} for t, u, g, p in printed.items(gulf, now)
        ]
        return marked(
            json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode(),
            "application/feed+json",
            headers,
        )

    def gulf_old(headers, now):
        return Reply(301 if now >= START + timedelta(days=3) else 302, headers={"Location": f"{torch.url}/gulf.json"})

    def payam_feed(headers, now):
        """Broken XML every other time, torn in the middle of an address; its clock runs nine hours ahead."""
        body = rss(*((t, u, g, p + timedelta(hours=9)) for t, u, g, p in printed.items(payam, now)))
        if strikes("payam", 2):
            return Reply(
                body=body[: body.rindex(b"</link>") - 5] if b"</link>" in body else body, headers={"ETag": '"same"'}
            )
        return marked(body, "text/xml", headers)

    def torch_feed(headers, now):
        """Asks to be left alone, in seconds and by a date of a clock that is an hour behind. Its GUIDs are all the same."""
        if strikes("torch", 4):
            behind = now - HOUR
            late = format_datetime(behind + 3 * HOUR, usegmt=True)
            wish = (
                {"Retry-After": late, "Date": format_datetime(behind, usegmt=True)}
                if trouble["torch"] % 8 == 1
                else {"Retry-After": "7200"}
            )
            return Reply(429 if trouble["torch"] % 8 == 1 else 503, headers=wish)
        return marked(
            rss(*((t, u, "1", p) for t, u, _, p in printed.items(torch, now))), "application/rss+xml", headers
        )

    wire.routes["/feed"] = wire_feed
    harbour.routes["/feed"] = harbour_feed
    gulf.routes["/old.json"] = gulf_old
    torch.routes["/gulf.json"] = gulf_feed
    payam.routes["/feed"] = payam_feed
    torch.routes["/feed"] = torch_feed
    harbour.routes["/robots.txt"] = Reply(
        body=f"User-agent: *\nCrawl-delay: {CRAWL_DELAY:g}\nDisallow: /admin/\n".encode()
    )
    # Another feed of the wire's reports, and three of its own that never come to be read
    extra = rss(
        ("The same again", next(url for url in printed.at if url.startswith(wire.url)), "again", START),
        ("Not for machines", f"{harbour.url}/admin/page", "no", START),
        ("Never there", f"{wire.url}/never", "never", START),
        ("No page at all", None, "nothing", START),
    )
    wire.routes["/extra"] = Reply(body=extra)
    wire.routes["/closing"] = lambda headers, now: Reply(body=rss()) if now < START + timedelta(days=1) else Reply(410)
    for path in ("/feed", "/old.json"):  # every report's page fails the first time it is asked for
        for host in hosts:
            host.routes.setdefault(path, Reply(404))
    for url in printed.at:
        host = next(host for host in hosts if url.startswith(host.url))
        path = url.removeprefix(host.url)
        good, name = host.routes[path], url
        host.routes[path] = lambda headers, now, good=good, name=name: Reply(503) if strikes(name, 10**6) else good

    addresses = [
        f"{wire.url}/feed",
        f"{wire.url}/extra",
        f"{wire.url}/closing",
        f"{harbour.url}/feed",
        f"{gulf.url}/old.json",
        f"{payam.url}/feed",
        f"{torch.url}/feed",
    ]
    toml = f"[watch]\nevery = '2h'\ndelay = {DELAY}\n" + "".join(
        f"[[sources]]\nname = 'S{i}'\nfeed = '{a}'\n" for i, a in enumerate(addresses)
    )
    watch = watching(toml)
    clock.at_end = watch.stop
    watch.run(once=False)

    # Every report in exactly once
    assert Counter(report["url"] for report in ledger.reports()) == Counter(list(printed.at))
    kept = Counter(added.outcome for added, _, _ in watch.heard.kept)
    assert kept == {"added": len(EXAMPLES)}
    # What never came is said and failed, not invented
    failed = dict(ledger.ask(lambda c: c.exec_driver_sql("SELECT key, problem FROM items WHERE state != 'done'").all()))
    assert sorted(failed) == sorted([f"{harbour.url}/admin/page", f"{wire.url}/never", "guid:nothing"])
    assert "robots.txt" in failed[f"{harbour.url}/admin/page"]
    assert "given up after 3 days" in failed[f"{wire.url}/never"]
    # Politeness, by the hosts' own logs
    for host in hosts:
        asked = host.log
        assert asked[0].path == "/robots.txt"
        assert all(one.alone for one in asked)
        pause = timedelta(seconds=CRAWL_DELAY if host is harbour else DELAY)
        close = [(a, b) for a, b in itertools.pairwise(asked[1:]) if b.began - a.ended < pause]
        assert close == []
        rules = [one.began for one in asked if one.path == "/robots.txt"]
        assert all(later - earlier >= timedelta(days=1) for earlier, later in itertools.pairwise(rules))
        assert len(rules) >= (asked[-1].began - START).days
    assert not any(path.startswith("/admin/") for path in harbour.paths())
    for held, after in zip(torch.log, torch.log[1:], strict=False):
        if held.status in (429, 503) and held.path == "/feed":
            assert after.began - held.ended >= timedelta(hours=3 if held.status == 429 else 2)
    # A feed that moved is asked where it is; one that is gone is not asked; one that is dead is asked ever less often
    third = [
        asked for asked in gulf.log if asked.path == "/old.json" and asked.began > START + timedelta(days=3, hours=3)
    ]
    assert third == []
    assert [asked.status for asked in wire.log if asked.path == "/closing"].count(410) == 1
    dead = [asked for asked in harbour.log if asked.status == 0]
    assert len(dead) <= 36  # 24 polls of three tries would be 72
    assert {asked.status for asked in wire.log if asked.path == "/feed"} == {200, 304}
    shown = {one.address: one for one in health(ledger, watch._polls.sources.values(), clock.now())}
    assert shown[f"{wire.url}/closing"].state == "gone"
    assert shown[f"{gulf.url}/old.json"].moved_to == f"{torch.url}/gulf.json"
    assert shown[f"{harbour.url}/feed"].last_item >= "2026-02-06"
