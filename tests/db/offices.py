"""Small office files for the tests of the store's file side; they need no table of the real schema."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from mmtui.db.files import APPLICATION_ID


def make_office(path: Path, rows: int = 200, *, version: int = 1, application: int = APPLICATION_ID) -> Path:
    """A write-ahead database with `entry(id, text)` of the given number of rows, closed properly."""
    path.parent.mkdir(parents=True, exist_ok=True)
    office = sqlite3.connect(path, isolation_level=None)
    office.execute("PRAGMA journal_mode = WAL")
    office.execute(f"PRAGMA application_id = {application}")
    office.execute(f"PRAGMA user_version = {version}")
    office.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    office.execute("BEGIN")
    office.executemany(
        "INSERT INTO entry (text) VALUES (?)", [(f"entry {number} " * 10,) for number in range(rows)]
    )
    office.execute("COMMIT")
    office.close()
    return path


def count(path: Path) -> int:
    office = sqlite3.connect(path)
    try:
        return int(office.execute("SELECT count(*) FROM entry").fetchone()[0])
    finally:
        office.close()


def add(path: Path, text: str) -> None:
    office = sqlite3.connect(path, isolation_level=None)
    office.execute("INSERT INTO entry (text) VALUES (?)", (text,))
    office.close()


def names(folder: Path) -> list[str]:
    """The names in the folder, hidden ones too; none if there is no folder."""
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def patch(path: Path, at: int, data: bytes) -> None:
    """Write bytes over a place in the file, as a bad disk would."""
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)
