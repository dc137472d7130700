"""What a reader of the events sees: one event per happening, parties, vouchers, reasons."""

from collections.abc import Callable

import pytest

from dateline.annotate import AnnotatedText
from dateline.extract import EventMention, find_events, find_statements
from dateline.records import Reading

Annotate = Callable[..., AnnotatedText]


def events(annotate: Annotate, text: str) -> list[EventMention]:
    annotated = annotate(text)
    return find_events(annotated, find_statements(annotated))


def texts(parties) -> list[str]:
    return [party.text for party in parties]


@pytest.mark.parametrize(
    "text",
    [
        "The rebels carried out an attack on the barracks.",
        "An attack by the rebels killed two soldiers and wounded five.",
        "Two soldiers were killed in a rebel attack on the barracks.",
        "The ministry refused to release the prisoners.",
        "Washington imposed sanctions on the bank.",
    ],
)
def test_one_happening_is_one_event(annotate: Annotate, text: str) -> None:
    assert len(events(annotate, text)) == 1


def test_condemning_an_attack_is_two_events(annotate: Annotate) -> None:
    assert [e.type for e in events(annotate, "Cairo condemned the attack on the convoy.")] == ["ACCUSE", "ASSAULT"]


def test_a_threat_occurred_and_what_is_threatened_has_not(annotate: Annotate) -> None:
    threat, act = events(annotate, "Tehran threatened to attack the tankers.")
    assert (threat.type, threat.status) == ("THREATEN", "occurred")
    assert (act.type, act.status) == ("ASSAULT", "threatened")


def test_announcing_an_attack_is_a_threat(annotate: Annotate) -> None:
    assert [e.type for e in events(annotate, "The commander said he would bomb the bridge.")] == ["THREATEN", "ASSAULT"]


def test_saying_what_another_must_do_is_a_demand(annotate: Annotate) -> None:
    first = events(annotate, "Cairo said the troops must leave the town.")[0]
    assert (first.type, texts(first.actors), texts(first.recipients)) == ("REQUEST", ["Cairo"], ["the troops"])


def test_parties_of_talks_are_all_actors_and_all_recipients(annotate: Annotate) -> None:
    (talks,) = events(annotate, "Talks between Serbia and Kosovo resumed.")
    assert set(texts(talks.actors)) == set(texts(talks.recipients)) == {"Serbia", "Kosovo"}


def test_a_passive_without_an_agent_has_no_actor(annotate: Annotate) -> None:
    (arrest,) = events(annotate, "Three journalists were arrested on Monday.")
    assert arrest.actors == ()
    assert texts(arrest.recipients) == ["Three journalists"]


def test_the_doer_of_a_relative_clause_is_its_antecedent(annotate: Annotate) -> None:
    (attack,) = events(annotate, "The militia, which attacked the dam on Monday, is small.")
    assert texts(attack.actors) == ["The militia"]


def test_the_doer_comes_through_control(annotate: Annotate) -> None:
    found = events(annotate, "The rebels tried to storm the palace.")
    assert [(e.type, texts(e.actors), e.status) for e in found] == [("ASSAULT", ["The rebels"], "occurred")]


def test_who_suffers_is_the_recipient(annotate: Annotate) -> None:
    (criticism,) = events(annotate, "The governor has faced criticism from rivals.")
    assert (texts(criticism.actors), texts(criticism.recipients)) == (["rivals"], ["The governor"])


def test_a_definite_noun_takes_the_parties_of_the_earlier_mention(annotate: Annotate) -> None:
    text = "Japan and India began joint exercises in the bay on Monday. The exercises are to end on Friday."
    first, again = events(annotate, text)
    assert texts(again.actors) == texts(first.actors)
    assert any("earlier" in rule for rule in again.rules)


def test_the_weapon_gives_the_mode(annotate: Annotate) -> None:
    (strike,) = events(annotate, "Ethiopian drones struck a village.")
    assert (strike.mode, strike.cameo) == ("drone", "195")


def test_an_event_inside_a_statement_is_vouched_for_by_it(annotate: Annotate) -> None:
    annotated = annotate("The army said rebels had attacked the convoy.")
    statements = find_statements(annotated)
    attack = next(e for e in find_events(annotated, statements) if e.type == "ASSAULT")
    assert [statements[i].source.text for i in attack.vouched_by] == ["The army"]


def test_the_outlets_own_voice_has_no_voucher(annotate: Annotate) -> None:
    assert events(annotate, "Rebels attacked the convoy.")[0].vouched_by == ()


def test_rules_name_the_frame_and_what_decided(annotate: Annotate) -> None:
    (event,) = events(annotate, "The army did not attack the convoy.")
    assert event.rules[0] == "frame attack: 'attack'"
    assert "negation 'not'" in event.rules


