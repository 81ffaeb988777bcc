"""What a batch brought, row by row; read inside the import's transaction."""

from __future__ import annotations

import json
from datetime import date
from typing import NamedTuple

from mmtui.db.connect import Store

MOST_ROWS = 2_000
"""Rows of one group that a preview lists; more are counted only."""

COLUMNS = (
    "e.id, e.line, e.worked_on, p.name, COALESCE(c.name, e.source_client), e.source_project, e.seconds, "
    "e.flags, e.version, e.contract_id IS NOT NULL"
)
JOINED = (
    "FROM time_entry e JOIN person p ON p.id = e.person_id LEFT JOIN contract k ON k.id = e.contract_id "
    "LEFT JOIN client c ON c.id = k.client_id"
)


class BatchRow(NamedTuple):
    """One entry as a preview lists it; `line` is its line in the file, seconds as worked."""

    entry_id: int
    line: int
    worked_on: date
    person: str
    client: str
    project: str
    seconds: int
    flags: str
    version: int
    has_contract: bool


def newest_batch(store: Store) -> int:
    """The id of the batch that was opened last."""
    return int(store.rows("SELECT COALESCE(MAX(id), 0) FROM import_batch")[0][0])


def added(store: Store, batch_id: int) -> list[BatchRow]:
    """Entries that the batch added."""
    return _rows(store, "e.batch_id = ? AND e.version = 1", batch_id)


def corrected(store: Store, batch_id: int) -> list[tuple[BatchRow, int]]:
    """Entries that the batch corrected, with the seconds they had before."""
    found = _rows(store, "e.batch_id = ? AND e.version > 1", batch_id)
    return [(row, _seconds_before(store, row)) for row in found]


def flagged(store: Store, batch_id: int) -> dict[int, BatchRow]:
    """Entries of the batch that something is to be said about, by their line."""
    return {row.line: row for row in _rows(store, "e.batch_id = ? AND e.flags <> ''", batch_id)}


def asked(store: Store, batch_id: int) -> list[tuple[str, str, BatchRow]]:
    """Questions that the batch leaves: kind, the time sheet's values as JSON, and the stored entry."""
    rows = store.rows(
        f"SELECT q.kind, q.theirs, {COLUMNS} {JOINED} JOIN import_question q ON q.entry_id = e.id "
        f"WHERE q.batch_id = ? ORDER BY q.kind, e.worked_on, e.id LIMIT {MOST_ROWS}",
        (batch_id,),
    )
    return [(row[0], row[1], _row(row[2:])) for row in rows]


def unmapped_lines(store: Store, source: str) -> dict[tuple[str, str], tuple[int, int | None]]:
    """Seconds and first line of the source's entries without a contract, by client and project name."""
    rows = store.rows(
        "SELECT source_client, source_project, SUM(seconds), MIN(line) FROM time_entry "
        "WHERE contract_id IS NULL AND deleted_at = 0 AND source = ? GROUP BY source_client, source_project",
        (source,),
    )
    return {(row[0], row[1]): (int(row[2]), None if row[3] is None else int(row[3])) for row in rows}


def _rows(store: Store, where: str, batch_id: int) -> list[BatchRow]:
    found = store.rows(
        f"SELECT {COLUMNS} {JOINED} WHERE {where} ORDER BY e.line, e.id LIMIT {MOST_ROWS}", (batch_id,)
    )
    return [_row(row) for row in found]


def _row(row: tuple[object, ...]) -> BatchRow:
    entry_id, line, worked_on, *rest = row
    return BatchRow(int(str(entry_id)), int(str(line or 0)), date.fromisoformat(str(worked_on)), *rest)  # type: ignore[arg-type]


def _seconds_before(store: Store, row: BatchRow) -> int:
    found = store.rows(
        "SELECT before FROM time_entry_revision WHERE entry_id = ? ORDER BY version DESC LIMIT 1",
        (row.entry_id,),
    )
    return int(json.loads(found[0][0])["seconds"]) if found else row.seconds
