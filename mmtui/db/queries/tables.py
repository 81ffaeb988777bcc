"""Whole tables, row by row: what an export writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mmtui.db.connect import Store
from mmtui.db.models import every

CHUNK = 5000
KEYS = {"cycle_total": ("contract_id", "cycle_start"), "setting": ("name",)}


def names() -> list[str]:
    """Every table of the office."""
    return [str(model._meta.table_name) for model in every.ALL]


def columns(table: str) -> list[str]:
    """The columns of a table in their order."""
    [model] = [model for model in every.ALL if model._meta.table_name == table]
    return [str(field.column_name) for field in model._meta.sorted_fields]


def rows(store: Store, table: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a table by its key, read in chunks, so that a million need no memory."""
    named = columns(table)
    keys = KEYS.get(table, ("id",))
    at = [named.index(name) for name in keys]
    listed = ", ".join(keys)
    begin = f"SELECT {', '.join(named)} FROM {table}"
    order = f"ORDER BY {listed} LIMIT {CHUNK}"
    chunk = store.rows(f"{begin} {order}")
    while chunk:
        yield from chunk
        last = tuple(chunk[-1][place] for place in at)
        marks = ", ".join("?" * len(keys))
        chunk = store.rows(f"{begin} WHERE ({listed}) > ({marks}) {order}", last)
