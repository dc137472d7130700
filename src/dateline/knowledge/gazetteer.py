"""The gazetteer: names of the world's places, in one SQLite file that is opened when first asked."""

import re
import sqlite3
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Final

from dateline import knowledge
from dateline.errors import ModelError

DEGREE: Final = 100_000  # coordinates in the file are whole hundred-thousandths of a degree
MOST_OF_A_NAME: Final = 60  # "San Antonio" names more places than are worth weighing; the largest come first
_PLACE: Final = "p.id, p.name, p.kind, p.country, p.region, p.district, p.weight, p.latitude, p.longitude"
_BY_NAME: Final = (
    f"SELECT {_PLACE}, n.alias FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? "  # noqa: S608 - a constant
    f"ORDER BY n.alias, p.weight DESC, p.id LIMIT {MOST_OF_A_NAME}"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer.

    `region` and `district` are the ids of its state or province and of its county, `weight` its
    population or what stands in for it, `alias` whether it was found under another name than its own.
    """

    id: int
    name: str
    kind: str
    country: str | None
    region: int | None
    district: int | None
    weight: int
    latitude: float
    longitude: float
    alias: bool

    @property
    def geonames(self) -> int | None:
        """The GeoNames id; places from our own lists have none."""
        return self.id if self.id > 0 else None


def key(name: str) -> str:
    """The form under which a name is found: no case, no accents, no punctuation."""
    if name.isascii():
        plain = name.lower()
    else:
        plain = unicodedata.normalize("NFKD", name.replace("ı", "i")).casefold()
        plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(_SPELT_OUT.get(word, word) for word in _NOT_WORD.sub(" ", plain).split())


_SPELT_OUT: Final = {"st": "saint", "ft": "fort", "mt": "mount"}
_NOT_WORD: Final = re.compile(r"[^\w]+")


@lru_cache(maxsize=50_000)
def lookup(folded: str) -> tuple[Place, ...]:
    """The places of a name, given as `key` folds it; its own names before aliases, the largest first."""
    rows = _base().execute(_BY_NAME, (folded,)).fetchall()
    return tuple(
        Place(i, name, kind, country, region, district, weight, latitude / DEGREE, longitude / DEGREE, bool(alias))
        for i, name, kind, country, region, district, weight, latitude, longitude, alias in rows
    )


@cache
def _base() -> sqlite3.Connection:
    try:
        with as_file(files("dateline.knowledge").joinpath("places", "gazetteer.sqlite")) as path:
            # several threads may read: the module serialises them, and nobody writes
            return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    except sqlite3.Error as error:
        raise ModelError(f"the gazetteer cannot be opened: {error}; install dateline again") from error


@cache
def country(code: str) -> Place | None:
    """The country of an ISO 3166-1 alpha-3 code."""
    row = (
        _base()
        .execute(
            f"SELECT {_PLACE} FROM place p WHERE p.country = ? AND p.kind = 'country' ORDER BY id DESC LIMIT 1",  # noqa: S608 - a constant
            (code,),
        )
        .fetchone()
    )
    if row is None:
        return None
    i, name, kind, code, region, district, weight, latitude, longitude = row
    return Place(i, name, kind, code, region, district, weight, latitude / DEGREE, longitude / DEGREE, alias=False)


@cache
def adjectives() -> dict[str, Place]:
    """Adjective → the country or region that it is of."""
    found: dict[str, Place] = {}
    for owner, words in knowledge.load("places/adjectives.yaml").items():
        named = country(owner) if owner.isupper() else next(iter(lookup(key(owner))), None)
        if named is not None:
            found.update((word, named) for word in words)
    return found


@cache
def abbreviations() -> dict[str, Place]:
    """Abbreviation of a state or province, as printed → the state."""
    found: dict[str, Place] = {}
    for code, states in knowledge.load("places/names.yaml")["states"].items():
        for name, shorts in states.items():
            for place in lookup(key(name)):
                if place.kind == "region" and place.country == code:
                    found.update((short, place) for short in shorts)
                    break
    return found
