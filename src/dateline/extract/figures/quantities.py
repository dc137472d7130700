"""Every quantity in a report: a number with the words that bound it and its unit."""

import re
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Final

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline import knowledge
from dateline.annotate import AnnotatedText
from dateline.extract.figures.bounds import bound_of, limits
from dateline.extract.figures.exclusions import counts_nothing, is_dated
from dateline.extract.figures.nouns import measure_of_noun
from dateline.extract.figures.numerals import Numeral, find_numerals
from dateline.extract.figures.units import Unit, money_of, unit_of
from dateline.extract.mentions import QuantityMention
from dateline.records import Bound

_NONE_MEASURES: Final = frozenset({"deaths", "injuries", "casualties", "arrests", "missing", "hostages", "rescued"})
"""What a bare "no" counts: nobody writes "no tanks" to report a number, but "no deaths" is one."""
_NONE: Final = re.compile(r"\b(?:no|zero)(?= (?:[a-z]+ ){0,2}?[a-z]+)", re.IGNORECASE)
_ONE_UNIT: Final = re.compile(
    r"\ban?(?= (?:second|minute|hour|day|week|month|year|decade|century|mile|kilometer|kilometre|metre|meter)\b)"
)
_EARLIER: Final = re.compile(r" (?:earlier|before|previously)\b")
_OF: Final = " of "
_SOME_DAY: Final = frozenset({"one day", "one night", "one year"})
"""Times that are not measured: "one day the camp was gone"."""
_CHANGE_REACH: Final = 4
"""Words up the tree from "from" in which the verb of change stands: "raised the duty on steel from 10 to 25 percent"."""
_METRE: Final = re.compile(r"\d\s?m", re.IGNORECASE)


def find_quantities(text: AnnotatedText) -> list[QuantityMention]:
    """Every quantity in the text, in text order.

    Dates, ages, clock times, scores, telephone numbers and names with numbers in them are none.
    "Likely far higher" is one, without a value.
    """
    plain = text.doc.text  # once: spaCy builds it anew on every access
    found = [mention for mention in _from_numerals(text, plain) if mention is not None]
    found += _single_units(text, plain)
    found += _nones(text, plain)
    found += _comparisons(text)
    return sorted(found, key=lambda mention: (mention.tokens.start, mention.tokens.end))


def _from_numerals(text: AnnotatedText, plain: str) -> list[QuantityMention | None]:
    numerals = list(find_numerals(plain))
    found: list[QuantityMention | None] = []
    skip = -1
    for index, numeral in enumerate(numerals):
        if index == skip:
            continue
        if numeral.ends is not None and _is_change(text, numeral):
            found += _both_ends(text, plain, *numeral.ends)
            continue
        unit = _unit(plain, numeral)
        after = numerals[index + 1] if index + 1 < len(numerals) else None
        joined = _add_parts(plain, numeral, unit, after)
        if joined is not None:
            skip = index + 1
            numeral, unit = joined  # noqa: PLW2901 - two numbers are one quantity: "1 minute and 45 seconds"
        found.append(_quantity(text, plain, numeral, unit))
    return found


def _is_change(text: AnnotatedText, numeral: Numeral) -> bool:
    """Whether "40 to 60" is a change and no range: "rose from 40 to 60", "up from 4% to 5%", "fell by 50 to 900"."""
    number = text.doc.char_span(numeral.start, numeral.end, alignment_mode="expand")
    if number is None:
        return False
    opening = next(
        (t for t in reversed(text.doc[max(0, number.start - 2) : number.start]) if t.lower_ in ("from", "by")), None
    )
    if opening is None:
        return False
    over = [*islice(opening.ancestors, _CHANGE_REACH)]
    return any(token.lemma_.lower() in _changes() for token in over)


def _both_ends(text: AnnotatedText, plain: str, first: Numeral, last: Numeral) -> list[QuantityMention | None]:
    """The two numbers of a change, the first in the unit of the last where it has none of its own."""
    unit = _unit(plain, last)
    own = _unit(plain, first)
    if own is None and unit is not None:
        own = replace(unit, start=first.start, end=first.end)
    return [_quantity(text, plain, first, own), _quantity(text, plain, last, unit)]


