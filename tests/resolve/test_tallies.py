"""Contested figures: who contradicts whom, and who does not."""

from dataclasses import replace

import pytest

from dateline.resolve.across.tallies import Count, comparable, in_report, relation, sum_of_parts

AGENCY = Count(
    measure="deaths", unit=None, value=6854, low=6854, high=6854, bound="exact", basis="confirmed", of=None,
    counter="Human Rights Activists News Agency", day="2026-02-03", country="IRN",
)  # fmt: skip
MINISTRY = replace(AGENCY, value=3117, low=3117, high=3117, counter="the Interior Ministry", basis="reported")


@pytest.mark.parametrize(
    ("later", "earlier", "kind"),
    [
        (AGENCY, AGENCY, "repeat"),
        (replace(AGENCY, counter="The Human Rights Activists News Agency"), AGENCY, "repeat"),
        (replace(AGENCY, value=7000, low=7000, high=7000, day="2026-02-05"), AGENCY, "update"),
        (replace(AGENCY, value=6000, low=6000, high=6000, day="2026-02-05"), AGENCY, "update"),
        (MINISTRY, AGENCY, "contradicts"),
        (replace(MINISTRY, value=3000, low=3000, high=None, bound="more-than"), AGENCY, "compatible"),
        (replace(MINISTRY, value=6854, low=6854, high=6854), AGENCY, "compatible"),
        (replace(MINISTRY, day="2026-01-10"), AGENCY, "incomparable"),
        (replace(MINISTRY, day=None), AGENCY, "incomparable"),
        (replace(MINISTRY, counter=None), AGENCY, "incomparable"),
        (replace(MINISTRY, of="children"), AGENCY, "component-of"),
        (replace(MINISTRY, of="children"), replace(AGENCY, of="police officers"), "incomparable"),
        (replace(MINISTRY, of="people killed"), AGENCY, "contradicts"),
        (replace(MINISTRY, country="IRQ"), AGENCY, "incomparable"),
        (replace(MINISTRY, basis="estimated"), AGENCY, "incomparable"),
        (replace(MINISTRY, value=None, low=None, high=None, bound="hundreds"), AGENCY, "incomparable"),
        (replace(MINISTRY, value=6900, low=6900, high=6900, bound="about"), AGENCY, "compatible"),
    ],
)
def test_relation_of_two_figures(later: Count, earlier: Count, kind: str) -> None:
    assert relation(later, earlier).kind == kind


def test_lower_running_count_of_the_same_counter_is_flagged_as_revised_down() -> None:
    lower = replace(AGENCY, value=6000, low=6000, high=6000, day="2026-02-05")
    assert "down" in relation(lower, AGENCY).reason


def test_relation_is_never_a_contradiction_between_outlets_that_quote_one_counter() -> None:
    for value in (1, 6800, 9000):
        other = replace(AGENCY, value=value, low=value, high=value)
        assert relation(other, AGENCY).kind in {"repeat", "update"}


def exactly(value: int, of: str | None = "people", **more: object) -> Count:
    return replace(AGENCY, value=value, low=value, high=value, of=of, **more)


def test_smaller_figures_of_one_counter_in_one_report_are_parts_of_its_total() -> None:
    whole, part, aside = in_report([exactly(2571), exactly(2403, None), exactly(9, None)])
    assert [count.role for count in (whole, part, aside)] == ["whole", "part", "part"]
    assert relation(part, replace(MINISTRY, day="2026-02-03")).kind != "contradicts"
    assert not comparable(whole, part)


def test_figure_beside_the_total_contradicts_nobody() -> None:
    [beside] = in_report([exactly(9049, None, evidence="It said it was reviewing a further 9,049 reported deaths.")])
    assert beside.role == "beside"
    assert relation(beside, MINISTRY).kind == "incomparable"


def test_part_is_told_by_its_words_even_without_its_total() -> None:
    [part] = in_report([exactly(1850, None, evidence="HRANA said 1,850 of the dead were protesters.")])
    assert part.role == "part"


def test_parts_are_added_up_and_the_sum_is_said() -> None:
    counts = in_report([exactly(100), exactly(60, "protesters"), exactly(40, "officers")])
    assert sum_of_parts(counts[0], counts) == "the parts add up to 100"
    counts = in_report([exactly(100), exactly(60, "protesters"), exactly(70, "officers")])
    assert sum_of_parts(counts[0], counts) == "the parts add up to 130, more than 100"
    assert sum_of_parts(counts[1], counts) is None


def test_counter_that_is_pointed_at_is_the_last_one_named_and_contradicts_nobody() -> None:
    _, it = in_report([exactly(100), exactly(120, counter="The group")])
    assert it.counter == AGENCY.counter
    assert relation(it, replace(MINISTRY, value=90, low=90, high=90)).kind == "incomparable"


def test_running_count_that_another_counter_gives_higher_on_a_later_day_may_have_grown() -> None:
    assert relation(exactly(7000, day="2026-02-04"), replace(MINISTRY, day="2026-02-03")).kind == "incomparable"
    assert relation(exactly(2000, day="2026-02-04"), replace(MINISTRY, day="2026-02-03")).kind == "contradicts"


def test_figure_of_an_earlier_day_that_arrives_later_is_no_update() -> None:
    assert relation(exactly(116, day="2026-01-10"), AGENCY).kind == "incomparable"


def test_rounded_figure_of_the_same_counter_is_a_repeat() -> None:
    rounded = replace(AGENCY, value=6800, low=6800, high=None, bound="more-than", day="2026-02-04")
    assert relation(rounded, AGENCY).kind == "repeat"


def test_two_estimates_do_not_contradict_each_other() -> None:
    one, other = exactly(20000, basis="estimated"), exactly(36500, basis="estimated", counter="a broadcaster")
    assert relation(one, other).kind == "incomparable"
