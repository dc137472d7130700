"""Where, inside a sentence, the reporter takes the word again from a source."""

from dateline.extract.statements.lexicon import lexicon
from dateline.extract.statements.page import Page


def resumes(page: Page, start: int, stop: int) -> int:
    """Where, after a comma, the reporter speaks again: ", adding that", ", while promising", ", but
    Y said". The content ends there; `stop` when nowhere."""
    doc, words = page.doc, lexicon()
    for i in range(start + 2, stop - 1):
        if doc[i].text not in {",", "–", "—", "-", ";"} or page.quotation_at[i] >= 0:
            continue
        at = i + 1
        if doc[at].lower_ in {"while", "before", "after", "but", "and", "also"}:
            at += 1
        while at < stop - 1 and doc[at].dep_ == "advmod" and doc[at].pos_ == "ADV":
            at += 1
        token = doc[at]
        lemma = token.lemma_.lower()
        if (
            token.tag_ == "VBG"
            and (lemma in words.verbs or lemma in words.asides)
            and token.dep_ not in {"amod", "pobj", "compound"}
        ):
            return i
        if doc[i + 1].lower_ in {"but", "and", "while"}:
            finite = next(
                (t for t in doc[i + 2 : min(stop, i + 14)] if t.tag_ in {"VBD", "VBZ", "VBP"} and t.pos_ == "VERB"),
                None,
            )
            if (
                finite is not None
                and finite.lemma_.lower() in words.verbs
                and any(c.dep_ == "ccomp" for c in finite.rights)
            ):
                return i
    return stop
