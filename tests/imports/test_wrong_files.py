"""Files that are no time sheet, or none that can be read: a sentence with the line, and what to do."""

import codecs
import tracemalloc

import pytest

from mmtui.errors import FileError
from mmtui.imports.problems import UnknownLayout
from mmtui.imports.timesheets import open_timesheet, recognise
from tests.imports.sheets import TOGGL_HEADER, only, read, toggl, toggl_row, write

HARVEST_TEXT = "Date,Client,Project,Task,Notes,Hours,First Name,Last Name\n2026-11-12,A,P,T,,1.5,Ana,Lee\n"
JIRA = "Issue Type,Issue key,Issue id,Summary,Assignee,Reporter,Status\nBug,AB-1,1,Broken,Ana,Bo,Open\n"
PAYROLL = (
    "Employee ID,Employee Name,Pay Period,Regular Hours,Gross Pay,Net Pay\n7,Ana,2026-11,160,4000,3000\n"
)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "sheet.csv: is empty. Export it again."),
        (b"\xef\xbb\xbf", "sheet.csv: holds only blank lines. Export it again."),
        (b"\r\n\r\n", "sheet.csv: holds only blank lines. Export it again."),
        (
            TOGGL_HEADER.encode(),
            "sheet.csv, line 1: has a header but no rows. Choose a period with entries and export again.",
        ),
        (
            b"%PDF-1.7\n1 0 obj",
            "sheet.csv, line 1: is a PDF, not a CSV file. Export the report as CSV instead.",
        ),
        (
            b"PK\x03\x04\x14\0\x06\0",
            "sheet.csv, line 1: is an Excel workbook or a ZIP archive, not a CSV file. "
            "Open it and save it as CSV (UTF-8).",
        ),
        (
            b"<!DOCTYPE html><html>",
            "sheet.csv, line 1: is a web page, not a CSV file. "
            "Sign in there and export the report as CSV again.",
        ),
        (
            (TOGGL_HEADER + toggl_row() + toggl_row(note="a\0b")).encode(),
            "sheet.csv, line 3: holds a NUL byte: it is not a text file, or it is damaged. "
            "Export it again as CSV.",
        ),
        (
            (TOGGL_HEADER + toggl_row()).encode() + b"\x81\xfc,\n",
            "sheet.csv, line 3: holds bytes that are text neither in UTF-8 nor in UTF-16 "
            "nor in Windows-1252. "
            "Save it as CSV in UTF-8.",
        ),
    ],
    ids=["empty", "only a mark", "blank", "header only", "pdf", "xlsx", "html", "nul", "no encoding"],
)
def test_no_csv(tmp_path, content, sentence):
    with pytest.raises(FileError) as error:
        read(tmp_path, content)
    assert error.value.sentence == sentence


def test_a_file_that_is_not_there_and_a_folder(tmp_path):
    with pytest.raises(FileError, match=r"none\.csv: can't be read"):
        open_timesheet(tmp_path / "none.csv")
    with pytest.raises(FileError):
        open_timesheet(tmp_path)


@pytest.mark.parametrize(
    "broken",
    [
        toggl_row(note='"open') + toggl_row() * 3,
        toggl_row(note='"open') + toggl_row() + toggl_row(note='"closed"'),
        toggl_row(note='"half" quoted') + toggl_row(),
    ],
    ids=["never closed", "closed by a later row", "text after a quote"],
)
def test_a_broken_quote_names_the_line_where_its_row_starts(tmp_path, broken):
    with pytest.raises(FileError) as error:
        read(tmp_path, TOGGL_HEADER + toggl_row() * 30 + broken)
    assert error.value.where == "sheet.csv, line 32"
    assert "the quotes of the row that starts here don't match" in error.value.what


def test_quotes_inside_an_unquoted_cell_are_text(tmp_path):
    assert only(read(tmp_path, toggl(note='5" pipe'))).note == '5" pipe'


def test_an_open_quote_before_a_million_characters(tmp_path):
    with pytest.raises(FileError) as error:
        read(tmp_path, TOGGL_HEADER + toggl_row() * 30 + toggl_row(note='"open') + toggl_row() * 12_000)
    assert error.value.where == "sheet.csv, line 32"
    assert "an open quote?" in error.value.what


@pytest.mark.parametrize("length", [10_001, 100_000, 200_000])
def test_fault_23_a_very_long_cell_refuses_its_row_only(tmp_path, length):
    first, long, last = read(
        tmp_path, TOGGL_HEADER + toggl_row() + toggl_row(note="x" * length) + toggl_row()
    )
    assert (first.seconds, last.seconds) == (7200, 7200)
    assert (long.line, long.field) == (3, "Description")
    assert long.why == f"The cell has {length:,} characters, more than 10,000. Shorten it."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (JIRA, "this looks like a list of Jira issues, not a time sheet."),
        (PAYROLL, "a payroll sheet, not a time sheet."),
    ],
)
def test_a_wrong_file_is_called_by_its_name(tmp_path, text, words):
    path = write(tmp_path, text, name="toggl.csv")
    with pytest.raises(UnknownLayout) as error:
        open_timesheet(path)
    assert error.value.where == "toggl.csv, line 1"
    assert words in error.value.what
    assert "Export the detailed time report" in error.value.do


