"""The office's file: what is refused before it is opened, and SQLite's errors in words."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from mmtui.db import backup, files
from mmtui.db.files import APPLICATION_ID, explain_sqlite_error, look
from mmtui.errors import StoreError
from tests.db.offices import add, make_office, names, patch

NOBODY = 65534
posix = pytest.mark.skipif(os.name != "posix", reason="needs a system with file modes")


@pytest.fixture
def office(tmp_path):
    return make_office(tmp_path / "office.db")


def refusal(path: Path, **given) -> str:
    with pytest.raises(StoreError) as caught:
        look(path, **given)
    return caught.value.sentence


def test_a_sound_office_gives_its_header(office):
    header = look(office, newest_version=1)
    assert (header.application_id, header.user_version, header.is_new) == (APPLICATION_ID, 1, False)
    assert header.bytes == office.stat().st_size
    assert not files.was_left_open(office)


def test_a_missing_or_empty_file_without_backups_is_a_new_office(tmp_path):
    assert look(tmp_path / "office.db").is_new
    files.create_private(tmp_path / "office.db")
    assert look(tmp_path / "office.db").is_new


@pytest.mark.parametrize("emptied", [True, False])
def test_fault_16_an_office_that_was_there_before_is_never_begun_anew(office, emptied):
    kept = backup.make_backup(office, office.parent / "backups", "daily")
    if emptied:
        office.write_bytes(b"")
    else:
        office.unlink()
    sentence = refusal(office)
    assert ("is empty" if emptied else "is missing") in sentence
    assert f"The last good backup is {kept}" in sentence


def test_fault_16_an_emptied_file_with_a_log_is_not_begun_anew(office):
    with closing(sqlite3.connect(office)) as other:
        other.execute("INSERT INTO entry (text) VALUES ('in the log')")
        other.commit()
        office.write_bytes(b"")
        assert "is empty, but there was one before. There is no backup" in refusal(office)


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n" * 50, b"client,plan\n", b"SQLite format 2\x00" + b"\0" * 200]
)
def test_fault_16_a_file_that_is_not_sqlite(tmp_path, content):
    (tmp_path / "office.db").write_bytes(content)
    assert "this is not an office database (not SQLite). There is no backup" in refusal(
        tmp_path / "office.db"
    )


def test_fault_16_another_programs_database_is_left_as_it_is(tmp_path):
    for application in (0, 0x47504B47):
        path = make_office(tmp_path / f"{application}.db", application=application, version=0)
        before = path.read_bytes()
        assert "belongs to another program; it was left as it is" in refusal(path)
        assert path.read_bytes() == before


@pytest.mark.parametrize("newest", [1, 2])
def test_fault_17_an_office_of_a_newer_mmtui_is_refused(tmp_path, newest):
    path = make_office(tmp_path / "office.db", version=3)
    sentence = refusal(path, newest_version=newest)
    assert f"a newer mmtui wrote this office (schema 3, this one knows {newest})" in sentence
    assert look(path, newest_version=3).user_version == 3


@pytest.mark.parametrize("left", [1, 16, 50, 100, 4096, 5000, -1, -4096])
def test_fault_16_a_truncated_file_is_told_with_the_last_good_backup(office, left):
    kept = backup.make_backup(office, office.parent / "backups", "daily")
    size = office.stat().st_size
    length = left if left > 0 else size + left
    os.truncate(office, length)
    sentence = refusal(office)
    assert f"is cut off: {length:,} bytes of" in sentence
    assert str(kept) in sentence


def test_fault_16_the_last_good_backup_is_not_the_truncated_one(office):
    folder = office.parent / "backups"
    older = backup.make_backup(office, folder, "daily")
    newer = backup.make_backup(office, folder, "daily")
    os.truncate(newer, 4096)
    office.write_bytes(b"not a database at all" * 20)
    assert str(older) in refusal(office)


def test_what_stands_in_the_log_counts(tmp_path):
    """The file's own header is older than the log while the app runs or after it was killed."""
    path = tmp_path / "office.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as running:
        running.execute("PRAGMA journal_mode = WAL")
        running.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        running.execute("PRAGMA user_version = 7")
        running.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY)")
        assert files.was_left_open(path)
        assert look(path).user_version == 7
        assert "newer" in refusal(path, newest_version=6)


