"""Harvest files: a date and decimal hours, in the locales that were seen."""

from datetime import date

import pytest

from mmtui.imports.rows import TimeRow
from tests.imports.sheets import only, read, refused

REPORT = (
    "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?,Approved?,First Name,Last Name,"
    "Employee Id,Roles,Employee?,Billable Rate,Billable Amount,Cost Rate,Cost Amount,Currency,"
    "External Reference URL\n"
)
ROW = (
    '2026-11-12,Acme,Site,S-1,Development,"Two\nlines",2.97,Yes,No,No,Ana,Lee,7,Developer,Yes,'
    '"1,085.00","3,222.45",0.0,0.0,United States Dollar - USD,\n'
)


def test_report(tmp_path):
    row = only(read(tmp_path, REPORT + ROW))
    assert row[:15] == (
        2, date(2026, 11, 12), 10692, None, None, "Ana Lee", "", "Acme", "Site", "Development",
        "Two\nlines", "",
        True, True, (),
    )  # fmt: skip


def test_hours_count_and_hours_rounded_do_not(tmp_path):
    header = REPORT.replace("Hours,", "Hours,Hours Rounded,")
    assert only(read(tmp_path, header + ROW.replace("2.97,", "2.97,3.0,"))).seconds == 10692


@pytest.mark.parametrize("gone", ["Employee Id,", "Roles,", "Billable Rate,"])
def test_columns_that_some_files_lack(tmp_path, gone):
    names, cells = (
        REPORT.strip().split(","),
        ["2026-11-12", "Acme", "Site", "", "Dev", "", "1.5", "No"] + ["x"] * 13,
    )
    position = names.index(gone.strip(","))
    del names[position], cells[position]
    assert only(read(tmp_path, ",".join(names) + "\n" + ",".join(cells) + "\n")).seconds == 5400


def test_import_layout(tmp_path):
    text = "Date,Client,Project,Task,Notes,Hours,First name,Last name\n2026-11-12,Acme,S,Dev,x,0.72,Bo,Ek\n"
    row = only(read(tmp_path, text))
    assert (row.seconds, row.person) == (2592, "Bo Ek")


def test_decimal_comma_and_thousands(tmp_path):
    head = "Date,Client,Project,Task,Notes,Hours,First Name,Last Name\n"
    cells = ('"20,0"', '"0,01"', '"2.000,0"', '"1,234"')
    rows = read(tmp_path, head + "".join(f"2024-03-04,A,P,T,,{hours},Ana,Lee\n" for hours in cells))
    assert [row.seconds for row in rows if isinstance(row, TimeRow)] == [72000, 36, 4442]
    assert [(row.line, row.why) for row in refused(rows)] == [
        (4, "“2.000,0” is more than 24 hours in one entry. Correct it at the source.")
    ]


def test_german_semicolons(tmp_path):
    text = (
        "Datum;Kunde;Projekt;Aufgabe;Notizen;Stunden;Abrechenbar?;Vorname;Nachname\n"
        "04.08.2026;Müller;Seite;Pflege;;6,5;Ja;Jörg;Groß\n"
    )
    row = only(read(tmp_path, text, encoding="cp1252"))
    assert (row.worked_on, row.seconds, row.client, row.person, row.billable) == (
        date(2026, 8, 4), 23400, "Müller", "Jörg Groß", True,
    )  # fmt: skip


def test_fault_10_contested_decimal_is_refused_unless_the_file_shows_its_sign(tmp_path):
    head = "Date,Client,Project,Task,Notes,Hours,First Name,Last Name\n"
    row = "2026-11-12,A,P,T,,{},Ana,Lee\n"
    [refusal] = refused(read(tmp_path, head + row.format("1.234")))
    assert "may be 1.234 or 1234" in refusal.why
    contested, clear = read(tmp_path, head + row.format("1.234") + row.format("0.5"))
    assert (contested.seconds, clear.seconds) == (4442, 1800)


@pytest.mark.parametrize(("hours", "seconds"), [("8", 28800), ("0.01", 36), (".5", 1800), ("1:30", 5400)])
def test_hours_of_other_forms(tmp_path, hours, seconds):
    head = "Date,Client,Project,Task,Notes,Hours,First Name,Last Name\n"
    assert only(read(tmp_path, f"{head}2026-11-12,A,P,T,,{hours},Ana,Lee\n")).seconds == seconds
