"""robots.txt: what a host asks of machines (RFC 9309, and the older Crawl-delay)."""

import math
import re
from functools import cached_property

from protego import Protego

TOKEN = "dateline"  # noqa: S105 - our name in robots.txt, no secret
"""The name by which a robots.txt addresses us."""

MOST_BYTES = 500 * 1024
"""How much of a robots.txt is read: the least that RFC 9309 asks for."""

MOST_DELAY = 3600.0
"""Seconds of Crawl-delay that are honoured; whoever asks for more between two pages is asked once an hour."""

_DIRECTIVE = re.compile(r"^\s*(?:user-agent|disallow|allow|crawl-delay)\s*:", re.IGNORECASE | re.MULTILINE)


def robots_text(content: bytes) -> str:
    """The rules in a robots.txt: UTF-8 as RFC 9309 has it, cut to a reasonable length."""
    return content[:MOST_BYTES].decode("utf-8", "replace").replace("\0", "")


class Robots:
    """The rules of one host. Text that holds no rules (a host's error page, say) allows everything.

    They are parsed when they are first asked for: a run from cron knows many hosts and asks few.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _rules(self) -> Protego | None:
        return Protego.parse(self._text) if _DIRECTIVE.search(self._text) else None

    def allows(self, url: str) -> bool:
        """Whether the address may be asked for."""
        return self._rules is None or bool(self._rules.can_fetch(url, TOKEN))

    @property
    def delay(self) -> float:
        """Seconds that the host wants between two requests; 0 when it does not say."""
        if self._rules is None:
            return 0.0
        wish = self._rules.crawl_delay(TOKEN)
        rate = self._rules.request_rate(TOKEN)
        seconds = [float(wish)] if wish is not None else []
        if rate is not None and rate.requests > 0:
            seconds.append(rate.seconds / rate.requests)
        return min(max((s for s in seconds if math.isfinite(s)), default=0.0), MOST_DELAY)
