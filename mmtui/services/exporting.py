"""Everything the office holds, as CSV for a spreadsheet and JSON for a program; complete or not there."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from mmtui import clock
from mmtui.db.connect import Store
from mmtui.db.queries import checks, tables
from mmtui.domain.standing import Meter, Standing
from mmtui.errors import FileError
from mmtui.outbound.csv import write_csv
from mmtui.outbound.files import numbered
from mmtui.paths import explain_os_error, open_private, private_folder, settle_folder
from mmtui.services.office import office_settings
from mmtui.services.standings import standings

BALANCES = "balances"
UNFINISHED = ".mmtui-export-"
DAY_SECONDS = 24 * 60 * 60
Row = Sequence[Any]
Rows = Callable[[], Iterable[Row]]


def export(store: Store, folder: Path, today: date | None = None) -> list[Path]:
    """Write one CSV and one JSON of every table and of the balances of today; gives the files.

    A folder that is new or empty becomes the export; in any other one it gets a subfolder of its own, dated
    and numbered, so that nothing is overwritten. All of it shows one moment. It is written beside its place
    and takes its name at the end: after an error, or a kill, no half export stands there.
    """
    on = today or clock.today(office_settings(store).zone)
    target = _place(Path(os.path.abspath(folder)), on)  # noqa: PTH100  (keeps links as they were named)
    try:
        private_folder(target.parent, tighten=False)
        _sweep(target.parent)
        unfinished = private_folder(target.with_name(f"{UNFINISHED}{os.urandom(4).hex()}"))
        try:
            with checks.snapshot(store):
                names = _write_all(store, unfinished, on)
            _take_place(unfinished, target)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as error:
        raise explain_os_error(error, target) from error
    return [target / name for name in names]


def _place(folder: Path, on: date) -> Path:
    """Where the export goes: the folder, or a free name inside when there is something in it already."""
    if folder.exists() and not folder.is_dir():
        raise FileError("this is a file, not a folder.", "Name a folder for the export.", where=str(folder))
    try:
        empty = not folder.exists() or not any(folder.iterdir())
    except OSError as error:
        raise explain_os_error(error, folder) from error
    if empty:
        return folder
    name = f"mmtui-export-{on.isoformat()}"
    return next(path for path in numbered(folder, name) if not path.exists())


def _sweep(folder: Path) -> None:
    """Take away what an export that was killed left a day ago or longer."""
    for left in folder.glob(f"{UNFINISHED}*"):
        if clock.now() - left.stat().st_mtime > DAY_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


def _take_place(unfinished: Path, target: Path) -> None:
    """Give the finished folder its name; an empty folder of that name gives way, a full one never does."""
    settle_folder(unfinished)
    if target.exists():
        target.rmdir()
    unfinished.rename(target)
    settle_folder(target.parent)


def _write_all(store: Store, folder: Path, on: date) -> list[str]:
    names: list[str] = []
    for table in tables.names():
        names += _write(folder, table, tables.columns(table), _reader(store, table))
    figures = [_balance(one, on) for one in standings(store, on)]
    header = list(_balance_columns())
    return names + _write(
        folder, BALANCES, header, lambda: [[row[name] for name in header] for row in figures]
    )


def _reader(store: Store, table: str) -> Rows:
    return lambda: tables.rows(store, table)


def _write(folder: Path, name: str, header: Sequence[str], rows: Rows) -> list[str]:
    """The rows as CSV and as JSON, read twice so that a million need no memory."""
    _to_disk(folder / f"{name}.csv", lambda file: write_csv(file, header, rows()))
    _to_disk(folder / f"{name}.json", lambda file: file.writelines(_json(header, rows())))
    return [f"{name}.csv", f"{name}.json"]


def _to_disk(path: Path, write: Callable[[BinaryIO], object]) -> None:
    with open_private(path, os.O_EXCL) as file:
        write(file)
        file.flush()
        os.fsync(file.fileno())


def _json(header: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """One array of objects, a row to a line: minutes, seconds and cents as integers, dates ISO."""
    before = "["
    for row in rows:
        told = json.dumps(dict(zip(header, row, strict=True)), ensure_ascii=False)
        yield f"{before}\n{told}".encode("utf-8", "replace")
        before = ","
    yield b"[]\n" if before == "[" else b"\n]\n"


def _balance_columns() -> Iterator[str]:
    yield from ("on", "client", "contract", "plan", "state", "cycle_start", "cycle_end")
    for meter, unit in (("hours", "_minutes"), ("phone", "_minutes"), ("calls", ""), ("sprints", "")):
        yield from (f"{meter}_{figure}{unit}" for figure in ("allowance", "used", "remaining"))
    yield from ("balance_cents", "runs_out_on", "starts_on", "ends_on")


def _balance(one: Standing, on: date) -> dict[str, Any]:
    """A standing as plain values; a meter that the contract lacks is empty."""
    meters = (one.hours, one.phone, one.calls, one.sprints)
    values = [
        on, one.client, one.contract, one.plan, one.state, one.cycle and one.cycle.start,
        one.cycle and one.cycle.end, *(figure for meter in meters for figure in _meter(meter)),
        one.balance_cents, one.runs_out_on, one.starts_on, one.ends_on,
    ]  # fmt: skip
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    return dict(zip(_balance_columns(), plain, strict=True))


def _meter(meter: Meter | None) -> tuple[int | None, ...]:
    return (None, None, None) if meter is None else (meter.allowance, meter.used, meter.remaining)
