"""Which of the words that look like a time are one: no name, no verb, no plain number."""

from typing import Final

from dateline.annotate import AnnotatedText
from dateline.resolve.within.when.grammar import WORDS, Expression

_AMBIGUOUS: Final = frozenset(WORDS["ambiguous_months"]) | {word.upper() for word in WORDS["ambiguous_months"]}
_SHORT: Final = frozenset(word.lower() for word in WORDS["month_abbreviations"])
_BEFORE_MONTH: Final = frozenset(
    "in of since by until till last next this during from through between before after early late mid around".split()
)
_BEFORE_YEAR: Final = _BEFORE_MONTH | frozenset("the a to and or for circa ( - over under as about 's".split())
_BEFORE_CLOCK: Final = frozenset(
    "at by from until till around about and between before after since , ( approximately".split()
)
_TITLE_WORDS: Final = frozenset(WORDS["title_words"])
_NAMES: Final = ("PERSON", "ORG", "FAC", "WORK_OF_ART", "PRODUCT")
_NAMED_KINDS: Final = ("outlet", "platform", "person")


def is_time(text: AnnotatedText, expression: Expression, first: int, end: int) -> bool:
    """Whether the expression over the tokens from `first` to `end` is a time in this text."""
    doc, parts, rule = text.doc, expression.parts, expression.rule
    token = doc[first]
    before = doc[first - 1].lower_ if first else ""
    if token.is_sent_start:
        before = ""
    if rule in ("month", "weekday", "days", "season", "other", "feast") and _in_a_name(text, first, end):
        return False
    if rule == "month":
        return _is_month(text, parts, first, before)
    if rule == "year":
        return _is_year(text, end, before)
    if rule == "clock":
        return "hour24" not in parts or "zone" in parts or before in _BEFORE_CLOCK
    if rule == "season":
        return _is_season(text, parts, end, before)
    if rule == "same_day":
        return len(parts["side"].split()) > 2 or parts["side"].lower().startswith("that")
    if rule == "ago" and parts["side"].lower() in ("before", "after", "prior", "earlier", "later", "previously"):
        return end >= len(doc) or _stands_alone(text, parts["side"].lower(), end)
    if rule == "period" and "which" in parts:
        return not (parts["which"].lower().split()[-1] == "past" and parts["which"].lower().startswith("the"))
    return True


def _stands_alone(text: AnnotatedText, side: str, end: int) -> bool:
    """Whether a time counts from the story: "two days after." not "two days after the attack"."""
    return side in ("earlier", "later", "previously") or text.doc[end].pos_ in (
        "PUNCT",
        "VERB",
        "AUX",
        "CCONJ",
        "SPACE",
    )


def _in_a_name(text: AnnotatedText, first: int, end: int) -> bool:
    """Whether the words are part of a person's, a newspaper's or a body's name."""
    known = text.name_at(end - 1)
    if known is not None and known.entry.kind in _NAMED_KINDS:
        return True
    if end < len(text.doc) and text.doc[end].text in _TITLE_WORDS:
        return True
    last = text.doc[end - 1]
    if last.ent_type_ not in _NAMES:
        return False
    neighbours = [text.doc[i] for i in (first - 1, end) if 0 <= i < len(text.doc)]
    return any(token.ent_type == last.ent_type and token.text[:1].isupper() for token in neighbours)


def _is_month(text: AnnotatedText, parts: dict[str, str], first: int, before: str) -> bool:
    word = parts["month"].rstrip(".")
    if "year" in parts or "that_year" in parts:
        return True
    if word.lower() in _SHORT and word.lower() != "may":
        return False
    if word in _AMBIGUOUS and "which" not in parts and "part" not in parts:
        token = text.doc[first]
        return before in _BEFORE_MONTH and token.tag_ == "NNP" and token.ent_type_ != "PERSON"
    return True


def _is_year(text: AnnotatedText, end: int, before: str) -> bool:
    """A number of four digits is a year unless it counts something or names something."""
    doc = text.doc
    year = doc[end - 1]
    following = doc[end] if end < len(doc) else None
    if following is not None and (following.tag_ in ("NNS", "NNPS") or following.text in ("%", "km", "percent")):
        # "2003 elections" after an article or a preposition is dated, "2003 people" is a count
        return year.ent_type_ == "DATE" and before in ("the", "of", "in")
    if year.ent_type_ in ("DATE", "TIME", "EVENT", "LAW"):
        return True
    return before in _BEFORE_YEAR and year.ent_type_ not in ("MONEY", "QUANTITY", "PERCENT")


def _is_season(text: AnnotatedText, parts: dict[str, str], end: int, before: str) -> bool:
    if "year" in parts or "that_year" in parts or "which" in parts:
        return True
    doc = text.doc
    if doc[end - 1].pos_ not in ("NOUN", "PROPN"):
        return False
    if (end < len(doc) and doc[end].lower_ in ("of", "-")) or doc[end - 1].dep_ == "compound":
        return False
    return before in ("in", "by", "since", "until", "during", "through", "of", "over") or (
        parts["season"].lower() != "fall" and before == "late"
    )
