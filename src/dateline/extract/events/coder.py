"""The coder: tokens → drafts → event mentions, one per predicate."""

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline.annotate import AnnotatedText
from dateline.extract.events import accidents, coreference, fold, phrases, syntax
from dateline.extract.events.commitments import commitments
from dateline.extract.events.draft import Draft
from dateline.extract.events.frames import Frames
from dateline.extract.events.generic import generic
from dateline.extract.events.instruments import instrument
from dateline.extract.events.matching import Matcher
from dateline.extract.events.parties import Parties
from dateline.extract.events.roles import Roles
from dateline.extract.events.status import KNOWN, Verdict, status_of
from dateline.extract.events.topics import Topics
from dateline.extract.events.utterances import utterances
from dateline.extract.mentions import EventMention, StatementMention

_PRIVATE: Final = frozenset({"i", "me", "my", "you", "your"})
_CONTENT_REACH: Final = 10
"""How many words after a verb of warning the predicate of its content still belongs to the trigger."""


class Coder:
    """Codes the events of one text."""

    def __init__(self, text: AnnotatedText, statements: Sequence[StatementMention], frames: Frames) -> None:
        self.text = text
        self.statements = statements
        self.parties = Parties(text)
        self.matcher = Matcher(frames, self.parties)
        self.topics = Topics()
        self.drafts: dict[int, Draft] = {}
        self.roles = Roles(self.parties, lambda token: self.drafts.get(token.i))

    def mentions(self) -> list[EventMention]:
        """Every event mention, in text order of the triggers."""
        self._find()
        fold.supported(self.drafts)
        for draft in self._ordered():
            self.roles.fill(draft)
            verdict = self._status(draft)
            draft.status = verdict.status
            draft.presumed = verdict.rule == KNOWN
            draft.rules.append(verdict.rule)
            if generic(draft, self.parties) is not None:
                del self.drafts[draft.token.i]
            elif draft.status == "generic":
                draft.status = "occurred"
        fold.same_happening(self.drafts)
        accidents.drop_forces(self.drafts)
        accidents.drop_casualties(self.drafts)
        coreference.deny(self.drafts)
        coreference.inherit(self.drafts, self.parties)
        coreference.not_yet(self.drafts)
        fold.bare_mentions(self.drafts, self.parties)
        fold.unable(self.drafts)
        for draft in (
            *commitments(self.drafts, self.parties),
            *utterances(self.statements, self.drafts, self.parties),
        ):
            self.drafts.setdefault(draft.token.i, draft)
        return [self._mention(draft) for draft in self._ordered() if not self._is_private(draft)]

    def _ordered(self) -> list[Draft]:
        return [self.drafts[i] for i in sorted(self.drafts)]

    def _is_private(self, draft: Draft) -> bool:
        """What an "I" or a "you" whom no statement names does is a story told, not an act of an actor."""
        private = [head for head in (*draft.actors, *draft.recipients) if head.lower_ in _PRIVATE]
        return len(private) > 1 or (bool(private) and not self._vouchers(draft.token))

    def _find(self) -> None:
        for token in self.text.doc:
            if token.pos_ not in ("VERB", "NOUN", "PROPN", "ADJ"):
                continue
            draft = self.matcher.match(token)
            if draft is not None and not self.topics.bars(token):
                self.drafts[token.i] = draft

    def _status(self, draft: Draft) -> Verdict:
        if "future-negated" in draft.frame.traits:
            return Verdict("occurred", "a refusal: the negated future is the act")
        if "as-noun" in draft.frame.traits and syntax.is_mistaken_noun(draft.token):
            return Verdict("occurred", KNOWN)
        return status_of(
            draft.token, "INVESTIGATE" if draft.frame.mode == "investigate" else draft.frame.type, draft.support
        )

    def _mention(self, draft: Draft) -> EventMention:
        frame = draft.frame
        mode, cameo = instrument(draft)
        return EventMention(
            type=frame.type,
            mode=mode,
            contexts=frame.contexts,
            cameo=cameo,
            actors=tuple(phrases.phrase(head) for head in draft.actors),
            recipients=tuple(phrases.phrase(head) for head in draft.recipients),
            status=draft.status,  # type: ignore[arg-type]
            trigger=self._trigger(draft),
            evidence=self._evidence(draft),
            vouched_by=self._vouchers(draft.token),
            rules=(f"frame {frame.name}: '{draft.pattern.words}'", *draft.rules),
            elsewhere=tuple(phrases.phrase(head) for head in draft.borrowed),
        )

    def _trigger(self, draft: Draft) -> Tokens:
        tokens = [draft.token, *draft.consumed]
        tokens += [c for c in draft.token.children if c.dep_ == "prt"]
        if "by-content" in draft.frame.traits:  # "warned that strikes would follow": the warning is in both
            tokens += [c for c in syntax.complements(draft.token) if 0 < c.i - draft.token.i <= _CONTENT_REACH]
            return self.text.doc[min(t.i for t in tokens) : max(t.i for t in tokens) + 1]
        near = [t for t in tokens if abs(t.i - draft.token.i) <= 4]
        return self.text.doc[min(t.i for t in near) : max(t.i for t in near) + 1]

    def _evidence(self, draft: Draft) -> Tokens:
        predicate = phrases.clause(draft.token.head if draft.token.dep_ == "aux" else draft.token)
        start, end = predicate.left_edge.i, predicate.right_edge.i + 1
        while end > start + 1 and (self.text.doc[end - 1].is_space or self.text.doc[end - 1].text in ".,;:"):
            end -= 1
        while start < end - 1 and self.text.doc[start].is_space:
            start += 1
        return self.text.doc[start:end]

    def _vouchers(self, token: Token) -> tuple[int, ...]:
        """The statements whose content covers the token, the outermost first."""
        return tuple(sorted(self._covering.get(token.i, ()), key=self._depth))

    @cached_property
    def _covering(self) -> dict[int, list[int]]:
        """For each token the statements whose content covers it."""
        found: dict[int, list[int]] = {}
        for i, statement in enumerate(self.statements):
            for at in sorted({at for part in statement.content for at in range(part.start, part.end)}):
                found.setdefault(at, []).append(i)
        return found

    def _depth(self, index: int) -> int:
        depth, parent = 0, self.statements[index].parent
        while parent is not None:
            depth, parent = depth + 1, self.statements[parent].parent
        return depth
