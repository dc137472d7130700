"""Article bodies found in HTML pages, and how fast, beside the extractors that we build on.

usage: python benchmarks/extraction.py FOLDER [--folds FOLDS] [NAME...]

FOLDER is a copy of github.com/scrapinghub/article-extraction-benchmark (MIT): `ground-truth.json` and
`html/*.html.gz`. The measure is that benchmark's own: shingles of four words, the shares of each page
normalised so that long pages weigh no more than short ones, precision and recall averaged over pages.
Only pages whose true body is English are counted. NAME picks rows (ours, trafilatura, resiliparse).

The model that we ship was fitted on these pages: the fair row is "ours" with FOLDS, a folder that training/blocks/fit.py
wrote, which reads each page with a model that never saw a page of its site.

Prints F1, precision and recall, pages per CPU-second, the slowest page, and how many of the pages' own captions are in
the bodies.
"""

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import mean

import trafilatura
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from dateline.clean import body as model
from dateline.clean import to_report
from dateline.clean.language import language_of
from dateline.errors import DatelineError
from dateline.records import Capture

SHINGLE = 4
CAPTION_WORDS = 6
NOT_BODY = {"caption", "furniture", "byline", "standfirst"}
_WORD = re.compile(r"\w+")


def ours(page: bytes) -> str:
    """The running text and its sub-headings, as a reading sees them; headline and standfirst are no part of the body."""
    try:
        report = to_report(Capture(origin="page", kind="html", content=page))
    except DatelineError:
        return ""
    wanted = [p for p in report.passages[report.headline is not None :] if p.kind not in NOT_BODY]
    return "\n".join(report.text[p.start : p.end] for p in wanted)


def held_out(folds: Path) -> Callable[[str], None]:
    """What picks, for a page, the model that never saw its site."""
    fold_of = json.loads((folds / "folds.json").read_text(encoding="utf-8"))

    def pick(key: str) -> None:
        model.MODEL = folds / f"fold-{fold_of[key]}.json"

    return pick


def captions_of(page: bytes) -> list[str]:
    """How the page's figcaptions begin, those long enough to be told from a credit."""
    captions = HTMLTree.parse_from_bytes(page, "utf-8").document.get_elements_by_tag_name("figcaption")
    words = (caption.text.split() for caption in captions)
    return sorted({" ".join(text[:CAPTION_WORDS]) for text in words if len(text) >= CAPTION_WORDS})


def plain_trafilatura(page: bytes) -> str:
    return trafilatura.extract(page, favor_precision=True, include_comments=False, include_tables=False) or ""


def plain_resiliparse(page: bytes) -> str:
    return extract_plain_text(page.decode("utf-8", "replace"), main_content=True, alt_texts=False)


EXTRACTORS: dict[str, Callable[[bytes], str]] = {
    "ours": ours,
    "trafilatura": plain_trafilatura,
    "resiliparse": plain_resiliparse,
}


def main(arguments: list[str]) -> None:
    if not arguments:
        sys.exit(__doc__)
    pick = None
    if arguments[1:2] == ["--folds"]:
        pick = held_out(Path(arguments[2]))
        del arguments[1:3]
    folder, names = Path(arguments[0]), arguments[1:] or list(EXTRACTORS)
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    bodies = {key: item["articleBody"] for key, item in truth.items() if language_of(item["articleBody"]) == "en"}
    pages = {key: gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()) for key in bodies}
    print(f"{len(pages)} English pages of {len(truth)}")
    print(f"{'':14}{'F1':>7}{'P':>7}{'R':>7}{'pages/s':>9}{'slowest':>9}{'captions':>10}")
    captions = {key: captions_of(page) for key, page in pages.items()}
    total = sum(map(len, captions.values()))
    for name in names:
        extract = EXTRACTORS[name]
        extract(next(iter(pages.values())))  # models and tables load once
        found, seconds = {}, []
        for key, page in pages.items():
            if pick:
                pick(key)
                extract(page)  # a fold's model loads once
            start = time.process_time()
            found[key] = extract(page)
            seconds.append(time.process_time() - start)
        precision, recall, f1 = scores(bodies, found)
        flat = {key: " ".join(text.split()) for key, text in found.items()}
        leaked = sum(caption in flat[key] for key in pages for caption in captions[key])  # by their first words
        print(
            f"{name:14}{f1:7.3f}{precision:7.3f}{recall:7.3f}{len(pages) / sum(seconds):9.1f}{max(seconds):8.2f}s{leaked:5} of {total}"
        )


def scores(bodies: dict[str, str], found: dict[str, str]) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean over pages, as the benchmark defines them."""
    precisions, recalls = [], []
    for key, body in bodies.items():
        true, got = shingles(body), shingles(found[key])
        both = sum((true & got).values())
        if got:
            precisions.append(both / got.total())
        if true:
            recalls.append(both / true.total())
    precision, recall = mean(precisions), mean(recalls)
    return precision, recall, 2 * precision * recall / (precision + recall)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)) if words)


if __name__ == "__main__":
    main(sys.argv[1:])
