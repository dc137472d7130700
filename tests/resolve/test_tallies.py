"""Contested figures: who contradicts whom, and who does not."""

from dataclasses import replace

import pytest

from dateline.resolve.across.tallies import Count, relation

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
