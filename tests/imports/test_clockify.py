"""Clockify files: dates and times as the workspace shows them, two duration columns, breaks."""

from datetime import date

import pytest

from mmtui.errors import FileError
from mmtui.imports.problems import AmbiguousDates
from mmtui.imports.timesheets import open_timesheet
from tests.imports.sheets import only, read, refused, write

HEADER = (
    '"Project","Client","Description","Task","User","Group","Email","Tags","Billable",'
    '"Start Date","Start Time",'
    '"End Date","End Time","Duration (h)","Duration (decimal)",'
    '"Billable Rate (USD)","Billable Amount (USD)"\n'
)


def row(
    day="10/15/2024", start="10:23:52 AM", end="10:58:49 AM", hours="00:34:57", decimal="0.58", end_day=None
):
    cells = (
        "Site", "Acme", "Fix", "Dev", "Ana", "", "ana@example.com", "", "Yes", day, start,
        end_day or day, end,
        hours, decimal, "0.00", "0.00",
    )  # fmt: skip
    return ",".join(f'"{cell}"' for cell in cells) + "\n"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("10/15/2024", date(2024, 10, 15)),
        ("22/06/2026", date(2026, 6, 22)),
        ("18.08.2026", date(2026, 8, 18)),
        ("7/27/22", date(2022, 7, 27)),
        ("2022-07-27", date(2022, 7, 27)),
        ("05/05/2024", date(2024, 5, 5)),
        ("04.08.2026", date(2026, 8, 4)),
    ],
)
def test_dates_that_speak_for_themselves(tmp_path, day, expected):
    assert only(read(tmp_path, HEADER + row(day))).worked_on == expected


def test_one_row_over_12_settles_the_whole_file(tmp_path):
    rows = read(tmp_path, HEADER + row("03/04/2024") + row("05/06/2024") + row("22/04/2024"))
    assert [entry.worked_on.isoformat() for entry in rows] == ["2024-04-03", "2024-06-05", "2024-04-22"]


def test_an_entry_over_midnight_settles_the_whole_file(tmp_path):
    """3 April to 4 April is 4:00; March 4 to April 4 would be a month."""
    night = row("03/04/2024", "22:00", "02:00", "4:00", "4.00", end_day="04/04/2024")
    rows = read(tmp_path, HEADER + row("03/04/2024") + night)
    assert [entry.worked_on for entry in rows] == [date(2024, 4, 3)] * 2
    assert rows[1].end == 26 * 3600


def test_open_dates_are_asked_and_the_answer_is_taken(tmp_path):
    path = write(tmp_path, HEADER + row("03/04/2024"))
    with pytest.raises(AmbiguousDates) as question:
        open_timesheet(path)
    assert (question.value.line, question.value.examples) == (2, ("03/04/2024",))
    assert question.value.sentence == (
        "sheet.csv, line 2: “03/04/2024” may be 2024-03-04 or 2024-04-03, "
        "and nothing in the file tells which. "
        "Say whether the day or the month comes first."
    )
    assert only(list(open_timesheet(path, date_order="dmy").rows())).worked_on == date(2024, 4, 3)
    assert only(list(open_timesheet(path, date_order="mdy").rows())).worked_on == date(2024, 3, 4)


def test_a_remembered_answer_does_not_win_over_the_file(tmp_path):
    path = write(tmp_path, HEADER + row("03/04/2024") + row("22/04/2024"))
    with pytest.raises(AmbiguousDates) as question:
        open_timesheet(path, date_order="mdy")
    assert question.value.line == 3


def test_two_orders_in_one_file_name_both_lines(tmp_path):
    with pytest.raises(FileError) as error:
        read(tmp_path, HEADER + row("22/06/2026") + row("03/04/2026") + row("06/23/2026"))
    assert error.value.sentence == (
        "sheet.csv, line 4: two orders of dates in one file: line 2 has “22/06/2026” (day first), "
        "line 4 has “06/23/2026” (month first). Export it again with one date format."
    )


@pytest.mark.parametrize("before", [1, 25])
def test_a_date_of_another_form_among_iso_dates_is_refused(tmp_path, before):
    """Wherever it stands, and although 30 can only be a day."""
    text = HEADER + row("2026-11-12") * before + row("11/30/2024") + row("2026-11-12")
    [refusal] = refused(read(tmp_path, text))
    assert (refusal.line, refusal.field) == (before + 2, "Start Date")
    assert "not written as YYYY-MM-DD like the rest" in refusal.why


