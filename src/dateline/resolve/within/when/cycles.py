"""Reckoning by the calendar: the day, week, month, season or year that lies so far from another."""

from dataclasses import replace
from datetime import date, timedelta

from dateline.resolve.within.when.grammar import WORDS
from dateline.resolve.within.when.stretch import Stretch, shift_months, valid


def days_of_month(year: int, month: int, first: int, last: int) -> Stretch:
    """Days of one month; a second number below the first is of the next month, and out of range is no day."""
    if not valid(year, month, last) or last <= first:
        return Stretch(year, month, first)
    return Stretch.between(date(year, month, first), date(year, month, last))


def named_cycle(which: str, month: int, published: date) -> int:
    """The year of "last June", "next March", "this May"."""
    which = " ".join(which.lower().split()).removeprefix("the ")
    if which in ("last", "past", "previous", "this past"):
        return published.year - (month >= published.month)
    if which in ("next", "coming", "this coming", "following"):
        return published.year + (month <= published.month)
    return published.year


def season_year(season: int, which: str, published: date, *, coming: bool) -> int:
    """The year of a season by the northern calendar; a winter carries the year of its December."""
    start = Stretch(published.year, season=season).start or published
    begun = start <= published
    if which.startswith("last") or which == "this past":
        ended = published >= three_months_on(start)
        if season == WORDS["seasons"]["winter"]:
            return published.year - 1
        return published.year if ended else published.year - 1
    if which.startswith("next"):
        return published.year + begun
    if season == WORDS["seasons"]["winter"] and not coming:
        return published.year if begun else published.year - 1
    return published.year if begun or coming or which.startswith("this") else published.year - 1


def three_months_on(day: date) -> date:
    """The first day of the month three months on."""
    year, month = shift_months(day, 3)
    return date(year, month, 1)


def fine_enough(stretch: Stretch, unit: str) -> bool:
    """Whether a date is fine enough to count such units from: no days from a mere month."""
    if unit in ("day", "week", "fortnight"):
        return stretch.day is not None
    return unit != "month" or stretch.month is not None


def counted(fixed: date, count: float, unit: str, about: bool) -> Stretch:
    """The day, week, month or year so many units away, at the grain of the unit."""
    if unit == "day":
        return replace(Stretch.on(fixed + timedelta(days=round(count))), about=about)
    if unit in ("week", "fortnight"):
        return Stretch.week_of(fixed + timedelta(days=round(count * (7 if unit == "week" else 14))))
    if unit == "month" or count != int(count):
        year, month = shift_months(fixed, round(count * (1 if unit == "month" else 12)))
        return Stretch(year, month, about=about)
    return Stretch(fixed.year + int(count) * (10 if unit == "decade" else 1), about=about or unit == "decade")


def cycle(fixed: date, unit: str, step: int) -> Stretch:
    """The week, month, year … that holds a day, or the one before or after it."""
    if unit in ("week", "fortnight"):
        return Stretch.week_of(fixed + timedelta(days=7 * step))
    if unit == "month":
        year, month = shift_months(fixed, step)
        return Stretch(year, month)
    if unit == "year":
        return Stretch(fixed.year + step)
    if unit == "decade":
        return Stretch((fixed.year // 10 + step) * 10, decade=True)
    return Stretch((fixed.year // 100 + step) * 100, century=True)
