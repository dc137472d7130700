"""What is new in a search, as an Atom feed."""

import sqlalchemy as sa

from dateline.ledger.facets import Asked, find
from dateline.ledger.testimony import testify
from dateline.publish.export import atom, news
from dateline.publish.web.views.records import NAMES


def feed(connection: sa.Connection, asked: Asked, address: str) -> bytes:
    """The newest records that fit: one entry each, its words in it."""
    title = " · ".join(part for part in (news.title(asked.where), asked.words) if part)
    rows = {
        row["id"]: row for row in find(connection, asked, limit=news.ENTRIES, by="added") if row["novelty"] != "repeat"
    }
    entries = [
        news.Entry(
            id=f"urn:dateline:{told.record}",
            title=f"{NAMES[rows[told.record]['kind']].capitalize()}: {told.speaker}: {' '.join(told.words.split())}"[
                :200
            ],
            link=told.url if told.url and told.url.startswith(("http://", "https://")) else None,
            evidence=told.words,
            kind=NAMES[rows[told.record]["kind"]],
            novelty=rows[told.record]["novelty"],
            outlet=told.outlet,
            day=told.day,
            story=told.story,
            updated=rows[told.record]["added"],
        )
        for told in testify(connection, rows).values()
    ]
    return atom.feed(title, entries, address)
