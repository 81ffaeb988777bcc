"""Fault 18: backups are taken while others write, are checked, and come back without loss."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections import namedtuple
from contextlib import closing
from datetime import date, datetime, timedelta

import pytest

from mmtui.db import backup, files
from mmtui.db.backup import make_backup, restore
from mmtui.errors import StoreError
from tests.db.offices import add, count, make_office, names, patch

NOON = datetime(2026, 11, 24, 12, 0, 5)
posix = pytest.mark.skipif(os.name != "posix", reason="needs a system with file modes")


@pytest.fixture
def office(tmp_path):
    return make_office(tmp_path / "office.db")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "backups"


def test_a_backup_is_one_dated_file_with_everything_in_it(office, folder):
    path = make_backup(office, folder, "daily", moment=NOON)
    assert names(folder) == ["office-2026-11-24-120005-daily.db"]
    assert count(path) == 200
    assert names(folder) == [path.name]
    assert files.look(path).user_version == 1


def test_a_backup_needs_no_log_beside_it(office, folder):
    """Header bytes 18 and 19: 1 is the plain format, which a read-only disk can give back; 2 needs a log."""
    assert office.read_bytes()[18:20] == b"\2\2"
    assert make_backup(office, folder, "daily").read_bytes()[18:20] == b"\1\1"


@posix
def test_fault_28_backups_are_for_their_owner_only(office, folder):
    path = make_backup(office, folder, "daily")
    assert (path.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)


def test_what_is_only_in_the_log_is_in_the_backup(office, folder):
    with closing(sqlite3.connect(office, isolation_level=None)) as running:
        running.execute("INSERT INTO entry (text) VALUES ('saved')")
        running.execute("BEGIN IMMEDIATE")
        running.execute("INSERT INTO entry (text) VALUES ('not saved yet')")
        path = make_backup(office, folder, "daily")
    assert count(path) == 201


def test_fault_18_a_backup_during_writes_shows_one_committed_state(office, folder):
    """A process writes pairs of rows without a pause; each backup holds whole pairs and passes its check."""
    code = f"""
import sqlite3
db = sqlite3.connect({str(office)!r}, isolation_level=None, timeout=30)
print("ready", flush=True)
while True:
    db.execute("BEGIN IMMEDIATE")
    db.execute("INSERT INTO entry (text) VALUES ('left')")
    db.execute("INSERT INTO entry (text) VALUES ('right')")
    db.execute("COMMIT")
