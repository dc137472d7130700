"""Which quantities are figures of the story, and everything that a figure says."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline import knowledge
from dateline.annotate import AnnotatedText
from dateline.extract.figures.counted import counted_noun
from dateline.extract.figures.counters import according_to, as_of, basis_of, counter_of
from dateline.extract.figures.measures import Counted, what_is_counted
from dateline.extract.figures.nouns import lexicon, measure_of_noun, outcome_of_noun
from dateline.extract.mentions import EventMention, FigureMention, QuantityMention, StatementMention

_COMPARED: Final = frozenset({"likely-higher", "likely-lower"})
_IDENTIFYING: Final = frozenset({"the", "these", "those", "both", "its", "their", "our", "your", "my"})
_THOSE: Final = frozenset({"people", "troops", "protesters"})
"""Measures that say who was counted, and so take what happened to them from the figure that they are part of."""
_PART: Final = frozenset({"including", "whom", "them"})
_PAIR: Final = 2
_KNOWN_BY_NUMBER: Final = 12
"""Up to a dozen "the twelve ministers" may only tell which; "its 2,400 citizens" tells how many (by judgement)."""


@cache
def _unit_measures() -> dict[str, str]:
    return {row["unit"]: row["measure"] for row in knowledge.load("measures/units.yaml")}


@cache
def _event_types() -> tuple[Any, frozenset[str]]:
    table = knowledge.load("measures/counting.yaml")
    return table["events"], frozenset(table["governed_only"])


def find_figures(
    text: AnnotatedText,  # noqa: ARG001 - every finder of the room takes the text first
    quantities: Sequence[QuantityMention],
    statements: Sequence[StatementMention],
    events: Sequence[EventMention],
) -> list[FigureMention]:
    """The quantities that count or measure something in the story, in text order.

    A number that only tells which ("the two countries") is a quantity and no figure. A figure
    that leaves out what it counts takes it from the figure before it.
    """
    found: list[FigureMention] = []
    asking = _asking(statements)
    for quantity in quantities:
        number = number_token(quantity)
        for measure, noun in _measures(quantity, number, found, asking):
            vouched_by = _vouchers(quantity.tokens, statements)
            found.append(
                FigureMention(
                    quantity=quantity,
                    measure=measure,
                    basis=basis_of(number, quantity.tokens) if measure != "duration" else None,
                    of=_population(quantity, noun, measure),
                    counted_by=_counter(measure, number, vouched=bool(vouched_by)),
                    as_of=as_of(number, quantity.tokens),
                    evidence=_sentence(quantity.tokens),
                    vouched_by=vouched_by,
                    events=_events(measure, number, events),
                )
            )
    return found


def number_token(quantity: QuantityMention) -> Token:
    """The token that carries the number, or the unit when there is one."""
    if quantity.bound in _COMPARED:
        return quantity.tokens[-1]
    if quantity.unit is not None:
        return quantity.tokens.root
    numbers = [token for token in quantity.tokens if token.pos_ == "NUM" or token.like_num or token.tag_ == "CD"]
    if numbers:
        return numbers[-1]
    nouns = [token for token in quantity.tokens if token.pos_ in ("NOUN", "DET")]
    return nouns[-1] if nouns else quantity.tokens.root


def _measures(
    quantity: QuantityMention, number: Token, before: Sequence[FigureMention], asking: frozenset[int]
) -> list[tuple[str, Token | None]]:
    """What the quantity counts: usually one thing, two for "no deaths or injuries", none when it is no figure."""
    if quantity.bound in _COMPARED:
        last = _last_count(before)
        return [(last.measure, None)] if last is not None else []
    if quantity.unit is not None:
        return [(_unit_measure(quantity), _measured_noun(quantity))]
    if quantity.value == 0 and number.dep_ == "det":
        nouns = [number.head, *number.head.conjuncts]
        return [(measure, noun) for noun in nouns if (measure := measure_of_noun(noun)) is not None]
    counted = what_is_counted(number, quantity.tokens.start)
    if counted is None:
        inherited = _inherited(quantity, number, before)
        return [(inherited, None)] if inherited is not None else []
    if not _tells_how_many(quantity, number, counted) or _is_whole(quantity):
        return []
    measure = counted.measure
    if measure in _THOSE and counted.decided_by is counted.noun and _is_part(quantity):
        measure = _inherited(quantity, number, before) or measure
    if measure == "people" and counted.noun is not None and counted.noun.i in asking:
        measure = "sources"
    return [(measure, counted.noun)]


def _is_part(quantity: QuantityMention) -> bool:
    """As in "Including three children", "of whom 12 are women": a part of those counted before."""
    start = quantity.tokens.start
    words = {token.lower_ for token in quantity.tokens.doc[max(0, start - 2) : start]}
    after = quantity.tokens.doc[quantity.tokens.end : quantity.tokens.end + 2]
    return bool(words & _PART) or (
        len(after) == 2 and after[0].lower_ == "of" and after[1].lower_ in ("them", "whom", "these", "those")
    )


def _is_whole(quantity: QuantityMention) -> bool:
    """As in "Six of the 15 crew": the whole that a part is counted from."""
    start, doc = quantity.tokens.start, quantity.tokens.doc
    if start < 3 or doc[start - 1].lower_ not in _IDENTIFYING or doc[start - 2].lower_ != "of":
        return False
    return doc[start - 3].pos_ == "NUM"


def _counter(measure: str, number: Token, *, vouched: bool) -> Tokens | None:
    """The counter that the clause names. Nobody counts a duration: its statement is enough."""
    named = counter_of(number) if measure != "duration" else None
    return named or (None if vouched else according_to(number))


def _tells_how_many(quantity: QuantityMention, number: Token, counted: Counted) -> bool:
    """Whether the number counts, rather than tells which or how ("the two countries", "two ways")."""
    noun = counted.noun
    if noun is None or counted.decided_by is not noun or outcome_of_noun(noun) is not None:
        return True
    lemma = noun.lemma_.lower()
    if lemma in lexicon()["uncounted"] or (lemma in lexicon()["pairs"] and quantity.value == _PAIR):
        return False
    if noun.pos_ not in ("NOUN", "PROPN") or (
        noun.tag_ in ("NN", "NNP") and measure_of_noun(noun) is None and lemma not in lexicon()["groups"]
    ):
        return False
    start = quantity.tokens.start
    determiner = number.doc[start - 1] if start > 0 else None
    if determiner is None or determiner.lower_ not in _IDENTIFYING or quantity.bound != "exact":
        return True
    return quantity.value is not None and quantity.value > _KNOWN_BY_NUMBER


def _unit_measure(quantity: QuantityMention) -> str:
    """Money, or what the unit measures; a length where the words say which dimension."""
    unit = quantity.unit or ""
    measure = _unit_measures().get(unit, "money")
    if measure != "distance":
        return measure
    last = quantity.tokens[-1]
    dimensions = lexicon()["dimensions"]
    for token in last.doc[last.i + 1 : last.i + 3]:
        if token.lower_ in dimensions:
            return str(dimensions[token.lower_])
    for modified in last.doc[last.i + 1 : last.i + 4]:
        if modified.pos_ == "NOUN" and modified.lemma_.lower() not in lexicon()["stretches"]:
            return "length"
        if modified.pos_ not in ("ADJ", "PROPN"):
            break
    return "distance"


def _measured_noun(quantity: QuantityMention) -> Token | None:
    """What a share is a share of."""
    return counted_noun(quantity.tokens[-1]) if quantity.unit == "percent" else None


def _last_count(before: Sequence[FigureMention]) -> FigureMention | None:
    return next(
        (
            figure
            for figure in reversed(before)
            if figure.quantity.unit is None and figure.quantity.bound not in _COMPARED
        ),
        None,
    )


def _inherited(quantity: QuantityMention, number: Token, before: Sequence[FigureMention]) -> str | None:
    """What a number without a noun or a verb of its own counts: what the figure before it in the sentence counts."""
    last = _last_count(before)
    if last is None or last.evidence.start > number.i or last.evidence.end <= number.i:
        return None
    if number.pos_ not in ("NUM", "NOUN") and number.tag_ != "CD":
        return None
    return last.measure if quantity.tokens.start >= last.quantity.tokens.end else None


def _asking(statements: Sequence[StatementMention]) -> frozenset[int]:
    """The head words of the sources of statements: "two officials said" counts sources."""
    return frozenset(statement.source.root.i for statement in statements if statement.source is not None)


def _population(quantity: QuantityMention, noun: Token | None, measure: str) -> Tokens | None:
    """The words for those counted, without the number."""
    if noun is None:
        return None
    if outcome_of_noun(noun) == measure:
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "among", "to", "in"):
                return noun.doc[child.i + 1 : child.right_edge.i + 1] if child.right_edge.i > child.i else None
            if child.dep_ == "appos":
                return noun.doc[child.left_edge.i : child.right_edge.i + 1]
        return None
    start = noun.left_edge.i
    if start <= quantity.tokens.end - 1 <= noun.i:
        start = quantity.tokens.end
    return noun.doc[start : noun.i + 1] if start <= noun.i else None


def _vouchers(tokens: Tokens, statements: Sequence[StatementMention]) -> tuple[int, ...]:
    """The statements whose content holds the number, the outermost first."""
    covering: list[tuple[int, int]] = []
    for index, statement in enumerate(statements):
        sizes = [len(part) for part in statement.content if part.start < tokens.end and tokens.start < part.end]
        if sizes:
            covering.append((-sum(len(part) for part in statement.content), index))
    return tuple(index for _, index in sorted(covering))


def _events(measure: str, number: Token, events: Sequence[EventMention]) -> tuple[int, ...]:
    """The event that the figure measures: the one whose trigger governs the number, else the nearest in its sentence."""
    by_measure, governed_only = _event_types()
    types = by_measure.get(measure, ())
    sentence, over = number.sent, frozenset(token.i for token in number.ancestors)
    candidates = [
        (
            event.trigger.root.i not in over,
            types.index(event.type),
            abs(event.trigger.root.i - number.i),
            index,
        )
        for index, event in enumerate(events)
        if event.type in types
        and sentence.start <= event.trigger.start < sentence.end
        and (measure not in governed_only or event.trigger.root.i in over)
    ]
    return (min(candidates)[-1],) if candidates else ()


def _sentence(tokens: Tokens) -> Tokens:
    """The sentence, without white space at its ends."""
    doc = tokens.doc
    first, last = doc[tokens.start].sent, doc[tokens.end - 1].sent
    start, end = first.start, last.end
    while start < tokens.start and doc[start].is_space:
        start += 1
    while end > tokens.end and doc[end - 1].is_space:
        end -= 1
    return doc[start:end]
