"""Questions that imports left: entries that vanished from their source, or changed both here and there."""

from __future__ import annotations

from typing import NamedTuple

from mmtui.db.connect import Store


class Asked(NamedTuple):
    """One question with its entry; `theirs` is JSON of what the time sheet says, empty for a vanished row."""

    question_id: int
    kind: str
    theirs: str
    entry_id: int
    answered_at: int
    client_id: int | None
    worked_on: str
    person: str
    client: str
    contract: str
    seconds: int
    note: str
    file: str


SELECT = (
    "SELECT q.id, q.kind, q.theirs, q.entry_id, q.answered_at, c.id, e.worked_on, p.name, "
    "COALESCE(c.name, e.source_client), COALESCE(k.name, e.source_project), e.seconds, e.note, b.file "
    "FROM import_question q JOIN time_entry e ON e.id = q.entry_id JOIN person p ON p.id = e.person_id "
    "JOIN import_batch b ON b.id = q.batch_id LEFT JOIN contract k ON k.id = e.contract_id "
    "LEFT JOIN client c ON c.id = k.client_id"
)


def open_ones(store: Store) -> list[Asked]:
    """Every question nobody has answered, oldest work first."""
    rows = store.rows(f"{SELECT} WHERE q.answered_at = 0 ORDER BY q.kind, e.worked_on, q.id")
    return [Asked._make(row) for row in rows]


def one(store: Store, question_id: int) -> Asked | None:
    """A question by its id, answered or not."""
    rows = store.rows(f"{SELECT} WHERE q.id = ?", (question_id,))
    return Asked._make(rows[0]) if rows else None


def kept(store: Store) -> set[int]:
    """Entries that somebody decided to keep although their source has lost them."""
    rows = store.rows("SELECT entry_id FROM import_question WHERE kind = 'vanished' AND answer = 'keep'")
    return {int(row[0]) for row in rows}


def free_ordinal(store: Store, source: str, key: str) -> int:
    """The first ordinal that no entry of that source and key has."""
    rows = store.rows(
        "SELECT COALESCE(MAX(ordinal), -1) + 1 FROM time_entry WHERE source = ? AND source_key = ?",
        (source, key),
    )
    return int(rows[0][0])
