"""What people put right: decisions, kept in a log for good and worked into the ledger's rows.

`decide` takes one, `review` lists what is worth a look, `decisions` tells what was decided.
"""

from dateline.ledger.correcting.deciding import decide, decisions
from dateline.ledger.correcting.decision import ACTIONS, Decision, from_line, to_line
from dateline.ledger.correcting.groups import current
from dateline.ledger.correcting.queue import review
from dateline.ledger.correcting.records import apply, settle
from dateline.ledger.correcting.travel import take_over

__all__ = [
    "ACTIONS",
    "Decision",
    "apply",
    "current",
    "decide",
    "decisions",
    "from_line",
    "review",
    "settle",
    "take_over",
    "to_line",
]
