"""The filter that lists and exports take from an address, each field under the name it has on the command line."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, Query
from fastapi.exceptions import RequestValidationError

from dateline.ledger import Filter
from dateline.publish.web.query import Day, Words


def _filter(
    story: Words = None,
    actor: Words = None,
    dyad: Annotated[Words, Query(description="Two codes with a comma between: IRN,USA.")] = None,
    place: Words = None,
    type: Words = None,  # noqa: A002 - the name that the codebook and every other list use
    standing: Words = None,
    via: Words = None,
    outlet: Words = None,
    since: Day = None,
    until: Day = None,
    added_since: Words = None,
) -> Filter:
    return Filter(
        story=story,
        actor=actor,
        dyad=pair(dyad) if dyad else None,
        place=place,
        type=type,
        standing=standing,
        via=via,
        outlet=outlet,
        since=since,
        until=until,
        added_since=added_since,
    )


Narrow = Annotated[Filter, Depends(_filter)]


def pair(dyad: str) -> tuple[str, str]:
    """Two codes from "IRN,USA". Raises a validation error, which is answered with a problem."""
    parts = [part.strip() for part in dyad.split(",")]
    if len(parts) != 2 or not all(parts):
        fault = {"loc": ("query", "dyad"), "msg": "write two codes with a comma between, as IRN,USA", "type": "value"}
        raise RequestValidationError([fault])
    return parts[0], parts[1]


def as_query(where: Filter) -> Mapping[str, str]:
    """The filter as the parameters of an address."""
    found = {name: getattr(where, name) for name in _NAMES if getattr(where, name) is not None}
    return {name: ",".join(value) if isinstance(value, tuple) else value for name, value in found.items()}


_NAMES = (
    "story", "actor", "dyad", "place", "type", "standing", "via", "outlet", "since", "until", "added_since",
)  # fmt: skip
