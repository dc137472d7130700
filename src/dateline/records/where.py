"""Where: the words of a place and the place they mean."""

from dataclasses import dataclass

import msgspec

from dateline.records.span import Span


class Offset(msgspec.Struct, frozen=True, kw_only=True):
    """A distance from a place: "around 500 miles from Iran". `unit` is singular English.

    A Struct, not a dataclass: only a Struct can call its field `from` in JSON.
    """

    value: float | int
    unit: str
    bound: str
    from_: str = msgspec.field(name="from")


@dataclass(frozen=True, slots=True, kw_only=True)
class Where(Span):
    """A place. Coordinates are WGS 84 degrees; `country` is ISO 3166-1 alpha-3, `None` for a sea.

    `kind` is one of country, region, city, base, site, sea and the further kinds in the codebook.
    """

    name: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    kind: str | None = None
    offset: Offset | None = None
