"""Faults of the store: locks, disks, rights, copies and changes from outside; real files and real processes."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from mmtui.__main__ import main
from mmtui.db import connect
from mmtui.db.files import APPLICATION_ID
from tests.services.sheets import HEADER, row

ROOT = Path(__file__).parents[2]
CLIENTS = "client,plan,start\nAcme Dental,Standard,2026-11-01\n"
posix = pytest.mark.skipif(os.name != "posix", reason="needs a system with file modes")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an office of one contract and 2:00 of work in data/."""
    monkeypatch.setenv("MMTUI_TODAY", "2026-11-24")
    for name in ("MMTUI_DATA", "MMTUI_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clients.csv").write_text(CLIENTS)
    (tmp_path / "hours.csv").write_text(HEADER + row())
    assert run("import", "clients", "clients.csv") == 0
    assert run("import", "hours", "hours.csv") == 0
    return tmp_path


def run(*words: str) -> int:
    return main(["--data", "data", *words])


def used(capsys: pytest.CaptureFixture[str]) -> int:
    capsys.readouterr()
    assert run("status", "--json") == 0
    [found] = json.loads(capsys.readouterr().out)["contracts"]
    return int(found["hours"]["used_minutes"])


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


# 13: somebody else is writing.

HOLD = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another process is in the middle of a write."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield
    finally:
        other.communicate("")


@pytest.mark.parametrize(
    "words", [("import", "hours", "more.csv"), ("import", "clients", "more_clients.csv")], ids=" ".join
)
def test_fault_13_a_command_that_can_not_write_says_so_and_works_afterwards(
    office, capsys, monkeypatch, words
) -> None:
    (office / "more.csv").write_text(HEADER + row("2026-11-13"))
    (office / "more_clients.csv").write_text("client,plan,start\nBeta,Basic,2026-11-01\n")
    monkeypatch.setitem(connect.PRAGMAS, "busy_timeout", 50)
    capsys.readouterr()
    with held(office / "data" / "office.db"):
        assert run(*words) == 3
        told = capsys.readouterr()
        assert told.out == ""
        assert "the office is busy: another window or command is writing. Wait a moment" in told.err
        assert "database is locked" not in told.err
        assert used(capsys) == 120  # reading goes on meanwhile
    assert run(*words) == 0


def test_fault_13_every_write_takes_its_lock_at_once(office) -> None:
    """Each transaction of an import, a top-up and a log begins with BEGIN IMMEDIATE."""
    from mmtui.services.importing import import_hours
    from mmtui.services.mapping import open_for_import
    from tests.offices import NOVEMBER, at_desk, opened, top_up, work

    said: list[str] = []
    desk = at_desk(opened(office / "data"), person="Bo", email="bo@example.com")
    with desk.store.session():
        desk.store.database.connection().set_trace_callback(said.append)
        work(desk, 1, "11/10", "1:00")
        top_up(desk, 1, NOVEMBER, "1:00")
        (office / "more.csv").write_text(HEADER + row("2026-11-13"))
        import_hours(desk, open_for_import(desk.store, office / "more.csv"))
    begun = [one for one in said if one.startswith("BEGIN")]
    assert begun == ["BEGIN IMMEDIATE"] * 3
    assert not any(one.startswith(("INSERT", "UPDATE", "DELETE")) for one in said[: said.index(begun[0])])


# 14: a folder that others synchronise.


def test_fault_14_an_office_in_a_synced_folder_is_refused_with_the_way_out(office, capsys) -> None:
    (office / "Dropbox" / ".dropbox.cache").mkdir(parents=True)
    assert main(["--data", "Dropbox/office", "status"]) == 3
    told = capsys.readouterr().err
    assert "Dropbox" in told
    assert "postgresql" in told.lower()
    assert not (office / "Dropbox" / "office" / "office.db").exists()


# 18: a copy while others write.

WRITER = """
import sys
from pathlib import Path
from tests.offices import TODAY, ZONE, opened, work
from mmtui.services.desk import Desk
desk = Desk(opened(Path("data")), ZONE, 1, TODAY)
print("ready", flush=True)
while True:
    work(desk, 1, "11/10", "0:01")
"""


def test_fault_18_backups_while_another_desk_logs_hours_pass_the_check_when_restored(office, capsys) -> None:
    """In each copy rows and kept totals agree, and the later copy has at least as much work."""
    other = subprocess.Popen(
        [sys.executable, "-c", WRITER], stdout=subprocess.PIPE, text=True, env=environment(), cwd=office
    )
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        for number in range(2):
            assert run("backup", f"copy{number}.db") == 0
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()
        if other.stdout is not None:
            other.stdout.close()
    found = []
    for number in range(2):
        assert main(["--data", f"restored{number}", "restore", f"copy{number}.db"]) == 0
        assert main(["--data", f"restored{number}", "check"]) == 0
        capsys.readouterr()
        main(["--data", f"restored{number}", "status", "--json"])
        found.append(json.loads(capsys.readouterr().out)["contracts"][0]["hours"]["used_minutes"])
    assert 120 <= found[0] <= found[1]
    assert run("check") == 0


# 26: what a spreadsheet would run, and names that lead out of a folder.


