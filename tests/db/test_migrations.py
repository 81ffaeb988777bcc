"""From an empty folder to the newest schema, from an older one with a copy saved first, and never back."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from mmtui.db import connect, files
from mmtui.db.connect import latest_schema, migrate, open_store, schema_version
from mmtui.errors import MmtuiError, StoreError
from mmtui.paths import DataRoot
from mmtui.services.office import open_office
from tests.offices import at_desk, left, opened, signed, work

OURS = connect.MIGRATIONS
NEXT = latest_schema() + 1
ADDED = "def up(migrator, database):\n    ddl = Ddl(database)\n    ddl.run('CREATE TABLE added (id {ID})')\n"
WHOLE = f"from mmtui.db.dialect import Ddl\n{ADDED}    ddl.stamp({NEXT})\n"
BROKEN = f"from mmtui.db.dialect import Ddl\n{ADDED}    ddl.run('CREATE TABLE person (id {{ID}})')\n"
KILLED = f"import os\nfrom mmtui.db.dialect import Ddl\n{ADDED}    os.kill(os.getpid(), 9)\n"


@pytest.fixture
def newer(tmp_path, monkeypatch):
    """The program of the next version: the same migrations and one more, whose text is given."""

    def made(text: str) -> Path:
        folder = tmp_path / "migrations"
        shutil.copytree(OURS, folder, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
        (folder / f"{NEXT:04d}_more.py").write_text(text)
        monkeypatch.setattr(connect, "MIGRATIONS", folder)
        return folder

    return made


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as reader:
        return {row[0] for row in reader.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_an_empty_folder_becomes_an_office_with_a_catalogue(tmp_path, database_url):
    store = opened(tmp_path, database_url)
    with store.session():
        assert store.rows("SELECT COUNT(*) FROM plan") == [(9,)]
        assert store.rows("SELECT action, subject FROM audit") == [("create", "office")]
    again = opened(tmp_path, database_url)
    with again.session():
        assert again.rows("SELECT COUNT(*) FROM plan") == [(9,)]


def test_an_office_that_is_up_to_date_is_left_as_it_is(tmp_path):
    opened(tmp_path).close()
    assert migrate(open_store("sqlite:///office.db", tmp_path)) == []
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_backup_is_saved_before_an_older_office_is_brought_up_to_date(tmp_path, newer):
    desk = at_desk(opened(tmp_path))
    contract = signed(desk)
    work(desk, contract, "11/10", "1:30")
    newer(WHOLE)
    store = opened(tmp_path)
    assert schema_version(store) == NEXT
    assert left(desk, contract) == "14:30"
    [copy] = (tmp_path / "backups").glob(f"office-*-before-{NEXT:04d}.db")
    with closing(sqlite3.connect(copy)) as reader:
        assert reader.execute("PRAGMA user_version").fetchone() == (NEXT - 1,)
        assert reader.execute("SELECT minutes FROM time_entry").fetchall() == [(90,)]


def test_fault_17_a_migration_that_fails_half_way_leaves_the_older_schema(tmp_path, newer, database_url):
    desk = at_desk(opened(tmp_path, database_url))
    contract = signed(desk)
    newer(BROKEN)
    with pytest.raises(MmtuiError) as caught:
        opened(tmp_path, database_url)
    assert "could not be brought up to date" in caught.value.sentence
    assert schema_version(desk.store) == NEXT - 1
    with desk.store.session():
        assert not desk.store.database.table_exists("added")
    assert left(desk, contract) == "16:00"
    newer(WHOLE)
    assert schema_version(opened(tmp_path, database_url)) == NEXT


def test_fault_17_an_app_killed_inside_a_migration_leaves_the_older_schema(tmp_path, newer):
    desk = at_desk(opened(tmp_path))
    contract = signed(desk)
    folder = newer(KILLED)
    program = (
        "import sys; from pathlib import Path; from mmtui.db import connect; from tests.offices import opened; "
        "connect.MIGRATIONS = Path(sys.argv[1]); opened(Path(sys.argv[2]))"
    )
    died = subprocess.run([sys.executable, "-c", program, str(folder), str(tmp_path)], capture_output=True)
    assert died.returncode == -9
    assert schema_version(desk.store) == NEXT - 1
    assert "added" not in tables(tmp_path / "office.db")
    assert left(desk, contract) == "16:00"


def test_an_office_that_died_while_it_was_made_is_made_whole_by_the_next_start(tmp_path, monkeypatch):
    from mmtui.db.commands import catalogue

    def dies(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(catalogue, "fill", dies)
        with pytest.raises(KeyboardInterrupt):
            opened(tmp_path)
    store = opened(tmp_path)
    with store.session():
        assert store.rows("SELECT COUNT(*) FROM plan") == [(9,)]


def test_fault_17_an_older_app_refuses_a_newer_schema(tmp_path, newer, monkeypatch, database_url):
    with monkeypatch.context():
        newer(WHOLE)
        opened(tmp_path, database_url).close()
    monkeypatch.undo()
    with pytest.raises(StoreError, match=r"newer mmtui"):
        opened(tmp_path, database_url)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.7 " * 100, "this is not an office database"),
        (b"SQLite format 3\x00" + b"\0" * 40, "cut off"),
    ],
)
def test_fault_16_a_file_that_is_no_office_is_refused_and_left_alone(tmp_path, content, told):
    path = tmp_path / "office.db"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=told) as caught:
        opened(tmp_path)
    assert str(path) in caught.value.sentence
    assert path.read_bytes() == content


def test_fault_16_a_database_of_another_program_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "office.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (id INTEGER)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="belongs to another program"):
        opened(tmp_path)
    assert path.read_bytes() == before


def test_fault_16_pages_that_were_overwritten_are_told_with_the_last_good_backup(tmp_path):
    from mmtui.db import backup

    desk = at_desk(opened(tmp_path))
    contract = signed(desk)
    path = tmp_path / "office.db"
    kept = backup.make_backup(path, DataRoot(tmp_path).backups, "daily")
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(StoreError) as caught:
        work(desk, contract, "11/10", "1:00")
    assert "is damaged" in caught.value.sentence
    assert kept.name in caught.value.sentence


def test_a_folder_that_can_not_be_written_is_told(tmp_path):
    if not hasattr(files.os, "geteuid") or files.os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    tmp_path.chmod(0o500)
    with pytest.raises(MmtuiError):
        open_office(DataRoot(tmp_path / "office"))


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.system)])
def test_two_desks_that_begin_one_office_at_the_same_time_make_one(tmp_path, database, request):
    program = (
        "import sys; from pathlib import Path; from tests.offices import opened; "
        "opened(Path(sys.argv[1]), sys.argv[2])"
    )
    url = "sqlite:///office.db"
    if database == "postgresql":
        url = request.getfixturevalue("postgresql").new()
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path), url], stderr=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    told = [process.communicate()[1] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0, 0], told
    store = opened(tmp_path, url)
    with store.session():
        assert store.rows("SELECT COUNT(*) FROM plan") == [(9,)]
        assert store.rows("SELECT COUNT(*) FROM audit") == [(1,)]
