"""Kimai files: the export with its header in four languages, and the import layout with plain seconds."""

from datetime import date

import pytest

from mmtui.imports.problems import AmbiguousDurations
from mmtui.imports.timesheets import open_timesheet
from tests.imports.sheets import only, read, write

EXPORT = (
    "Date,From,To,Duration,Currency,Price,Internal price,Hourly price,Fixed price,Name,User,"
    "E-mail,Staff number,"
    "Customer,Project,Activity,Description,Billable,Tags,Type,category,Account,"
    "Project number,VAT-ID,Order number"
)


def test_export(tmp_path):
    row = only(
        read(
            tmp_path,
            EXPORT + ",Working place,Working place\n"
            "2026-11-12,09:00,09:06,0:06,EUR,-1.20,0,12,,Ana Lee,ana,ana@example.com,,Acme,Site,Dev,Fix,1,a,"
            "timesheet,work,,,,,home,\n",
        )
    )
    assert row[:15] == (
        2, date(2026, 11, 12), 360, 32400, 32760, "Ana Lee", "ana@example.com", "Acme", "Site", "Dev",
        "Fix", "a",
        True, True, (),
    )  # fmt: skip


@pytest.mark.parametrize(
    "header",
    [
        "Datum;Von;Bis;Dauer;Name;Benutzer;E-Mail;Kunde;Projekt;Tätigkeit;Beschreibung;Abrechenbar;Schlagworte",
        "Date;De;À;Durée;Nom;Utilisateur;Courriel;Client;Projet;Activité;Description;Facturable;Mots-clés",
        "Fecha;De;Para;Duración;Nombre;Usuario;Correo electrónico;Cliente;Proyecto;Actividad;Descripción;"
        "Facturable;Etiquetas",
    ],
)
def test_translated_headers(tmp_path, header):
    text = header + "\n2026-11-12;09:00;10:30;1:30:00;;ana;a@example.com;Acme;Site;Dev;Fix;Ja;x\n"
    sheet = open_timesheet(write(tmp_path, text))
    row = only(list(sheet.rows()))
    assert (sheet.source, sheet.delimiter, row.seconds, row.start, row.end) == (
        "kimai",
        ";",
        5400,
        32400,
        37800,
    )
    assert (row.person, row.client, row.task, row.note, row.billable, row.tags) == (
        "ana", "Acme", "Dev", "Fix", True, "x",
    )  # fmt: skip


def test_import_layout_in_seconds(tmp_path):
    text = (
        "Date;From;To;Duration;Rate;User;Customer;Project;Activity;Description;Exported;Tags;HourlyRate;FixedRate\n"
        "2026-11-12;;;7260;;ana;Acme;Site;Dev;;0;;;\n2026-11-13;;;2:01;;ana;Acme;Site;Dev;;0;;;\n"
    )
    assert [row.seconds for row in read(tmp_path, text)] == [7260, 7260]


def test_whole_numbers_beside_decimals_are_hours(tmp_path):
    text = "Date,Duration,User,Customer,Project,Activity\n2026-11-12,0.11,ana,A,P,D\n2026-11-12,2,ana,A,P,D\n"
    assert [row.seconds for row in read(tmp_path, text)] == [396, 7200]


@pytest.mark.parametrize(("duration", "to"), [("2", "11:00"), ("7200", "11:00"), ("10800", "12:00")])
def test_whole_numbers_are_settled_by_start_and_end(tmp_path, duration, to):
    head = "Date,From,To,Duration,User,Customer,Project,Activity\n"
    row = only(read(tmp_path, f"{head}2026-11-12,09:00,{to},{duration},ana,A,P,D\n"))
    assert (row.seconds, row.flags) == (row.end - row.start, ())


def test_whole_numbers_that_stay_open_are_asked(tmp_path):
    path = write(tmp_path, "Date,Duration,User,Customer,Project,Activity\n2026-11-12,12,ana,A,P,D\n")
    with pytest.raises(AmbiguousDurations) as question:
        open_timesheet(path)
    assert (question.value.line, question.value.examples) == (2, ("12",))
    assert "may be hours or seconds" in question.value.what
    assert only(list(open_timesheet(path, duration_unit="hours").rows())).seconds == 43200
    assert only(list(open_timesheet(path, duration_unit="minutes").rows())).seconds == 720


def test_no_kimai_entry_of_more_than_24_hours_so_these_are_seconds(tmp_path):
    text = "Date,Duration,User,Customer,Project,Activity\n2026-11-12,7260,ana,A,P,D\n"
    assert only(read(tmp_path, text)).seconds == 7260


def test_over_midnight_without_an_end_date(tmp_path):
    text = "Date,From,To,Duration,User,Customer,Project,Activity\n2026-11-30,22:00,02:00,4:00,ana,A,P,D\n"
    row = only(read(tmp_path, text))
    assert (row.start, row.end, row.seconds, row.flags) == (79200, 93600, 14400, ())


def test_end_before_start_without_an_end_date(tmp_path):
    [row] = read(
        tmp_path,
        "Date,From,To,Duration,User,Customer,Project,Activity\n2026-11-30,11:00,09:00,2:00,a,A,P,D\n",
    )
    assert (row.line, row.field, row.why) == (
        2,
        "To",
        "The entry ends before it starts. Correct it at the source.",
    )