"""
    writer = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        writer.stdout.readline()
        while count(office) == 200:
            pass
        paths = [make_backup(office, folder, "daily") for _ in range(3)]
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.wait()
        writer.stdout.close()
    for path in paths:
        with closing(sqlite3.connect(path)) as copy:
            left, right = (
                copy.execute("SELECT count(*) FROM entry WHERE text = ?", (side,)).fetchone()[0]
                for side in ("left", "right")
            )
        assert left == right > 0
        assert files.integrity_check(path) == []


def test_copies_of_the_same_second_are_numbered_and_keep_their_order(office, folder):
    paths = [
        make_backup(office, folder, label, moment=NOON)
        for label in ("Daily", "before migration 0002", "daily")
    ]
    assert [path.name for path in paths] == [
        "office-2026-11-24-120005-daily.db",
        "office-2026-11-24-120005-before-migration-0002.2.db",
        "office-2026-11-24-120005-daily.3.db",
    ]
    assert [one.path for one in backup.list_backups(folder)] == paths[::-1]


@pytest.mark.parametrize("label", ["../../x", "", "///", "é" * 300, "a" * 300])
def test_a_label_never_leads_out_of_the_folder(office, folder, label):
    path = make_backup(office, folder, label)
    assert path.parent == folder
    assert files.read_backup_name(path.name)


def test_the_list_is_newest_first_and_says_what_is_whole(office, folder):
    for days in (2, 0, 1):
        make_backup(office, folder, "daily", moment=NOON - timedelta(days=days))
    (folder / "notes.txt").write_text("mine")
    (folder / "office-2026-13-45-000000-daily.db").write_text("no such day")
    os.truncate(folder / "office-2026-11-24-120005-daily.db", 4096)
    found = backup.list_backups(folder)
    assert [(one.made.day, one.label, one.verified) for one in found] == [
        (24, "daily", False), (23, "daily", True), (22, "daily", True),
    ]  # fmt: skip
    assert found[1].size == office.stat().st_size
    assert backup.list_backups(folder / "missing") == []


def test_fault_18_thirty_are_kept(office, folder):
    first = make_backup(office, folder, "daily", moment=NOON - timedelta(days=40))
    for days in range(40):
        (folder / f"office-{NOON - timedelta(days=days):%Y-%m-%d}-120005-daily.db").write_bytes(
            first.read_bytes()
        )
    (folder / "notes.txt").write_text("mine")
    gone = backup.prune(folder)
    kept = backup.list_backups(folder)
    assert len(kept) == 30
    assert kept[0].made == NOON and kept[-1].made == NOON - timedelta(days=29)
    assert len(gone) == 11 and first in gone
    assert (folder / "notes.txt").exists()
    assert backup.prune(folder) == []


def test_damaged_backups_never_push_out_whole_ones(office, folder):
    for days in range(4):
        make_backup(office, folder, "daily", moment=NOON - timedelta(days=days))
    for day in (24, 23):
        os.truncate(folder / f"office-2026-11-{day}-120005-daily.db", 5000)
    assert backup.prune(folder, keep=2) == []
    assert len(backup.prune(folder, keep=1)) == 1
    assert [one.made.day for one in backup.list_backups(folder) if one.verified] == [22]


def test_half_copies_of_a_killed_session_are_cleared_after_a_day(office, folder):
    make_backup(office, folder, "daily")
    old, young = (folder / f".office-2026-11-2{day}-120005-daily.db.0a1b2c3d.new" for day in (1, 2))
    old.touch()
    young.touch()
    os.utime(old, (0, 0))
    assert backup.prune(folder) == [old]
    assert young.exists()


def test_a_daily_backup_is_due_once_a_day(office, folder):
    today, tomorrow = date(2026, 11, 24), date(2026, 11, 25)
    assert backup.daily_backup_due(folder, today)
    make_backup(office, folder, "before-migration-0002", moment=NOON)
    assert backup.daily_backup_due(folder, today)
    path = make_backup(office, folder, "daily", moment=NOON)
    assert not backup.daily_backup_due(folder, today)
    assert backup.daily_backup_due(folder, tomorrow)
    os.truncate(path, 4096)
    assert backup.daily_backup_due(folder, today)


def test_a_fixed_today_dates_the_backup(office, folder, monkeypatch):
    monkeypatch.setenv("MMTUI_TODAY", "2026-11-24")
    make_backup(office, folder, "daily")
    assert not backup.daily_backup_due(folder, date(2026, 11, 24))


def test_fault_18_a_damaged_office_gives_no_backup_and_the_old_ones_stay(office, folder):
    kept = make_backup(office, folder, "daily", moment=NOON)
    patch(office, 4096 * 3 + 4, b"\xff" * 2000)
    with pytest.raises(StoreError, match="damaged"):
        make_backup(office, folder, "daily")
    assert names(folder) == [kept.name]


def test_no_backup_of_an_office_that_is_not_there(tmp_path, folder):
    with pytest.raises(StoreError, match="no office to copy yet"):
        make_backup(tmp_path / "office.db", folder, "daily")
    assert names(folder) == []


@posix
def test_fault_15_a_backup_that_does_not_fit_leaves_nothing(office, folder):
    """The system's limit on a file's size stands for the full disk."""
    code = f"""
import resource, signal
from pathlib import Path
from mmtui.db.backup import make_backup
from mmtui.errors import StoreError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    make_backup(Path({str(office)!r}), Path({str(folder)!r}), "daily")
except StoreError as error:
    print(error.sentence)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "nothing was changed" in done.stdout, done.stderr
    assert names(folder) == []
    assert count(office) == 200


