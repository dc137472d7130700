"""The grammar of times: one pass of one pattern over the text finds every expression and its parts.

A rule is a regular expression whose named groups are the parts of the time. The rules stand in
order: where two could begin at the same place, the earlier one, which is the more specific, wins.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from dateline import knowledge

WORDS: Final = knowledge.load("times/words.yaml")


def _either(words: object) -> str:
    """An alternation of words, the longest first."""
    listed = sorted((str(word) for word in words), key=lambda word: (-len(word), word))  # type: ignore[attr-defined]
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in listed)


def _cased(words: object) -> str:
    """The same in capitals too, as in headlines and datelines."""
    listed = [str(word) for word in words]  # type: ignore[attr-defined]
    return _either([*listed, *(word.upper() for word in listed)])


_FULL_MONTH = _cased(WORDS["months"])
_SHORT_MONTH = rf"(?:{_cased(WORDS['month_abbreviations'])})\.?"
_MONTH = rf"(?P<month>(?:{_FULL_MONTH})\b|{_SHORT_MONTH}(?!\w))"
_DAY = r"(?P<day>(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?)(?![\d:%])"
_DAY2 = r"(?P<day2>(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?)(?![\d:%])"
_TO = r"(?P<to>\s?[-–—]\s?|\s+(?:to|and|through|until|or)\s+)"
_YEAR_NUMBER = r"(?:1\d{3}|20\d\d)(?![\d%]|[.,]\d)"
_ERA = r"(?:\s+(?P<era>BCE?|B\.C\.(?:E\.)?|AD|CE))?"
_THAT_YEAR = (
    r"(?P<that_year>(?i:last|this|next|that|the\s+same|the\s+following|the\s+next|the\s+previous|the\s+preceding))"
    r"\s+(?i:year)\b"
)
_YEAR = rf"(?:,?\s+(?:of\s+)?(?:(?P<year>{_YEAR_NUMBER}){_ERA}|{_THAT_YEAR}))?"
_WEEKDAY = rf"(?P<weekday>(?:{_cased(WORDS['weekdays'])})\b)"
_WEEKDAY_BEFORE = (
    rf"(?:(?:{_cased(WORDS['weekdays'])}|(?:{_either(WORDS['weekday_abbreviations'])})\.?),?\s+(?:the\s+)?)?"
)
_PART = r"(?i:early|earlier|late|later|mid|(?:the\s+)?(?:very\s+)?(?:beginning|start|middle|end|first\s+days|last\s+days|turn)\s+of(?:\s+the)?)"
_PART_OF = rf"(?:{_PART}[\s-]+(?i:(?:in|of)\s+)?)?"
_MONTH_PART = rf"(?P<part>{_PART}[\s-]+(?i:(?:in|of)\s+)?)?"
_WHICH = r"(?P<which>(?i:last|this(?:\s+past|\s+coming)?|next|that|(?:the\s+)?(?:same|following|previous|preceding|past|coming|current)|the\s+next))"
_SEASON = rf"(?P<season>(?i:{_either(WORDS['seasons'])}))\b"
_COUNT = (
    rf"(?P<count>(?i:\d{{1,3}}(?:\.5)?|(?:{_either(w for w, n in WORDS['numbers'].items() if n >= 20 and n % 10 == 0)})"
    rf"-(?:{_either(w for w, n in WORDS['numbers'].items() if n < 10)})|{_either(WORDS['numbers'])}))"
)
_UNIT = rf"(?P<unit>(?i:{_either(WORDS['units'])}))s?\b"
_BOUND = r"(?:(?P<about>(?i:about|around|some|nearly|almost|roughly|more\s+than|over|approximately|just))\s+)?"
_ZONE = rf"(?:\s+(?P<zone>{_either(WORDS['zones'])})\b|\s+(?:(?i:local\s+time)|[ECMP][SD]?T\b)|\s*\((?P<zone2>{_either(WORDS['zones'])})\))?"
_WEEK_OF = r"(?:\s+(?:of\s+)?(?P<week>(?i:last|this|next))\s+week\b)?"

RULES: Final[dict[str, str]] = {
    "iso": r"(?P<year>(?:1\d{3}|20\d\d))-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
    "clock": (
        r"(?:(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>(?i:[ap]\.?\s?m\b\.?))"
        r"|(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)(?::[0-5]\d)?(?:\s?(?i:hrs|hours))?"
        rf"|(?P<military>(?:[01]\d|2[0-3])[0-5]\d)(?=\s+(?:{_either(WORDS['zones'])}|(?i:hours|hrs|local\s+time))\b))"
        rf"(?![\d:]){_ZONE}"
    ),
    "month_day": rf"{_WEEKDAY_BEFORE}{_PART_OF}{_MONTH}\s+(?:the\s+)?{_DAY}(?:{_TO}{_DAY2}(?!\s*(?:people|years)))?{_YEAR}",
    "day_month": rf"{_WEEKDAY_BEFORE}{_DAY}(?:{_TO}(?:the\s+)?{_DAY2})?\s+(?:of\s+)?{_MONTH}{_YEAR}",
    "month": rf"{_MONTH_PART}(?:{_WHICH}\s+)?{_MONTH}{_YEAR}",
    "weekday": rf"(?:{_WHICH}\s+)?{_WEEKDAY}{_WEEK_OF}",
    "week_weekday": rf"(?P<week>(?i:last|this|next))\s+(?i:week)(?:'s|\s+on)?\s+{_WEEKDAY}",
    "days": rf"(?P<days>(?i:{_either(WORDS['days'])}))\b",
    "feast": rf"(?P<feast>{_either(WORDS['feasts'])})\b(?:,?\s+(?P<year>{_YEAR_NUMBER}))?",
    "named": rf"(?P<named>{_either(WORDS['named_days'])})\b",
    "ago": rf"{_BOUND}{_COUNT}(?:\s+and\s+a\s+half)?\s+{_UNIT}\s+(?P<side>(?i:ago|earlier|before|prior|previously|later|after|afterwards?))\b",
    "same_day": (
        r"(?P<side>(?i:(?:the|that)\s+(?:very\s+)?(?:same\s+)?(?:next|following|same|previous|preceding)?\s*"
        r"(?:day|morning|afternoon|evening|night)(?:\s+(?:before|after|earlier|later))?))\b(?!\s+(?i:of|when|that|in|to|before|after))"
    ),
    "half": (
        r"(?:the\s+)?(?P<ordinal>(?i:first|second|third|fourth|latter))\s+(?P<piece>(?i:half|quarter))"
        rf"(?:\s+of)?\s+(?:(?P<year>{_YEAR_NUMBER})|(?P<which>(?i:last|this|next|the))\s+year\b)"
    ),
    "quarter": rf"Q(?P<ordinal>[1-4])\s+(?P<year>{_YEAR_NUMBER})",
    "season": (
        rf"(?:(?:(?i:early|late|mid)|(?i:beginning|end|middle)\s+of(?:\s+the)?)[\s-]+)?(?:(?P<which>(?i:last|this(?:\s+past|\s+coming)?|next|that|the\s+following|the\s+next|the\s+previous))\s+)?(?:(?i:the)\s+)?"
        rf"{_SEASON}(?:,?\s+(?:of\s+)?(?:(?P<year>{_YEAR_NUMBER})(?:[-/]\d\d(?:\d\d)?)?|(?P<that_year>(?i:last|this|next|that))\s+(?i:year)\b))?"
    ),
    "period": (
        rf"{_MONTH_PART}{_WHICH}[\s-]+(?P<period>(?i:weekend|week|fortnight|month|year|decade|century))\b(?!-)"
        r"|(?P<weekend>(?i:the\s+weekend))\b"
        r"|(?P<part2>(?i:(?:early|earlier|late|later|by\s+the\s+end|(?:at\s+)?the\s+(?:end|beginning|start))\s+(?:in|of)\s+the))\s+(?P<period2>(?i:month|year))\b"
    ),
    "fiscal": rf"(?i:fiscal(?:\s+year)?|financial\s+year|FY)\s?(?:{_YEAR_NUMBER}(?:[-/]\d\d(?:\d\d)?)?)",
    "hijri": r"(?P<hijri>1[34]\d\d\s+(?:AH|A\.H\.|SH)\b)",
    "other": rf"(?:the\s+(?:holy\s+)?month\s+of\s+)?(?P<other>{_either(WORDS['other_calendars'])})\b(?!\s+(?i:Island|eggs?))",
    "decade": rf"{_PART_OF}(?:the\s+)?(?:(?i:early|late|mid)[\s-]+)?(?:(?P<decade>(?:1\d|20)\d0)'?s\b|(?<![\w'])'(?P<short>[2-9]0)s\b|nineteen[\s-](?P<spelt>{_either(WORDS['decades'])})\b){_ERA}",
    "century": (
        rf"{_PART_OF}(?:the\s+)?(?:(?P<number>\d\d?)(?:st|nd|rd|th)|(?P<ordinal>(?i:{_either(WORDS['centuries'])})))[\s-](?i:centur(?:y|ies))\b{_ERA}"
    ),
    "years": rf"(?P<year>{_YEAR_NUMBER})[-–/](?P<year2>(?:1\d|20)?\d\d)(?![\d-])",
    "year": rf"{_PART_OF}(?P<year>{_YEAR_NUMBER}){_ERA}(?!['’]?\w)",
    "year_bc": r"(?P<year>\d{1,4})\s+(?P<era>BCE?|B\.C\.(?:E\.)?)(?!\w)",
}


@dataclass(frozen=True, slots=True)
class Expression:
    """A time in the text: where, by which rule, and its parts."""

    start: int
    end: int
    rule: str
    parts: dict[str, str]


@cache
def _patterns() -> tuple[re.Pattern[str], dict[str, re.Pattern[str]]]:
    each = {name: re.compile(rf"(?<![\w.,$£€-])(?:{rule})") for name, rule in RULES.items()}
    anonymous = re.compile(r"\(\?P<\w+>")
    rules = "|".join(f"(?P<{name}>{anonymous.sub('(?:', rule)})" for name, rule in RULES.items())
    return re.compile(rf"(?<![\w.,$£€-])(?:{rules})"), each


def expressions(text: str) -> list[Expression]:
    """Every expression in the text, in order, none overlapping."""
    whole, each = _patterns()
    found: list[Expression] = []
    for match in whole.finditer(text):
        rule = match.lastgroup
        parts = each[rule].match(text, match.start()) if rule is not None else None
        if rule is None or parts is None:
            continue
        end = match.end()
        while text[end - 1].isspace():
            end -= 1
        found.append(
            Expression(match.start(), end, rule, {name: value for name, value in parts.groupdict().items() if value})
        )
    return found
