"""The captured page behind a report: its bytes, kept compressed under their hash."""

import zlib

import sqlalchemy as sa

from dateline.ledger.schema import captures
from dateline.records import Capture


def keep_capture(connection: sa.Connection, capture: Capture) -> str:
    """Keeps a capture once; returns the SHA-256 of its bytes, in hex."""
    digest = capture.sha256
    known = connection.execute(sa.select(captures.c.hash).where(captures.c.hash == digest)).first()
    if known is None:
        connection.execute(
            captures.insert().values(
                hash=digest,
                url=capture.url,
                origin=capture.origin,
                kind=capture.kind,
                retrieved=capture.retrieved,
                content=zlib.compress(capture.data),
            )
        )
    return digest
