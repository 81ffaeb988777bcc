"""What `mmtui check` reads: the file's own soundness, every seal computed anew, and rows that must agree.

Rows are read in chunks by their key, so that a million need no memory, under one snapshot, so that work
going on meanwhile is never taken for damage.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import peewee

from mmtui.db.commands import audit, entries
from mmtui.db.commands.entries import EntryRow
from mmtui.db.connect import MIGRATIONS, Store
from mmtui.db.models.base import digest
from mmtui.errors import StoreError

UNREADABLE = (
    peewee.DatabaseError, sqlite3.DatabaseError, ValueError, TypeError, LookupError, ArithmeticError,
)  # fmt: skip
CHUNK = 5000
LISTED = 100
Row = tuple[Any, ...]


class Looked(NamedTuple):
    """How many rows were looked at, how many are wrong, and the ids of the first hundred of those."""

    rows: int
    wrong: int
    first: tuple[int, ...]


class Sealed(NamedTuple):
    """A table whose rows carry a digest over these columns, in this order."""

    table: str
    columns: tuple[str, ...]
    seal: Callable[[Row], str]


ENTRIES = Sealed("time_entry", EntryRow._fields, lambda row: entries.seal(EntryRow._make(row)))
LEDGER = Sealed(
    "allowance_row",
    (
        "uuid", "contract_id", "meter", "kind", "dated", "amount", "expires_on", "origin", "reason",
        "reverses_id", "person_id", "recorded_at",
    ),
    lambda row: digest(*row),
)  # fmt: skip
MONEY = Sealed(
    "money_row",
    ("uuid", "contract_id", "kind", "dated", "cents", "reason", "person_id", "recorded_at"),
    lambda row: digest(*row),
)
REVISIONS = Sealed(
    "time_entry_revision",
    ("entry_id", "version", "recorded_at", "person_id", "reason", "before"),
    lambda row: digest(*row),
)
INSERT_ONLY = ("audit", "allowance_row", "money_row", "contract_terms", "time_entry_revision")


@contextlib.contextmanager
def snapshot(store: Store) -> Iterator[None]:
    """Everything read inside shows one state of the office; others may write meanwhile."""
    with store.session():
        if store.database.in_transaction():
            yield
            return
        store.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if store.postgresql else "BEGIN")
        try:
            yield
        finally:
            with contextlib.suppress(peewee.DatabaseError):
                store.execute("ROLLBACK")


@contextlib.contextmanager
def readable(store: Store) -> Iterator[None]:
    """Whatever can't be read inside is told as a StoreError, with the database's own words."""
    try:
        yield
    except UNREADABLE as error:
        words = str(error).strip().splitlines() or [type(error).__name__]
        raise StoreError(f"it can't be read ({words[0][:200]}).", where=store.label) from error


def storage_faults(store: Store, *, quick: bool) -> list[str]:
    """What SQLite finds wrong with its pages and indexes; PostgreSQL looks after its own."""
    if store.postgresql:
        return []
    found = [str(row[0]) for row in store.rows(f"PRAGMA {'quick' if quick else 'integrity'}_check")]
    return [] if found == ["ok"] else found


def broken_links(store: Store) -> list[tuple[str, int, str]]:
    """Rows that point to a row that is not there: table, number, and the table pointed to (SQLite)."""
    if store.postgresql:
        return []
    return [(row[0], int(row[1] or 0), row[2]) for row in store.rows("PRAGMA foreign_key_check")]


def missing_guards(store: Store) -> list[str]:
    """The tables whose rows may be changed or removed because a trigger is gone or was altered."""
    if store.postgresql:
        found = store.rows("SELECT tgname, 'RAISE' FROM pg_trigger WHERE tgenabled <> 'D'")
    else:
        found = store.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    there = {name for name, words in found if "RAISE" in words}
    wanted = {table: {f"{table}_no_update", f"{table}_no_delete"} for table in INSERT_ONLY}
    return [table for table, names in wanted.items() if not names <= there]


def altered_layout(store: Store) -> list[str]:
    """The tables, indexes and triggers that are not as the migrations make them (SQLite).

    An index that somebody added is no matter: it changes no row.
    """
    if store.postgresql:
        return []
    from playhouse.migrations import Runner

    query = "SELECT name, sql, type FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    fresh: Any = peewee.SqliteDatabase(":memory:")
    try:
        Runner(fresh, str(MIGRATIONS)).up()
        wanted = {row[0]: row[1] for row in fresh.execute_sql(query).fetchall()}
    finally:
        fresh.close()
    there = {name: sql for name, sql, kind in store.rows(query) if name in wanted or kind != "index"}
    return sorted(name for name in wanted | there if wanted.get(name) != there.get(name))


def by_id(store: Store, table: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a table in the order they were written: id first, then the columns."""
    begin = f"SELECT id, {', '.join(columns)} FROM {table} WHERE id > ? ORDER BY id LIMIT {CHUNK}"
    last = -(2**63)
    while chunk := store.rows(begin, (last,)):
        yield from chunk
        last = chunk[-1][0]


