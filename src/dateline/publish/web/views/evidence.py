"""One record and the words behind it, with the words around them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from markupsafe import Markup

from dateline.errors import InputError
from dateline.ledger.provenance import provenance
from dateline.ledger.queries import reading as reading_of
from dateline.publish.page.cards import Card, cards
from dateline.publish.page.characters import html
from dateline.publish.page.segments import Mark, segments
from dateline.publish.web.problems import NotFoundError
from dateline.records import Notice, Reading, Span

AROUND = 260
"""Characters shown before and after the evidence at most: about two sentences, by judgement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """The evidence of one record. `before`, `words` and `after` are the report's own text."""

    id: str
    report: str
    record: str
    card: Card
    start: int
    end: int
    before: str
    words: str
    after: str
    headline: str | None
    outlet: str | None
    published: str | None
    url: str | None
    story: str
    page_sha256: str | None
    retrieved: str | None
    warnings: Sequence[Notice]

    @property
    def marked(self) -> Markup:
        """The words with the record's own spans marked."""
        marks = [Mark(start=s.start, end=s.end, kind="lit", target="") for s in self.card.spans]
        pieces = segments(self.start, self.end, marks)
        text = {piece.start: self.words[piece.start - self.start : piece.end - self.start] for piece in pieces}
        return Markup("").join(
            Markup('<mark class="lit">{}</mark>').format(html(text[piece.start]))
            if piece.marks
            else html(text[piece.start])
            for piece in pieces
        )

    @property
    def links(self) -> Sequence[tuple[str, str]]:
        """The records that this one is joined to, in words and by name."""
        return [(name, f"{self.report}/{anchor.removeprefix('r-')}") for name, anchor in self.card.links]

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """A single record is no list."""
        return ()


def evidence_view(connection: sa.Connection, report: str, record: str) -> EvidenceView:
    """The evidence of a record. Raises NotFoundError when the ledger does not hold it."""
    try:
        reading = reading_of(connection, report)
    except InputError as error:
        raise NotFoundError(str(error)) from error
    card = _card(reading, record)
    if card is None:
        raise NotFoundError(f"the report {report} has no record {record!r}")
    whole = reading.report
    place = provenance(connection, whole.id)
    start, end = _around(card)
    before, after = _context(whole.text, reading, start, end)
    return EvidenceView(
        id=f"{whole.id}/{record}",
        report=whole.id,
        record=record,
        card=card,
        start=start,
        end=end,
        before=before,
        words=whole.text[start:end],
        after=after,
        headline=whole.headline,
        outlet=whole.outlet,
        published=whole.published,
        url=whole.url if whole.url and whole.url.startswith(("https://", "http://")) else None,
        story=place["story"],
        page_sha256=place["page_sha256"],
        retrieved=place["retrieved"],
        warnings=[notice for notice in reading.warnings if notice.span and _within(notice.span, start, end)],
    )


def _card(reading: Reading, record: str) -> Card | None:
    return next((card for found in cards(reading, "r-").values() for card in found if card.id == record), None)


def _around(card: Card) -> tuple[int, int]:
    """The evidence, widened to the record's spans that stand near it."""
    spans = [card.evidence, *(s for s in card.spans if abs(s.start - card.evidence.start) < AROUND)]
    return min(span.start for span in spans), max(span.end for span in spans)


def _context(text: str, reading: Reading, start: int, end: int) -> tuple[str, str]:
    """What stands before and after, cut at a space; nothing that was not read."""
    passages = reading.report.passages
    lowest = max([0, start - AROUND] + [p.end for p in passages if p.kind == "furniture" and p.end <= start])
    highest = min([len(text), end + AROUND] + [p.start for p in passages if p.kind == "furniture" and p.start >= end])
    if any(p.start <= start < p.end and p.kind == "headline" for p in passages):
        lowest = start
    before, after = text[lowest:start], text[end:highest]
    if lowest > 0 and " " in before:
        before = "…" + before[before.index(" ") :]
    if highest < len(text) and " " in after:
        after = after[: after.rindex(" ")] + " …"
    return before, after


def _within(span: Span, start: int, end: int) -> bool:
    return start <= span.start and span.end <= end
