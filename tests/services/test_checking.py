"""Every change behind the app's back is named: rows, totals, the trail, and bits flipped in the file."""

import contextlib
import random
import shutil
import sqlite3
from datetime import date, timedelta

import pytest

from mmtui.db import files
from mmtui.db.commands import entries
from mmtui.db.connect import open_store
from mmtui.db.queries import tables
from mmtui.domain.ledger import TOPUP, Row
from mmtui.domain.prepaid import PAYMENT, MoneyRow
from mmtui.errors import MmtuiError
from mmtui.imports.timesheets import open_timesheet
from mmtui.paths import DataRoot
from mmtui.services import contracts
from mmtui.services.checking import check, daily, daily_due
from mmtui.services.importing import import_hours
from mmtui.services.standings import standings
from tests.offices import NOVEMBER, TODAY, ZONE, adjust, on_day, opened, signed, top_up, work

SHEET = """Date,Client,Project,Notes,Hours,First Name,Last Name
2026-11-10,Acme Dental,Standard,Booking form,2.00,Kim,Lee
2026-11-11,Acme Dental,Standard,Gift cards,1.50,Kim,Lee
2026-11-12,Nordwind,Basic,Move,3.00,Ben,Ortiz
"""
LATER = SHEET.replace("Gift cards,1.50", "Gift cards,1.75")


def furnish(desk, folder):
    """Two contracts and a prepaid block with hours, rows, payments, counts, an import and its correction."""
    acme = signed(desk, start=date(2026, 9, 1), figures={"rollover": "carry"}, projects=["Standard"])
    nordwind = signed(desk, "Nordwind", "Basic", anchor_day=31, projects=["Basic"])
    block = signed(desk, "Hill & Sons", name="Block", figures={"rate_cents": 8500}, payment_cents=170_000)
    for number in range(12):
        work(desk, acme, date(2026, 9, 20) + timedelta(days=5 * number), "1.25", note=f"Work {number}")
    work(desk, nordwind, "11/12", "0:40", note="Checkout")
    work(desk, block, "11/13", "2", note="Pump")
    top_up(desk, acme, NOVEMBER, "5:00")
    adjust(desk, nordwind, date(2026, 11, 5), "-0:30")
    contracts.add_payment(desk, block, MoneyRow(date(2026, 11, 14), PAYMENT, 34_000), "more")
    contracts.log_count(desk, acme, "calls", date(2026, 11, 3), note="Planning")
    for number, text in enumerate((SHEET, LATER)):
        file = folder / f"sheet{number}.csv"
        file.write_text(text)
        import_hours(desk, open_timesheet(file))
    return desk


@pytest.fixture
def furnished(any_office, tmp_path):
    return furnish(any_office, tmp_path)


def kinds(desk, **how):
    report = check(desk.store, TODAY, **how)
    return {finding.kind for finding in report.findings}


def told(desk):
    return "\n".join(finding.sentence for finding in check(desk.store, TODAY).findings)


def behind(desk, *statements):
    """Change the database as somebody with its password, or with the file, could: without the guards."""
    store = desk.store
    with store.session():
        for table in ("audit", "allowance_row", "money_row", "contract_terms", "time_entry_revision"):
            for what in ("update", "delete"):
                on = f" ON {table}" if store.postgresql else ""
                store.execute(f"DROP TRIGGER IF EXISTS {table}_no_{what}{on}")
        replica = "SET session_replication_role = replica"
        store.execute(replica if store.postgresql else "PRAGMA foreign_keys = OFF")
        for statement in statements:
            store.execute(statement)


def test_fault_32_an_office_as_it_was_written_has_no_findings(furnished):
    report = check(furnished.store, TODAY)
    assert report.findings == ()
    looked_at = dict(report.counts)
    assert (looked_at["entries"], looked_at["ledger rows"], looked_at["payments"]) == (17, 2, 2)
    assert (looked_at["earlier versions"], looked_at["imports"], looked_at["contracts"]) == (1, 2, 3)


def test_a_check_as_of_another_day_has_no_findings(furnished):
    for today in (date(2026, 8, 1), date(2026, 12, 31), date(2027, 6, 1)):
        assert check(furnished.store, today).findings == ()


def test_fault_29_an_entry_changed_with_its_guards_in_place_is_named(furnished):
    with furnished.store.session():
        furnished.store.execute("UPDATE time_entry SET minutes = 10 WHERE note = 'Checkout'")
    assert "The entry of 11/12/26, Ana, Nordwind was changed outside mmtui." in told(furnished)
    assert "hours used is 3:10, by the rows 2:40" not in told(furnished)
    assert kinds(furnished) == {"entry", "total"}
    assert kinds(furnished, quick=True) == {"total"}


COLUMNS = sorted(set(entries.SEALED) - {"uuid", "contract_id", "person_id", "coverage", "batch_id"})


