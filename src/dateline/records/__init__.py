"""The nouns of dateline: frozen records, their JSON, and the checks on their spans."""

from dateline.records.appointment import Appointment, PlanStatus
from dateline.records.capture import Capture, CaptureKind
from dateline.records.event import Event, EventType, Status
from dateline.records.figure import Bound, CountBasis, Figure, Quantity
from dateline.records.party import Party, Source, Standing
from dateline.records.reading import SCHEMA, Generator, Mentions, Notice, Reading
from dateline.records.report import Passage, PassageKind, PublishedBasis, Report, report_id
from dateline.records.span import Span
from dateline.records.statement import Statement, StatementMode
from dateline.records.when import Precision, TimeBasis, When
from dateline.records.where import Offset, Where

__all__ = [
    "SCHEMA", "Appointment", "Bound", "Capture", "CaptureKind", "CountBasis", "Event", "EventType",
    "Figure", "Generator", "Mentions", "Notice", "Offset", "Party", "Passage", "PassageKind",
    "PlanStatus", "Precision", "PublishedBasis", "Quantity", "Reading", "Report", "Source", "Span",
    "Standing", "Statement", "StatementMode", "Status", "TimeBasis", "When", "Where", "report_id",
]  # fmt: skip