@cache
def _changes() -> frozenset[str]:
    return frozenset(knowledge.load("measures/verbs.yaml")["changes"])


def _unit(plain: str, numeral: Numeral) -> Unit | None:
    if numeral.percent:
        return Unit("percent", "percentage", numeral.start, numeral.end)
    end = numeral.end
    if numeral.bound != "exact" and plain.startswith(_OF, end):
        end += len(_OF) - 1  # "thousands of miles"
    return money_of(plain, numeral.start, end) or unit_of(plain, numeral.start, end)


def _add_parts(plain: str, numeral: Numeral, unit: Unit | None, after: Numeral | None) -> tuple[Numeral, Unit] | None:
    """One duration from two parts, in the smaller unit; None when the two are no sum."""
    if unit is None or unit.seconds is None or after is None or numeral.value is None or after.value is None:
        return None
    smaller = unit_of(plain, after.start, after.end)
    if smaller is None or smaller.seconds is None or smaller.seconds >= unit.seconds:
        return None
    if plain[unit.end : after.start] not in (" and ", ", ", " "):
        return None
    value = numeral.value * unit.seconds / smaller.seconds + after.value
    whole = int(value) if value == int(value) else value
    return (
        replace(numeral, end=after.end, value=whole, low=whole, high=whole),
        replace(smaller, start=numeral.start),
    )


def _quantity(text: AnnotatedText, plain: str, numeral: Numeral, unit: Unit | None) -> QuantityMention | None:
    doc = text.doc
    start, end = (unit.start, unit.end) if unit else (numeral.start, numeral.end)
    inner = doc.char_span(start, end, alignment_mode="expand")
    number = doc.char_span(numeral.start, numeral.end, alignment_mode="expand")
    if inner is None or number is None:
        return None
    numeral, unit = _metres(plain, numeral, unit, number[-1])
    timed = unit is not None and unit.measure == "duration"
    bounding = bound_of(
        plain, start, numeral.end if unit is None else unit.end, measured=unit is not None, duration=timed
    )
    if bounding is None and unit is not None:
        bounding = bound_of(plain, start, numeral.end, measured=True, duration=timed)
    if unit is None:
        if bounding is None and counts_nothing(text, plain, numeral, number[0], number[-1]):
            return None
        if bounding is not None and is_dated(plain, numeral, number[-1]):
            return None
        if bounding is None and number.text.lower() == "one" and not _counts_one(number[0]):
            return None
    elif _is_age(plain, unit.end) or (bounding is None and inner.text.lower() in _SOME_DAY):
        return None
    bound: Bound = numeral.bound if numeral.bound != "exact" or bounding is None else bounding.bound
    low, high = limits(bound, numeral.value, numeral.low, numeral.high)
    if bounding is not None:
        start, end = min(start, bounding.start), max(end, bounding.end)
    tokens = doc.char_span(start, end, alignment_mode="expand") or inner
    return QuantityMention(
        tokens=tokens, value=numeral.value, low=low, high=high, bound=bound, unit=unit.name if unit else None
    )  # fmt: skip


def _metres(plain: str, numeral: Numeral, unit: Unit | None, last: Token) -> tuple[Numeral, Unit | None]:
    """As in "30m" is 30 million before a plural noun or after a currency sign, 30 metres otherwise."""
    words = plain[numeral.start : numeral.end]
    if unit is not None or not _METRE.fullmatch(words[-2:] if words[-2:-1].isdigit() else words[-3:]):
        return numeral, unit
    after = last.nbor() if last.i + 1 < len(last.doc) else None
    if after is not None and after.tag_ in ("NNS", "NNPS", "JJ"):
        return numeral, unit
    value = float(words.lower().rstrip("m ").replace(",", "")) if words[0].isdigit() and "-" not in words else None
    if value is None:
        return numeral, unit
    whole = int(value) if value == int(value) else value
    attributive = after is not None and after.pos_ == "NOUN"
    metre = Unit("meter", "distance", numeral.start, numeral.end, attributive=attributive)
    return replace(numeral, value=whole, low=whole, high=whole, scaled=False), metre


