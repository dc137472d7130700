"""A ledger that an earlier dateline wrote opens, with all that it holds; one of a later dateline says so."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from dateline.errors import StoreError
from dateline.ledger import Ledger

EARLIER = Path(__file__).parent / "layout_1"
"""A ledger of layout 1 as the release of that layout wrote it: three reports, one of them a copy."""


@pytest.fixture
def earlier(url: str) -> str:
    """The address of a ledger of layout 1."""
    engine = engine_of(url)
    rows = [json.loads(line) for line in (EARLIER / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
    with engine.begin() as connection:
        ddl = (EARLIER / f"{engine.dialect.name}.sql").read_text(encoding="utf-8")
        for statement in ddl.split(";\n")[:-1]:
            connection.exec_driver_sql(statement)
        metadata = sa.MetaData()
        metadata.reflect(connection, only=lambda name, _: not name.startswith("report_words"))
        for one in rows:
            connection.execute(metadata.tables[one["table"]].insert(), {k: plain(v) for k, v in one["row"].items()})
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("INSERT INTO report_words(report_words) VALUES ('rebuild')")
        else:
            for table in ("reports", "assignments", "decisions"):
                connection.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'seq'), max(seq)) FROM {table}"
                )
    engine.dispose()
    return url


def plain(value: Any) -> Any:
    return base64.b64decode(value["base64"]) if isinstance(value, dict) else value


def engine_of(url: str) -> sa.Engine:
    address = sa.make_url(url)
    if address.get_backend_name() == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    return sa.create_engine(address)


def layout(url: str) -> dict[str, Any]:
    """Every table of a ledger, its columns with their types and its key; and all indexes."""
    engine = engine_of(url)
    inspector = sa.inspect(engine)
    found: dict[str, Any] = {
        name: (
            sorted((c["name"], str(c["type"]), c["nullable"]) for c in inspector.get_columns(name)),
            inspector.get_pk_constraint(name)["constrained_columns"],
        )
        for name in inspector.get_table_names()
        if not name.startswith("report_words")
    }
    indexes = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
        "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    }
    with engine.connect() as connection:
        made = connection.exec_driver_sql(indexes[engine.dialect.name])
        found["indexes"] = sorted((name, " ".join(sql.split())) for name, sql in made)
    engine.dispose()
    return found


def test_earlier_ledger_opens_with_all_that_it_holds(earlier: str) -> None:
    rows = [json.loads(line) for line in (EARLIER / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
    before = {table: sum(one["table"] == table for one in rows) for table in ("statements", "events", "figures")}
    with Ledger(earlier) as ledger:
        assert ledger.count() == 3
        assert {name: len(getattr(ledger, name)()) for name in ("statements", "figures")} == {
            name: before[name] for name in ("statements", "figures")
        }
        assert len(ledger.timeline()) == before["events"]
        assert len(ledger.search("ferry pilgrims")) == 2
        (story,) = ledger.stories()
        assert (story["id"], story["reports"], story["voices"]) == ("S1", 3, 2)
        for report in ledger.reports():
            reading = ledger.reading(report["id"])
            assert ledger.add(reading, now="2026-03-04T08:00:00Z").outcome == "known"
            for statement in reading.statements:
                assert ledger.evidence(f"{report['id']}/{statement.id}")["words"] == statement.evidence.text


def test_upgraded_ledger_is_laid_out_as_a_new_one(earlier: str, tmp_path: Path) -> None:
    Ledger(earlier).close()
    upgraded = layout(earlier)
    engine = engine_of(earlier)
    if engine.dialect.name == "sqlite":
        new = f"sqlite:///{tmp_path / 'new.db'}"
    else:
        new = engine.url.set(drivername="postgresql", database=f"{engine.url.database}_new").render_as_string(
            hide_password=False
        )
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {engine.url.database}_new")
    engine.dispose()
    Ledger(new).close()
    assert upgraded == layout(new)


def test_upgrade_that_fails_leaves_the_earlier_ledger(earlier: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.ledger.migrations import layout_2

    before = layout(earlier)
    whole = layout_2.upgrade

    def fail(connection: sa.Connection) -> None:
        whole(connection)
        connection.exec_driver_sql("SELECT nonsense FROM nowhere")

    monkeypatch.setattr(layout_2, "upgrade", fail)
    with pytest.raises(StoreError):
        Ledger(earlier)
    assert layout(earlier) == before


def test_later_ledger_is_refused_in_one_line(url: str) -> None:
    Ledger(url).close()
    engine = engine_of(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE ledger SET value = '99' WHERE key = 'layout'")
    engine.dispose()
    with pytest.raises(StoreError, match="newer dateline") as caught:
        Ledger(url)
    assert "\n" not in str(caught.value)


def test_ledger_is_not_made_among_the_tables_of_something_else(url: str) -> None:
    engine = engine_of(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE reports (title TEXT)")
    engine.dispose()
    with pytest.raises(StoreError, match="something else"):
        Ledger(url)
