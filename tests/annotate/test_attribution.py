import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate import attribution
from dateline.annotate.attribution import find_attributions, model_version
from dateline.annotate.attribution_features import quoted_characters
from dateline.annotate.english import load_english
from dateline.errors import ModelError


@pytest.fixture(scope="module")
def nlp():
    return load_english()


def roles(doc):
    return [
        tuple(" / ".join(doc[a:b].text for a, b in getattr(seen, role)) for role in ("source", "cue", "content"))
        for seen in find_attributions(doc)
    ]


def test_reported_speech(nlp):
    doc = nlp("The harbour master said on Tuesday that the ferry had been overloaded.")
    ((source, cue, content),) = roles(doc)
    assert source == "The harbour master"
    assert cue.startswith("said")
    assert content.endswith("the ferry had been overloaded")


def test_a_quotation_split_by_its_cue_is_one_attribution(nlp):
    doc = nlp('"We will not leave," Minister Ana Duarte said, "until every family has been found."')
    ((source, cue, content),) = roles(doc)
    assert "Duarte" in source
    assert cue == "said"
    assert "We will not leave" in content
    assert "every family has been found" in content


def test_no_attribution_where_nobody_says_anything(nlp):
    assert roles(nlp("The bridge was closed at noon. Two lorries stood on it.")) == []


@pytest.mark.parametrize(
    "text",
    [
        '"The talks have failed," the envoy told reporters in Oslo.',
        "'The talks have failed,' the envoy told reporters in Oslo.",
    ],
)
def test_single_and_double_marks_read_alike(nlp, text):
    ((source, cue, content),) = roles(nlp(text))
    assert (source, content.strip(" ,\"'")) == ("the envoy", "The talks have failed")
    assert cue.startswith("told")


def test_the_same_text_gives_the_same_attributions(nlp):
    text = "Police said three men were held. Their lawyer denied that they had been there.\n\n" * 3
    assert find_attributions(nlp(text)) == find_attributions(nlp(text))


def test_ranges_lie_in_the_text_and_scores_are_shares(nlp):
    doc = nlp('The union claimed victory.\n\n"It is a start," its leader said. Owners believe the strike will spread.')
    found = find_attributions(doc)
    assert found
    for seen in found:
        assert 0 <= seen.score <= 1
        for start, end in (*seen.source, *seen.cue, *seen.content):
            assert 0 <= start < end <= len(doc)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("ab said “”\"'‘’.,\n \u00a0\u200b—-$1é漢😀")), max_size=120))
def test_any_text_is_read(nlp, text):
    doc = nlp(text)
    for seen in find_attributions(doc):
        assert seen.cue
        assert seen.content


def test_longer_than_one_call_of_the_model(nlp):
    doc = nlp("Police said the road was closed. " * 900)
    assert find_attributions(doc)[-1].content[0][1] > 4096


def test_an_unclosed_quotation_ends_with_its_paragraph():
    mask = quoted_characters('He said: "It is over\nNobody moved.')
    assert [bool(mask[i]) for i in (10, 19, 21)] == [True, True, False]


def test_apostrophes_open_no_quotation():
    assert not any(quoted_characters("The '90s were the farmers' decade, wasn't it?"))


def test_a_missing_model_is_told(monkeypatch, tmp_path, nlp):
    monkeypatch.setattr(attribution, "MODEL", tmp_path / "none.onnx")
    attribution._tagger.cache_clear()
    try:
        with pytest.raises(ModelError, match="cannot be read"):
            find_attributions(nlp("He said so."))
    finally:
        attribution._tagger.cache_clear()


def test_the_version_names_the_file():
    assert len(model_version()) == 12
