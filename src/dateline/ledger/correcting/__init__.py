"""What people put right: decisions, kept in a log for good and worked into the ledger's rows.

`decide` takes one, `review` lists what is worth a look, `decisions` tells what was decided.
"""

from dateline.ledger.correcting.deciding import decide, decisions
from dateline.ledger.correcting.decision import ACTIONS, Decision
from dateline.ledger.correcting.groups import current
from dateline.ledger.correcting.queue import review
from dateline.ledger.correcting.records import apply, settle

__all__ = ["ACTIONS", "Decision", "apply", "current", "decide", "decisions", "review", "settle"]
