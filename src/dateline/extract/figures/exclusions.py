"""Numbers that count nothing: dates, ages, clock times, scores, telephone numbers, and parts of names."""

import re
from functools import cache
from typing import Any, Final

from spacy.tokens import Token

from dateline import knowledge
from dateline.annotate import AnnotatedText
from dateline.extract.figures.numerals import Numeral

_BACK: Final = 24
_AHEAD: Final = 40
"""Characters before and after a number that decide whether it is part of a date, an age or an address."""
_YEARS: Final = (1800, 2100)
_ONE_OR_TWO: Final = (1, 2)
"""A way of saying "few", whatever is counted."""
_OLDEST: Final = 115
_NAMING_ENTITIES: Final = frozenset({"LAW", "PRODUCT", "FAC", "WORK_OF_ART"})


@cache
def _lexicon() -> Any:
    return knowledge.load("measures/names.yaml")


def _alternatives(words: Any) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _dated() -> tuple[re.Pattern[str], re.Pattern[str]]:
    month = f"(?:{_alternatives(_lexicon()['months'])})"
    before = re.compile(rf"\b{month} (?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?(?:, ?| and | to | or | ?[-–&] ?))*$")
    after = re.compile(rf"(?:st|nd|rd|th)?(?:(?:, ?| and | to | or | ?[-–&] ?)\d{{1,2}})*(?: of)?[ -]{month}(?!\w)")
    return before, after


@cache
def _followed() -> re.Pattern[str]:
    kinds = _lexicon()["after"]
    return re.compile(
        rf"[ -]{{0,2}}(?:{_alternatives([word for words in kinds.values() for word in words])})(?!\w)"
        rf"| (?:[A-Z]\w+ ){{1,3}}(?:{_alternatives(_lexicon()['street'])})(?!\w)",
    )


@cache
def _aged() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_alternatives(_lexicon()['before_age'])})(?: between| about| around)? $", re.IGNORECASE)


_NAME_AND_AGE: Final = (re.compile(r"[A-Z][\w'.-]+(?:, | \()$"), re.compile(r"[,.;:)]|$| and\b"))
_TELEPHONE: Final = (re.compile(r"(?:\d[ -]|\+|\) ?)$"), re.compile(r"[ -]\d{3,}"))
_LIST_NUMBER: Final = (re.compile(r"(?:^|\n)[ \t]*\(?$"), re.compile(r"[.)]\s"))
_COMPOUND: Final = re.compile(r"-([A-Za-z]+)")
_BARE_RANGE: Final = re.compile(r"\d{1,3}[-–]\d{1,3}")


def counts_nothing(text: AnnotatedText, plain: str, numeral: Numeral, first: Token, last: Token) -> bool:
    """Whether a number without a unit or a bound is a date, an age, a score or a name."""
    before = plain[max(0, numeral.start - _BACK) : numeral.start]
    after = plain[numeral.end : numeral.end + _AHEAD]
    words = plain[numeral.start : numeral.end]
    return (
        (numeral.digits and not numeral.scaled and after[:1].isalpha())
        or (words[0] == "0" and words[1:2].isdigit())
        or _is_date(numeral, before, after, last)
        or _followed().match(after) is not None
        or _aged().search(before) is not None
        or (numeral.digits and _is_age_in_apposition(numeral, before, after))
        or (numeral.digits and (_TELEPHONE[0].search(before) is not None and _TELEPHONE[1].match(after) is not None))
        or (numeral.digits and _LIST_NUMBER[0].search(before) is not None and _LIST_NUMBER[1].match(after) is not None)
        or _is_kind(after)
        or (numeral.low, numeral.high) == _ONE_OR_TWO
        or (numeral.percent and first.i > 0 and first.nbor(-1).pos_ == "ADJ")
        or (_BARE_RANGE.fullmatch(words) is not None and not _has_plural_after(last))
        or _is_name(text, numeral, first, last)
    )


def is_dated(plain: str, numeral: Numeral, last: Token) -> bool:
    """Whether the number is the day of a date or a year, whatever word of bounding stands before it."""
    before = plain[max(0, numeral.start - _BACK) : numeral.start]
    after = plain[numeral.end : numeral.end + _AHEAD]
    return _is_date(numeral, before, after, last, bounded=True) or _followed().match(after) is not None


def _is_date(numeral: Numeral, before: str, after: str, last: Token, *, bounded: bool = False) -> bool:
    if not numeral.digits or numeral.scaled:
        return False
    day_before, day_after = _dated()
    small = (numeral.value or numeral.low or 0) <= 31
    if small and (day_before.search(before) or day_after.match(after)):
        return True
    if numeral.value is not None:
        return (
            isinstance(numeral.value, int)
            and _YEARS[0] <= numeral.value <= _YEARS[1]
            and numeral.end - numeral.start == len(str(numeral.value))
            and not (_has_plural_after(last) and (bounded or not _is_after_preposition(before)))
        )
    low, high = numeral.low, numeral.high
    return (
        low is not None and high is not None and low >= _YEARS[0] and high <= _YEARS[1] and not _has_plural_after(last)
    )


def _is_after_preposition(before: str) -> bool:
    return (
        re.search(
            r"\b(?:in|since|until|till|by|of|during|early|late|mid|the|from|after|before)\s$", before, re.IGNORECASE
        )
        is not None
    )


def _is_age_in_apposition(numeral: Numeral, before: str, after: str) -> bool:
    """As in "Maria Lopez, 37, said": a name, a comma, a number that a person can be old, a comma."""
    name, end = _NAME_AND_AGE
    value = numeral.value
    return (
        value is not None and 0 < value <= _OLDEST and name.search(before) is not None and end.match(after) is not None
    )


def _is_kind(after: str) -> bool:
    """As in "Four-way talks", "two-state": the compound names a kind."""
    compound = _COMPOUND.match(after)
    return compound is not None and compound[1].lower() not in _lexicon()["counting_compounds"]


def _has_plural_after(last: Token) -> bool:
    """Whether a plural common noun follows the number, an adjective or two between."""
    for token in last.doc[last.i + 1 : last.i + 4]:
        if token.tag_ == "NNS":
            return True
        if token.pos_ not in ("ADJ", "NOUN", "PROPN", "VERB", "ADV"):
            return False
    return False


def _is_name(text: AnnotatedText, numeral: Numeral, first: Token, last: Token) -> bool:
    name = text.name_at(first.i)
    if name is not None and name.end - name.start > 1:
        return True
    if first.i == 0 or first.is_sent_start:
        return False
    previous = first.nbor(-1)
    written_as_name = numeral.digits or first.text[0].isupper()
    if not written_as_name:
        return False
    if previous.lower_ in ("and", "to", "or", "-", ",", "&") and first.i > 2 and first.nbor(-2).like_num:
        previous = first.nbor(-3)
    plural = _has_plural_after(last)
    if (
        numeral.digits
        and previous.pos_ == "PROPN"
        and previous.dep_ in ("compound", "nmod", "amod")
        and previous.head in (first, first.head)
    ):
        return True
    if previous.lower_ in _lexicon()["designated"] and (previous.text[0].isupper() or not plural):
        return True
    if numeral.digits and first.ent_type_ in _NAMING_ENTITIES:
        return True
    following = last.nbor() if last.i + 1 < len(last.doc) else None
    return (
        previous.pos_ == "PROPN"
        and previous.ent_type_ not in ("DATE", "TIME")
        and numeral.digits
        and not plural
        and (following is None or following.pos_ in ("PUNCT", "PROPN", "ADP", "NOUN", "CCONJ", "SPACE"))
    )
