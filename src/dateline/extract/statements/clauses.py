"""Attributions by grammar: a verb of saying with its clause, phrase or quotation."""

from collections.abc import Iterator

from spacy.tokens import Token

from dateline.extract.statements.draft import Draft, Range
from dateline.extract.statements.lexicon import lexicon
from dateline.extract.statements.page import Page
from dateline.extract.statements.sources import noun_phrase, speaker

FIRST_SECOND = frozenset({"i", "we", "you"})
_ASIDE = frozenset({"prep", "advmod", "npadvmod", "advcl"})


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
    words = lexicon()
    lemma = verb.lemma_.lower()
    head = speaker(verb)
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children) and verb.tag_ == "VBN"
    if passive:
        return _passive(page, verb, frames)
    if verb.tag_ == "VBN" and verb.dep_ in {"acl", "amod"}:
        return None
    if verb.dep_ == "amod" or (verb.tag_ == "VB" and _infinitive_of_others(verb)):
        return None
    if head is not None and head.lower_ in FIRST_SECOND and (lemma in words.attitude or page.quotation_at[verb.i] >= 0):
        return None
    quoted_clause = frames.get("clause") or frames.get("quote")
    contents: list[Range] = []
    act = None
    quoted = False
    if quoted_clause:
        act = quoted_clause
        contents, quoted = _after(page, verb, "clause" in frames)
        if head is not None or not contents:
            before, before_quoted, tail = _before(page, verb, head, bool(contents))
            if before:
                contents = [*before, *(contents if before_quoted and quoted else tail)]
                quoted = before_quoted
    if not contents:
        contents, act = _phrase(page, verb, frames)
    if not contents or act is None:
        return None
    if lemma in words.finding and not _finds(page, head):
        return None
    source = noun_phrase(head) if head is not None else None
    return Draft(anchor=verb.i, source=source, cue=_cue(verb), content=tuple(contents), act=act, quoted=quoted)


def _infinitive_of_others(verb: Token) -> bool:
    """ "He wants to say that …" asserts no statement."""
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children)


def _finds(page: Page, head: Token | None) -> bool:
    if head is None:
        return False
    lemma = head.lemma_.lower()
    return (
        lemma in lexicon().documents
        or head.ent_type_ in {"ORG", "PERSON", "GPE", "NORP"}
        or head.pos_ in {"PROPN"}
        or (
            head.pos_ == "NOUN"
            and any(
                lemma.endswith(e)
                for e in (
                    "er",
                    "or",
                    "ist",
                    "official",
                    "source",
                    "agency",
                    "team",
                    "group",
                    "committee",
                    "court",
                    "institute",
                    "police",
                    "panel",
                    "watchdog",
                )
            )
        )
        or head.lower_ in {"he", "she", "they"}
    )


def _cue(verb: Token) -> Range:
    start = verb.i
    while start > 0 and verb.doc[start - 1].head == verb and verb.doc[start - 1].dep_ in {"aux", "neg", "auxpass"}:
        start -= 1
    end = verb.i + 1
    for child in verb.children:
        if child.dep_ == "prt" and child.i == end:
            end += 1
    return start, end


def _after(page: Page, verb: Token, clause: bool) -> tuple[list[Range], bool]:
    """The clause or quotation to the verb's right."""
    start, stop = None, None
    body = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None) if clause else None
    if body is not None and not _is_question(body):
        start, stop = _clause(page, verb, body)
        if start is None:
            return [], False
    zone = _zone_end(page, verb)
    number = page.quotation_starting_at(zone)
    if number >= 0 and (start is None or page.quotations[number].start <= start + 1):
        quotation = page.quotations[number]
        if start is None and not _introduces(page, verb, quotation.outer[0]):
            return [], False
        if start is None or stop is None or stop <= quotation.outer[1]:
            return list(page.series(number)), True
    if start is None or stop is None:
        return [], False
    return _widened(page, start, stop), False


def _is_question(body: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in {"whether", "if"} for c in body.children)


