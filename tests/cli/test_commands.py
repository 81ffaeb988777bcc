"""The command line: figures, exit statuses and sentences, through `main` as a script would call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mmtui.__main__ import main

CLIENTS = """client,plan,start,project,opening_hours,email
Acme Dental,Standard,2026-10-01,Website,,priya@acme.example
Kerr [Labs],Basic,2026-11-16,,,
Northwind,Standard,2026-11-20,,4:30,
Prepaid Co,Prepaid block,2026-11-01,,,
Later Ltd,Basic,2027-01-01,,,
"""
WORK = """10/29 1:00 · 11/02 1:30 · 11/03 0:45 · 11/06 2:15 · 11/10 1:00 · 11/12 2:00 · 11/17 2:30 · 11/20 1:15 ·
11/24 1:00 · 11/27 1:45 · 11/30 0:30 · 12/01 0:45"""
"""Twelve entries of Acme Dental: worked date and time."""


def toggl(work: str, client: str = "Acme Dental", project: str = "Website") -> str:
    """The work as a Toggl export."""
    lines = [
        "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags"
    ]
    for part in work.replace("\n", " ").split("·"):
        day, time = part.split()
        month, number = day.split("/")
        hours, minutes = (int(one) for one in time.split(":"))
        date = f"2026-{month}-{number}"
        end = f"{9 + hours:02}:{minutes:02}:00"
        lines.append(
            f"Kim,kim@office.example,{client},{project},,Work,Yes,{date},09:00:00,{date},{end},0{time}:00,"
        )
    return "\n".join(lines) + "\n"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a client list and a time sheet; the data root is data/ in it."""
    monkeypatch.setenv("MMTUI_TODAY", "2026-12-01")
    monkeypatch.delenv("MMTUI_DATA", raising=False)
    monkeypatch.delenv("MMTUI_DATABASE", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clients.csv").write_text(CLIENTS)
    (tmp_path / "hours.csv").write_text(toggl(WORK))
    return tmp_path


def run(*words: str) -> int:
    return main(["--data", "data", *words])


def said(capsys: pytest.CaptureFixture[str], *words: str) -> dict:
    """The JSON document a command prints, and nothing else on standard output."""
    capsys.readouterr()
    run(*words, "--json")
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def filled(office: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert run("import", "clients", "clients.csv") == 0
    assert run("import", "hours", "hours.csv") == 0
    capsys.readouterr()
    return office


def standing(capsys: pytest.CaptureFixture[str], client: str, on: str) -> dict:
    found = said(capsys, "status", "--on", on, "--client", client)
    return found["contracts"][0]


@pytest.mark.parametrize(
    ("on", "title", "used", "remaining"),
    [
        ("2026-10-31", "OCTOBER 2026", 60, 15 * 60),
        ("2026-11-03", "NOVEMBER 2026", 135, 825),
        ("2026-11-10", "NOVEMBER 2026", 330, 630),
        ("2026-11-17", "NOVEMBER 2026", 600, 360),
        ("2026-11-24", "NOVEMBER 2026", 735, 225),
        ("2026-11-30", "NOVEMBER 2026", 870, 90),
        ("2026-12-01", "DECEMBER 2026", 45, 915),
    ],
)
def test_used_and_remaining_on_every_cutoff(filled, capsys, on, title, used, remaining) -> None:
    found = standing(capsys, "Acme Dental", on)
    assert found["cycle"]["title"] == title
    assert (found["hours"]["used_minutes"], found["hours"]["remaining_minutes"]) == (used, remaining)


def test_status_speaks_the_agreed_json(filled, capsys) -> None:
    found = said(capsys, "status", "--on", "11/24/26")
    assert found["on"] == "2026-11-24"
    acme = next(one for one in found["contracts"] if one["client"] == "Acme Dental")
    assert acme["cycle"] == {"start": "2026-11-01", "end": "2026-11-30", "title": "NOVEMBER 2026"}
    assert acme["hours"] == {"allowance_minutes": 960, "used_minutes": 735, "remaining_minutes": 225}
    assert (acme["calls"], acme["phone"], acme["balance_cents"]) == ({"allowance": 2, "used": 0}, None, None)
    assert (acme["percent_used"], acme["state"]) == (76.6, "low")


def test_a_contract_that_starts_later_is_left_out_unless_named(filled, capsys) -> None:
    listed = said(capsys, "status")["contracts"]
    assert "Later Ltd" not in [one["client"] for one in listed]
    named = standing(capsys, "Later Ltd", "2026-12-01")
    assert (named["cycle"], named["starts_on"]) == (None, "2027-01-01")


def test_starts_and_openings(filled, capsys) -> None:
    """Basic from 11/16 has 15 of 30 days; Standard from 11/20 with 4:30 left has just that."""
    assert standing(capsys, "Kerr [Labs]", "2026-11-30")["hours"]["allowance_minutes"] == 240
    assert standing(capsys, "Northwind", "2026-11-30")["hours"]["allowance_minutes"] == 270
    assert standing(capsys, "Northwind", "2026-12-01")["hours"]["allowance_minutes"] == 960


def test_the_second_import_adds_nothing(filled, capsys) -> None:
    again = said(capsys, "import", "hours", "hours.csv")
    assert (again["rows"], again["new"], again["seen"], again["changed"], again["vanished"]) == (
        12,
        0,
        12,
        0,
        0,
    )
    clients = said(capsys, "import", "clients", "clients.csv")
    assert (clients["rows"], clients["new"], clients["seen"]) == (5, 0, 5)


def test_a_dry_run_says_the_same_and_saves_nothing(office, capsys) -> None:
    run("import", "clients", "clients.csv")
    tried = said(capsys, "import", "hours", "hours.csv", "--dry-run")
    assert (tried["new"], tried["dry_run"]) == (12, True)
    done = said(capsys, "import", "hours", "hours.csv")
    assert done["new"] == 12
    assert {**done, "dry_run": True} == tried | {"new_people": done["new_people"]}


def test_the_totals_of_a_time_sheet(office, capsys) -> None:
    run("import", "clients", "clients.csv")
    done = said(capsys, "import", "hours", "hours.csv")
    assert (done["source"], done["worked_seconds"], done["accounted_minutes"]) == (
        "toggl",
        16 * 3600 + 900,
        975,
    )


def test_a_row_without_a_contract_is_kept_aside(office, capsys) -> None:
    """It counts as new and as worked, and asks for a person."""
    run("import", "clients", "clients.csv")
    (office / "other.csv").write_text(toggl("11/02 1:30", client="X", project="Y"))
    assert run("import", "hours", "other.csv") == 1
    done = said(capsys, "import", "hours", "other.csv")
    assert done["unmapped"] == [{"client": "X", "project": "Y", "rows": 1}]
    assert (done["worked_seconds"], done["accounted_minutes"]) == (5400, 0)


def test_explain_adds_up(filled, capsys) -> None:
    found = said(capsys, "explain", "acme", "--on", "11/24/26")
    tree = found["contracts"][0]["tree"]
    assert tree["amount"] == 225
    assert sum(child["amount"] or 0 for child in tree["children"]) == 225


def test_explain_as_text(filled, capsys) -> None:
    assert run("explain", "Acme Dental", "--on", "2026-11-03") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Acme Dental, hours left, NOVEMBER 2026")
    assert "Tue 11/03/26  Kim" in shown


def test_status_as_text_fits_eighty_columns(filled, capsys) -> None:
    assert run("status", "--on", "2026-11-24") == 0
    lines = capsys.readouterr().out.splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert any("Kerr [Labs]" in line for line in lines)


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["sttus"], 2, "Did you mean status?"),
        (["status", "--onn", "today"], 2, "Did you mean --on?"),
        (["status", "--on", "13/45"], 2, "no month 13"),
        (["explain", "Acme", "Dental"], 2, "in quotes"),
        (["--theme", "pink", "status"], 2, "mmtui-dark"),
        (["import", "hours", "nowhere.csv"], 3, "nowhere.csv"),
        (["import", "clients", "hours.csv"], 3, "It is a time sheet of Toggl: mmtui import hours hours.csv"),
        (["import", "hours", "clients.csv"], 3, "client list"),
        (["explain", "Nobody"], 3, "no client"),
        (["restore", "clients.csv"], 3, "clients.csv"),
        (["--database", "postgresql://u:secret@host/db", "status"], 2, "password"),
        (["--database", "mysql://host/db", "status"], 2, "postgresql"),
    ],
)
def test_errors_are_sentences(filled, capsys, words, status, sentence) -> None:
    """On standard error, beginning with the program's name, without a traceback and without a secret."""
    assert run(*words) == status
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("mmtui: ")
    assert sentence in told.err
    assert "Traceback" not in told.err
    assert "secret" not in told.err