def test_fault_33_only_the_header_is_read(office):
    """A page in the middle may be wrong: that is for the daily check, not for the start."""
    patch(office, 4096 * 3 + 10, b"\xff" * 500)
    assert look(office).user_version == 1
    assert files.quick_check(office)
    assert files.integrity_check(office)


def test_the_checks_find_nothing_in_a_sound_file(office):
    before = names(office.parent)
    assert files.quick_check(office) == files.integrity_check(office) == []
    assert names(office.parent) == before


def test_the_checks_see_what_waits_in_the_log(office):
    with closing(sqlite3.connect(office)) as other:
        other.execute("DELETE FROM entry")
        other.commit()
        assert files.integrity_check(office) == []


@posix
def test_fault_28_database_and_side_files_are_for_their_owner_only(office):
    with closing(sqlite3.connect(office)) as other:
        other.execute("INSERT INTO entry (text) VALUES ('x')")
        other.commit()
        parts = [office, office.with_name("office.db-wal"), office.with_name("office.db-shm")]
        for part in parts:
            part.chmod(0o644)
        files.private(office)
        assert [part.stat().st_mode & 0o777 for part in parts] == [0o600] * 3


@posix
def test_fault_28_a_new_database_and_its_log_are_private_from_the_first_moment(tmp_path):
    path = tmp_path / "office.db"
    files.create_private(path)
    with closing(sqlite3.connect(path)) as office:
        office.execute("PRAGMA journal_mode = WAL")
        office.execute("CREATE TABLE entry (id)")
        assert {part.stat().st_mode & 0o777 for part in tmp_path.iterdir()} == {0o600}


def test_free_space_is_known_before_the_folder_is_there(tmp_path):
    assert files.free_space(tmp_path / "not" / "yet") > 0


def test_fault_13_a_locked_database_is_told_as_busy(office):
    with closing(sqlite3.connect(office, isolation_level=None)) as first:
        first.execute("BEGIN IMMEDIATE")
        second = sqlite3.connect(office, isolation_level=None, timeout=0)
        with closing(second), pytest.raises(sqlite3.OperationalError) as caught:
            second.execute("BEGIN IMMEDIATE")
    sentence = explain_sqlite_error(caught.value, office).sentence
    assert "the office is busy: another window or command is writing. Wait a moment" in sentence


def test_fault_15_a_full_database_is_told_as_a_full_disk(office):
    with closing(sqlite3.connect(office)) as full:
        full.execute("PRAGMA max_page_count = 1")
        with pytest.raises(sqlite3.OperationalError) as caught:
            full.executemany("INSERT INTO entry (text) VALUES (?)", [("x" * 5000,)] * 50)
    told = explain_sqlite_error(caught.value, office).sentence
    assert "the disk is full; nothing was changed. Free some space" in told


