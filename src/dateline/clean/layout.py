"""What each line of pasted text is: headline, byline, body, caption, furniture.

No tool reads plain text with furniture in it, so this is our own: a few visible features of each
paragraph and of its neighbours, tried in order of how surely they tell. When nothing tells,
a paragraph is body: furniture that is read costs a false record, body that is not read costs news.
"""

import re
from collections.abc import Sequence
from functools import cache

from dateline import knowledge
from dateline.clean.captions import Surroundings, bears_signs, has_credit, is_caption
from dateline.clean.mastheads import is_masthead
from dateline.records import PassageKind

HEADLINE_WORDS = 30
"""The longest headline. Of 6,366 headlines of the UCI News Aggregator the longest has 19 words; tabloids go on."""

SUBHEADING_WORDS = 12
SUBHEADING_LETTERS = 90
STANDFIRST_WORDS = 55
CAPTION_WORDS = 5
"""The fewest words of a caption without a credit: fewer are labels and sub-headings."""

REPEAT_WORDS = 4
REPEAT_REACH = 2
"""Paragraphs between the two printings of a caption (alternative text and caption); farther apart is a repeat of body text."""

INITIALS_AT_END = 3
"""How near the end of a report the initials of its desk stand, in paragraphs."""

_MARKUP = "*_# "  # what Markdown puts around a line
_STOP = re.compile(r"[.!?…][\s\"'”’)\]]*$")
_OPEN_END = re.compile(r"[,;:–—-]( (and|or))?$")
_QUOTED = re.compile(r"^[‘'\"“].*[’'\"”]$", re.DOTALL)
_INITIALS = re.compile(r"^[A-Z]{2,4}(/[A-Z]{2,4}){0,3}$")
_NAME = r"(?-i:[A-ZÀ-Þ])[\w.’'-]*"
_BYLINE = re.compile(
    rf"^(by|from|(additional )?reporting by|written by|story by)\s+({_NAME}|our)([ ,;&|/]+({_NAME}|(?-i:and|in|for|of|the|at|our|correspondents?|staff|writers?)))*$"
    r"|^[\w.&’' -]{2,40}\s+(staff|staff writer|staff reporter|correspondent|correspondents|reporter|bureau|desk|agencies)$"
    r"|^(reuters|ap|afp|(the )?associated press|agence france-presse|xinhua|agencies|news agencies|staff writers?|staff)$",
    re.IGNORECASE,
)
_CREDITS = re.compile(
    rf"^\(?(additional )?(reporting|writing|editing|compiled|translated) by {_NAME}"
    rf"([ ,;]+((?-i:and|in|by|additional|editing|writing|reporting)|{_NAME}))*\)?\.?$",
    re.IGNORECASE,
)
_WIRE_BYLINE = re.compile(r"^[A-Z][\w.&’' -]{1,30}, [A-Z]{3,}[A-Z ./-]*$")
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_DATE_LINE = re.compile(
    rf"^((published|updated|posted|last updated|last modified|first published|date)\b[ :,-]*)?"
    rf"((mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?"
    rf"({_MONTH}\s+\d{{1,2}}(st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})"
    r"[\s,|•·-]*(at\s*)?(\d{1,2}[:.]\d{2}(:\d{2})?\s*([ap]\.?m\.?)?)?\s*([A-Z]{2,5}|\([A-Z]{2,5}\))?$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"^\d{1,2}[.:]\d{2}\s*([ap]\.?m\.?)?(\s[A-Z]{2,5})?$", re.IGNORECASE)
_DATELINE = re.compile(r"^[A-Z][A-Z .,'/’-]{2,40}(,\s+[\w. ]{3,20})?(\s+\([\w .]+\))?\s+[–—-]{1,2}\s+\S")
_PAST = re.compile(r"\b(said|told|announced|killed|were|was|had|met|called|warned|claimed|denied)\b", re.IGNORECASE)
_DAY = re.compile(r"\b(on )?(mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_KEY = re.compile(r"[^\w]+")


def kinds(paragraphs: Sequence[str]) -> list[tuple[PassageKind, int | None]]:
    """The kind of each paragraph, and the index of the earlier one that it prints again."""
    texts = [" ".join(paragraph.split()).strip(_MARKUP) for paragraph in paragraphs]
    found: list[PassageKind] = [_alone(text) for text in texts]
    repeats = _repeats(texts, found)
    _mark_top(texts, found)
    _mark_captions(texts, found, repeats)
    _mark_lists(texts, found)
    _mark_subheadings(texts, found)
    _mark_end(texts, found)
    for i, earlier in enumerate(repeats):
        if earlier is not None:
            found[i] = found[earlier]
    return list(zip(found, repeats, strict=True))


def kind_on_page(text: str, from_end: int) -> PassageKind:
    """What a paragraph taken for body is by its own words: signatures, captions and the page's words stay among them.

    `from_end` counts the paragraphs after this one.
    """
    if is_furniture(text) or (from_end < INITIALS_AT_END and _INITIALS.match(text)):
        return "furniture"
    if _is_byline(text):
        return "byline"
    return "caption" if bears_signs(text) else "body"


def is_furniture(text: str) -> bool:
    """Whether a paragraph's own words say that it belongs to the page and not to the article."""
    return _any("furniture", text)


def repeat_key(text: str) -> str:
    """What two printings of one caption have in common: letters and digits, whatever the typography."""
    return _KEY.sub(" ", text.casefold().replace("’", "").replace("'", "")).strip()


def _is_byline(text: str) -> bool:
    return any(pattern.match(text) for pattern in (_BYLINE, _CREDITS, _WIRE_BYLINE, _DATE_LINE, _CLOCK))


def _alone(text: str) -> PassageKind:
    """What a paragraph's own words say it is."""
    if _any("furniture", text):
        return "furniture"
    if _is_byline(text):
        return "byline"
    if has_credit(text) and len(text.split()) < CAPTION_WORDS:
        return "furniture"
    return "caption" if bears_signs(text) else "body"


def _repeats(texts: Sequence[str], found: Sequence[PassageKind]) -> list[int | None]:
    """For each paragraph the earlier one with the same words; short lines and furniture aside."""
    first: dict[str, int] = {}
    repeats: list[int | None] = []
    for i, text in enumerate(texts):
        key = repeat_key(text)
        long_enough = len(key.split()) >= REPEAT_WORDS and found[i] != "furniture"
        repeats.append(first.get(key) if long_enough else None)
        if long_enough:
            first.setdefault(key, i)
    return repeats


def _mark_top(texts: Sequence[str], found: list[PassageKind]) -> None:
    """Headline and standfirst: what stands above the first paragraph of running text, an outlet's name over them aside."""
    top = next((i for i, kind in enumerate(found) if kind == "body"), None)
    under = next((i for i, kind in enumerate(found) if kind == "body" and top is not None and i > top), None)
    if (
        top is not None
        and under is not None
        and is_masthead(texts[top])
        and _may_be_headline(texts[under], texts, found, under)
    ):
        found[top], top = "furniture", under
    if top is None or len(texts) < 2 or not _may_be_headline(texts[top], texts, found, top):
        return
    found[top] = "headline"
    after = next((i for i in range(top + 1, len(texts)) if found[i] != "furniture"), None)
    if after is None or found[after] != "body" or _DATELINE.match(texts[after]):
        return
    rest = [i for i in range(after + 1, len(texts)) if found[i] != "furniture"]
    shortish = len(texts[after].split()) <= STANDFIRST_WORDS
    signed = bool(rest) and (found[rest[0]] == "byline" or _DATELINE.match(texts[rest[0]]) is not None)
    telegraphic = (
        len(texts[after].split()) <= SUBHEADING_WORDS
        and not _PAST.search(texts[after])
        and len(rest) >= 2
        and len(texts[rest[0]]) > 2 * len(texts[after])
    )
    if shortish and len(rest) >= 2 and (signed or telegraphic or not _STOP.search(texts[after])):
        found[after] = "standfirst"


def _may_be_headline(text: str, texts: Sequence[str], found: Sequence[PassageKind], at: int) -> bool:
    words = text.split()
    if len(words) > HEADLINE_WORDS or len(words) < 2 or _DATELINE.match(text) or _OPEN_END.search(text):
        return False
    others = [texts[i] for i in range(at + 1, len(texts)) if found[i] == "body"]
    if not others:
        return False
    if not _STOP.search(text) or _QUOTED.match(text):
        return True
    plain_sentence = _PAST.search(text) is not None and _DAY.search(text) is not None
    return (
        len(words) <= HEADLINE_WORDS // 2
        and not plain_sentence
        and max(len(other.split()) for other in others) > 1.3 * len(words)
    )


def _mark_captions(texts: Sequence[str], found: list[PassageKind], repeats: Sequence[int | None]) -> None:
    """Captions that their surroundings give away: printed twice close by, or next to another caption."""
    twice = {earlier for i, earlier in enumerate(repeats) if earlier is not None and i - earlier <= REPEAT_REACH}
    for i, text in enumerate(texts):
        around = Surroundings(printed_twice=i in twice, beside_caption=_next_to_caption(found, i))
        if found[i] == "body" and is_caption(text, around):
            found[i] = "caption"


def _next_to_caption(found: Sequence[PassageKind], i: int) -> bool:
    return (i > 0 and found[i - 1] == "caption") or (i + 1 < len(found) and found[i + 1] == "caption")


def _mark_lists(texts: Sequence[str], found: list[PassageKind]) -> None:
    """Titles under "Related articles" are links to other stories, as far as the next full sentence."""
    listing = False
    for i, text in enumerate(texts):
        if _any("lists", text):
            listing = True
        elif (
            listing
            and found[i] in {"body", "caption", "headline"}
            and not _STOP.search(text)
            and len(text.split()) <= HEADLINE_WORDS
        ):
            found[i] = "furniture"
        elif found[i] != "furniture":
            listing = False


def _mark_subheadings(texts: Sequence[str], found: list[PassageKind]) -> None:
    """Short lines between paragraphs, without a full stop or wholly quoted."""
    for i, text in enumerate(texts):
        if found[i] != "body" or i == 0 or _OPEN_END.search(text):
            continue
        short = len(text.split()) <= SUBHEADING_WORDS and len(text) <= SUBHEADING_LETTERS
        quoted = _QUOTED.match(text) is not None and not _STOP.search(text.rstrip("’'\"”"))
        stands_over = any(found[j] == "body" and _STOP.search(texts[j]) for j in range(i + 1, min(i + 3, len(texts))))
        if stands_over and ((short and not _STOP.search(text)) or (quoted and len(text.split()) <= HEADLINE_WORDS)):
            found[i] = "headline"


def _mark_end(texts: Sequence[str], found: list[PassageKind]) -> None:
    """Desk initials at the end; a last short line without a stop is a leftover of the page."""
    for i in range(max(0, len(texts) - INITIALS_AT_END), len(texts)):
        if _INITIALS.match(texts[i]):
            found[i] = "furniture"
    last = len(texts) - 1
    if (
        last > 1
        and found[last] == "body"
        and not _STOP.search(texts[last])
        and len(texts[last].split()) < CAPTION_WORDS
    ):
        found[last] = "furniture"


def _any(name: str, text: str) -> bool:
    return _pattern(name).match(text.casefold()) is not None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    expressions = knowledge.load("layout/plain.yaml")[name]
    return re.compile("|".join(f"(?:{expression})" for expression in expressions))
