"""Any other CSV through a saved column mapping."""

from datetime import date

import pytest

from mmtui.errors import FieldError
from mmtui.imports.mapped import Profile
from mmtui.imports.problems import AmbiguousDurations, UnknownLayout
from mmtui.imports.timesheets import open_timesheet
from tests.imports.sheets import only, read, write

SPREADSHEET = Profile(
    "Office sheet", {"date": "Day", "duration": "Time", "person": "Who", "client": "Customer", "note": "What"}
)


def test_columns_by_name_without_regard_to_case_and_order(tmp_path):
    text = "what;TIME;day;Who;customer;Rate\nPhone;1h30;12.11.2026;Ana;Acme;85\n"
    sheet = open_timesheet(write(tmp_path, text), profile=SPREADSHEET)
    row = only(list(sheet.rows()))
    assert sheet.source == "Office sheet"
    assert (row.worked_on, row.seconds, row.person, row.client, row.project, row.note) == (
        date(2026, 11, 12), 5400, "Ana", "Acme", "", "Phone",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("duration", "seconds"),
    [
        ("1:30", 5400), ("1.5", 5400), ("1h30", 5400), ("1 h 30 min", 5400), ("90m", 5400), ("90 min", 5400),
        ("1h", 3600), ("2 hours", 7200), ("0.75 h", 2700), ("47:06 min", 2826), ("12 sec", 12),
        ("1:30:15.5", 5415),
    ],
)  # fmt: skip
def test_fault_10_durations(tmp_path, duration, seconds):
    text = f"Day,Time,Who,Customer,What\n2026-11-12,{duration},Ana,Acme,\n"
    assert only(read(tmp_path, text, profile=SPREADSHEET)).seconds == seconds


def test_a_plain_number_is_asked_and_the_answer_kept_in_the_profile(tmp_path):
    path = write(tmp_path, "Day,Time,Who,Customer,What\n2026-11-12,8,Ana,Acme,\n")
    with pytest.raises(AmbiguousDurations):
        open_timesheet(path, profile=SPREADSHEET)
    told = Profile(SPREADSHEET.name, SPREADSHEET.columns, duration_unit="hours")
    assert only(list(open_timesheet(path, profile=told).rows())).seconds == 28800


def test_start_and_end_stamps_without_a_duration(tmp_path):
    profile = Profile(
        "Stamps", {"date": "Begin", "start": "Begin", "end_date": "Finish", "end": "Finish", "person": "Who"}
    )
    text = (
        "Who,Begin,Finish\nAna,2026-11-30 22:00,2026-12-01 00:30\n"
        "Ana,2026-11-30T09:00:00,2026-11-30T09:20:00\n"
    )
    late, early = read(tmp_path, text, profile=profile)
    assert (late.worked_on, late.seconds, late.start, late.end) == (date(2026, 11, 30), 9000, 79200, 88200)
    assert early.seconds == 1200


def test_a_stamp_with_a_time_zone_is_refused(tmp_path):
    profile = Profile("Stamps", {"date": "Begin", "start": "Begin", "duration": "Time"})
    [row] = read(tmp_path, "Begin,Time\n2026-11-30T22:00:00Z,1:00\n", profile=profile)
    assert (row.line, row.field, "carries a time zone" in row.why) == (2, "Begin", True)


def test_the_status_of_an_invoicing_tool_says_billable(tmp_path):
    profile = Profile("Tool", {"date": "Day", "duration": "Time", "billable": "Status"})
    words = ("non-billable", "unpaid", "invoiced", "paid", "")
    text = "Day,Time,Status\n" + "".join(f"2026-11-12,1:00,{word}\n" for word in words)
    assert [row.billable for row in read(tmp_path, text, profile=profile)] == [False, True, True, True, None]


def test_a_column_that_is_gone_is_named(tmp_path):
    path = write(tmp_path, "Day,Times,Who,Customer,What\n2026-11-12,1:00,Ana,Acme,\n")
    with pytest.raises(UnknownLayout) as error:
        open_timesheet(path, profile=SPREADSHEET)
    assert "there is no column Time." in error.value.sentence
    assert "Time (or is it Times?)" in error.value.sentence


def test_round_trip_through_json():
    profile = Profile("Büro", {"date": "Tag", "duration": "Zeit"}, "dmy", "hours", ",", ("Pause",))
    assert Profile.from_json(profile.to_json()) == profile


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", '{"name": "x"}',
        '{"name": "x", "columns": {"date": "D", "duration": "T"}, "date_order": "ydm"}',
    ],
)  # fmt: skip
def test_a_damaged_profile_is_refused(text):
    with pytest.raises(FieldError, match="can't be read"):
        Profile.from_json(text)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"duration": "Time"}, "for the date"),
        ({"date": "Day"}, "for the duration"),
        ({"date": "Day", "start": "S"}, "for the duration"),
        ({"date": "Day", "duration": "T", "colour": "C"}, "not a field"),
    ],
)
def test_a_profile_needs_a_date_and_a_duration(columns, words):
    with pytest.raises(FieldError, match=words):
        Profile("x", columns)
