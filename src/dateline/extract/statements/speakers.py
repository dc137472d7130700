"""The speaker of a verb of saying: who may be one, who is one, and through whom."""

from spacy.tokens import Token

from dateline.extract.statements.draft import Range
from dateline.extract.statements.lexicon import lexicon
from dateline.extract.statements.page import Page
from dateline.extract.statements.sources import citing_verb, noun_phrase, quoting_verb, speaker

FARTHEST_QUOTATION = 20  # tokens between a quotation and its cue: a name with a long title
FIRST_SECOND = frozenset({"i", "we", "you"})
_PRONOUNS_IN_SPEECH = frozenset({"i", "we", "you", "they", "it", "one", "people"})
_POINTERS = frozenset({"this", "that", "these", "those", "there", "everything", "nothing"})  # "this shows that …"
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_NAME = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def heard(page: Page, verb: Token) -> Token | None:
    """The speaker's head.

    Where the parser sees none between a quotation and its cue, or takes a word inside the
    quotation for it, it is the noun that stands between the two.
    """
    head = speaker(verb)
    if head is not None and verb.tag_ == "VBG" and verb.dep_ == "advcl" and not acts(head):
        head = _doer_before(verb) or head
    if page.quotation_at[verb.i] >= 0 or (head is not None and page.quotation_at[head.i] < 0):
        return head
    behind = behind_quotation(page, verb)
    if behind is not None:
        return behind
    near = _just_before(page, verb) if head is not None else None
    if near is not None:
        return near
    last = page.sentence(verb.i)[1]
    after = (t for t in page.doc[verb.i + 1 : last] if t.pos_ in _NOMINAL and page.quotation_at[t.i] < 0)
    return next(after, None) if head is not None else None


def _doer_before(verb: Token) -> Token | None:
    """The nearest subject that can speak: in "flights resumed when the union ended the strike, saying" the union."""
    for token in reversed(verb.doc[verb.sent.start : verb.i]):
        if token.dep_ == "nsubj" and token.pos_ != "PRON" and acts(token):
            return token
    return None


def _just_before(page: Page, verb: Token) -> Token | None:
    """The noun that a verb follows, with or without a comma: "its ambassador, Lisa Kenna, wrote"."""
    at = verb.i - 1 - (page.doc[verb.i - 1].text == ",")
    if at <= page.sentence(verb.i)[0] or page.doc[at].pos_ not in _NOMINAL or page.quotation_at[at] >= 0:
        return None
    noun = page.doc[at]
    return noun.head if noun.dep_ == "appos" and page.quotation_at[noun.head.i] < 0 else noun


def behind_quotation(page: Page, verb: Token) -> Token | None:
    """The noun between a quotation and its verb of saying, or behind the verb in "'Y', added X"."""
    if page.quotation_at[verb.i] < 0 and page.quotation_ending_at(verb.i) >= 0 and verb.tag_ in {"VBD", "VBN", "VBZ"}:
        end = verb.i + 1
        while end < len(page.doc) and page.doc[end].pos_ in _NAME | _NOMINAL:
            end += 1
        return next((t for t in reversed(list(page.doc[verb.i + 1 : end])) if t.pos_ in _NOMINAL), None)
    if verb.tag_ not in _FINITE and verb.tag_ != "VBN":
        return None
    start = verb.i
    while start > 0 and verb.i - start < FARTHEST_QUOTATION and page.quotation_at[start - 1] < 0:
        start -= 1
        if page.doc[start].tag_ in _FINITE:
            return None
    if page.quotation_ending_at(start) < 0:
        return None
    region = page.doc[start : verb.i]
    return next((t for t in region if t.pos_ in _NOMINAL and not start <= t.head.i < verb.i), None) or next(
        (t for t in region if t.pos_ in _NOMINAL), None
    )


def _start_of_name(page: Page, i: int) -> int:
    """Where the run of nouns, adjectives and articles that ends at `i` begins."""
    while i > 0 and page.doc[i - 1].pos_ in _NAME and page.quotation_at[i - 1] < 0:
        i -= 1
    return i


def source_of(page: Page, verb: Token, head: Token | None) -> Range | None:
    """The speaker's phrase; where the parser looked for it in another paragraph, the noun before the verb."""
    first, last = page.sentence(verb.i)
    if head is None:
        return None
    cited = citing_verb(verb)
    if cited is not None:
        return noun_phrase(page, next(c for c in cited.rights if c.dep_ == "dobj"))
    if first <= head.i < last:
        start, end = noun_phrase(page, head)
        behind_quotation = page.quotation_ending_at(_start_of_name(page, start))
        if start < verb.i and behind_quotation >= 0:
            start = _start_of_name(page, start)
        # "a statement saying that …": the clause is no part of its source
        return (start, min(end, verb.i)) if start < verb.i else (max(start, verb.i + 1), end)
    near = next((t for t in page.doc[first : verb.i] if t.pos_ in _NOMINAL and not first <= t.head.i < verb.i), None)
    return noun_phrase(page, near) if near is not None else None


def quoter(page: Page, verb: Token) -> Range | None:
    """As in "X quoted Y as saying", "Y was quoted by X as saying": X, the channel."""
    cited = citing_verb(verb)
    if cited is not None:
        head = speaker(verb)
        return noun_phrase(page, head) if head is not None else None
    outer = quoting_verb(verb)
    if outer is None:
        return None
    agent = next((g for c in outer.rights if c.dep_ == "agent" for g in c.rights if g.dep_ == "pobj"), None)
    quoter = agent or next((c for c in reversed(list(outer.lefts)) if c.dep_ == "nsubj"), None)
    return noun_phrase(page, quoter) if quoter is not None else None


def speaks_for_itself(page: Page, verb: Token, head: Token) -> bool:
    """As in "I think", "they say" inside a quotation: the speaker's own phrase, no second source."""
    lower = head.lower_
    if lower in _POINTERS:
        return True
    if page.quotation_at[verb.i] >= 0:
        return lower in _PRONOUNS_IN_SPEECH
    if lower in FIRST_SECOND and "clause" not in lexicon().verbs[verb.lemma_.lower()]:
        return True
    return lower in FIRST_SECOND and verb.lemma_.lower() in lexicon().attitude


def may_speak(verb: Token, head: Token | None, *, phrasal: bool) -> bool:
    """Whether this subject can be the verb's speaker, where the verb or its construction is choosy."""
    words, lemma = lexicon(), verb.lemma_.lower()
    if head is None:
        if verb.i == verb.sent.start and verb.tag_ == "VBP":
            return False  # "Thank you for reading", "Note that": said to the reader
        return lemma not in words.finding and verb.tag_ not in {"VBG", "VB"}
    choosy = lemma in (words.loose if phrasal else words.finding) or verb.dep_ == "acl"
    return not choosy or acts(head)


def acts(head: Token) -> bool:
    """Whether a subject can find out, demand or promise: a document, a body, a person."""
    words = lexicon()
    lemma = head.lemma_.lower()
    return (
        lemma in words.documents
        or head.ent_type_ in {"ORG", "PERSON", "GPE", "NORP"}
        or head.pos_ == "PROPN"
        or (head.pos_ == "PRON" and head.lower_ not in {"this", "that", "these", "those"})
        or lemma in words.people
        or lemma.endswith(words.agent_endings)
    )
