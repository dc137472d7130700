"""What changed between two versions of a text."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.publish.web.views.versions import difference

LINES = st.lists(st.text(alphabet="ab \u00e9", max_size=12), max_size=6)


def shown(before, after):
    return [[(piece.kind, piece.text) for piece in line] for line in difference(before, after)]


def test_a_changed_word_is_shown_in_its_line():
    assert shown(["at least 40 people died"], ["at least 52 people died"]) == [
        [("same", "at least "), ("out", "40"), ("in", "52"), ("same", " people died")]
    ]


def test_lines_with_nothing_in_common_are_not_mixed():
    assert shown(["The port was shelled"], ["Envoys meet in Oslo"]) == [
        [("out", "The port was shelled")],
        [("in", "Envoys meet in Oslo")],
    ]


def test_a_line_put_in_before_a_changed_one_does_not_hide_it():
    before, after = ["at least 40 people died in the port"], ["A correction", "at least 52 people died in the port"]
    assert [[kind for kind, _ in line] for line in shown(before, after)] == [["in"], ["same", "out", "in", "same"]]


@given(LINES, LINES)
def test_both_versions_can_be_read_back(before, after):
    lines = shown(before, after)
    olds = [
        "".join(text for kind, text in line if kind != "in")
        for line in lines
        if any(k != "in" for k, _ in line) or not line
    ]
    news = [
        "".join(text for kind, text in line if kind != "out")
        for line in lines
        if any(k != "out" for k, _ in line) or not line
    ]
    assert (olds, news) == (before, after)
