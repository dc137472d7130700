"""The noun that a number counts: "12 people", "dozens of people", "a 900-strong mob"."""

from spacy.tokens import Token

from dateline.extract.figures.nouns import lexicon, measure_of_noun


def counted_noun(number: Token) -> Token | None:
    """The noun that a number counts: "12 people", "dozens of people", "12 of the people"; None when it is left out."""
    noun = _noun_of(number)
    if noun is None or noun.lower_ == "ones":  # "more than a dozen attempted ones": what the figure before it counts
        return None
    return noun if not _is_parted(number, noun) else None


def _is_parted(number: Token, noun: Token) -> bool:
    """Whether a line ends between the two: a headline's last number does not count the first noun of the text."""
    return any("\n" in token.text for token in number.doc[min(number.i, noun.i) : max(number.i, noun.i)])


def _noun_of(number: Token) -> Token | None:
    noun = number
    if is_strong(number):
        return number.doc[number.i + 2].head
    if number.dep_ in ("nummod", "quantmod", "compound", "amod", "nmod", "det", "advmod") and number.head.pos_ in (
        "NOUN",
        "PROPN",
        "ADJ",
        "NUM",
    ):
        noun = number.head
        if noun.i < number.i or noun.pos_ == "NUM":
            noun = number if noun.i < number.i else (counted_noun(noun) or noun)
        while noun.dep_ == "compound" and noun.head.i > noun.i and noun.pos_ == "NOUN":
            noun = noun.head
    if (
        noun is not number
        and noun.lower_ in lexicon()["partitives"]
        and not any(c.lower_ == "of" for c in noun.children)
    ):
        return _noun_after(noun)
    if noun is number or noun.lemma_.lower() in lexicon()["partitives"]:
        inner = next(
            (o for child in noun.children if child.lower_ == "of" for o in child.children if o.dep_ == "pobj"), None
        )
        if inner is not None:
            return None if inner.pos_ == "PRON" else inner
    if noun is not number:
        return noun
    return _noun_after(number)


def is_strong(number: Token) -> bool:
    """As in "A 900-strong mob"."""
    doc = number.doc
    return number.i + 2 < len(doc) and doc[number.i + 1].text == "-" and doc[number.i + 2].lower_ == "strong"


def _noun_after(number: Token) -> Token | None:
    """The noun right after a number that the parser did not join to it."""
    doc = number.doc
    for token in doc[number.i + 1 : number.i + 4]:
        if token.pos_ == "NOUN" and token.tag_ in ("NNS", "NN") and measure_of_noun(token) is not None:
            return token
        if token.pos_ not in ("ADJ", "PROPN", "NOUN"):
            return None
    return None
