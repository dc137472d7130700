"""What an agent is told: rows that each hold their quotation, its place in the report, and the address."""

import re
from typing import Any

import sqlalchemy as sa

from dateline.errors import InputError
from dateline.ledger import Filter, Ledger
from dateline.ledger.conditions import Kind
from dateline.ledger.facets import Asked, find
from dateline.ledger.queries import FIRST
from dateline.ledger.testimony import Testimony, testify

Row = dict[str, Any]

MOST = 50
"""Rows in one answer: by judgement, some 10,000 tokens, which leaves room for a conversation."""


def search(ledger: Ledger, words: str, limit: int) -> list[Row]:
    """Reports that hold all the words, each with the first paragraph that holds most of them."""
    rows = ledger.search(words)[: _checked(limit)]
    return [_found(ledger, row, words) for row in rows]


def stories(ledger: Ledger, limit: int) -> list[Row]:
    """The stories, the latest first, each with the beginning of its first report."""
    return [
        {key: row[key] for key in ("id", "headline", "first_day", "last_day", "reports", "outlets", "voices")}
        | _opening(ledger, row["id"])
        for row in ledger.stories(limit=_checked(limit))
    ]


def story(ledger: Ledger, id_: str) -> Row:
    """One story: its reports, and what is disputed or changed in it, with the words of both sides.

    Raises InputError when there is no such story.
    """
    where = Filter(story=id_)
    reports = ledger.reports(where)
    if not reports:
        raise InputError(f"no story {id_!r} in the ledger; the tool `stories` lists them")
    changes = [row for row in ledger.relations(where) if row["kind"] in FIRST][:MOST]
    ends = [row[end] for row in changes for end in ("later", "earlier")]
    told = ledger.ask(lambda connection: testify(connection, ends))
    return {
        "story": id_,
        "reports": [
            {key: row[key] for key in ("id", "outlet", "day", "headline", "url", "family", "version_of")}
            for row in reports
        ],
        "independent_origins": len({row["family"] for row in reports}),
        "changes": [
            {
                "kind": row["kind"],
                "reason": row["reason"],
                "later": _quoted(told[row["later"]]),
                "earlier": _quoted(told[row["earlier"]]),
            }
            for row in changes
            if row["later"] in told and row["earlier"] in told
        ],
    }


def records(ledger: Ledger, kind: Kind, where: Filter, limit: int) -> list[Row]:
    """Records of one kind, the latest day first."""

    def told(connection: sa.Connection) -> list[Row]:
        found = find(connection, Asked(where=where, kind=kind), limit=_checked(limit))
        return [_quoted(one) for one in testify(connection, [row["id"] for row in found]).values()]

    return ledger.ask(told)


def _quoted(told: Testimony) -> Row:
    """A record as an agent may cite it. The facts are the codebook's fields; the words are the report's."""
    inside = {"id", "report", "outlet", "day", "start", "end", "evidence", "review", "machine"}
    return {
        "record": told.record,
        "quotation": told.words,
        "start": told.start,
        "end": told.end,
        "url": told.url,
        "vouched_for_by": told.speaker,
        "standing": told.standing,
        "also_asserted_by": list(told.others),
        "outlet": told.outlet,
        "printed": told.day,
        "headline": told.headline,
        "story": told.story,
        "facts": {key: value for key, value in told.facts.items() if key not in inside and value is not None},
    }


def _found(ledger: Ledger, row: Row, words: str) -> Row:
    text = ledger.reading(row["id"]).report.text
    start, end = passage(text, words)
    return {key: row[key] for key in ("id", "headline", "outlet", "day", "story", "url")} | {
        "quotation": text[start:end],
        "start": start,
        "end": end,
    }


def _opening(ledger: Ledger, story_id: str) -> Row:
    first = ledger.reports(Filter(story=story_id))[0]
    text = ledger.reading(first["id"]).report.text
    start, end = passage(text, "")
    return {"report": first["id"], "url": first["url"], "quotation": text[start:end], "start": start, "end": end}


def passage(text: str, words: str) -> tuple[int, int]:
    """Where the first paragraph that holds most of the words stands; the first paragraph when none does."""
    stems = {word.casefold()[:_STEM] for word in re.findall(r"\w+", words)}
    best, most = (0, len(text)), -1
    for match in _PARAGRAPH.finditer(text):
        inside = match.group().casefold()
        held = sum(stem in inside for stem in stems)
        if held > most:
            best, most = match.span(), held
    return best


_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_STEM = 5  # letters compared: the index knows a word in any form, and most endings come after five letters


def _checked(limit: int) -> int:
    if not 1 <= limit <= MOST:
        raise InputError(f"limit is {limit}; it may be 1 to {MOST}")
    return limit
