"""What a report tells as background: history without a day, which is no news of the day it is printed on.

Read off the reading alone: a time that is over and too coarse for a day ("last year"), a past perfect in
the outlet's own voice ("had ruled out"), and what follows in a paragraph that has begun to tell of such a
time ("In June 2025 the army bombed … Rebels fired …"), until another time or the present perfect.
"""

import re
from datetime import date, timedelta

from dateline.ledger.rows import DAY
from dateline.ledger.rows import day as day_of
from dateline.records import Event, Reading

_PAST_PERFECT = re.compile(r"(?:\bhad|['’]d)\s+(?:[a-z]+\s+){0,3}$", re.IGNORECASE)
_PRESENT = re.compile(r"\b(?:has|have|is|are|will|now|today)\b|['’](?:s|ve|re)\s", re.IGNORECASE)
_ASIDE = re.compile(r"\b(?:which|who|whom|whose|that|when|where|after|before|since)\b\W*$", re.IGNORECASE)
_COARSE = re.compile(r"\d{4}(?:-\d{2})?$")
LATELY = timedelta(days=7)
"""How long before a report a day may lie to be news: the tempo's window."""

_BEFORE = 12  # characters before an event's words in which the word that makes it an aside stands


def told_as_background(reading: Reading) -> frozenset[str]:
    """The ids of the events that a report tells as background."""
    text, printed = reading.report.text, day_of(reading.report.published)
    found: set[str] = set()
    scene: Event | None = None
    for event in sorted(reading.events, key=lambda event: (event.trigger.start, event.id)):
        over = printed is not None and is_over(event.when.edtf if event.when else None, printed)
        if scene is not None and "\n" in text[scene.trigger.end : event.trigger.start]:
            scene = None
        if event.when is not None and event.when.edtf is not None:
            if over and day_of(event.when.edtf) is None:
                found.add(event.id)
            if not _is_aside(event, text):
                scene = event if over else None
        elif not event.vouched_by:
            before = text[min(event.evidence.start, event.trigger.start) : event.trigger.start]
            if _PAST_PERFECT.search(before) or (scene is not None and not _PRESENT.search(before)):
                found.add(event.id)
    return frozenset(found)


def is_over(edtf: str | None, printed: str) -> bool:
    """Whether a time had been over for a week when a report was printed; a month or a year, when the next had begun."""
    last = (edtf or "").split("/")[-1]
    try:
        return date.fromisoformat(last[:DAY]) < date.fromisoformat(printed) - LATELY
    except ValueError:  # no day
        return bool(_COARSE.match(last)) and last < printed[: len(last)]


def _is_aside(event: Event, text: str) -> bool:
    """Whether an event stands in a relative or temporal clause: it says when or who, and sets no scene."""
    start = event.evidence.start
    first = text[start : start + _BEFORE].split(" ", 1)[0]
    return bool(_ASIDE.search(first) or _ASIDE.search(text[max(0, start - _BEFORE) : start]))
