"""Records in words: the short phrases that the terminal and the page share."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from dateline.records import Appointment, Event, Figure, Party, Quantity, Reading, Source, Span, When, Where

STANDINGS = {
    "named": "named",
    "institution": "institution",
    "anonymous-official": "anonymous official",
    "anonymous": "anonymous",
    "document": "document",
    "outlet": "the outlet itself",
    "unattributed": "unattributed",
}

BOUNDS = {
    "exact": "",
    "at-least": "at least ",
    "more-than": "more than ",
    "at-most": "at most ",
    "less-than": "less than ",
    "about": "about ",
    "range": "",
    "dozens": "dozens",
    "hundreds": "hundreds",
    "thousands": "thousands",
    "likely-higher": "likely more than ",
    "likely-lower": "likely less than ",
}

UNCHANGING = frozenset({"percent", "percentage point", "people", "foot", "hertz"})
"""Units that take no "s" when there are many."""


def party(record: Party) -> str:
    """The resolved name, with the words of the text when they say something else."""
    words = " ".join(record.text.split())
    if record.name is None or record.name.casefold() in words.casefold():
        return words
    return f"{record.name} (“{words}”)" if len(words) <= 40 else record.name


INFERRED = {
    "mention": "named in another mention",
    "place": "country of the place",
    "setting": "country that the passage is on",
}
"""What is inferred of a party, by its basis."""


def parties_explained(records: Sequence[Party]) -> str:
    """Several parties, each with what is inferred of it, or a question mark for none."""
    named = (party(record) + (f" ({INFERRED[record.basis]})" if record.basis else "") for record in records)
    return ", ".join(named) or "?"


def parties(records: Sequence[Party]) -> str:
    """Several parties, or a question mark for none."""
    return ", ".join(record.name or " ".join(record.text.split()) for record in records) or "?"


def standing(source: Source | None) -> str:
    """How openly the speaker is named, and how many speak."""
    if source is None:
        return STANDINGS["unattributed"]
    count = f" ×{source.count}" if source.count is not None and source.count > 1 else ""
    return STANDINGS[source.standing] + count


def when(record: When) -> str:
    """A time as printed, with its date."""
    words = " ".join(record.text.split())
    if record.edtf is None:
        return f"{words} (date unknown)"
    return words if record.edtf == words else f"{words} ({record.edtf})"


def where(record: Where) -> str:
    """A place by its resolved name, with its country, and how far from it."""
    name = record.name or " ".join(record.text.split())
    place = f"{name}, {record.country}" if record.country and record.kind != "country" else name
    if record.offset is None:
        return place
    offset = record.offset
    return f"{place} ({offset.value:g} {offset.unit}{'' if offset.value == 1 else 's'} from {offset.from_})"


def amount(record: Figure | Quantity) -> str:
    """How many, with its bound and unit: "at least 50,235"."""
    if record.bound in ("dozens", "hundreds", "thousands"):
        number = str(record.bound)
    elif record.bound == "range" and record.low is not None and record.high is not None:
        number = f"{_number(record.low)}–{_number(record.high)}"
    elif record.value is None:
        number = "an unknown number"
    else:
        number = BOUNDS[record.bound] + _number(record.value)
    if record.unit is None:
        return number
    plural = record.unit.islower() and record.value != 1 and record.unit not in UNCHANGING
    return f"{number} {record.unit}{'s' if plural else ''}"


def counted(figure: Figure) -> str | None:
    """Who counted and how firmly: "confirmed by HRANA"."""
    if figure.counted_by is None:
        return figure.basis
    return f"{figure.basis or 'counted'} by {party(figure.counted_by)}"


def speakers(reading: Reading) -> dict[str, str]:
    """Who speaks in each statement, by the statement's id."""
    return {statement.id: _speaker(statement.source) for statement in reading.statements}


def vouchers(record: Event | Figure | Appointment, names: Mapping[str, str], outlet: str | None) -> str:
    """Who vouches for a record: speakers with their statements' ids, or the outlet itself."""
    if not record.vouched_by:
        return outlet or "the outlet"
    return ", ".join(f"{names.get(id_, 'somebody')} [{id_}]" for id_ in record.vouched_by)


def quotation(spans: Sequence[Span]) -> str:
    """Content spans as one line, a gap between two marked."""
    return " … ".join(" ".join(span.text.split()) for span in spans)


def number_spans(reading: Reading) -> dict[str, Span]:
    """The words of each figure's number, by the figure's id: the quantity of its value in its evidence.

    The record itself carries the sentence only; this finds the number again to mark it, and falls
    back to the sentence.
    """
    quantities = sorted(reading.mentions.quantities, key=lambda quantity: quantity.start)
    starts = [quantity.start for quantity in quantities]
    found: dict[str, Span] = {}
    for figure in reading.figures:
        evidence, wanted = figure.evidence, (figure.value, figure.low, figure.high)
        inside = quantities[bisect_left(starts, evidence.start) : bisect_left(starts, evidence.end)]
        found[figure.id] = next((q for q in inside if (q.value, q.low, q.high) == wanted), evidence)
    return found


def _speaker(source: Source | None) -> str:
    return "somebody unnamed" if source is None else source.name or " ".join(source.text.split())


def _number(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) or not value.is_integer() else f"{int(value):,}"
