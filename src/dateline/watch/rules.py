"""Rules and channels: what a watch file says should be told, and where to.

[[rules]]
name = "Iran and the United States"
trigger = "tempo"
where = { dyad = ["IRN", "USA"] }

[[channels]]
name = "desk"
webhook = "https://desk.example/hook"
secret = "DESK_SECRET"        # the environment's variable that holds it
"""

from pathlib import Path
from typing import Literal, get_args

import msgspec

from dateline.acquire.files import read_file
from dateline.errors import InputError
from dateline.ledger import Filter
from dateline.watch.indicators import Checklist, read_checklist
from dateline.watch.toml import decode

Trigger = Literal["tempo", "first-event", "new-origin", "denial", "figure-revised", "agenda", "indicators"]
PlanNews = Literal["moved", "called-off", "due", "passed"]
PLAN_NEWS: tuple[PlanNews, ...] = get_args(PlanNews)

COOLDOWN_DAYS: dict[str, int] = {"tempo": 7, "indicators": 7}
"""Days of quiet after which a rule's next finding on one subject is news again: the window that tempo is judged by. The
other triggers find single happenings; one day keeps an hour's corrections together."""
_COOLDOWN_ELSE = 1


FIELDS: dict[str, frozenset[str]] = {
    "tempo": frozenset({"story", "actor", "dyad", "place", "type"}),
    "first-event": frozenset({"story", "actor", "dyad", "place", "type", "words"}),
    "new-origin": frozenset({"story", "actor", "dyad", "place", "type", "words"}),
    "denial": frozenset({"story", "actor", "standing", "words"}),
    "figure-revised": frozenset({"story", "actor", "place", "type", "words"}),
    "agenda": frozenset({"story", "actor", "place", "words"}),
    "indicators": frozenset({"story"}),
}
"""What each trigger's saved search can be narrowed by: what the records that it looks at have."""


class Search(msgspec.Struct, forbid_unknown_fields=True, frozen=True, omit_defaults=True):
    """A saved search: each field narrows. `words` must all stand in the record's sentence."""

    story: str | None = None
    actor: str | None = None
    dyad: tuple[str, str] | None = None
    place: str | None = None
    type: str | None = None
    standing: str | None = None
    words: str | None = None

    def filter(self) -> Filter:
        """The search as a ledger asks it; `words` are for whoever has the sentences."""
        return Filter(
            story=self.story, actor=self.actor, dyad=self.dyad, place=self.place, type=self.type, standing=self.standing
        )

    def has_words(self, sentence: str) -> bool:
        """Whether every one of `words` stands in a sentence."""
        folded = sentence.casefold()
        return all(word in folded for word in (self.words or "").casefold().split())

    def label(self) -> str:
        """The search in words: "IRN–USA, ASSAULT"."""
        parts = [self.story, self.actor, "–".join(self.dyad) if self.dyad else None, self.place, self.type]
        parts += [self.standing, f"“{self.words}”" if self.words else None]
        return ", ".join(part for part in parts if part) or "everything"


class Rule(msgspec.Struct, forbid_unknown_fields=True, frozen=True, omit_defaults=True):
    """One rule. Which of the fields after `where` count depends on the trigger; `docs/how-to` says how.

    `within_days` is how far back a first event looks (None: for ever), `ahead_days` how soon a plan is
    due, `grace_days` how long after its day a plan may go without news. `list` is the indicator list's file.
    """

    name: str
    trigger: Trigger
    where: Search = Search()
    cooldown_days: int | None = None
    channels: tuple[str, ...] = ()
    within_days: int | None = None
    news: tuple[PlanNews, ...] = PLAN_NEWS
    ahead_days: int = 2
    grace_days: int = 2
    list: str | None = None
    checklist: Checklist | None = None

    @property
    def cooldown(self) -> int:
        """Days of quiet that end an episode."""
        return self.cooldown_days if self.cooldown_days is not None else COOLDOWN_DAYS.get(self.trigger, _COOLDOWN_ELSE)


class Channel(msgspec.Struct, forbid_unknown_fields=True, frozen=True, omit_defaults=True):
    """Where signals go: exactly one of `terminal`, `feed` (an Atom file), `webhook` and `apprise`.

    `secret` and `apprise` name variables of the environment. `desk` is the address of a desk that
    `dateline serve` runs, for links; without it links lead to the report's own page.
    """

    name: str
    terminal: bool = False
    feed: str | None = None
    webhook: str | None = None
    secret: str | None = None
    apprise: str | None = None
    desk: str | None = None


class _File(msgspec.Struct):
    """Other tables of a watch file are other commands' business."""

    rules: tuple[Rule, ...] = ()
    channels: tuple[Channel, ...] = ()


def read_rules(path: Path) -> tuple[tuple[Rule, ...], tuple[Channel, ...]]:
    """The rules and channels of a watch file, with the indicator lists that they name.

    Raises InputError, one line that names the key, for what cannot be meant.
    """
    found = decode(read_file(path), _File, str(path))
    channels = tuple(_checked_channel(channel, path) for channel in found.channels)
    names = {channel.name for channel in channels}
    rules = tuple(_checked_rule(rule, names, path) for rule in found.rules)
    for kind, given in (("rule", [rule.name for rule in rules]), ("channel", [channel.name for channel in channels])):
        twice = sorted({name for name in given if given.count(name) > 1})
        if twice:
            raise InputError(f"{path}: two {kind}s are named {twice[0]!r}; give each a name of its own")
    return rules, channels


def _checked_rule(rule: Rule, channels: set[str], path: Path) -> Rule:
    where = f"{path}: rule {rule.name!r}"
    if not rule.name.strip():
        raise InputError(f"{path}: a rule without a name")
    unknown = sorted(set(rule.channels) - channels)
    if unknown:
        raise InputError(f"{where} names a channel that the file does not have: {unknown[0]!r}")
    asked = {name for name in Search.__struct_fields__ if getattr(rule.where, name) is not None}
    if asked - FIELDS[rule.trigger]:
        can = ", ".join(sorted(FIELDS[rule.trigger]))
        raise InputError(
            f"{where}: {rule.trigger} cannot be narrowed by {min(asked - FIELDS[rule.trigger])}; it takes {can}"
        )
    if rule.trigger == "first-event" and rule.where.type is None:
        raise InputError(f"{where}: first-event needs where.type, such as ASSAULT")
    if (rule.trigger == "indicators") != (rule.list is not None):
        raise InputError(f"{where}: `list` belongs to the trigger indicators, and the trigger needs it")
    if min(rule.ahead_days, rule.grace_days, rule.cooldown, rule.within_days or 0) < 0:
        raise InputError(f"{where}: days are counted from 0 up")
    if rule.list is None:
        return rule
    return msgspec.structs.replace(rule, checklist=read_checklist(path.parent / rule.list))


def _checked_channel(channel: Channel, path: Path) -> Channel:
    ways = [channel.terminal or None, channel.feed, channel.webhook, channel.apprise]
    if sum(way is not None for way in ways) != 1:
        raise InputError(
            f"{path}: channel {channel.name!r} must have exactly one of terminal, feed, webhook and apprise"
        )
    if channel.webhook is not None and not channel.webhook.startswith(("https://", "http://")):
        raise InputError(f"{path}: channel {channel.name!r}: webhook is no web address: {channel.webhook!r}")
    if channel.webhook is not None and channel.secret is None:
        raise InputError(f"{path}: channel {channel.name!r}: a webhook needs secret, the variable that holds its key")
    if channel.feed is not None:
        return msgspec.structs.replace(channel, feed=str((path.parent / channel.feed).resolve()))
    return channel
