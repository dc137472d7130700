"""Who was hit is not who said so: lists before a verb of saying."""

from collections.abc import Callable

import pytest

from dateline.annotate import AnnotatedText


def _speakers(text: AnnotatedText) -> list[str]:
    found = []
    for token in text.doc:
        if token.lemma_ in {"say", "tell", "report"}:
            own = next(c for c in token.children if c.dep_ == "nsubj")
            found.append(text.doc[own.left_edge.i : own.right_edge.i + 1].text)
    return found


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("Gunmen stormed a school and abducted at least 37 pupils, police and a parent said.", "police and a parent"),
        ("The blast killed two civilians and a child, police and residents said.", "police and residents"),
        ("Rebels blew up two bridges, the army and a governor said on Monday.", "the army and a governor"),
        ("The drone hit a market in Asora, hospital staff and two witnesses told us.", "hospital staff and two witnesses"),
        ("The blast killed three people in Asora, police and residents later said.", "police and residents"),
        ("Militants attacked a base in Mali on Tuesday, the first such assault in years, and the al Qaeda-linked group JNIM said it did it.", "the al Qaeda-linked group JNIM"),
        ("The minister, the mayor, and the governor said no.", "The minister, the mayor, and the governor"),
        ("Ministers, generals and bankers said the plan would work.", "Ministers, generals and bankers"),
        ("Two nurses were hurt in Homs, the army and residents said.", "the army and residents"),
        ("The plan was agreed in Cairo, Egyptian and Qatari officials said.", "Egyptian and Qatari officials"),
    ],
)  # fmt: skip
def test_what_stands_behind_a_verb_is_its_object_and_does_not_speak(
    annotate: Callable[..., AnnotatedText], sentence: str, speakers: str
) -> None:
    assert _speakers(annotate(sentence)) == [speakers]


def test_those_who_were_killed_are_still_the_object(annotate: Callable[..., AnnotatedText]) -> None:
    doc = annotate("Gunmen stormed a school and abducted at least 37 pupils, police and a parent said.").doc
    abducted = next(token for token in doc if token.lower_ == "abducted")
    assert [c.lower_ for c in abducted.children if c.dep_ == "dobj"] == ["pupils"]
