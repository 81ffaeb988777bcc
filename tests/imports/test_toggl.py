"""Toggl Track files: the classic layout, the newer one, and rows that contradict themselves."""

from datetime import date

import pytest

from mmtui.imports.timesheets import open_timesheet
from tests.imports.sheets import TOGGL_HEADER, only, read, refused, toggl, toggl_row, write


def test_classic_layout(tmp_path):
    row = only(
        read(
            tmp_path,
            "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,"
            "Duration,Tags,Amount (EUR)\n"
            "Ana Lee,ana@example.com,Acme Dental,Support,Login,Fix the form,Yes,"
            "2026-11-12,09:00:05,2026-11-12,"
            '10:30:05,01:30:00,"Development, Backend",120.00\n',
        )
    )
    assert row[:15] == (
        2, date(2026, 11, 12), 5400, 32405, 37805, "Ana Lee", "ana@example.com", "Acme Dental", "Support",
        "Login", "Fix the form", "Development, Backend", True, True, (),
    )  # fmt: skip
    assert row.source_text == (
        '["Ana Lee","ana@example.com","Acme Dental","Support","Login","Fix the form","Yes","2026-11-12",'
        '"09:00:05","2026-11-12","10:30:05","01:30:00","Development, Backend","120.00"]'
    )


@pytest.mark.parametrize("amount", ["Amount ()", "Amount (USD)", ""])
def test_amount_column_varies(tmp_path, amount):
    header = TOGGL_HEADER.replace("Amount (EUR)", amount)
    assert only(read(tmp_path, header + toggl_row())).seconds == 7200


def test_amount_column_absent(tmp_path):
    header, row = (
        TOGGL_HEADER.replace(",Amount (EUR)", ""),
        toggl_row().replace("Development,\n", "Development\n"),
    )
    assert only(read(tmp_path, header + row)).tags == "Development"


def test_byte_order_mark_before_a_quoted_header(tmp_path):
    text = (
        '"Description",Duration,Project,Start date,Start time,Stop date,Stop time\n'
        "Fix,0:45:00,Site,2026-11-12,09:00:00,2026-11-12,09:45:00\n"
    )
    sheet = open_timesheet(write(tmp_path, b"\xef\xbb\xbf" + text.encode()))
    assert (sheet.source, sheet.header[0], sheet.has_person) == ("toggl", "Description", False)
    row = only(list(sheet.rows()))
    assert (row.note, row.seconds, row.end, row.person) == ("Fix", 2700, 35100, "")


def test_nine_columns_with_the_email_as_the_person(tmp_path):
    row = only(
        read(
            tmp_path,
            "Email,Start date,Start time,Duration,Project,Task,Client,Billable,Description\n"
            "bo@example.com,2026-11-12,09:00:00,1:30:00,Site,,Acme,No,Review\n",
        )
    )
    assert (row.person, row.email, row.seconds, row.start, row.end) == (
        "bo@example.com", "bo@example.com", 5400, 32400, None,
    )  # fmt: skip
    assert row.billable is False


def test_over_midnight_keeps_the_start_date(tmp_path):
    row = only(
        read(tmp_path, toggl(start="2026-11-30,22:00:00", end="2026-12-01,02:00:00", duration="04:00:00"))
    )
    assert (row.worked_on, row.seconds, row.end, row.flags) == (date(2026, 11, 30), 14400, 93600, ())


def test_contradictory_duration_is_flagged_and_counts(tmp_path):
    row = only(read(tmp_path, toggl(duration="01:30:00")))
    assert row.seconds == 5400
    assert row.flags == ("Start and end make 2:00, the duration says 1:30; it counts.",)


def test_a_minute_of_difference_is_rounding(tmp_path):
    assert only(read(tmp_path, toggl(duration="02:01:00"))).flags == ()
    assert only(read(tmp_path, toggl(duration="02:01:01"))).flags != ()


def test_zero_is_kept_and_flagged(tmp_path):
    row = only(read(tmp_path, toggl(end="2026-11-12,09:00:00", duration="00:00:00")))
    assert (row.seconds, row.flags) == (0, ("The duration is 0:00.",))


