"""Delivering signals: to the terminal, a feed, a webhook, or by Apprise to e-mail and chat."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import msgspec

from dateline.errors import DatelineError
from dateline.ledger import Ledger
from dateline.ledger import signals as kept
from dateline.watch.deliver.by_apprise import notify
from dateline.watch.deliver.feed import write_feed
from dateline.watch.deliver.message import Message, compose
from dateline.watch.deliver.terminal import show
from dateline.watch.deliver.webhook import post
from dateline.watch.rules import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A delivery that went wrong, and why; it is tried again with the next cycle until its attempts are spent."""

    channel: str
    signal: int
    reason: str


def deliver_pending(ledger: Ledger, now: str) -> Iterator[Problem]:
    """Delivers what is to be told, each piece noted as soon as it is sent. Yields what went wrong."""
    ways = {
        name: msgspec.json.decode(definition, type=Channel)
        for name, definition in ledger.ask(kept.saved_channels).items()
    }
    for delivery in ledger.ask(kept.pending):
        channel = ways.get(delivery["channel"])
        problem: str | None = None
        try:
            if channel is None:
                problem = "the watch file has no such channel any more"
            elif channel.feed is not None:
                write_feed(ledger, channel, now)
            else:
                signal = ledger.ask(partial(kept.listed, number=delivery["signal"]))
                _way(channel)(compose(signal[0], delivery["news"], channel.desk), channel, now)
        except DatelineError as error:
            problem = str(error)
        ledger.change(partial(kept.note, delivery=delivery, now=now, problem=problem))
        if problem is not None:
            yield Problem(channel=delivery["channel"], signal=delivery["signal"], reason=problem)


def _way(channel: Channel) -> Callable[[Message, Channel, str], None]:
    if channel.webhook is not None:
        return post
    return notify if channel.apprise is not None else show


__all__ = ["Message", "Problem", "compose", "deliver_pending"]
