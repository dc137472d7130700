"""What may be put right in a record, with which values, and what follows from it."""

import re
from collections.abc import Callable, Mapping
from typing import Any, get_args

from dateline.errors import InputError
from dateline.knowledge import plover
from dateline.ledger.rows import country, day
from dateline.records.appointment import PlanStatus
from dateline.records.event import Status
from dateline.records.figure import Bound, CountBasis
from dateline.records.party import Standing

Row = dict[str, Any]

_EDTF = re.compile(
    r"\d{4}(-\d{2}(-\d{2}(T[\d:]+(Z|[+-]\d{2}:\d{2})?)?)?)?[~?%]?(/(\d{4}(-\d{2}(-\d{2})?)?[~?%]?|\.\.)?)?"
)
_COUNTRY = re.compile(r"[A-Z]{3}")
_CODE = re.compile(r"[A-Z]{3}(-[A-Z]{3})*( [A-Z]{3}(-[A-Z]{3})*)*")
_PARTY = re.compile(r"\s*(?P<name>[^()]*?)\s*(\((?P<code>[^()]*)\))?\s*")


def checked(letter: str, change: Mapping[str, Any]) -> Row:
    """The change with each value in its proper form.

    Raises InputError, one line, for a field that the record does not have or a value that the field cannot.
    """
    fields = _FIELDS[letter]
    proper: Row = {}
    for name, value in change.items():
        if name not in fields:
            raise InputError(f"no field {name!r} to fix in this kind of record; it has {', '.join(fields)}")
        needed, check = fields[name]
        if value is None or value == "":
            if needed:
                raise InputError(f"{name} cannot be unknown; reject the record instead")
            proper[name] = None
        else:
            proper[name] = check(name, value)
    if letter == "e" and "cameo" in proper and proper["cameo"] is not None:
        own = plover.cameo()[proper["cameo"]].type
        if proper.setdefault("type", own) != own:
            raise InputError(f"CAMEO {proper['cameo']} is {own}, not {proper['type']}")
    return proper


def consequences(letter: str, row: Mapping[str, Any], change: Mapping[str, Any]) -> Row:
    """The columns of the record's row that a change sets: its own and those derived from them."""
    columns = {key: value for key, value in change.items() if key in row}
    if "when" in change:
        columns["day"] = day(change["when"])
    if letter == "e":
        columns |= _of_event(row, change)
    if letter == "f" and {"value", "bound"} & set(change):
        columns |= _of_figure(row, change)
    for role in ("actors", "recipients", "parties"):
        if role in change:
            columns[role] = "; ".join(name for name, _ in parties(change[role]))
    return columns


def parties(words: str | None) -> list[tuple[str, str | None]]:
    """The names and codes in "Iran's navy (IRN-MIL); the envoy of Oman (OMN-GOV)"."""
    found = []
    for part in (words or "").split(";"):
        match = _PARTY.fullmatch(part)
        if match is None or not match["name"]:
            continue
        found.append((match["name"], match["code"] or None))
    return found


def party_rows(event: str, role: str, words: str | None) -> list[Row]:
    """The parties of an event as rows, without their report."""
    return [
        {"event": event, "role": role, "place_in_order": i, "name": name, "code": code, "country": country(code)}
        for i, (name, code) in enumerate(parties(words))
    ]


def _of_event(row: Mapping[str, Any], change: Mapping[str, Any]) -> Row:
    columns: Row = {}
    if {"type", "mode", "cameo"} & set(change):
        kind = change.get("type", row["type"])
        retyped = kind != row["type"]
        mode = change.get("mode", None if retyped else row["mode"])
        cameo = change.get("cameo", None if retyped else row["cameo"])
        if mode is not None and mode not in plover.ontology()["types"][kind]["modes"]:
            raise InputError(
                f"{kind} has no mode {mode!r}; it has {', '.join(plover.ontology()['types'][kind]['modes'])}"
            )
        columns |= {"type": kind, "mode": mode, "cameo": cameo, "quad": plover.QUADS[kind]}
        columns["goldstein"] = plover.goldstein(kind, mode, cameo)
    if {"where", "country"} & set(change):
        columns |= {"latitude": None, "longitude": None}  # those of the place that was wrong
    return columns


def _of_figure(row: Mapping[str, Any], change: Mapping[str, Any]) -> Row:
    value, bound = change.get("value", row["value"]), change.get("bound", row["bound"])
    ends = {
        "at-least": (value, None),
        "more-than": (value, None),
        "at-most": (None, value),
        "less-than": (None, value),
        "exact": (value, value),
        "about": (value, value),
    }
    low, high = ends.get(bound, (row["low"], row["high"]))
    return {"low": change.get("low", low), "high": change.get("high", high)}


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"{name} is text, not {value!r}")
    return value.strip()


def _number(name: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise InputError(f"{name} is a number, not {value!r}") from error


def _time(name: str, value: Any) -> str:
    if not isinstance(value, str) or not _EDTF.fullmatch(value):
        raise InputError(f"{name} is a time such as 2026-02-03, 2026-02 or 2026-02-03/2026-02-05, not {value!r}")
    return value


def _parties(name: str, value: Any) -> str:
    words = _text(name, value)
    for _, code in parties(words):
        if code is not None and not _CODE.fullmatch(code):
            raise InputError(f"{name}: {code!r} is no code; write NAME (IRN-GOV); NAME (USA)")
    return words


def _one_of(known: tuple[str, ...]) -> Callable[[str, Any], str]:
    def check(name: str, value: Any) -> str:
        if value not in known:
            raise InputError(f"{name} is one of {', '.join(known)}; not {value!r}")
        return str(value)

    return check


def _shaped(shape: re.Pattern[str], example: str) -> Callable[[str, Any], str]:
    def check(name: str, value: Any) -> str:
        if not isinstance(value, str) or not shape.fullmatch(value):
            raise InputError(f"{name} is a code such as {example}; not {value!r}")
        return value

    return check


def _cameo(name: str, value: Any) -> str:
    if value not in plover.cameo():
        raise InputError(f"{name} is a CAMEO code that has a PLOVER type, such as '190'; not {value!r}")
    return str(value)


_country = _shaped(_COUNTRY, "IRN")
_code = _shaped(_CODE, "IRN-GOV")
_PLACE = {"where": (False, _text), "country": (False, _country)}

_FIELDS: dict[str, dict[str, tuple[bool, Callable[[str, Any], Any]]]] = {
    "s": {
        "name": (False, _text),
        "code": (False, _code),
        "standing": (True, _one_of(get_args(Standing))),
        "act": (True, _text),
        "via": (False, _text),
        "said_on": (False, _time),
    },
    "e": {
        "type": (True, _one_of(tuple(plover.QUADS))),
        "mode": (False, _text),
        "cameo": (False, _cameo),
        "status": (True, _one_of(get_args(Status))),
        "actors": (False, _parties),
        "recipients": (False, _parties),
        "when": (False, _time),
        **_PLACE,
    },
    "f": {
        "measure": (True, _text),
        "value": (False, _number),
        "low": (False, _number),
        "high": (False, _number),
        "unit": (False, _text),
        "bound": (True, _one_of(get_args(Bound))),
        "basis": (False, _one_of(get_args(CountBasis))),
        "of": (False, _text),
        "counter": (False, _text),
        "counter_code": (False, _code),
        "as_of": (False, _time),
        **_PLACE,
    },
    "a": {
        "parties": (False, _parties),
        "when": (False, _time),
        "status": (True, _one_of(get_args(PlanStatus))),
        **_PLACE,
    },
}
"""What may be fixed in each kind of record: whether it must be known, and what makes a value proper."""
