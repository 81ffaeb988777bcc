"""Import batches: one row for each time sheet read, and the questions it left."""

from __future__ import annotations

from typing import Protocol

from mmtui import clock
from mmtui.db.connect import Store
from mmtui.db.models.base import new_uuid
from mmtui.db.models.hours import ImportBatch


class Counted(Protocol):
    """What a batch remembers of an import."""

    rows: int
    new: int
    seen: int
    changed: int
    refused: list[tuple[int, str]]
    worked_seconds: int


def open_batch(source: str, file: str, person_id: int | None) -> int:
    """A batch to which entries can point; its counts follow. Returns the id."""
    return int(
        ImportBatch.insert(
            uuid=new_uuid(),
            source=source,
            file=file,
            person=person_id,
            recorded_at=clock.now(),
            read_rows=0,
            new_rows=0,
            seen_rows=0,
            changed_rows=0,
            refused_rows=0,
            worked_seconds=0,
            digest="",
        ).execute()
    )


def close_batch(batch_id: int, counted: Counted, digest: str) -> None:
    ImportBatch.update(
        read_rows=counted.rows, new_rows=counted.new, seen_rows=counted.seen, changed_rows=counted.changed,
        refused_rows=len(counted.refused), worked_seconds=counted.worked_seconds, digest=digest,
    ).where(ImportBatch.id == batch_id).execute()  # fmt: skip


def ask(store: Store, batch_id: int, entry_id: int, kind: str, theirs: str = "") -> None:
    """Leave a row for a person: vanished from its source, or changed both there and here. Asked once."""
    store.execute(
        "INSERT INTO import_question (batch_id, entry_id, kind, theirs, asked_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (entry_id, kind, theirs, answered_at) DO NOTHING",
        (batch_id, entry_id, kind, theirs, clock.now()),
    )


def answer(store: Store, question_id: int, given: str) -> bool:
    """Close a question with an answer; False when somebody was quicker."""
    done = store.execute(
        "UPDATE import_question SET answered_at = ?, answer = ? WHERE id = ? AND answered_at = 0",
        (clock.now(), given, question_id),
    )
    return bool(done.rowcount == 1)
