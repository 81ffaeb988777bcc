"""Re-import: what of a source is stored but no longer in its file, and what becomes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from mmtui.db.commands import batches, entries
from mmtui.db.commands.entries import EntryRow
from mmtui.db.connect import Store
from mmtui.db.models.base import key
from mmtui.db.queries import questions
from mmtui.domain.matching import IncomingRow, StoredRow, match
from mmtui.services.desk import Desk

KEPT_FROM_BEFORE = ("uuid", "recorded_at", "group_uuid", "deleted_at")
"""What a corrected row keeps of the entry it corrects (and what covers it, while its contract stays the same);
the rest is as the source says now."""

CHUNK = 500
Stored = tuple[int, EntryRow]


class Compared(NamedTuple):
    """Pairs of stored and newly read entries, and the stored ones without a partner."""

    changed: list[tuple[Stored, Stored]]
    conflicts: list[tuple[Stored, Stored]]
    vanished: list[Stored]


Spread = set[tuple[int, str, str]]
"""The persons, clients and projects that a file speaks of."""


def compare(
    desk: Desk, source: str, batch_id: int, days: tuple[str, str], seen: set[int], spread: Spread
) -> Compared:
    """Match what the batch added against what is stored of the source in the file's days but was not seen.

    Rows vanish only inside the file's days, persons and projects: a file of one person says nothing of another.
    """
    stored = _unseen(desk.store, source, batch_id, days, seen)
    if not stored:
        return Compared([], [], [])
    touched = sorted({row.worked_on for row in stored.values()})
    marks = ",".join("?" * len(touched))
    added = dict(entries.read(desk.store, f"batch_id = ? AND worked_on IN ({marks})", (batch_id, *touched)))
    persons = {person_id for person_id, _, _ in spread}
    projects = {f"{key(client)}\x1f{key(project)}" for _, client, project in spread}
    found = match(
        [_stored(entry_id, row) for entry_id, row in stored.items()],
        [_incoming(entry_id, row) for entry_id, row in added.items()],
    )

    def pairs(matched: list[tuple[StoredRow, IncomingRow]]) -> list[tuple[Stored, Stored]]:
        return [((old.id, stored[old.id]), (new.line, added[new.line])) for old, new in matched]

    partners = {old.id for old, _ in (*found.changed, *found.conflicts)} | questions.kept(desk.store)
    vanished = [
        (entry_id, row)
        for entry_id, row in stored.items()
        if entry_id not in partners
        and not row.deleted_at
        and row.person_id in persons
        and _project(row) in projects
    ]
    return Compared(pairs(found.changed), pairs(found.conflicts), vanished)


def _unseen(
    store: Store, source: str, batch_id: int, days: tuple[str, str], seen: set[int]
) -> dict[int, EntryRow]:
    """The stored entries of the source in the file's days that the file did not show; few, as a rule."""
    first, last = days
    ids = [
        row[0]
        for row in store.rows(
            "SELECT id FROM time_entry WHERE source = ? AND worked_on BETWEEN ? AND ? "
            "AND (batch_id IS NULL OR batch_id <> ?)",
            (source, first, last, batch_id),
        )
        if row[0] not in seen
    ]
    found: dict[int, EntryRow] = {}
    for at in range(0, len(ids), CHUNK):
        chunk = ids[at : at + CHUNK]
        found.update(entries.read(store, f"id IN ({','.join('?' * len(chunk))})", chunk))
    return found


def _project(row: EntryRow) -> str:
    return f"{key(row.source_client)}\x1f{key(row.source_project)}"


def _stored(entry_id: int, row: EntryRow) -> StoredRow:
    edited = bool(row.edited or row.deleted_at)
    day = date.fromisoformat(row.worked_on)
    return StoredRow(
        entry_id,
        row.source_key,
        row.ordinal,
        str(row.person_id),
        _project(row),
        day,
        row.source_start,
        edited,
    )


def _incoming(entry_id: int, row: EntryRow) -> IncomingRow:
    """The line stands for the new entry's id, by which it is found again."""
    day = date.fromisoformat(row.worked_on)
    return IncomingRow(
        entry_id, row.source_key, row.ordinal, str(row.person_id), _project(row), day, row.source_start
    )


def apply(desk: Desk, found: Compared, batch_id: int, reason: str) -> Iterator[tuple[EntryRow, EntryRow]]:
    """Save corrected rows as revisions and leave questions; gives each entry before and after."""
    for (old_id, before), (new_id, added) in found.changed:
        after = added._replace(**{name: getattr(before, name) for name in KEPT_FROM_BEFORE})
        if before.contract_id == after.contract_id:
            after = after._replace(coverage=before.coverage)
        desk.store.execute("DELETE FROM time_entry WHERE id = ?", (new_id,))
        entries.revise(desk.store, old_id, before, after, desk.person_id, reason)
        yield before, after
    for (old_id, before), (new_id, added) in found.conflicts:
        desk.store.execute("DELETE FROM time_entry WHERE id = ?", (new_id,))
        theirs = {"seconds": added.seconds, "note": added.note, "key": added.source_key, "line": added.line}
        batches.ask(desk.store, batch_id, old_id, "conflict", json.dumps(theirs, ensure_ascii=False))
        yield before, before
    for old_id, _ in found.vanished:
        batches.ask(desk.store, batch_id, old_id, "vanished")