def test_fault_15_a_backup_needs_its_space_beforehand(office, folder, monkeypatch):
    monkeypatch.setattr(backup, "free_space", lambda path: 1000)
    with pytest.raises(StoreError, match=r"the disk has 1,000 bytes free, the copy needs 1,0\d\d,\d\d\d"):
        make_backup(office, folder, "daily")
    assert names(folder) == []


def test_fault_13_an_office_that_stays_locked_is_told_as_busy(office, folder, monkeypatch):
    monkeypatch.setattr(backup, "WAIT_SECONDS", 0)
    with closing(sqlite3.connect(office, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="the office is busy"):
            make_backup(office, folder, "daily")
    assert names(folder) == []


def test_a_backup_to_a_named_file_replaces_it_only_when_it_is_complete(office, tmp_path):
    target = tmp_path / "stick" / "my copy.db"
    target.parent.mkdir()
    target.write_text("older")
    backup.copy_office(office, target)
    assert count(target) == 200
    assert names(target.parent) == ["my copy.db"]


def test_fault_18_a_restore_brings_back_the_day_and_keeps_the_former_office(office, folder):
    kept = make_backup(office, folder, "daily")
    add(office, "after the backup")
    done = restore(kept, office)
    assert count(office) == 200
    assert done.database == office
    assert done.set_aside.name.startswith("office-set-aside-20")
    assert count(done.set_aside) == 201
    assert count(kept) == 200
    again = restore(done.set_aside, office)
    assert count(office) == 201
    assert again.set_aside != done.set_aside


@posix
def test_fault_28_a_restored_office_is_for_its_owner_only(office, folder):
    kept = make_backup(office, folder, "daily")
    kept.chmod(0o644)
    restore(kept, office)
    assert office.stat().st_mode & 0o777 == 0o600


def test_a_restore_leaves_no_log_of_the_former_office_beside_the_new_one(office, folder):
    """A log of another database would be played into the restored one."""
    kept = make_backup(office, folder, "daily")
    code = f"""
import os, sqlite3
db = sqlite3.connect({str(office)!r}, isolation_level=None)
db.execute("INSERT INTO entry (text) VALUES ('last save before the crash')")
os._exit(9)
"""
    subprocess.run([sys.executable, "-c", code])
    assert files.was_left_open(office)
    done = restore(kept, office)
    assert count(office) == 200
    assert count(done.set_aside) == 201


@pytest.mark.parametrize("wreck", [b"", b"\xff" * 9000], ids=["emptied", "overwritten"])
def test_fault_16_a_lost_or_damaged_office_is_restored_and_the_wreck_is_kept(office, folder, wreck):
    """SQLite would delete the log of such a file on opening it, and with it the last saves."""
    kept = make_backup(office, folder, "daily")
    office.write_bytes(wreck)
    office.with_name("office.db-wal").write_bytes(b"\xff" * 500)
    done = restore(kept, office)
    assert count(office) == 200
    assert done.set_aside.read_bytes() == wreck
    assert done.set_aside.with_name(done.set_aside.name + "-wal").read_bytes() == b"\xff" * 500
    office.unlink()
    assert restore(kept, office).set_aside is None
    assert count(office) == 200


def test_a_copy_made_by_hand_with_its_log_is_restored_with_what_the_log_holds(office, tmp_path):
    by_hand = tmp_path / "stick" / "office.db"
    by_hand.parent.mkdir()
    with closing(sqlite3.connect(office, isolation_level=None)) as running:
        running.execute("INSERT INTO entry (text) VALUES ('in the log')")
        for suffix in ("", "-wal"):
            by_hand.with_name(f"office.db{suffix}").write_bytes(
                office.with_name(f"office.db{suffix}").read_bytes()
            )
    restore(by_hand, office)
    assert count(office) == 201


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda path: path.write_bytes(b"%PDF-1.7" * 99), "not an office database"),
        (lambda path: os.truncate(path, 8192), "is cut off"),
        (lambda path: patch(path, 4096 * 3 + 4, b"\xff" * 2000), "this backup is damaged"),
        (lambda path: patch(path, 68, b"GPKG"), "belongs to another program"),
        (lambda path: patch(path, 60, (9).to_bytes(4, "big")), "a newer mmtui wrote this office"),
        (lambda path: path.unlink(), "no office in this backup"),
        (lambda path: path.write_bytes(b""), "no office in this backup"),
    ],
    ids=["pdf", "truncated", "damaged", "foreign", "newer", "missing", "empty"],
)
def test_a_backup_that_is_no_good_is_refused_and_the_office_stays(office, folder, spoil, words):
    kept = make_backup(office, folder, "daily")
    before = office.read_bytes()
    spoil(kept)
    with pytest.raises(StoreError, match=words):
        restore(kept, office, newest_version=1)
    assert office.read_bytes() == before
    assert [path.name for path in office.parent.iterdir() if path.is_file()] == ["office.db"]


