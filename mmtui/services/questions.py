"""What imports left for a person: entries gone from their source, or changed both here and there."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from mmtui import clock
from mmtui.db.commands import audit, batches, entries
from mmtui.db.commands.entries import EntryRow
from mmtui.db.commands.settle import settle
from mmtui.db.connect import Store
from mmtui.db.queries import books
from mmtui.db.queries import questions as query
from mmtui.domain.incoming import ANSWERS, OURS, REMOVE, THEIRS, Question
from mmtui.domain.rounding import account
from mmtui.errors import ConflictError, FieldError
from mmtui.services.desk import Desk


def open_questions(store: Store) -> tuple[Question, ...]:
    """Every question nobody has answered yet."""
    with store.session():
        return tuple(_question(asked) for asked in query.open_ones(store))


def answer(desk: Desk, question_id: int, given: str, reason: str = "") -> None:
    """Answer a question once, in one transaction: revision, audit row and totals with it.

    A vanished entry is kept, or removed (marked deleted; `reason` says why). Of a conflict either our values
    stay or the time sheet's are taken; the entry then follows that row of the sheet and is not asked again.
    """
    store = desk.store
    with store.transaction():
        asked = query.one(store, question_id)
        if asked is None or asked.answered_at or not batches.answer(store, question_id, given):
            raise ConflictError("somebody has answered this question already.", "Look at the list again.")
        if given not in ANSWERS[asked.kind]:
            raise FieldError("answer", f"{given!r} is no answer to this.", f"Say {_either(asked.kind)}.")
        if given == REMOVE and not reason.strip():
            raise FieldError("reason", "a removed entry needs a reason.", "Say why, in a few words.")
        uuid = _act(desk, asked, given, reason.strip())
        detail = {"question": asked.kind, "answer": given, "worked_on": asked.worked_on, "file": asked.file}
        audit.record(
            store, desk.person_id, "answer", "entry", uuid, client_id=asked.client_id, detail=detail,
            reason=reason.strip(),
        )  # fmt: skip


def _question(asked: query.Asked) -> Question:
    theirs = json.loads(asked.theirs) if asked.theirs else {}
    return Question(
        asked.question_id, asked.kind, date.fromisoformat(asked.worked_on), asked.person, asked.client,
        asked.contract, asked.seconds, asked.note, asked.file, theirs.get("seconds"), theirs.get("note", ""),
    )  # fmt: skip


def _either(kind: str) -> str:
    return " or ".join(ANSWERS[kind])


def _act(desk: Desk, asked: query.Asked, given: str, reason: str) -> str:
    """Change the entry as the answer says; returns its uuid."""
    store = desk.store
    [(entry_id, before)] = entries.read(store, "id = ?", (asked.entry_id,))
    after = before
    if given == REMOVE:
        after = before._replace(deleted_at=clock.now())
    elif given in (OURS, THEIRS):
        after = _following(store, before, json.loads(asked.theirs), given)
    if after != before:
        said = reason or f"import {asked.file}: {given}"
        if not entries.revise(store, entry_id, before, after, desk.person_id, said):
            raise ConflictError("somebody has changed this entry meanwhile.", "Look at the list again.")
        if before.contract_id is not None:
            settle(store, [before.contract_id], desk.today, date.fromisoformat(before.worked_on))
    return before.uuid


def _following(store: Store, entry: EntryRow, theirs: dict[str, Any], given: str) -> EntryRow:
    """The entry bound to the sheet's present row, with our values or with theirs."""
    ordinal = query.free_ordinal(store, entry.source, theirs["key"])
    bound = entry._replace(source_key=theirs["key"], ordinal=ordinal, line=theirs["line"])
    if given == OURS:
        return bound
    seconds = int(theirs["seconds"])
    return bound._replace(
        seconds=seconds, minutes=_minutes(store, entry, seconds), note=theirs["note"], deleted_at=0, edited=0
    )


def _minutes(store: Store, entry: EntryRow, seconds: int) -> int:
    """Accounted minutes by the terms of the entry's day; none for a break."""
    if not entry.counted:
        return 0
    if entry.contract_id is None:
        return account(seconds)
    terms = books.agreement_of(store, entry.contract_id).terms_on(date.fromisoformat(entry.worked_on))
    return account(seconds, terms.rounding_minutes, terms.rounding)
