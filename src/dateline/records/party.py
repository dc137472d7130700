"""Who: an actor in a role, and a speaker with the grade of the sourcing."""

from dataclasses import dataclass
from typing import Literal

from dateline.records.span import Span

PartyBasis = Literal["mention", "place", "setting"]
Standing = Literal["named", "institution", "anonymous-official", "anonymous", "document", "outlet", "unattributed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Span):
    """An actor in a role: the words that name it, and what they resolve to.

    `code` is one or more PLOVER actor codes (ISO 3166-1 alpha-3 and sector, `IRN-GOV`), separated
    by spaces when the words name several. Unknown is `None`, never a guess.

    `basis` says what is inferred: `mention`, the words are those of another mention of the same
    happening in the report; `place` and `setting`, an unnamed local crowd or authority has the country
    in which the event takes place, or on which the passage is. `None`: the event's own words name it.
    """

    name: str | None = None
    code: str | None = None
    wikidata: str | None = None
    basis: PartyBasis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Party):
    """The party that vouches for a statement, graded by how openly it is named."""

    standing: Standing
    count: int | None = None
    role: str | None = None
