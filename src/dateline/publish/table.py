"""Rows of a ledger as a table to look at, as JSON Lines, or as CSV."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from rich import box
from rich.console import Console
from rich.table import Table

WIDEST = 160
"""Columns beyond which a table is no easier to read, whatever the terminal's width."""

PLAIN_WIDTH = 120  # a pipe has no width of its own
_LONGEST_CELL = 200


def printed(rows: Sequence[Mapping[str, Any]], form: str, columns: Sequence[str]) -> str:
    """The rows in one of three forms; the columns chosen count for `text` alone."""
    if form == "json":
        return "".join(msgspec.json.encode(row).decode() + "\n" for row in rows)
    if form == "csv":
        return _csv(rows)
    return _table(rows, columns)


def titled(name: str, rows: Sequence[Mapping[str, Any]], form: str, columns: Sequence[str]) -> str:
    """The rows under their name; nothing at all when there are none."""
    return f"\n{name.upper()}\n{printed(rows, form, columns)}" if rows else ""


def _csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """One wide table with a header. Cells that a spreadsheet would run as a formula are quoted."""
    if not rows:
        return ""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: inert(value) for key, value in row.items()} for row in rows)
    return out.getvalue()


def inert(value: Any) -> Any:
    """A cell that no spreadsheet runs: words that begin like a formula get an apostrophe before them."""
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    if not rows:
        return "nothing found\n"
    console = Console(width=None, soft_wrap=False)
    width = min(WIDEST, console.width) if console.is_terminal else PLAIN_WIDTH
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    for column in columns:
        table.add_column(column.replace("_", " "), overflow="fold", no_wrap=column in {"id", "day"})
    for row in rows:
        table.add_row(*(_cell(row.get(column)) for column in columns))
    out = Console(file=io.StringIO(), width=width, color_system=None)
    out.print(table, markup=False)
    return "".join(line.rstrip() + "\n" for line in out.file.getvalue().splitlines())  # type: ignore[attr-defined] # a StringIO


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.10g}"
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"
