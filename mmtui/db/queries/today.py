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


def without_activity(store: Store, since: date, on: date) -> Waiting:
    """Entries of the last weeks that draw a plan and name no activity."""
    row = store.rows(
        "SELECT COUNT(*), MIN(worked_on), COALESCE(SUM(minutes), 0) FROM time_entry "
        "WHERE worked_on BETWEEN ? AND ? AND activity = '' AND coverage = 'plan' AND counted = 1 "
        "AND deleted_at = 0 AND contract_id IS NOT NULL",
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
