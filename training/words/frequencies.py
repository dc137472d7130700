"""Makes knowledge/words/frequencies.tsv: in how many of a thousand news texts a word stands.

usage: python training/words/frequencies.py TEXTS.jsonl[.gz]... > src/dateline/knowledge/words/frequencies.tsv

Rows need "text" or "title". The shipped table was made from the documents of ECB+ topics 1-35
(annotations CC BY 3.0); it holds counts
of single words, no text. Words in fewer than FEWEST documents are left out.
"""

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from dateline.resolve.across.stories import words_of

FEWEST = 4


def main(paths: list[str]) -> None:
    if not paths:
        sys.exit(__doc__)
    counts: Counter[str] = Counter()
    documents = 0
    for path in paths:
        raw = Path(path).read_bytes()
        for line in (gzip.decompress(raw) if path.endswith(".gz") else raw).decode().splitlines():
            row = json.loads(line)
            counts.update(set(words_of(f"{row.get('title') or ''} {row.get('text') or ''}")))
            documents += 1
    print("# Documents of a thousand in which a word stands: what weighs words before a ledger has its own counts.")
    print("# Made by training/words/frequencies.py from ECB+ (CC BY 3.0).")
    print("word\tshare")
    for word, count in sorted(counts.items()):
        if count >= FEWEST:
            print(f"{word}\t{1000 * count / documents:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
