"""What waits for a person, and what the office last did."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from mmtui.db.connect import Store


class Waiting(NamedTuple):
    """How many of a thing wait, and the day of the oldest (None when there are none)."""

    number: int
    oldest: date | None
    minutes: int = 0


_IDLE = (
    "worked_on BETWEEN ? AND ? AND activity = '' AND coverage = 'plan' AND counted = 1 "
    "AND deleted_at = 0 AND contract_id IS NOT NULL"
)


class Found(NamedTuple):
    """Where an entry stands: its client, contract and day."""

    client_id: int
    contract_id: int
    day: date


def oldest_without_activity(store: Store, since: date, on: date) -> Found | None:
    """The oldest of the entries that `without_activity` counts."""
    rows = store.rows(
        f"SELECT c.client_id, c.id, e.worked_on FROM (SELECT id, contract_id, worked_on FROM time_entry "
        f"WHERE {_IDLE} ORDER BY worked_on, id LIMIT 1) e JOIN contract c ON c.id = e.contract_id",
        (since.isoformat(), on.isoformat()),
    )
    return Found(rows[0][0], rows[0][1], date.fromisoformat(rows[0][2])) if rows else None


def without_activity(store: Store, since: date, on: date) -> Waiting:
    """Entries of the last weeks that draw a plan and name no activity."""
    row = store.rows(
        f"SELECT COUNT(*), MIN(worked_on), COALESCE(SUM(minutes), 0) FROM time_entry WHERE {_IDLE}",
        (since.isoformat(), on.isoformat()),
    )[0]
    return Waiting(int(row[0]), date.fromisoformat(row[1]) if row[1] else None, int(row[2]))


def unmapped(store: Store) -> Waiting:
    """Entries that no contract could be found for."""
    row = store.rows(
        "SELECT COUNT(*), MIN(worked_on), COALESCE(SUM(seconds), 0) FROM time_entry "
        "WHERE contract_id IS NULL AND deleted_at = 0"
    )[0]
    return Waiting(int(row[0]), date.fromisoformat(row[1]) if row[1] else None, int(row[2]) // 60)


def questions(store: Store) -> dict[str, Waiting]:
    """Open questions of imports by kind (vanished, conflict)."""
    rows = store.rows(
        "SELECT q.kind, COUNT(*), MIN(e.worked_on) FROM import_question q JOIN time_entry e ON e.id = q.entry_id "
        "WHERE q.answered_at = 0 GROUP BY q.kind"
    )
    return {kind: Waiting(int(count), date.fromisoformat(oldest)) for kind, count, oldest in rows}


class LastImport(NamedTuple):
    """When a time sheet was last read (seconds UTC), and how many rows were new."""

    recorded_at: int
    new_rows: int
    file: str


def last_import(store: Store) -> LastImport | None:
    rows = store.rows("SELECT recorded_at, new_rows, file FROM import_batch ORDER BY id DESC LIMIT 1")
    return LastImport._make(rows[0]) if rows else None


def people(store: Store) -> list[tuple[int, str, str]]:
    """Every living person: id, name and the first of the roles."""
    rows = store.rows(
        "SELECT p.id, p.name, COALESCE((SELECT r.role FROM person_role r WHERE r.person_id = p.id "
        "ORDER BY r.id LIMIT 1), '') FROM person p WHERE p.deleted_at = 0 ORDER BY p.name_key"
    )
    return [(int(row[0]), row[1], row[2]) for row in rows]
