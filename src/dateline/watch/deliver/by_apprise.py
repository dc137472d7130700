"""Signals by e-mail and chat, through Apprise: one address of its own for each service."""

import os

from dateline.errors import InputError, UnreachableError
from dateline.extras import extra
from dateline.watch.deliver.message import Message
from dateline.watch.rules import Channel


def notify(message: Message, channel: Channel, _now: str) -> None:
    """Sends a message to the addresses in the channel's variable, separated by spaces.

    Raises InputError without the extra or the variable, UnreachableError when Apprise could not send.
    """
    apprise = extra("apprise", "deliver", f"channel {channel.name!r}")
    addresses = os.environ.get(channel.apprise or "", "").split()
    if not addresses:
        raise InputError(
            f"channel {channel.name!r}: the variable {channel.apprise} is not set; it holds Apprise addresses"
        )
    sender = apprise.Apprise()
    refused = [number for number, address in enumerate(addresses, 1) if not sender.add(address)]
    if refused:  # the address itself holds a password: it is not shown
        raise InputError(
            f"channel {channel.name!r}: address {refused[0]} in {channel.apprise} is none that Apprise knows"
        )
    if not sender.notify(title=message.title, body=message.text(), body_format=apprise.NotifyFormat.TEXT):
        raise UnreachableError(f"channel {channel.name!r}: Apprise could not send; see the service's own log")
