"""Attributions by grammar: a verb of saying and the clause, quotation or phrase that it reports."""

from collections.abc import Iterator

from spacy.tokens import Token

from dateline.extract.statements.draft import Draft, Range
from dateline.extract.statements.lexicon import lexicon
from dateline.extract.statements.page import Page
from dateline.extract.statements.parentheses import before
from dateline.extract.statements.passives import passive
from dateline.extract.statements.phrases import phrase
from dateline.extract.statements.sources import noun_phrase, speaker

FIRST_SECOND = frozenset({"i", "we", "you"})
_PRONOUNS_IN_SPEECH = frozenset({"i", "we", "you", "they", "it", "one", "people"})
# "would", "could" and their kin before a verb of saying: nothing has been said yet
_MODALS = frozenset(
    {"could", "would", "should", "may", "might", "must", "can", "will", "shall", "'ll", "'d", "ca", "wo"}
)
_QUESTION = frozenset({"whether", "if"})
_STRAY = frozenset({"prep", "advmod", "npadvmod", "advcl", "conj", "cc", "dobj"})


def find_clauses(page: Page) -> Iterator[Draft]:
    """The attributions that hang on a verb."""
    verbs = lexicon().verbs
    for token in page.doc:
        if token.pos_ in {"VERB", "AUX"} or token.tag_.startswith("VB"):
            frames = verbs.get(token.lemma_.lower())
            if frames:
                draft = _verb(page, token, frames)
                if draft is not None:
                    yield draft


def _verb(page: Page, verb: Token, frames: dict[str, str]) -> Draft | None:
    if _asserts_nothing(verb):
        return None
    if verb.tag_ == "VBN" and (
        verb.dep_ in {"acl", "amod"} or any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
    ):
        return passive(page, verb, frames)
    head = speaker(verb)
    if head is not None and _speaks_for_itself(page, verb, head):
        return None
    contents, act, quoted = _contents(page, verb, head, frames)
    if not contents or act is None:
        return None
    if verb.lemma_.lower() in lexicon().finding and not _finds(head):
        return None
    source = noun_phrase(page, head) if head is not None and head.lower_ != "it" or head is not None else None
    return Draft(anchor=verb.i, source=source, cue=cue(verb), content=tuple(contents), act=act, quoted=quoted)


def _contents(
    page: Page, verb: Token, head: Token | None, frames: dict[str, str]
) -> tuple[list[Range], str | None, bool]:
    """What the verb reports: its ranges, the act, and whether quotation marks gave it."""
    act = frames.get("clause") or frames.get("quote")
    if act:
        contents, quoted = _after(page, verb, clause="clause" in frames)
        lead, lead_quoted, rest = before(page, verb, head, has_after=bool(contents), clause="clause" in frames)
        if lead:
            return [*lead, *(contents if quoted else rest)], act, lead_quoted
        if contents:
            return contents, act, quoted
    contents, act = phrase(page, verb, frames)
    return contents, act, False


def _asserts_nothing(verb: Token) -> bool:
    """An infinitive, a modal or a negation before the verb: "wants to say", "did not say"."""
    if verb.dep_ == "amod":
        return True
    for child in verb.children:
        if child.dep_ == "aux" and (child.tag_ == "TO" or child.lower_ in _MODALS):
            return not (
                child.tag_ == "TO"
                and verb.dep_ == "xcomp"
                and verb.head.lemma_ in {"go", "want", "like", "wish"}
                and False
            )
        if child.dep_ == "neg" and child.i < verb.i:
            return True
    return False


def _speaks_for_itself(page: Page, verb: Token, head: Token) -> bool:
    """ "I think", "they say" inside a quotation: the speaker's own phrase, no second source."""
    lower = head.lower_
    if page.quotation_at[verb.i] >= 0:
        return lower in _PRONOUNS_IN_SPEECH
    return lower in FIRST_SECOND and verb.lemma_.lower() in lexicon().attitude


def _finds(head: Token | None) -> bool:
    """Whether a subject can find something out: a document, a body, a person."""
    if head is None:
        return False
    words = lexicon()
    lemma = head.lemma_.lower()
    return (
        lemma in words.documents
        or head.ent_type_ in {"ORG", "PERSON", "GPE", "NORP"}
        or head.pos_ == "PROPN"
        or head.lower_ in {"he", "she", "they", "who"}
        or lemma in words.people
        or lemma.endswith(words.agent_endings)
    )


def cue(verb: Token) -> Range:
    """The words of the cue: the verb with its auxiliaries and particle."""
    doc, start, end = verb.doc, verb.i, verb.i + 1
    while start > 0 and doc[start - 1].head == verb and doc[start - 1].dep_ in {"aux", "neg", "auxpass"}:
        start -= 1
    if end < len(doc) and doc[end].head == verb and doc[end].dep_ == "prt":
        end += 1
    return start, end


