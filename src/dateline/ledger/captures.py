"""The captured page behind a report: its bytes, kept compressed under their hash."""

import zlib

import sqlalchemy as sa

from dateline.ledger.schema import captures
from dateline.records import Capture

LEVEL = 4
"""How hard pages and readings are compressed: half the time of zlib's own 6 for a twentieth more room, by trial on both."""


def keep_capture(connection: sa.Connection, capture: Capture) -> str:
    """Keeps a capture once; returns the SHA-256 of its bytes, in hex."""
    digest = capture.sha256
    known = connection.execute(_KNOWN, {"hash": digest}).first()
    if known is None:
        row = {
            "hash": digest,
            "url": capture.url,
            "origin": capture.origin,
            "kind": capture.kind,
            "retrieved": capture.retrieved,
            "content": zlib.compress(capture.data, LEVEL),
        }
        connection.execute(_INSERT, row)
    return digest


_KNOWN = sa.select(captures.c.hash).where(captures.c.hash == sa.bindparam("hash"))
_INSERT = captures.insert()
