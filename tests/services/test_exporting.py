"""An export holds everything once, runs nothing in a spreadsheet, and is complete or not there."""

import csv
import json
import os
import signal
import stat
import subprocess
import sys
from datetime import date

import pytest

from mmtui.db.models import every
from mmtui.db.queries import tables
from mmtui.errors import FileError, MmtuiError
from mmtui.services import contracts, exporting
from mmtui.services.exporting import export
from tests.offices import TODAY, signed, work

HOSTILE = ["=1+1", "+49 30", "-90", "@x", "\t=1", "ACME [/] Ltd", 'say "hi", ok', "two\nlines", "日本"]


@pytest.fixture
def furnished(any_office):
    acme = signed(any_office, '=HYPERLINK("x")', name="[link=x]")
    for number, note in enumerate(HOSTILE):
        work(any_office, acme, date(2026, 11, 2 + number), "0:30", note=note)
    return any_office


def sheet(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def told(folder, name):
    return json.loads((folder / f"{name}.json").read_text("utf-8"))


def test_every_row_of_every_table_is_there(furnished, tmp_path):
    folder = tmp_path / "out"
    made = export(furnished.store, folder, TODAY)
    names = {model._meta.table_name for model in every.ALL} | {"balances"}
    assert {path.name for path in made} == {f"{name}.{kind}" for name in names for kind in ("csv", "json")}
    assert sorted(made) == sorted(folder.iterdir())
    with furnished.store.session():
        for name in names - {"balances"}:
            stored = list(tables.rows(furnished.store, name))
            assert [tuple(row.values()) for row in told(folder, name)] == stored
            assert len(sheet(folder, name)) == len(stored)


def test_the_balances_are_those_of_the_screens(furnished, tmp_path):
    export(furnished.store, tmp_path / "out", TODAY)
    [row] = told(tmp_path / "out", "balances")
    assert (row["client"], row["contract"], row["on"]) == ('=HYPERLINK("x")', "[link=x]", "2026-11-24")
    assert (row["hours_allowance_minutes"], row["hours_used_minutes"], row["hours_remaining_minutes"]) == (
        960,
        270,
        690,
    )
    assert row["phone_used_minutes"] is None
    assert sheet(tmp_path / "out", "balances")[0]["hours_remaining_minutes"] == "690"


def test_fault_26_no_cell_runs_and_numbers_stay_numbers(furnished, tmp_path):
    contracts.add_client(furnished, "@SUM(A1)")
    export(furnished.store, tmp_path / "out", TODAY)
    notes = [row["note"] for row in sheet(tmp_path / "out", "time_entry")]
    assert notes == [f"'{note}" if note[0] in "=+-@\t" else note for note in HOSTILE]
    assert [row["name"] for row in sheet(tmp_path / "out", "client")] == ['\'=HYPERLINK("x")', "'@SUM(A1)"]
    assert [row["note"] for row in told(tmp_path / "out", "time_entry")] == HOSTILE


def test_tables_longer_than_a_chunk_are_whole(office, tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "CHUNK", 3)
    contract = signed(office, start=date(2026, 3, 1))
    for day in range(1, 12):
        work(office, contract, date(2026, 11, day), "1")
    export(office.store, tmp_path / "out", TODAY)
    assert len(told(tmp_path / "out", "time_entry")) == 11
    assert len(told(tmp_path / "out", "cycle_total")) == 9


def test_nothing_is_overwritten(office, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    places = [export(office.store, folder, TODAY)[0].parent for _ in range(3)]
    assert places == [folder, folder / "mmtui-export-2026-11-24", folder / "mmtui-export-2026-11-24 2"]


def test_a_file_is_no_folder(office, tmp_path):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(FileError, match="this is a file"):
        export(office.store, tmp_path / "out", TODAY)
    assert (tmp_path / "out").read_text() == "mine"


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX systems")
def test_fault_28_only_the_owner_reads_it(office, tmp_path):
    made = export(office.store, tmp_path / "new" / "out", TODAY)
    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}
    assert stat.S_IMODE(made[0].parent.stat().st_mode) == 0o700


def test_fault_15_a_full_disk_leaves_nothing(office, tmp_path, monkeypatch):
    before = sorted(tmp_path.iterdir())
    calls = iter(range(9))

    def full(_handle: int) -> None:
        if next(calls) == 5:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting.os, "fsync", full)
    with pytest.raises(MmtuiError, match="the disk is full"):
        export(office.store, tmp_path / "out", TODAY)
    assert sorted(tmp_path.iterdir()) == before


KILLED = """
import os, signal, sys
from datetime import date
from pathlib import Path
from mmtui.services import exporting
from tests.offices import opened
written = exporting._write
def write(folder, name, *rest):
    if name == "time_entry":
        os.kill(os.getpid(), signal.SIGKILL)
    return written(folder, name, *rest)
exporting._write = write
exporting.export(opened(Path(sys.argv[1])), Path(sys.argv[2]), date(2026, 11, 24))
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX systems")
def test_a_killed_export_leaves_no_half_one(office, tmp_path, monkeypatch):
    office.store.close()
    out = tmp_path / "there" / "out"
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "office"), str(out)], capture_output=True
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert not out.exists()
    assert [path.name[0] for path in out.parent.iterdir()] == ["."]
    monkeypatch.setattr(exporting, "DAY_SECONDS", -1)
    export(office.store, out, TODAY)
    assert [path.name for path in out.parent.iterdir()] == ["out"]
