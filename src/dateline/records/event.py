"""Events: who did what to whom, in the PLOVER ontology."""

from dataclasses import dataclass
from typing import Literal

from dateline.records.party import Party
from dateline.records.span import Span
from dateline.records.when import When
from dateline.records.where import Where

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Status = Literal["occurred", "ongoing", "planned", "threatened", "called-off", "denied", "hypothetical"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One mention of an event: a claim that `actors` did something to `recipients`.

    `vouched_by` holds the ids of the statements that assert it; empty means the outlet does.
    `goldstein` is the Goldstein (1992) scale value of the code, from -10 to 10.
    """

    id: str
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: int
    goldstein: float | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    when: When | None
    where: Where | None
    status: Status
    trigger: Span
    evidence: Span
    figures: tuple[str, ...]
    vouched_by: tuple[str, ...]
