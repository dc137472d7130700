"""The times of one report: found, sifted, resolved in text order, and handed out."""

import bisect
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from dateline.annotate import AnnotatedText
from dateline.records import Notice, When
from dateline.resolve.within.attach import Attachment
from dateline.resolve.within.when.grammar import WORDS, Expression, expressions
from dateline.resolve.within.when.reckoning import Reckoned, Reckoner
from dateline.resolve.within.when.sifting import is_time
from dateline.resolve.within.when.stretch import Stretch
from dateline.resolve.within.when.tense import coming, gone, overtaken, reaches_now, sets_scene

_APART: Final = frozenset({"before", "after", "until", "since"})
_DAY_RULES: Final = ("iso", "month_day", "day_month", "weekday", "week_weekday", "days", "same_day", "feast")
_TO: Final = re.compile(r"\s*(?:-|–|—|to|and|through|until|till)\s+(?:the\s+)?|\s?[-–—]\s?")
_BESIDE: Final = re.compile(r"[\s,(]*(?:(?:on|at|of|local time|from)\b[\s,]*)*", re.IGNORECASE)
COARSE: Final = 2  # steps of the parse that a year counts further off
OLD_YEARS: Final = 5
OLD_TO_NEAR: Final = 2
"""A text is a history from so many years of the past on, if they outnumber days told from today so many times."""
_DEADLINES: Final = frozenset({"by", "until", "till"})
_DEICTIC: Final = ("weekday", "week_weekday", "days")
NARRATIVE_REACH: Final = 3
"""Sentences of a paragraph over which a year stated in the text still rules bare dates (read off broadsheet backgrounders)."""


@dataclass(frozen=True, slots=True)
class _Time:
    """A resolved expression and its tokens, end exclusive."""

    first: int
    end: int
    when: When


class Times:
    """The times of one report, found and resolved once. `notices` says what stayed unresolved."""

    def __init__(self, text: AnnotatedText) -> None:
        self.text = text
        self.notices: list[Notice] = []
        self._found = self._resolve()
        self._attachment = Attachment(text, [(time.first, time.end) for time in self._found], apart=_APART)

    def mentions(self) -> tuple[When, ...]:
        """Every time in the report, in text order."""
        return tuple(time.when for time in self._found)

    def at(self, tokens: Tokens) -> When | None:
        """The time that overlaps these tokens, if any; a resolved one before an unresolved."""
        at = bisect.bisect_left(self._found, tokens.start, key=lambda time: time.end - 1)
        overlapping: list[When] = []
        while at < len(self._found) and self._found[at].first < tokens.end:
            overlapping.append(self._found[at].when)
            at += 1
        return next((when for when in overlapping if when.edtf), overlapping[0] if overlapping else None)

    def of(self, trigger: Token) -> When | None:
        """The time that the syntax attaches to this predicate, if any."""
        index = self._attachment.of(trigger, self._penalty)
        return self._found[index].when if index is not None else None

    def _penalty(self, index: int) -> int | None:
        """A bare year yields to a day beside it: "on 6 February this year"."""
        when = self._found[index].when
        if when.edtf is None:
            return None
        return COARSE if when.precision in ("year", "period") else 0

    # Finding and resolving

    def _resolve(self) -> list[_Time]:
        doc = self.text.doc
        reckoner = Reckoner(_day(self.text.report.published))
        starts = [token.idx for token in doc]
        found: list[_Time] = []
        sifted = self._sifted(starts)
        reckoner.retrospective = _is_retrospective(sifted, reckoner.published)
        stated: tuple[int, int, int] | None = None  # the year last stated in figures, its sentence and its paragraph
        sentence_of, paragraph_of = _numbers(doc)
        for group in _joined(sifted):
            first, end = _tokens(starts, group[0].start, group[-1].end)
            root = doc[first:end].root
            here, paragraph = sentence_of[first], paragraph_of[first]
            current = reaches_now(root)
            year = reckoner.published.year if reckoner.published else 0
            narrative = reckoner.retrospective or (
                stated is not None
                and stated[0] != year
                and here - stated[1] <= NARRATIVE_REACH
                and paragraph == stated[2]
                and not current
            )
            headline = self.text.passage(first).kind in ("headline", "caption")
            ahead = coming(root, headline=headline) and (group[-1].rule in _DEICTIC or not overtaken(root))
            reckoner.deadline = first > 0 and doc[first - 1].lower_ in _DEADLINES
            reckoner.gone = not ahead and gone(root)
            reckoned = _reckon(reckoner, group, ahead=ahead, narrative=narrative)
            if group[-1].rule == "year" and root.dep_ in ("nummod", "compound", "amod"):
                reckoner.forget()  # "the 2015 deal" names a thing, it sets no scene
            elif reckoned.stretch is not None and (
                (reckoned.basis == "explicit" and not current and sets_scene(root))
                or (narrative and reckoned.basis == "implied")
            ):
                stated = (reckoned.stretch.year, here, paragraph)
            found.append(_Time(first, end, self._when(group, reckoned)))
        return found

    def _sifted(self, starts: list[int]) -> list[Expression]:
        """The expressions that are times in this text."""
        doc = self.text.doc
        kept: list[Expression] = []
        for expression in expressions(doc.text):
            first, end = _tokens(starts, expression.start, expression.end)
            if is_time(self.text, expression, first, end):
                kept.append(expression)
        return _with_clocks(kept, doc.text)

    def _when(self, group: list[Expression], reckoned: Reckoned) -> When:
        span = self.text.chars(group[0].start, group[-1].end)
        stretch = reckoned.stretch
        if stretch is None:
            message = f"the time {span.text!r} is not resolved: {reckoned.why}"
            self.notices.append(Notice(code="time-unresolved", message=message, span=span))
            return When(start=span.start, end=span.end, text=span.text)
        return When(
            start=span.start,
            end=span.end,
            text=span.text,
            edtf=stretch.edtf,
            precision=stretch.precision,
            basis=reckoned.basis,
        )


