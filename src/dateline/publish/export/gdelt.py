"""Incidents in the shape of a GDELT 2.0 event table, so that scripts made for one open it.

Columns after the GDELT Event Codebook 2.0. What dateline does not know stays blank: the tone of the
coverage (AvgTone), religions and ethnic groups, where the actors are. CountryCode of a place is FIPS
10-4, as there; of an actor ISO 3166-1 alpha-3, which CAMEO's own codes mostly are.
"""

import csv
import io
from datetime import date
from typing import Any, BinaryIO

import sqlalchemy as sa

from dateline.ledger import Filter
from dateline.publish.export.incidents import Incident, country_codes, country_names, incidents, one_line
from dateline.publish.table import inert

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
    "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{part}" for part in _ACTOR),
    *(f"Actor2{part}" for part in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{which}Geo_{part}" for which in ("Actor1", "Actor2", "Action") for part in _GEO),
    "DATEADDED", "SOURCEURL",
    "Provenance",
)  # fmt: skip
"""GDELT's 61 columns, and one of ours at the end."""

_PLACE_TYPES = {"country": 1, "region": 5, "district": 5, "city": 4}
"""Our kinds of places as GDELT's types: 1 country, 4 city, 5 state or province. Others have none there."""

_BODIES = frozenset({"IGO", "NGO", "MNC", "UAF"})
"""Codes that name a kind of body and no country."""


def write(connection: sa.Connection, where: Filter, out: BinaryIO) -> int:
    """A tab-separated table in UTF-8 with a header line, one row an incident."""
    text = io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace", newline="", write_through=True)
    writer = csv.DictWriter(text, COLUMNS, restval="", delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writeheader()
    count = 0
    for incident in incidents(connection, where):
        writer.writerow({key: inert(value) for key, value in _row(incident).items()})
        count += 1
    text.detach()
    return count


def _row(incident: Incident) -> dict[str, Any]:
    row, report = incident.mention.row, incident.chosen.reading.report
    cameo = row["cameo"] or ""
    return {
        "GLOBALEVENTID": incident.number,
        **_day(incident.mention.day),
        **_actor("Actor1", incident, "actor"),
        **_actor("Actor2", incident, "recipient"),
        "IsRootEvent": int(row["place_in_order"] == 0),
        "EventCode": cameo,
        "EventBaseCode": cameo[:3],
        "EventRootCode": cameo[:2],
        "QuadClass": row["quad"],
        "GoldsteinScale": "" if row["goldstein"] is None else row["goldstein"],
        "NumMentions": incident.weight.mentions,
        "NumSources": incident.weight.families,
        "NumArticles": incident.weight.reports,
        **_place(incident),
        "DATEADDED": "".join(c for c in incident.chosen.report["added"] if c.isdigit())[:14],
        "SOURCEURL": one_line(report.url),
        "Provenance": incident.provenance,
    }


def _day(day: str | None) -> dict[str, str]:
    """The date in GDELT's four ways; FractionDate is the year and the day of 365, as its codebook has it."""
    if day is None:
        return {}
    when = date.fromisoformat(day)
    fraction = when.year + (when.month * 30 + when.day) / 365
    return {
        "SQLDATE": f"{when:%Y%m%d}",
        "MonthYear": f"{when:%Y%m}",
        "Year": f"{when:%Y}",
        "FractionDate": f"{fraction:.4f}",
    }


def _actor(prefix: str, incident: Incident, role: str) -> dict[str, str]:
    """A party. Two actors of one meeting, who have no recipient, are actor 1 and actor 2."""
    party = incident.party(role)
    if party is None and role == "recipient":
        party = incident.party("actor", 1)
    if party is None:
        return {}
    code = (party["code"] or "").split(" ")[0]
    first, *sectors = code.split("-")
    kinds = [first, *sectors] if first in _BODIES else sectors
    return {
        f"{prefix}Code": code.replace("-", ""),
        f"{prefix}Name": one_line(party["name"]).upper(),
        f"{prefix}CountryCode": "" if first in _BODIES else first,
    } | {f"{prefix}Type{i}Code": kind for i, kind in enumerate(kinds[:3], 1)}


def _place(incident: Incident) -> dict[str, Any]:
    row, read = incident.mention.row, incident.event.where
    if row["where"] is None:
        return {}
    kind = read.kind if read is not None and read.name == row["where"] else None
    name = country_names().get(row["country"] or "", "")
    full = row["where"] if row["where"] == name or not name else f"{row['where']}, {name}"
    found = {
        "Type": _PLACE_TYPES.get(kind or "", ""),
        "FullName": one_line(full),
        "CountryCode": country_codes().get(row["country"] or "", {}).get("fips", ""),
        "Lat": "" if row["latitude"] is None else row["latitude"],
        "Long": "" if row["longitude"] is None else row["longitude"],
    }
    return {f"ActionGeo_{part}": value for part, value in found.items()}
