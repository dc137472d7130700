"""robots.txt: what is allowed, how fast, and that nonsense is neither a wall nor a crash."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.acquire.robots import MOST_DELAY, Robots, robots_text

SITE = "https://post.example"


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: dateline\nDisallow: /private/", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Dateline\nDisallow: /private/", "/private/x", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$\nAllow: /a", "/x.pdf", False),
        ("<html><body>Not found: disallow nothing</body></html>", "/a", True),
    ],
)  # fmt: skip
def test_rules(text, path, allowed):
    assert Robots(text).allows(SITE + path) is allowed


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", 0),
        ("User-agent: *\nCrawl-delay: 7", 7),
        ("User-agent: *\nCrawl-delay: 7\n\nUser-agent: dateline\nCrawl-delay: 2.5", 2.5),
        ("User-agent: *\nRequest-rate: 1/10", 10),
        ("User-agent: *\nCrawl-delay: 99999999", MOST_DELAY),
        ("User-agent: *\nCrawl-delay: nan", 0),
        ("User-agent: *\nCrawl-delay: soon", 0),
    ],
)  # fmt: skip
def test_delay(text, seconds):
    assert Robots(text).delay == seconds


@given(
    st.one_of(
        st.binary(max_size=300),
        st.lists(
            st.sampled_from(
                [
                    b"User-agent: *\n",
                    b"Disallow: ",
                    b"/%ff*$",
                    b"Crawl-delay: -1\n",
                    b"Request-rate: 0/0\n",
                    b"\x00",
                    b":",
                ]
            ),
            max_size=20,
        ).map(b"".join),
    )
)
def test_any_bytes_are_rules(content):
    rules = Robots(robots_text(content))
    assert rules.allows(f"{SITE}/a?b=%zz") in (True, False)
    assert 0 <= rules.delay <= MOST_DELAY