def broken_seals(store: Store, sealed: Sealed) -> Looked:
    """The rows whose digest is not that of their columns: changed outside mmtui."""
    count, wrong, first = 0, 0, []
    for number, *values, sha256 in by_id(store, sealed.table, (*sealed.columns, "sha256")):
        count += 1
        if sealed.seal(tuple(values)) != sha256:
            wrong += 1
            if wrong <= LISTED:
                first.append(int(number))
    return Looked(count, wrong, tuple(first))


class Trail(NamedTuple):
    """The audit trail read from its first row: rows changed, and rows before which one is missing."""

    rows: int
    changed: tuple[int, ...]
    gaps: tuple[int, ...]


def audit_trail(store: Store) -> Trail:
    """Follow the chain: each row's digest computed anew, each row naming the digest of the one before."""
    count, before = 0, audit.FIRST
    changed: list[int] = []
    gaps: list[int] = []
    for number, *values, sha256 in by_id(store, "audit", (*audit.COLUMNS, "sha256")):
        count += 1
        if digest(*values) != sha256:
            changed.append(int(number))
        if values[-1] != before:
            gaps.append(int(number))
        before = sha256
    return Trail(count, tuple(changed), tuple(gaps))


def audit_has(store: Store, sha256: str) -> bool:
    """Whether the trail still holds the row of that digest."""
    return bool(store.rows("SELECT 1 FROM audit WHERE sha256 = ?", (sha256,)))


class BatchFigures(NamedTuple):
    """What a batch says of its import, in the words of its audit row."""

    file: str
    source: str
    rows: int
    new: int
    seen: int
    changed: int
    refused: int
    worked_seconds: int
    digest: str


def batches(store: Store) -> list[tuple[int, BatchFigures]]:
    rows = store.rows(
        "SELECT id, file, source, read_rows, new_rows, seen_rows, changed_rows, refused_rows, "
        "worked_seconds, digest FROM import_batch ORDER BY id"
    )
    return [(int(row[0]), BatchFigures._make(row[1:])) for row in rows]


def batches_told(store: Store) -> list[BatchFigures]:
    """What the audit trail says of every import of hours."""
    rows = store.rows("SELECT detail FROM audit WHERE action = 'import' AND subject = 'hours' ORDER BY id")
    return [BatchFigures._make(told.get(name) for name in BatchFigures._fields) for told in _details(rows)]


def _details(rows: list[Row]) -> Iterator[dict[str, Any]]:
    """The details of audit rows; one that is no JSON any more is named by its seal, not here."""
    for (text,) in rows:
        with contextlib.suppress(ValueError):
            told = json.loads(text)
            if isinstance(told, dict):
                yield told