def test_iso_dates_after_dates_of_another_form_name_both_lines(tmp_path):
    with pytest.raises(FileError) as error:
        read(tmp_path, HEADER + row("10/15/2024") + row("2024-10-16"))
    assert "line 2 has “10/15/2024” (year last), line 3 has “2024-10-16” (year first)" in error.value.what


def test_13_15_2024_is_no_date_and_no_evidence(tmp_path):
    good, bad = read(tmp_path, HEADER + row("10/15/2024") + row("13/15/2024"))
    assert (good.worked_on, bad.line, bad.field) == (date(2024, 10, 15), 3, "Start Date")


@pytest.mark.parametrize(
    ("start", "end", "hours", "decimal", "begins", "seconds"),
    [
        ("10:23:52 AM", "10:58:49 AM", "00:34:57", "0.58", 37432, 2097),
        ("10:23 AM", "10:36 AM", "0:13", "0.22", 37380, 780),
        ("12:05 AM", "01:05 PM", "13:00", "13.0", 300, 46800),
        ("11:30\u202fAM", "12:30\u202fPM", "1:00", "1", 41400, 3600),
        ("15:00", "18:30", "3:30", "3,5", 54000, 12600),
        ("04:00:00", "04:45:00", "0.75", "0.75", 14400, 2700),
    ],
)
def test_times_and_durations(tmp_path, start, end, hours, decimal, begins, seconds):
    entry = only(read(tmp_path, HEADER + row("2026-11-12", start, end, hours, decimal)))
    assert (entry.start, entry.seconds, entry.flags) == (begins, seconds, ())


def test_semicolons_with_decimal_commas(tmp_path):
    text = (HEADER + row("18.08.2026", "15:00", "18:30", "3:30", "3,5")).replace('","', '";"')
    assert only(read(tmp_path, text)).seconds == 12600


def test_duration_columns_that_disagree(tmp_path):
    entry = only(
        read(tmp_path, HEADER + row(start="01:00:00 PM", end="02:00:01 PM", hours="01:00:01", decimal="0.00"))
    )
    assert entry.seconds == 3601
    assert entry.flags == ("Duration (decimal) says 0:00, Duration (h) 1:00:01; the latter counts.",)


def test_end_minus_start_that_disagrees(tmp_path):
    entry = only(read(tmp_path, HEADER + row(start="13:00", end="17:30", hours="3:30", decimal="3.5")))
    assert (entry.seconds, len(entry.flags)) == (12600, 1)


def test_a_break_does_not_count(tmp_path):
    header = HEADER.replace('"Tags",', '"Tags","Type","Invoiced","Invoice ID",')
    work = row().replace('"ana@example.com","",', '"ana@example.com","","Regular","No","",')
    rest = row().replace('"ana@example.com","",', '"ana@example.com","","Break","No","",')
    regular, pause = read(tmp_path, header + work + rest)
    assert (regular.counts, regular.flags) == (True, ())
    assert (pause.counts, pause.seconds, pause.flags) == (
        False,
        2097,
        ("“Break” is a break and is not counted.",),
    )


def test_renamed_and_added_columns(tmp_path):
    """The workspace calls tasks activities, has no clients, another currency and a field of its own."""
    header = (
        '"Project","Description","Activity","User","Email","Billable","Start Date","Start Time","End Date",'
        '"End Time","Duration (h)","Duration (decimal)","Billable Rate (EURO)","Date of creation","Deal ID"\n'
    )
    cells = [
        '"Site"',
        '"Fix"',
        '"Dev"',
        '"Ana"',
        '"a@example.com"',
        '"No"',
        '"2026-11-12"',
        '"09:00"',
        '"10:00"',
    ]
    cells = [*cells[:8], '"2026-11-12"', cells[8], '"1:00"', '"1.00"', '"0"', '"2026-12-01"', '"D-7"']
    sheet = open_timesheet(write(tmp_path, header + ",".join(cells) + "\n"))
    entry = only(list(sheet.rows()))
    assert (sheet.source, entry.task, entry.client, entry.worked_on) == (
        "clockify",
        "Dev",
        "",
        date(2026, 11, 12),
    )
