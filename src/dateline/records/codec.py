"""Records to and from JSON, and the schema that describes them."""

from typing import Any

import msgspec

from dateline.errors import InputError
from dateline.records.reading import Reading
from dateline.records.span import Span

_decoder = msgspec.json.Decoder(Reading)


def encode(reading: Reading) -> bytes:
    """The reading as one line of JSON (no line break at the end)."""
    return msgspec.json.encode(reading)


def to_json(reading: Reading) -> Any:
    """The reading as plain dictionaries and lists, with the contract's key names."""
    return msgspec.to_builtins(reading)


def decode(data: bytes | str) -> Reading:
    """The reading that `encode` wrote, its spans checked against its text.

    Raises InputError when the JSON does not follow the schema or a span does not hold its words.
    """
    try:
        reading = _decoder.decode(data)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise InputError(f"not a dateline reading: {error}") from error
    for span in spans(reading):
        if reading.report.text[span.start : span.end] != span.text:
            raise InputError(f"not a sound reading: the span {span.start}:{span.end} does not hold its words")
    return reading


def spans(record: Any) -> list[Span]:
    """Every span inside a record, at any depth, in field order."""
    found: list[Span] = []
    if isinstance(record, Span):
        found.append(record)
    if isinstance(record, tuple):
        for item in record:
            found.extend(spans(item))
    elif hasattr(record, "__dataclass_fields__"):
        for name in record.__dataclass_fields__:
            found.extend(spans(getattr(record, name)))
    return found


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a reading, generated from the record types."""
    schema = msgspec.json.schema(Reading)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return dict(schema)
