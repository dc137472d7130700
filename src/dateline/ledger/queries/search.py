"""Reports by their words."""

import sqlalchemy as sa

from dateline.ledger.filters import Filter
from dateline.ledger.queries.form import Rows, fetch
from dateline.ledger.schema import reports
from dateline.ledger.words import find_words


def search(connection: sa.Connection, words: str, where: Filter) -> Rows:
    """Reports that hold all the words, best first."""
    hits = find_words(connection, words)
    query = sa.select(
        reports.c.seq,
        reports.c.id,
        reports.c.headline,
        reports.c.outlet,
        reports.c.day,
        reports.c.family,
        reports.c.story,
        reports.c.url,
    ).where(reports.c.seq.in_([hit["seq"] for hit in hits]), *where.on_reports(), *where.on_days(reports.c.day))
    found = {row["seq"]: row for row in fetch(connection, query)}
    return [
        {key: value for key, value in (found[hit["seq"]] | {"snippet": hit["snippet"]}).items() if key != "seq"}
        for hit in hits
        if hit["seq"] in found
    ]
