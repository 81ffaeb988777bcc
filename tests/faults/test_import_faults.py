"""Faults of what comes in: formats, nights on which clocks change, hostile text; through files and services."""

from __future__ import annotations

import codecs
import os
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mmtui.__main__ import main
from mmtui.services.checking import check
from mmtui.services.importing import import_hours
from mmtui.services.mapping import open_for_import
from tests.offices import ZONE, left, on_day, signed, standing, work
from tests.services.sheets import HEADER, row, write

SHEET = (
    "Day{s}Who{s}For{s}Spent\n10/30/2026{s}Zoë{s}Café Zoë{s}{first}\n10/31/2026{s}Zoë{s}Café Zoë{s}{second}\n"
)
COLUMNS = {"date": "Day", "person": "Who", "client": "For", "duration": "Spent"}


def read(desk, path: Path):
    return import_hours(desk, open_for_import(desk.store, path))


def stored(desk, columns: str) -> list[tuple]:
    with desk.store.session():
        return desk.store.rows(f"SELECT {columns} FROM time_entry ORDER BY worked_on, id")


def at(text: str, zone: str = ZONE) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


# 10: separators, marks, encodings, durations.


@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("cp1252", b""), ("utf-16-le", codecs.BOM_UTF16_LE)],
    ids=["UTF-8", "with a mark", "cp1252", "UTF-16"],
)
@pytest.mark.parametrize(
    ("first", "second", "sign"),
    [("1:30", "2:15", "."), ("1.5", "2.25", "."), ("1,5", "2,25", ","), ("1h30", "2h15", ".")],
)
def test_fault_10_every_way_of_writing_gives_the_same_hours(
    tmp_path, separator, encoding, mark, first, second, sign
) -> None:
    """1:30 and 2:15 of Zoë, however they are written; the encoding is of no matter to her name."""
    from mmtui.imports.mapped import Profile
    from mmtui.imports.timesheets import open_timesheet

    if separator == "," and sign == ",":
        first, second = f'"{first}"', f'"{second}"'
    path = tmp_path / "sheet.csv"
    path.write_bytes(mark + SHEET.format(s=separator, first=first, second=second).encode(encoding))
    profile = Profile("Ours", COLUMNS, decimal_sign=sign, duration_unit="hours")
    rows = list(open_timesheet(path, profile=profile).rows())
    assert [(one.client, one.person, one.seconds) for one in rows] == [
        ("Café Zoë", "Zoë", 5400), ("Café Zoë", "Zoë", 8100),
    ]  # fmt: skip
    assert [one.worked_on for one in rows] == [date(2026, 10, 30), date(2026, 10, 31)]


@pytest.mark.parametrize("spent", ["1:75", "1;5", "abc", "1.5.2", "0x10", "1e3", ""])
def test_fault_10_what_is_no_duration_is_refused_with_its_line(office, tmp_path, spent) -> None:
    signed(office)
    done = read(office, write(tmp_path, HEADER + row() + row("2026-11-13", duration=spent, begin="", end="")))
    assert (done.new, [number for number, _ in done.refused]) == (1, [3])
    assert left(office, 1) == "14:00"


# 12: nights, midnights, month ends, leap days, a clock that goes back.


NIGHTS = {
    "an hour longer": ("2026-11-01", "00:30:00", "03:00:00", "03:30:00", 12_600),
    "an hour shorter": ("2027-03-14", "00:30:00", "03:30:00", "02:00:00", 7_200),
    "a leap day": ("2028-02-29", "09:00:00", "10:30:00", "01:30:00", 5_400),
    "the end of a month": ("2026-11-30", "20:30:00", "23:30:00", "03:00:00", 10_800),
}


@pytest.mark.parametrize("which", NIGHTS)
def test_fault_12_logged_and_imported_work_is_the_same_on_odd_days(any_office, tmp_path, which) -> None:
    """One contract reads the row, another has it logged with its instants; all figures agree, none is flagged."""
    on, begin, end, duration, seconds = NIGHTS[which]
    day = date.fromisoformat(on)
    desk = on_day(any_office, day)
    imported, logged = (signed(desk, name, start=date(2026, 1, 1)) for name in ("Imported", "Logged"))
    done = read(desk, write(tmp_path, HEADER + row(on, begin, end, duration, client="Imported")))
    assert (done.refused, done.flagged, done.worked_seconds) == ([], [], seconds)
    hours = f"{seconds // 3600}:{seconds % 3600 // 60:02d}"
    work(desk, logged, day, hours, started_at=at(f"{on}T{begin}"), ended_at=at(f"{on}T{end}"))
    first, second = stored(desk, "worked_on, cycle_start, seconds, minutes, started_at, ended_at")
    assert first == second
    assert first[0] == on and first[5] - first[4] == seconds
    assert standing(desk, imported, day).hours == standing(desk, logged, day).hours
    assert check(desk.store, day).findings == ()


