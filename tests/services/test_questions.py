"""What an import left open, answered: keep or remove, ours or theirs, once and for all."""

from __future__ import annotations

import pytest

from mmtui.db.commands import entries
from mmtui.domain.incoming import CONFLICT, KEEP, OURS, REMOVE, THEIRS, VANISHED
from mmtui.errors import ConflictError, FieldError
from mmtui.imports.timesheets import open_timesheet
from mmtui.services.importing import HoursImport, import_hours
from mmtui.services.questions import answer, open_questions
from tests import offices

HEADER = (
    "User,Email,Client,Project,Task,Description,Billable,"
    "Start date,Start time,End date,End time,Duration,Tags,Amount (USD)\n"
)


@pytest.fixture
def acme(any_office) -> int:
    return offices.signed(any_office, "Acme Dental")


def read(desk, tmp_path, *rows: str, save: bool = True) -> HoursImport:
    """Import `12 2 Fix` (day of November, hours, note) for Acme Dental."""
    path = tmp_path / "toggl.csv"
    path.write_text(HEADER + "".join(map(_row, rows)), encoding="utf-8")
    return import_hours(desk, open_timesheet(path), dry_run=not save)


def _row(row: str) -> str:
    day, hours, note = row.split(" ", 2)
    end = f"{9 + int(hours):02d}"
    return (
        f"Ana,ana@example.com,Acme Dental,,,{note},Yes,2026-11-{day},09:00:00,2026-11-{day},{end}:00:00,"
        f"0{hours}:00:00,,\n"
    )


def edited(desk, note: str, seconds: int) -> None:
    """A person corrects an entry here, as the entry form does."""
    with desk.store.transaction():
        [(entry_id, row)] = entries.read(desk.store, "note = ?", (note,))
        after = row._replace(seconds=seconds, minutes=seconds // 60, edited=1)
        assert entries.revise(desk.store, entry_id, row, after, desk.person_id, "corrected")


def only(desk):
    [question] = open_questions(desk.store)
    return question


def count(desk, sql: str) -> int:
    with desk.store.session():
        return int(desk.store.rows(f"SELECT COUNT(*) FROM {sql}")[0][0])


def used(desk, acme: int) -> int:
    return offices.standing(desk, acme).hours.used


def test_a_vanished_entry_is_kept_and_never_asked_about_again(any_office, acme, tmp_path) -> None:
    read(any_office, tmp_path, "12 2 Fix", "13 1 Twice")
    assert read(any_office, tmp_path, "12 2 Fix", "13 3 Other", "13 1 More").vanished == 0
    read(any_office, tmp_path, "12 2 Fix", "14 1 Later")
    question = next(one for one in open_questions(any_office.store) if one.seconds == 3 * 3600)
    assert (question.kind, question.client, question.person) == (VANISHED, "Acme Dental", "Ana")
    for one in open_questions(any_office.store):
        answer(any_office, one.id, KEEP)
    before = used(any_office, acme)
    again = read(any_office, tmp_path, "12 2 Fix", "14 1 Later")
    assert (again.vanished, again.seen, again.needs_person) == (0, 2, False)
    assert open_questions(any_office.store) == () and used(any_office, acme) == before


def test_a_vanished_entry_is_removed_with_reason_revision_and_audit(any_office, acme, tmp_path) -> None:
    read(any_office, tmp_path, "12 2 Fix", "13 1 Twice")
    read(any_office, tmp_path, "12 2 Fix", "14 1 Later")
    with pytest.raises(FieldError, match="needs a reason"):
        answer(any_office, only(any_office).id, REMOVE, " ")
    assert used(any_office, acme) == 240
    answer(any_office, only(any_office).id, REMOVE, "logged twice")
    assert used(any_office, acme) == 180
    assert count(any_office, "time_entry WHERE deleted_at > 0") == 1
    assert count(any_office, "time_entry_revision WHERE reason = 'logged twice'") == 1
    assert count(any_office, "audit WHERE action = 'answer' AND reason = 'logged twice'") == 1
    assert read(any_office, tmp_path, "12 2 Fix", "14 1 Later").vanished == 0


@pytest.mark.parametrize(("given", "minutes"), [(OURS, 150), (THEIRS, 180)])
def test_of_a_conflict_one_side_is_taken_and_it_is_settled(
    any_office, acme, tmp_path, given: str, minutes: int
) -> None:
    """2:00 read, 2:30 here, then 3:00 in the sheet."""
    read(any_office, tmp_path, "12 2 Fix")
    edited(any_office, "Fix", 9_000)
    assert read(any_office, tmp_path, "12 3 Fix and retest").conflicts == 1
    question = only(any_office)
    assert (question.kind, question.seconds, question.theirs_seconds) == (CONFLICT, 9_000, 10_800)
    assert question.theirs_note == "Fix and retest"
    answer(any_office, question.id, given)
    assert used(any_office, acme) == minutes
    again = read(any_office, tmp_path, "12 3 Fix and retest")
    assert (again.seen, again.conflicts, again.changed, again.needs_person) == (1, 0, 0, False)
    assert used(any_office, acme) == minutes


def test_a_question_is_answered_once_and_only_by_its_answers(any_office, acme, tmp_path) -> None:
    read(any_office, tmp_path, "12 2 Fix", "13 1 Twice")
    read(any_office, tmp_path, "12 2 Fix", "14 1 Later")
    question = only(any_office)
    with pytest.raises(FieldError, match="Say keep or remove"):
        answer(any_office, question.id, OURS)
    answer(any_office, question.id, KEEP)
    with pytest.raises(ConflictError, match="answered"):
        answer(any_office, question.id, KEEP)
