"""Attributions by grammar: a verb of saying and the clause, quotation or phrase that it reports."""

from collections.abc import Iterator

from spacy.tokens import Token

from dateline.extract.statements.draft import Draft, Range
from dateline.extract.statements.lexicon import channels, lexicon
from dateline.extract.statements.page import Page
from dateline.extract.statements.parentheses import before
from dateline.extract.statements.passives import passive
from dateline.extract.statements.phrases import phrase
from dateline.extract.statements.sources import citing_verb, noun_phrase, quoting_verb, speaker
from dateline.extract.statements.turns import resumes

FIRST_SECOND = frozenset({"i", "we", "you"})
_PRONOUNS_IN_SPEECH = frozenset({"i", "we", "you", "they", "it", "one", "people"})
# "would", "could" and their kin before a verb of saying: nothing has been said yet
_MODALS = frozenset(
    {"could", "would", "should", "may", "might", "must", "can", "will", "shall", "'ll", "'d", "ca", "wo"}
)
LONGEST_OBJECT = 8  # tokens of a quotation that can be part of an object rather than a sentence
NEAR = 4  # tokens: auxiliaries and adverbs may stand between "not" and its verb
LONGEST_OCCASION = 8  # tokens: "in a letter to the committee that"
_MAIN = frozenset({"ROOT", "conj", "parataxis", "ccomp", "relcl"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_NAME = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM"})
_QUESTION = frozenset({"whether", "if"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_TURNS = frozenset({"while", "as", "after", "before", "when", "because", "although", "though", "but"})
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
    head = _heard(page, verb)
    if head is not None and _speaks_for_itself(page, verb, head):
        return None
    contents, act, quoted, phrasal = _contents(page, verb, head, frames)
    if not contents or act is None:
        return None
    choosy = lexicon().finding if not phrasal else lexicon().loose
    if head is not None and verb.lemma_.lower() in choosy and not _acts(head):
        return None
    if head is None and (verb.lemma_.lower() in lexicon().finding or verb.tag_ == "VBG"):
        return None
    return Draft(
        anchor=verb.i,
        source=_source(page, verb, head),
        cue=cue(verb),
        content=tuple(contents),
        act=act,
        quoted=quoted,
        phrasal=phrasal,
        via=_quoter(page, verb),
    )


def _heard(page: Page, verb: Token) -> Token | None:
    """The speaker's head.

    Where the parser sees none between a quotation and its cue, or takes a word inside the
    quotation for it, it is the noun next to the cue.
    """
    head = speaker(verb)
    if page.quotation_at[verb.i] >= 0 or (head is not None and page.quotation_at[head.i] < 0):
        return head
    if head is None and verb.tag_ not in _FINITE:
        return None
    first, last = page.sentence(verb.i)
    for i in range(verb.i - 1, first - 1, -1):
        if page.quotation_at[i] >= 0:
            break
        if page.doc[i].pos_ in _NOMINAL:
            return page.doc[i] if head is not None or page.quotation_ending_at(_start_of_name(page, i)) >= 0 else None
    after = next((t for t in page.doc[verb.i + 1 : last] if t.pos_ in _NOMINAL and page.quotation_at[t.i] < 0), None)
    return after if head is not None else None


def _start_of_name(page: Page, i: int) -> int:
    """Where the run of nouns, adjectives and articles that ends at `i` begins."""
    while i > 0 and page.doc[i - 1].pos_ in _NAME and page.quotation_at[i - 1] < 0:
        i -= 1
    return i


def _source(page: Page, verb: Token, head: Token | None) -> Range | None:
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
        return (_start_of_name(page, start), end) if start < verb.i and behind_quotation >= 0 else (start, end)
    near = next((t for t in reversed(page.doc[first : verb.i]) if t.pos_ in {"NOUN", "PROPN", "PRON"}), None)
    return noun_phrase(page, near) if near is not None else None


def _quoter(page: Page, verb: Token) -> Range | None:
    """As in "X quoted Y as saying", "Y was quoted by X as saying": X, the channel."""
    cited = citing_verb(verb)
    if cited is not None:
        head = speaker(verb)
        return noun_phrase(page, head) if head is not None else None
    outer = quoting_verb(verb)
    if outer is None:
        return None
    agent = next((g for c in outer.rights if c.dep_ == "agent" for g in c.rights if g.dep_ == "pobj"), None)
    quoter = agent or next((c for c in outer.lefts if c.dep_ == "nsubj"), None)
    return noun_phrase(page, quoter) if quoter is not None else None


def _contents(
    page: Page, verb: Token, head: Token | None, frames: dict[str, str]
) -> tuple[list[Range], str | None, bool, bool]:
    """What the verb reports: its ranges, the act, whether quotation marks gave it, whether it is no clause."""
    act = frames.get("clause") or frames.get("quote")
    if act:
        contents, quoted = _after(page, verb, clause="clause" in frames)
        lead, lead_quoted, rest = before(page, verb, head, has_after=bool(contents), clause="clause" in frames)
        if lead:
            return [*lead, *(contents if quoted else rest)], act, lead_quoted, False
        if contents:
            return contents, act, quoted, False
    contents, act = phrase(page, verb, frames)
    return contents, act, False, True


def _asserts_nothing(verb: Token) -> bool:
    """An infinitive, a modal or a negation before the verb: "wants to say", "did not say"."""
    if verb.dep_ == "amod":
        return True
    for child in verb.children:
        if child.dep_ == "aux" and (child.tag_ == "TO" or child.lower_ in _MODALS):
            return not (child.tag_ == "TO" and verb.head.lemma_.lower() in lexicon().implicative)
        if child.dep_ == "neg" and verb.i - NEAR <= child.i < verb.i:
            return True
    # "may not declare and deny": the modal of the first verb governs the second
    shares = verb.dep_ == "conj" and verb.tag_ == "VB" and verb.head.pos_ == "VERB"
    return shares and any(c.dep_ == "aux" and (c.tag_ == "TO" or c.lower_ in _MODALS) for c in verb.head.children)


def _speaks_for_itself(page: Page, verb: Token, head: Token) -> bool:
    """As in "I think", "they say" inside a quotation: the speaker's own phrase, no second source."""
    lower = head.lower_
    if page.quotation_at[verb.i] >= 0:
        return lower in _PRONOUNS_IN_SPEECH
    if lower in FIRST_SECOND and "clause" not in lexicon().verbs[verb.lemma_.lower()]:
        return True
    return lower in FIRST_SECOND and verb.lemma_.lower() in lexicon().attitude


def _acts(head: Token) -> bool:
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
    if number >= 0 and not page.is_title(number):
        quotation = page.quotations[number]
        alone = bounds is None or (quotation.outer[0] <= bounds[0] <= quotation.end and bounds[1] <= quotation.outer[1])
        if alone and (bounds is not None or _introduces(page, verb, quotation.outer[0])):
            return _with_object(page, verb, number)
    if clause:
        bounds = _behind_occasion(page, verb) or bounds or _misread(page, verb)
    if bounds is None:
        return [], False
    whole = page.whole(*bounds)
    return ([whole] if whole else []), False


def _with_object(page: Page, verb: Token, number: int) -> tuple[list[Range], bool]:
    """The quotation; where it only begins the verb's object ("reported 'heavy losses' in the north"), all of it."""
    quotation = page.quotations[number]
    thing = next(
        (c for c in verb.rights if c.dep_ in {"dobj", "ccomp"} and c.left_edge.i <= quotation.start <= c.right_edge.i),
        None,
    )
    if (
        page.doc[quotation.outer[0] - 1].text in {",", ":"}
        or thing is None
        or quotation.end - quotation.start > LONGEST_OBJECT
    ):
        return list(page.series(number)), True
    stop = min(thing.right_edge.i + 1, page.scope(verb.i)[1])
    whole = page.whole(quotation.start, max(stop, quotation.end))
    return ([whole] if whole else []), stop <= quotation.outer[1]


def _introduces(page: Page, verb: Token, opening: int) -> bool:
    """Whether only the verb's circumstances stand between it and a quotation."""
    last = page.doc[opening - 1]
    if last.is_space:
        last = page.doc[opening - 2]
    between = page.doc[verb.i + 1 : opening]
    if any(t.text == ";" for t in between):
        return False
    if any(t.pos_ in {"VERB", "AUX"} and (t.tag_ in _FINITE or t.lemma_.lower() in lexicon().verbs) for t in between):
        return False
    return last.text in {",", ":", "-", "–", "—", "--"} or opening == verb.i + 1 or last.lower_ == "that"


def _behind_occasion(page: Page, verb: Token) -> Range | None:
    """The clause behind "wrote in a letter that …", which the parser hangs on the letter."""
    doc = page.doc
    _, limit = page.scope(verb.i)
    if verb.i + 4 >= limit or doc[verb.i + 1].pos_ != "ADP":
        return None
    for at in range(verb.i + 3, min(verb.i + LONGEST_OCCASION, limit - 2)):
        if doc[at].is_punct or doc[at].pos_ in {"VERB", "AUX"}:
            return None
        if doc[at].lower_ == "that" and doc[at - 1].lemma_.lower() in channels().occasions:
            return at + 1, resumes(page, at + 1, limit)
    return None


def _misread(page: Page, verb: Token) -> Range | None:
    """A clause that the parser took apart: "warned [the figure] is higher", "said today that …"."""
    doc = page.doc
    _, limit = page.scope(verb.i)
    thing = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if thing is not None and thing.right_edge.i + 1 < limit:
        following = doc[thing.right_edge.i + 1]
        if (
            following.tag_ in _FINITE
            and thing.left_edge.i > verb.i
            and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in following.children)
        ):
            return thing.left_edge.i, resumes(page, thing.left_edge.i, limit)
    told = _told_what(verb)
    if told is not None:
        return told, resumes(page, told, limit)
    for at in range(verb.i + 1, min(verb.i + 4, limit - 3)):
        if doc[at].lower_ == "that" and doc[at].tag_ == "IN" and not doc[at - 1].is_punct:
            comma = next((t.i for t in doc[at + 1 : limit] if t.text == ","), limit)
            if any(t.tag_ in _FINITE for t in doc[at + 1 : comma]):
                return at + 1, resumes(page, at + 1, limit)
            break
    return None


def _told_what(verb: Token) -> int | None:
    """Where the clause begins in "told a meeting of leaders that few understood": no relative clause."""
    thing = next((c for c in verb.rights if c.dep_ in {"dobj", "dative"}), None)
    if thing is None or verb.lemma_.lower() not in {"tell", "inform", "remind", "assure", "warn", "promise", "advise"}:
        return None
    for child in thing.subtree:
        if child.lower_ == "that" and child.i > thing.i and child.dep_ == "mark" and child.head.dep_ in {"relcl", "acl", "ccomp"}:
            return int(child.i) + 1
    return None


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
    """The clause `body` that `verb` reports.

    It is the subtree, with what the parser hung on the verb by mistake, and without what belongs
    to the reporter again.
    """
    _, limit = page.scope(verb.i)
    start, stop = max(body.left_edge.i, verb.i + 1), min(body.right_edge.i + 1, limit)
    mark = next((c for c in body.children if c.dep_ == "mark" and c.lower_ == "that" and c.i >= start), None)
    if mark is not None and mark.i - start <= 4:
        start = mark.i + 1
    elif _complementizer(page.doc[start]):
        start += 1
    else:
        start = _past_time(page, start, body)
    stop = _with_strays(page, verb, stop, limit)
    stop = resumes(page, start, stop)
    return (start, stop) if start < stop else None


def _complementizer(token: Token) -> bool:
    """Whether a "that" opens the clause rather than pointing at something ("that was wrong")."""
    if token.lower_ != "that" or token.i + 1 >= len(token.doc):
        return False
    following = token.nbor()
    return token.dep_ == "mark" or following.pos_ in {"DET", "PRON", "PROPN", "NUM"} or following.tag_ == "NNS"


def _past_time(page: Page, start: int, body: Token) -> int:
    """Past a time between cue and clause: in "told the BBC on Friday he would go" he said it on Friday."""
    at = start
    while at < body.i and (page.doc[at].ent_type_ in {"DATE", "TIME"} or (at == start and page.doc[at].pos_ == "ADP")):
        at += 1
    dated = at > start and page.doc[at - 1].ent_type_ in {"DATE", "TIME"}
    begins = at < body.i and page.doc[at].dep_ in {
        "nsubj",
        "nsubjpass",
        "det",
        "poss",
        "compound",
        "amod",
        "nummod",
        "expl",
    }
    return at if dated and begins else start


def _with_strays(page: Page, verb: Token, stop: int, limit: int) -> int:
    """The end of a clause moved over what follows it without a comma: it belongs to the clause."""
    while stop < limit:
        following = page.doc[stop]
        top = following
        while top.head not in {verb, top} and top.head.i >= stop:
            top = top.head
        if following.is_punct or (following.dep_ == "cc" and top.head != verb):
            break
        if top.head != verb or top.dep_ not in _STRAY:
            # the parser broke the clause in the middle: what follows without a stop still belongs to it
            if following.lower_ in _TURNS or (following.lemma_.lower() in lexicon().verbs and following.tag_ == "VBG"):
                break
            stop = max(stop + 1, following.right_edge.i + 1 if following.left_edge.i >= stop else stop + 1)
            continue
        if top.dep_ == "cc":
            top = next((c for c in verb.rights if c.dep_ == "conj" and c.i > stop), following)
        if top.dep_ in {"conj", "cc"} and (not _own_subject(top) or top.lemma_.lower() in lexicon().verbs):
            break
        stop = top.right_edge.i + 1
    return min(stop, limit)


def _own_subject(verb: Token) -> bool:
    return any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in verb.children)
