"""Addresses → captures: one page, fetched politely and with suspicion.

A page is hostile input: it may redirect into the user's own network, never end, or inflate to
fill the disk. Every address is resolved by us, refused when it is private, and connected to
exactly as resolved, so that a second look-up cannot lead elsewhere (DNS rebinding).
"""

import zlib
from datetime import UTC, datetime
from time import monotonic
from urllib.parse import urljoin, urlsplit

import httpx

from dateline.acquire.addresses import PinnedTransport
from dateline.errors import SourceError
from dateline.records import Capture

MOST_BYTES = 20 * 1024**2
"""The largest page, unpacked. The largest of the 181 news pages of benchmarks/extraction.py has 1.5 MB."""

MOST_REDIRECTS = 10
TIMEOUT_SECONDS = 20.0
"""Seconds to wait for a connection and for each piece of an answer."""

MOST_SECONDS = 90.0
"""Seconds for the whole of a page, against servers that drip a byte at a time."""

AGENT = "dateline/0.1 (+reads press reports; one page a request)"

_KINDS = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
_INFLATES = {"gzip": zlib.MAX_WBITS | 16, "x-gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS}


def fetch(url: str, *, allow_private: bool = False) -> Capture:
    """The page at an address.

    Raises SourceError, one line, for whatever the other side does: no such host, a private
    address, an error status, a redirect without end, a picture, a page too large or too slow.
    """
    transport = PinnedTransport(allow_private=allow_private)
    headers = {
        "User-Agent": AGENT,
        "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9",
        "Accept-Encoding": "gzip, deflate",
    }
    with httpx.Client(transport=transport, timeout=TIMEOUT_SECONDS, headers=headers, trust_env=False) as client:
        at = url
        for _ in range(MOST_REDIRECTS + 1):
            try:
                with client.stream("GET", at) as response:
                    if response.is_redirect:
                        at = _next(url, at, response)
                        continue
                    return _capture(url, at, response)
            except httpx.InvalidURL as error:
                raise SourceError(f"{at} is not an address: {error}") from error
            except httpx.TimeoutException as error:
                raise SourceError(f"{url} did not answer within {TIMEOUT_SECONDS:.0f} seconds") from error
            except httpx.HTTPError as error:
                raise SourceError(f"{url} could not be fetched: {error or type(error).__name__}") from error
    raise SourceError(f"{url} redirects more than {MOST_REDIRECTS} times, without end")


def _next(url: str, at: str, response: httpx.Response) -> str:
    location = str(response.headers.get("Location", ""))
    try:
        target = urljoin(at, location)
    except ValueError as error:
        raise SourceError(f"{url} redirects to {location[:80]!r}, which is no address") from error
    if urlsplit(target).scheme not in {"http", "https"}:
        raise SourceError(f"{url} redirects to {target[:80]}, which is no web address")
    return target


def _capture(url: str, at: str, response: httpx.Response) -> Capture:
    if response.status_code != httpx.codes.OK:
        raise SourceError(f"{url} answered {response.status_code} {response.reason_phrase}")
    kind = (response.headers.get("Content-Type") or "text/html").split(";")[0].strip().lower()
    if kind not in _KINDS:
        raise SourceError(f"{url} is {kind}, not a page of text")
    return Capture(
        origin=url,
        kind="html" if _KINDS[kind] == "html" else "text",
        content=_body(url, response),
        charset=response.charset_encoding,
        url=at,
        retrieved=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
    )


def _body(url: str, response: httpx.Response) -> bytes:
    """The body, unpacked chunk by chunk by us: the cap is on what comes out, not on what comes in."""
    packing = response.headers.get("Content-Encoding", "").strip().lower()
    inflate = zlib.decompressobj(wbits=_INFLATES[packing]) if packing in _INFLATES else None
    if packing and inflate is None and packing != "identity":
        raise SourceError(f"{url} is packed as {packing}, which was not asked for")
    parts: list[bytes] = []
    size = 0
    end = monotonic() + MOST_SECONDS
    for chunk in response.iter_raw():
        if monotonic() > end:
            raise SourceError(f"{url} did not end within {MOST_SECONDS:.0f} seconds")
        try:
            part = inflate.decompress(chunk, MOST_BYTES - size + 1) if inflate else chunk
        except zlib.error as error:
            raise SourceError(f"{url} is damaged: {error}") from error
        size += len(part)
        if size > MOST_BYTES:
            raise SourceError(f"{url} is larger than {MOST_BYTES // 1024**2} MB unpacked; it was not read")
        parts.append(part)
    body = b"".join(parts)
    if not body.strip():
        raise SourceError(f"{url} is empty")
    return body
