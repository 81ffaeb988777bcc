"""Files and folders that are wrong: a sentence with file, line and field, an exit status, nothing half saved."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from mmtui.__main__ import main
from tests.places import read_only

CLIENTS = "client,plan,start,project\nAcme Dental,Standard,2026-10-01,Support\n"
HEADER = "User,Email,Client,Project,Description,Billable,Start date,Start time,End date,End time,Duration\n"
JIRA = "Issue Type,Issue key,Issue id,Summary,Assignee,Reporter,Status\nBug,AB-1,1,Broken,Ana,Bo,Open\n"
PAYROLL = (
    "Employee ID,Employee Name,Pay Period,Regular Hours,Gross Pay,Net Pay\n7,Ana,2026-11,160,4000,3000\n"
)
PDF = "%PDF-1.7\n1 0 obj\n"


def line(begin: str, end: str, duration: str, note: str = "Fix") -> str:
    """One line of a Toggl sheet; `begin` and `end` are a date and a time of day."""
    stamps = ",".join([*begin.split(), *end.split()])
    return f"Ana,ana@example.com,Acme Dental,Support,{note},Yes,{stamps},{duration}\n"


GOOD = line("2026-11-12 09:00:00", "2026-11-12 11:00:00", "02:00:00")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an office of one contract in data/."""
    monkeypatch.setenv("MMTUI_TODAY", "2026-12-01")
    for name in ("MMTUI_DATA", "MMTUI_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clients.csv").write_text(CLIENTS)
    assert main(["--data", "data", "import", "clients", "clients.csv"]) == 0
    return tmp_path


def run(*words: str) -> int:
    return main(["--data", "data", *words])


def said(capsys: pytest.CaptureFixture[str], *words: str) -> dict:
    capsys.readouterr()
    run(*words, "--json")
    return json.loads(capsys.readouterr().out)


def rows(path: Path) -> dict[str, int]:
    """How many rows the tables that an import writes hold."""
    tables = ("client", "contract", "person", "time_entry", "import_batch", "cycle_total", "audit", "setting")
    with closing(sqlite3.connect(path / "office.db")) as database:
        return {name: database.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for name in tables}


HOPELESS = {
    "an empty file": ("hours", "", "toggl.csv: is empty. Export it again."),
    "a header only": ("hours", HEADER, "toggl.csv, line 1: has a header but no rows."),
    "a list of Jira issues": ("hours", JIRA, "toggl.csv, line 1: this looks like a list of Jira issues"),
    "a payroll sheet": ("hours", PAYROLL, "toggl.csv, line 1: this looks like a payroll sheet"),
    "a PDF": ("hours", PDF, "toggl.csv, line 1: is a PDF, not a CSV file. Export the report as CSV"),
    "a broken quote": (
        "hours", HEADER + GOOD + '"Ana,ana@example.com\n' + GOOD,
        "toggl.csv, line 3: the quotes of the row that starts here don't match",
    ),
    "two orders of dates": (
        "hours",
        HEADER + line("11/16/2026 09:00:00", "11/16/2026 11:00:00", "02:00:00")
        + line("16/11/2026 09:00:00", "16/11/2026 11:00:00", "02:00:00"),
        "toggl.csv, line 3: two orders of dates in one file: line 3 has “16/11/2026” (day first), "
        "line 2 has “11/16/2026” (month first).",
    ),
    "dates that stay open": (
        "hours", HEADER + line("11/10/2026 09:00:00", "11/10/2026 11:00:00", "02:00:00"),
        "toggl.csv, line 2: “11/10/2026” may be 2026-11-10 or 2026-10-11, and nothing in the file tells which. "
        "Say how its dates are written: --dates mdy or --dates dmy.",
    ),
    "an empty client list": ("clients", "", "toggl.csv: is empty."),
    "a client list of a header only": (
        "clients", "client,plan,start\n", "toggl.csv, line 1: has a header but no rows."
    ),
    "Jira issues as a client list": ("clients", JIRA, "toggl.csv, line 1: there is no column client"),
    "a PDF as a client list": ("clients", PDF, "toggl.csv, line 1: is a PDF"),
    "a broken quote in a client list": (
        "clients", 'client,plan,start\nBeta,Basic,2026-11-01\n"Gamma,Basic,2026-11-01\n',
        "toggl.csv, line 3: the quotes of the row that starts here don't match",
    ),
}  # fmt: skip


