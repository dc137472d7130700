"""How well events of the project's own suite are coded, and what the coding costs beside the parse.

usage: python benchmarks/events.py

Quality: tests/extract/suite, sentences written for the project and looked at while the frames were
made; it guards against losses and is no estimate for unseen text. Cost: CPU time of coding, parse
excluded, over the same sentences joined into articles of about 600 words; the peer is the parse itself.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.extract.event_cases import best, cases, load, names

from dateline.annotate import Annotator
from dateline.clean import to_report
from dateline.extract import find_events
from dateline.records import Capture

WORDS_PER_ARTICLE = 600
CEILING_MS = 25.0
"""The share of the CPU time of a 600-word article that event coding may take."""


def main() -> None:
    annotator = Annotator()

    def events(text: str):
        return find_events(annotator(to_report(Capture(origin="suite", kind="text", content=text))), [])

    coded = [(case, best(events(case[2]), case[0], case[3])) for case in cases()]
    found = [(case, event) for case, event in coded if event is not None]
    share = {
        "type": len(found) / len(coded),
        "status": sum(event.status == case[1] for case, event in found) / len(found),
        "actor": sum(names(case[3], event.actors) for case, event in found) / len(found),
        "recipient": sum(names(case[4], event.recipients) for case, event in found) / len(found),
    }
    none = [text for rows in load("none.yaml").values() for text in rows]
    false = sum(bool(events(text)) for text in none)
    print(f"{len(coded)} events: " + "  ".join(f"{name} {value:.3f}" for name, value in share.items()))
    print(f"{len(none)} sentences without an event: {false} false events ({false / len(none):.3f})")

    articles = _articles([case[2] for case in cases()] + none)
    parse = coding = 0.0
    words = 0
    for article in articles:
        start = time.process_time()
        annotated = annotator(to_report(Capture(origin="suite", kind="text", content=article)))
        parsed = time.process_time()
        find_events(annotated, [])
        coding += time.process_time() - parsed
        parse += parsed - start
        words += len(article.split())
    per_article = 1000 * WORDS_PER_ARTICLE / words
    print(
        f"CPU-ms per {WORDS_PER_ARTICLE} words: events {coding * per_article:.1f} (ceiling {CEILING_MS:.0f}), "
        f"cleaning and parse {parse * per_article:.1f}"
    )


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
