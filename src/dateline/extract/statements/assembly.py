"""From drafts to statements: one per attribution, with mode, parent and evidence."""

from collections.abc import Iterable

from spacy.tokens import Span as Tokens

from dateline.extract.mentions import StatementMention
from dateline.extract.statements.draft import Draft, Range
from dateline.extract.statements.page import Page
from dateline.records import StatementMode


def assemble(page: Page, drafts: Iterable[Draft]) -> list[StatementMention]:
    """The statements of the page, in text order, parents before children."""
    ordered = sorted(drafts, key=_place)
    return [
        StatementMention(
            source=_tokens(page, draft.source),
            cue=_tokens(page, draft.cue),
            content=tuple(page.doc[start:end] for start, end in draft.content),
            mode=mode(page, draft.content),
            act=draft.act,
            via=None,
            said_on=None,
            parent=_parent(draft, ordered[:i]),
            hedge=(),
            evidence=_evidence(page, draft),
        )
        for i, draft in enumerate(ordered)
    ]


def _place(draft: Draft) -> tuple[int, int, int]:
    starts = [start for start, _ in draft.content] or [draft.anchor]
    ends = [end for _, end in draft.content] or [draft.anchor]
    return min(*starts, draft.anchor), -max(*ends, draft.anchor), draft.anchor


def _tokens(page: Page, place: Range | None) -> Tokens | None:
    return page.doc[place[0] : place[1]] if place else None


def mode(page: Page, content: tuple[Range, ...]) -> StatementMode:
    """Direct when every word stands in quotation marks, indirect when none does, else mixed."""
    inside = outside = 0
    for start, end in content:
        for i in range(start, end):
            if page.doc[i].is_alpha or page.doc[i].like_num:
                if page.quotation_at[i] >= 0:
                    inside += 1
                else:
                    outside += 1
    return "indirect" if not inside else "direct" if not outside else "mixed"


def _parent(draft: Draft, earlier: list[Draft]) -> int | None:
    """The innermost earlier draft in whose content this one's cue and content stand."""
    best, size = None, None
    for i, other in enumerate(earlier):
        for start, end in other.content:
            inside = start <= draft.anchor < end and all(start <= s and e <= end for s, e in draft.content)
            if inside and (size is None or end - start <= size):
                best, size = i, end - start
    return best


def _evidence(page: Page, draft: Draft) -> Tokens:
    """The sentence or sentences of the cue and the content."""
    places = [draft.anchor, *(i for start, end in draft.content for i in (start, end - 1))]
    return page.doc[page.sentence(min(places))[0] : page.sentence(max(places))[1]]
