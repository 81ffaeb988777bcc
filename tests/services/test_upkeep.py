"""Backups stand alone and bring every figure back; where everything lies is said without secrets."""

import sqlite3

import pytest

from mmtui.config import Config, Office
from mmtui.errors import MmtuiError, StoreError, UsageError
from mmtui.paths import DataRoot
from mmtui.services.checking import check
from mmtui.services.standings import standings
from mmtui.services.upkeep import backup, restore, where
from tests.offices import TODAY, adjust, at_desk, day, opened, signed, work


@pytest.fixture
def root(tmp_path):
    return DataRoot(tmp_path / "office")


def fill(office):
    contract = signed(office)
    work(office, contract, "11/10", "2:30")
    adjust(office, contract, day("11/12"), "1:00")
    return contract


def test_a_restored_backup_gives_the_same_standings(office, root):
    contract = fill(office)
    before = standings(office.store, TODAY)
    saved = backup(root, office.store)
    work(office, contract, "11/11", "4")
    assert standings(office.store, TODAY) != before
    office.store.close()

    sentence = restore(root, saved)
    assert sentence.startswith(f"The office is now as {saved.name} has it. The former one is kept as ")
    again = opened(root.folder)
    assert standings(again, TODAY) == before
    assert check(again, TODAY).ok
    again.close()
    aside = next(root.folder.glob("office-set-aside-*.db"))
    kept = sqlite3.connect(aside)
    assert kept.execute("SELECT COUNT(*) FROM time_entry").fetchone() == (2,)
    kept.close()


def test_a_backup_goes_where_it_is_told(office, root, tmp_path):
    fill(office)
    file = tmp_path / "stick" / "mine.db"
    assert backup(root, office.store, file) == file
    inside = backup(root, office.store, tmp_path / "stick")
    assert inside.parent == tmp_path / "stick"
    assert inside.name.endswith("-by-hand.db")
    assert backup(root, office.store).parent == root.backups


def test_a_backup_replaces_no_file(office, root, tmp_path):
    file = tmp_path / "mine.db"
    file.write_text("letters")
    with pytest.raises(StoreError, match="there is a file of this name already"):
        backup(root, office.store, file)
    with pytest.raises(StoreError, match="there is a file of this name already"):
        backup(root, office.store, root.database_file)
    assert file.read_text() == "letters"


def test_an_office_on_another_machine_is_restored_into_an_empty_folder(office, root, tmp_path):
    fill(office)
    before = standings(office.store, TODAY)
    saved = backup(root, office.store, tmp_path / "saved.db")
    other = DataRoot(tmp_path / "new")
    assert restore(other, saved) == "The office is now as saved.db has it."
    store = opened(other.folder)
    assert standings(store, TODAY) == before
    store.close()


def test_what_is_no_backup_changes_nothing(office, root, tmp_path):
    fill(office)
    before = standings(office.store, TODAY)
    (tmp_path / "letters.db").write_text("Dear Ana")
    office.store.close()
    with pytest.raises(MmtuiError, match="not an office database"):
        restore(root, tmp_path / "letters.db")
    with pytest.raises(UsageError, match=r"is not there\. There is no backup yet\."):
        restore(root, tmp_path / "none.db")
    assert standings(office.store, TODAY) == before


def test_a_missing_name_hints_at_the_newest_backup(office, root, tmp_path):
    saved = backup(root, office.store)
    with pytest.raises(UsageError, match=saved.name):
        restore(root, tmp_path / "none.db")


def test_postgresql_is_saved_by_its_own_programs(root, tmp_path):
    with pytest.raises(StoreError, match="pg_restore"):
        restore(root, tmp_path / "office.dump", "postgresql:///office")


@pytest.mark.system
def test_a_backup_of_postgresql_is_told_in_words(postgresql, root, tmp_path):
    store = opened(tmp_path / "pg", postgresql.new("furnished"))
    at_desk(store)
    with pytest.raises(StoreError, match="pg_dump"):
        backup(root, store)
    store.close()


def test_where_everything_lies(root):
    assert where(root, Config()) == {
        "data": str(root.folder),
        "settings": str(root.folder / "config.toml"),
        "database": str(root.folder / "office.db"),
        "backups": str(root.folder / "backups"),
        "exports": str(root.folder / "exports"),
        "log": str(root.folder / "mmtui.log"),
    }


def test_where_names_a_server_without_its_user(root):
    settings = Config(office=Office(database="postgresql://ana@db.example.com/office?sslmode=require"))
    assert where(root, settings)["database"] == "office on db.example.com (PostgreSQL)"
