"""A story told anew after reports were moved into it or out of it by hand: its days, its headline, its words."""

import zlib

import sqlalchemy as sa

from dateline.ledger.schema import reports, stories, texts
from dateline.ledger.told import Words
from dateline.records.codec import decode
from dateline.resolve.across import stories as telling


def retell(connection: sa.Connection, story: str) -> None:
    """Makes a story's row and words again from the reports that are in it now; removes those of an empty story."""
    words = Words(connection)
    words.forget(story)
    query = (
        sa.select(reports.c.headline, reports.c.day, reports.c.family, texts.c.reading)
        .join(texts, texts.c.report == reports.c.seq)
        .where(reports.c.story == story)
    )
    told: set[str] = set()
    days: list[str] = []
    headline: str | None = None
    is_named = connection.execute(sa.select(stories.c.headline).where(stories.c.id == story)).scalar() is not None
    for report in connection.execute(query.order_by(reports.c.seq)):
        headline = headline or report.headline
        if report.day is not None:
            days.append(report.day)
        if report.family not in told:  # a copy adds no words, as when it arrived
            told.add(report.family)
            weights = telling.terms(decode(zlib.decompress(report.reading)).report)
            words.add(story, telling.vector(weights, *words.frequencies(weights)))
    if not told:
        connection.execute(stories.delete().where(stories.c.id == story))
        return
    row = {"first_day": min(days, default=None), "last_day": max(days, default=None)}
    named = {} if is_named else {"headline": headline}
    connection.execute(stories.update().where(stories.c.id == story).values(**row, **named))