@pytest.mark.parametrize("column", COLUMNS)
def test_fault_29_every_column_of_an_entry_is_sealed(office, tmp_path, column):
    furnish(office, tmp_path)
    new = {
        "worked_on": "'2026-11-14'",
        "minutes": "minutes + 1",
        "counted": "0",
        "billable": "1",
        "edited": "1",
    }
    text = column in {"activity", "task", "note", "source", "source_key", "group_uuid", "flags"} or (
        column.startswith("source_") and column != "source_start"
    )
    value = new.get(column, "'other'" if text else "17")
    with office.store.session():
        office.store.execute(f"UPDATE time_entry SET {column} = {value} WHERE note = 'Checkout'")
    assert "entry" in kinds(office)


TAMPERED = {
    "a ledger row": ("UPDATE allowance_row SET amount = amount + 60 WHERE kind = 'TOPUP'", "ledger",
        "The TOPUP row of 11/01/26 in the ledger of Acme Dental, Standard, was changed outside mmtui."),
    "a ledger row removed": ("DELETE FROM allowance_row WHERE kind = 'ADJUST'", "ledger",
        "The ADJUST row of 11/05/26 in the ledger of Nordwind was removed outside mmtui."),
    "a payment": ("UPDATE money_row SET cents = 34001 WHERE cents = 34000", "money",
        "The payment of 11/14/26, $340.01, of Hill & Sons, Block, was changed outside mmtui."),
    "an audit row": ("UPDATE audit SET reason = 'agreed with Ana' WHERE reason = 'agreed'", "audit",
        "was changed outside mmtui."),
    "an audit row removed": ("DELETE FROM audit WHERE id = 5", "audit",
        "A row of the audit trail is missing or was replaced before the row of the audit trail of"),
    "the first audit row removed": ("DELETE FROM audit WHERE id = (SELECT MIN(id) FROM audit)", "audit",
        "missing or was replaced"),
    "an import's audit row at the end removed": ("DELETE FROM audit WHERE id = (SELECT MAX(id) FROM audit)",
        "import", "The import of sheet1.csv was changed outside mmtui"),
    "an entry removed": ("DELETE FROM time_entry WHERE note = 'Pump'", "entry",
        "The entry of 11/13/26, Hill & Sons, 2:00, was removed outside mmtui."),
    "an imported entry removed": ("DELETE FROM time_entry WHERE note = 'Move'", "import",
        "The import of sheet0.csv added 3 entries, 2 of them are there."),
    "an import's counts": ("UPDATE import_batch SET worked_seconds = 1 WHERE id = 1", "import", "sheet0.csv"),
    "an import removed": ("DELETE FROM import_batch WHERE id = 2", "import", "an import of sheet1.csv"),
    "a revision": ("UPDATE time_entry_revision SET reason = 'x'", "revision",
        "Version 1 of the entry of 11/11/26, Kim Lee, Acme Dental was changed outside mmtui."),
    "a revision removed": ("DELETE FROM time_entry_revision", "revision",
        "An earlier version of the entry of 11/11/26, Kim Lee, Acme Dental was removed"),
    "a kept total": ("UPDATE cycle_total SET hours_used = 1 WHERE contract_id = 2", "total",
        "The kept total of Nordwind, Basic from 10/31/26 on does not agree with its rows: "
        "hours used is 0:01, by the rows 3:40."),
    "a kept total removed": ("DELETE FROM cycle_total WHERE cycle_start = '2026-10-01'", "total",
        "The kept total of Acme Dental, Standard from 10/01/26 on is missing."),
    "a kept total too many": (
        "UPDATE cycle_total SET cycle_start = '2026-08-01' WHERE cycle_start = '2026-09-01'", "total",
        "from 08/01/26 on has no rows behind it."),
    "the terms": ("UPDATE contract_terms SET hours = 1000 WHERE contract_id = 1", "total",
        "hours allowance is"),
    "a rule of a table": ("ALTER TABLE client RENAME COLUMN notes TO remarks", "layout",
        "The layout of the database at client was changed"),
    "the guards": ("SELECT 1", "guard", "The guard that keeps rows of the table audit from being changed"),
    "the cycle of an entry": ("UPDATE time_entry SET cycle_start = '2026-10-01' WHERE note = 'Pump'", "cycle",
        "The entry of 11/13/26, Ana, Hill & Sons was changed outside mmtui: it stands in another cycle"),
    "the name of a client": ("UPDATE client SET name = 'Acme Rental' WHERE id = 1", "name", "Acme Rental"),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERED)
def test_fault_29_what_was_changed_is_named(furnished, what):
    statement, kind, words = TAMPERED[what]
    if kind == "layout" and furnished.store.postgresql:
        return
    behind(furnished, statement)
    findings = check(furnished.store, TODAY).findings
    assert any(finding.kind == kind and words in finding.what for finding in findings), findings
    assert all(finding.do for finding in findings)


def test_an_entry_without_its_person_breaks_a_link(office, tmp_path):
    furnish(office, tmp_path)
    behind(office, "DELETE FROM person WHERE name = 'Ben Ortiz'")
    assert "belongs to a row of person that is gone" in told(office)


