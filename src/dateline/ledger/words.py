"""Full-text search: FTS5 in SQLite, tsvector in PostgreSQL, the same words in both."""

import re
from typing import Any

import sqlalchemy as sa

from dateline.records import Report

SNIPPET_WORDS = 24
MOST_HITS = 100


def lay_out_words(connection: sa.Connection) -> None:
    """Makes the word index of a new ledger."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("CREATE INDEX report_words ON texts USING gin (to_tsvector('english', text))")
    else:
        connection.exec_driver_sql(
            "CREATE VIEW report_words_of AS SELECT report, headline, text FROM texts JOIN reports ON seq = report"
        )
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE report_words USING fts5(headline, text, content='report_words_of', content_rowid='report', "
            "tokenize='porter unicode61 remove_diacritics 2')"
        )


def index_words(connection: sa.Connection, seq: int, report: Report) -> None:
    """Makes a report's words findable. PostgreSQL does so by itself."""
    if connection.dialect.name != "postgresql":
        connection.execute(_INDEX, {"seq": seq, "headline": report.headline, "text": report.text})


_INDEX = sa.text("INSERT INTO report_words(rowid, headline, text) VALUES (:seq, :headline, :text)")


def find_words(connection: sa.Connection, words: str) -> list[dict[str, Any]]:
    """The sequence numbers of the reports that hold all the words, best first, with a snippet."""
    wanted = re.findall(r"\w+", words)
    if not wanted:
        return []
    if connection.dialect.name == "postgresql":
        shape = f"MaxFragments=1, MinWords=5, MaxWords={SNIPPET_WORDS}, StartSel=[, StopSel=]"
        query = sa.text(
            "SELECT report AS seq, ts_headline('english', text, plainto_tsquery('english', :words), :shape) AS snippet "
            "FROM texts WHERE to_tsvector('english', text) @@ plainto_tsquery('english', :words) "
            "ORDER BY ts_rank(to_tsvector('english', text), plainto_tsquery('english', :words)) DESC, report LIMIT :most"
        )
        found = connection.execute(query, {"words": " ".join(wanted), "most": MOST_HITS, "shape": shape})
    else:
        query = sa.text(
            "SELECT rowid AS seq, snippet(report_words, 1, '[', ']', '…', :length) AS snippet "
            "FROM report_words WHERE report_words MATCH :words ORDER BY bm25(report_words, 4.0, 1.0), rowid LIMIT :most"
        )
        found = connection.execute(
            query, {"words": " ".join(f'"{word}"' for word in wanted), "most": MOST_HITS, "length": SNIPPET_WORDS}
        )
    return [dict(row._mapping) for row in found]  # noqa: SLF001 - SQLAlchemy's public name begins with an underscore


def holds_words(connection: sa.Connection, words: str) -> sa.ColumnElement[bool]:
    """The condition that a report holds all the words, in any form of each; none of words is no condition."""
    wanted = re.findall(r"\w+", words)
    if not wanted:
        return sa.true()
    if connection.dialect.name == "postgresql":
        found = sa.text(
            "reports.seq IN (SELECT report FROM texts WHERE to_tsvector('english', text) "
            "@@ plainto_tsquery('english', :words))"
        ).bindparams(words=" ".join(wanted))
    else:
        found = sa.text("reports.seq IN (SELECT rowid FROM report_words WHERE report_words MATCH :words)").bindparams(
            words=" ".join(f'"{word}"' for word in wanted)
        )
    condition: sa.ColumnElement[bool] = sa.type_coerce(found, sa.Boolean)
    return condition
