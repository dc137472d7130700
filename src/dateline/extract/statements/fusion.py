"""Joins what the grammar finds with what the trained model sees.

The grammar is precise and names its construction; the model also sees attributions that no rule
describes, and knows better where a reported clause ends. Where both see one cue they are one
statement; what only the model sees is added when it is sure enough.
"""

from bisect import bisect_left
from dataclasses import replace

from spacy.tokens import Token

from dateline.annotate.attribution import Attribution
from dateline.extract.statements.clauses import asserts_nothing
from dateline.extract.statements.draft import Draft, Range
from dateline.extract.statements.lexicon import lexicon, silence
from dateline.extract.statements.page import Page
from dateline.extract.statements.phrases import is_another
from dateline.extract.statements.speakers import acts

# swept .5 to .7 on PolNeAR dev: F1 of whole attributions is the same from .5 to .65 (.628; .563 without the model)
SURE_ENOUGH = 0.6
# swept .5 to .85 on PolNeAR dev, where it adds .007 to that F1; its shorter ends add nothing, its other sources take away
SURE_OF_THE_END = 0.7
_VERBAL = frozenset({"VBD", "VBZ", "VBP", "MD", "TO", "VBG"})
# for a noun phrase behind a verb of no lexicon, which is mostly its object and no content
SURE_OF_A_THING = 0.8  # .7 to .9 tried on PolNeAR dev: lower ones add objects ("signed three accords"), higher ones lose as many right
LONGEST_DAY = 4  # tokens: "on the same day"
SAME_CONTENT = 0.5  # Jaccard of words from which two contents are one statement's


def fuse(page: Page, drafts: list[Draft]) -> list[Draft]:
    """The drafts of the grammar, mended by the model, and the model's own.

    A conviction or an intention that the grammar finds and the model does not see is dropped: the
    words of attitude have too many other uses.
    """
    seen_by_model = page.text.attributions
    fused = list(drafts)
    at = _served(drafts)
    agreed: set[int] = set()
    cues = sorted(draft.anchor for draft in drafts)
    for seen in seen_by_model:
        match = _match(fused, at, seen)
        if match is not None:
            agreed.add(match)
            fused[match] = _mended(page, fused[match], seen, cues)
        elif seen.score >= SURE_ENOUGH:
            draft = _drafted(page, seen)
            if draft is not None:
                fused.append(draft)
    attitudes = lexicon().attitude
    return [
        draft
        for i, draft in enumerate(fused)
        if i >= len(drafts)
        or i in agreed
        or not seen_by_model
        or page.doc[draft.anchor].lemma_.lower() not in attitudes
        or _within(page, drafts, at, i)
    ]


def _within(page: Page, drafts: list[Draft], at: dict[int, int], i: int) -> bool:
    """Whether a draft stands in another's content or in a quotation: the model marks the outermost only."""
    around = at.get(drafts[i].anchor - 1)
    nested = around is not None and around != i and any(s < drafts[i].anchor < e for s, e in drafts[around].content)
    return nested or page.quotation_at[drafts[i].anchor] >= 0


def _match(drafts: list[Draft], at: dict[int, int], seen: Attribution) -> int | None:
    """The draft of the same cue, or of much the same content. `at` maps a token to the draft it serves."""
    for i in sorted(_tokens(seen.cue)):
        if i in at and (cue := drafts[at[i]].cue) is not None and cue[0] <= i < cue[1]:
            return at[i]
    content = _tokens(seen.content)
    for i in sorted({at[token] for token in content if token in at}):
        mine = _tokens(drafts[i].content)
        if mine and len(mine & content) >= SAME_CONTENT * len(mine | content):
            return i
    return None


def _served(drafts: list[Draft]) -> dict[int, int]:
    """Token → the draft whose cue it is, else the outermost draft whose content it is."""
    at: dict[int, int] = {}
    for i, draft in sorted(enumerate(drafts), key=lambda pair: pair[1].start - pair[1].end):
        for token in _tokens(draft.content):
            at.setdefault(token, i)
    for i, draft in enumerate(drafts):
        for token in range(*(draft.cue or (0, 0))):
            at[token] = i
    return at


def _tokens(ranges: tuple[Range, ...]) -> set[int]:
    return {i for start, end in ranges for i in range(start, end)}


def _mended(page: Page, draft: Draft, seen: Attribution, cues: list[int]) -> Draft:
    """The draft with the model's account of its source, and up to where the model sees it end.

    Only a later end is taken, as the parser breaks long lists and coordinated clauses, and none
    that takes in another cue: "revealed A, and the committee requested B" are two statements.
    """
    draft = replace(draft, source=_source(page, draft, seen))
    said = page.doc[draft.anchor].pos_ == "VERB" and not draft.quoted
    if not said or seen.score < SURE_OF_THE_END or not len(draft.content) == len(seen.content) == 1:
        return draft
    begins, ends = seen.content[0]
    longer = _reported(page, begins, min(ends, page.paragraphs[page.paragraph(draft.anchor)][1]))
    whole = page.whole(*longer) if longer is not None else None
    ((start, end),) = draft.content
    if whole is None or whole[0] != start or whole[1] <= end or _any_between(cues, end, whole[1]):
        return draft
    return replace(draft, content=(whole,))