def test_the_reading_carries_quad_and_value(read: Callable[..., Reading]) -> None:
    (event,) = read("Police arrested six activists in the capital on Monday evening.").events
    assert (event.type, event.quad, event.goldstein, event.cameo) == ("COERCE", 4, -5.0, "173")


@pytest.mark.parametrize("text", ["", "Monday.", "?!", "THE THE THE", "to to to to", "by by by, and and"])
def test_odd_text_gives_no_event_and_no_error(annotate: Annotate, text: str) -> None:
    assert events(annotate, f"{text} .") == []


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("The two armies exchanged artillery fire overnight.", ["The two armies"], ["The two armies"]),
        ("Kenyan rockets hit the port of Mogadishu.", ["Kenyan rockets"], ["the port of Mogadishu"]),
        ("The union had been asked to hand over the files by the Senate.", ["the Senate"], ["The union"]),
        ("Ankara is insisting on a one-day summit with Greece.", ["Ankara"], ["Greece"]),
        ("Ghana fired shells aimed at a radar in Togo.", ["Ghana"], ["a radar in Togo"]),
    ],
)
def test_parties_named_away_from_their_place(
    annotate: Annotate, text: str, actors: list[str], recipients: list[str]
) -> None:
    event = events(annotate, text)[0]
    assert (texts(event.actors), texts(event.recipients)) == (actors, recipients)


def test_a_later_raid_is_done_to_the_same(annotate: Annotate) -> None:
    text = "Eritrea bombed Ethiopia at dawn. The Eritrean strikes hit military depots. Ghana then bombed a bridge."
    last = events(annotate, text)
    assert [texts(e.recipients) for e in last] == [["Ethiopia"], ["military depots", "Ethiopia"], ["a bridge"]]


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("Chad was included in the talks with Niger.", "talks", ["Chad", "Niger"], ["Niger", "Chad"]),
        ("Duties on timber imports announced by Norway are illegal.", "Duties", ["Norway"], ["timber imports"]),
        ("Oslo condemned the attacks and threats against the fishermen.", "attacks", [], ["the fishermen"]),
    ],
)
def test_parties_that_several_words_share(
    annotate: Annotate, text: str, trigger: str, actors: list[str], recipients: list[str]
) -> None:
    (event,) = (e for e in events(annotate, text) if e.trigger is not None and e.trigger.text == trigger)
    assert (texts(event.actors), texts(event.recipients)) == (actors, recipients)


@pytest.mark.parametrize(
    "text",
    [
        "Two people were killed in a methane explosion.",
        "Nine people were injured in a pile-up on the ring road.",
        "A storm hit the coast on Monday. Nine people were killed.",
        "A ferry capsized off the island. The number of people known to have been killed rose to 30.",
    ],
)
def test_nobody_does_what_an_accident_does(annotate: Annotate, text: str) -> None:
    assert events(annotate, text) == []


def test_the_dead_of_an_attack_are_no_accident(annotate: Annotate) -> None:
    text = "A storm hit the coast on Monday. Gunmen stormed a hotel on Tuesday. Nine guests were killed."
    assert [e.type for e in events(annotate, text)] == ["ASSAULT", "ASSAULT"]


def test_what_is_demanded_has_not_happened(annotate: Annotate) -> None:
    found = events(annotate, "The minister demanded that the miners leave the town.")
    assert [(e.type, e.status, texts(e.recipients)[0]) for e in found] == [
        ("REQUEST", "occurred", "the miners"),
        ("RETREAT", "hypothetical", "the town"),
    ]


def test_a_threat_behind_a_condition(annotate: Annotate) -> None:
    text = (
        "Should the pipeline be shut, the Slovak premier said, his country would cut electricity supplies to Hungary."
    )
    threat = next(e for e in events(annotate, text) if e.type == "THREATEN")
    assert (texts(threat.actors), texts(threat.recipients)) == (["the Slovak premier"], ["Hungary"])


def test_what_somebody_calls_it_is_whose_act_it_is(annotate: Annotate) -> None:
    found = events(annotate, "Peru shelled the valley in what Ecuador's leader called an act of war.")
    assert [texts(e.recipients) for e in found if e.type == "ACCUSE"] == [["Peru"]]


@pytest.mark.parametrize("text", ["Trump to meet Starmer in Leeds on Friday", "Macron to visit Seoul next week"])
def test_a_name_that_looks_like_a_command_is_who_goes(annotate: Annotate, text: str) -> None:
    (meeting,) = events(annotate, text)
    assert (texts(meeting.actors)[0], meeting.status) == (text.split(maxsplit=1)[0], "planned")