@pytest.mark.parametrize("dry", [(), ("--dry-run",)], ids=["save", "dry run"])
@pytest.mark.parametrize("what", HOPELESS)
def test_a_file_that_can_not_be_read_is_status_3_and_changes_nothing(office, capsys, what, dry) -> None:
    kind, text, sentence = HOPELESS[what]
    (office / "toggl.csv").write_text(text)
    before = rows(office / "data")
    capsys.readouterr()
    assert run("import", kind, "toggl.csv", *dry) == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"mmtui: {sentence}")
    assert told.err.count("\n") == 1
    assert rows(office / "data") == before


REFUSED = {
    "an end before the start": (
        line("2026-11-12 11:00:00", "2026-11-12 09:00:00", "02:00:00"),
        "End time: The entry ends before it starts.",
    ),
    "13/15/2024": (
        line("13/15/2024 09:00:00", "13/15/2024 11:00:00", "02:00:00"),
        "Start date: “13/15/2024” is not a date: 13 and 15 are both no month.",
    ),
    "a negative entry": (
        line("2026-11-12 09:00:00", "2026-11-12 11:00:00", "-02:00:00"),
        "Duration: “-02:00:00” is negative.",
    ),
    "25 hours": (
        line("2026-11-12 09:00:00", "2026-11-13 10:00:00", "25:00:00"),
        "Duration: “25:00:00” is more than 24 hours in one entry.",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_row_that_can_not_be_right_is_status_1_and_the_others_are_saved(office, capsys, what) -> None:
    text, why = REFUSED[what]
    good = GOOD if what != "13/15/2024" else line("11/16/2026 09:00:00", "11/16/2026 11:00:00", "02:00:00")
    (office / "toggl.csv").write_text(HEADER + good + text)
    assert run("import", "hours", "toggl.csv", "--dry-run") == 1
    assert f"line 3: {why}" in capsys.readouterr().out
    done = said(capsys, "import", "hours", "toggl.csv")
    assert (done["rows"], done["new"], done["worked_seconds"]) == (2, 1, 7200)
    [refused] = done["refused"]
    assert refused["line"] == 3
    assert refused["why"].startswith(why)
    assert rows(office / "data")["time_entry"] == 1


def test_a_file_whose_rows_are_all_refused_shows_no_empty_tables(office, capsys) -> None:
    (office / "toggl.csv").write_text(HEADER + REFUSED["25 hours"][0])
    capsys.readouterr()
    assert run("import", "hours", "toggl.csv") == 1
    assert capsys.readouterr().out.splitlines() == [
        "toggl.csv (toggl): 1 row, 0 new, 0 seen, 0 changed, 1 refused",
        "",
        "Refused:",
        "  line 2: Duration: “25:00:00” is more than 24 hours in one entry. Correct it at the source.",
    ]


def test_an_answer_is_remembered_only_when_its_file_was_read(office, capsys) -> None:
    (office / "toggl.csv").write_text(HEADER + line("11/10/2026 09:00:00", "11/10/2026 11:00:00", "02:00:00"))
    before = rows(office / "data")
    assert run("import", "hours", "toggl.csv", "--dates", "mdy", "--dry-run") == 0
    assert rows(office / "data") == before
    assert run("import", "hours", "toggl.csv") == 3
    assert run("import", "hours", "toggl.csv", "--dates", "mdy") == 0
    assert said(capsys, "import", "hours", "toggl.csv")["seen"] == 1


def test_durations_that_contradict_each_other_are_flagged_and_count(office, capsys) -> None:
    """Flagged rows alone are status 0."""
    (office / "toggl.csv").write_text(
        HEADER + GOOD + line("2026-11-13 09:00:00", "2026-11-13 11:00:00", "03:00:00")
    )
    assert run("import", "hours", "toggl.csv", "--dry-run") == 0
    done = said(capsys, "import", "hours", "toggl.csv")
    assert (done["new"], done["refused"], done["accounted_minutes"]) == (2, [], 300)
    assert done["flagged"] == [
        {"line": 3, "why": "Start and end make 2:00, the duration says 3:00; it counts."}
    ]


def test_a_break_is_a_row_and_flagged_and_counts_nowhere(office, capsys) -> None:
    (office / "clockify.csv").write_text(
        "Project,Client,User,Email,Type,Start Date,Start Time,End Date,End Time,Duration (h)\n"
        "Support,Acme Dental,Ana,ana@example.com,Regular,11/16/2026,09:00 AM,11/16/2026,10:00 AM,01:00:00\n"
        "Support,Acme Dental,Ana,ana@example.com,Break,11/16/2026,10:00 AM,11/16/2026,10:30 AM,00:30:00\n"
    )
    assert run("import", "hours", "clockify.csv", "--dry-run") == 0
    done = said(capsys, "import", "hours", "clockify.csv")
    assert (done["rows"], done["new"]) == (2, 2)
    assert (done["worked_seconds"], done["accounted_minutes"]) == (3600, 60)
    assert [one["line"] for one in done["flagged"]] == [3]
    [found] = said(capsys, "status", "--on", "2026-11-30")["contracts"]
    assert found["hours"]["used_minutes"] == 60


WRONG_CONTRACTS = {
    "Beta,Standrad,2026-11-01,,": "plan: There is no plan 'Standrad' in Hours plan. Did you mean Standard?",
    "Beta,Gold,2026-11-01,,": "plan: There is no plan 'Gold' in Hours plan. There is Basic, Standard, Premium",
    "Beta,Basic,2026-11-20,2026-11-01,": "end: The contract ends on 2026-11-01 before it starts on 2026-11-20.",
    "Beta,Basic,2026-11-01,,0": "anchor_day: “0” is not a whole number from 1 to 31.",
    "Beta,Basic,2026-11-01,,32": "anchor_day: “32” is not a whole number from 1 to 31.",
}


@pytest.mark.parametrize("text", WRONG_CONTRACTS)
def test_a_contract_that_can_not_be_is_refused_with_line_and_field(office, capsys, text) -> None:
    (office / "more.csv").write_text(
        f"client,plan,start,end,anchor_day\n{text}\nGamma,Basic,2026-11-01,,31\n"
    )
    capsys.readouterr()
    assert run("import", "clients", "more.csv") == 1
    assert f"line 2: {WRONG_CONTRACTS[text]}" in capsys.readouterr().out
    assert [one["client"] for one in said(capsys, "status")["contracts"]] == ["Acme Dental", "Gamma"]
    done = said(capsys, "import", "clients", "more.csv")
    assert (done["rows"], done["new"], done["seen"], len(done["refused"])) == (2, 0, 1, 1)


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (id INTEGER)")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 99")
        other.execute("PRAGMA journal_mode = DELETE")


def cut_off(path: Path) -> None:
    os.truncate(path, 9000)


def overwritten(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))


