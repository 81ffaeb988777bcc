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
RAW_TOTAL = """UPDATE cycle_total SET hours_used = hours_used + ?,
    steady_from = max(steady_from, ?) WHERE contract_id = ? AND cycle_start = ?"""
KEPT_FIGURES = "SELECT contract_id, cycle_start, hours_used, steady_from FROM cycle_total ORDER BY 1, 2"


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
    """Row a, against two forms of the reference over an index made for them and for nothing else.

    One groups the rows of the current month by contract; the other, the quickest we know, goes from contract to
    contract with the dates of its own cycle.
    """
    small, large = (data.office(size, run.contracts, run.cache) for size in (run.smallest, run.largest))
    month = raw_status.bounds(data.TODAY, 1)
    with (
        opened(small) as of_small,
        opened(large) as of_large,
        closing(raw_connection(large.database_file)) as raw,
    ):
        raw_status.prepare(raw, data.TODAY)

        def grouped() -> dict[int, int]:
            return dict(raw.execute(raw_status.GROUPED, month).fetchall())

        def driven() -> dict[int, int]:
            return dict(raw.execute(raw_status.SUMS).fetchall())

        _same_minutes(of_large, grouped(), driven(), month)
        _print_plan(raw, raw_status.GROUPED, month)
        _print_plan(raw, raw_status.SUMS, ())
        seconds, by_month, by_contract, ten = interleaved(
            [
                lambda: standings(of_large, data.TODAY),
                grouped,
                driven,
                lambda: standings(of_small, data.TODAY),
            ],
            run.rounds(61),
            warm=3,
        )
    what = f"complete meters of {run.contracts} contracts, {short(run.largest)} entries"
    return [
        compared("a", what, "raw sqlite3: sums of the month by contract", seconds, by_month, 0.25),
        compared("a", what, "raw sqlite3: from contract to contract", seconds, by_contract, 0.25),
        compared("a", what, f"its own {short(run.smallest)}", seconds, ten, 1.2),
    ]


def _same_minutes(
    store: Store, grouped: dict[int, int], driven: dict[int, int], month: tuple[str, str]
) -> None:
    """Ours are the sums of every contract's own cycle, and of the month where that is the cycle."""
    ours = {one.contract_id: one for one in standings(store, data.TODAY)}
    used = {one: standing.hours.used for one, standing in ours.items() if standing.hours}
    equal("minutes used by contract", {one: minutes for one, minutes in used.items() if minutes}, driven)
    monthly = {one for one, it in ours.items() if it.cycle and it.cycle.start.isoformat() == month[0]}
    by_month = {one: minutes for one, minutes in grouped.items() if one in monthly}
    equal("minutes of the month by contract", {one: used[one] for one in by_month}, by_month)


def _print_plan(raw: sqlite3.Connection, statement: str, values: tuple[str, ...]) -> None:
    print(f"Row a, a reference (results are equal):\n{statement}")
    for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", values):
        print(f"  {row[3]}")
    print()


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
