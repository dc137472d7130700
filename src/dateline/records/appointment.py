"""Appointments: what is planned, due or threatened with a date or a place."""

from dataclasses import dataclass
from typing import Literal

from dateline.records.party import Party
from dateline.records.span import Span
from dateline.records.when import When
from dateline.records.where import Where

PlanStatus = Literal["planned", "in-doubt", "moved", "called-off"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One entry of the agenda."""

    id: str
    what: Span
    when: When | None
    where: Where | None
    parties: tuple[Party, ...]
    status: PlanStatus
    evidence: Span
    vouched_by: tuple[str, ...]
