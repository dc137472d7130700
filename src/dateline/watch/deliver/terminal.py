"""Signals on standard output, as they come."""

import click

from dateline.watch.deliver.message import Message
from dateline.watch.rules import Channel


def show(message: Message, _channel: Channel, _now: str) -> None:
    """Prints a message; characters that would move the cursor are shown as such."""
    whole = f"{message.raised}  {message.title}\n{_indented(message.text())}"
    click.echo("".join(c if c.isprintable() or c == "\n" else "�" for c in whole))


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" if line else "\n" for line in text.splitlines())
