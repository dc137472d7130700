"""Tense and time of one verb: finite or not, ahead or not."""

from typing import Final

from spacy.tokens import Token


def is_finite(verb: Token) -> bool:
    """Whether a verb has a tense of its own or a finite auxiliary."""
    return verb.tag_ in ("VBD", "VBP", "VBZ", "MD") or any(
        c.dep_ in ("aux", "auxpass") and c.tag_ in ("MD", "VBD", "VBP", "VBZ") for c in verb.children
    )


def is_subjunctive(verb: Token) -> bool:
    """Whether a verb behind "that" has a bare form, as what is demanded has: "insisted that the troops leave"."""
    if verb.tag_ not in ("VB", "VBP") or any(c.dep_ in ("aux", "neg") for c in verb.children):
        return False
    return any(c.lower_ == "that" for c in verb.lefts)


_FUTURE: Final = frozenset({"tomorrow", "next", "soon", "later", "upcoming", "weekend", "tonight", "this"})


def future_time(verb: Token) -> bool:
    """Whether a time of the future stands with the verb."""
    for child in verb.children:
        if child.dep_ in ("npadvmod", "advmod") and (
            child.lower_ in _FUTURE or any(c.lower_ in _FUTURE for c in child.lefts)
        ):
            return child.lower_ not in ("time", "year") or any(c.lower_ == "next" for c in child.lefts)
        if child.dep_ == "prep" and child.lower_ in ("on", "in", "next"):
            for o in child.children:
                if (
                    o.ent_type_ == "DATE"
                    and o.dep_ == "pobj"
                    and (o.lower_ in _DAYS or any(c.lower_ == "next" for c in o.lefts))
                ):
                    return True
    return False


_DAYS: Final = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})


def is_ahead(verb: Token) -> bool:
    """Whether a main clause tells of what is to come: "will visit once the treaty has been signed"."""
    return any(c.dep_ == "aux" and c.lower_ in ("will", "'ll", "would", "can", "could", "may") for c in verb.children)
