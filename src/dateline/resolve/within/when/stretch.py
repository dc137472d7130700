"""A stretch of the calendar and its EDTF (ISO 8601-2) form."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.records import Precision

_FIRST_OF_SEASON = {21: 3, 22: 6, 23: 9, 24: 12, 33: 1, 34: 4, 35: 7, 36: 10, 40: 1, 41: 7}
"""The month in which an EDTF season (northern), quarter or half begins."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time on the calendar. `year` counts astronomically: 0 is 1 BC, -498 is 499 BC.

    `last` ends a stretch of days, `last_year` a stretch of years; `clock` is "T15:30" with its zone.
    """

    year: int
    month: int | None = None
    day: int | None = None
    season: int | None = None
    last: date | None = None
    span_of: Precision | None = None
    last_year: int | None = None
    decade: bool = False
    century: bool = False
    clock: str = ""
    about: bool = False

    @classmethod
    def on(cls, day: date) -> "Stretch":
        """One day."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def between(cls, first: date, last: date, span_of: Precision = "period") -> "Stretch":
        """The days from `first` to `last`, both included."""
        return cls(first.year, first.month, first.day, last=last, span_of=span_of)

    @classmethod
    def week_of(cls, day: date) -> "Stretch":
        """The week, Monday to Sunday, that holds a day."""
        monday = day - timedelta(days=day.weekday())
        return cls.between(monday, monday + timedelta(days=6), "week")

    @property
    def precision(self) -> Precision:
        """The grain of the stretch."""
        if self.span_of is not None:
            return self.span_of
        if self.clock:
            return "minute"
        if self.decade or self.century or self.last_year is not None:
            return "period"
        if self.season is not None:
            return "season"
        return "day" if self.day else "month" if self.month else "year"

    @property
    def edtf(self) -> str:
        """The stretch in EDTF."""
        year = f"{self.year:04d}" if self.year >= 0 else f"-{-self.year:04d}"
        if self.century:
            return year[:2] + "XX"
        if self.decade:
            return year[:3] + "X"
        if self.season is not None:
            return f"{year}-{self.season}"
        if self.last_year is not None:
            return f"{year}/{self.last_year:04d}"
        if self.month is None:
            return year + ("~" if self.about else "")
        form = f"{year}-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")
        if self.last is not None:
            return f"{form}/{self.last.isoformat()}"
        return form + self.clock + ("~" if self.about else "")

    @property
    def start(self) -> date | None:
        """The first day, None before the year 1."""
        if not 1 <= self.year <= 9999:
            return None
        month = self.month or (_FIRST_OF_SEASON[self.season] if self.season else 1)
        return date(self.year, month, min(self.day or 1, calendar.monthrange(self.year, month)[1]))

    @property
    def end(self) -> date | None:
        """The last day, None before the year 1."""
        if self.last is not None or not 1 <= self.year <= 9999:
            return self.last
        if self.day:
            return self.start
        if self.last_year is not None:
            return date(self.last_year, 12, 31)
        if self.month:
            return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])
        return date(self.year, 12, 31)


def valid(year: int | None, month: int, day: int) -> bool:
    """Whether a month has such a day."""
    if not 1 <= month <= 12 or day < 1:
        return False
    leap = year if year is not None and 1 <= year <= 9999 else 2000
    return day <= calendar.monthrange(leap, month)[1]


def shift_months(day: date, months: int) -> tuple[int, int]:
    """Year and month so many months away."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1
