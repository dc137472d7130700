"""Topics in which the words of conflict mean something else: sport, markets, the stage."""

from functools import cache

from spacy.tokens import Token

from dateline import knowledge
from dateline.extract.events.frames import FOLDER, lemmas_of


@cache
def _terms(topic: str, strength: str) -> frozenset[str]:
    return lemmas_of(map(str, knowledge.load(f"{FOLDER}/topics.yaml")[topic][strength]))


class Topics:
    """Judges each sentence once."""

    def __init__(self) -> None:
        self._barred: dict[int, bool] = {}

    def bars(self, token: Token) -> bool:
        """Whether the sentence is about a topic in which the words of conflict are figures of speech."""
        sentence = token.sent
        known = self._barred.get(sentence.start)
        if known is None:
            words = {t.lemma_.lower() for t in sentence if t.pos_ in ("NOUN", "PROPN", "ADJ")}
            known = any(
                bool(words & _terms(topic, "strong")) or len(words & _terms(topic, "weak")) >= 2
                for topic in ("sport", "stage", "market")
            )
            self._barred[sentence.start] = known
        return known
