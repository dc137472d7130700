"""Who speaks: from a verb of saying to the noun phrase of its speaker."""

from spacy.tokens import Doc, Token

from dateline.extract.statements.draft import Range
from dateline.extract.statements.lexicon import lexicon
from dateline.extract.statements.page import Page

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
LONGEST_APPOSITIVE = 10  # tokens: "Dana Ortiz, a spokeswoman for the ministry" stays whole, a life story does not
LONGEST_CHAIN = 6  # verbs between a participle and the subject it shares
_SHARES_SUBJECT = frozenset({"conj", "advcl", "xcomp", "dep", "parataxis", "pcomp", "ccomp"})
_LOOSE = frozenset({"relcl", "parataxis", "ccomp", "advcl"})


def subject(verb: Token) -> Token | None:
    """The verb's own subject, before or after it."""
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def speaker(verb: Token) -> Token | None:
    """The head of the phrase that names who speaks, shared subjects included; None when unnamed.

    A participle at the end of a reported clause ("X said A had stopped, arguing that …") has the
    reporter for its speaker, not the subject of the clause.
    """
    quoting = quoting_verb(verb)
    if quoting is not None:
        return next((c for c in quoting.children if c.dep_ in {"dobj", "nsubjpass"}), None)
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and subject(verb) is None and (voicer := _voicer(verb.head)):
        return voicer
    current = verb
    for _ in range(LONGEST_CHAIN):
        own = subject(current)
        if own is not None and not (current != verb and _reported(current)):
            return _antecedent(own, current)
        if current.dep_ == "acl":
            return _issuer(current.head) or current.head
        if current.dep_ not in _SHARES_SUBJECT or current.head == current:
            return None
        if current.dep_ == "ccomp" and current == verb:
            return None
        current = current.head
        if current.dep_ in {"prep", "mark"}:
            current = current.head
        if current.pos_ not in {"VERB", "AUX"}:
            return None
    return None


def _voicer(verb: Token) -> Token | None:
    """As in "drew criticism from X, who …", "received a warning by X, saying …": X, who gave it."""
    for thing in verb.rights:
        if thing.dep_ == "dobj" and thing.lemma_.lower() in lexicon().nouns:
            givers = (g for c in thing.rights if c.lower_ in {"from", "by"} for g in c.rights if g.dep_ == "pobj")
            return next(givers, None)
    return None


def _issuer(document: Token) -> Token | None:
    """Who speaks in "the army issued a statement saying …"; None where the document alone is named."""
    verb = document.head
    issued = document.dep_ == "dobj" and verb.lemma_.lower() in lexicon().issuing and _is_source(document)
    return subject(verb) if issued else None


def misread_tail(verb: Token) -> bool:
    """As in "…, X reported on Monday": a main verb with its speaker that the parser took for a description of X."""
    head = verb.head
    return (
        (verb.tag_ == "VBD" or (verb.tag_ == "VBN" and head.text[0].isupper()))
        and verb.dep_ == "acl"
        and head.i == verb.i - 1
        and head.left_edge.i > 0
        and verb.doc[head.left_edge.i - 1].text == ","
        and not any(c.dep_ in {"dobj", "agent", "ccomp", "xcomp"} for c in verb.rights)
    )


def quoting_verb(verb: Token) -> Token | None:
    """The verb above "as saying": "quoted him as saying", "was cited as saying"."""
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as" and verb.head.head.lemma_ in {"quote", "cite", "report"}:
        return verb.head.head
    return None


def citing_verb(verb: Token) -> Token | None:
    """The participle in "X reported, quoting Y": what X says has its source in Y."""
    for child in verb.children:
        if child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_.lower() in {"quote", "cite"}:
            thing = next((c for c in child.rights if c.dep_ == "dobj"), None)
            if thing is not None and (thing.ent_type_ in {"PERSON", "ORG", "NORP", "GPE"} or _is_source(thing)):
                return child
    return None


def _is_source(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return lemma in lexicon().people or lemma in lexicon().documents or lemma.endswith(lexicon().agent_endings)


def _reported(verb: Token) -> bool:
    """Whether the verb heads a clause that another verb reports."""
    return verb.dep_ == "ccomp" and verb.head.lemma_.lower() in lexicon().verbs and verb.head.i < verb.i


def _antecedent(own: Token, verb: Token) -> Token:
    """For "the minister, who said": the minister."""
    if own.lower_ in {"who", "which", "that"} and verb.dep_ == "relcl":
        return verb.head
    return own


def noun_phrase(page: Page, head: Token) -> Range:
    """The phrase of a source: its title and a short appositive, without loose clauses."""
    doc = head.doc
    first, last = page.sentence(head.i)
    start, end = max(head.left_edge.i, first), head.i + 1
    for child in head.lefts:
        if child.dep_ in _LOOSE and child.right_edge.i + 1 > start:
            start = child.right_edge.i + 1
    for child in head.rights:
        if child.dep_ == "case":
            continue
        if child.dep_ == "punct":
            if child.text == ")":
                end = max(end, child.i + 1)
            continue
        if child.dep_ in _LOOSE or child.i >= last or not _belongs(head, child):
            break
        end = max(end, min(child.right_edge.i + 1, last))
    while start < head.i and _leads_in(doc[start]):
        start += 1
    while end - 1 > head.i and (doc[end - 1].is_space or (doc[end - 1].is_punct and doc[end - 1].text != ")")):
        end -= 1
    return _whole_words(doc, start, end, first, last)


def _whole_words(doc: Doc, start: int, end: int, first: int, last: int) -> Range:
    """The phrase with the rest of a hyphenated name that the parser cut: "al-Sayed"."""
    while (
        start - 2 >= first
        and doc[start - 1].text == "-"
        and not (doc[start - 1].whitespace_ or doc[start - 2].whitespace_)
    ):
        start -= 2
    while end + 1 < last and doc[end].text == "-" and not (doc[end].whitespace_ or doc[end - 1].whitespace_):
        end += 2
    return start, end


def _leads_in(token: Token) -> bool:
    hour = token.ent_type_ == "TIME" or (token.dep_ in {"npadvmod", "advmod"} and token.head.pos_ in {"NOUN", "ADV"})
    return (
        hour
        or token.is_punct
        or token.is_space
        or token.lower_ in {"but", "and", "as", "while", "that"}
        or token.dep_ == "mark"
    )


def _belongs(head: Token, child: Token) -> bool:
    """Whether a right-hand part belongs to the name of the source."""
    doc = head.doc
    after_comma = doc[child.left_edge.i - 1].text == ","
    if child.dep_ == "appos":
        if child.right_edge.i - child.left_edge.i >= LONGEST_APPOSITIVE:
            return False
        if not after_comma and doc[child.left_edge.i - 1].text != "(":
            return True
        person = "PERSON" in (head.ent_type_, child.ent_type_)
        return person or doc[child.left_edge.i - 1].text == "("
    if child.dep_ == "acl":
        return not after_comma and child.tag_ != "TO"
    if child.dep_ in {"npadvmod", "advmod"} or child.ent_type_ in {"DATE", "TIME"}:
        return False
    if child.dep_ == "prep":
        return not after_comma and not any(c.ent_type_ in {"DATE", "TIME"} for c in child.children)
    return True