def _is_age(plain: str, end: int) -> bool:
    return re.match(r"[ -](?:olds?|of age)\b", plain[end : end + 8]) is not None


def _counts_one(token: Token) -> bool:
    """As in "One soldier" counts; "one day", "the one", "one of the reasons" do not."""
    if token.dep_ != "nummod" or token.head.i <= token.i:
        return (
            token.i + 1 < len(token.doc)
            and measure_of_noun(token.nbor()) is not None
            and token.nbor().pos_ in ("ADJ", "VERB", "NOUN")
        )
    return measure_of_noun(token.head) not in (None, "votes")


def _single_units(text: AnnotatedText, plain: str) -> list[QuantityMention]:
    """As in "Nearly an hour", "more than a week": one of a unit, where a word bounds it."""
    found = []
    for match in _ONE_UNIT.finditer(plain):
        bounding = bound_of(plain, match.start(), match.end(), measured=True)
        unit = unit_of(plain, match.start(), match.end())
        if bounding is None or unit is None or bounding.start == match.start():
            continue
        if bounding.bound in ("more-than", "less-than") and _EARLIER.match(plain, unit.end):
            continue  # "8% more than a year earlier" compares two years
        tokens = text.doc.char_span(bounding.start, unit.end, alignment_mode="expand")
        if tokens is None:
            continue
        low, high = limits(bounding.bound, 1, 1, 1)
        found.append(QuantityMention(tokens=tokens, value=1, low=low, high=high, bound=bounding.bound, unit=unit.name))
    return found


def _nones(text: AnnotatedText, plain: str) -> list[QuantityMention]:
    """As in "No injuries": a count of nothing."""
    found = []
    for match in _NONE.finditer(plain):
        tokens = text.doc.char_span(match.start(), match.end())
        if tokens is None or tokens[0].dep_ not in ("det", "nummod", "neg"):
            continue
        noun = tokens[0].head
        if noun.i > tokens[0].i and measure_of_noun(noun) in _NONE_MEASURES and not _is_other(tokens[0], noun):
            found.append(QuantityMention(tokens=tokens, value=0, low=0, high=0, bound="exact", unit=None))
    return found


def _is_other(first: Token, noun: Token) -> bool:
    """As in "No further deaths", "no casualties left": not a count of all."""
    doc = noun.doc
    words = [*doc[first.i : noun.i], *doc[noun.i + 1 : noun.i + 2]]
    return any(token.lower_ in ("further", "more", "other", "additional", "new", "left") for token in words)


@cache
def _comparison_words() -> tuple[frozenset[str], frozenset[str], dict[str, Bound]]:
    table = knowledge.load("measures/comparisons.yaml")
    return frozenset(table["counts"]), frozenset(table["hedges"]), dict(table["directions"])


def _comparisons(text: AnnotatedText) -> list[QuantityMention]:
    """As in "The figure is likely far higher": a bound without a value, when a hedge makes it a claim about the true number."""
    counts, hedges, directions = _comparison_words()
    found = []
    for token in text.doc:
        bound = directions.get(token.lower_)
        if bound is None:
            continue
        window = text.doc[max(token.sent.start, token.i - 12) : token.i]
        subject = max((word.i for word in window if word.lemma_.lower() in counts), default=None)
        if subject is None or not any(word.lower_ in hedges for word in text.doc[subject : token.i]):
            continue
        if (
            token.i + 1 < len(text.doc)
            and token.nbor().lower_ == "than"
            and any(word.like_num for word in text.doc[token.i + 2 : token.i + 4])
        ):
            continue
        found.append(_comparison(text.doc[subject : token.i + 1], hedges, bound))
    return found


def _comparison(clause: Tokens, hedges: frozenset[str], bound: Bound) -> QuantityMention:
    hedge = next(token.i for token in clause if token.lower_ in hedges)
    tokens = clause.doc[hedge : clause.end]
    return QuantityMention(tokens=tokens, value=None, low=None, high=None, bound=bound, unit=None)
