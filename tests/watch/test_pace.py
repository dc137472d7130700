"""A source is asked no oftener than it wishes, unless the file gives it a pace of its own."""

from datetime import timedelta

import pytest
from tests.watch.played import START, PlayedClock, Reply, rss


@pytest.fixture
def clock():
    return PlayedClock(START, START + timedelta(hours=4))


@pytest.mark.parametrize(
    ("asks", "own", "least", "most"),
    [
        ({}, "", 9, 17),
        ({"Cache-Control": "max-age=3600"}, "", 4, 5),
        ({"Cache-Control": "max-age=60"}, "", 9, 17),
        ({"Cache-Control": "max-age=3600"}, 'every = "20m"', 9, 13),
    ],
)
def test_slower_pace_of_the_source_holds(watching, host, clock, asks, own, least, most):
    host.routes["/feed"] = Reply(body=rss(), headers={"Content-Type": "application/rss+xml", **asks})
    watch = watching(f'[[sources]]\nname = "Post"\nfeed = "{host.url}/feed"\n{own}')
    clock.at_end = watch.stop
    watch.run(once=False)
    assert least <= host.paths().count("/feed") <= most
