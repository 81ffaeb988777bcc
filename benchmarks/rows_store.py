"""Rows a and f: every contract's meters, and one entry saved, in process."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

from benchmarks import data, raw_status
from benchmarks.measure import Line, Run, compared, equal, interleaved, short
from mmtui.db.commands.entries import COLUMNS
from mmtui.db.connect import Store
from mmtui.paths import DataRoot
from mmtui.services.desk import Desk
from mmtui.services.entries import NewEntry, log
from mmtui.services.office import open_office
from mmtui.services.standings import standings

SAVES = 200
RAW_INSERT = f"INSERT INTO time_entry ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
RAW_TOTAL = """UPDATE cycle_total SET hours_used = hours_used + ?, entries = entries + 1,
    steady_from = max(steady_from, ?) WHERE contract_id = ? AND cycle_start = ?"""
KEPT_FIGURES = (
    "SELECT contract_id, cycle_start, hours_used, entries, steady_from FROM cycle_total ORDER BY 1, 2"
)


@contextmanager
def opened(root: DataRoot) -> Iterator[Store]:
    store = open_office(root)
    with store.session():
        yield store


def raw_connection(path: Path) -> sqlite3.Connection:
    """sqlite3 itself, with the store's own settings."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = wal", "synchronous = full", "foreign_keys = 1", "cache_size = -8000"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def meters(run: Run) -> list[Line]:
    """Row a. The reference sums the rows of the current cycles over an index made for that and nothing else."""
    small, large = (data.office(size, run.contracts, run.cache) for size in (run.smallest, run.largest))
    with (
        opened(small) as of_small,
        opened(large) as of_large,
        closing(raw_connection(large.database_file)) as raw,
    ):
        raw_status.prepare(raw, data.TODAY)

        def ours() -> dict[int, int]:
            return {
                one.contract_id: one.hours.used
                for one in standings(of_large, data.TODAY)
                if one.hours is not None
            }

        def reference() -> dict[int, int]:
            return dict(raw.execute(raw_status.SUMS).fetchall())

        theirs = reference()
        equal("minutes used by contract", {one: used for one, used in ours().items() if used}, theirs)
        _print_plan(raw, len(theirs))
        seconds, other, ten = interleaved(
            [ours, reference, lambda: standings(of_small, data.TODAY)], run.rounds(41), warm=3
        )
    label = f"complete meters of {run.contracts} contracts, {short(run.largest)} entries"
    return [
        compared("a", label, "raw sqlite3 sum over a covering index", seconds, other, 0.25),
        compared("a", label, f"its own {short(run.smallest)}", seconds, ten, 1.2),
    ]


def _print_plan(raw: sqlite3.Connection, contracts: int) -> None:
    print("Row a, the reference:\n" + raw_status.SUMS)
    for row in raw.execute(f"EXPLAIN QUERY PLAN {raw_status.SUMS}"):
        print(f"  {row[3]}")
    print(f"  gives {contracts} sums, equal to ours\n")


def saving(run: Run) -> list[Line]:
    """Row f. The reference inserts the same columns and adds to the same total, on a copy of the same file."""
    original = data.office(run.largest, run.contracts, run.cache)
    ours_root = data.copy_of(original, run.folder / "save-ours")
    raw_root = data.copy_of(original, run.folder / "save-raw")
    with opened(ours_root) as store, closing(raw_connection(raw_root.database_file)) as raw:
        for connection in (store.database.connection(), raw):
            connection.execute("DROP INDEX benchmark_covering")
        desk = Desk(store, "America/New_York", 1, data.TODAY)
        ours, theirs = [], []
        for number in range(run.rounds(SAVES)):
            ours.append(_save(desk, number))
            theirs.append(_save_raw(raw, _last_row(store)))
        equal("totals kept", store.rows(KEPT_FIGURES), raw.execute(KEPT_FIGURES).fetchall())
    what = f"save one entry, {short(run.largest)} entries"
    return [
        compared(
            "f", what, "raw insert, same totals, synchronous=FULL", ours[5:] or ours, theirs[5:] or theirs, 8
        )
    ]


def _save(desk: Desk, number: int) -> float:
    day = data.TODAY - timedelta(days=number % 5)
    entry = NewEntry(1 + number % 50, 1, day, 900 + number, note="Fix the contact form")
    begin = time.perf_counter()
    log(desk, entry)
    return time.perf_counter() - begin


def _last_row(store: Store) -> tuple[object, ...]:
    return store.rows(f"SELECT {', '.join(COLUMNS)} FROM time_entry ORDER BY id DESC LIMIT 1")[0]


def _save_raw(raw: sqlite3.Connection, row: tuple[object, ...]) -> float:
    values = dict(zip(COLUMNS, row, strict=True))
    kept = (values["minutes"], values["worked_on"], values["contract_id"], values["cycle_start"])
    begin = time.perf_counter()
    raw.execute("BEGIN IMMEDIATE")
    raw.execute(RAW_INSERT, row)
    raw.execute(RAW_TOTAL, kept)
    raw.execute("COMMIT")
    return time.perf_counter() - begin
