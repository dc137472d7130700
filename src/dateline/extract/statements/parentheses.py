"""Cues that follow their content or stand in the middle of it: "Y, X said", "Y, said X, Z"."""

from spacy.tokens import Token

from dateline.extract.statements.draft import Range
from dateline.extract.statements.lexicon import channels, lexicon
from dateline.extract.statements.page import Page
from dateline.extract.statements.sources import misread_tail, noun_phrase, quoting_verb, subject

_DASHES = frozenset({"-", "–", "—", "--"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_VERBAL = _FINITE | {"VBN"}  # the tagger takes many a past tense for a participle
_NAME = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM"})
_SUBORDINATE = frozenset({"relcl", "acl", "advcl"})
_TIMES = frozenset({"DATE", "TIME"})
_RESUMPTIVE = frozenset({"but", "and", "while", "as", "who", "which", "after", "when", "before", "where", "according"})


def before(
    page: Page, verb: Token, head: Token | None, *, has_after: bool, clause: bool
) -> tuple[list[Range], bool, list[Range]]:
    """What stands before the cue: its ranges, whether quoted, and how it goes on after the cue."""
    doc = page.doc
    outer = quoting_verb(verb)
    if outer is not None:
        return ([], False, []) if has_after else _before_quoting(page, outer)
    segment = _segment_start(page, verb, head)
    if page.quotation_at[verb.i] >= 0 or (verb.tag_ == "VBG" and subject(verb) is None):
        return [], False, []
    number = page.quotation_ending_at(segment)
    complete = has_after or (head is not None and head.i < verb.i and _has_complement(page, verb))
    if (
        number >= 0
        and head is not None
        and not page.is_title(number)
        and not (complete and _ends_sentence(page, number))
    ):
        return _quotation(page, number, has_after), True, _rest(page, verb, head, quoted=True)
    if has_after and head is not None and _ends_in_quotation(page, verb) and _trails(page, verb, head, segment):
        lead = page.trim(page.clause_start(verb.i), segment - 1)
        voiced = lead is not None and _is_clause(page, *lead)
        return ([lead] if lead is not None and voiced else []), False, []
    clause = clause or (verb.i + 1 < len(doc) and doc[verb.i + 1].text == ",")  # "The plan, he continued, would fail"
    if has_after or not clause or head is None or not _trails(page, verb, head, segment):
        return [], False, []
    first = _behind_another(page, page.clause_start(verb.i), segment)
    rest = _rest(page, verb, head, quoted=False)
    if any(t.tag_ in _VERBAL for t in doc[first : segment - 1]):
        lead = page.whole(first, segment - 1)
        return ([lead] if lead else []), False, rest
    # "However, he said, talks go on": what stands before the cue only leads in
    if not rest:
        return [], False, []
    mere = all(t.pos_ in {"ADV", "CCONJ", "SCONJ", "INTJ", "PUNCT"} for t in doc[first:segment])
    lead = page.trim(first, segment - 1) if not mere else None
    return ([lead, *rest] if lead else rest), False, []


def _ends_in_quotation(page: Page, verb: Token) -> bool:
    """As in "When the dam broke, he said, 'we ran'": the quotation goes on with the sentence, in small letters."""
    if verb.i + 1 >= len(page.doc) or page.doc[verb.i + 1].text != ",":
        return False
    number = page.quotation_starting_at(verb.i + 1)
    return number >= 0 and page.doc[page.quotations[number].start].is_lower


def _is_clause(page: Page, start: int, end: int) -> bool:
    """Whether words have a finite verb, and do not tell how something came to be said: "Asked if …"."""
    opens = page.doc[start]
    return opens.tag_ not in {"VBN", "VBG"} and any(t.tag_ in _FINITE for t in page.doc[start:end])


def _behind_another(page: Page, first: int, segment: int) -> int:
    """Past another source's clause: in "A said B, and C did D, E said" what E says begins with C."""
    doc, said = page.doc, False
    for i in range(first, segment - 2):
        if page.quotation_at[i] >= 0:
            continue
        if (
            said
            and doc[i].text == ","
            and doc[i + 1].lower_ in {"and", "but", "while"}
            and _is_clause(page, i + 2, segment)
        ):
            return i + 2
        told = doc[i].tag_ in _FINITE and "clause" in lexicon().verbs.get(doc[i].lemma_.lower(), {})
        said = said or (told and subject(doc[i]) is not None)
    return first


def _before_quoting(page: Page, outer: Token) -> tuple[list[Range], bool, list[Range]]:
    """What stands before "X quoted her as saying", "she was quoted as saying"."""
    quoter = subject(outer)
    segment = _segment_start(page, outer, quoter)
    number = page.quotation_ending_at(segment)
    if number >= 0:
        return _quotation(page, number, has_after=False), True, []
    first = page.clause_start(outer.i)
    if quoter is None or not _trails(page, outer, quoter, segment):
        return [], False, []
    lead = page.whole(first, segment - 1)
    return ([lead] if lead else []), False, []


def _has_complement(page: Page, verb: Token) -> bool:
    """Whether the verb has a clause, an object or an infinitive of its own behind it: a sentence by itself."""
    last = page.sentence(verb.i)[1]
    return any(
        c.dep_ in {"ccomp", "xcomp", "dobj", "oprd"} and c.i < last and page.quotation_at[c.i] < 0 for c in verb.rights
    )


def _unseen(page: Page, verb: Token) -> bool:
    """Whether the parser gave the verb no subject outside the quotation."""
    own = subject(verb)
    return own is None or page.quotation_at[own.i] >= 0


def _ends_sentence(page: Page, number: int) -> bool:
    """Whether a quotation ends its sentence, so that what follows the next cue is another one."""
    quotation = page.quotations[number]
    last = page.doc[quotation.end - 1]
    return last.text in {".", "!", "?"} or page.doc[quotation.outer[1] - 1].text[-1] == "."


def _segment_start(page: Page, verb: Token, head: Token | None) -> int:
    """Where the words of the cue and its speaker begin."""
    start = verb.i
    while (
        start > 0
        and page.doc[start - 1].head == verb
        and page.doc[start - 1].dep_ in {"aux", "neg", "advmod", "npadvmod"}
    ):
        start -= 1
    if head is not None and head.i < verb.i and (head.head == verb or _unseen(page, verb)):
        start = min(start, noun_phrase(page, head)[0])
        while start > 0 and page.doc[start - 1].pos_ in _NAME and page.quotation_at[start - 1] < 0:
            start -= 1
    return max(start, page.sentence(verb.i)[0])


def _quotation(page: Page, number: int, has_after: bool) -> list[Range]:
    """The quotation, with the words of its sentence that lead into it when they are clausal."""
    quotation = page.quotations[number]
    opening, _ = page.sentence(quotation.outer[0])
    lead = sum(t.is_alpha for t in page.doc[opening : quotation.outer[0]])
    if not has_after and (
        (lead >= 2 and page.doc[quotation.outer[0] - 1].text not in {":", ",", ".", "?", "!"})
        or (lead and _leads_over(page, opening, number))
    ):
        whole = page.trim(opening, quotation.end)
        return [whole] if whole else []
    parts = [(q.start, q.end) for q in page.quotations[: number + 1] if q.series == quotation.series]
    return parts or [(quotation.start, quotation.end)]


def _leads_over(page: Page, opening: int, number: int) -> bool:
    """As in "Ortiz 'got a deal'", "With no roads left, 'we walked'": the sentence goes on in the quotation."""
    quotation = page.quotations[number]
    lead = page.doc[opening : quotation.outer[0]]
    if not page.doc[quotation.start].is_lower or lead[-1].text in {":", ".", "?", "!"}:
        return False
    occasions = channels().occasions
    return not any(t.tag_ in _FINITE or t.ent_type_ in _TIMES or t.lemma_.lower() in occasions for t in lead)


def _trails(page: Page, verb: Token, head: Token, segment: int) -> bool:
    """Whether an unquoted sentence stands before the cue and is what it reports."""
    doc = page.doc
    first, last = page.sentence(verb.i)
    if segment <= first + 1 or not (doc[segment - 1].text == "," or doc[segment - 1].text in _DASHES):
        return False
    if (verb.dep_ in _SUBORDINATE and not misread_tail(verb)) or any(c.dep_ == "mark" for c in verb.children):
        return False
    if head.head != verb and verb.dep_ == "conj":
        return False
    taken = {"attr", "oprd", "xcomp"} if verb.lemma_ in {"tell", "inform"} else {"dobj", "attr", "oprd", "xcomp"}
    return not any(
        c.dep_ in taken and c != head and c.i < last and doc[c.left_edge.i - 1].text != "," for c in verb.rights
    )


def _rest(page: Page, verb: Token, head: Token, *, quoted: bool) -> list[Range]:
    """What goes on after a cue in the middle: "The plan, officials said, would fail"."""
    doc = page.doc
    last = page.sentence(verb.i)[1]
    end = verb.i + 1
    if head.i > verb.i:
        end = max(end, noun_phrase(page, head)[1])
    while end < last and doc[end].text not in {",", ";"} and page.quotation_at[end] < 0:
        end += 1
    if end >= last:
        return []
    number = page.quotation_starting_at(end)
    if number >= 0 and page.quotations[number].outer[0] < last:
        return list(page.series(number)) if doc[end].text == "," else []
    if end + 2 >= last or doc[end].text != ",":
        return []
    following = doc[end + 1]
    onward = page.quotation_starting_at(end + 2) if quoted and following.dep_ == "cc" else -1
    if onward < 0 and quoted and following.dep_ == "cc" and doc[end + 2].pos_ == "ADV":
        onward = page.quotation_starting_at(end + 3)
    if onward >= 0 and doc[page.quotations[onward].start].is_lower and page.quotations[onward].outer[0] < last:
        # "'I admire her,' he said, but 'she is wrong'"
        return [(end + 1, page.quotations[onward].end)]
    words = lexicon()
    lemma = following.lemma_.lower()
    if following.tag_ == "VBG" and (quoted or lemma in words.verbs or lemma in words.asides):
        return []
    if (
        following.lower_ in _RESUMPTIVE
        or any(t.lower_ in {"before", "after"} and t.dep_ == "mark" for t in doc[end + 1 : min(end + 4, last)])
        or following.dep_ in {"cc", "appos"}
        or (head.i > verb.i and (following.pos_ == "DET" or following.tag_ in {"VBN", "VBG"}))
    ):
        return []
    if not any(t.pos_ in {"VERB", "AUX"} for t in page.doc[end + 1 : last]):
        return []
    trimmed = page.trim(end + 1, last)
    return [trimmed] if trimmed else []
