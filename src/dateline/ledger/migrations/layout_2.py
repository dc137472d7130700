"""Layout 2: what people decide about records, and where; texts in a table of their own."""

import sqlalchemy as sa
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext

from dateline.ledger import schema
from dateline.ledger.words import lay_out_words


def upgrade(connection: sa.Connection) -> None:
    """Room for decisions in every table that they are about."""
    op = Operations(MigrationContext.configure(connection))
    for table in ("statements", "events", "figures", "agenda"):
        op.add_column(table, sa.Column("review", sa.Text))
        op.add_column(table, sa.Column("machine", sa.Text))
    op.add_column("relations", sa.Column("review", sa.Text))
    op.create_index("relations_by_report", "relations", [sa.text("CAST(substr(later, 1, 16) AS TEXT)")])
    for name in ("made_by", "why", "place"):
        op.add_column("decisions", sa.Column(name, sa.Text))
    op.add_column("reports", sa.Column("prints", sa.Integer, nullable=False, server_default="0"))
    op.execute("UPDATE reports SET prints = (SELECT count(*) FROM fingerprints WHERE report = seq)")
    _move_texts(op)


def _move_texts(op: Operations) -> None:
    """Texts and readings into a table of their own, out of the way of lists."""
    connection = op.get_bind()
    schema.texts.create(connection)
    op.execute("INSERT INTO texts (report, text, reading) SELECT seq, text, reading FROM reports")
    op.execute("DROP INDEX report_words" if connection.dialect.name == "postgresql" else "DROP TABLE report_words")
    for name in ("text", "reading"):
        op.drop_column("reports", name)
    lay_out_words(connection)
    if connection.dialect.name != "postgresql":
        op.execute("INSERT INTO report_words(report_words) VALUES ('rebuild')")
