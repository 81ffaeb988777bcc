"""What a preview says: every row once, old and new values of a changed one, all cells of a client list."""

from __future__ import annotations

from pathlib import Path

import pytest

from mmtui.db.queries import incoming
from mmtui.domain.incoming import Preview
from mmtui.services.import_session import ImportSession
from tests import offices
from tests.services.sheets import HEADER, row, write


def preview(desk, path: Path, kind: str = "hours", *, save: bool = False) -> Preview:
    class Session:
        store = desk.store

    Session.desk = desk
    found = ImportSession(Session()).read(kind, path, save=save, told=lambda *_: True)
    assert isinstance(found, Preview)
    return found


def groups(found: Preview) -> list[tuple[str, int | None, str]]:
    return sorted((line.group, line.line, line.why) for line in found.lines)


def counts(found: Preview) -> dict[str, int]:
    return {group: number for group, number in found.counts.items() if number}


def test_every_row_is_listed_and_counted_once(office, tmp_path) -> None:
    """A row without a contract and one with a remark are new too, and say so."""
    offices.signed(office)
    twice = row(note="Twice")
    sheet = write(tmp_path, HEADER + row() + row(client="Nobody", note="x") + twice + twice)
    found = preview(office, sheet)
    assert groups(found) == [
        ("flagged", 5, "also new; the same as an earlier row; both are kept"), ("new", 2, ""), ("new", 4, ""),
        ("unmapped", 3, "also new"),
    ]  # fmt: skip
    assert counts(found) == {"new": 2, "unmapped": 1, "flagged": 1}
    assert sum(found.counts.values()) == found.rows == found.to_save == 4


def test_a_row_read_before_still_waits_for_its_contract(office, tmp_path) -> None:
    offices.signed(office)
    sheet = write(tmp_path, HEADER + row() + row(client="Nobody", note="x"))
    preview(office, sheet, save=True)
    again = preview(office, sheet)
    assert counts(again) == {"seen": 1, "unmapped": 1} and not again.to_save
    assert [line.why for line in again.lines if line.group == "unmapped"] == ["1 row, read before"]


def test_of_a_long_list_the_first_rows_are_shown_and_all_are_counted(office, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(incoming, "MOST_ROWS", 2)
    offices.signed(office)
    found = preview(office, write(tmp_path, HEADER + "".join(row(note=f"n{n}") for n in range(5))))
    assert len(found.lines) == 2 and found.counts["new"] == 5


@pytest.mark.parametrize(
    ("corrected", "why"),
    [
        ({"end": "10:30:00", "duration": "01:30:00"}, "was 2:00"),
        ({"note": "Checkout"}, "was “Checkout fix”"),
        ({"end": "10:30:00", "duration": "01:30:00", "note": ""}, "was 2:00, “Checkout fix”"),
    ],
)
def test_a_changed_row_says_what_it_was(office, tmp_path, corrected: dict[str, str], why: str) -> None:
    offices.signed(office)
    preview(office, write(tmp_path, HEADER + row(note="Checkout fix")), save=True)
    found = preview(office, write(tmp_path, HEADER + row(**{"note": "Checkout fix", **corrected})))
    [line] = [line for line in found.lines if line.group == "changed"]
    assert line.why == why and line.note == corrected.get("note", "Checkout fix")
    assert not found.added and found.to_save == 1


def test_a_row_of_a_client_list_shows_its_cells_and_the_hours_of_its_plan(office, tmp_path) -> None:
    rows = "Acme,Standard,2026-11-01,,a@acme.example\nB,Basic,2026-11-01,9:30,\nC,Gold,,,\n"
    text = f"client,plan,start,hours,email\n{rows}"
    found = preview(office, write(tmp_path, text), "clients")
    one, two, _ = found.lines
    assert (one.client, one.plan, one.email, one.seconds) == ("Acme", "Standard", "a@acme.example", 16 * 3600)
    assert two.seconds == 34_200 and one.worked_on == offices.NOVEMBER
    assert dict(one.facts)["Hours"] == "16:00 (the plan's)" and dict(two.facts)["Hours"] == "9:30"
    assert found.reading == "2 would be new, 0 seen, 0 changed, 1 refused"
    assert preview(office, write(tmp_path, text), "clients", save=True).reading.startswith("2 new, ")
