"""The attribution lexicon: what verbs and nouns of saying take, and which act they perform."""

from dataclasses import dataclass
from functools import cache

from dateline import knowledge

VERBS = "attribution/verbs.yaml"
NOUNS = "attribution/nouns.yaml"
HEDGES = "attribution/hedges.yaml"
SILENCE = "attribution/silence.yaml"
CHANNELS = "attribution/channels.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The words of attribution, by lemma.

    `verbs` maps a verb to its frames and each frame to its act; `nouns` a noun of saying to its
    act, `stances` a noun for a stance to the act of voicing it. `documents` are sources that are written; a verb of `finding` needs one for its subject,
    and a verb of `attitude` a third person. A verb of `topics` asserts nothing with a noun phrase. `people` and `agent_endings` recognise nouns for those
    who find out. A verb of `raising` lends its passive to hearsay ("is said to"). `asides` are
    participles with which the reporter takes over again from a source. `sums` are what is put at,
    or raised to, a number, by the frame of its verb. Whoever does a verb of `issuing` to a document
    speaks in it.
    """

    verbs: dict[str, dict[str, str]]
    nouns: dict[str, str]
    stances: dict[str, str]
    documents: frozenset[str]
    finding: frozenset[str]
    attitude: frozenset[str]
    topics: frozenset[str]
    people: frozenset[str]
    agent_endings: tuple[str, ...]
    raising: frozenset[str]
    asides: frozenset[str]
    implicative: frozenset[str]
    hearsay: frozenset[str]
    assertions: frozenset[str]
    furniture: frozenset[str]
    sums: dict[str, list[str]]
    issuing: frozenset[str]
    loose: frozenset[str]
    hedges: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon, loaded once."""
    nouns = knowledge.load(NOUNS)
    return Lexicon(
        verbs=knowledge.load(VERBS),
        nouns=nouns["cues"],
        stances=nouns["stances"],
        documents=frozenset(nouns["documents"]),
        finding=frozenset(nouns["finding_verbs"]),
        attitude=frozenset(nouns["attitude_verbs"]),
        topics=frozenset(nouns["topic_verbs"]),
        people=frozenset(nouns["people"]),
        agent_endings=tuple(nouns["agent_endings"]),
        raising=frozenset(nouns["raising_verbs"]),
        asides=frozenset(nouns["asides"]),
        implicative=frozenset(nouns["implicative_verbs"]),
        hearsay=frozenset(nouns["hearsay"]),
        assertions=frozenset(nouns["assertions"]),
        furniture=frozenset(nouns["furniture_labels"]),
        sums=nouns["sums"],
        issuing=frozenset(nouns["issuing_verbs"]),
        loose=frozenset(nouns["loose_verbs"]),
        hedges=frozenset(knowledge.load(HEDGES)["words"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """The words of parties that were asked and gave nothing, by lemma."""

    respond: frozenset[str]
    requests: frozenset[str]
    decline: frozenset[str]
    to_speak: frozenset[str]
    reach: frozenset[str]
    asked: frozenset[str]


@cache
def silence() -> Silence:
    """The words of silence, loaded once."""
    data = knowledge.load(SILENCE)
    return Silence(
        respond=frozenset(data["no_response"]["verbs"]),
        requests=frozenset(data["no_response"]["objects"]),
        decline=frozenset(data["decline"]["verbs"]),
        to_speak=frozenset(data["decline"]["infinitives"]),
        reach=frozenset(data["unreachable"]),
        asked=frozenset(data["asked"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """The words that make a name an outlet or a platform."""

    endings: frozenset[str]
    nouns: frozenset[str]
    names: frozenset[str]
    platforms: frozenset[str]
    occasions: frozenset[str]


@cache
def channels() -> Channels:
    """The words of channels, loaded once."""
    data = knowledge.load(CHANNELS)
    return Channels(
        endings=frozenset(data["outlet_endings"]),
        nouns=frozenset(data["outlet_nouns"]),
        names=frozenset(data["outlets"]),
        platforms=frozenset(data["platforms"]),
        occasions=frozenset(data["occasions"]),
    )
