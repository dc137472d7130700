"""Ids once given never change, in whatever order reports arrive; replaying gives the same bytes on either engine."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.made_up import reading

from dateline.ledger import Decision, Ledger
from dateline.ledger.correcting import groups
from dateline.ledger.schema import assignments, forwards, relations
from dateline.records import Reading

NOW = "2026-02-04T08:00:00Z"
QUIN, ROCK = "Avalon attacked Borduria at Port Quin", "Borduria attacked Avalon at Castle Rock"
SIEGE = "Colonel Brun saw the harbour wall of Port Quin break under the shells of the Avalon fleet at dawn"
WHEAT = "Trader Wim saw bread cost double in the markets of Klow after the harvest failed in the northern valleys"
POOL: tuple[Reading, ...] = (
    reading("Shells fall on Port Quin harbour", QUIN, SIEGE, "The relief agency counted 40 dead in Avalon"),
    reading("Shells fall on Port Quin harbour", QUIN, SIEGE, "The relief agency counted 40 dead in Avalon", url="copy"),
    reading("Shells fall on Port Quin harbour", SIEGE, QUIN, outlet="The Harbour Times", url="https://a.example/quin"),
    reading("Port Quin harbour under fire", QUIN, ROCK, "Port hospital counted 90 dead in Avalon", day="2026-02-05"),
    reading(
        "Port Quin harbour: corrected", ROCK, "Port hospital counted 60 dead in Avalon", url="https://a.example/quin"
    ),
    reading("Wheat prices climb in the markets of Klow", WHEAT),
    reading("Wheat prices climb further in Klow markets", WHEAT, "Minister Orlo promised bread", day="2026-02-06"),
    reading(
        "Castle Rock garrison surrenders", ROCK, "Colonel Brun surrendered the keys of the castle", day="2026-02-07"
    ),
)


@settings(max_examples=15, deadline=None)
@given(order=st.permutations(range(len(POOL))), by_hand=st.lists(st.integers(0, 99), max_size=4))
def test_ids_never_change_and_replay_gives_the_same_bytes(order: Sequence[int], by_hand: Sequence[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with Ledger(f"sqlite:///{Path(folder) / 'one.db'}") as ledger:
            taken = lived(ledger, order, by_hand)
            log = written(ledger)
            assert groups.replay(row[:3] for row in log[0]) == present(ledger)
        with Ledger(f"sqlite:///{Path(folder) / 'two.db'}") as again:
            relive(again, order, taken)
            assert written(again) == log


def test_either_engine_gives_the_same_bytes(url: str, tmp_path: Path) -> None:
    order, by_hand = (3, 0, 5, 1, 4, 7, 2, 6), (7, 31, 12)
    with Ledger(f"sqlite:///{tmp_path / 'one.db'}") as one, Ledger(url) as other:
        taken = lived(one, order, by_hand)
        relive(other, order, taken)
        assert written(other) == written(one)
        assert other.timeline() == one.timeline()
        assert other.stories() == one.stories()
        assert other.relations() == one.relations()


def lived(ledger: Ledger, order: Sequence[int], by_hand: Sequence[int]) -> dict[int, Decision]:
    """Adds the reports in an order, deciding in between; checks after every step that no id given has changed.

    Returns the decisions, by the number of reports that were there before.
    """
    taken: dict[int, Decision] = {}
    given: dict[tuple[str, str], str] = {}
    for count, number in enumerate(order, start=1):
        ledger.add(POOL[number], now=NOW)
        given = checked(ledger, given)
        decision = chosen(ledger, by_hand[count % len(by_hand)]) if by_hand and count % 2 == 0 else None
        if decision is not None:
            ledger.decide(decision)
            taken[count] = decision
            moved = {item for item in decision.others if decision.action == "split"}
            given = checked(ledger, {key: group for key, group in given.items() if key[1] not in moved})
    return taken


def relive(ledger: Ledger, order: Sequence[int], taken: dict[int, Decision]) -> None:
    for count, number in enumerate(order, start=1):
        ledger.add(POOL[number], now=NOW)
        if count in taken:
            ledger.decide(taken[count])


def checked(ledger: Ledger, given: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    now = present(ledger)
    for key, group in given.items():
        if key[0] == "saga" and ledger.current(key[1]) != key[1]:
            continue  # a story that was merged away is in the saga of the one that stays
        assert ledger.current(group) == now[key], key
    return now


def chosen(ledger: Ledger, number: int) -> Decision | None:
    """Some merge or split that can be made."""
    groups_now: dict[str, list[str]] = {}
    for (_, item), group in sorted(present(ledger).items()):
        groups_now.setdefault(group, []).append(item)
    kinds = sorted({group[0] for group in groups_now})
    letter = kinds[number % len(kinds)]
    of_kind = sorted(group for group in groups_now if group[0] == letter)
    one = of_kind[number % len(of_kind)]
    if number % 3 == 0 and len(groups_now[one]) > 1:
        return Decision(action="split", item=one, others=groups_now[one][-1:], made=NOW, by="anna")
    if len(of_kind) > 1:
        other = of_kind[(number + 1) % len(of_kind)]
        return Decision(action="merge", item=one, others=(other,), made=NOW, by="anna")
    return None


def present(ledger: Ledger) -> dict[tuple[str, str], str]:
    """The group of every item today, by the kind of group and the item."""

    def ask(connection: sa.Connection) -> dict[tuple[str, str], str]:
        found = {}
        for kind in groups.KINDS.values():
            for group in connection.scalars(sa.select(kind.column).where(kind.column.is_not(None)).distinct()).all():
                found.update({(kind.name, member): group for member in groups.members(connection, group)})
        return found

    return ledger.ask(ask)


def written(ledger: Ledger) -> tuple[list[tuple[object, ...]], ...]:
    """The logs of a ledger as they stand: assignments, forwards, relations."""

    def ask(connection: sa.Connection) -> tuple[list[tuple[object, ...]], ...]:
        columns = (
            assignments.c.kind,
            assignments.c.item,
            assignments.c.target,
            assignments.c.score,
            assignments.c.reason,
        )
        queries = (
            sa.select(*columns).order_by(assignments.c.seq),
            sa.select(forwards).order_by(forwards.c.id),
            sa.select(relations).order_by(relations.c.kind, relations.c.later, relations.c.earlier),
        )
        return tuple([tuple(row) for row in connection.execute(query)] for query in queries)

    return ledger.ask(ask)