def no_database(path: Path) -> None:
    path.write_text(CLIENTS)


def gone(path: Path) -> None:
    path.unlink()


SPOILT = {
    foreign: "this SQLite file belongs to another program; it was left as it is.",
    newer: "a newer mmtui wrote this office (schema 99, this one knows",
    cut_off: "the office database is cut off: 9,000 bytes of",
    overwritten: "the office database is damaged.",
    no_database: "this is not an office database (not SQLite).",
    gone: "the office database is missing",
}


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
@pytest.mark.parametrize(
    "words",
    [("status",), ("import", "hours", "toggl.csv"), ("import", "clients", "clients.csv"), ("check",)],
    ids=" ".join,
)
def test_fault_16_an_office_that_can_not_be_opened_is_told_with_its_backup(
    office, capsys, spoil, words
) -> None:
    """Never an empty office in its place; the file stays as it was found."""
    (office / "toggl.csv").write_text(HEADER + GOOD)
    assert run("backup") == 0
    path = office / "data" / "office.db"
    [kept] = (office / "data" / "backups").iterdir()
    for suffix in ("-wal", "-shm"):
        assert not path.with_name(path.name + suffix).exists()
    spoil(path)
    before = path.read_bytes() if path.exists() else None
    capsys.readouterr()
    assert run(*words) == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"mmtui: {path}: ")
    assert SPOILT[spoil] in told.err
    if spoil not in (foreign, newer):
        assert f"The last good backup is {kept}" in told.err
    assert (path.read_bytes() if path.exists() else None) == before
    if spoil is not newer:
        path.unlink(missing_ok=True)
    assert run("restore", str(kept)) == 0
    capsys.readouterr()
    assert [one["client"] for one in said(capsys, "status")["contracts"]] == ["Acme Dental"]