def test_a_jira_list_given_as_toggl(tmp_path):
    with pytest.raises(UnknownLayout) as error:
        open_timesheet(write(tmp_path, JIRA, name="toggl.csv"), source="toggl")
    assert error.value.sentence == (
        "toggl.csv, line 1: the header is not that of Toggl Track: there is no column "
        "Start date, Start time, "
        "Duration, Project or Client. It looks like a list of Jira issues. "
        "Export the detailed time report as CSV."
    )


def test_another_source_than_was_said(tmp_path):
    with pytest.raises(UnknownLayout) as error:
        open_timesheet(write(tmp_path, HARVEST_TEXT), source="clockify")
    assert "no column Start date, Duration (h)" in error.value.what
    assert error.value.do == "It is that of Harvest: import it as harvest."


def test_an_unknown_layout_brings_what_the_mapping_screen_needs(tmp_path):
    text = "Day,Who,Time\n" + "".join(f"2026-11-{day:02d},Ana,1:00\n" for day in range(1, 31))
    for source in ("auto", "plutio"):
        with pytest.raises(UnknownLayout) as error:
            open_timesheet(write(tmp_path, text), source=source)
        assert error.value.header == ("Day", "Who", "Time")
        assert len(error.value.samples) == 20
        assert error.value.samples[0] == ("2026-11-01", "Ana", "1:00")


@pytest.mark.parametrize(
    ("encoding", "before"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("cp1252", b""),
    ],
)
def test_fault_10_encodings(tmp_path, encoding, before):
    content = before + toggl(user="Zoë", note="Für „Müller“ – 5 €").encode(encoding)
    row = only(read(tmp_path, content))
    assert (row.person, row.note) == ("Zoë", "Für „Müller“ – 5 €")


def test_one_umlaut_far_behind_decides_the_encoding_of_the_whole_file(tmp_path):
    rows = TOGGL_HEADER + toggl_row() * 20_000 + toggl_row(user="Jörg")
    *_, last = open_timesheet(write(tmp_path, rows, encoding="cp1252")).rows()
    assert (last.person, last.line) == ("Jörg", 20_002)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_fault_10_delimiters_are_found_in_the_header_only(tmp_path, delimiter):
    """The note is full of the other two."""
    text = toggl(note="NOTE").replace(",", delimiter).replace("NOTE", '"a;b,c;d\te;;,,"')
    sheet = open_timesheet(write(tmp_path, text))
    assert sheet.delimiter == delimiter
    assert only(list(sheet.rows())).seconds == 7200


def test_the_delimiter_line_of_a_spreadsheet(tmp_path):
    row = only(read(tmp_path, "sep=;\r\n" + toggl().replace(",", ";")))
    assert (row.line, row.seconds) == (3, 7200)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(tmp_path, end):
    rows = read(tmp_path, (TOGGL_HEADER + toggl_row() * 2).replace("\n", end))
    assert [row.line for row in rows] == [2, 3]


def test_rows_can_be_read_again_and_stopped(tmp_path):
    sheet = open_timesheet(write(tmp_path, TOGGL_HEADER + toggl_row() * 2_000))
    rows = sheet.rows()
    first = next(rows)
    rows.close()
    assert next(sheet.rows()) == first
    seen: list[int] = []
    assert sum(1 for _row in sheet.rows(seen.append)) == 2_000
    assert seen == sorted(seen)
    assert seen[-1] == sheet.size_bytes


def test_an_error_of_the_progress_ends_the_reading(tmp_path):
    def cancel(_bytes_read: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(open_timesheet(write(tmp_path, TOGGL_HEADER + toggl_row() * 2_000)).rows(cancel))


def test_a_client_list_given_as_hours(tmp_path):
    with pytest.raises(UnknownLayout, match="looks like a client list"):
        read(tmp_path, "client,plan,start,anchor_day\nAcme,Basic,2026-11-01,1\n")


def test_an_answer_about_dates_is_not_needed_where_the_year_comes_first(tmp_path):
    sheet = open_timesheet(write(tmp_path, toggl()), date_order="dmy")
    assert sheet.date_order == "ymd"
    assert only(list(sheet.rows())).worked_on.isoformat() == "2026-11-12"


@pytest.mark.parametrize("day", ["2026-11-12", "22/11/2026"])
def test_memory_does_not_grow_with_the_file(tmp_path, day):
    """8,000 different rows; kept as rows they would take more than 7 MB."""
    stamp = f"{day},09:00:00"
    lines = "".join(toggl_row(stamp, f"{day},11:00:00", note=f"{'x' * 60}{at}") for at in range(8_000))
    path = write(tmp_path, TOGGL_HEADER + lines)
    tracemalloc.start()
    try:
        assert sum(1 for _row in open_timesheet(path).rows()) == 8_000
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_recognise():
    assert recognise(TOGGL_HEADER.strip().split(",")) == "toggl"
    assert recognise(HARVEST_TEXT.splitlines()[0].split(",")) == "harvest"
    assert recognise(["Employee?", "First Name", "Last Name", "Date", "Hours"]) is None
    assert recognise([]) is None
