"""Layout 3: whether an event was told as background; of earlier reports it is known when they are read anew."""

import sqlalchemy as sa
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext


def upgrade(connection: sa.Connection) -> None:
    """Room for it beside every event."""
    op = Operations(MigrationContext.configure(connection))
    op.add_column("events", sa.Column("background", sa.Integer))
