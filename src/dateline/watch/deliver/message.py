"""A signal as a message: what it says, and for each record the sentence, the speaker, the standing and a link."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.ledger.signals import RETRACTED

MOST_LINES = 5
"""Sentences in one message; more are counted, and found in the ledger under the signal's number."""

MOST_WORDS = 400
"""Characters of a sentence that a message shows; the link leads to the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One record: the report's own words, who vouches for them and how openly named, and where to read them."""

    record: str
    words: str
    speaker: str
    standing: str
    outlet: str | None
    day: str | None
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is told. `id` stays the same however often it is sent; `more` counts the records not shown."""

    id: str
    news: str
    rule: str
    day: str
    raised: str
    headline: str
    reason: str | None
    lines: tuple[Line, ...]
    more: int

    @property
    def title(self) -> str:
        """One line: the rule and what it found, marked when it is taken back."""
        mark = "RETRACTED: " if self.news == RETRACTED else ""
        return f"{mark}{self.rule}: {self.headline}"

    def text(self) -> str:
        """The message without its title, as plain text."""
        parts = [f"Retracted: {self.reason}"] if self.news == RETRACTED and self.reason else []
        parts.extend(
            f"“{line.words}”\n  {line.speaker} ({line.standing}), {line.outlet or 'outlet unknown'}, "
            f"{line.day or 'day unknown'}\n  {line.link}"
            for line in self.lines
        )
        if self.more:
            parts.append(f"and {self.more} more: dateline signals show {self.id}")
        return "\n\n".join(parts)


def compose(signal: Mapping[str, Any], news: str, desk: str | None) -> Message:
    """The message of a signal as `ledger.signals.listed` gives it."""
    records = signal["records"]
    return Message(
        id=f"G{signal['seq']}",
        news=news,
        rule=signal["rule"],
        day=signal["day"],
        raised=signal["raised"],
        headline=signal["headline"],
        reason=signal["reason"],
        lines=tuple(_line(record, desk) for record in records[:MOST_LINES]),
        more=max(0, len(records) - MOST_LINES),
    )


def _line(record: Mapping[str, Any], desk: str | None) -> Line:
    words = " ".join(record["words"].split())
    return Line(
        record=record["record"],
        words=words if len(words) <= MOST_WORDS else words[: MOST_WORDS - 1] + "…",
        speaker=record["speaker"],
        standing=record["standing"],
        outlet=record["outlet"],
        day=record["day"],
        link=link(record, desk),
    )


def link(record: Mapping[str, Any], desk: str | None) -> str:
    """Where to read a record: its mark on the desk's page of the report, else the report's page, else the command."""
    report, _, _ = record["record"].partition("/")
    if desk is not None:
        return f"{desk.rstrip('/')}/reports/{report}#s={record['start']}-{record['end']}"
    return record["url"] or f"dateline evidence {record['record']}"
