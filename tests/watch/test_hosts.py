"""Politeness, by itself: whose turn it is."""

from datetime import timedelta

import pytest
from tests.watch.played import START

from dateline.acquire.robots import Robots
from dateline.watch.hosts import ROBOTS_LAST, Hosts, Task, host_of


def page(url):
    return Task(kind="page", key=url, url=url)


@pytest.fixture
def hosts():
    return Hosts(2.0, START)


def turns(hosts, now):
    return [(host.name, task.kind, task.url) for host, task in hosts.ready(now)]


def test_rules_come_before_anything_else_and_only_once(hosts):
    for path in "ab":
        hosts.queue(page(f"https://post.example/{path}"))
    assert turns(hosts, START) == [("post.example", "robots", "https://post.example/robots.txt")]
    assert turns(hosts, START) == []
    host = hosts.named("post.example")
    hosts.answered(host, START)
    assert turns(hosts, START + timedelta(hours=1)) == []  # its rules are still being fetched, from elsewhere perhaps
    hosts.learn(host, Robots(""), START)
    assert turns(hosts, START + timedelta(seconds=1)) == []
    assert turns(hosts, START + timedelta(seconds=2)) == [("post.example", "page", "https://post.example/a")]


def test_hosts_do_not_wait_for_each_other(hosts):
    for name in ("a.example", "b.example"):
        hosts.learn(hosts.named(name), Robots(""), START)
        hosts.queue(page(f"https://{name}/1"))
        hosts.queue(page(f"https://{name}/2"))
    assert [name for name, _, _ in turns(hosts, START)] == ["a.example", "b.example"]
    hosts.answered(hosts.named("b.example"), START)
    assert [name for name, _, _ in turns(hosts, START + timedelta(seconds=9))] == ["b.example"]


def test_crawl_delay_is_kept_and_rules_are_fetched_anew_after_a_day(hosts):
    host = hosts.named("post.example")
    hosts.learn(host, Robots("User-agent: *\nCrawl-delay: 60"), START)
    hosts.queue(page("https://post.example/1"))
    hosts.queue(page("https://post.example/2"))
    assert len(turns(hosts, START)) == 1
    hosts.answered(host, START)
    assert turns(hosts, START + timedelta(seconds=59)) == []
    assert hosts.next_free(START) == START + timedelta(seconds=60)
    assert [kind for _, kind, _ in turns(hosts, START + ROBOTS_LAST)] == ["robots"]


def test_held_host_is_left_alone_and_can_be_emptied(hosts):
    host = hosts.named("post.example")
    hosts.learn(host, Robots(""), START)
    hosts.queue(page("https://post.example/1"))
    hosts.hold(host, START + timedelta(hours=1))
    assert turns(hosts, START + timedelta(minutes=59)) == []
    assert [task.url for _, task in hosts.held(START + timedelta(minutes=1))] == ["https://post.example/1"]
    assert not hosts.waiting


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://Post.Example/a", "post.example"),
        ("https://post.example:443/a", "post.example"),
        ("http://post.example:80/a", "post.example"),
        ("http://post.example:8080/a", "post.example:8080"),
        ("http://[2001:db8::1]/a", "2001:db8::1"),
        ("http://user@post.example/a", "post.example"),
    ],
)  # fmt: skip
def test_host_of_an_address(url, name):
    assert host_of(url) == name