@pytest.mark.skipif(os.name != "posix", reason="needs a system with file modes")
@pytest.mark.parametrize("words", [("import", "hours", "toggl.csv"), ("import", "clients", "more.csv"), ("backup",)],
                         ids=" ".join)  # fmt: skip
def test_fault_15_a_read_only_folder_is_told_and_nothing_changes(
    office, capsys, tmp_path_factory, words
) -> None:
    (office / "toggl.csv").write_text(HEADER + GOOD)
    (office / "more.csv").write_text("client,plan,start\nBeta,Basic,2026-11-01\n")
    twin = tmp_path_factory.mktemp("twin") / "data"
    shutil.copytree(office / "data", twin)
    assert main(["--data", str(twin), *words]) == 0  # what the command loads is loaded before the rights go
    before = {path.name: path.read_bytes() for path in (office / "data").iterdir() if path.is_file()}
    capsys.readouterr()
    with read_only(office / "data"):
        status = run(*words)
    told = capsys.readouterr()
    assert status == 3, told
    assert told.err.startswith("mmtui: ")
    assert "Check" in told.err or "write" in told.err
    assert "Traceback" not in told.err
    assert {path.name: path.read_bytes() for path in (office / "data").iterdir() if path.is_file()} == before


@pytest.mark.skipif(os.name != "posix", reason="needs a system with file modes")
def test_fault_15_a_new_office_in_a_read_only_folder_is_told(office, capsys) -> None:
    place = office / "stick"
    place.mkdir()
    assert main(["--data", str(office / "elsewhere"), "status"]) == 0
    capsys.readouterr()
    with read_only(place):
        status = main(["--data", str(place / "data"), "status"])
    assert status == 3
    told = capsys.readouterr().err
    assert told.startswith(f"mmtui: {place}")
    assert list(place.iterdir()) == []


FULL = """
import resource, signal, sys
from pathlib import Path
from mmtui.__main__ import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = Path("data/office.db").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100_000, size + 100_000))
sys.exit(main(["--data", "data", *sys.argv[1:]]))
"""


@pytest.mark.skipif(os.name != "posix", reason="needs a limit on the size of files")
@pytest.mark.parametrize("kind", ["hours", "clients"])
def test_fault_15_a_disk_that_fills_during_an_import_leaves_nothing_of_it(office, capsys, kind) -> None:
    """The system's limit on a file's size stands for the full disk; with room, the same file is read whole."""
    if kind == "hours":
        text = HEADER + "".join(
            line(
                f"2026-11-{1 + n % 28:02d} 09:00:00",
                f"2026-11-{1 + n % 28:02d} 09:01:00",
                "00:01:00",
                f"{n}" * 80,
            )
            for n in range(2000)
        )
    else:
        text = "client,plan,start,notes\n" + "".join(
            f"Client {n},Basic,2026-11-01,{'n' * 5000}\n" for n in range(60)
        )
    (office / "big.csv").write_text(text)
    before = rows(office / "data")
    done = subprocess.run(
        [sys.executable, "-c", FULL, "import", kind, "big.csv"], capture_output=True, text=True, timeout=120,
        cwd=office, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert done.returncode == 3, done
    assert done.stdout == ""
    assert done.stderr.startswith("mmtui: ")
    assert "nothing was changed" in done.stderr
    assert done.stderr.count("\n") == 1
    assert rows(office / "data") == before
    assert run("check") == 0
    assert run("import", kind, "big.csv") == 0
    table, number = ("time_entry", 2000) if kind == "hours" else ("contract", 60)
    assert rows(office / "data")[table] == before[table] + number
