"""The tables of a ledger, one schema for SQLite and PostgreSQL.

A row of `statements`, `events`, `figures` or `agenda` is a copy, for queries, of a record in the
report's reading; the reading itself is kept whole in `texts.reading`. Everything that joins
reports (families, stories, incidents, tallies, plans) is an assignment, logged in `assignments`
in the order it was made, so that replaying the log gives the same ids.
"""

import sqlalchemy as sa

from dateline.records.report import ID_LENGTH

LAYOUT = 3
"""The number of this layout; a ledger with an earlier one is migrated when it is opened (see `migrations`)."""

metadata = sa.MetaData()

_Whole = sa.Integer().with_variant(sa.BigInteger, "postgresql")
_Number: sa.types.TypeEngine[float] = sa.REAL().with_variant(sa.Double, "postgresql")


def _table(name: str, *parts: sa.schema.SchemaItem, rowid: bool = True) -> sa.Table:
    """A table. Without a `rowid` SQLite keeps its rows in its key's own tree: half the writing for short rows."""
    return sa.Table(name, metadata, *parts, sqlite_strict=True, sqlite_with_rowid=rowid)


def _record(name: str, *columns: sa.schema.SchemaItem) -> sa.Table:
    """A table of records: one row a record, found by its report and its id in the reading.

    `review` is what a person decided about it (`accepted`, `fixed`, `rejected`), `machine` the machine's
    own values of the fields that a person changed, as JSON.
    """
    return _table(
        name,
        sa.Column("report", _Whole, sa.ForeignKey("reports.seq", ondelete="CASCADE"), primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("place_in_order", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("novelty", sa.Text, nullable=False),
        *columns,
        sa.Column("review", sa.Text),
        sa.Column("machine", sa.Text),
    )


ledger = _table(
    "ledger",
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

captures = _table(
    "captures",
    sa.Column("hash", sa.Text, primary_key=True),
    sa.Column("url", sa.Text),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("retrieved", sa.Text),
    sa.Column("content", sa.LargeBinary, nullable=False),
)

reports = _table(
    "reports",
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("ref", sa.Text),
    sa.Column("url", sa.Text, index=True),
    sa.Column("outlet", sa.Text),
    sa.Column("headline", sa.Text),
    sa.Column("published", sa.Text),
    sa.Column("day", sa.Text, index=True),
    sa.Column("retrieved", sa.Text),
    sa.Column("added", sa.Text, nullable=False),
    sa.Column("language", sa.Text),
    sa.Column("capture", sa.Text, sa.ForeignKey("captures.hash")),
    sa.Column("generator", sa.Text, nullable=False),
    sa.Column("family", sa.Text, nullable=False, index=True),
    sa.Column("version_of", sa.Text, index=True),
    sa.Column("story", sa.Text, nullable=False, index=True),
    sa.Column("prints", sa.Integer, nullable=False, server_default="0"),
)
"""One row a report, short: lists run over many of them. `prints` counts the fingerprints that it holds."""

texts = _table(
    "texts",
    sa.Column("report", _Whole, sa.ForeignKey("reports.seq", ondelete="CASCADE"), primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("reading", sa.LargeBinary, nullable=False),
)
"""The text of each report and its reading, compressed JSON."""

statements = _record(
    "statements",
    sa.Column("source", sa.Text),
    sa.Column("name", sa.Text, index=True),
    sa.Column("code", sa.Text),
    sa.Column("standing", sa.Text),
    sa.Column("act", sa.Text, nullable=False),
    sa.Column("mode", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("via", sa.Text),
    sa.Column("said_on", sa.Text),
    sa.Column("parent", sa.Text),
)

events = _record(
    "events",
    sa.Column("type", sa.Text, nullable=False, index=True),
    sa.Column("mode", sa.Text),
    sa.Column("cameo", sa.Text),
    sa.Column("quad", sa.Integer, nullable=False),
    sa.Column("goldstein", _Number),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("actors", sa.Text, nullable=False),
    sa.Column("recipients", sa.Text, nullable=False),
    sa.Column("when", sa.Text),
    sa.Column("day", sa.Text, index=True),
    sa.Column("where", sa.Text),
    sa.Column("country", sa.Text, index=True),
    sa.Column("latitude", _Number),
    sa.Column("longitude", _Number),
    sa.Column("trigger", sa.Text, nullable=False),
    sa.Column("evidence", sa.Text, nullable=False),
    sa.Column("incident", sa.Text, index=True),
    sa.Column("background", sa.Integer),
)
"""`background` is 1 where the report tells of it as history, 0 where it does not, NULL where that was never looked at."""

event_parties = _table(
    "event_parties",
    sa.Column("report", _Whole, primary_key=True),
    sa.Column("event", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, primary_key=True),
    sa.Column("place_in_order", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text),
    sa.Column("code", sa.Text),
    sa.Column("country", sa.Text),
    sa.ForeignKeyConstraint(["report", "event"], ["events.report", "events.id"], ondelete="CASCADE"),
    sa.Index("event_parties_by_country", "country", "role"),
    sa.Index("event_parties_by_name", "name"),
)

figures = _record(
    "figures",
    sa.Column("measure", sa.Text, nullable=False),
    sa.Column("value", _Number),
    sa.Column("low", _Number),
    sa.Column("high", _Number),
    sa.Column("unit", sa.Text),
    sa.Column("bound", sa.Text, nullable=False),
    sa.Column("basis", sa.Text),
    sa.Column("of", sa.Text),
    sa.Column("counter", sa.Text),
    sa.Column("counter_code", sa.Text),
    sa.Column("as_of", sa.Text),
    sa.Column("where", sa.Text),
    sa.Column("country", sa.Text),
    sa.Column("evidence", sa.Text, nullable=False),
    sa.Column("tally", sa.Text, index=True),
)

agenda = _record(
    "agenda",
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("parties", sa.Text, nullable=False),
    sa.Column("when", sa.Text),
    sa.Column("day", sa.Text, index=True),
    sa.Column("where", sa.Text),
    sa.Column("country", sa.Text),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("evidence", sa.Text, nullable=False),
    sa.Column("plan", sa.Text, index=True),
)

stories = _table(
    "stories",
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("saga", sa.Text, index=True),
    sa.Column("headline", sa.Text),
    sa.Column("first_day", sa.Text),
    sa.Column("last_day", sa.Text, index=True),
    sa.Column("forwards_to", sa.Text),
)

assignments = _table(
    "assignments",
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("item", sa.Text, nullable=False, index=True),
    sa.Column("target", sa.Text, nullable=False, index=True),
    sa.Column("score", _Number),
    sa.Column("reason", sa.Text, nullable=False),
)

relations = _table(
    "relations",
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("later", sa.Text, primary_key=True),
    sa.Column("earlier", sa.Text, primary_key=True, index=True),
    sa.Column("score", _Number),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("review", sa.Text),
)

later_report = sa.cast(
    sa.func.substr(relations.c.later, sa.literal_column("1"), sa.literal_column(str(ID_LENGTH))), sa.Text
)
"""The report that the later record of a relation is of. Written out, not bound, and cast, which says to SQLite that it
is text like what it is compared with: so the index on it serves."""

sa.Index("relations_by_report", later_report)

fingerprints = _table(
    "fingerprints",
    sa.Column("print", _Whole, primary_key=True),
    sa.Column("report", _Whole, sa.ForeignKey("reports.seq", ondelete="CASCADE"), primary_key=True),
    rowid=False,
)

story_terms = _table(
    "story_terms",
    sa.Column("term", sa.Text, primary_key=True),
    sa.Column("story", sa.Text, primary_key=True, index=True),
    sa.Column("weight", _Number, nullable=False),
    rowid=False,
)

decisions = _table(
    "decisions",
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("made", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("item", sa.Text, nullable=False, index=True),
    sa.Column("change", sa.Text, nullable=False),
    sa.Column("made_by", sa.Text),
    sa.Column("why", sa.Text),
    sa.Column("place", sa.Text),
)
"""What people decided, in order, never changed: the log that corrections are made from.

`place` says where the item was found when it was decided about (its words, its members), as JSON, so that a
decision finds it again in another ledger or after its report was read anew.
"""

forwards = _table(
    "forwards",
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("target", sa.Text, nullable=False, index=True),
)
"""Ids of families, stories, incidents, tallies and plans that were merged into another: they open it for ever."""

retired = _table(
    "retired",
    sa.Column("report", _Whole, sa.ForeignKey("reports.seq", ondelete="CASCADE"), primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("anchor", sa.Text, nullable=False),
)
"""Records that a later reading of their report does not have. Their ids are given to no other record."""

visits = _table(
    "visits",
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("item", sa.Text, nullable=False, index=True),
    sa.Column("mark", sa.Text, nullable=False),
    sa.Column("seen", _Whole, nullable=False),
    sa.Column("made", sa.Text, nullable=False),
)

RECORDS: dict[str, sa.Table] = {"s": statements, "e": events, "f": figures, "a": agenda}
"""The table of each record, by the letter its ids begin with."""

sources = _table(
    "sources",
    sa.Column("address", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("moved_to", sa.Text),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    sa.Column("digest", sa.Text),
    sa.Column("since", sa.Text, nullable=False),
    sa.Column("asked", sa.Text),
    sa.Column("answered", sa.Text),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("problem", sa.Text),
    sa.Column("gone", sa.Text),
    sa.Column("pace", sa.Integer),
)
"""Every source that was ever watched, by its address in the watch file, and how it answered last. `pace` is how many
seconds it wants to be left alone between two polls."""

source_items = _table(
    "source_items",
    sa.Column("source", sa.Text, sa.ForeignKey("sources.address"), primary_key=True),
    sa.Column("key", sa.Text, primary_key=True, index=True),
    sa.Column("guid", sa.Text),
    sa.Column("seen", sa.Text, nullable=False),
    sa.Index("source_items_by_guid", "source", "guid"),
)
"""Which source listed which item, under what GUID, when first."""

items = _table(
    "items",
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("source", sa.Text, sa.ForeignKey("sources.address"), nullable=False),
    sa.Column("url", sa.Text),
    sa.Column("title", sa.Text),
    sa.Column("published", sa.Text),
    sa.Column("updated", sa.Text),
    sa.Column("found", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False, index=True),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("revisions", sa.Integer, nullable=False),
    sa.Column("not_before", sa.Text),
    sa.Column("problem", sa.Text),
    sa.Column("report", sa.Text),
)
"""What sources listed, each once whoever lists it, and what became of it: `pending`, `done` or `failed`."""

source_days = _table(
    "source_days",
    sa.Column("source", sa.Text, sa.ForeignKey("sources.address"), primary_key=True),
    sa.Column("day", sa.Text, primary_key=True),
    sa.Column("polls", sa.Integer, nullable=False),
    sa.Column("answers", sa.Integer, nullable=False),
    sa.Column("items", sa.Integer, nullable=False),
)
"""How often a source was asked on a day, how often it answered, and how many new items it listed."""

hosts = _table(
    "hosts",
    sa.Column("host", sa.Text, primary_key=True),
    sa.Column("robots", sa.Text),
    sa.Column("robots_asked", sa.Text),
    sa.Column("not_before", sa.Text),
)
"""What a host asks of machines: its robots.txt as last fetched, and how long it wants to be left alone."""

rules = _table(
    "rules",
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("definition", sa.Text, nullable=False),
    sa.Column("saved", sa.Text, nullable=False),
    sa.Column("seen", _Whole, nullable=False),
    sa.Column("muted", sa.Text),
    sa.Column("dropped", sa.Text),
)
"""Rules of the watch file, as last saved; `seen` is the number of the last report that a rule was put to."""

channels = _table(
    "channels",
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("definition", sa.Text, nullable=False),
)
"""Where signals are delivered to. Secrets are not in it: it names the environment's variables that hold them."""

signals = _table(
    "signals",
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("rule", sa.Text, sa.ForeignKey("rules.name"), nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("day", sa.Text, nullable=False),
    sa.Column("raised", sa.Text, nullable=False),
    sa.Column("headline", sa.Text, nullable=False),
    sa.Column("records", sa.Text, nullable=False),
    sa.Column("episode", _Whole, index=True),
    sa.Column("retracted", sa.Text),
    sa.Column("reason", sa.Text),
    sa.UniqueConstraint("rule", "key", name="signals_once"),
)
"""What rules found, each once; `records` keeps what every record said then, `episode` is the first signal of its run."""

deliveries = _table(
    "deliveries",
    sa.Column("signal", _Whole, sa.ForeignKey("signals.seq"), primary_key=True),
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("news", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False, index=True),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("tried", sa.Text),
    sa.Column("problem", sa.Text),
)
"""What is to be told where: that a signal was `raised` or `retracted`; `pending`, `sent` or `failed`."""
