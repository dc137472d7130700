"""From drafts to statements: one per attribution, with mode, circumstances, parent and evidence."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Span as Tokens

from dateline.extract.mentions import StatementMention
from dateline.extract.statements.circumstances import Circumstances, hedges
from dateline.extract.statements.draft import Draft, Range
from dateline.extract.statements.joins import join_quotations
from dateline.extract.statements.lexicon import lexicon
from dateline.extract.statements.page import Page
from dateline.records import StatementMode

_ITSELF = frozenset({"he", "she", "it", "they"})
# a relayed statement is its relay's whole content but for a word or two
MOST_OF_CONTENT = 0.7
NEIGHBOURS = 4  # statements; a relay and what it relays share a sentence


def assemble(page: Page, drafts: Iterable[Draft]) -> list[StatementMention]:
    """The statements of the page, in text order, parents before children."""
    found = sorted(_each_content_once(_once_each(drafts)), key=_place)
    found = join_quotations(page, found)
    found = sorted(_relayed(page, _of_others(page, found)), key=_place)
    around = Circumstances(page, found)
    parents = _parents(found)
    return [
        StatementMention(
            source=_tokens(page, draft.source),
            cue=_tokens(page, draft.cue),
            content=tuple(page.doc[start:end] for start, end in draft.content),
            mode=_mode(page, draft),
            act=draft.act,
            via=around.via(draft),
            said_on=around.said_on(draft),
            parent=parents[i],
            hedge=hedges(page, draft),
            evidence=_evidence(page, draft),
        )
        for i, draft in enumerate(found)
    ]


def _place(draft: Draft) -> tuple[int, int, int]:
    return min(draft.start, draft.anchor), -max(draft.end, draft.anchor), draft.anchor


def _tokens(page: Page, place: Range | None) -> Tokens | None:
    return page.doc[place[0] : place[1]] if place else None


def _once_each(drafts: Iterable[Draft]) -> list[Draft]:
    """One draft per cue."""
    found: dict[int, Draft] = {}
    for draft in drafts:
        found.setdefault(draft.anchor, draft)
    return list(found.values())


def _each_content_once(drafts: list[Draft]) -> list[Draft]:
    """The drafts; a stretch that several claim stays with the one that has nothing else."""
    sole = {draft.content[0] for draft in drafts if len(draft.content) == 1}
    return [
        replace(draft, content=tuple(part for i, part in enumerate(draft.content) if i == 0 or part not in sole))
        for draft in drafts
    ]


def _of_others(page: Page, drafts: list[Draft]) -> list[Draft]:
    """The drafts without what stands in a statement and is no second one.

    That is what a source says of its own mind ("she said she hoped", "it says it has confirmed 40
    deaths") and what it says others want to do.
    """
    attitudes = lexicon().attitude
    kept = []
    for draft, parent in zip(drafts, _parents(drafts), strict=True):
        mind = page.doc[draft.anchor].lemma_.lower() in attitudes
        itself = draft.source is not None and draft.source[1] - draft.source[0] == 1
        itself = itself and draft.source is not None and page.doc[draft.source[0]].lower_ in _ITSELF
        echo = itself and (mind or (draft.phrasal and draft.act in {"say", "confirm"}))
        if parent is None or not (echo or (mind and draft.phrasal)):
            kept.append(draft)
    return kept


def _relayed(page: Page, drafts: list[Draft]) -> list[Draft]:
    """As in "According to the Herald, X said Y": the source is X, through the Herald.

    The outlet's own statement that X said it is dropped: it would say nothing more.
    """
    around = Circumstances(page, drafts)
    found = list(drafts)
    dropped: set[int] = set()
    for i, relay in enumerate(drafts):
        if relay.source is None or page.doc[relay.anchor].lower_ != "according":
            continue
        if around.outlet(page.doc[relay.source[1] - 1]) is None:
            continue
        j = _relayed_by(drafts, i)
        if j is not None:
            dropped.add(i)
            if around.via(drafts[j]) is None:
                found[j] = replace(drafts[j], via=relay.source)
    return [draft for i, draft in enumerate(found) if i not in dropped]


def _relayed_by(drafts: list[Draft], i: int) -> int | None:
    """The statement that is all of what the relay at `i` says."""
    relay = drafts[i]
    for j in range(max(0, i - NEIGHBOURS), min(len(drafts), i + NEIGHBOURS)):
        draft = drafts[j]
        inside = any(start <= draft.anchor < end for start, end in relay.content)
        if j != i and inside and draft.via is None and _reach(draft) >= MOST_OF_CONTENT * _reach(relay):
            return j
    return None


def _reach(draft: Draft) -> int:
    """Tokens from the first word of a statement's source, cue or content to its last."""
    start = min(draft.start, draft.anchor, draft.source[0] if draft.source else draft.anchor)
    return max(draft.end, draft.anchor + 1) - start


def _mode(page: Page, draft: Draft) -> StatementMode:
    """Direct when every word stands in quotation marks, indirect when none does, else mixed.

    A quoted phrase that is no clause ("called it a 'mistake'") is mixed: the reporter's sentence
    with the speaker's words. Inside a quotation only the marks inside it count.
    """
    within = page.quotation_at[draft.anchor]
    marks = page.inner if within >= 0 else page.quotations
    last = bisect_left(marks, draft.end, key=lambda q: q.start)
    first = 0 if within >= 0 else bisect_right(marks, draft.start, key=lambda q: q.end)  # inner ones may nest
    spans = [(q.start, q.end) for q in marks[first:last] if q.end > draft.start]
    inside = outside = 0
    for start, end in draft.content:
        for i in range(start, end):
            if page.doc[i].is_alpha or page.doc[i].like_num:
                if any(s <= i < e for s, e in spans):
                    inside += 1
                else:
                    outside += 1
    if not inside:
        return "indirect"
    return "mixed" if outside or draft.phrasal else "direct"


def _parents(drafts: list[Draft]) -> list[int | None]:
    """For each draft the innermost earlier one in whose content its cue and content stand.

    The drafts are in text order, so those that ended before one begins are never looked at again.
    """
    found: list[int | None] = []
    still: list[int] = []
    for i, draft in enumerate(drafts):
        begins = min(draft.start, draft.anchor)
        still = [j for j in still if drafts[j].end > begins]
        around = [(end - start, -j) for j in still for start, end in drafts[j].content if _holds(start, end, draft)]
        found.append(-min(around)[1] if around else None)
        still.append(i)
    return found


def _holds(start: int, end: int, draft: Draft) -> bool:
    return start <= draft.anchor < end and all(start <= s and e <= end for s, e in draft.content)


def _evidence(page: Page, draft: Draft) -> Tokens:
    """The sentence or sentences of the cue and the content."""
    places = [draft.anchor, *(i for start, end in draft.content for i in (start, end - 1))]
    return page.doc[page.sentence(min(places))[0] : page.sentence(max(places))[1]]
