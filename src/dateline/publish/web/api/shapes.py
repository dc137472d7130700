"""The shapes of the API's answers, for its description. A report's reading has the contract's own schema."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Item]):
    """One page of a list. `next` is the address of the next page, null on the last."""

    items: list[Item]
    total: int
    limit: int
    offset: int
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiStory:
    """A story. `origins` counts copies of one text once; `disputes` counts contradictions and denials."""

    id: str
    headline: str | None
    first_day: str | None
    last_day: str | None
    reports: int
    outlets: int
    origins: int
    disputes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiIncident:
    """One happening, told by its best dated, earliest mention; `id` opens its evidence."""

    id: str
    incident: str
    day: str | None
    dated: str
    type: str
    mode: str | None
    status: str
    actors: str
    recipients: str
    where: str | None
    evidence: str
    novelty: str
    outlet: str | None
    report: str
    mentions: int
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiClaim:
    """One claim of one speaker. `denied_by` and `denies` are names of other claims."""

    id: str
    speaker: str
    source: str | None
    code: str | None
    standing: str | None
    act: str
    mode: str
    content: str
    via: str | None
    said_on: str | None
    parent: str | None
    novelty: str
    day: str | None
    outlet: str | None
    report: str
    denied_by: list[str]
    denies: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiFigure:
    """One figure. `superseded_by` is the same counter's newer one, `contradicts` names figures that cannot hold with it."""

    id: str
    measure: str
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    bound: str
    basis: str | None
    of: str | None
    counter: str | None
    counter_code: str | None
    as_of: str | None
    day: str | None
    where: str | None
    evidence: str
    novelty: str
    tally: str | None
    outlet: str | None
    report: str
    superseded_by: str | None
    contradicts: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiPlan:
    """One plan as it stands. `change` says what was moved, `history` names its earlier versions, newest first."""

    id: str
    plan: str
    day: str | None
    when: str | None
    what: str
    where: str | None
    parties: str
    status: str
    evidence: str
    novelty: str
    outlet: str | None
    printed: str | None
    report: str
    change: str | None
    mentions: int
    history: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiReport:
    """One report's place in the ledger; `family` is its origin, which its copies share."""

    id: str
    family: str
    outlet: str | None
    headline: str | None
    day: str | None
    url: str | None
    version_of: str | None
    added: str
    page_sha256: str | None
    retrieved: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiEvidence:
    """The words behind a record: `report.text[start:end] == words`, in code points."""

    id: str
    start: int
    end: int
    words: str
    headline: str | None
    outlet: str | None
    url: str | None
    published: str | None
    page_sha256: str | None
    retrieved: str | None
    origin: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiHit:
    """A report that holds all the words searched for."""

    id: str
    headline: str | None
    outlet: str | None
    day: str | None
    family: str
    story: str
    url: str | None
    snippet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What went wrong (RFC 9457). `type` is stable; `detail` is for a person."""

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None