def test_the_hour_that_comes_twice_is_kept_and_flagged(tmp_path):
    """11/01/2026: 01:30 summer time to 01:10 standard time is forty minutes."""
    row = only(
        read(tmp_path, toggl(start="2026-11-01,01:30:00", end="2026-11-01,01:10:00", duration="00:40:00"))
    )
    assert (row.seconds, row.start, row.end) == (2400, 5400, 4200)
    assert "comes twice" in row.flags[0]


def test_missing_duration_is_taken_from_start_and_end(tmp_path):
    row = only(read(tmp_path, toggl(duration="")))
    assert (row.seconds, row.flags) == (7200, ("No duration is given; end − start counts.",))


@pytest.mark.parametrize(
    ("cells", "field", "words"),
    [
        ({"start": "2026-11-12,11:30:00"}, "End time", "ends before it starts"),
        ({"start": "2026-11-13,09:00:00"}, "End time", "ends before it starts"),
        ({"start": "13/15/2024,09:00:00"}, "Start date", "13 and 15 are both no month"),
        ({"start": "2026-02-30,09:00:00"}, "Start date", "month 2 of 2026 has no day 30"),
        ({"start": "someday,09:00:00"}, "Start date", "“someday” is not a date"),
        ({"start": ",09:00:00"}, "Start date", "The date is missing"),
        ({"start": "0202-11-12,09:00:00"}, "Start date", "the year 202 can't be right"),
        ({"start": "2026-11-12,25:00:00"}, "Start time", "“25:00:00” is not a time of day"),
        ({"end": "2026-11-12,9 o'clock"}, "End time", "is not a time of day"),
        ({"end": "12 Nov,11:00:00"}, "End date", "“12 Nov” is not a date"),
        ({"duration": "-01:00:00"}, "Duration", "is negative"),
        ({"duration": "−0:30"}, "Duration", "is negative"),
        ({"duration": "25:00:00"}, "Duration", "more than 24 hours"),
        ({"duration": "1:75"}, "Duration", "“1:75” is not a duration"),
        ({"duration": "soon"}, "Duration", "“soon” is not a duration"),
        ({"duration": "1e52"}, "Duration", "is not a duration"),
        ({"duration": "", "end": ","}, "Duration", "is the timer still running?"),
        ({"bill": "maybe"}, "Billable", "neither yes nor no"),
        ({"note": "x" * 10_001}, "Description", "10,001 characters"),
    ],
)
def test_refused_rows_name_line_and_field(tmp_path, cells, field, words):
    good, bad = toggl_row(), toggl_row(**cells)
    [refusal] = refused(read(tmp_path, TOGGL_HEADER + good + bad + good))
    assert (refusal.line, refusal.field) == (3, field)
    assert words in refusal.why


def test_nobody_named(tmp_path):
    [refusal] = refused(read(tmp_path, TOGGL_HEADER + toggl_row(user="").replace("ana@example.com", " ")))
    assert (refusal.field, refusal.why) == (
        "User",
        "Nobody is named for this entry. Add the person at the source.",
    )


def test_exactly_24_hours_are_kept(tmp_path):
    row = only(
        read(tmp_path, toggl(start="2026-11-12,00:00:00", end="2026-11-13,00:00:00", duration="24:00:00"))
    )
    assert (row.seconds, row.flags) == (86400, ())


def test_an_unquoted_comma_shifts_the_cells_and_is_refused(tmp_path):
    shifted = toggl_row(note="Fix, then test")
    first, second = refused(read(tmp_path, TOGGL_HEADER + shifted + shifted.replace(",\n", ",80.00\n")))
    assert (first.line, first.field) == (2, "Start date")
    assert (second.line, "The row has 15 cells, the header 14" in second.why) == (3, True)


def test_trailing_empty_cells_are_accepted(tmp_path):
    assert only(read(tmp_path, TOGGL_HEADER + toggl_row().replace("\n", ",,\n"))).seconds == 7200


def test_lines_are_physical(tmp_path):
    """A note of three lines; blank lines in between."""
    text = (
        TOGGL_HEADER
        + toggl_row(note='"one\r\ntwo\nthree"')
        + "\n"
        + toggl_row(note="after")
        + toggl_row(bill="?")
    )
    first, second, third = read(tmp_path, text)
    assert (first.line, first.note) == (2, "one\ntwo\nthree")
    assert (second.line, third.line) == (6, 7)


def test_identical_rows_are_both_given(tmp_path):
    assert len(read(tmp_path, TOGGL_HEADER + toggl_row() * 2)) == 2
