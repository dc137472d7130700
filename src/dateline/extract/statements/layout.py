"""Attributions by layout, not by grammar.

"X: Y", "Y - X" and "Y, X says" in headlines; labels of speakers in transcripts; a colon before a
quotation.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Token

from dateline.extract.statements.draft import Draft, Range
from dateline.extract.statements.lexicon import lexicon
from dateline.extract.statements.page import Page
from dateline.extract.statements.sources import noun_phrase, subject

LONGEST_HEADLINE = 30  # tokens; a longer paragraph without a full stop is no headline
SHORTEST_HEADLINE = 4  # tokens: "Iran: no deal"
LONGEST_SIGNATURE = 12  # tokens: a name, an age, a town
LONGEST_LABEL = 6  # tokens before a colon that can name a speaker
_DASHES = frozenset({"-", "–", "—", "―", "--"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "VB"})
_SPEAKERS = frozenset({"PERSON", "ORG", "NORP"})
_FIRST_PERSON = frozenset({"we", "our", "us", "i", "my"})


def find_layout(page: Page) -> Iterator[Draft]:
    """The attributions that the layout of headlines, transcripts and quotations gives."""
    for paragraph in page.paragraphs:
        first, last = _stripped(page, *paragraph)
        if last - first < SHORTEST_HEADLINE:
            continue
        draft = _label(page, first, last)
        if draft is None:
            draft = _signed(page, first, last)
        if draft is None and last - first <= LONGEST_HEADLINE and page.doc[last - 1].text not in {".", "!", "?", ":"}:
            draft = _headline_verb(page, first, last) or _credit(page, first, last) or _headline_noun(page, first, last)
        if draft is not None:
            yield draft


def _stripped(page: Page, first: int, last: int) -> Range:
    while last > first and page.doc[last - 1].is_space:
        last -= 1
    while first < last and page.doc[first].is_space:
        first += 1
    return first, last


def _label(page: Page, first: int, last: int) -> Draft | None:
    """As in "Minister: talks have failed", "WALLACE: Let's start"."""
    colon = next(
        (i for i in range(first + 1, min(first + LONGEST_LABEL + 1, last - 2)) if page.doc[i].text == ":"), None
    )
    if colon is None or any(
        page.doc[i].is_punct and page.doc[i].text not in {".", "'s", "-"} for i in range(first, colon)
    ):
        return None
    shouted = all(page.doc[i].is_upper for i in range(first, colon) if page.doc[i].is_alpha)
    headline = last - first <= LONGEST_HEADLINE and page.doc[last - 1].text != "."
    said = page.doc[colon + 1 : last]
    quoted = page.quotation_starting_at(colon + 1) >= 0
    if not (shouted or headline or quoted) or not _names_speaker(page, first, colon, voiced=quoted or _voiced(said)):
        return None
    nominal = page.doc[colon - 1].ent_type_ in {"ORG", "PERSON"} and len(said) >= SHORTEST_HEADLINE
    if not quoted and not nominal and not any(t.tag_ in _FINITE for t in said):
        return None
    whole = page.trim(colon + 1, last)
    return _draft(page, colon, (first, colon), whole)


def _voiced(said: Iterable[Token]) -> bool:
    return any(t.lower_ in _FIRST_PERSON for t in said)


def _names_speaker(page: Page, first: int, last: int, *, voiced: bool) -> bool:
    """Whether a label names who can speak. A country may be a place: it must be heard to speak."""
    words = lexicon()
    head = page.doc[last - 1]
    if page.doc[first].lower_ in words.furniture or any(t.pos_ == "VERB" for t in page.doc[first:last]):
        return False
    if head.ent_type_ in _SPEAKERS or head.lemma_.lower() in words.people or head.lemma_.lower() in words.documents:
        return True
    known = page.text.name_at(head.i)
    if known is not None and known.entry.kind in {"person", "institution", "group", "igo", "outlet", "office"}:
        return True
    return (voiced and head.ent_type_ == "GPE") or (head.is_upper and len(head) > 2 and voiced)


def _headline_verb(page: Page, first: int, last: int) -> Draft | None:
    """As in "Tank fired at reporters, report finds": the tagger often takes the verb for a noun."""
    act = _forms().get(page.doc[last - 1].lower_)
    comma = next(
        (
            i
            for i in range(last - 2, max(first, last - 2 - LONGEST_LABEL), -1)
            if page.doc[i].text == "," or page.doc[i].text in _DASHES
        ),
        None,
    )
    if act is None or comma is None or comma >= last - 2:
        return None
    return _draft(page, last - 1, (comma + 1, last - 1), page.whole(first, comma), act)


def _headline_noun(page: Page, first: int, last: int) -> Draft | None:
    """As in "UN chief calls for truce": a verb that the tagger took for a plural noun."""
    for i in range(first + 1, min(first + LONGEST_LABEL, last - 2)):
        token, following = page.doc[i], page.doc[i + 1]
        if token.tag_ == "NNS" and token.lower_.endswith("s"):
            frames = lexicon().verbs.get(token.lower_.removesuffix("s"), {})
            act = frames.get(following.lower_) if following.pos_ == "ADP" else None
            if act is not None:
                return _draft(page, i, (first, i), page.whole(i + 2, last), act)
    return None


@cache
def _forms() -> dict[str, str]:
    """The third persons and pasts of verbs that report a clause, with their acts."""
    found: dict[str, str] = {}
    for verb, frames in lexicon().verbs.items():
        if "clause" in frames:
            past = verb + ("d" if verb.endswith("e") else "ed")
            found |= dict.fromkeys((verb, verb + "s", past), frames["clause"])
    return found | {"said": "say", "found": "say", "told": "say", "denies": "deny", "denied": "deny", "implies": "say"}


def _signed(page: Page, first: int, last: int) -> Draft | None:
    """A paragraph that is one quotation with its speaker behind a dash, whatever its length."""
    number = page.quotation_at[first]
    if number < 0:
        return None
    end = page.quotations[number].outer[1]
    if not (end < last - 1 and page.doc[end].text in _DASHES and last - end <= LONGEST_SIGNATURE):
        return None
    if page.doc[end + 1].pos_ != "PROPN" or any(t.tag_ in _FINITE for t in page.doc[end + 1 : last]):
        return None
    return _draft(page, end, (end + 1, last), (page.quotations[number].start, page.quotations[number].end))


def _credit(page: Page, first: int, last: int) -> Draft | None:
    """As in "Rebels seize town - ministry", "'We were lucky' - survivor"."""
    dash = next(
        (
            i
            for i in range(last - 2, max(first + 2, last - 2 - LONGEST_LABEL), -1)
            if page.doc[i].text in _DASHES and page.quotation_at[i] < 0
        ),
        None,
    )
    if dash is None or not any(t.tag_ in _FINITE for t in page.doc[first:dash]):
        return None
    if not _names_speaker(page, dash + 1, last, voiced=page.quotation_ending_at(dash) >= 0):
        return None
    number = page.quotation_ending_at(dash)
    whole = (
        page.whole(first, dash)
        if number < 0 or page.quotations[number].outer[0] > first + 1
        else page.whole(page.quotations[number].start, page.quotations[number].end)
    )
    return _draft(page, dash, (dash + 1, last), whole)


def _draft(page: Page, anchor: int, source: Range, content: Range | None, act: str = "say") -> Draft | None:
    place = page.trim(*source)
    if content is None or place is None or content[1] - content[0] < 2:
        return None
    cue = (anchor, anchor + 1) if page.doc[anchor].is_alpha else None
    return Draft(anchor=anchor, source=place, cue=cue, content=(content,), act=act)


def introduced(page: Page, number: int) -> Draft | None:
    """The statement of a quotation that only a colon introduces: "He was blunt: 'It is over.'"."""
    opening = page.quotations[number].outer[0]
    before = opening - 1
    while before > 0 and page.doc[before].is_space:
        before -= 1
    if before <= 0 or page.doc[before].text != ":":
        return None
    first, _ = page.sentence(before)
    root = next((t for t in page.doc[first:before] if t.head == t or not first <= t.head.i < before), None)
    own = subject(root) if root is not None else None
    if (
        root is None
        or own is None
        or not first <= own.i < before
        or not (own.ent_type_ in _SPEAKERS or own.lower_ in {"he", "she", "they"})
    ):
        return None
    return Draft(
        anchor=root.i,
        source=noun_phrase(page, own),
        cue=(root.i, root.i + 1),
        content=tuple(page.series(number)),
        act="say",
        quoted=True,
    )