def _introduces(page: Page, verb: Token, opening: int) -> bool:
    """Whether the words between verb and quotation are only its circumstances."""
    last = page.doc[opening - 1] if opening else None
    if last is None:
        return False
    if last.text in {",", ":", "-", "–", "—", "--"}:
        return True
    return opening == verb.i + 1 or last.lower_ == "that"


def _zone_end(page: Page, verb: Token) -> int:
    """Past the verb's addressee, adverbs and times: where its content may begin."""
    end = verb.i + 1
    doc = page.doc
    limit = page.sentence(verb.i)[1]
    while end < limit:
        token = doc[end]
        if page.quotation_at[end] >= 0 or token.text in {",", ":"} or token.lower_ == "that":
            break
        if token.head == verb and token.dep_ in {"ccomp"}:
            break
        end += 1
    while (
        end < limit
        and page.quotation_at[end] < 0
        and (doc[end].text in {",", ":"} or doc[end].lower_ == "that" or doc[end].is_space)
    ):
        end += 1
    return end


def _clause(page: Page, verb: Token, body: Token) -> tuple[int | None, int | None]:
    """The clause `body` as a range: its subtree, with what the parser hung on the verb by mistake."""
    start, stop = body.left_edge.i, body.right_edge.i + 1
    start = max(start, verb.i + 1)
    mark = next((c for c in body.children if c.dep_ == "mark" and c.lower_ == "that" and c.i >= start), None)
    if mark is not None:
        before = page.trim(start, mark.i)
        start = mark.i + 1 if before is None or before[1] - before[0] <= 4 else start
    limit = page.sentence(verb.i)[1]
    while stop < limit:
        nxt = page.doc[stop]
        top = nxt
        while top.head != verb and top.head != top and top.head.i > verb.i and top.head.i >= stop:
            top = top.head
        if (
            top.head != verb
            or top.dep_ not in {"prep", "advmod", "npadvmod", "advcl", "conj", "cc", "dobj"}
            or nxt.is_punct
        ):
            break
        if top.dep_ == "cc":
            follower = next((c for c in verb.children if c.dep_ == "conj" and c.i > stop), None)
            if follower is None or not _own_subject(follower) or follower.lemma_.lower() in lexicon().verbs:
                break
            stop = follower.right_edge.i + 1
            continue
        if top.dep_ == "conj" and (not _own_subject(top) or top.lemma_.lower() in lexicon().verbs):
            break
        stop = top.right_edge.i + 1
    return start, stop


def _own_subject(verb: Token) -> bool:
    return any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in verb.children)


def _widened(page: Page, start: int, stop: int) -> list[Range]:
    """The range with every quotation it cuts into taken whole, and cut where another cue begins."""
    for i in (start, stop - 1):
        number = page.quotation_at[i]
        if number >= 0:
            start = min(start, page.quotations[number].start)
            stop = max(stop, page.quotations[number].end)
    trimmed = page.trim(start, stop)
    return [trimmed] if trimmed else []


def _before(page: Page, verb: Token, head: Token | None, has_after: bool) -> tuple[list[Range], bool, list[Range]]:
    """What stands before a cue that ends or interrupts it: contents, whether quoted, and the rest."""
    doc = page.doc
    segment = min([verb.i, *(c.i for c in verb.children if c.dep_ in {"aux", "neg", "advmod"})])
    if head is not None and head.i < verb.i and head.head == verb:
        segment = min(segment, noun_phrase(head)[0])
    first, last = page.sentence(verb.i)
    rest = _rest(page, verb, last)
    number = page.quotation_ending_at(segment)
    if number >= 0 and not (has_after and doc[segment - 1].text == "."):
        quotation = page.quotations[number]
        start = quotation.start
        opening, _ = page.sentence(quotation.outer[0])
        if opening < quotation.outer[0] and _clausal(page, opening, quotation.outer[0]) and not has_after:
            lead = page.trim(opening, quotation.end)
            return ([lead] if lead else []), True, rest
        return [(start, quotation.end)], True, rest
    if has_after or segment <= first + 2:
        return [], False, []
    if doc[segment - 1].text not in {",", "-", "–", "—"}:
        return [], False, []
    if verb.dep_ in {"relcl", "acl", "advcl", "conj"} or any(c.dep_ == "mark" for c in verb.children):
        return [], False, []
    if any(
        c.dep_ in {"dobj", "attr", "oprd", "xcomp"} and c.i > verb.i and c != head and verb.lemma_ != "tell"
        for c in verb.children
    ):
        return [], False, []
    if not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in doc[first : segment - 1]):
        return [], False, []
    lead = page.trim(first, segment)
    return ([lead] if lead else []), False, rest


