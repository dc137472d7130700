"""The blocks of a page: where they begin and end, what belongs to them, and that every page ends."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.clean import blocks as walking
from dateline.clean.blocks import Outline, outline_of
from dateline.clean.features import matrix_of, names
from dateline.clean.page import parse
from dateline.clean.trees import Trees


def outline(page: str) -> Outline:
    return outline_of(parse(page.encode(), "utf-8", "page"))


def texts(page: str) -> list[str]:
    return [block.text for block in outline(page).blocks]


@pytest.mark.parametrize(
    ("page", "blocks"),
    [
        ("<p>One <b>word</b>s.</p><p>Two.</p>", ["One words.", "Two."]),
        ("<div>Loose <p>Set.</p> tail</div>", ["Loose", "Set.", "tail"]),
        ("<p>First line<br>same paragraph<br><br>\n second paragraph</p>", ["First line same paragraph", "second paragraph"]),
        ("<pre>One\nline.\n\nAnother.</pre>", ["One line.", "Another."]),
        ("<p>Seen<script>var unseen = 1;</script> on.</p><noscript>no</noscript>", ["Seen on."]),
        ("<p>Held<span style='display:none'> hidden</span> here<span class='sr-only'> spoken</span>.</p>", ["Held here."]),
        ("<figure><figcaption><p>A boat.</p><span>Photo:</span><span>Jo</span></figcaption></figure>", ["A boat. Photo: Jo"]),
        ("<ul><li>a<li>b</ul>", ["a", "b"]),
    ],
)  # fmt: skip
def test_blocks_end_where_the_page_ends_them(page, blocks):
    assert texts(page) == blocks


def test_name_in_a_link_stays_and_the_box_that_opens_over_it_goes():
    page = '<p>Rep. <span class="rollover"><a>Ana Ruiz</a><span class="rollover-box"><a>Ruiz wins again</a></span></span> spoke.</p>'
    assert texts(page) == ["Rep. Ana Ruiz spoke."]


def test_words_in_links_are_counted():
    (block,) = outline("<p>Talks <a>broke down</a> at noon</p>").blocks
    assert (block.words, block.linked) == (5, 2)


def test_pages_without_end_are_cut(monkeypatch):
    monkeypatch.setattr(walking, "MOST_ELEMENTS", 100)
    found = outline("<p>x</p>" * 5_000)
    assert len(found.blocks) <= len(found.parents) <= 200


TAGS = st.sampled_from(["<p>", "</p>", "<div>", "</div>", "<a>", "</a>", "<figcaption>", "</figcaption>", "<br>", "<pre>", "</pre>", "<li>", "<table><tr><td>", "<span class='comments hidden'>", "</span>", "word", " of text. "])  # fmt: skip


@settings(deadline=None, max_examples=80)
@given(st.lists(TAGS, min_size=1, max_size=60).map("".join))
def test_elements_nest_and_every_block_has_a_finite_row(page):
    found = outline(f"<body><p>It began.</p>{page}</body>")
    for element, parent in enumerate(found.parents):
        assert parent < element
        if parent >= 0:
            assert found.ends[element] <= found.ends[parent]
            assert found.running[element] <= found.running[parent]
    rows = matrix_of(found, "It began", None)
    assert rows.shape == (len(found.blocks), len(names()))
    assert np.isfinite(rows).all()


def test_trees_give_what_walking_each_of_them_gives():
    chance = np.random.default_rng(0)
    trees = Trees(
        columns=chance.integers(0, 4, (5, 7)),
        limits=chance.normal(size=(5, 7)).astype(np.float32),
        values=chance.normal(size=(5, 8)).astype(np.float32),
        depth=3,
    )
    rows = chance.normal(size=(20, 4)).astype(np.float32)
    for row, probability in zip(rows, trees.probabilities(rows), strict=True):
        logit = 0.0
        for columns, limits, values in zip(trees.columns, trees.limits, trees.values, strict=True):
            node = 0
            while node < len(columns):
                node = 2 * node + (2 if row[columns[node]] > limits[node] else 1)
            logit += float(values[node - len(columns)])
        assert probability == pytest.approx(1 / (1 + np.exp(-logit)), rel=1e-5)