def test_work_that_goes_on_is_no_finding(office, tmp_path):
    furnish(office, tmp_path)
    contract = signed(office, "Busy", "Basic")
    from mmtui.db.queries import checks

    with checks.snapshot(office.store):
        other = opened(tmp_path / "office")
        work(on_day(office, TODAY).__class__(other, ZONE, office.person_id, TODAY), contract, "11/20", "1")
        other.close()
        from mmtui.services.check_figures import ledgers
        from mmtui.services.findings import Run

        run = Run(office.store, TODAY)
        ledgers(run)
    assert run.findings == []


def contents(path):
    """Every stored value, by table."""
    store = open_store(f"sqlite:///{path.name}", path.parent)
    try:
        with store.session():
            return {table: list(tables.rows(store, table)) for table in tables.names()}
    finally:
        store.close()


def flipped_office(folder, seed):
    """A copy of the office with one bit changed somewhere."""
    chance = random.Random(seed)
    whole = (folder / "office.db").read_bytes()
    at = chance.randrange(len(whole))
    copy = folder / f"flip{seed}" / "office.db"
    copy.parent.mkdir()
    changed = bytearray(whole)
    changed[at] ^= 1 << chance.randrange(8)
    copy.write_bytes(changed)
    return copy, at


def silent_change(copy, before):
    """What a check that passes did not see of a copy: the tables that differ."""
    try:
        store = open_store("sqlite:///office.db", copy.parent)
    except MmtuiError:
        return []
    try:
        if not check(store, TODAY).ok:
            return []
    finally:
        with contextlib.suppress(Exception):
            store.close()
    after = contents(copy)
    return [table for table in before if before[table] != after[table]]


def test_fault_29_a_flipped_bit_is_told_or_changes_nothing(office, tmp_path):
    furnish(office, tmp_path)
    office.store.close()
    folder = tmp_path / "office"
    assert not files.was_left_open(folder / "office.db")
    before = contents(folder / "office.db")
    silent = {}
    for seed in range(120):
        copy, at = flipped_office(folder, seed)
        if changed := silent_change(copy, before):
            silent[seed, at] = changed
        shutil.rmtree(copy.parent)
    assert silent == {}


def test_a_file_that_can_not_be_read_is_a_finding(office, tmp_path):
    furnish(office, tmp_path)
    office.store.close()
    path = tmp_path / "office" / "office.db"
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 20)
    findings = check(open_store("sqlite:///office.db", path.parent), TODAY).findings
    assert findings
    assert any("damaged" in finding.what or "can't be read" in finding.what for finding in findings)


def test_fault_33_the_daily_check_runs_once_and_leaves_a_backup(office, tmp_path):
    root = DataRoot(tmp_path / "office")
    furnish(office, tmp_path)
    assert daily_due(office.store, TODAY)
    done = daily(root, office.store, TODAY)
    assert done is not None
    assert done.report.ok
    assert done.report.quick
    assert done.backup.name.startswith("office-2026-11-24-")
    assert done.backup.name.endswith("-daily.db")
    assert daily(root, office.store, TODAY) is None
    again = daily(root, office.store, TODAY, unclean=True)
    assert again is not None
    assert again.backup is None
    assert daily(root, office.store, TODAY + timedelta(days=1)).backup is not None
    assert check(office.store, TODAY).ok


def test_the_daily_check_in_a_thread_of_its_own(office, tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    furnish(office, tmp_path)
    with office.store.session(), ThreadPoolExecutor(1) as pool:
        done = pool.submit(daily, DataRoot(tmp_path / "office"), office.store, TODAY).result()
    assert done is not None
    assert done.report.ok


def test_a_day_with_findings_is_told_again_and_keeps_its_backups(office, tmp_path):
    root = DataRoot(tmp_path / "office")
    furnish(office, tmp_path)
    behind(office, "UPDATE cycle_total SET hours_used = 1 WHERE contract_id = 2")
    assert not daily(root, office.store, TODAY).report.ok
    assert not daily(root, office.store, TODAY).report.ok
    assert daily_due(office.store, TODAY)


def test_fault_29_a_trail_cut_off_after_the_daily_check_is_told(office, tmp_path):
    furnish(office, tmp_path)
    work(office, 1, "11/20", "1")
    daily(DataRoot(tmp_path / "office"), office.store, TODAY)
    behind(office, "DELETE FROM audit WHERE id = (SELECT MAX(id) FROM audit)")
    assert "The audit trail was cut off: its end of 11/24/26 is gone." in told(office)


def test_a_check_writes_nothing(office, tmp_path):
    furnish(office, tmp_path)
    with sqlite3.connect(tmp_path / "office" / "office.db") as other:
        before = other.execute("PRAGMA data_version").fetchone()
        check(office.store, TODAY)
        assert other.execute("PRAGMA data_version").fetchone() == before
    other.close()


def test_a_top_up_in_a_carrying_contract_adds_up(office):
    contract = signed(office, start=date(2026, 9, 1), figures={"rollover": "carry", "rollover_cap": 60})
    contracts.add_row(office, contract, "hours", Row(date(2026, 9, 5), TOPUP, 300, "x", date(2026, 12, 4)))
    work(office, contract, "10/10", "20")
    assert check(office.store, TODAY).ok
    assert [one.hours.used for one in standings(office.store, date(2026, 10, 10))] == [1200]
