"""One request to the web, made with suspicion: one hop, one answer, never more than the caps.

Whatever answers may redirect into the user's own network, never end, or inflate to fill the disk.
Every address is resolved by us, refused when it is private, and connected to exactly as resolved,
so that a second look-up cannot lead elsewhere (DNS rebinding). Redirects are answers like others:
who asked decides whether to follow.
"""

import zlib
from collections.abc import Container, Mapping
from dataclasses import dataclass
from time import monotonic
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx

from dateline.acquire.addresses import PinnedTransport
from dateline.errors import SourceError, UnreachableError

MOST_BYTES = 20 * 1024**2
"""The largest body, unpacked. The largest of the 181 news pages of benchmarks/extraction.py has 1.5 MB."""

MOST_REDIRECTS = 10
TIMEOUT_SECONDS = 20.0
"""Seconds to wait for a connection and for each piece of an answer."""

MOST_SECONDS = 90.0
"""Seconds for the whole of an answer, against servers that drip a byte at a time."""

AGENT = "dateline/0.1 (+reads press reports; one page a request)"

_INFLATES = {"gzip": zlib.MAX_WBITS | 16, "x-gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS}
_PERMANENT = (301, 308)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered to one request. `content` is there for a 200 alone; header names are in lower case."""

    url: str
    status: int
    reason: str
    headers: Mapping[str, str]
    charset: str | None = None
    content: bytes = b""

    @property
    def kind(self) -> str:
        """The media type, in lower case, without its parameters; empty when the server names none."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def is_redirect(self) -> bool:
        """Whether the answer names another address to ask."""
        return self.status in (301, 302, 303, 307, 308) and "location" in self.headers

    @property
    def is_permanent(self) -> bool:
        """Whether the redirect is for good."""
        return self.status in _PERMANENT

    @property
    def target(self) -> str:
        """The address that a redirect leads to. Raises SourceError when it is no web address."""
        location = self.headers.get("location", "")
        try:
            target = urljoin(self.url, location)
            parts = urlsplit(target)
            host, _ = parts.hostname, parts.port  # a port that is no number is only found when it is asked for
        except ValueError as error:
            raise SourceError(f"{self.url} redirects to {location[:80]!r}, which is no address") from error
        if parts.scheme not in {"http", "https"} or not host:
            raise SourceError(f"{self.url} redirects to {target[:80]}, which is no web address")
        return target


class Client:
    """Makes requests, from any number of threads. Connections are kept a few seconds for the next request."""

    def __init__(self, *, allow_private: bool = False) -> None:
        transport = PinnedTransport(allow_private=allow_private)
        headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"}
        self._client = httpx.Client(transport=transport, timeout=TIMEOUT_SECONDS, headers=headers, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the connections."""
        self._client.close()

    def get(self, url: str, *, headers: Mapping[str, str] | None = None, kinds: Container[str] | None = None) -> Answer:
        """What the address answers; a 200's body only when its media type is one of `kinds` (None takes any).

        Raises UnreachableError when there is no whole answer this time, SourceError when there will be
        none the next time either: a private address, a body too large or damaged or of another kind.
        """
        try:
            with self._client.stream("GET", url, headers=dict(headers or {})) as response:
                return _answer(url, response, kinds)
        except httpx.InvalidURL as error:
            raise SourceError(f"{url} is not an address: {error}") from error
        except httpx.UnsupportedProtocol as error:
            raise SourceError(f"{url} is not a web address: {error}") from error
        except httpx.TimeoutException as error:
            raise UnreachableError(f"{url} did not answer within {TIMEOUT_SECONDS:.0f} seconds") from error
        except httpx.HTTPError as error:
            raise UnreachableError(f"{url} could not be fetched: {error or type(error).__name__}") from error


def _answer(url: str, response: httpx.Response, kinds: Container[str] | None) -> Answer:
    answer = Answer(
        url=url,
        status=response.status_code,
        reason=response.reason_phrase,
        headers={name.lower(): value for name, value in response.headers.items()},
        charset=response.charset_encoding,
    )
    if answer.status == httpx.codes.NOT_MODIFIED:
        response.read()  # nothing comes, but only an answer that was read leaves its connection open for the next
    if answer.status != httpx.codes.OK:
        return answer
    if kinds is not None and answer.kind and answer.kind not in kinds:
        raise SourceError(f"{url} is {answer.kind}, not a page of text")
    return Answer(
        url=url,
        status=answer.status,
        reason=answer.reason,
        headers=answer.headers,
        charset=answer.charset,
        content=_body(url, response),
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
            raise UnreachableError(f"{url} did not end within {MOST_SECONDS:.0f} seconds")
        try:
            part = inflate.decompress(chunk, MOST_BYTES - size + 1) if inflate else chunk
        except zlib.error as error:
            raise SourceError(f"{url} is damaged: {error}") from error
        size += len(part)
        if size > MOST_BYTES:
            raise SourceError(f"{url} is larger than {MOST_BYTES // 1024**2} MB unpacked; it was not read")
        parts.append(part)
    return b"".join(parts)
