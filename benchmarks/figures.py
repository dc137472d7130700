"""How many figures of the hand-coded set are read right, and how fast.

usage: python benchmarks/figures.py [--errors]

Reads the sentences of tests/extract/figures.yaml one by one, each as a report of its own, and
compares the figures with the coded ones: value F1 over all numbers; bound, measure, unit, basis,
counter and population over the figures whose number was found; the full tuple (value, bound,
measure, unit, basis, counter) over all coded figures. The set was written by the project and
looked at while the rules were made: it guards against losses and is no estimate for unseen text.

The peer is numbers alone: every token that spaCy calls number-like, as an exact figure.
CPU time is that of finding quantities and figures, without the parse.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.extract.figure_cases import CONTENT_MEASURES, Score, cases, compare

from dateline.clean import to_report
from dateline.extract import find_figures, find_quantities
from dateline.pipeline import Reader
from dateline.records import Capture

WORDS_PER_ARTICLE = 600


def main() -> None:
    reader, score = Reader(), Score()
    spent, words, likely = 0.0, 0, 0
    for text, wanted in cases():
        report = to_report(Capture(origin="figures.yaml", kind="text", content=text), published="2026-02-04")
        compare(score, wanted, reader.read_report(report))
        annotated = reader.annotator(report)
        likely += sum(token.like_num for token in annotated.doc)
        words += len(text.split())
        find_figures(annotated, find_quantities(annotated), [], [])  # the lexicons are loaded before the clock runs
        start = time.process_time()
        find_figures(annotated, find_quantities(annotated), [], [])
        spent += time.process_time() - start
    print(f"figures {score.expected}, read {score.got}; peer: {likely} number-like tokens")
    print(
        f"value F1 {score.value_f1:.3f}  full tuple {score.full_tuple:.3f}  counter, where one is coded {score.counter:.3f}"
    )
    print("  ".join(f"{name} {score.share(name):.3f}" for name in CONTENT_MEASURES[1:]))
    print(f"CPU-ms per {WORDS_PER_ARTICLE} words {1000 * spent * WORDS_PER_ARTICLE / words:.1f}")
    if "--errors" in sys.argv:
        print("\n".join(score.errors))


if __name__ == "__main__":
    main()
