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
    "e.flags, e.version, e.note"
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
    note: str


class Before(NamedTuple):
    """What an entry said before the batch corrected it."""

    seconds: int
    worked_on: date
    note: str


PLAIN = "e.contract_id IS NOT NULL AND e.flags = ''"
FLAGGED = "e.contract_id IS NOT NULL AND e.flags <> ''"
NO_CONTRACT = "e.contract_id IS NULL"
ADDED = "e.batch_id = ? AND e.version = 1"


def newest_batch(store: Store) -> int:
    """The id of the batch that was opened last."""
    return int(store.rows("SELECT COALESCE(MAX(id), 0) FROM import_batch")[0][0])


def added(store: Store, batch_id: int, kind: str) -> list[BatchRow]:
    """Entries that the batch added: the PLAIN ones, the FLAGGED, or those with NO_CONTRACT."""
    return _rows(store, f"{ADDED} AND {kind}", batch_id)


def count_added(store: Store, batch_id: int, kind: str) -> int:
    """How many entries of a kind the batch added."""
    found = store.rows(f"SELECT COUNT(*) FROM time_entry e WHERE {ADDED} AND {kind}", (batch_id,))
    return int(found[0][0])


def brought_without_contract(store: Store, batch_id: int) -> dict[tuple[str, str], int]:
    """Rows that the batch added or corrected and that have no contract, by client and project name."""
    found = store.rows(
        "SELECT source_client, source_project, COUNT(*) FROM time_entry "
        "WHERE batch_id = ? AND contract_id IS NULL GROUP BY source_client, source_project",
        (batch_id,),
    )
    return {(row[0], row[1]): int(row[2]) for row in found}


def corrected(store: Store, batch_id: int) -> list[tuple[BatchRow, Before]]:
    """Entries that the batch corrected, with what they said before."""
    found = _rows(store, "e.batch_id = ? AND e.version > 1", batch_id)
    return [(row, _before(store, row)) for row in found]


def asked(store: Store, batch_id: int) -> list[tuple[str, str, BatchRow]]:
    """Questions that the batch leaves: kind, the time sheet's values as JSON, and the stored entry."""
    rows = store.rows(
        f"SELECT q.kind, q.theirs, {COLUMNS} {JOINED} JOIN import_question q ON q.entry_id = e.id "
        f"WHERE q.batch_id = ? ORDER BY q.kind, e.worked_on, e.id LIMIT {MOST_ROWS}",
        (batch_id,),
    )
    return [(row[0], row[1], _row(row[2:])) for row in rows]


def _rows(store: Store, where: str, batch_id: int) -> list[BatchRow]:
    found = store.rows(
        f"SELECT {COLUMNS} {JOINED} WHERE {where} ORDER BY e.line, e.id LIMIT {MOST_ROWS}", (batch_id,)
    )
    return [_row(row) for row in found]


def _row(row: tuple[object, ...]) -> BatchRow:
    entry_id, line, worked_on, *rest = row
    return BatchRow(int(str(entry_id)), int(str(line or 0)), date.fromisoformat(str(worked_on)), *rest)  # type: ignore[arg-type]


def _before(store: Store, row: BatchRow) -> Before:
    found = store.rows(
        "SELECT before FROM time_entry_revision WHERE entry_id = ? ORDER BY version DESC LIMIT 1",
        (row.entry_id,),
    )
    if not found:
        return Before(row.seconds, row.worked_on, row.note)
    told = json.loads(found[0][0])
    return Before(int(told["seconds"]), date.fromisoformat(told["worked_on"]), str(told["note"]))
