"""Time entries: how they are written, sealed and revised."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from mmtui import clock
from mmtui.db.connect import Store
from mmtui.db.models.base import digest


class EntryRow(NamedTuple):
    """The columns of one time entry as they are stored; dates ISO, instants seconds UTC, times as named."""

    uuid: str
    recorded_at: int
    contract_id: int | None
    person_id: int
    worked_on: str
    cycle_start: str
    seconds: int
    minutes: int
    coverage: str
    counted: int
    billable: int | None
    activity: str
    task: str
    note: str
    started_at: int | None
    ended_at: int | None
    source: str
    source_key: str
    ordinal: int
    source_start: int | None
    source_client: str
    source_project: str
    source_text: str
    batch_id: int | None
    line: int | None
    flags: str
    version: int = 1
    deleted_at: int = 0
    group_uuid: str = ""
    edited: int = 0


SEALED = (
    "uuid", "version", "deleted_at", "contract_id", "person_id", "worked_on", "seconds", "minutes", "coverage",
    "counted", "billable", "activity", "task", "note", "started_at", "ended_at", "source", "source_key", "ordinal",
    "source_client", "source_project", "recorded_at", "group_uuid", "edited", "source_start", "source_text",
    "batch_id", "line", "flags",
)  # fmt: skip
"""What the digest of an entry covers: all but its cycle, which follows from its day and the contract."""

COLUMNS = (*EntryRow._fields, "sha256")
INSERT = f"INSERT INTO time_entry ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"


def seal(row: EntryRow) -> str:
    """The sha256 over the sealed columns, the same on every database."""
    text = (
        f"{row.uuid}\x1f{row.version}\x1f{row.deleted_at}\x1f{row.contract_id}\x1f{row.person_id}\x1f{row.worked_on}"
        f"\x1f{row.seconds}\x1f{row.minutes}\x1f{row.coverage}\x1f{row.counted}\x1f{row.billable}\x1f{row.activity}"
        f"\x1f{row.task}\x1f{row.note}\x1f{row.started_at}\x1f{row.ended_at}\x1f{row.source}\x1f{row.source_key}"
        f"\x1f{row.ordinal}\x1f{row.source_client}\x1f{row.source_project}\x1f{row.recorded_at}"
        f"\x1f{row.group_uuid}\x1f{row.edited}\x1f{row.source_start}\x1f{row.source_text}\x1f{row.batch_id}"
        f"\x1f{row.line}\x1f{row.flags}"
    )
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def insert(store: Store, rows: Iterable[EntryRow]) -> None:
    """Write entries inside the caller's transaction; `settle` must follow."""
    store.executemany(INSERT, [(*row, seal(row)) for row in rows])


def read(store: Store, where: str, params: Iterable[Any]) -> list[tuple[int, EntryRow]]:
    """Stored entries with their ids, by a condition of our own with bound values."""
    rows = store.rows(
        f"SELECT id, {', '.join(EntryRow._fields)} FROM time_entry WHERE {where}", tuple(params)
    )
    return [(row[0], EntryRow._make(row[1:])) for row in rows]


def revise(
    store: Store, entry_id: int, before: EntryRow, after: EntryRow, person_id: int | None, reason: str
) -> bool:
    """Replace an entry and keep what it said before; False when somebody else changed it meanwhile."""
    after = after._replace(version=before.version + 1)
    columns = ", ".join(f"{name} = ?" for name in COLUMNS)
    done = store.execute(
        f"UPDATE time_entry SET {columns} WHERE id = ? AND version = ?",
        (*after, seal(after), entry_id, before.version),
    )
    if done.rowcount != 1:
        return False
    told = json.dumps(before._asdict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    values = (entry_id, before.version, clock.now(), person_id, reason, told)
    store.execute(
        "INSERT INTO time_entry_revision (entry_id, version, recorded_at, person_id, reason, before, sha256) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*values, digest(*values)),
    )
    return True
