"""Decisions that travel: out of one ledger as JSON Lines, into another, each taken once."""

import sqlalchemy as sa

from dateline.ledger.correcting import log
from dateline.ledger.correcting.deciding import decide
from dateline.ledger.correcting.decision import Decision
from dateline.ledger.correcting.places import found_again
from dateline.ledger.schema import decisions


def take_over(connection: sa.Connection, decision: Decision) -> bool:
    """Takes a decision that was exported, here; False when it was taken before.

    Raises InputError when what it is about is not in this ledger; nothing is changed then.
    """
    if any(_same(decision, known) for known in log.read(connection, decisions.c.made == decision.made)):
        return False
    decide(connection, found_again(connection, decision))
    return True


def _same(one: Decision, other: Decision) -> bool:
    """Whether two entries are one decision, whatever the ids in either ledger."""
    return all(getattr(one, name) == getattr(other, name) for name in ("action", "by", "why", "change", "place"))