def _reckon(reckoner: Reckoner, group: list[Expression], *, ahead: bool, narrative: bool) -> Reckoned:
    """One expression, or the two ends of a range: the end first, for it carries the year."""
    last = reckoner.reckon(group[-1], coming=ahead, narrative=narrative)
    if len(group) == 1:
        if last.stretch is not None and "clock" in group[0].parts:
            return replace(last, stretch=replace(last.stretch, clock=group[0].parts["clock"]))
        return last
    end = last.stretch.start if last.stretch else None
    opening = group[0]
    if end is not None and last.basis == "explicit" and "year" not in opening.parts:
        opening = replace(opening, parts=opening.parts | {"year": str(end.year)})
    first = reckoner.reckon(opening, coming=ahead, narrative=narrative)
    start = first.stretch.start if first.stretch else None
    if start is None or end is None:
        return last
    if start > end:
        start = start.replace(year=end.year - 1)
    stretch = Stretch.between(start, end)
    reckoner.last = stretch
    return Reckoned(stretch, last.basis)


def _is_retrospective(sifted: list[Expression], published: date | None) -> bool:
    """Whether a text tells of other years than its own: a history, an obituary, a background piece."""
    if published is None:
        return True
    old = sum("year" in e.parts and int(e.parts["year"]) < published.year - 1 for e in sifted)
    near = sum(e.rule in _DEICTIC for e in sifted)
    return old >= OLD_YEARS and old > OLD_TO_NEAR * near


def _joined(sifted: list[Expression]) -> list[list[Expression]]:
    """The expressions in groups: a range of days is one group of two."""
    groups: list[list[Expression]] = []
    for expression in sifted:
        if groups and expression.parts.get("range") and len(groups[-1]) == 1:
            groups[-1].append(expression)
        else:
            groups.append([expression])
    return groups


def _with_clocks(found: list[Expression], text: str) -> list[Expression]:
    """Clock times joined with the day beside them, and ranges of days marked."""
    joined: list[Expression] = []
    for expression in found:
        before = joined[-1] if joined else None
        gap = text[before.end : expression.start] if before else ""
        if before and before.rule == "clock" and expression.rule in _DAY_RULES and _BESIDE.fullmatch(gap):
            joined[-1] = replace(
                expression, start=before.start, parts=expression.parts | {"clock": before.parts["clock"]}
            )
        elif (
            before
            and expression.rule == "clock"
            and before.rule in _DAY_RULES
            and "clock" not in before.parts
            and _BESIDE.fullmatch(gap)
        ):
            joined[-1] = replace(before, end=expression.end, parts=before.parts | {"clock": _clock(expression)})
        elif before and _is_range(before, expression, gap, text):
            joined.append(replace(expression, parts=expression.parts | {"range": "to"}))
        elif expression.rule == "clock":
            joined.append(replace(expression, parts={"clock": _clock(expression)}))
        else:
            joined.append(expression)
    return joined


def _is_range(first: Expression, second: Expression, gap: str, text: str) -> bool:
    """Two ends of one range: "from June 13 to June 24", "between 20 November and 11 December", "May 1 - May 9"."""
    if first.rule not in ("month_day", "day_month", "iso") or second.rule not in ("month_day", "day_month", "iso"):
        return False
    if not _TO.fullmatch(gap) or "range" in first.parts:
        return False
    before = text[max(0, first.start - 12) : first.start].lower().split()
    opened = bool(before) and before[-1] in ("from", "between")
    return opened or "and" not in gap


def _clock(expression: Expression) -> str:
    """A clock time as EDTF writes it, with its zone where the text gives one."""
    parts = expression.parts
    if "military" in parts:
        hour, minute = int(parts["military"][:2]), int(parts["military"][2:])
    elif "hour24" in parts:
        hour, minute = int(parts["hour24"]), int(parts["minute24"])
    else:
        hour = int(parts["hour"]) % 12 + (12 if parts["half"].lower().startswith("p") else 0)
        minute = int(parts.get("minute", "0"))
    zone = parts.get("zone") or parts.get("zone2")
    if zone is None:
        return f"T{hour:02d}:{minute:02d}"
    offset = round(60 * WORDS["zones"][zone])
    shown = "Z" if offset == 0 else f"{'-' if offset < 0 else '+'}{abs(offset) // 60:02d}:{abs(offset) % 60:02d}"
    return f"T{hour:02d}:{minute:02d}{shown}"


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _tokens(starts: list[int], start: int, end: int) -> tuple[int, int]:
    """The tokens under a stretch of characters, end exclusive."""
    first = bisect.bisect_right(starts, start) - 1
    return first, max(first + 1, bisect.bisect_left(starts, end))


def _numbers(doc: Doc) -> tuple[list[int], list[int]]:
    """For each token the number of its sentence and of its paragraph."""
    sentences: list[int] = []
    paragraphs: list[int] = []
    sentence, paragraph = -1, 0
    for token in doc:
        sentence += bool(token.is_sent_start) or token.i == 0
        paragraph += "\n" in token.text
        sentences.append(sentence)
        paragraphs.append(paragraph)
    return sentences, paragraphs
