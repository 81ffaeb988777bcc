"""Writing at the same time, reading meanwhile, and a disk that fills up: nothing lost and nothing half."""

import gc
import json
import os
import sqlite3
import subprocess
import sys
import threading
import warnings
from contextlib import closing

import pytest

from mmtui.db.commands import settings
from mmtui.db.connect import Store
from mmtui.db.files import integrity_check
from mmtui.domain.ledger import TOPUP, Row
from mmtui.errors import MmtuiError, StoreError
from mmtui.services import contracts
from mmtui.services.desk import Desk
from mmtui.services.standings import standings
from tests.offices import NOVEMBER, TODAY, ZONE, at_desk, left, opened, signed, work

COUNTING = """
import sys
from pathlib import Path
from mmtui.db.commands import settings
from tests.offices import opened
store = opened(Path(sys.argv[1]), sys.argv[2])
for _ in range(200):
    with store.transaction():
        counted = settings.get(store, "counted", 0)
        settings.put(store, "counted", counted + 1)
"""
LOGGING = """
import sys
from pathlib import Path
from tests.offices import TODAY, ZONE, opened, work
from mmtui.services.desk import Desk
store = opened(Path(sys.argv[1]), sys.argv[2])
desk = Desk(store, ZONE, int(sys.argv[3]), TODAY)
for number in range(40):
    work(desk, int(sys.argv[4]), "11/10", "0:01")
"""