@pytest.mark.parametrize("busy", ["idle", "reading", "writing"])
def test_an_office_that_is_open_elsewhere_is_not_replaced(office, folder, busy):
    kept = make_backup(office, folder, "daily")
    with closing(sqlite3.connect(office, isolation_level=None)) as other:
        other.execute("SELECT count(*) FROM entry").fetchone()
        if busy != "idle":
            other.execute("BEGIN" if busy == "reading" else "BEGIN IMMEDIATE")
            other.execute("SELECT * FROM entry").fetchone()
        with pytest.raises(StoreError, match="the office is open in another window or command"):
            restore(kept, office)
        assert [path.name for path in office.parent.glob("office-set-aside*")] == []
        if busy != "idle":
            other.execute("COMMIT")
        other.execute("INSERT INTO entry (text) VALUES ('goes on')")
    assert count(office) == 201


@pytest.mark.parametrize("links", [True, False], ids=["with hard links", "without"])
def test_a_restore_that_fails_at_the_last_step_leaves_the_office_as_it_was(
    office, folder, monkeypatch, links
):
    kept = make_backup(office, folder, "daily")
    before = office.read_bytes()

    def fails(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_put_in_place", fails)
    if not links:
        monkeypatch.setattr(os, "link", fails)
    with pytest.raises(StoreError, match="the disk is full"):
        restore(kept, office)
    assert office.read_bytes() == before
    assert [path.name for path in office.parent.iterdir() if path.is_file()] == ["office.db"]


def test_without_hard_links_the_former_office_is_kept_too(office, folder, monkeypatch):
    def refused(*_given):
        raise OSError(95, "Operation not supported")

    kept = make_backup(office, folder, "daily")
    add(office, "after")
    monkeypatch.setattr(os, "link", refused)
    assert count(restore(kept, office).set_aside) == 201
    assert count(office) == 200


@posix
def test_an_office_behind_a_link_is_backed_up_and_restored_where_it_really_is(office, folder, tmp_path):
    """SQLite keeps the log beside the real file."""
    link = tmp_path / "elsewhere" / "office.db"
    link.parent.mkdir()
    link.symlink_to(office)
    with closing(sqlite3.connect(link)) as running:
        running.execute("INSERT INTO entry (text) VALUES ('x')")
        running.commit()
        assert files.was_left_open(link)
        kept = make_backup(link, folder, "daily")
    add(office, "after")
    done = restore(kept, link)
    assert link.is_symlink()
    assert (count(office), count(done.set_aside)) == (201, 202)
    assert done.set_aside.parent == office.parent


def test_two_backups_at_once_do_not_disturb_each_other(office, folder):
    failed = []

    def work(label):
        try:
            make_backup(office, folder, label, moment=NOON)
        except StoreError as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(label,)) for label in ("daily", "by-hand")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(backup.list_backups(folder)) == 2


def test_fault_15_the_space_of_the_log_counts(office, folder, monkeypatch):
    usage = namedtuple("usage", "total used free")
    needed = office.stat().st_size + backup.SPARE_BYTES
    monkeypatch.setattr("shutil.disk_usage", lambda path: usage(0, 0, needed))
    make_backup(office, folder, "daily")
    with closing(sqlite3.connect(office)) as running:
        running.execute("INSERT INTO entry (text) VALUES ('x')")
        running.commit()
        with pytest.raises(StoreError, match="bytes free"):
            make_backup(office, folder, "daily")
