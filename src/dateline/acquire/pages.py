"""Addresses → captures: one page, its redirects followed, refused when it is no page of text."""

from datetime import UTC, datetime

from dateline.acquire.http import MOST_REDIRECTS, Answer, Client
from dateline.errors import SourceError
from dateline.records import Capture, CaptureKind

KINDS: dict[str, CaptureKind] = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
"""The media types that are read, and as what."""

HEADERS = {"Accept": "text/html,application/xhtml+xml,text/plain;q=0.9"}
"""What is asked for when a page is wanted."""

OK = 200


def fetch(url: str, *, allow_private: bool = False) -> Capture:
    """The page at an address.

    Raises SourceError, one line, for whatever the other side does: no such host, a private
    address, an error status, a redirect without end, a picture, a page too large or too slow.
    """
    with Client(allow_private=allow_private) as client:
        at = url
        for _ in range(MOST_REDIRECTS + 1):
            answer = client.get(at, headers=HEADERS, kinds=KINDS)
            if not answer.is_redirect:
                return capture_of(answer, url, retrieved=datetime.now(UTC))
            at = answer.target
    raise SourceError(f"{url} redirects more than {MOST_REDIRECTS} times, without end")


def capture_of(answer: Answer, origin: str, *, retrieved: datetime) -> Capture:
    """The page in an answer; `origin` is the address that was asked for first.

    Raises SourceError when the answer is not a page.
    """
    if answer.status != OK:
        raise SourceError(f"{origin} answered {answer.status} {answer.reason}".rstrip())
    if not answer.content.strip():
        raise SourceError(f"{origin} is empty")
    return Capture(
        origin=origin,
        kind=KINDS.get(answer.kind, "html"),
        content=answer.content,
        charset=answer.charset,
        url=answer.url,
        retrieved=moment(retrieved),
    )


def moment(when: datetime) -> str:
    """A moment as records and ledgers write it: UTC, to the second."""
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