def run(program: str, *words: object) -> subprocess.Popen:
    command = [sys.executable, "-W", "error::ResourceWarning", "-c", program, *(str(word) for word in words)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def finish(*started: subprocess.Popen) -> None:
    told = [process.communicate()[1] for process in started]
    assert [process.returncode for process in started] == [0] * len(started), told
    assert not any("locked" in text for text in told)


def test_fault_13_two_processes_read_then_write_and_no_write_is_lost(tmp_path, database_url):
    store = opened(tmp_path, database_url)
    finish(*(run(COUNTING, tmp_path, database_url) for _ in range(2)))
    with store.session():
        assert settings.get(store, "counted") == 400


def test_two_desks_log_into_one_contract_and_its_total_counts_both(tmp_path, database_url):
    desk = at_desk(opened(tmp_path, database_url))
    contract = signed(desk)
    finish(*(run(LOGGING, tmp_path, database_url, desk.person_id, contract) for _ in range(2)))
    assert left(desk, contract) == "14:40"
    with desk.store.session():
        rows = desk.store.rows("SELECT before_sha256, sha256 FROM audit ORDER BY id")
    assert [after for _, after in rows[:-1]] == [before for before, _ in rows[1:]]


def test_a_reader_sees_the_office_as_it_was_while_somebody_writes(any_office):
    contract = signed(any_office)
    seen: list[str] = []

    def read() -> None:
        seen.append(left(any_office, contract))

    with any_office.store.transaction():
        work(any_office, contract, "11/10", "1:00")
        reader = threading.Thread(target=read)
        reader.start()
        reader.join()
    read()
    assert seen == ["16:00", "15:00"]


def test_an_error_inside_a_transaction_leaves_nothing(any_office):
    contract = signed(any_office)
    with pytest.raises(ZeroDivisionError), any_office.store.transaction():
        work(any_office, contract, "11/10", "1:00")
        _ = 1 // 0
    assert left(any_office, contract) == "16:00"
    with any_office.store.session():
        assert any_office.store.rows("SELECT COUNT(*) FROM time_entry") == [(0,)]


def test_fault_13_a_writer_that_waits_too_long_is_told_that_the_office_is_busy(office):
    contract = signed(office)
    with closing(sqlite3.connect(office.store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with office.store.session():
            office.store.database.execute_sql("PRAGMA busy_timeout = 50")
            with pytest.raises(StoreError, match="busy: another window or command is writing"):
                work(office, contract, "11/10", "1:00")
    work(office, contract, "11/10", "1:00")
    assert left(office, contract) == "15:00"


def limit(store: Store) -> None:
    """As if the disk were full: the file may grow by no page more."""
    pages = store.rows("PRAGMA page_count")[0][0]
    store.database.execute_sql(f"PRAGMA max_page_count = {pages}")


def test_fault_15_a_full_disk_is_told_and_the_ledger_is_as_before(office):
    contract = signed(office)
    work(office, contract, "11/10", "1:00")
    with office.store.session():
        limit(office.store)
        with pytest.raises(StoreError) as caught:
            for _ in range(200):
                work(office, contract, "11/11", "0:01", note="x" * 3000)
        assert "the disk is full; nothing was changed" in caught.value.sentence
        assert "Free some space" in caught.value.do
        [(used,)] = office.store.rows("SELECT SUM(minutes) FROM time_entry")
        assert office.store.rows("SELECT hours_used FROM cycle_total") == [(used,)]
    assert integrity_check(office.store.path) == []


def test_fault_15_a_disk_that_fills_while_rows_are_written_in_bulk(office):
    """`executemany` tells it in the same words as a single statement."""
    with office.store.session():
        limit(office.store)
        with pytest.raises(StoreError, match="the disk is full"), office.store.transaction():
            office.store.executemany(
                "INSERT INTO setting (name, value, recorded_at) VALUES (?, ?, 0)",
                [(f"name {number}", "x" * 3000) for number in range(200)],
            )
        assert office.store.rows("SELECT COUNT(*) FROM setting") == [(0,)]


QUOTA = """
import resource, signal, sys
from pathlib import Path
from tests.offices import TODAY, ZONE, opened, work
from mmtui.errors import StoreError
from mmtui.services.desk import Desk
folder = Path(sys.argv[1])
store = opened(folder)
desk = Desk(store, ZONE, int(sys.argv[2]), TODAY)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = (folder / "office.db").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 200_000, size + 200_000))
try:
    for _ in range(2000):
        work(desk, int(sys.argv[3]), "11/11", "0:01", note="x" * 5000)
except StoreError as error:
    print(error.sentence)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs a limit on the size of files")
def test_fault_15_a_quota_is_told_and_the_ledger_is_intact(tmp_path):
    desk = at_desk(opened(tmp_path))
    contract = signed(desk)
    done = subprocess.run(
        [sys.executable, "-c", QUOTA, str(tmp_path), str(desk.person_id), str(contract)],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert "nothing was changed" in done.stdout, done.stderr
    with desk.store.session():
        [(used,)] = desk.store.rows("SELECT SUM(minutes) FROM time_entry")
        assert used > 0
        assert desk.store.rows("SELECT hours_used FROM cycle_total") == [(used,)]
    assert integrity_check(desk.store.path) == []


def test_every_thread_closes_its_own_connection(any_office):
    contract = signed(any_office)

    def use() -> None:
        work(any_office, contract, "11/10", "0:10")
        standings(any_office.store, TODAY)

    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        threads = [threading.Thread(target=use) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert any_office.store.database.is_closed()
        gc.collect()
    assert left(any_office, contract) == "15:00"


@pytest.mark.system
def test_fault_19_a_server_that_goes_away_is_told_and_found_again(postgresql, tmp_path):
    desk = at_desk(opened(tmp_path, postgresql.new("furnished")))
    contract = signed(desk)
    name = desk.store.database.database
    with pytest.raises(StoreError, match="does not answer") as caught, desk.store.transaction():
        work(desk, contract, "11/10", "1:00")
        postgresql.ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        work(desk, contract, "11/11", "1:00")
    assert "nothing was saved" in caught.value.do
    assert left(desk, contract) == "16:00"
    work(desk, contract, "11/10", "1:00")
    assert left(desk, contract) == "15:00"


@pytest.mark.system
def test_fault_19_a_server_that_is_not_there_is_told(postgresql, tmp_path):
    url = postgresql.url("nowhere")
    with pytest.raises(StoreError, match="does not answer"):
        opened(tmp_path, url)


@pytest.mark.system
def test_fault_34_a_role_without_rights_to_the_schema_works_but_removes_nothing(postgresql, tmp_path):
    import peewee

    url = postgresql.new("furnished")
    desk = at_desk(opened(tmp_path, url))
    contract = signed(desk)
    name = desk.store.database.database
    postgresql.ask("DO $$ BEGIN CREATE ROLE clerk LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    for grant in (
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO clerk",
        "GRANT DELETE ON time_entry, cycle_total, draft TO clerk",
        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO clerk",
    ):
        postgresql.ask(grant, name)
    clerk = Desk(opened(tmp_path, url.replace("user=postgres", "user=clerk")), ZONE, desk.person_id, TODAY)
    work(clerk, contract, "11/10", "1:00")
    contracts.add_row(clerk, contract, "hours", Row(NOVEMBER, TOPUP, 60, "bought"))
    assert left(clerk, contract) == "16:00"
    for statement in ("DELETE FROM allowance_row", "DELETE FROM audit", "DROP TABLE audit"):
        with pytest.raises((peewee.DatabaseError, MmtuiError)), clerk.store.transaction():
            clerk.store.execute(statement)


def test_a_setting_counts_its_changes(any_office):
    store = any_office.store
    with store.transaction():
        settings.put(store, "colour", {"of": ["the", "night"]})
        settings.put(store, "colour", "blue")
        assert settings.get(store, "colour") == "blue"
        assert store.rows("SELECT value, version FROM setting WHERE name = 'colour'") == [
            (json.dumps("blue"), 2)
        ]
