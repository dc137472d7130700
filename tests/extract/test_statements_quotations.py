"""The quotation layer: what stands between marks, whatever the marks look like."""

from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.extract.statements.quotations import find_quotations, scan

CASES = yaml.safe_load(Path(__file__).with_name("quotations.yaml").read_text("utf-8"))["cases"]


def names(case):
    return f"{case['style']}: {case['text'][:40]}"


def inside(text, quotation):
    doc = text.doc
    return text.report.text[doc[quotation.start].idx : doc[quotation.end - 1].idx + len(doc[quotation.end - 1])]


@pytest.mark.parametrize("case", CASES, ids=names)
def test_quotations_are_found_whatever_their_marks(case, annotate):
    text = annotate(case["text"])
    quotations = find_quotations(text)
    assert [inside(text, q) for q in quotations if q.depth == 0] == case["outer"]
    assert [inside(text, q) for q in quotations if q.depth == 1] == case["inner"]


def test_paragraphs_of_one_quotation_are_one_series(annotate):
    quotations = find_quotations(annotate('"One.\n\n"Two.\n\n"Three," she said. "Four."'))
    assert [q.series for q in quotations] == [0, 0, 0, 1]
    assert [q.part for q in quotations] == [0, 1, 2, 0]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab s.,\n\"'", max_size=60))
def test_the_layer_takes_any_marks_and_nests_cleanly(text):
    stretches = scan(text, text, [(0, len(text))])
    for stretch in stretches:
        assert 0 <= stretch.outer[0] <= stretch.start < stretch.end <= stretch.outer[1] <= len(text)
    spans = [s.outer for s in stretches if s.depth == 0]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
