"""Any rows, written in a source's layout and locale and read back, give the same values and the same keys."""

import csv
import io
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mmtui.imports.durations import DurationReader, decimal_value
from mmtui.imports.hygiene import clean_line, clean_text
from mmtui.imports.rows import CellError, TimeRow, content_key
from mmtui.imports.timesheets import open_timesheet
from tests.imports.sheets import read, toggl

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).map(clean_line)
NAMES = WORDS.filter(bool)
NOTES = st.text(st.sampled_from('ab é"\n,;\t\\'), max_size=12).map(clean_text)


@dataclass(frozen=True)
class Work:
    """One entry as the test means it; `seconds` is a multiple of 36, so two decimals of hours hold it."""

    day: date
    start: int
    seconds: int
    person: str
    client: str
    project: str
    note: str
    billable: bool


WORKS = st.lists(
    st.builds(
        Work,
        day=st.dates(date(2024, 1, 1), date(2027, 12, 31)),
        start=st.integers(0, 86_399),
        seconds=st.integers(1, 2400).map(lambda hundredths: hundredths * 36),
        person=NAMES,
        client=WORDS,
        project=WORDS,
        note=NOTES,
        billable=st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


def clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def am_pm(seconds: int) -> str:
    hours = seconds // 3600
    return f"{(hours + 11) % 12 + 1}:{clock(seconds)[3:]} {'PM' if hours >= 12 else 'AM'}"


def stop(work: Work) -> tuple[date, int]:
    days, second = divmod(work.start + work.seconds, 86_400)
    return work.day + timedelta(days), second


def read_file(
    header: list[str], lines: list[list[str]], delimiter: str, encoding: str, **how
) -> list[TimeRow]:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows([header, *lines])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.csv"
        path.write_bytes(text.getvalue().encode(encoding))
        rows = list(open_timesheet(path, **how).rows())
    assert all(isinstance(row, TimeRow) for row in rows), rows
    return rows


def as_toggl(works: list[Work]) -> list[TimeRow]:
    header = [
        "User",
        "Client",
        "Project",
        "Description",
        "Billable",
        "Start date",
        "Start time",
        "End date",
        "End time",
        "Duration",
    ]
    lines = [
        [
            work.person, work.client, work.project, work.note, "Yes" if work.billable else "No",
            work.day.isoformat(), clock(work.start), stop(work)[0].isoformat(), clock(stop(work)[1]),
            clock(work.seconds),
        ]
        for work in works
    ]  # fmt: skip
    return read_file(header, lines, ",", "utf-8-sig", source="toggl")


def as_clockify(works: list[Work], order: str) -> list[TimeRow]:
    """In German words with semicolons and decimal commas (dmy), or American with AM and PM (mdy)."""
    shape, time = ("%d/%m/%Y", clock) if order == "dmy" else ("%m/%d/%Y", am_pm)
    header = (
        "Projekt,Kunde,Beschreibung,Benutzer,Abrechenbar,Startdatum,Startzeit,Enddatum,Endzeit,Dauer (h),"
        "Dauer (dezimal)"
    )
    lines = [
        [
            work.project, work.client, work.note, work.person, "Ja" if work.billable else "Nein",
            work.day.strftime(shape), time(work.start), stop(work)[0].strftime(shape), time(stop(work)[1]),
            clock(work.seconds), f"{work.seconds // 3600},{work.seconds % 3600 // 36:02d}",
        ]
        for work in works
    ]  # fmt: skip
    return read_file(header.split(","), lines, ";", "utf-16", source="clockify", date_order=order)


def as_harvest(works: list[Work], shape: str, point: str) -> list[TimeRow]:
    header = ["Date", "Client", "Project", "Notes", "Hours", "Billable?", "First Name", "Last Name"]
    lines = [
        [
            work.day.strftime(shape), work.client, work.project, work.note,
            f"{work.seconds // 3600}{point}{work.seconds % 3600 // 36:02d}",
            "Yes" if work.billable else "No", work.person, "",
        ]
        for work in works
    ]  # fmt: skip
    return read_file(header, lines, ",", "utf-8", source="harvest")


def values(row: TimeRow) -> tuple:
    return (
        row.worked_on,
        row.seconds,
        row.person,
        row.client,
        row.project,
        row.note,
        row.billable,
        row.flags,
    )


def expected(work: Work) -> tuple:
    return (work.day, work.seconds, work.person, work.client, work.project, work.note, work.billable, ())


@settings(max_examples=40, deadline=None)
@given(WORKS)
def test_toggl_and_clockify_in_two_locales_give_the_same_values_and_keys(works):
    sheets = [as_toggl(works), as_clockify(works, "dmy"), as_clockify(works, "mdy")]
    for rows in sheets:
        assert [values(row) for row in rows] == [expected(work) for work in works]
        assert [(row.start, row.end) for row in rows] == [
            (work.start, work.start + work.seconds) for work in works
        ]
    assert len({tuple(content_key(row) for row in rows) for rows in sheets}) == 1


@settings(max_examples=40, deadline=None)
@given(WORKS)
def test_harvest_in_two_locales_gives_the_same_values_and_keys(works):
    sheets = [as_harvest(works, "%Y-%m-%d", "."), as_harvest(works, "%d.%m.%Y", ",")]
    for rows in sheets:
        assert [values(row) for row in rows] == [expected(work) for work in works]
    assert len({tuple(content_key(row) for row in rows) for rows in sheets}) == 1


def test_the_key_is_of_the_content_and_not_of_its_place(tmp_path):
    [row] = read(tmp_path, toggl())
    assert len(content_key(row)) == 16
    assert content_key(row._replace(line=99, flags=("x",), source_text="[]")) == content_key(row)
    changed = {
        "worked_on": date(2026, 11, 13), "seconds": 1, "start": None, "end": None, "person": "B",
        "email": "b",
        "client": "C", "project": "P", "task": "T", "note": "N", "tags": "G",
        "billable": None, "counts": False,
    }  # fmt: skip
    keys = {content_key(row._replace(**{field: value})) for field, value in changed.items()}
    assert len(keys | {content_key(row)}) == len(changed) + 1


@given(st.fractions(0, 24))
def test_decimals_are_rounded_once_half_up(value):
    """Six decimals of an hour, in both signs, against exact arithmetic."""
    millionths = round(value * 10**6)
    text = f"{millionths // 10**6}.{millionths % 10**6:06d}"
    exact = Fraction(millionths * 3600, 10**6)
    assert DurationReader(None)[text] == DurationReader(None)[text.replace(".", ",")] == (2 * exact + 1) // 2


@given(st.text(max_size=20))
def test_any_text_is_a_duration_or_refused(text):
    try:
        assert DurationReader("hours")[text] >= 0
    except CellError as error:
        assert str(error).endswith(".")


@given(st.text(st.sampled_from("0123456789.,' "), min_size=1, max_size=12))
def test_any_number_has_a_value_or_is_refused(text):
    try:
        assert decimal_value(text, None) >= 0
    except CellError as error:
        assert str(error).endswith(".")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["", "Date,Client,Project,Hours,First Name\n", toggl()]))
def test_any_bytes_give_rows_or_a_sentence(content, before):
    """No file of any bytes gets further than a MmtuiError."""
    from mmtui.errors import MmtuiError

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.csv"
        path.write_bytes(before.encode() + content)
        try:
            for row in open_timesheet(path).rows():
                assert row.line > 1
        except MmtuiError as error:
            assert "sheet.csv" in error.sentence


@pytest.mark.parametrize("size", [1, 7, 700])
def test_the_stream_does_not_depend_on_where_its_chunks_end(tmp_path, monkeypatch, size):
    monkeypatch.setattr("mmtui.imports.decoding.CHUNK", size)
    for encoding in ("utf-8", "utf-16", "cp1252"):
        [row] = read(tmp_path, toggl(note='"zwei\nZeilen – ü"'), encoding=encoding)
        assert (row.line, row.note) == (2, "zwei\nZeilen – ü")
