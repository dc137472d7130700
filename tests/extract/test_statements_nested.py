"""Statements inside statements: a hundred and fifty sentences, each with an outer and an inner source."""

from pathlib import Path

import yaml

from dateline.extract import find_statements

SENTENCES = yaml.safe_load(Path(__file__).with_name("nested.yaml").read_text("utf-8"))["sentences"]
FLOOR = 0.95  # measured .98 when written


def words(tokens):
    return None if tokens is None else tokens.text.lower()


def is_nested(sentence, statements):
    for statement in statements:
        outer = statements[statement.parent] if statement.parent is not None else None
        content = " ".join(tokens.text for tokens in statement.content).strip(",.").lower()
        if (
            outer is not None
            and words(outer.source) == (sentence["outer"].lower() if sentence["outer"] else None)
            and words(statement.source) == sentence["inner"].lower()
            and content == sentence["content"].lower()
        ):
            return True
    return False


def test_both_sources_of_a_nested_statement_are_found(annotate):
    missed = [s["text"] for s in SENTENCES if not is_nested(s, find_statements(annotate(s["text"])))]
    assert len(SENTENCES) >= 150
    assert len(missed) <= (1 - FLOOR) * len(SENTENCES), missed


def test_a_parent_comes_before_its_children_and_holds_them(annotate):
    text = " ".join(s["text"] for s in SENTENCES[:40])
    statements = find_statements(annotate(text))
    for i, statement in enumerate(statements):
        if statement.parent is not None:
            assert statement.parent < i
            outer = statements[statement.parent].content
            assert all(any(o.start <= c.start and c.end <= o.end for o in outer) for c in statement.content)


def test_three_deep(annotate):
    text = annotate("Reuters reported that an envoy had told mediators that Tehran denied shelling the port.")
    statements = find_statements(text)
    assert [s.source.text for s in statements] == ["Reuters", "an envoy", "Tehran"]
    assert [s.parent for s in statements] == [None, 0, 1]
    assert statements[2].act == "deny"
