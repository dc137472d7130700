"""A decision: what a person decided about a record, a relation or a group, who, when and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import msgspec

from dateline.errors import InputError

Action = Literal["accept", "fix", "reject", "withdraw", "merge", "split"]
ACTIONS: tuple[str, ...] = get_args(Action)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One entry of the log of decisions. Entries are only ever added; `withdraw` takes earlier ones back.

    `item` is a record (`REPORT/e7`), a relation (`contradicts:REPORT/f1:REPORT/f3`) or a group: a family
    `F…`, story `S…`, incident `I…`, tally `T…` or plan `P…`. `change` maps the fields of a `fix` to their right
    values, None for unknown. `others` are the groups to `merge` into the item, or the members (reports or
    records) to `split` from it. `made` is a time in ISO 8601. `place` is filled in when the decision is taken:
    where the item was, by which it is found again elsewhere.
    """

    action: Action
    item: str
    made: str
    by: str
    why: str | None = None
    change: Mapping[str, Any] = field(default_factory=dict)
    others: Sequence[str] = ()
    place: Mapping[str, Any] = field(default_factory=dict)


def to_line(decision: Decision) -> bytes:
    """The decision as one line of JSON, without the line break."""
    return msgspec.json.encode(decision)


def from_line(line: bytes) -> Decision:
    """The decision that `to_line` wrote. Raises InputError when the line is none."""
    try:
        return _decoder.decode(line)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise InputError(f"not a decision: {error}") from error


_decoder = msgspec.json.Decoder(Decision)
