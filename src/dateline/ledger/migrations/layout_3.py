"""Layout 3: events told as background (of earlier reports: once they are read anew), the pace that a source asks for."""

import sqlalchemy as sa
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext


def upgrade(connection: sa.Connection) -> None:
    """Room for both."""
    op = Operations(MigrationContext.configure(connection))
    op.add_column("events", sa.Column("background", sa.Integer))
    if sa.inspect(connection).has_table("sources"):  # which is made at the end where it is not there
        op.add_column("sources", sa.Column("pace", sa.Integer))
