"""Copies found among edited reprints, and how fast.

usage: python benchmarks/copies.py TEXTS.jsonl[.gz]...      (rows with "text"; every row a different article)

Makes, with a fixed seed, five reprints of every article: cut to its first half, sentences dropped,
furniture added around it, one word in eight replaced, and all of that at once. The texts arrive in
shuffled order and are put into families one by one, as a ledger does. A pair of texts is right when
both come from one article. Articles that share half their sentences in the data itself are left
out first: they are true copies that nobody labelled.

Prints precision and recall of pairs for a sweep of the threshold, and documents per CPU-second.
"""

import gzip
import json
import math
import random
import re
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from dateline.resolve.across import copies

COPY = copies.COPY

SEED = 7
FEWEST_WORDS = 120
FURNITURE = [
    "Sign up for our morning briefing and never miss a story.",
    "Read more: five charts that explain the week",
    "Follow us on every platform you use, and tell a friend.",
    "Advertisement. Continue reading the main story below this notice.",
    "The newsroom of this paper is funded by its readers; become one today.",
    "Reporting by our correspondents; editing by the night desk.",
]


def main(paths: list[str]) -> None:
    if not paths:
        sys.exit(__doc__)
    rows = [json.loads(line) for path in paths for line in lines(path)]
    articles = unlike(sorted({row["text"] for row in rows if len(row["text"].split()) >= FEWEST_WORDS}))
    words = sorted({word for text in articles for word in re.findall(r"[a-z]{5,}", text)})
    chance = random.Random(SEED)
    texts, origin = [], []
    for number, article in enumerate(articles):
        for text in (article, *reprints(article, chance, words)):
            texts.append(text)
            origin.append(number)
    order = list(range(len(texts)))
    chance.shuffle(order)
    wanted = len(articles) * 15  # pairs among six texts
    print(f"{len(articles)} articles, {len(texts)} texts")
    for threshold in sorted({0.25, 0.3, 0.35, COPY, 0.45, 0.5, 0.55}):
        copies.COPY = threshold
        start = time.process_time()
        families = stream([texts[number] for number in order])
        speed = len(texts) / (time.process_time() - start)
        members: dict[str, Counter[int]] = defaultdict(Counter)
        for number, name in zip(order, families, strict=True):
            members[name][origin[number]] += 1
        taken = sum(math.comb(sum(counts.values()), 2) for counts in members.values())
        right = sum(math.comb(count, 2) for counts in members.values() for count in counts.values())
        mark = "  <- used" if threshold == COPY else ""
        print(
            f"containment >= {threshold:.2f}   precision {right / max(1, taken):.3f}   recall {right / wanted:.3f}   {speed:.0f} documents per CPU-second{mark}"
        )


def stream(texts: list[str]) -> list[str]:
    """The family of each text, in order of arrival."""
    holders: dict[int, list[str]] = defaultdict(list)
    prints: dict[str, set[int]] = {}
    found = []
    for number, text in enumerate(texts):
        own = copies.prints_of(text)
        shared = Counter(name for one in own if len(holders[one]) <= copies.RARE for name in holders[one])
        near = {name: prints[name] for name, count in shared.items() if count >= copies.SHARED}
        match = copies.family(own, near)
        name = match[0] if match else f"F{number}"
        known = prints.setdefault(name, set())
        for one in own - known:
            holders[one].append(name)
        known |= own
        found.append(name)
    return found


def unlike(articles: list[str]) -> list[str]:
    """The articles that share less than half their sentences with an earlier one."""
    seen: set[str] = set()
    kept = []
    for article in articles:
        sentences = set(re.split(r"(?<=[.!?])\s+", article))
        if len(sentences & seen) < len(sentences) / 2:
            kept.append(article)
        seen |= sentences
    return kept


def lines(path: str) -> list[str]:
    raw = Path(path).read_bytes()
    return (gzip.decompress(raw) if path.endswith(".gz") else raw).decode().splitlines()


def reprints(article: str, chance: random.Random, words: list[str]) -> list[str]:
    sentences = re.split(r"(?<=[.!?])\s+", article)
    half = " ".join(sentences[: max(3, len(sentences) // 2)])
    dropped = " ".join(sentence for sentence in sentences if chance.random() > 0.3)
    dressed = " ".join([*chance.sample(FURNITURE, 3), article, *chance.sample(FURNITURE, 3)])
    edited = " ".join(chance.choice(words) if chance.random() < 1 / 8 else word for word in article.split())
    all_at_once = " ".join(
        [
            chance.choice(FURNITURE),
            *(chance.choice(words) if chance.random() < 1 / 12 else word for word in dropped.split()),
        ]
    )
    return [half, dropped, dressed, edited, all_at_once]


if __name__ == "__main__":
    main(sys.argv[1:])