def _after(page: Page, verb: Token, *, clause: bool) -> tuple[list[Range], bool]:
    """The clause or quotation to the verb's right, and whether it is a quotation."""
    bounds: Range | None = None
    body = next((c for c in verb.rights if c.dep_ == "ccomp"), None) if clause else None
    if body is not None and any(c.dep_ == "mark" and c.lower_ in _QUESTION for c in body.children):
        return [], False
    if body is not None:
        bounds = clause_range(page, verb, body)
    zone = _zone_end(page, verb)
    number = page.quotation_starting_at(zone) if page.quotation_at[verb.i] < 0 else -1
    if number >= 0:
        quotation = page.quotations[number]
        alone = bounds is None or (quotation.outer[0] <= bounds[0] <= quotation.end and bounds[1] <= quotation.outer[1])
        if alone and (bounds is not None or _introduces(page, verb, quotation.outer[0])):
            return list(page.series(number)), True
    if bounds is None:
        return [], False
    whole = page.whole(*bounds)
    return ([whole] if whole else []), False


def _introduces(page: Page, verb: Token, opening: int) -> bool:
    """Whether only the verb's circumstances stand between it and a quotation."""
    last = page.doc[opening - 1]
    if last.is_space:
        last = page.doc[opening - 2]
    between = page.doc[verb.i + 1 : opening]
    if any(t.pos_ in {"VERB", "AUX"} and t.tag_ in {"VBD", "VBZ", "VBP"} for t in between):
        return False
    return last.text in {",", ":", "-", "–", "—", "--"} or opening == verb.i + 1 or last.lower_ == "that"


def _zone_end(page: Page, verb: Token) -> int:
    """Past the verb's addressee, adverbs and times: where its content may begin."""
    doc, end, limit = page.doc, verb.i + 1, page.sentence(verb.i)[1]
    while end < limit and page.quotation_at[end] < 0 and doc[end].text != ":" and doc[end].lower_ != "that":
        if doc[end].text == "," and end + 1 < limit and page.quotation_at[end + 1] >= 0:
            break
        end += 1
    while end < limit and page.quotation_at[end] < 0 and (doc[end].text in {",", ":"} or doc[end].lower_ == "that"):
        end += 1
    return end


def clause_range(page: Page, verb: Token, body: Token) -> Range | None:
    """The clause `body` reported by `verb`: its subtree, with what the parser hung on the verb by
    mistake, and without what belongs to the reporter again."""
    first, limit = page.scope(verb.i)
    start, stop = max(body.left_edge.i, verb.i + 1), min(body.right_edge.i + 1, limit)
    mark = next((c for c in body.children if c.dep_ == "mark" and c.lower_ == "that" and c.i >= start), None)
    if mark is not None and mark.i - start <= 4:
        start = mark.i + 1
    elif (
        page.doc[start].lower_ == "that"
        and page.doc[start].dep_ in {"mark", "det", "nsubj"}
        and page.doc[start].tag_ == "IN"
    ):
        start += 1
    stop = _with_strays(page, verb, stop, limit)
    stop = resumes(page, start, stop)
    return (start, stop) if start < stop else None


def _with_strays(page: Page, verb: Token, stop: int, limit: int) -> int:
    """The end of a clause moved over what follows it without a comma: it belongs to the clause."""
    while stop < limit:
        following = page.doc[stop]
        top = following
        while top.head != verb and top.head != top and top.head.i >= stop:
            top = top.head
        if top.head != verb or top.dep_ not in _STRAY or following.is_punct:
            break
        if top.dep_ == "cc":
            top = next((c for c in verb.rights if c.dep_ == "conj" and c.i > stop), following)
        if top.dep_ in {"conj", "cc"} and (not _own_subject(top) or top.lemma_.lower() in lexicon().verbs):
            break
        stop = top.right_edge.i + 1
    return min(stop, limit)


def _own_subject(verb: Token) -> bool:
    return any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in verb.children)


def resumes(page: Page, start: int, stop: int) -> int:
    """Where, after a comma, the reporter speaks again: ", adding that", ", while promising", ", but
    Y said". The content ends there; `stop` when nowhere."""
    doc, words = page.doc, lexicon()
    for i in range(start + 2, stop - 1):
        if doc[i].text not in {",", "–", "—", "-", ";"} or page.quotation_at[i] >= 0:
            continue
        at = i + 1
        if doc[at].lower_ in {"while", "before", "after", "but", "and", "also"}:
            at += 1
        while at < stop - 1 and doc[at].dep_ == "advmod" and doc[at].pos_ == "ADV":
            at += 1
        token = doc[at]
        lemma = token.lemma_.lower()
        if (
            token.tag_ == "VBG"
            and (lemma in words.verbs or lemma in words.asides)
            and token.dep_ not in {"amod", "pobj", "compound"}
        ):
            return i
        if doc[i + 1].lower_ in {"but", "and", "while"}:
            finite = next(
                (t for t in doc[i + 2 : min(stop, i + 14)] if t.tag_ in {"VBD", "VBZ", "VBP"} and t.pos_ == "VERB"),
                None,
            )
            if (
                finite is not None
                and finite.lemma_.lower() in words.verbs
                and any(c.dep_ == "ccomp" for c in finite.rights)
            ):
                return i
    return stop
