"""Parameters that several addresses take."""

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator, BeforeValidator

LONGEST = 200
"""Characters of a name or some words in an address: beyond any that a list holds."""


def _blank_is_none(value: object) -> object:
    return None if value == "" else value  # a form sends its empty fields too


def _is_day(value: str | None) -> str | None:
    if value is not None and date.fromisoformat(value).isoformat() != value:
        raise ValueError("write a day as 2026-02-03")
    return value


def _is_short(value: str | None) -> str | None:
    if value is not None and len(value) > LONGEST:
        raise ValueError(f"at most {LONGEST} characters")
    return value


Day = Annotated[
    str | None,
    BeforeValidator(_blank_is_none),
    AfterValidator(_is_day),
    Query(description="A day, as 2026-02-03.", json_schema_extra={"format": "date"}),
]
Words = Annotated[str | None, BeforeValidator(_blank_is_none), AfterValidator(_is_short)]
