"""Frames: which words name an event, under which conditions, and who fills its roles.

The frames are data (`knowledge/frames/*.yaml`; docs/codebook/events.md explains the notation). This
module compiles them into patterns indexed by the trigger's lemma.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import yaml

from dateline import knowledge
from dateline.errors import InputError
from dateline.knowledge import plover
from dateline.records import EventType

FOLDER: Final = "frames"
SETTING: Final = "DATELINE_FRAMES"
"""The environment variable that names a folder with a user's own frames."""

_LEXICA: Final = (
    "classes.yaml",
    "status.yaml",
    "support.yaml",
    "topics.yaml",
    "instruments.yaml",
    "agenda.yaml",
    "generic.yaml",
    "utterances.yaml",
    "again.yaml",
)


_NARROWING: Final = frozenset({"modifier", "topic", "complement"})
"""Conditions that single out one sense of a word: a frame that sets one is tried before the word's other frames."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What an argument must be (`needs`) or must not be (`bars`): lemmas; `{party}` is a named or human party."""

    needs: frozenset[str]
    bars: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """One way to name one kind of event. Roles are slots in order of preference (roles.py)."""

    name: str
    type: EventType
    mode: str | None
    cameo: str | None
    contexts: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    traits: frozenset[str]
    conditions: Mapping[str, Condition]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pattern:
    """Words that evoke a frame: a head and what must stand beside it."""

    frame: Frame
    words: str
    particles: tuple[str, ...] = ()
    objects: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    preposition: str | None = None

    @property
    def weight(self) -> int:
        """How specific the pattern is: specific ones are tried first."""
        beside = 2 * len(self.particles) + 4 * bool(self.objects) + 4 * bool(self.modifiers) + bool(self.preposition)
        return (
            10 * beside
            + 3 * len(self.frame.conditions)
            + 20 * sum(bool(test.needs) for slot, test in self.frame.conditions.items() if slot in _NARROWING)
            + 60 * ("sentence" in self.frame.conditions and bool(self.frame.conditions["sentence"].needs))
            + 500 * ("future-negated" in self.frame.traits)
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frames:
    """All frames and their patterns by the lemma of the trigger, the most specific first."""

    frames: tuple[Frame, ...]
    verbs: Mapping[str, tuple[Pattern, ...]]
    nouns: Mapping[str, tuple[Pattern, ...]]


def frames(extra: Path | None = None) -> Frames:
    """The built-in frames, with a user's own from `extra` or the folder that DATELINE_FRAMES names.

    A user's frame is tried before a built-in one of the same weight. Raises InputError when a file
    is not a frame file, with the frame and the key that is wrong.
    """
    folder = extra if extra is not None else Path(os.environ[SETTING]) if os.environ.get(SETTING) else None
    return _compile(folder)


@cache
def classes() -> Mapping[str, frozenset[str]]:
    """The semantic classes of `classes.yaml`: name → lemmas. A class may contain other classes."""
    raw: dict[str, Any] = knowledge.load(f"{FOLDER}/classes.yaml")
    return MappingProxyType({name: frozenset(_expand(raw, name)) for name in raw})


def lemmas_of(words: Iterable[str]) -> frozenset[str]:
    """Lemmas with every `{class}` replaced by its members; `{party}` stays, it is tested on the text."""
    found: set[str] = set()
    for word in words:
        if word.startswith("{") and word != "{party}":
            found |= classes()[word.strip("{}")]
        else:
            found.add(word)
    return frozenset(found)


def _expand(raw: dict[str, Any], name: str) -> set[str]:
    members: set[str] = set()
    for word in raw[name]:
        text = str(word)
        if text.startswith("{"):
            members |= _expand(raw, text.strip("{}"))
        else:
            members.add(text)
    return members


@cache
def _compile(folder: Path | None) -> Frames:
    files: list[tuple[str, Any]] = []
    if folder is not None:
        files += [(str(path), _open(path)) for path in sorted(folder.glob("*.yaml"))]
    files += [
        (name, knowledge.load(name)) for name in knowledge.names(FOLDER) if name.rpartition("/")[2] not in _LEXICA
    ]
    found: list[Frame] = []
    verbs: dict[str, list[Pattern]] = {}
    nouns: dict[str, list[Pattern]] = {}
    for where, raw in files:
        for frame, entry in _read(raw, where):
            found.append(frame)
            try:
                _index(frame, entry, verbs, nouns)
            except KeyError as error:
                raise InputError(f"{where}: frame {frame.name!r} uses the unknown class {error}") from error
    return Frames(frames=tuple(found), verbs=_ranked(verbs), nouns=_ranked(nouns))


def _index(
    frame: Frame, entry: dict[str, Any], verbs: dict[str, list[Pattern]], nouns: dict[str, list[Pattern]]
) -> None:
    """Adds the patterns of one frame. Raises KeyError for a class that is not there."""
    for words in entry.get("verbs", ()):
        head, pattern = _verb(frame, str(words))
        verbs.setdefault(head, []).append(pattern)
    for words in entry.get("nouns", ()):
        head, pattern = _noun(frame, str(words))
        nouns.setdefault(head, []).append(pattern)


def _ranked(index: dict[str, list[Pattern]]) -> Mapping[str, tuple[Pattern, ...]]:
    return MappingProxyType({head: tuple(sorted(found, key=lambda p: -p.weight)) for head, found in index.items()})


def _open(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_bytes())
    except (OSError, yaml.YAMLError) as error:
        raise InputError(f"{path}: the frame file cannot be read: {error}") from error


def _read(raw: Any, where: str) -> list[tuple[Frame, dict[str, Any]]]:
    """The frames of one file, each with its raw entry."""
    if not isinstance(raw, dict) or not isinstance(raw.get("frames"), dict):
        raise InputError(f"{where}: a frame file has the keys `type` and `frames`")
    return [(_frame(raw, name, entry, where), entry) for name, entry in raw["frames"].items()]


def _frame(raw: dict[str, Any], name: str, entry: dict[str, Any], where: str) -> Frame:
    kind: Any = entry.get("type", raw.get("type"))
    types = plover.ontology()["types"]
    if kind not in types:
        raise InputError(f"{where}: frame {name!r} has the unknown type {kind!r}")
    mode = entry.get("mode")
    if mode is not None and mode not in types[kind]["modes"]:
        raise InputError(f"{where}: frame {name!r} has the mode {mode!r}, which {kind} does not have")
    try:
        conditions = {
            slot: Condition(needs=lemmas_of(test.get("is", ())), bars=lemmas_of(test.get("not", ())))
            for slot, test in entry.items()
            if slot in _SLOTS
        }
    except KeyError as error:
        raise InputError(f"{where}: frame {name!r} uses the unknown class {error}") from error
    return Frame(
        name=name,
        type=kind,
        mode=mode,
        cameo=entry.get("cameo"),
        contexts=tuple(entry.get("contexts", raw.get("contexts", ()))),
        actors=_slots(entry.get("actors", raw.get("actors", ("subject",)))),
        recipients=_slots(entry.get("recipients", raw.get("recipients", ("object",)))),
        traits=frozenset(entry.get("traits", ())),
        conditions=MappingProxyType(conditions),
        examples=tuple(entry.get("examples", ())),
        counterexamples=tuple(entry.get("counterexamples", ())),
    )


def _slots(names: Iterable[Any]) -> tuple[str, ...]:
    """Role slots as written; YAML reads a bare `on` as true."""
    return tuple("on" if name is True else str(name) for name in names)


_SLOTS: Final = frozenset({"subject", "object", "complement", "modifier", "topic", "cause", "sentence"})
PARTICLES: Final = frozenset(
    """about across after against ahead along apart around aside at away back before behind by down for forward from
    home in into off on onto open out over through to together towards toward under up upon with without of as""".split()
)


def _verb(frame: Frame, words: str) -> tuple[str, Pattern]:
    head, *rest = words.split()
    groups: list[frozenset[str]] = []
    particles: list[str] = []
    for word in rest:
        if word in PARTICLES:
            particles.append(word)
        else:
            groups.append(lemmas_of(word.split("|")))
    objects = groups[-1] if groups else frozenset()
    also = groups[0] if len(groups) > 1 else frozenset()  # "take part in {talk}": both must be there
    return head, Pattern(frame=frame, words=words, particles=tuple(particles), objects=objects, also=also)


def _noun(frame: Frame, words: str) -> tuple[str, Pattern]:
    parts = words.split()
    at = next((i for i, word in enumerate(parts) if i and word in PARTICLES), len(parts))
    modifiers = lemmas_of("|".join(parts[: at - 1]).split("|")) if at > 1 else frozenset()
    objects = lemmas_of(parts[at + 1].split("|")) if at + 1 < len(parts) else frozenset()
    preposition = parts[at] if at < len(parts) else None
    pattern = Pattern(frame=frame, words=words, objects=objects, modifiers=modifiers, preposition=preposition)
    return parts[at - 1], pattern
