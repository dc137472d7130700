"""What extraction hands to resolution: records still made of tokens, with nothing looked up.

`Tokens` is a spaCy span of the report's Doc. A reference to another mention is its index in the
list that the extractor returned. Resolution turns tokens into `Span`, `Party`, `When`, `Where`.
"""

from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline.records import Bound, CountBasis, EventType, PlanStatus, StatementMode, Status


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StatementMention:
    """An attribution in tokens. `source` is None when nobody is named ("it was reported that")."""

    source: Tokens | None
    cue: Tokens | None
    content: tuple[Tokens, ...]
    mode: StatementMode
    act: str
    via: Tokens | None
    said_on: Tokens | None
    parent: int | None
    hedge: tuple[Tokens, ...]
    evidence: Tokens


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EventMention:
    """An event in tokens. `rules` names, in order, the frame and the rules that decided.

    `vouched_by` holds indices of statements. When and where are attached by resolution. `elsewhere`
    are those of its parties that only another mention of the same happening names.
    """

    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    actors: tuple[Tokens, ...]
    recipients: tuple[Tokens, ...]
    status: Status
    trigger: Tokens
    evidence: Tokens
    vouched_by: tuple[int, ...]
    rules: tuple[str, ...]
    elsewhere: tuple[Tokens, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class QuantityMention:
    """A number in tokens, bound words included ("at least 50,235")."""

    tokens: Tokens
    value: float | int | None
    low: float | int | None
    high: float | int | None
    bound: Bound
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FigureMention:
    """A quantity that counts something.

    `counted_by` is the counter's words when the text names one outside the statements that vouch
    for it; otherwise the innermost voucher counted. `as_of` is the time that the figure's own
    clause names, if any.
    """

    quantity: QuantityMention
    measure: str
    basis: CountBasis | None
    of: Tokens | None
    counted_by: Tokens | None
    as_of: Tokens | None = None
    evidence: Tokens
    vouched_by: tuple[int, ...]
    events: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AppointmentMention:
    """Something planned. `event` is the index of the event it is, when it is one.

    `head` is the word that its time and place hang on, `host` who has it at home, `day` its date where
    the parse hangs that on another word. `distance` is a time that no day of the calendar follows from
    ("within 48 hours"). `if_dated` marks what is a plan only if its day is still to come ("flies to
    Cairo on Thursday").
    """

    what: Tokens
    head: Token
    parties: tuple[Tokens, ...]
    status: PlanStatus
    evidence: Tokens
    vouched_by: tuple[int, ...]
    event: int | None
    host: Token | None = None
    day: Tokens | None = None
    distance: Tokens | None = None
    if_dated: bool = False
