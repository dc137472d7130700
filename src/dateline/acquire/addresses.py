"""Whom we connect to: only public addresses, and exactly the one that was checked."""

import ipaddress
import socket
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

from dateline.errors import SourceError, UnreachableError

MOST_ADDRESSES = 3
"""Addresses of one host that are tried: one of each family and a spare; more would only wait longer."""


class PinnedTransport(httpx.HTTPTransport):
    """httpx's transport over a network backend that checks each address before it connects."""

    def __init__(self, *, allow_private: bool) -> None:
        super().__init__(trust_env=False)
        self._pool._network_backend = _CheckedBackend(allow_private=allow_private)  # noqa: SLF001 - httpx has no public way to set httpcore's documented backend


class _CheckedBackend(httpcore.NetworkBackend):
    """Resolves a host, refuses private addresses, and connects to what it resolved."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of the host that answers; name and certificate stay the host's."""
        addresses = resolve(host, port, allow_private=self._allow_private)
        for address in addresses[:-1]:
            try:
                return self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue  # a host with several addresses is there as long as one of them answers
        return self._inner.connect_tcp(addresses[-1], port, timeout, local_address, socket_options)

    def connect_unix_socket(self, path: str, *_: Any, **__: Any) -> httpcore.NetworkStream:
        """Refused: a page is never behind a local socket."""
        raise SourceError(f"{path} is a local socket, not a web address")


def resolve(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The addresses to connect to for a host, at most a few, in the order of the resolver.

    Raises UnreachableError when there is none, SourceError when any of them is private, loopback or link-local
    and `allow_private` is not set: one private address among public ones is an attack.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreachableError(f"there is no host {host!r}: check the address or the connection") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not allow_private:
        for address in addresses:
            if not is_public(address):
                raise SourceError(f"{host} is at the private address {address}; give --allow-private to fetch from it")
    return addresses[:MOST_ADDRESSES]


def is_public(address: str) -> bool:
    """Whether an IP address is one that anybody on the internet could reach."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(parsed, "ipv4_mapped", None) or getattr(parsed, "sixtofour", None)
    if mapped is not None:
        return is_public(str(mapped))
    return parsed.is_global and not parsed.is_multicast
