"""Parses mended where the parser is wrong so often, and so plainly, that every room would have to mend them.

"Gunmen abducted 37 pupils, police and a parent said": the parser takes pupils, police and parent
for one list that spoke. What stands right behind a verb or a preposition is its object.
"… after the Post, citing officials, reported that …": it lets the officials report.
"""

from functools import cache

from spacy.tokens import Doc, Token

from dateline import knowledge

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_CITING = frozenset({"cite", "quote"})
_LINKS = frozenset({"after", "before", "as", "since", "until"})
_NOMINAL = frozenset({"NOUN", "PROPN"})


def mend(doc: Doc) -> None:
    """Mends the parse in place."""
    saying = _saying()
    for verb in doc:
        if verb.tag_ in _FINITE and verb.lemma_.lower() in saying:
            _part_object_and_speakers(verb)
        elif verb.lemma_ in _CITING and verb.tag_ == "VBG":
            _join_subject_and_verb(verb, saying)


def _part_object_and_speakers(verb: Token) -> None:
    """Parts a list before a verb of saying: its first members go to what stands before them, the rest speak."""
    subjects = [c for c in verb.lefts if c.dep_ == "nsubj"]
    first = subjects[0] if subjects else None
    if first is None:
        _find_speakers_at_end_of_list(verb)
        return
    if first.left_edge.is_sent_start:
        return
    governor = verb.doc[first.left_edge.i - 1]
    others = (*subjects[1:], *first.conjuncts)
    second = others[0] if len(others) == 1 else None
    if governor.text == "," and second is not None and _behind_comma_and(second):
        # "attacked a base, the first raid in years, and the group said": a remark on what was before
        first.dep_ = "dep"
        second.head, second.dep_ = verb, "nsubj"
        return
    if governor.dep_ == "prt":
        governor = governor.head
    if governor.pos_ != "VERB" and governor.dep_ != "prep":
        return
    speaker = _first_speaker(first)
    if speaker is not None:
        _let_speak(speaker, verb, first)
        first.head, first.dep_ = governor, "pobj" if governor.dep_ == "prep" else "dobj"


def _behind_comma_and(member: Token) -> bool:
    """Whether a member of a list stands behind ", and"."""
    start = member.left_edge.i
    return start > 1 and member.doc[start - 1].lower_ == "and" and member.doc[start - 2].text == ","


def _join_subject_and_verb(citing: Token, saying: frozenset[str]) -> None:
    """For "after the Post, citing officials, reported that …": the Post reported, not the officials."""
    doc, last = citing.doc, citing.sent.end
    comma = next((i for i in range(citing.i + 1, last - 1) if doc[i].text == ","), None)
    if comma is None or citing.i < 2 or doc[citing.i - 1].text != ",":
        return
    verb, subject = doc[comma + 1], doc[citing.i - 2]
    if verb.tag_ not in {"VBD", "VBN"} or verb.lemma_.lower() not in saying or verb.head == subject:
        return
    link = subject.head
    if subject.dep_ == "pobj" and link.lower_ in _LINKS and not verb.is_ancestor(link):
        verb.head, verb.dep_, verb.tag_ = link.head, "advcl", "VBD"
        link.head, link.dep_ = verb, "mark"
        subject.head, subject.dep_ = verb, "nsubj"
        citing.head = verb


def _find_speakers_at_end_of_list(verb: Token) -> None:
    """For "hit a market in Asora, hospital staff and witnesses told": the speakers hang on the town."""
    last = verb.i - 1
    while last > verb.sent.start and verb.doc[last].dep_ == "advmod":
        last -= 1
    if last <= verb.sent.start or verb.doc[last].pos_ not in _NOMINAL:
        return
    first = verb.doc[last]
    while first.dep_ == "conj" and first.head.pos_ in _NOMINAL:
        first = first.head
    speaker = _first_speaker(first)
    if speaker is not None and _is_last(speaker, last, first) and not first.is_ancestor(verb):
        _let_speak(speaker, verb, first)


def _first_speaker(first: Token) -> Token | None:
    """The member of a list that begins the second list: behind the comma after "and", else behind the first comma."""
    behind_comma: list[Token] = []
    closed, last = False, first
    for member in first.conjuncts:
        between = member.doc[last.i + 1 : member.left_edge.i]
        closed = closed or any(t.dep_ == "cc" for t in between)
        if between and between[-1].text == ",":
            if closed:
                return member
            behind_comma.append(member)
        last = member
    return behind_comma[0] if behind_comma else None


def _is_last(speaker: Token, end: int, first: Token) -> bool:
    """Whether the list that a speaker begins ends at a token."""
    return speaker.i <= end and max(m.right_edge.i for m in (speaker, *first.conjuncts) if m.i >= speaker.i) == end


def _let_speak(speaker: Token, verb: Token, first: Token) -> None:
    """Makes a member of a list, with the members behind it, the subject of the verb."""
    for member in first.conjuncts:
        if member.i > speaker.i and member.head.i < speaker.i:
            member.head = speaker
    speaker.head, speaker.dep_ = verb, "nsubj"


@cache
def _saying() -> frozenset[str]:
    return frozenset(verb for verb, frames in knowledge.load("attribution/verbs.yaml").items() if "clause" in frames)
