"""Quotations that no cue of their own introduces join the statement that they go on with."""

from dataclasses import replace

from dateline.extract.statements.draft import Draft
from dateline.extract.statements.layout import introduced
from dateline.extract.statements.page import QUOTE_MARKS, Page

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
SHORTEST_SENTENCE = 3  # tokens: "I agree." with its stop


def join_quotations(page: Page, drafts: list[Draft]) -> list[Draft]:
    """The drafts, each with the quotations that go on with it.

    In "'A,' X said. 'B.'" the unclaimed quotation right behind a quoted statement, in its
    paragraph or filling the next one, is its continuation.
    """
    claimed = [False] * len(page.quotations)
    for draft in drafts:
        for start, end in draft.content:
            for number in {page.quotation_at[i] for i in (start, end - 1)} - {-1}:
                claimed[number] = claimed[number] or draft.quoted or start <= page.quotations[number].start
    joined = list(drafts)
    near: dict[int, list[int]] = {}  # paragraph → the drafts that have their cue there
    for i, draft in enumerate(drafts):
        near.setdefault(page.paragraph(draft.anchor), []).append(i)
    for number in range(len(page.quotations)):
        if not claimed[number]:
            paragraph = page.paragraph(page.quotations[number].outer[0])
            _join(page, joined, [i for back in (2, 1, 0) for i in near.get(paragraph - back, ())], number)
    return joined


def _join(page: Page, drafts: list[Draft], near: list[int], number: int) -> None:
    """Finds an owner for one unclaimed quotation among the drafts `near` it."""
    quotation = page.quotations[number]
    if not _stands_alone(page, number):
        _continue_sentence(page, drafts, near, number)
        return
    lead = introduced(page, number)
    if lead is not None and all(lead.anchor != drafts[i].anchor for i in near):
        drafts.append(lead)
        return
    owner = _owner(page, drafts, near, number)
    if owner is not None:
        draft = drafts[owner]
        drafts[owner] = replace(draft, content=(*draft.content, (quotation.start, quotation.end)))
        return
    speaking = _speaking_before(page, drafts, near, number)
    if speaking is not None:
        drafts.append(replace(speaking, content=tuple(page.series(number)), quoted=True, act="say"))


def _speaking_before(page: Page, drafts: list[Draft], near: list[int], number: int) -> Draft | None:
    """The statement of the sentence right before, in the quotation's paragraph: "She defended the plan. 'It works.'"."""
    opening = page.quotations[number].outer[0]
    if not opening or page.paragraph(opening - 1) != page.paragraph(opening) or page.quotation_at[opening - 1] >= 0:
        return None
    first, last = page.sentence(opening - 1)
    here = [drafts[i] for i in near if first <= drafts[i].anchor < last and drafts[i].source is not None]
    outer = [
        draft for draft in here if not any(draft != other and other.start <= draft.anchor < other.end for other in here)
    ]
    return outer[-1] if outer else None


def _continue_sentence(page: Page, drafts: list[Draft], near: list[int], number: int) -> None:
    """Gives a quoted clause to the cue that its sentence already has.

    "said A, 'B'" goes on with A; in "'A', it added, and later 'B'" it is the source's next statement.
    """
    quotation = page.quotations[number]
    opening = quotation.outer[0]
    if (
        not opening
        or page.doc[opening - 1].text not in {",", ":"}
        or not any(t.tag_ in _FINITE for t in page.doc[quotation.start : quotation.end])
    ):
        return
    first, _ = page.sentence(opening)
    for i in reversed(near):
        draft = drafts[i]
        if not first <= draft.anchor < opening or not draft.content or draft.phrasal:
            continue
        here = (quotation.start, quotation.end)
        if draft.end >= opening - 1:
            drafts[i] = replace(draft, content=(*draft.content, here))
        elif draft.quoted:
            drafts.append(replace(draft, content=(here,), quoted=True))
        return


def _stands_alone(page: Page, number: int) -> bool:
    """Whether a quotation is a sentence of its own: it begins one and ends one."""
    quotation = page.quotations[number]
    opening = quotation.outer[0]
    at_start = opening == 0 or page.sentence(opening)[0] >= opening - 1 or page.doc[opening - 1].text in {".", "?", "!"}
    last = quotation.end - 1
    while last > quotation.start and page.doc[last].text in QUOTE_MARKS:
        last -= 1
    return at_start and page.doc[last].text[-1] in ".!?…" and quotation.end - quotation.start >= SHORTEST_SENTENCE


def _owner(page: Page, drafts: list[Draft], near: list[int], number: int) -> int | None:
    """The quoted statement whose words end right before the quotation."""
    opening = page.quotations[number].outer[0]
    before = opening - 1
    while before > 0 and page.doc[before].is_space:
        before -= 1
    first, _ = page.sentence(before)
    for i in reversed(near):
        draft = drafts[i]
        if not draft.quoted or draft.anchor >= opening:
            continue
        if page.paragraph(opening) - page.paragraph(before) > 1:
            continue
        if first <= draft.anchor <= before or first <= draft.end - 1 <= before:
            return i
    return None