def added_by_batch(store: Store) -> dict[int, int]:
    """How many stored entries each batch brought in, whichever batch corrected them since."""
    found = {
        int(row[0]): int(row[1])
        for row in store.rows(
            "SELECT batch_id, COUNT(*) FROM time_entry WHERE batch_id IS NOT NULL AND version = 1 "
            "GROUP BY batch_id"
        )
    }
    for (before,) in store.rows('SELECT "before" FROM time_entry_revision WHERE version = 1'):
        with contextlib.suppress(ValueError):
            batch_id = json.loads(before).get("batch_id")
            if batch_id is not None:
                found[batch_id] = found.get(batch_id, 0) + 1
    return found


def lost_entries(store: Store) -> list[tuple[Any, str]]:
    """Entries that the trail says were logged but that are not there: client id and the trail's detail."""
    return [
        (row[0], row[1])
        for row in store.rows(
            "SELECT client_id, detail FROM audit WHERE action = 'log' AND subject = 'entry' "
            "AND subject_uuid NOT IN (SELECT uuid FROM time_entry) ORDER BY id"
        )
    ]


def lost_ledger_rows(store: Store) -> list[tuple[Any, dict[str, Any]]]:
    """Ledger rows that the trail says were written but that are not there: client id and detail."""
    there = {row[0] for row in store.rows("SELECT uuid FROM allowance_row")}
    rows = store.rows(
        "SELECT client_id, detail FROM audit WHERE action = 'ledger' AND subject = 'contract' ORDER BY id"
    )
    return [
        (client_id, told)
        for client_id, text in rows
        for told in _details([(text,)])
        if "row" in told and told["row"] not in there
    ]


def lost_revisions(store: Store) -> list[int]:
    """Entries with fewer or more kept earlier versions than their version number says."""
    return [
        int(row[0])
        for row in store.rows(
            "SELECT e.id FROM time_entry e LEFT JOIN (SELECT entry_id, COUNT(*) AS kept "
            "FROM time_entry_revision GROUP BY entry_id) r ON r.entry_id = e.id "
            "WHERE e.version <> 1 + COALESCE(r.kept, 0) ORDER BY e.id"
        )
    ]


def cycle_spans(store: Store) -> list[Row]:
    """Contract, anchor day, cycle start, and the first and last worked date kept under it."""
    return store.rows(
        "SELECT e.contract_id, k.anchor_day, e.cycle_start, e.first, e.last FROM (SELECT contract_id, "
        "cycle_start, MIN(worked_on) AS first, MAX(worked_on) AS last FROM time_entry WHERE deleted_at = 0 "
        "AND contract_id IS NOT NULL GROUP BY contract_id, cycle_start) e "
        "JOIN contract k ON k.id = e.contract_id"
    )


def entries_of_cycle(store: Store, contract_id: int, cycle_start: str) -> list[tuple[int, str]]:
    """Id and worked date of the entries kept under a cycle."""
    rows = store.rows(
        "SELECT id, worked_on FROM time_entry WHERE contract_id = ? AND cycle_start = ? AND deleted_at = 0 "
        "ORDER BY worked_on, id",
        (contract_id, cycle_start),
    )
    return [(int(row[0]), row[1]) for row in rows]


def entries_without_cycle(store: Store) -> Iterator[Row]:
    """What the spans leave out: id, worked date, cycle start and anchor of removed and unmapped entries."""
    yield from store.rows(
        "SELECT e.id, e.worked_on, e.cycle_start, k.anchor_day FROM time_entry e "
        "LEFT JOIN contract k ON k.id = e.contract_id WHERE e.deleted_at <> 0 OR (e.contract_id IS NULL "
        "AND e.cycle_start <> '')"
    )


def name_keys(store: Store) -> Iterator[tuple[str, str, str]]:
    """Table, name and the name as it is compared, of everything that has both."""
    for table in ("client", "contract", "person", "project_name", "import_profile"):
        for name, name_key in store.rows(f"SELECT name, name_key FROM {table}"):
            yield table, name, name_key
