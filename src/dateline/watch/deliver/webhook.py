"""Signals to a webhook: JSON, signed so that the receiver knows who sent it, when, and that nothing was changed.

The header `Dateline-Signature: t=SECONDS,v1=HEX` holds the HMAC-SHA-256 of `SECONDS.BODY` under the
shared key. A receiver checks it over the bytes as they came, and refuses what is minutes old.
"""

import hashlib
import hmac
import os
import time
from datetime import datetime

import httpx
import msgspec

from dateline.errors import InputError, UnreachableError
from dateline.watch.deliver.message import Message
from dateline.watch.rules import Channel

SECONDS = 15.0
"""How long a receiver may take to answer: a choice; it should take the message and work later."""


def post(message: Message, channel: Channel, now: str) -> None:
    """Sends a message. Raises UnreachableError unless the receiver answers with a 2xx, InputError without a key."""
    key = os.environ.get(channel.secret or "")
    if not key:
        raise InputError(
            f"channel {channel.name!r}: the variable {channel.secret} is not set; it holds the webhook's key"
        )
    body = msgspec.json.encode(
        {"schema": "dateline.signal/1", **{name: getattr(message, name) for name in message.__slots__}}
    )
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "dateline",
        "Dateline-Delivery": f"{message.id}.{message.news}",
        "Dateline-Signature": signature(key, body, _seconds(now)),
    }
    try:
        answer = httpx.post(
            str(channel.webhook), content=body, headers=headers, timeout=SECONDS, follow_redirects=False
        )
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise UnreachableError(f"webhook {channel.name!r} did not answer: {error or type(error).__name__}") from error
    if not answer.is_success:
        raise UnreachableError(f"webhook {channel.name!r} answered {answer.status_code}; it must answer 2xx")


def signature(key: str, body: bytes, seconds: int) -> str:
    """The value of the header `Dateline-Signature`."""
    signed = hmac.new(key.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={signed}"


def is_genuine(key: str, body: bytes, header: str, *, now: float | None = None, tolerance: float = 300.0) -> bool:
    """Whether a header was made with the key over this body, no more than `tolerance` seconds ago.

    For receivers written in Python; the comparison takes the same time whatever is wrong.
    """
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    if not parts.get("t", "").isdecimal():
        return False
    seconds = int(parts["t"])
    fresh = abs((time.time() if now is None else now) - seconds) <= tolerance
    return hmac.compare_digest(signature(key, body, seconds), header) and fresh


def _seconds(now: str) -> int:
    moment = datetime.fromisoformat(now)
    return int(moment.timestamp() if moment.tzinfo else time.time())
