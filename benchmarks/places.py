"""Places on a public set: found and put right, metonyms told, and the speed of the gazetteer.

usage: python benchmarks/places.py GOLD.jsonl.gz

Each row: {"id", "text", "toponyms": [{"start", "end", "text", "lat", "lon", "geonameid", "type"?}]}. A toponym is right when a place of
ours overlaps it and has its GeoNames id or lies within 161 km. Where the set has types, the metonymy of gold names
is scored too. The floor is population and document context: TR-News .694, GWN .575 end to end, metonymy F1 .682.
"""

import gzip
import json
import math
import sys
import time
from collections.abc import Iterable
from typing import Any

from dateline.annotate import AnnotatedText, Annotator
from dateline.clean import to_report
from dateline.knowledge.gazetteer import key, lookup
from dateline.records import Capture
from dateline.resolve.within.metonymy import is_metonym
from dateline.resolve.within.where import Places

NEAR_KM = 161
WORDS = 600
LOOKUPS = 20_000


def main(paths: list[str]) -> None:
    if len(paths) != 1:
        sys.exit(__doc__)
    start = time.process_time()
    lookup(key("Aleppo"))
    print(f"first look-up {1000 * (time.process_time() - start):.1f} CPU ms")
    with gzip.open(paths[0], "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    annotator = Annotator()
    texts = [annotator(to_report(Capture(origin=str(row["id"]), kind="text", content=row["text"]))) for row in rows]
    placed(rows, texts)
    if any("type" in toponym for row in rows for toponym in row["toponyms"]):
        metonymy(rows, texts)
    names = sorted({key(token.text) for text in texts for token in text.doc if token.is_alpha})[:LOOKUPS]
    lookup.cache_clear()
    start = time.process_time()
    for name in names:
        lookup(name)
    print(f"{len(names) / (time.process_time() - start):,.0f} look-ups per CPU second, none cached")


def placed(rows: list[Any], texts: Iterable[AnnotatedText]) -> None:
    wanted = got = found = right = 0
    spent = 0.0
    for row, text in zip(rows, texts, strict=True):
        start = time.process_time()
        places = list(Places(text).mentions())
        spent += time.process_time() - start
        got += len(places)
        for toponym in row["toponyms"]:
            if toponym.get("lat") is None:
                continue
            wanted += 1
            match = next((p for p in places if p.start < toponym["end"] and toponym["start"] < p.end), None)
            if match is None:
                continue
            places.remove(match)
            found += 1
            same = toponym.get("geonameid") is not None and str(match.geonames) == str(toponym["geonameid"])
            right += same or near((toponym["lat"], toponym["lon"]), (match.latitude, match.longitude))
    words = sum(len(row["text"].split()) for row in rows)
    print(f"span F1 {2 * found / (wanted + got):.3f}  found and right {right / wanted:.3f} of {wanted}")
    print(f"{1000 * spent * WORDS / words:.1f} CPU ms per {WORDS} words beside the parse")


def near(a: tuple[float, float], b: tuple[float | None, float | None]) -> bool:
    if b[0] is None or b[1] is None:
        return False
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, b[0], b[1]))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h))) <= NEAR_KM


def metonymy(rows: list[Any], texts: Iterable[AnnotatedText]) -> None:
    """Metonymic against literal gold names; those coded as mixed are left out."""
    right = predicted = wanted = 0
    for row, text in zip(rows, texts, strict=True):
        for toponym in row["toponyms"]:
            if toponym["type"] not in ("Literal", "Coercion", "Metonymic"):
                continue
            name = text.doc.char_span(toponym["start"], toponym["end"], alignment_mode="expand")
            bearers = lookup(key(toponym["text"]))
            metonym = is_metonym(name.root, country=bool(bearers) and bearers[0].kind == "country")
            gold = toponym["type"] == "Metonymic"
            right += metonym and gold
            predicted += metonym
            wanted += gold
    print(f"metonymy F1 {2 * right / (predicted + wanted):.3f} of {wanted} metonyms")


if __name__ == "__main__":
    main(sys.argv[1:])
