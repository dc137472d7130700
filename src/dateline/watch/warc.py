"""Captured pages as a web archive: WARC 1.1, one file a run, each record a gzip member of its own."""

import base64
import gzip
import hashlib
import os
import uuid
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from dateline import __version__
from dateline.acquire.http import Answer
from dateline.errors import StoreError

_UNPACKED = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection"})
"""Headers that tell of the transfer; the body is kept as it is after it, and a header of its own gives its length."""


class WarcFile:
    """A file in `folder` that pages are added to; made when there is a first one.

    A page is in the file before it is in the ledger, so a run that is killed may leave a page twice
    in the archive and a torn last record, but none in the ledger that the archive lacks.
    """

    def __init__(self, folder: Path, now: datetime) -> None:
        self._folder = folder
        self.path = folder / f"dateline-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}.warc.gz"
        self._stream: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            self._stream.close()

    def add(self, answer: Answer, now: datetime) -> None:
        """Adds a page as it was answered. Raises StoreError when the file cannot be written."""
        try:
            stream = self._open(now)
            stream.write(_member(_headers("response", now, _http(answer), answer), _http(answer)))
            stream.flush()
        except OSError as error:
            raise StoreError(f"the archive {self.path} cannot be written: {error.strerror or error}") from error

    def _open(self, now: datetime) -> BinaryIO:
        if self._stream is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._stream = self.path.open("ab")
            about = f"software: dateline/{__version__}\r\nformat: WARC File Format 1.1\r\n".encode()
            self._stream.write(_member(_headers("warcinfo", now, about, None, self.path.name), about))
        return self._stream


def _member(headers: list[tuple[str, str]], block: bytes) -> bytes:
    head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers)
    return gzip.compress(head.encode() + b"\r\n" + block + b"\r\n\r\n", mtime=0)


def _headers(
    kind: str, now: datetime, block: bytes, answer: Answer | None, filename: str | None = None
) -> list[tuple[str, str]]:
    found = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<urn:uuid:{uuid.uuid4()}>"),
        ("WARC-Date", f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"),
        ("WARC-Block-Digest", _digest(block)),
        ("Content-Length", str(len(block))),
    ]
    if answer is not None:
        found += [
            ("WARC-Target-URI", answer.url),
            ("WARC-Payload-Digest", _digest(answer.content)),
            ("Content-Type", "application/http; msgtype=response"),
        ]
    if filename is not None:
        found += [("WARC-Filename", filename), ("Content-Type", "application/warc-fields")]
    return found


def _http(answer: Answer) -> bytes:
    lines = [f"HTTP/1.1 {answer.status} {answer.reason}".rstrip()]
    lines += [f"{name}: {' '.join(value.split())}" for name, value in answer.headers.items() if name not in _UNPACKED]
    lines.append(f"content-length: {len(answer.content)}")
    return "\r\n".join(lines).encode("utf-8", "replace") + b"\r\n\r\n" + answer.content


def _digest(content: bytes) -> str:
    """A digest in the form that archives compare by: SHA-1, which tells copies and keeps no secret, in base 32."""
    return "sha1:" + base64.b32encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode()
