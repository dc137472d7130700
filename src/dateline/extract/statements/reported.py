"""What stands behind a verb of saying: the clause or quotation that it reports, and where it ends."""

from spacy.tokens import Token

from dateline.extract.statements.draft import Range
from dateline.extract.statements.lexicon import channels, lexicon
from dateline.extract.statements.page import Page
from dateline.extract.statements.turns import resumes

LONGEST_OBJECT = 8  # tokens of a quotation that can be part of an object rather than a sentence
LONGEST_OCCASION = 14  # tokens: "in a statement from a camp in the hills that"
_QUESTION = frozenset({"whether", "if"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_TURNS = frozenset({"while", "as", "after", "before", "when", "because", "although", "though", "but"})
_STRAY = frozenset({"prep", "advmod", "npadvmod", "advcl", "conj", "cc", "dobj"})


def after(page: Page, verb: Token, *, clause: bool) -> tuple[list[Range], bool]:
    """The clause or quotation to the verb's right, and whether it is a quotation."""
    bounds: Range | None = None
    body = next((c for c in verb.rights if c.dep_ == "ccomp"), None) if clause else None
    if body is not None and any(t.text == ";" for t in page.doc[verb.i + 1 : body.left_edge.i + 1]):
        body = None  # "A, X said on Tuesday; B": what stands behind the semicolon is another sentence
    if body is not None and any(c.dep_ == "mark" and c.lower_ in _QUESTION for c in body.children):
        return [], False
    if body is not None and page.doc[verb.i + 1].text == "," and any(c.dep_ == "ccomp" for c in verb.lefts):
        body = None  # "A had failed, X said, noting B, C": what stands before the cue is its clause
    if body is not None and not _own_subject(body) and any(c.dep_ == "dobj" and c.i < body.i for c in verb.rights):
        body = None  # "confirmed 40 deaths …, with doctors warning the toll [is higher]": another's clause
    if body is not None:
        bounds = _clause_range(page, verb, body)
    zone = _zone_end(page, verb)
    number = page.quotation_starting_at(zone) if page.quotation_at[verb.i] < 0 else -1
    if number >= 0 and not page.is_title(number):
        quotation = page.quotations[number]
        over = bounds is not None and bounds[1] > quotation.outer[1]
        if over and page.doc[quotation.outer[1]].tag_ in _FINITE:
            over = False  # "a video of her saying 'we failed' was shown": the verb behind is the reporter's
        alone = bounds is None or (quotation.outer[0] <= bounds[0] <= quotation.end and not over)
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
        or any(t.tag_ in _FINITE for t in page.doc[quotation.start : quotation.end])
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
    occasion = doc[verb.i + 2].lemma_.lower() in channels().occasions
    for at in range(verb.i + 3, min(verb.i + LONGEST_OCCASION, limit - 2)):
        if doc[at].is_punct or doc[at].pos_ in {"VERB", "AUX"}:
            return None
        occasion = occasion or doc[at - 1].lemma_.lower() in channels().occasions
        if doc[at].lower_ == "that" and (doc[at].tag_ == "IN" or occasion):
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
        between = doc[verb.i + 1 : at]
        if (
            doc[at].lower_ == "that"
            and doc[at].tag_ == "IN"
            and not any(t.is_punct or t.pos_ == "VERB" for t in between)
        ):
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
        if (
            child.lower_ == "that"
            and child.i > thing.i
            and child.dep_ == "mark"
            and child.head.dep_ in {"relcl", "acl", "ccomp"}
        ):
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


def _clause_range(page: Page, verb: Token, body: Token) -> Range | None:
    """The clause `body` that `verb` reports.

    It is the subtree, with what the parser hung on the verb by mistake, and without what belongs
    to the reporter again.
    """
    _, limit = page.scope(verb.i)
    start, stop = max(body.left_edge.i, verb.i + 1), min(body.right_edge.i + 1, limit)
    mark = next((c for c in body.children if c.dep_ == "mark" and c.lower_ == "that" and c.i >= start), None)
    if mark is not None:
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
        onward = _goes_on(page, verb, stop)
        if onward is not None:
            stop = onward
            continue
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


def _goes_on(page: Page, verb: Token, comma: int) -> int | None:
    """Past ", but would grow later": a second verb of the clause, told by its modal, behind a comma."""
    doc = page.doc
    if comma + 3 >= len(doc) or doc[comma].text != "," or doc[comma + 1].lower_ not in {"but", "and", "or"}:
        return None
    modal = doc[comma + 2] if doc[comma + 2].tag_ != "RB" else doc[comma + 3]
    if modal.tag_ != "MD" or modal.head.head != verb or modal.head.dep_ != "conj":
        return None
    return int(modal.head.right_edge.i) + 1


def _own_subject(verb: Token) -> bool:
    return any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in verb.children)
