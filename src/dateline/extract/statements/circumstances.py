"""The circumstances of a statement, from the words around its cue: through whom, when, how certain."""

import re
from bisect import bisect_left

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline.extract.statements.draft import Draft, Range
from dateline.extract.statements.lexicon import channels, lexicon
from dateline.extract.statements.page import Page

# a time of speech is a day, a date or a stretch of the calendar; "two weeks" is a length
_CALENDAR = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|\b(?:today|yesterday|tonight|overnight|earlier|last|this|later|ago|(?:19|20)\d\d)\b|\bthe (?:day|week|month|same|next|following)\b|\ba day (?:after|before|earlier|later)\b",
    re.IGNORECASE,
)
_CHANNEL_PREPOSITIONS = frozenset({"to", "with", "on", "in", "for", "by", "via", "through", "at", "from", "of"})
_AGENCIES = frozenset({"news", "press", "wire", "media"})  # "the news agency", but not "the space agency"
_AHEAD = frozenset({"demand", "promise", "warn"})
LONGEST_WAY = 8  # heads between a time or an outlet and its cue


class Circumstances:
    """Reads the words around the cues of one page."""

    def __init__(self, page: Page, drafts: list[Draft]) -> None:
        self.page = page
        self._contents = {draft.anchor: draft.content for draft in drafts}
        self._anchors = set(self._contents)
        self._in_order = sorted(self._anchors)
        self._times: dict[int, list[Tokens]] = {}
        for ent in page.doc.ents:
            if ent.label_ in {"DATE", "TIME"} and _CALENDAR.search(ent.text):
                self._times.setdefault(page.sentence(ent.start)[0], []).append(ent)

    def said_on(self, draft: Draft) -> Tokens | None:
        """The time that the sentence gives for the saying itself."""
        first, _ = self.page.sentence(draft.anchor)
        for ent in self._times.get(first, ()):
            spoken = self.page.quotation_at[ent.start]
            if spoken >= 0 and spoken != self.page.quotation_at[draft.anchor]:
                continue
            if draft.act in _AHEAD and _is_bound(ent):
                continue
            if not self._is_told(ent, draft) and self._reaches(ent.root, draft):
                return ent
        return None

    def _is_told(self, time: Tokens, draft: Draft) -> bool:
        """Whether a time stands in what is said, here or by the verb whose subject the cue shares."""
        contents = [*draft.content]
        for anchor in self._own(draft):
            contents += self._contents.get(anchor, ())
        return any(start <= time.start < end for start, end in contents)

    def _reaches(self, token: Token, draft: Draft) -> bool:
        """Whether a word outside the content hangs on the draft's cue, directly or by its source."""
        anchors = self._own(draft)
        current = token
        for _ in range(LONGEST_WAY):
            if current.i in anchors:
                return True
            if current.dep_ == "conj" and current.pos_ == "VERB":
                return False  # "X condemned A and will discuss B on Monday": the time of what comes next
            if current.dep_ == "relcl" or (current.i != token.i and current.i in self._anchors):
                return False  # "X, who served from 1996, said": the time of something else
            if current.i == token.i and draft.anchor < token.i < draft.start:
                return True
            if current.head == current or any(start <= current.i < end for start, end in draft.content):
                break
            current = current.head
        # a time before everything else in the sentence sets the scene for its first cue
        first, _ = self.page.sentence(draft.anchor)
        begins = token.i - first <= 3
        return begins and self._first_cue(first) in anchors

    def _first_cue(self, first: int) -> int:
        """The first cue at or behind a token."""
        return self._in_order[bisect_left(self._in_order, first)]

    def _own(self, draft: Draft) -> set[int]:
        """The anchor and the verbs whose subject it shares: "told reporters on Monday …, adding"."""
        found = {draft.anchor}
        current = self.page.doc[draft.anchor]
        while current.dep_ in {"advcl", "conj", "xcomp", "pcomp"} and not any(
            c.dep_ in {"nsubj", "nsubjpass"} for c in current.children
        ):
            current = current.head
            found.add(current.i)
            if current.head == current:
                break
        if draft.source is not None:
            found |= {i for i in range(*draft.source) if not self._described(i, draft.source)}
        return found

    def _described(self, i: int, source: Range) -> bool:
        """Whether a word of a source stands in a relative clause on it: "the group, which was founded in 2019"."""
        token = self.page.doc[i]
        for _ in range(LONGEST_WAY):
            if token.dep_ == "relcl":
                return True
            if token.head == token or not source[0] <= token.head.i < source[1]:
                return False
            token = token.head
        return False

    def via(self, draft: Draft) -> Tokens | None:
        """The outlet or platform that the statement came through, when the words name it."""
        if draft.via is not None:
            return self.page.doc[draft.via[0] : draft.via[1]]
        for anchor in sorted(self._own(draft) - set(range(*(draft.source or (0, 0)))), reverse=True):
            verb = self.page.doc[anchor]
            for child in verb.children:
                found = self._channel(child, draft)
                if found is not None and not _is_source(found, draft):
                    return found
        return self._opening(draft)

    def _channel(self, child: Token, draft: Draft) -> Tokens | None:
        """The outlet in one complement of the cue: "told X", "in an interview with X", "on X"."""
        if any(start <= child.i < end for start, end in draft.content):
            return None
        if child.dep_ in {"dobj", "dative", "iobj"} and child.pos_ != "ADP":
            return self.outlet(child, loose=True) or self._below(child, draft)
        if child.dep_ in {"prep", "dative", "agent", "advcl", "npadvmod"}:
            return self._below(child, draft)
        return None

    def _below(self, top: Token, draft: Draft) -> Tokens | None:
        for token in top.subtree:
            if any(start <= token.i < end for start, end in draft.content):
                continue
            if token.dep_ in {"pobj", "dobj", "appos", "poss"}:
                loose = token.dep_ == "pobj" and token.head.lower_ in {"to", "with"}
                found = self.outlet(token, loose=loose)
                if found is not None:
                    return found
        return None

    def _opening(self, draft: Draft) -> Tokens | None:
        """As in "In an interview with X broadcast on Monday, Y said": the parser often hangs it elsewhere."""
        first, _ = self.page.sentence(draft.anchor)
        if self._first_cue(first) != draft.anchor:
            return None
        limit = draft.source[0] if draft.source is not None else draft.anchor
        comma = next((t.i for t in self.page.doc[first:limit] if t.text == ","), first)
        opening = self.page.doc[first:comma]
        if comma == first or not any(
            t.lemma_.lower() in channels().occasions or t.lemma_ in {"speak", "write", "talk", "post"} for t in opening
        ):
            return None
        for token in opening:
            if token.dep_ in {"pobj", "dobj"}:
                found = self.outlet(token, loose=token.head.lower_ in {"to", "with"})
                if found is not None:
                    return found
        return None

    def outlet(self, token: Token, *, loose: bool = False) -> Tokens | None:
        """The name of an outlet or platform at this token.

        `loose` accepts one bare word such as "the Mail", where the construction expects an outlet.
        """
        known = self.page.text.name_at(token.i)
        if known is not None and known.entry.kind in {"outlet", "platform"}:
            return self.page.doc[known.start : known.end]
        words = channels()
        start, end = self._proper(token)
        name = self.page.doc[start:end]
        if not len(name):
            return None
        bare = name.text.removeprefix("the ").removeprefix("The ").removesuffix(".")
        if bare in words.names or bare in words.platforms:
            return name
        if name[-1].text in words.endings and (end - start > 1 or loose):
            return name
        last = self.page.doc[end - 1].lemma_.lower()
        described = last in words.nouns and (last != "agency" or self.page.doc[max(end - 2, 0)].lower_ in _AGENCIES)
        noun = described and any(t.pos_ == "PROPN" or t.lower_ == "state" for t in name)
        before = self.page.doc[start - 1].lemma_.lower() if start else ""
        return name if noun or (before in words.nouns and before != "agency") else None

    def _proper(self, token: Token) -> Range:
        """The capitalised words around a token, and a noun such as "newspaper" at its end."""
        doc = self.page.doc
        words = channels()
        if token.text.removesuffix(".") in words.platforms:
            return token.i, token.i + 1
        if token.pos_ != "PROPN" and token.lemma_.lower() not in words.nouns:
            return token.i, token.i
        start, end = token.i, token.i + 1
        if token.ent_type_ == "ORG":
            while start > 0 and doc[start].ent_iob_ == "I":
                start -= 1
            while end < len(doc) and doc[end].ent_iob_ == "I":
                end += 1
        while (
            start > 0
            and (doc[start - 1].pos_ == "PROPN" or doc[start - 1].lower_ in {"-", "al", "&", "state", "news"})
            and doc[start - 1].head.i <= token.i + 1
        ):
            start -= 1
        if end < len(doc) and doc[end].like_num and doc[end].head.i in range(start, end):
            end += 1  # "Channel 12"
        while (
            end < len(doc)
            and doc[end].pos_ == "PROPN"
            and doc[end].dep_ in {"compound", "flat", "pobj", "dobj", "appos"}
            and doc[end].head.i in range(start, end + 2)
        ):
            end += 1
        return start, end


def _is_bound(time: Tokens) -> bool:
    """Whether a time bounds what is wanted: "demanded a briefing by Friday"; what is counted "by Friday" is of that day."""
    return time.start > 0 and time.doc[time.start - 1].lower_ in {"by", "until", "till", "before"}


def _is_source(found: Tokens, draft: Draft) -> bool:
    """Whether the outlet is the one that speaks: it is no channel of its own."""
    return (
        draft.source is not None
        and draft.source[0] <= found.start <= draft.source[0] + 1
        and found.end <= draft.source[1]
    )


def hedges(page: Page, draft: Draft) -> tuple[Tokens, ...]:
    """The words in or at the statement that make it less than certain; a silence is no claim."""
    if not draft.content:
        return ()
    words = lexicon().hedges
    places = [*draft.content, *([draft.cue] if draft.cue is not None else [])]
    at = sorted({i for start, end in places for i in range(start, end) if page.doc[i].lower_ in words})
    return tuple(page.doc[i : i + 1] for i in at)
