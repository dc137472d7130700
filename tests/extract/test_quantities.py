"""Numbers in print: every way of writing one comes back as its value; dates, ages and names stay out."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate import AnnotatedText
from dateline.extract import find_quantities
from dateline.extract.figures.numerals import find_numerals, lexicon, parse_number

Annotate = Callable[..., AnnotatedText]

WORDS = {number: word for kind in ("ones", "teens", "tens") for word, number in lexicon()[kind].items()}


def in_words(number: int) -> str:
    """An independent writer of number words, British style ("two hundred and five")."""
    for scale, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= scale:
            head, rest = divmod(number, scale)
            joint = " and " if 0 < rest < 100 else " "
            return f"{in_words(head)} {name}" + (joint + in_words(rest) if rest else "")
    if number >= 100:
        head, rest = divmod(number, 100)
        return f"{WORDS[head]} hundred" + (f" and {in_words(rest)}" if rest else "")
    if number in WORDS:
        return WORDS[number]
    tens, ones = divmod(number, 10)
    return f"{WORDS[10 * tens]}-{WORDS[ones]}"


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_number_words_come_back_as_their_number(number: int) -> None:
    assert parse_number(in_words(number)) == number


@given(st.integers(min_value=1, max_value=999_999))
def test_number_words_are_found_whole_in_a_text(number: int) -> None:
    words = in_words(number)
    (found,) = find_numerals(f"They counted {words} sheep.")
    assert (found.value, found.end - found.start) == (number, len(words))


@given(st.integers(min_value=1, max_value=10**15 - 1))
def test_separators_do_not_change_the_value(number: int) -> None:
    (found,) = find_numerals(f"worth {number:,} in all")
    assert found.value == number


@given(
    st.integers(min_value=1, max_value=999),
    st.integers(min_value=0, max_value=9),
    st.sampled_from([("million", 6), ("bn", 9), ("thousand", 3)]),
)
def test_scales_multiply(whole: int, tenth: int, scale: tuple[str, int]) -> None:
    name, power = scale
    (found,) = find_numerals(f"some {whole}.{tenth} {name} people")
    assert found.value == pytest.approx((whole * 10 + tenth) * 10 ** (power - 1))


@given(
    st.integers(min_value=1, max_value=900),
    st.integers(min_value=1, max_value=90),
    st.sampled_from(["{} to {}", "{}-{}", "between {} and {}", "{}–{}"]),
)
def test_an_ascending_pair_is_a_range(low: int, more: int, form: str) -> None:
    (found,) = find_numerals("About " + form.format(low, low + more) + " people came")
    assert (found.value, found.low, found.high, found.bound) == (None, low, low + more, "range")


@given(st.text(max_size=80))
def test_any_text_can_be_searched(text: str) -> None:
    at = 0
    for numeral in find_numerals(text):
        assert at <= numeral.start < numeral.end <= len(text)
        at = numeral.end


@pytest.mark.parametrize(
    "text", ["9" * 400, "1," * 400, "9" * 400 + " million", "one hundred and " * 400, "1 to 1 " * 400]
)
def test_endless_numbers_are_survived(text: str) -> None:
    assert all(numeral.value is None or numeral.value < 10**30 for numeral in find_numerals(text))


@pytest.mark.parametrize(
    ("text", "value", "bound", "unit"),
    [
        ("at least 50,235 arrests", 50235, "at-least", None),
        ("half a million people", 500000, "exact", None),
        ("two dozen men", 24, "exact", None),
        ("as many as 40 boats", 40, "at-most", None),
        ("some 40 boats", 40, "about", None),
        ("almost 40 boats", 40, "about", None),
        ("40 or more boats", 40, "at-least", None),
        ("200-odd boats", 200, "about", None),
        ("500+ boats", 500, "at-least", None),
        ("just under US $6.9 billion", 6900000000, "less-than", "USD"),
        ("$2.5bn", 2500000000, "exact", "USD"),
        ("€300 million", 300000000, "exact", "EUR"),
        ("500 rupees", 500, "exact", "rupee"),
        ("a 12-day war", 12, "exact", "day"),
        ("within 48 hours", 48, "at-most", "hour"),
        ("it passed 60 days", 60, "more-than", "day"),
        ("1 minute and 45 seconds", 105, "exact", "second"),
        ("nearly an hour", 1, "about", "hour"),
        ("about 9.3km from the island", 9.3, "about", "kilometer"),
        ("a 30m vessel", 30, "exact", "meter"),
        ("roughly 30m people", 30000000, "about", None),
        ("only a quarter of citizens", 25, "exact", "percent"),
        ("two-thirds of voters", 66.67, "exact", "percent"),
        ("one in five adults", 20, "exact", "percent"),
        ("forty percent", 40, "exact", "percent"),
        ("dozens of rounds", None, "dozens", None),
        ("tens of thousands of people", None, "thousands", None),
    ],
)
def test_quantity(annotate: Annotate, text: str, value: float | None, bound: str, unit: str | None) -> None:
    (found,) = find_quantities(annotate(f"They said {text}."))
    assert (found.value, found.bound, found.unit) == (value, bound, unit)


@pytest.mark.parametrize(
    "text",
    [
        "The boy, aged 9, spoke.",
        "A 15-year-old girl spoke.",
        "It opened in 1984.",
        "It opened on May 7, 2025.",
        "They met on 28 April.",
        "An F-16 and a Su-35 flew with M777 guns.",
        "The G7 met about COVID-19.",
        "UN Resolution 1701 says so.",
        "Article 5 says so.",
        "Channel 4 says so.",
        "It starts at 10:30 a.m.",
        "United won 3-1.",
        "Call 020 7946 0000 now.",
        "She lives at 14 Garden Street.",
    ],
)
def test_dates_ages_and_names_are_no_quantities(annotate: Annotate, text: str) -> None:
    assert find_quantities(annotate(text)) == []


def test_bounds_open_the_interval(annotate: Annotate) -> None:
    found = find_quantities(annotate("At least 40 boats, up to 12 cars and about 7 bikes were lost."))
    assert [(q.low, q.high) for q in found] == [(40, None), (None, 12), (None, None)]
