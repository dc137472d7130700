"""Sources that come in a phrase: "according to X", "in X's words", "as X put it", "X's claim that"."""

from collections.abc import Iterator

from spacy.tokens import Token

from dateline.extract.statements.draft import Draft, Range
from dateline.extract.statements.lexicon import lexicon
from dateline.extract.statements.page import Page
from dateline.extract.statements.sources import noun_phrase, speaker

LONGEST_AS = 14  # tokens from "as" to its verb: a title and a name
SHORTEST_CLAUSE = 3  # tokens
# with these the reporter, or another source, goes on
_OTHERS = frozenset({"who", "which", "but", "and", "while", "although", "though", "whereas", "quoting", "citing"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def find_according(page: Page) -> Iterator[Draft]:
    """The attributions that hang on a phrase."""
    words = lexicon()
    for token in page.doc:
        if token.lower_ == "according" and token.i + 2 < len(page.doc) and page.doc[token.i + 1].lower_ == "to":
            draft = _according(page, token)
        elif token.lower_ in {"reportedly", "allegedly", "purportedly"}:
            draft = _adverb(page, token)
        elif token.lower_ == "words" and token.i >= 2:
            draft = _words(page, token)
        elif token.lower_ == "as" and token.i + 2 < len(page.doc):
            draft = _as(page, token)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in words.nouns:
            draft = _noun(page, token, words.nouns[token.lemma_.lower()])
        else:
            continue
        if draft is not None:
            yield draft


def _according(page: Page, token: Token) -> Draft | None:
    to = page.doc[token.i + 1]
    head = next((c for c in [*to.rights, *token.rights] if c.dep_ == "pobj"), None)
    if head is None:
        return None
    first, last = page.scope(token.i)
    phrase = (token.i, min(max(noun_phrase(page, head)[1], to.i + 1), last))
    quoted = _quoted(page, phrase[1], last)
    via = None
    source = noun_phrase(page, head)
    if quoted is not None:
        via, source = source, noun_phrase(page, quoted)
        phrase = (token.i, max(source[1], phrase[1]))
    after = page.doc[min(phrase[1], last - 1)]
    if token.i <= first + 1:
        content = [page.whole(phrase[1], last)]
    else:
        content = _around(page, token, max(first, page.clause_start(token.i)))
        if after.text == "," and phrase[1] + 2 < last and page.doc[phrase[1] + 1].tag_ not in {"VBG", "WDT", "WP"}:
            content.append(page.whole(phrase[1] + 1, last) if _continues(page, phrase[1] + 1) else None)
    kept = tuple(part for part in content if part is not None)
    if not kept:
        return None
    return Draft(anchor=token.i, source=source, cue=(token.i, token.i + 2), content=kept, act="say", via=via)


def _quoted(page: Page, at: int, last: int) -> Token | None:
    """As in "according to X, quoting Y": Y."""
    if at + 2 >= last or page.doc[at].text != "," or page.doc[at + 1].lower_ not in {"quoting", "citing"}:
        return None
    return next((c for c in page.doc[at + 1].rights if c.dep_ == "dobj"), None)


def _around(page: Page, token: Token, first: int) -> list[Range | None]:
    """The sentence before the phrase, or the quotation that ends there."""
    start = first
    lead = page.quotation_ending_at(first) if page.quotation_at[first] < 0 and first > 0 else -1
    if lead >= 0:
        start = page.quotations[lead].start
    number = page.quotation_ending_at(token.i)
    if number >= 0 and page.quotations[number].outer[0] <= start:
        start = page.quotations[number].start
    return [page.whole(start, token.i)]


def _continues(page: Page, at: int) -> bool:
    """Whether the words after a phrase in the middle go on with the clause before it."""
    return page.doc[at].lower_ not in _OTHERS


def _words(page: Page, token: Token) -> Draft | None:
    """As in "in the words of X, Y", "in X's words, Y"."""
    if token.dep_ != "pobj" or token.head.lower_ != "in":
        return None
    by = next((c for c in token.rights if c.dep_ == "prep" and c.lower_ == "of"), None)
    head = next((c for c in (by.rights if by is not None else token.lefts) if c.dep_ in {"pobj", "poss"}), None)
    if head is None or head.lower_ == "other":
        return None
    phrase = (token.head.i, max(token.i + 1, noun_phrase(page, head)[1]))
    return _beside(page, token.i, phrase, noun_phrase(page, head), (token.head.i, token.i + 1))


def _as(page: Page, token: Token) -> Draft | None:
    """As in "as X put it, Y", "Y, as X says"."""
    verb = next((t for t in page.doc[token.i + 2 : token.i + LONGEST_AS] if t.pos_ == "VERB"), None)
    if verb is None or verb.lemma_.lower() not in {
        "put",
        "say",
        "note",
        "explain",
        "tell",
        "point",
        "warn",
        "describe",
    }:
        return None
    head = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    end = verb.i + 1
    if verb.lemma_ in {"put", "describe"}:
        if page.doc[end].lower_ != "it":
            return None
        end += 1
    first, last = page.sentence(token.i)
    closed = end >= last - 1 or page.doc[end].text == ","
    if head is None or head.i < token.i or not closed or (token.i > first and page.doc[token.i - 1].text != ","):
        return None
    return _beside(page, verb.i, (token.i, end), noun_phrase(page, head), (verb.i, end))


def _beside(page: Page, anchor: int, phrase: Range, source: Range, cue: Range) -> Draft | None:
    """The statement of a phrase that opens or closes its sentence: the rest of the sentence."""
    first, last = page.scope(anchor)
    content = page.whole(phrase[1], last) if phrase[0] <= first + 1 else page.whole(first, phrase[0])
    if content is None or content[1] - content[0] < SHORTEST_CLAUSE:
        return None
    return Draft(anchor=anchor, source=source, cue=cue, content=(content,), act="say")


def _adverb(page: Page, token: Token) -> Draft | None:
    """As in "reportedly" reports the clause it stands in, and names nobody."""
    verb = token.head
    if verb.pos_ not in {"VERB", "AUX"} or token.lower_ != "reportedly":
        return None
    first, last = page.scope(token.i)
    bounds = [t.i for t in verb.subtree if t.dep_ != "cc" and first <= t.i < last]
    start, stop = min(bounds), max(bounds) + 1
    for child in verb.children:
        if child.dep_ == "conj" and child.i > verb.i and any(c.dep_ == "nsubj" for c in child.children):
            stop = min(stop, child.left_edge.i)
    whole = page.whole(start, stop)
    if whole is None:
        return None
    return Draft(anchor=token.i, source=None, cue=(token.i, token.i + 1), content=(whole,), act="say")


def _noun(page: Page, noun: Token, act: str) -> Draft | None:
    """A noun of saying with its clause: "X's warning that …", "made the claim that …"."""
    body = next((c for c in noun.rights if c.dep_ in {"acl", "ccomp", "relcl"} and _that(c)), None)
    if body is None:
        return None
    mark = next(c for c in body.children if c.lower_ == "that" and c.i < body.i)
    if mark.dep_ not in {"mark", "dobj"} or mark.i > noun.i + 3:
        return None
    _, last = page.scope(noun.i)
    whole = page.whole(mark.i + 1, min(body.right_edge.i + 1, last))
    if whole is None:
        return None
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    if owner is None:
        by = next(
            (c for c in noun.rights if c.dep_ == "prep" and c.lower_ in {"by", "from", "of"} and c.i < mark.i), None
        )
        owner = next((c for c in by.rights if c.dep_ == "pobj"), None) if by is not None else None
    if (
        owner is None
        and noun.dep_ == "dobj"
        and noun.head.lemma_ in {"make", "issue", "repeat", "give", "deliver", "reiterate", "release", "publish"}
    ):
        owner = speaker(noun.head)
    if (
        noun.dep_ == "dobj"
        and noun.head.lemma_.lower() in lexicon().verbs
        and "object" in lexicon().verbs[noun.head.lemma_.lower()]
    ):
        return None  # "rejected the claim that …" is the verb's own statement
    if owner is None:
        owner = next((c for c in noun.lefts if c.dep_ in {"compound", "nmod"} and c.ent_type_ == "ORG"), None)
    if owner is None and noun.lemma_.lower() not in lexicon().hearsay:
        return None
    source = noun_phrase(page, owner) if owner is not None else None
    return Draft(anchor=noun.i, source=source, cue=(noun.i, noun.i + 1), content=(whole,), act=act)


def _that(body: Token) -> bool:
    return any(c.lower_ == "that" and c.dep_ == "mark" and c.i < body.i for c in body.children)