def _clausal(page: Page, start: int, end: int) -> bool:
    """Whether words before a quotation are part of what is said: more than a connective."""
    return sum(t.is_alpha for t in page.doc[start:end]) >= 2


def _rest(page: Page, verb: Token, last: int) -> list[Range]:
    """What goes on after a cue in the middle: "The plan, officials said, would fail"."""
    doc = page.doc
    end = verb.i + 1
    while end < last and doc[end].text not in {",", ";"} and page.quotation_at[end] < 0:
        end += 1
    number = page.quotation_starting_at(end)
    if number >= 0 and (end >= last or doc[end].text == "," or page.quotation_at[end] >= 0):
        return list(page.series(number))
    if end + 2 >= last or doc[end].text != ",":
        return []
    following = doc[end + 1]
    if (
        following.tag_ == "VBG"
        or following.dep_ == "cc"
        or following.lower_ in {"but", "and", "while", "as", "who", "which"}
    ):
        return []
    trimmed = page.trim(end + 1, last)
    return [trimmed] if trimmed else []


def _phrase(page: Page, verb: Token, frames: dict[str, str]) -> tuple[list[Range], str | None]:
    """A content that is a noun phrase, an infinitive or a prepositional phrase."""
    found = next(((c, f) for c in verb.children if c.i > verb.i for f in [_frame(c, frames)] if f), None)
    if found is None:
        return [], None
    child, frame = found
    start, stop = child.left_edge.i, child.right_edge.i + 1
    if frame in {"of", "order", "as", "against"}:
        start = verb.i + 1
    elif child.dep_ == "prep":
        start = child.i + 1
    trimmed = page.trim(max(start, verb.i + 1), stop)
    return ([trimmed] if trimmed else []), frames[frame]


def _frame(child: Token, frames: dict[str, str]) -> str | None:
    """The frame that a complement of the verb fills, if the verb takes it."""
    dep = child.dep_
    if dep == "prep" and child.lower_ in frames:
        return child.lower_
    if dep in {"xcomp", "ccomp", "advcl"} and any(c.tag_ == "TO" for c in child.children):
        own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in child.children)
        obj = any(c.dep_ in {"dobj", "dative"} and c.i < child.i for c in child.head.children)
        if "order" in frames and (own or obj):
            return "order"
        return "infinitive" if "infinitive" in frames and dep == "xcomp" else None
    if dep == "ccomp" and "whether" in frames:
        return "whether"
    if dep == "xcomp" and child.tag_ == "VBG" and "gerund" in frames:
        return "gerund"
    if dep == "dobj" and "object" in frames and child.pos_ not in {"PRON"}:
        return "object"
    return None


def _passive(page: Page, verb: Token, frames: dict[str, str]) -> Draft | None:
    """ "It was reported that …", "X is seen as …", "X is said to …"."""
    agent = next((g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
    source = noun_phrase(agent) if agent is not None else None
    body = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    own = next((c for c in verb.children if c.dep_ in {"nsubjpass", "nsubj"}), None)
    act = frames.get("clause")
    if body is not None and act and own is not None and own.lower_ == "it":
        start, stop = _clause(page, verb, body)
        if start is not None and stop is not None:
            return Draft(
                anchor=verb.i,
                source=source,
                cue=(own.i, verb.i + 1),
                content=tuple(_widened(page, start, stop)),
                act=act,
            )
    return None
