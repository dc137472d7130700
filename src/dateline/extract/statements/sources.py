"""Who speaks: from a verb of saying to the noun phrase of its speaker."""

from spacy.tokens import Token

from dateline.extract.statements.draft import Range

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
# a participle after the head that tells which source is meant, and so belongs to the phrase
RESTRICTIVE = frozenset(
    {
        "familiar",
        "close",
        "briefed",
        "involved",
        "aware",
        "based",
        "present",
        "speaking",
        "working",
        "led",
        "emerging",
        "presented",
        "quoted",
    }
)
LONGEST_APPOSITIVE = 10  # tokens: "Dana Ortiz, a spokeswoman for the ministry" stays whole, a life story does not


def subject(verb: Token) -> Token | None:
    """The verb's own subject, before or after it."""
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            return child
    return None


def speaker(verb: Token) -> Token | None:
    """The head of the phrase that names who speaks, shared subjects included; None when unnamed."""
    current = verb
    for _ in range(6):  # a chain of shared subjects is short
        own = subject(current)
        if own is not None:
            return _antecedent(own, current)
        if current.dep_ in {"conj", "advcl", "xcomp", "dep", "parataxis", "pcomp"} and current.head != current:
            current = current.head
            if current.dep_ in {"prep", "mark"}:
                current = current.head
        elif current.dep_ == "acl":
            return current.head
        else:
            return None
        if current.pos_ not in {"VERB", "AUX"}:
            return None
    return None


def _antecedent(own: Token, verb: Token) -> Token:
    """For "the minister, who said": the minister."""
    if own.lower_ in {"who", "which", "that"} and verb.dep_ == "relcl":
        return verb.head
    return own


def noun_phrase(head: Token) -> Range:
    """The phrase of a source: its title and a short appositive, without loose clauses."""
    doc = head.doc
    start, end = head.left_edge.i, head.i + 1
    limit = head.right_edge.i + 1
    for child in head.children:
        if child.i < head.i:
            if child.dep_ in {"relcl", "advcl", "parataxis", "ccomp"}:
                start = max(start, child.right_edge.i + 1)
            continue
        if child.i >= limit:
            break
        if child.dep_ == "appos" and not _keep_appositive(head, child):
            break
        if child.dep_ in {"relcl", "parataxis", "ccomp", "advcl", "punct"}:
            if child.dep_ == "punct" and child.text in {",", "(", "-", "–", "—"}:
                continue
            if child.dep_ == "punct" and child.text == ")":
                end = max(end, child.i + 1)
                continue
            break
        if child.dep_ == "acl" and child.lower_ not in RESTRICTIVE:
            break
        end = max(end, child.right_edge.i + 1)
    while start < head.i and (
        doc[start].is_punct
        or doc[start].is_space
        or doc[start].dep_ in {"cc", "mark"}
        or doc[start].lower_ in {"but", "and", "as"}
    ):
        start += 1
    while end - 1 > head.i and (doc[end - 1].is_space or doc[end - 1].text in {",", "-", "–", "—", '"', "'", ":"}):
        end -= 1
    return start, end


def _keep_appositive(head: Token, child: Token) -> bool:
    length = child.right_edge.i - child.left_edge.i + 1
    person = head.ent_type_ == "PERSON" or child.ent_type_ == "PERSON"
    return length <= LONGEST_APPOSITIVE and (person or doc_char(head.doc, child.left_edge.i - 1) == "(")


def doc_char(doc: object, i: int) -> str:
    """The text of the token at `i`."""
    return str(doc[i].text) if i >= 0 else ""  # type: ignore[index]