def test_refused_rows_are_named_and_the_others_saved(office, capsys) -> None:
    (office / "bad.csv").write_text(CLIENTS + "Bad,Standrd,2026-11-01,,,\nZero,Basic,2026-11-01,,abc,\n")
    assert run("import", "clients", "bad.csv") == 1
    done = said(capsys, "import", "clients", "bad.csv")
    assert [one["line"] for one in done["refused"]] == [7, 8]
    assert "Did you mean Standard?" in done["refused"][0]["why"]
    assert done["seen"] == 5


def test_where_names_the_folders(office, capsys) -> None:
    found = said(capsys, "where")
    assert any(path.endswith("office.db") for path in found.values())


def test_a_wrong_setting_is_named_with_file_and_line(office, capsys) -> None:
    (office / "data").mkdir()
    (office / "data" / "config.toml").write_text('[office]\nme = "Ana"\ncolour = "blue"\n')
    assert run("status") != 0
    assert "config.toml, line 3" in capsys.readouterr().err


def test_a_file_of_the_other_kind_names_the_right_command(office, capsys) -> None:
    capsys.readouterr()
    assert run("import", "clients", "hours.csv") == 3
    assert "It is a time sheet of Toggl: mmtui import hours hours.csv" in capsys.readouterr().err


def test_a_file_of_no_known_source_says_where_its_columns_are_named(office, capsys) -> None:
    (office / "team.csv").write_text("Tag,Std\n2026-11-12,1:30\n")
    capsys.readouterr()
    assert run("import", "hours", "team.csv") == 3
    assert "name its columns once on the screen Import." in capsys.readouterr().err


def test_the_first_line_of_a_client_list_counts_what_was_refused(office, capsys) -> None:
    (office / "more.csv").write_text("client,plan,start\nBeta,Basic,2026-11-01\nC,Gold,2026-11-01\n")
    capsys.readouterr()
    assert run("import", "clients", "more.csv", "--dry-run") == 1
    first = capsys.readouterr().out.splitlines()[0]
    assert first == "more.csv: 2 rows, 1 would be new, 0 seen, 0 changed, 1 refused"
