"""Signals on standard output, as they come."""

import click

from dateline.ledger.signals import RETRACTED
from dateline.watch.deliver.message import Message
from dateline.watch.rules import Channel


def show(message: Message, _channel: Channel, now: str) -> None:
    """Prints a message; characters that would move the cursor are shown as such."""
    when = now if message.news == RETRACTED else message.raised
    whole = f"{when}  {message.title}\n{_indented(message.text())}"
    click.echo("".join(c if c.isprintable() or c == "\n" else "�" for c in whole))


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" if line else "\n" for line in text.splitlines())
