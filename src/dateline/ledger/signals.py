"""Rules, signals and deliveries as rows: what was saved, what was raised, what is still to be told."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from dateline.errors import InputError
from dateline.ledger.queries.form import Rows, fetch
from dateline.ledger.schema import channels, deliveries, reports, rules, signals, texts

RAISED, RETRACTED = "raised", "retracted"
MOST_ATTEMPTS = 8
"""Attempts after which a delivery is given up: at a poll every 15 minutes, two hours of an unreachable channel."""


def save(connection: sa.Connection, definitions: Mapping[str, str], ways: Mapping[str, str], now: str) -> None:
    """Makes the rules and channels those of the file: new ones begin with the next report, others are dropped.

    A rule dropped keeps its signals; put back, it goes on from the present.
    """
    newest = newest_report(connection)
    known = {row.name: row for row in connection.execute(sa.select(rules))}
    for name, definition in definitions.items():
        if name not in known:
            connection.execute(rules.insert().values(name=name, definition=definition, saved=now, seen=newest))
        elif known[name].definition != definition or known[name].dropped is not None:
            back: dict[str, Any] = {"seen": newest} if known[name].dropped is not None else {}
            values = {"definition": definition, "saved": now, "dropped": None} | back
            connection.execute(rules.update().where(rules.c.name == name).values(**values))
    connection.execute(
        rules.update().where(rules.c.name.not_in(list(definitions)), rules.c.dropped.is_(None)).values(dropped=now)
    )
    connection.execute(channels.delete())
    if ways:
        connection.execute(channels.insert(), [{"name": name, "definition": text} for name, text in ways.items()])


def saved_rules(connection: sa.Connection) -> Rows:
    """The rules in force, by name: their definitions, how far each has seen, since when it is muted."""
    return fetch(connection, sa.select(rules).where(rules.c.dropped.is_(None)).order_by(rules.c.name))


def saved_channels(connection: sa.Connection) -> dict[str, str]:
    """The definitions of the channels by name."""
    return {row.name: row.definition for row in connection.execute(sa.select(channels).order_by(channels.c.name))}


def newest_report(connection: sa.Connection) -> int:
    """The number of the report that came last, 0 before any."""
    return int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(reports.c.seq), 0))).scalar_one())


def mark_seen(connection: sa.Connection, rule: str, report: int) -> None:
    """Remembers how far a rule has seen."""
    connection.execute(rules.update().where(rules.c.name == rule).values(seen=report))


def mute(connection: sa.Connection, rule: str, since: str | None) -> None:
    """Mutes a rule from a time on, or with None lets it speak again: its signals are kept all the same.

    Raises InputError when there is no such rule.
    """
    changed = connection.execute(rules.update().where(rules.c.name == rule).values(muted=since)).rowcount
    if not changed:
        raise InputError(f"no rule {rule!r} in the ledger; `dateline signals` lists what rules have raised")


def is_known(connection: sa.Connection, rule: str, key: str) -> bool:
    """Whether a rule has raised this already."""
    return (
        connection.execute(sa.select(sa.literal(1)).where(signals.c.rule == rule, signals.c.key == key)).first()
        is not None
    )


def open_episode(connection: sa.Connection, rule: str, subject: str, since: str) -> int | None:
    """The episode on a subject whose last signal is of the day `since` or later; None when all is quiet."""
    query = (
        sa.select(signals.c.episode)
        .where(
            signals.c.rule == rule, signals.c.subject == subject, signals.c.day >= since, signals.c.retracted.is_(None)
        )
        .order_by(signals.c.day.desc(), signals.c.seq.desc())
        .limit(1)
    )
    return connection.execute(query).scalar()


def insert(connection: sa.Connection, row: Mapping[str, Any], episode: int | None) -> int:
    """Writes a signal into its episode, or as the first of a new one; returns its number."""
    number: int = connection.execute(
        signals.insert().values(**row, episode=episode).returning(signals.c.seq)
    ).scalar_one()
    if episode is None:
        connection.execute(signals.update().where(signals.c.seq == number).values(episode=number))
    return number


def listed(
    connection: sa.Connection, *, rule: str | None = None, since: str | None = None, number: int | None = None
) -> Rows:
    """Signals, the newest first; `records` decoded, `muted` since when their rule is."""
    conditions = [
        *([signals.c.rule == rule] if rule else []),
        *([signals.c.day >= since] if since else []),
        *([signals.c.seq == number] if number is not None else []),
    ]
    query = (
        sa.select(signals, rules.c.muted)
        .join(rules, rules.c.name == signals.c.rule)
        .where(*conditions)
        .order_by(signals.c.seq.desc())
    )
    return [row | {"records": json.loads(row["records"])} for row in fetch(connection, query)]


def standing(connection: sa.Connection, since: str) -> Rows:
    """Signals raised from a time on that are not retracted, the oldest first."""
    return [row for row in reversed(listed(connection)) if row["retracted"] is None and row["raised"] >= since]


def retract(connection: sa.Connection, number: int, now: str, reason: str) -> None:
    """Takes a signal back. What was not yet told is not told any more; who was told will hear of it."""
    connection.execute(signals.update().where(signals.c.seq == number).values(retracted=now, reason=reason))
    told = connection.scalars(
        sa.select(deliveries.c.channel).where(
            deliveries.c.signal == number, deliveries.c.news == RAISED, deliveries.c.state == "sent"
        )
    ).all()
    connection.execute(deliveries.delete().where(deliveries.c.signal == number, deliveries.c.state == "pending"))
    queue(connection, number, told, RETRACTED)


def queue(connection: sa.Connection, number: int, names: Iterable[str], news: str) -> None:
    """Puts one piece of news about a signal on the list of what is to be delivered."""
    rows = [
        {"signal": number, "channel": name, "news": news, "state": "pending", "attempts": 0} for name in sorted(names)
    ]
    if rows:
        connection.execute(deliveries.insert(), rows)


def pending(connection: sa.Connection) -> Rows:
    """What is to be delivered, the oldest signal first."""
    query = (
        sa.select(deliveries)
        .where(deliveries.c.state == "pending")
        .order_by(deliveries.c.signal, deliveries.c.news, deliveries.c.channel)
    )
    return fetch(connection, query)


def note(connection: sa.Connection, delivery: Mapping[str, Any], now: str, problem: str | None) -> None:
    """Writes down how a delivery went; after MOST_ATTEMPTS it has failed for good."""
    attempts = delivery["attempts"] + 1
    state = "sent" if problem is None else "failed" if attempts >= MOST_ATTEMPTS else "pending"
    where = [deliveries.c[name] == delivery[name] for name in ("signal", "channel", "news")]
    values = {"state": state, "attempts": attempts, "tried": now, "problem": problem}
    connection.execute(deliveries.update().where(*where).values(**values))


def versions_after(connection: sa.Connection, report: str) -> Sequence[tuple[str, str]]:
    """The later versions of a report at its address, with their texts, the oldest first."""
    own = sa.select(reports.c.seq, reports.c.url).where(reports.c.id == report).subquery()
    query = (
        sa.select(reports.c.id, texts.c.text)
        .join(texts, texts.c.report == reports.c.seq)
        .join(own, sa.and_(reports.c.url == own.c.url, reports.c.seq > own.c.seq))
        .where(reports.c.version_of.is_not(None))
        .order_by(reports.c.seq)
    )
    return [(row[0], row[1]) for row in connection.execute(query)]
