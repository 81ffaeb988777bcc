"""The tables: the same on SQLite and PostgreSQL, whole numbers only, and refusing what can't be right."""

import peewee
import pytest

from mmtui.db.commands import contracts as commands
from mmtui.db.connect import latest_schema, schema_version
from mmtui.db.models import every
from mmtui.db.models.base import digest, new_uuid
from mmtui.domain.ledger import ADJUST, TOPUP, Row
from mmtui.domain.prepaid import PAYMENT, MoneyRow
from mmtui.services import contracts
from tests.offices import NOVEMBER, TODAY, adjust, signed, terms, work

HISTORY = {"schema_migration"}


def columns(desk) -> dict[str, dict[str, str]]:
    """Table → column → declared type."""
    store = desk.store
    with store.session():
        if not store.postgresql:
            tables = [row[0] for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {
                table: {row[1]: row[2] for row in store.rows(f"PRAGMA table_info({table})")}
                for table in tables
            }
        found: dict[str, dict[str, str]] = {}
        for table, column, kind in store.rows(
            "SELECT table_name, column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = 'public'"
        ):
            found.setdefault(table, {})[column] = kind
        return found


def test_the_models_name_the_columns_of_the_tables(any_office):
    there = columns(any_office)
    named = {
        model._meta.table_name: {field.column_name for field in model._meta.sorted_fields}
        for model in every.ALL
    }
    assert {table: set(there.get(table, ())) for table in named} == named
    assert set(there) - set(named) == HISTORY


def test_time_and_money_are_whole_numbers_and_dates_are_texts(any_office):
    kinds = {
        kind.lower()
        for table, kept in columns(any_office).items()
        if table not in HISTORY
        for kind in kept.values()
    }
    assert kinds == ({"bigint", "text"} if any_office.store.postgresql else {"integer", "text"})


def test_a_new_office_has_the_newest_schema(any_office):
    assert schema_version(any_office.store) == latest_schema()


BAD_VALUES = {
    "an anchor day of 0": "UPDATE contract SET anchor_day = 0",
    "an anchor day of 32": "UPDATE contract SET anchor_day = 32",
    "an end before the start": "UPDATE contract SET ends_on = '2026-10-31'",
    "a start that is no date": "UPDATE contract SET starts_on = '11/01/2026'",
    "a start that is empty": "UPDATE contract SET starts_on = ''",
    "a contract without a name": "UPDATE contract SET name = ''",
    "a client that is not there": "UPDATE contract SET client_id = 9999",
    "more than 24 hours": "UPDATE time_entry SET seconds = 86401",
    "negative time": "UPDATE time_entry SET minutes = -1",
    "a coverage nobody knows": "UPDATE time_entry SET coverage = 'free'",
    "an entry that ends before it starts": "UPDATE time_entry SET started_at = 20, ended_at = 10",
    "an entry of a contract without a cycle": "UPDATE time_entry SET cycle_start = ''",
    "a worked date of a timestamp": "UPDATE time_entry SET worked_on = '2026-11-10T00:00:00'",
    "a mark that is neither yes nor no": "UPDATE time_entry SET billable = 2",
    "a negative price": "UPDATE plan SET price_cents = -1",
    "a version of 0": "UPDATE client SET version = 0",
    "a uuid that is none": "UPDATE client SET uuid = 'x'",
    "a role nobody knows": "UPDATE person_role SET role = 'king'",
}


@pytest.mark.parametrize("what", BAD_VALUES)
def test_the_tables_refuse(any_office, what):
    contract = signed(any_office)
    work(any_office, contract, "11/10", "1:00")
    with pytest.raises(peewee.IntegrityError), any_office.store.transaction():
        any_office.store.execute(BAD_VALUES[what])


def repeat(desk, table: str, **others) -> None:
    """Insert the only row of a table again, with another uuid."""
    store = desk.store
    names = [name for name in columns(desk)[table] if name != "id"]
    with store.transaction():
        [kept] = store.rows(f"SELECT {', '.join(names)} FROM {table}")
        values = {**dict(zip(names, kept, strict=True)), **others}
        if "uuid" in values:
            values["uuid"] = new_uuid()
        store.execute(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
            tuple(values.values()),
        )


NATURAL_KEYS = ["client", "contract", "contract_terms", "contact", "person", "time_entry", "project_name",
                "contract_pause", "cycle_total"]  # fmt: skip


@pytest.mark.parametrize("table", NATURAL_KEYS)
def test_a_natural_key_is_there_once_even_where_parts_of_it_are_empty(any_office, table):
    contract = signed(any_office, projects=["Support"])
    with any_office.store.session():
        [(client,)] = any_office.store.rows("SELECT client_id FROM contract")
    contracts.add_contact(any_office, client, "cc")
    contracts.pause(any_office, contract, TODAY, None, "holidays")
    work(any_office, contract, "11/10", "1:00")
    with pytest.raises(peewee.IntegrityError):
        repeat(any_office, table)


@pytest.mark.parametrize("table", ["client", "contract", "person"])
def test_the_name_of_a_deleted_row_can_be_used_again(any_office, table):
    signed(any_office)
    repeat(any_office, table, deleted_at=1)
    with any_office.store.session():
        assert any_office.store.rows(f"SELECT COUNT(*) FROM {table}") == [(2,)]


INSERT_ONLY = ["audit", "allowance_row", "money_row", "contract_terms", "time_entry_revision"]


def fill_insert_only(desk) -> None:
    contract = signed(desk)
    adjust(desk, contract, TODAY, "1:00")
    contracts.add_payment(desk, contract, MoneyRow(TODAY, PAYMENT, 100))
    work(desk, contract, "11/10", "1:00")
    with desk.store.transaction():
        desk.store.execute(
            "INSERT INTO time_entry_revision (entry_id, version, recorded_at, reason, before, sha256) "
            "SELECT id, 1, 0, 'test', '{}', '' FROM time_entry"
        )


@pytest.mark.parametrize("table", INSERT_ONLY)
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_fault_29_rows_of_the_record_are_never_changed_or_removed(any_office, table, change):
    fill_insert_only(any_office)
    with (
        pytest.raises(peewee.DatabaseError, match="never changed or removed"),
        any_office.store.transaction(),
    ):
        any_office.store.execute(change.format(table))


def test_the_sum_by_contract_and_cycle_reads_the_index_alone(office):
    signed(office)
    with office.store.session():
        plan = office.store.rows(
            "EXPLAIN QUERY PLAN SELECT contract_id, cycle_start, coverage, SUM(minutes), COUNT(*), MAX(worked_on) "
            "FROM time_entry WHERE deleted_at = 0 AND contract_id IS NOT NULL AND contract_id IN (1, 2) "
            "GROUP BY contract_id, cycle_start, coverage"
        )
        days = office.store.rows(
            "EXPLAIN QUERY PLAN SELECT worked_on, SUM(minutes) FROM time_entry WHERE deleted_at = 0 "
            "AND contract_id = 1 AND cycle_start = '2026-11-01' AND coverage = 'plan' GROUP BY worked_on"
        )
    for found in (plan, days):
        assert "COVERING INDEX time_entry_by_cycle" in found[0][3]
        assert not any("TEMP B-TREE" in row[3] for row in found)


def test_fault_33_sqlite_waits_syncs_and_checks_links(office):
    with office.store.session():
        settings = {
            name: office.store.rows(f"PRAGMA {name}")[0][0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


def test_a_day_of_the_ledger_is_sealed_alike_on_both_databases(any_office):
    """The digest covers values, not how a database writes them."""
    contract = signed(any_office)
    with any_office.store.transaction():
        commands.add_allowance(contract, "hours", Row(NOVEMBER, TOPUP, 60, "bought", TODAY), None)
        commands.add_allowance(contract, "hours", Row(NOVEMBER, ADJUST, -60, "undone"), None)
        rows = any_office.store.rows(
            "SELECT uuid, contract_id, meter, kind, dated, amount, expires_on, origin, reason, reverses_id, "
            "person_id, recorded_at, sha256 FROM allowance_row"
        )
    for *values, sha256 in rows:
        assert digest(*values) == sha256


def test_terms_of_one_day_are_told_apart_by_their_revision(any_office):
    contract = signed(any_office)
    with any_office.store.transaction():
        commands.add_terms(contract, terms("Premium"))
        kept = any_office.store.rows("SELECT revision, plan FROM contract_terms ORDER BY revision")
    assert kept == [(1, "Standard"), (2, "Premium")]