def test_fault_26_exported_cells_are_neutral(office) -> None:
    """Client, note and person of an import: text in a spreadsheet; the JSON has them as they are."""
    hostile = ["=1+1", "+49 30", "-90", "@SUM(A1)"]
    (office / "clients.csv").write_text(
        "client,plan,start\n" + "".join(f"{one},Basic,2026-11-01\n" for one in hostile)
    )
    (office / "hours.csv").write_text(
        HEADER + "".join(row(client=one, project="", note=one, user=one, email="") for one in hostile)
    )
    assert run("import", "clients", "clients.csv") == 0
    assert run("import", "hours", "hours.csv") == 0
    assert run("export", "out") == 0
    for table, column in (
        ("client", "name"),
        ("time_entry", "note"),
        ("person", "name"),
        ("balances", "client"),
    ):
        with (office / "out" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            cells = [line[column] for line in csv.DictReader(file)]
        assert set(cells) >= {f"'{one}" for one in hostile}
        assert not set(cells) & set(hostile)
        stored = {line[column] for line in json.loads((office / "out" / f"{table}.json").read_text("utf-8"))}
        assert stored >= set(hostile)


# 28: who may read.

OPEN_TO_ALL = """
import os, sys
os.umask(0)
from mmtui.__main__ import main
from mmtui.services.office import open_office
from mmtui.paths import DataRoot
from pathlib import Path
store = open_office(DataRoot(Path("data")))
with store.session():
    for words in (
        "import clients clients.csv", "import hours hours.csv", "backup", "export data/exports/all"
    ):
        assert main(["--data", "data", *words.split()]) == 0, words
    from mmtui import log
    log.install(DataRoot(Path("data")))
    log.report(ValueError("something"))
    for path in sorted(Path("data").rglob("*")):
        print(oct(path.stat().st_mode & 0o777), path.as_posix(), file=sys.stderr)
"""


@posix
def test_fault_28_everything_an_office_writes_is_for_its_owner_only(tmp_path) -> None:
    """Database, log beside it, backups, exports and the log file, in a process that would give all to all."""
    (tmp_path / "clients.csv").write_text(CLIENTS)
    (tmp_path / "hours.csv").write_text(HEADER + row())
    done = subprocess.run(
        [sys.executable, "-c", OPEN_TO_ALL], capture_output=True, text=True, env=environment(), cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    seen = dict(reversed(line.split(" ", 1)) for line in done.stderr.splitlines() if line.startswith("0o"))
    assert {"data/office.db", "data/office.db-wal", "data/office.db-shm", "data/mmtui.log"} <= set(seen)
    assert sum(name.startswith("data/backups/") for name in seen) == 1
    assert sum(name.startswith("data/exports/all/") for name in seen) > 10
    data = tmp_path / "data"
    for path in (data, *data.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert set(seen.values()) == {"0o600", "0o700"}


# 29 and 32: changes behind the app's back, and sums that do not agree.

CHANGED = {
    "the minutes of an entry": (
        "UPDATE time_entry SET minutes = 60",
        "The entry of 11/12/26, Ana, Acme Dental was changed",
    ),
    "an entry taken away": (
        "DELETE FROM time_entry",
        "The import of hours.csv added 1 entry, 0 of them are there.",
    ),
    "a kept total": (
        "UPDATE cycle_total SET hours_used = 60",
        "does not agree with its rows: hours used is 1:00, by the rows 2:00",
    ),
}


@pytest.mark.parametrize("what", CHANGED)
def test_fault_29_32_check_names_what_was_changed_outside(office, capsys, what) -> None:
    """A failed check is status 1; an office that adds up is 0."""
    statement, words = CHANGED[what]
    assert run("check") == 0
    with closing(sqlite3.connect(office / "data" / "office.db")) as other:
        other.execute(statement)
        other.commit()
    capsys.readouterr()
    assert run("check") == 1
    shown = capsys.readouterr().out
    assert words in shown
    assert run("check", "--json") == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert all(one["what"] and one["do"] for one in found)


@pytest.mark.parametrize(
    "statement", ["UPDATE audit SET reason = 'x'", "DELETE FROM audit", "DELETE FROM allowance_row"]
)
def test_fault_29_the_database_itself_refuses_to_rewrite_the_record(office, statement) -> None:
    from tests.offices import NOVEMBER, at_desk, opened, top_up

    desk = at_desk(opened(office / "data"), person="Bo", email="bo@example.com")
    top_up(desk, 1, NOVEMBER, "1:00")
    desk.store.close()
    with (
        closing(sqlite3.connect(office / "data" / "office.db")) as other,
        pytest.raises(sqlite3.DatabaseError),
    ):
        other.execute(statement)


# 33: how SQLite is used.


def test_fault_33_the_office_is_a_write_ahead_file_of_ours_with_synced_saves(office) -> None:
    from tests.offices import opened

    store = opened(office / "data")
    with store.session():
        pragmas = {
            name: store.rows(f"PRAGMA {name}")[0][0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "application_id", "user_version")
        }
    assert pragmas == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "application_id": APPLICATION_ID,
        "user_version": connect.latest_schema(),
    }  # fmt: skip


def test_fault_33_a_start_reads_no_more_than_the_header_and_checks_nothing(office, monkeypatch) -> None:
    """`status` runs none of the checks, on an office that was left open by a killed session too."""
    from mmtui.db import files

    def never(*_given: object) -> list[str]:
        raise AssertionError("a check at start")

    killed = """
import os, sqlite3
database = sqlite3.connect("data/office.db")
database.execute("DELETE FROM draft")
database.commit()
os._exit(9)
"""
    subprocess.run([sys.executable, "-c", killed], cwd=office, check=False)
    monkeypatch.setattr(files, "quick_check", never)
    monkeypatch.setattr(files, "integrity_check", never)
    assert run("status") == 0