@posix
def test_fault_15_a_real_quota_stops_a_write_and_the_office_stays_whole(office):
    """A limit on the size of files stands for the quota: the write fails in the middle of a transaction."""
    code = f"""
import resource, signal, sqlite3
from pathlib import Path
from mmtui.db.files import explain_sqlite_error
office = Path({str(office)!r})
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
db = sqlite3.connect(office)
try:
    db.executemany("INSERT INTO entry (text) VALUES (?)", [("x" * 5000,)] * 500)
    db.commit()
except sqlite3.Error as error:
    print(explain_sqlite_error(error, office).sentence)
db.close()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "nothing was changed" in done.stdout, done.stderr
    assert "quota" in done.stdout or "disk is full" in done.stdout
    assert files.integrity_check(office) == []
    with closing(sqlite3.connect(office)) as after:
        assert after.execute("SELECT count(*) FROM entry").fetchone() == (200,)


def test_fault_15_a_read_only_office_is_told(office):
    reader = sqlite3.connect(f"{office.as_uri()}?mode=ro", uri=True)
    with closing(reader), pytest.raises(sqlite3.OperationalError) as caught:
        reader.execute("DELETE FROM entry")
    assert (
        "the office is read-only here; nothing was changed"
        in explain_sqlite_error(caught.value, office).sentence
    )


@contextmanager
def read_only_folder():
    """A folder with an office that this process can not write; root works as an ordinary user meanwhile."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        make_office(folder / "office.db")
        is_root = os.geteuid() == 0
        if is_root:
            for path in (Path(name), folder, folder / "office.db"):
                os.chown(path, NOBODY, -1)
        folder.chmod(0o500)
        if is_root:
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            if is_root:
                os.seteuid(0)
            folder.chmod(0o700)


@posix
def test_fault_15_a_read_only_folder_is_told_and_nothing_is_left_in_it():
    with read_only_folder() as folder:
        office = sqlite3.connect(folder / "office.db")
        with closing(office), pytest.raises(sqlite3.OperationalError) as caught:
            office.execute("INSERT INTO entry (text) VALUES ('x')")
        sentence = explain_sqlite_error(caught.value, folder / "office.db").sentence
        assert "Check" in sentence and ("read-only here" in sentence or "can't be opened" in sentence)
        with pytest.raises(StoreError, match="no permission to write here"):
            files.create_private(folder / "new.db")
        with pytest.raises(StoreError, match="no permission to write here"):
            backup.make_backup(folder / "office.db", folder / "backups", "daily")
        assert names(folder) == ["office.db"]


def test_fault_16_a_damaged_page_is_told_with_the_last_good_backup(office):
    kept = backup.make_backup(office, office.parent / "backups", "daily")
    patch(office, 4096, b"\xff" * 4096)
    damaged = sqlite3.connect(office)
    with closing(damaged), pytest.raises(sqlite3.DatabaseError) as caught:
        damaged.execute("SELECT count(text) FROM entry").fetchall()
    sentence = explain_sqlite_error(caught.value, office).sentence
    assert "the office database is damaged" in sentence and str(kept) in sentence


def test_the_cause_behind_another_librarys_error_is_found(office):
    try:
        try:
            raise sqlite3.OperationalError("database is locked")
        except sqlite3.OperationalError as inner:
            inner.sqlite_errorcode = sqlite3.SQLITE_BUSY_SNAPSHOT
            raise ValueError("wrapped") from inner
    except ValueError as error:
        assert "busy" in explain_sqlite_error(error, office).sentence


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("database is locked", "busy"),
        ("database or disk is full", "the disk is full"),
        ("disk I/O error", "could not be read or written"),
        ("attempt to write a readonly database", "read-only"),
        ("unable to open database file", "can't be opened"),
        ("database disk image is malformed", "damaged"),
        ("file is not a database", "damaged"),
        ("no such table: x", "refused this"),
    ],
)
def test_an_error_without_a_code_is_known_by_its_message(office, message, words):
    assert words in explain_sqlite_error(RuntimeError(message), office).sentence


def test_an_office_that_was_killed_is_opened_with_its_last_save(office):
    code = f"""
import os, sqlite3
db = sqlite3.connect({str(office)!r}, isolation_level=None)
db.execute("INSERT INTO entry (text) VALUES ('last')")
os._exit(9)
"""
    subprocess.run([sys.executable, "-c", code])
    assert files.was_left_open(office)
    assert look(office).user_version == 1
    add(office, "after")
    with closing(sqlite3.connect(office)) as after:
        assert after.execute("SELECT count(*) FROM entry").fetchone() == (202,)
