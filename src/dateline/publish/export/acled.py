"""Incidents in the columns of ACLED's files, for scripts that read those. It is not ACLED data.

Columns after ACLED's codebook and column guide. People code ACLED; a machine coded this, and each
row says so. What the words do not tell stays blank: fatalities that nobody counted are not zero.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, BinaryIO

import sqlalchemy as sa
import yaml

from dateline.ledger import Filter
from dateline.ledger.selection import Row
from dateline.publish.export.incidents import Incident, country_codes, country_names, incidents, one_line
from dateline.publish.table import inert

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
    "provenance",
)  # fmt: skip
"""ACLED's columns, and one of ours at the end."""

_POINTS = frozenset({"city", "base", "airport", "nuclear", "dam", "building", "site", "crossing"})
"""Kinds of places that are a point on a map: geo_precision 1."""

_PARTS = frozenset({"region", "district", "island", "border", "mountains", "lake"})
"""Kinds of places that are a part of a country: geo_precision 2."""


def write(connection: sa.Connection, where: Filter, out: BinaryIO) -> int:
    """CSV in UTF-8 with a header, one row an incident of a kind that ACLED collects."""
    text = io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace", newline="", write_through=True)
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    count = 0
    for incident in incidents(connection, where):
        kinds = _kinds(incident)
        if kinds is not None:
            writer.writerow({key: inert(value) for key, value in _row(incident, kinds).items()})
            count += 1
    text.detach()
    return count


def _row(incident: Incident, kinds: tuple[str, str, str]) -> dict[str, Any]:
    row, report = incident.mention.row, incident.chosen.reading.report
    event_type, sub_event_type, disorder_type = kinds
    sides = [list(_parties(incident, role)) for role in ("actor", "recipient")]
    inter = [_inter(side[0]) if side else "" for side in sides]
    country = row["country"] or ""
    return {
        "event_id_cnty": f"{country or 'XXX'}{incident.number}",
        **_date(incident),
        "disorder_type": disorder_type,
        "event_type": event_type,
        "sub_event_type": sub_event_type,
        **{f"actor{i}": one_line(side[0]["name"]) if side else "" for i, side in enumerate(sides, 1)},
        **{f"assoc_actor_{i}": "; ".join(one_line(p["name"]) for p in side[1:]) for i, side in enumerate(sides, 1)},
        "inter1": inter[0],
        "inter2": inter[1],
        "interaction": "-".join(inter) if all(inter) else "",
        "civilian_targeting": "Civilian targeting" if _is_on_civilians(incident) else "",
        "iso": country_codes().get(country, {}).get("numeric", ""),
        "region": country_codes().get(country, {}).get("region", ""),
        "country": country_names().get(country, ""),
        **_place(incident),
        "source": "; ".join(filter(None, [one_line(report.outlet)])),
        "notes": one_line(row["evidence"]),
        "fatalities": _fatalities(incident),
        "timestamp": int(datetime.fromisoformat(incident.chosen.report["added"]).timestamp()),
        "provenance": f"{incident.provenance}; not ACLED data",
    }


def _date(incident: Incident) -> dict[str, Any]:
    """The day, with 1 for a day that the text gives and 2 for the day of printing, which is near it."""
    day = incident.mention.day
    if day is None:
        return {}
    when = date.fromisoformat(day)
    return {
        "event_date": f"{when:%d %B %Y}",
        "year": when.year,
        "time_precision": 1 if incident.mention.dated else 2,
    }


def _kinds(incident: Incident) -> tuple[str, str, str] | None:
    row = incident.mention.row
    for type_, mode, side, *found in _table()["rows"]:
        if type_ == row["type"] and mode in {None, row["mode"]} and (side is None or _has(incident, side)):
            event_type, sub_event_type, disorder_type = (name or "" for name in found)
            return event_type, sub_event_type, disorder_type
    return None


def _has(incident: Incident, side: str) -> bool:
    sectors = _table()[side]
    return any(sector in sectors for party in _parties(incident, "recipient") for sector in _sectors(party))


def _is_on_civilians(incident: Incident) -> bool:
    return incident.mention.row["type"] == "ASSAULT" and _has(incident, "civilians")


def _parties(incident: Incident, role: str) -> Iterator[Row]:
    return (party for party in incident.mention.parties if party["role"] == role)


def _sectors(party: Row) -> list[str]:
    return [part for code in (party["code"] or "").split() for part in code.split("-")]


def _inter(party: Row) -> str:
    words: Mapping[str, str] = _table()["inter"]
    return next((words[sector] for sector in _sectors(party) if sector in words), "")


def _place(incident: Incident) -> dict[str, Any]:
    row, read = incident.mention.row, incident.event.where
    if row["where"] is None:
        return {}
    kind = read.kind if read is not None and read.name == row["where"] else None
    precision = 1 if kind in _POINTS else 2 if kind in _PARTS else 3
    return {
        "admin1": one_line(row["where"]) if kind == "region" else "",
        "location": one_line(row["where"]),
        "latitude": "" if row["latitude"] is None else row["latitude"],
        "longitude": "" if row["longitude"] is None else row["longitude"],
        "geo_precision": precision,
    }


def _fatalities(incident: Incident) -> int | str:
    """The least that the words allow, where one figure of this mention counts deaths; several are not one toll."""
    wanted = set(incident.event.figures)
    found = [figure for figure in incident.chosen.reading.figures if figure.id in wanted and figure.measure == "deaths"]
    return int(found[0].low) if len(found) == 1 and found[0].low is not None else ""


@cache
def _table() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((files(__package__) / "acled.yaml").read_text(encoding="utf-8"))
    return loaded
