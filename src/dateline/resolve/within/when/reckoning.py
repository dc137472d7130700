"""From the parts of an expression to a stretch of the calendar.

Two fixed points serve: the day of publication for words that point from the moment of writing
("yesterday", "Friday", "last year"), and the text's last date for words that point from the story's
own time ("two days later", "that year"). A text without a day of publication is read as a
narrative: its bare months and days take their year from the text's last date.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.records import TimeBasis
from dateline.resolve.within.when.cycles import counted, cycle, days_of_month, fine_enough, named_cycle, season_year
from dateline.resolve.within.when.grammar import WORDS, Expression
from dateline.resolve.within.when.stretch import Stretch, valid

_MONTHS: dict[str, int] = {w.lower(): n for w, n in (*WORDS["months"].items(), *WORDS["month_abbreviations"].items())}
_WEEKDAYS: dict[str, int] = {w.lower(): n for w, n in WORDS["weekdays"].items()}
_DAYS: dict[str, int] = dict(WORDS["days"])
_NUMBERS: dict[str, int] = dict(WORDS["numbers"])
_ORDINALS: dict[str, int] = dict(WORDS["centuries"])

LONG_AGO = timedelta(days=270)
"""A bare date that no past tense sets and that would lie further back is read as coming, if that is near:
writers add "last" or the year to a date of nine months ago (read off wire copy)."""
NEAR = timedelta(days=95)
"""How near the coming date must be for that."""
EARLY_IN_WEEK = 1
"""Up to Tuesday "this weekend" in the past tense is the one gone by."""
TURN_OF_YEAR = 7
"""In a narrative a month this much earlier than the last date's begins a new year (sweep 4 to 10 on WikiWars)."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """An expression's stretch, None while unresolved, with its basis and, if unresolved, why."""

    stretch: Stretch | None
    basis: TimeBasis
    why: str = ""


NO_PUBLICATION_DAY = Reckoned(None, "unresolved", "the day of publication is not known")
NO_EARLIER_DATE = Reckoned(None, "unresolved", "the text gives no date to count from")
OTHER_CALENDAR = Reckoned(None, "unresolved", "a time of another calendar or of an accounting year")


class Reckoner:
    """Resolves the expressions of one text in text order."""

    def __init__(self, published: date | None) -> None:
        self.published = published
        self.coming = self.narrative = self.deadline = self.gone = False
        self.retrospective = False
        self.last: Stretch | None = None
        self._last_gone: Stretch | None = None
        self._before: tuple[Stretch | None, Stretch | None] = None, None
        self._rules: dict[str, Callable[[Expression], Reckoned]] = {
            "iso": self._date,
            "month_day": self._date,
            "day_month": self._date,
            "month": self._month,
            "weekday": self._weekday,
            "week_weekday": self._weekday,
            "days": self._days,
            "feast": self._feast,
            "named": self._named,
            "ago": self._ago,
            "same_day": self._same_day,
            "half": self._half,
            "quarter": self._half,
            "season": self._season,
            "period": self._period,
            "decade": self._decade,
            "century": self._century,
            "years": self._years,
            "year": self._year,
            "year_bc": self._year,
        }

    def reckon(self, expression: Expression, *, coming: bool, narrative: bool) -> Reckoned:
        """The expression's stretch.

        `coming`: its clause speaks of the future. `narrative`: it stands in a stretch of text about
        another year, so a bare date follows the text's last date.
        """
        self.coming = coming
        self.narrative = narrative or self.published is None
        self._before = self.last, self._last_gone
        if not coming and self._last_gone is not None:
            self.last = self._last_gone  # a plan in between is no point in a story told in the past
        rule = self._rules.get(expression.rule)
        if rule is None:
            return OTHER_CALENDAR
        try:
            found = rule(expression)
        except (ValueError, OverflowError):  # a day outside the calendar that Python knows
            return Reckoned(None, "unresolved", "no such day")
        if found.stretch is not None and found.stretch.start is not None and not found.stretch.century:
            self.last = found.stretch
            if not coming and (self.published is None or found.stretch.start <= self.published):
                self._last_gone = found.stretch
        return found

    def forget(self) -> None:
        """Undoes the last expression's effect: it was no point in the story."""
        self.last, self._last_gone = self._before

    # Dates and months

    def _date(self, expression: Expression) -> Reckoned:
        parts = expression.parts
        month = _month_number(parts["month"])
        day = _digits(parts["day"])
        year, basis = self._stated_year(parts)
        if year is None:
            year = self._implied_year(month, day)
            basis = "implied"
        if year is None:
            return NO_PUBLICATION_DAY
        if not valid(year, month, day):
            return Reckoned(None, "unresolved", "no such day")
        if "day2" in parts and not re.search("and|or", parts.get("to", "")):
            return Reckoned(days_of_month(year, month, day, _digits(parts["day2"])), basis)
        return Reckoned(Stretch(year, month, day), basis)

    def _month(self, expression: Expression) -> Reckoned:
        parts = expression.parts
        month = _month_number(parts["month"])
        year, basis = self._stated_year(parts)
        if year is None and "which" in parts:
            if self.published is None:
                return NO_PUBLICATION_DAY
            year, basis = named_cycle(parts["which"], month, self.published), "relative"
        if year is None:
            year = self._implied_year(month, None)
            basis = "implied"
        return Reckoned(Stretch(year, month), basis) if year is not None else NO_PUBLICATION_DAY

    def _stated_year(self, parts: dict[str, str]) -> tuple[int | None, TimeBasis]:
        """The year that the expression itself gives: in figures, or as "last year"."""
        if "year" in parts:
            return _astronomical(parts), "explicit"
        if "that_year" in parts:
            which = " ".join(parts["that_year"].lower().split()).removeprefix("the ")
            fixed = self.published if which in ("last", "this", "next") else self.last and self.last.start
            if fixed is not None:
                steps = {"last": -1, "next": 1, "following": 1, "previous": -1, "preceding": -1}
                return fixed.year + steps.get(which, 0), "relative"
        return None, "unresolved"

    def _implied_year(self, month: int, day: int | None) -> int | None:
        """The year of a bare month or day: by the story's last date, or by tense and day of publication."""
        if self.narrative and (self.retrospective or not self.coming or self.published is None):
            if self.last is None or self.last.start is None:
                return None
            if self.last.month is None:
                return self.last.year
            return self.last.year + (1 if self.last.month - month >= TURN_OF_YEAR else 0)
        published = self.published
        if published is None:
            return None
        days = (Stretch(year, month, day) for year in range(published.year - 1, published.year + 2))
        usable = [d for d in days if d.day is None or valid(d.year, month, d.day)]
        past = [d.year for d in usable if d.start and d.start <= published]
        future = [d.year for d in usable if d.end and d.end >= published]
        if not past or not future:
            return past[-1] if past else future[0] if future else None
        back, ahead = past[-1], future[0]
        since = published - (Stretch(back, month, day).end or published)
        until = (Stretch(ahead, month, day).start or published) - published
        if self.coming:
            return back if until > LONG_AGO and since < NEAR and not self.deadline else ahead
        return ahead if since > LONG_AGO and until < NEAR and not self.gone else back

    # Weekdays and days

    def _weekday(self, expression: Expression) -> Reckoned:
        published = self.published
        if published is None:
            return NO_PUBLICATION_DAY
        parts = expression.parts
        number = _WEEKDAYS[parts["weekday"].lower()]
        if "week" in parts:
            monday = published - timedelta(days=published.weekday())
            weeks = {"last": -1, "this": 0, "next": 1}[parts["week"].lower()]
            return Reckoned(Stretch.on(monday + timedelta(days=7 * weeks + number - 1)), "relative")
        which = " ".join(parts.get("which", "").lower().split()).removeprefix("the ")
        back = timedelta(days=(published.isoweekday() - number) % 7)
        ahead = timedelta(days=(number - published.isoweekday()) % 7)
        if which in ("last", "previous", "past", "preceding"):
            # nobody calls yesterday "last Monday": it is the one before
            back += timedelta(days=7 if back.days <= 1 else 0)
            return Reckoned(Stretch.on(published - back), "relative")
        if which in ("next", "following"):
            ahead += timedelta(days=7 if ahead.days <= 1 else 0)
            return Reckoned(Stretch.on(published + ahead), "relative")
        coming = which in ("this coming", "coming") or (self.coming and which not in ("this past", "that"))
        return Reckoned(Stretch.on(published + ahead if coming else published - back), "relative")

    def _days(self, expression: Expression) -> Reckoned:
        if self.published is None:
            return NO_PUBLICATION_DAY
        words = " ".join(expression.parts["days"].lower().split())
        return Reckoned(Stretch.on(self.published + timedelta(days=_DAYS[words])), "relative")

    def _feast(self, expression: Expression) -> Reckoned:
        month, day = WORDS["feasts"][" ".join(expression.parts["feast"].split())]
        year, basis = self._stated_year(expression.parts)
        if year is None:
            year, basis = self._implied_year(month, day), "implied"
        return Reckoned(Stretch(year, month, day), basis) if year is not None else NO_PUBLICATION_DAY

    def _named(self, expression: Expression) -> Reckoned:
        return Reckoned(Stretch(*WORDS["named_days"][expression.parts["named"]]), "implied")

    # Counting from a fixed point

    def _ago(self, expression: Expression) -> Reckoned:
        parts = expression.parts
        side = parts["side"].lower()
        fixed = self.published
        if side != "ago":
            fixed = (self.last.last or self.last.start) if self.last is not None else None
        if fixed is None:
            return NO_PUBLICATION_DAY if side == "ago" else NO_EARLIER_DATE
        sign = 1 if side.startswith(("later", "after")) else -1
        count = _count(parts["count"]) * sign
        unit = parts["unit"].lower()
        if side != "ago" and self.last is not None and not fine_enough(self.last, unit):
            return NO_EARLIER_DATE
        about = "about" in parts and parts["about"].lower() != "just"
        return Reckoned(counted(fixed, count, unit, about), "relative")

    def _same_day(self, expression: Expression) -> Reckoned:
        if self.last is None or self.last.start is None or self.last.precision not in ("day", "minute", "period"):
            return NO_EARLIER_DATE
        words = expression.parts["side"].lower().split()
        fixed = self.last.last or self.last.start
        step = 1 if {"next", "following", "after", "later"} & set(words) else 0
        step = -1 if {"previous", "preceding", "before", "earlier"} & set(words) else step
        return Reckoned(Stretch.on(fixed + timedelta(days=step)), "relative")

    # Periods

    def _period(self, expression: Expression) -> Reckoned:
        parts = expression.parts
        if "weekend" in parts:
            return self._weekend(0)
        unit = (parts.get("period") or parts["period2"]).lower()
        which = " ".join(parts.get("which", "this").lower().split())
        from_story = (
            which.removeprefix("the ") in ("that", "same", "following", "previous", "preceding") or which == "the next"
        )
        if "part2" in parts:
            from_story = self.narrative
        fixed = (self.last.start if self.last else None) if from_story else self.published
        if fixed is None:
            return NO_EARLIER_DATE if from_story else NO_PUBLICATION_DAY
        which = which.removeprefix("the ")
        steps = {"last": -1, "previous": -1, "preceding": -1, "this past": -1, "next": 1, "following": 1, "coming": 1}
        step = steps.get(which, 0)
        if unit == "weekend":
            return self._weekend(step)
        return Reckoned(cycle(fixed, unit, step), "relative")

    def _weekend(self, step: int) -> Reckoned:
        """Saturday and Sunday: of this week, or in the past tense those last gone by."""
        if self.published is None:
            return NO_PUBLICATION_DAY
        saturday = self.published + timedelta(days=5 - self.published.weekday() + 7 * step)
        if step == 0 and not self.coming and self.published.weekday() <= EARLY_IN_WEEK:
            saturday -= timedelta(days=7)
        return Reckoned(Stretch.between(saturday, saturday + timedelta(days=1), "period"), "relative")

    def _half(self, expression: Expression) -> Reckoned:
        parts = expression.parts
        ordinal = parts["ordinal"].lower()
        if "year" in parts:
            year = int(parts["year"])
            basis: TimeBasis = "explicit"
        elif self.published is not None:
            year = self.published.year + {"last": -1, "next": 1}.get(parts["which"].lower(), 0)
            basis = "relative"
        else:
            return NO_PUBLICATION_DAY
        if ordinal.isdigit():
            return Reckoned(Stretch(year, season=32 + int(ordinal)), basis)
        pieces = WORDS["halves"] if parts["piece"].lower() == "half" else WORDS["quarters"]
        if ordinal not in pieces:
            return Reckoned(None, "unresolved", "no such part of a year")
        return Reckoned(Stretch(year, season=pieces[ordinal]), basis)

    def _season(self, expression: Expression) -> Reckoned:
        parts = expression.parts
        season = WORDS["seasons"][parts["season"].lower()]
        year, basis = self._stated_year(parts)
        if year is None and self.narrative and not self.coming and "which" not in parts and self.last is not None:
            year, basis = self.last.year, "implied"
        if year is None:
            if self.published is None:
                return NO_PUBLICATION_DAY
            which = parts.get("which", "").lower()
            year, basis = (
                season_year(season, which, self.published, coming=self.coming),
                "relative" if which else "implied",
            )
        return Reckoned(Stretch(year, season=season), basis)

    # Years and more

    def _decade(self, expression: Expression) -> Reckoned:
        parts = expression.parts
        if "decade" in parts:
            return Reckoned(Stretch(int(parts["decade"]), decade=True), "explicit")
        tens = int(parts["short"]) // 10 if "short" in parts else WORDS["decades"][parts["spelt"].lower()]
        return Reckoned(Stretch(1900 + 10 * tens, decade=True), "explicit")

    def _century(self, expression: Expression) -> Reckoned:
        parts = expression.parts
        number = int(parts["number"]) if "number" in parts else _ORDINALS[parts["ordinal"].lower()]
        if "era" in parts and parts["era"].startswith("B"):
            return Reckoned(None, "unresolved", "a century before the common era has no EDTF form")
        return Reckoned(Stretch((number - 1) * 100, century=True), "explicit")

    def _years(self, expression: Expression) -> Reckoned:
        first, second = expression.parts["year"], expression.parts["year2"]
        last = int(first[: 4 - len(second)] + second)
        if last <= int(first):
            return Reckoned(Stretch(int(first)), "explicit")
        return Reckoned(Stretch(int(first), last_year=last), "explicit")

    def _year(self, expression: Expression) -> Reckoned:
        return Reckoned(Stretch(_astronomical(expression.parts)), "explicit")


def _month_number(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS[word.lower().rstrip(".")]


def _digits(day: str) -> int:
    return int(re.sub(r"\D", "", day))


def _astronomical(parts: dict[str, str]) -> int:
    """The year with 1 BC as 0."""
    year = int(parts["year"])
    return 1 - year if parts.get("era", "").startswith("B") else year


def _count(words: str) -> float:
    words = " ".join(words.lower().split())
    if words in _NUMBERS:
        return _NUMBERS[words]
    if "-" in words:
        tens, ones = words.split("-")
        return _NUMBERS[tens] + _NUMBERS[ones]
    return float(words)
