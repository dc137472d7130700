"""The frames are data with examples: each example must evoke its frame, no counterexample may."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.annotate import AnnotatedText
from dateline.errors import InputError
from dateline.extract import find_events
from dateline.extract.events import frames
from dateline.knowledge import plover

FRAMES = frames().frames
EXAMPLES = [(frame, text) for frame in FRAMES for text in frame.examples]
COUNTEREXAMPLES = [(frame, text) for frame in FRAMES for text in frame.counterexamples]


@pytest.mark.parametrize(("frame", "text"), EXAMPLES, ids=[f"{f.type}-{f.name}" for f, _ in EXAMPLES])
def test_an_example_evokes_its_frame(annotate: Callable[..., AnnotatedText], frame, text: str) -> None:
    evoked = [event.rules[0] for event in find_events(annotate(text), [])]
    assert any(rule.startswith(f"frame {frame.name}:") for rule in evoked), evoked


@pytest.mark.parametrize(("frame", "text"), COUNTEREXAMPLES, ids=[f"{f.type}-{f.name}" for f, _ in COUNTEREXAMPLES])
def test_a_counterexample_does_not(annotate: Callable[..., AnnotatedText], frame, text: str) -> None:
    assert all(event.type != frame.type for event in find_events(annotate(text), []))


def test_every_frame_has_an_example() -> None:
    assert [frame.name for frame in FRAMES if not frame.examples] == []


def test_every_code_is_a_code_of_the_frames_type() -> None:
    wrong = [
        (frame.name, frame.cameo)
        for frame in FRAMES
        if frame.cameo is not None and plover.cameo()[frame.cameo].type != frame.type
    ]
    assert wrong == []


def test_every_context_is_one_of_the_ontology() -> None:
    known = set(plover.ontology()["contexts"])
    assert [frame.name for frame in FRAMES if not known.issuperset(frame.contexts)] == []


def test_users_add_frames_from_a_folder(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "type: COOPERATE\nframes:\n  twin:\n    cameo: '060'\n    verbs: [twin]\n    recipients: [with, object]\n"
    )
    extended = frames(tmp_path)
    assert any(pattern.frame.name == "twin" for pattern in extended.verbs["twin"])
    assert len(extended.frames) == len(FRAMES) + 1


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("type: WAR\nframes:\n  x:\n    verbs: [x]\n", "unknown type"),
        ("type: ASSAULT\nframes:\n  x:\n    mode: loud\n    verbs: [x]\n", "the mode"),
        ("type: ASSAULT\nframes:\n  x:\n    verbs: [x]\n    object: {is: ['{ghosts}']}\n", "unknown class"),
        ("type: ASSAULT\nframes:\n  x:\n    verbs: ['strike {ghosts}']\n", "unknown class"),
        ("- nothing\n", "has the keys"),
        ("type: [\n", "cannot be read"),
    ],
)
def test_a_wrong_frame_file_is_named_with_what_is_wrong(tmp_path: Path, content: str, complaint: str) -> None:
    (tmp_path / "own.yaml").write_text(content)
    with pytest.raises(InputError, match=complaint) as caught:
        frames(tmp_path)
    assert "own.yaml" in str(caught.value)
