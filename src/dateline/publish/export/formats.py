"""The formats of an export: their names, what each is for, and the module that writes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import BinaryIO, Protocol

import sqlalchemy as sa

from dateline.ledger import Filter


class Write(Protocol):
    """Writes the records that a filter lets through; returns how many."""

    def __call__(self, connection: sa.Connection, where: Filter, out: BinaryIO) -> int:
        """Writes to an open file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format. `ending` and `media_type` name its file; `gives` says in one line what is in it."""

    name: str
    module: str
    ending: str
    media_type: str
    gives: str

    def writer(self) -> Write:
        """The function that writes it, imported when it is wanted: some formats need much."""
        write: Write = import_module(f"dateline.publish.export.{self.module}").write
        return write


FORMATS: Mapping[str, Format] = {
    form.name: form
    for form in (
        Format(
            name="jsonl",
            module="jsonlines",
            ending="jsonl",
            media_type="application/x-ndjson",
            gives="whole readings, one a line, as `dateline read --format json` prints them",
        ),
        Format(
            name="csv",
            module="wide",
            ending="csv",
            media_type="text/csv; charset=utf-8",
            gives="one wide table of all kinds of records, one row a record",
        ),
        Format(
            name="parquet",
            module="parquet",
            ending="parquet.zip",
            media_type="application/zip",
            gives="typed tables, one file a kind of record: a folder, or a .zip file of it",
        ),
        Format(
            name="gdelt",
            module="gdelt",
            ending="gdelt.tsv",
            media_type="text/tab-separated-values; charset=utf-8",
            gives="incidents in the columns of GDELT 2.0 events, machine-coded by dateline",
        ),
        Format(
            name="acled",
            module="acled",
            ending="acled-shaped.csv",
            media_type="text/csv; charset=utf-8",
            gives="incidents in the columns of ACLED files, machine-coded by dateline; not ACLED data",
        ),
        Format(
            name="annotations",
            module="annotations",
            ending="annotations.jsonld",
            media_type='application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
            gives="W3C Web Annotations: each record on its words",
        ),
        Format(
            name="claims",
            module="claims",
            ending="claims.jsonld",
            media_type="application/ld+json",
            gives="schema.org Claims: who asserts what, and where it appeared",
        ),
        Format(
            name="rss",
            module="rss",
            ending="rss",
            media_type="application/rss+xml",
            gives="what is new, as an RSS 2.0 feed",
        ),
        Format(
            name="atom",
            module="atom",
            ending="atom",
            media_type="application/atom+xml",
            gives="what is new, as an Atom feed",
        ),
        Format(
            name="jsonfeed",
            module="jsonfeed",
            ending="feed.json",
            media_type="application/feed+json",
            gives="what is new, as a JSON Feed 1.1",
        ),
        Format(
            name="followthemoney",
            module="ftm",
            ending="ftm.jsonl",
            media_type="application/x-ndjson",
            gives="FollowTheMoney entities, one a line: articles, events, people and bodies",
        ),
        Format(
            name="dossier",
            module="dossier",
            ending="html",
            media_type="text/html; charset=utf-8",
            gives="one page to print and to hand over: a story with every row's words",
        ),
    )
}
"""Every format by its name; a new one is an entry here and a module with `write`."""
