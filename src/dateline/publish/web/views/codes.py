"""PLOVER actor codes in words."""

from dateline.knowledge import plover
from dateline.publish.export.incidents import country_names

_BODIES = {"IGO": "Intergovernmental bodies", "NGO": "Non-governmental bodies", "MNC": "Companies of several countries"}


def label_of(code: str) -> str | None:
    """What a code stands for: "IRN-MIL" → "Iran: state military"; None for one that is not known.

    Of several codes the first: "the two countries" are told apart by their own pages.
    """
    sectors = plover.ontology()["sectors"]
    first, *rest = code.split(" ", maxsplit=1)[0].split("-")
    place = country_names().get(first) or _BODIES.get(first) or sectors.get(first)
    if place is None:
        return None
    known = [sectors[part] for part in rest if part in sectors]
    return f"{place}: {', '.join(known)}" if known else str(place)
