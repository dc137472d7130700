"""Who may ask, and what a page may do: the rules that hold for every request and every answer.

By default the desk listens on this machine alone. The Host header is checked, because a page of
another site can point its own name at 127.0.0.1 and then read what answers. A change is taken from
the desk's own pages only. Bound to another address, the desk wants a token.
"""

import hmac
import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.publish.web.problems import problem

COOKIE = "dateline_token"
LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
MOST_BYTES = 64 * 1024
"""The longest body that is read: marks and corrections are some hundred bytes."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The address that the desk is bound to, and the token it wants when that is not this machine alone."""

    host: str = "127.0.0.1"
    token: str | None = None

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the desk."""
        return self.host in LOCAL

    def allows(self, host: str) -> bool:
        """Whether a request may name this host (without its port)."""
        if host in LOCAL or host == self.host:
            return True
        return not self.is_local and (_is_address(host) or host in {socket.gethostname(), socket.getfqdn()})


class Safety:
    """Middleware that refuses what must not be answered, and marks every answer with the policy."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self._app)(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = _name(headers.get("host", ""))
        if not self._access.allows(host):
            return problem(421, "Misdirected request", f"this desk does not answer to the name {host!r}")
        if scope["method"] not in _SAFE and not _is_own(headers):
            return problem(403, "Forbidden", "a change is taken only from the desk's own pages")
        length = headers.get("content-length", "0")
        if "transfer-encoding" in headers or not length.isdecimal() or int(length) > MOST_BYTES:
            return problem(413, "Content too large", f"a request may hold {MOST_BYTES} bytes, its length said")
        return self._without_token(scope, headers) if self._access.token else None

    def _without_token(self, scope: Scope, headers: Headers) -> Response | None:
        """None when the request holds the token; a redirect that stores it when the address does."""
        token = self._access.token or ""
        given = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        if _same(given.pop("token", ""), token) and scope["method"] in _SAFE:
            answer = RedirectResponse(scope["path"] + (f"?{urlencode(given)}" if given else ""), status_code=303)
            answer.set_cookie(COOKIE, token, httponly=True, samesite="strict")
            return answer
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        kept = cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
        if _same(bearer, token) or _same(kept, token):
            return None
        return problem(401, "Unauthorized", "open the address that `dateline serve` printed: it holds the token")


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _is_own(headers: Headers) -> bool:
    """Whether a change comes from our own page or from a program, not from a page of another site."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def _name(host: str) -> str:
    """A Host header without its port: "[::1]:8000" → "::1"."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