def _source(page: Page, draft: Draft, seen: Attribution) -> Range | None:
    """The grammar's source; the model's where there is none, or where it only says more of the same one.

    The grammar stops at the name and a short appositive, since it cannot tell where the parser
    goes astray; the model goes on over what describes the source.
    """
    if not seen.source or draft.source is None:
        return draft.source or (seen.source[0] if seen.source else None)
    (start, end), (first, last) = draft.source, seen.source[0]
    last -= page.doc[last - 1].tag_ == "POS"
    if page.doc[first].dep_ in {"npadvmod", "advmod"} and first < start:
        first = start  # "Hours later a doctor confirmed"
    if end < last <= end + LONGEST_DAY and page.doc[last - 1].ent_type_ in {"DATE", "TIME"}:
        last = end  # "the premier on Tuesday"
    holds = first <= start and end <= last
    return (first, last) if holds and page.doc[first:last].root == page.doc[start:end].root else draft.source


def _any_between(places: list[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def _drafted(page: Page, seen: Attribution) -> Draft | None:
    """A draft of what only the model sees."""
    if not seen.cue:
        return None
    verbs = [i for start, end in seen.cue for i in range(start, end) if page.doc[i].pos_ == "VERB"]
    saying = (i for i in verbs if page.doc[i].lemma_.lower() in lexicon().verbs)  # "left without saying"
    anchor = next(saying, verbs[0] if verbs else seen.cue[0][0])
    parts = (part for start, end in seen.content if (part := _reported(page, start, end)) is not None)
    content = tuple(part for part in parts if _within_reach(page, anchor, part))
    unsaid = page.doc[anchor].pos_ == "ADV"  # "reportedly" hedges what the report says itself
    unknown = page.doc[anchor].is_alpha and page.doc[anchor].lemma_.lower() not in {*lexicon().verbs, *lexicon().nouns}
    thing = unknown and seen.score < SURE_OF_A_THING and not any(_says_something(page, part) for part in content)
    unsaid = unsaid or any(page.doc[i].lower_ == "no" for start, end in seen.cue for i in range(start, end))
    if not content or unsaid or thing:
        return None
    if not _plausible(page, page.doc[anchor], seen):
        return None
    source = seen.source[0] if seen.source else None
    return Draft(anchor=anchor, source=source, cue=seen.cue[0], content=content, act=_act(page, anchor))


def _says_something(page: Page, content: Range) -> bool:
    """Whether a content is a clause or quoted: behind a verb of no lexicon a noun phrase is mostly its object."""
    return page.quotation_at[content[0]] >= 0 or any(t.tag_ in _VERBAL for t in page.doc[content[0] : content[1]])


def _within_reach(page: Page, anchor: int, content: Range) -> bool:
    """Whether a content is quoted or in its cue's sentence; unquoted words of another one have a cue of their own."""
    first, last = page.sentence(anchor)
    return first <= content[0] < last or page.quotation_at[content[0]] >= 0


def _plausible(page: Page, verb: Token, seen: Attribution) -> bool:
    """Whether the codebook allows a statement with this verb: nothing unsaid, no quoting of sources."""
    lemma = verb.lemma_.lower()
    thing = page.doc[slice(*seen.content[0])].root
    quoting = lemma in {"quote", "cite"} and acts(thing)
    topic = lemma in lexicon().topics and thing.pos_ in {"NOUN", "PROPN", "PRON"}
    unsaid = lemma in lexicon().verbs and (asserts_nothing(verb) or is_another(verb))
    if quoting or topic or unsaid or lemma in silence().decline:
        return False
    if verb.tag_ == "VBN" and verb.dep_ == "advcl" and not any(c.dep_ in {"aux", "auxpass"} for c in verb.lefts):
        return False  # "Asked whether they would meet, the minister said …" is the minister's answer
    source = page.doc[slice(*seen.source[0])].root if seen.source else None
    return source is None or lemma not in lexicon().loose - lexicon().attitude or acts(source)


def _reported(page: Page, start: int, end: int) -> Range | None:
    trimmed = page.trim(start, end)
    if trimmed is not None and page.doc[trimmed[0]].lower_ == "that" and page.doc[trimmed[0]].tag_ == "IN":
        trimmed = page.trim(trimmed[0] + 1, trimmed[1])
    return trimmed


def _act(page: Page, anchor: int) -> str:
    token = page.doc[anchor]
    lemma = token.lemma_.lower()
    frames = lexicon().verbs.get(lemma, {})
    noun = lexicon().nouns.get(lemma) if token.pos_ != "VERB" else None
    behind = frames.get(page.doc[anchor + 1].lower_) if anchor + 1 < len(page.doc) else None
    return noun or behind or next(iter(frames.values()), "say")
