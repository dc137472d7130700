"""Layout 2: what people decide about records, and where."""

import sqlalchemy as sa
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext


def upgrade(connection: sa.Connection) -> None:
    """Room for decisions in every table that they are about."""
    op = Operations(MigrationContext.configure(connection))
    for table in ("statements", "events", "figures", "agenda"):
        op.add_column(table, sa.Column("review", sa.Text))
        op.add_column(table, sa.Column("machine", sa.Text))
    op.add_column("relations", sa.Column("review", sa.Text))
    for name in ("made_by", "why", "place"):
        op.add_column("decisions", sa.Column(name, sa.Text))
