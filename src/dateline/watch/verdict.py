"""What an answer of the web means for whoever asked."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from dateline.acquire.http import Answer
from dateline.errors import DatelineError, UnreachableError
from dateline.watch.patience import DEFAULT_HOLD, retry_after

Fate = Literal["good", "unchanged", "moved", "busy", "refused", "gone", "never"]
"""`busy` may be over in seconds, `refused` in hours (a page not found that was only just listed); `gone` is the other
side's last word and `never` ours."""

_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504, 507, 508, 509, 520, 521, 522, 523, 524, 529})
"""Statuses that tell of a fault that passes; those from 520 on are of the large proxies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The fate of a request, the problem in one line when there is one, and how long the host wants to be left alone."""

    fate: Fate
    problem: str = ""
    hold: timedelta | None = None


def judge(outcome: Answer | DatelineError, now: datetime) -> Verdict:
    """The verdict on what came of a request."""
    if isinstance(outcome, UnreachableError):
        return Verdict(fate="busy", problem=str(outcome))
    if isinstance(outcome, DatelineError):
        return Verdict(fate="never", problem=str(outcome))
    if outcome.status == 200:
        return Verdict(fate="good")
    if outcome.status == 304:
        return Verdict(fate="unchanged", problem=f"{outcome.url} answered 304 where nothing was known of it")
    if outcome.is_redirect:
        return Verdict(fate="moved")
    problem = f"{outcome.url} answered {outcome.status} {outcome.reason}".rstrip()
    if outcome.status == 410:
        return Verdict(fate="gone", problem=problem)
    if outcome.status in _BUSY:
        hold = retry_after(outcome.headers, now)
        if hold is None and outcome.status == 429:
            hold = DEFAULT_HOLD
        return Verdict(fate="busy", problem=problem, hold=hold)
    return Verdict(fate="refused", problem=problem)