@pytest.mark.parametrize("which", NIGHTS)
def test_fault_12_without_a_duration_the_instants_count(office, tmp_path, which) -> None:
    """00:30 to 03:00 is 3:30 on the longer night, 00:30 to 03:30 is 2:00 on the shorter one."""
    on, begin, end, _, seconds = NIGHTS[which]
    signed(office, start=date(2026, 1, 1))
    path = write(tmp_path, HEADER + row(on, begin, end, ""))
    assert read(office, path).worked_seconds == seconds
    assert stored(office, "seconds, minutes, ended_at - started_at") == [(seconds, seconds // 60, seconds)]
    assert read(office, path).seen == 1


def test_fault_12_a_row_over_midnight_keeps_its_first_date_at_the_end_of_a_month(
    any_office, tmp_path
) -> None:
    """11/30 22:00 to 12/01 02:00 in a sheet is 4:00 of November."""
    signed(any_office)
    desk = on_day(any_office, date(2026, 12, 1))
    read(
        desk,
        write(tmp_path, HEADER + row("2026-11-30", "22:00:00", "02:00:00", "04:00:00", end_on="2026-12-01")),
    )
    assert stored(desk, "worked_on, ended_at") == [("2026-11-30", at("2026-12-01T02:00"))]
    assert (left(desk, 1, "11/30"), left(desk, 1, "12/01")) == ("12:00", "16:00")


def test_fault_12_cycles_of_anchor_31_over_a_leap_february(any_office, tmp_path) -> None:
    """01/31–02/28 and 02/29–03/30 in 2028: the last two days of February lie in two cycles."""
    contract = signed(any_office, start=date(2027, 12, 31), anchor_day=31)
    desk = on_day(any_office, date(2028, 3, 1))
    read(
        desk,
        write(tmp_path, HEADER + row("2028-02-28") + row("2028-02-29", duration="03:00:00", end="12:00:00")),
    )
    assert stored(desk, "worked_on, cycle_start") == [
        ("2028-02-28", "2028-01-31"),
        ("2028-02-29", "2028-02-29"),
    ]
    before, after = (standing(desk, contract, date(2028, 2, day)) for day in (28, 29))
    assert (before.cycle.title, before.hours.used) == ("JANUARY 2028", 120)
    assert (after.cycle.title, after.hours.used) == ("FEBRUARY 2028", 180)


def test_fault_12_a_clock_that_is_set_back_changes_no_order(any_office, tmp_path, monkeypatch) -> None:
    """What was done later is the later row, whatever the clock says; the trail and the totals hold."""
    from mmtui import clock

    contract = signed(any_office)
    moments = iter(range(1_796_000_000, 0, -86_400))
    monkeypatch.setattr(clock, "now", lambda: next(moments))
    for number in range(3):
        work(any_office, contract, "11/10", "0:10", note=f"work {number}")
    read(any_office, write(tmp_path, HEADER + row()))
    read(any_office, write(tmp_path, HEADER + row(end="12:00:00", duration="03:00:00")))
    with any_office.store.session():
        recorded = any_office.store.rows(
            "SELECT note, recorded_at FROM time_entry WHERE source = 'app' ORDER BY id"
        )
    assert [note for note, _ in recorded] == ["work 0", "work 1", "work 2"]
    assert recorded[0][1] > recorded[2][1]
    assert left(any_office, contract) == "12:30"
    assert check(any_office.store, any_office.today).findings == ()


# 22 and 23: names and notes that would speak to the terminal.


HOSTILE = ["ACME [/] Ltd", "[link=https://x.example]Z", "[@click=app.quit]go", "=1+1", "O'Hara; DROP TABLE"]
CONTROLS = {
    "escape": "\x1b[31mred", "C1": "\x9b31m", "OSC 52": "\x1b]52;c;aGk=\x07", "override": "\u202eoof", "bell": "a\x07",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MMTUI_TODAY", "2026-11-24")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> int:
    return main(["--data", "data", *words])


def test_fault_22_names_with_brackets_are_literal_on_the_command_line(folder, capsys) -> None:
    listed = "".join(f'"{name}",Basic,2026-11-01\n' for name in HOSTILE)
    (folder / "clients.csv").write_text("client,plan,start\n" + listed)
    (folder / "hours.csv").write_text(HEADER + "".join(row(client=f'"{name}"') for name in HOSTILE))
    assert run("import", "clients", "clients.csv") == 0
    assert run("import", "hours", "hours.csv") == 0
    assert run("status") == 0
    shown = capsys.readouterr().out
    for name in HOSTILE:
        assert name in shown
        assert run("explain", name) == 0
        assert capsys.readouterr().out.startswith(f"{name}, hours left")


@pytest.mark.parametrize("what", CONTROLS)
def test_fault_23_no_control_character_of_a_file_reaches_the_terminal(folder, capsys, what) -> None:
    """In names of clients, projects and people, in notes and in broken cells; as text and as JSON."""
    bad = CONTROLS[what]
    (folder / "clients.csv").write_text(
        f"client,plan,start\nAcme Dental,Basic,2026-11-01\n{bad},Basic,2026-11-01\nBeta,{bad},2026-11-01\n",
        "utf-8",
    )
    sheet = (
        HEADER
        + row(note=bad)
        + row(client=bad)
        + row(project=bad)
        + row(user=bad, email="")
        + row(duration=bad)
    )
    (folder / "hours.csv").write_text(sheet, "utf-8")
    for words in (
        ("import", "clients", "clients.csv"), ("import", "hours", "hours.csv", "--dry-run"),
        ("import", "hours", "hours.csv"), ("import", "hours", "hours.csv", "--json"), ("status",), ("status", "--json"),
        ("explain", "Acme Dental"), ("explain", bad), ("status", "--client", bad), ("import", "hours", bad), (bad,),
    ):  # fmt: skip
        assert run(*words) in (0, 1, 2, 3)
        told = capsys.readouterr()
        for text in (told.out, told.err):
            assert not {one for one in text if one != "\n" and not one.isprintable()}, (words, text)


def test_fault_23_a_note_of_100000_characters_is_refused_and_the_rest_is_read(office, tmp_path) -> None:
    signed(office)
    done = read(office, write(tmp_path, HEADER + row() + row("2026-11-13", note="x" * 100_000)))
    assert (done.new, done.refused[0][0]) == (1, 3)
    assert "100,000 characters" in done.refused[0][1]
    assert os.path.getsize(office.store.path) < 2_000_000  # noqa: PTH202
