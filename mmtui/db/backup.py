"""Backups of the office: taken while others write, checked before they count, restored without loss."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from mmtui import clock
from mmtui.db.files import (
    SIDE_FILES,
    backup_files,
    beside,
    create_private,
    explain_sqlite_error,
    free_space,
    integrity_check,
    is_whole,
    is_wreck,
    look,
    os_trouble,
    private,
    read_only_uri,
)
from mmtui.errors import FileError, StoreError
from mmtui.paths import private_folder, settle_folder

KEPT = 30
DAILY = "daily"
SPARE_BYTES = 1_000_000
WAIT_SECONDS = 10
TEMPORARY = ".new"


class Backup(NamedTuple):
    """A backup in its folder; `verified`: it passed its check when made and still has its full length."""

    path: Path
    made: datetime
    label: str
    size: int
    verified: bool


class Restored(NamedTuple):
    """The office now in place, and the former one under its new name (None if there was none)."""

    database: Path
    set_aside: Path | None


def make_backup(database_file: Path, folder: Path, label: str, *, moment: datetime | None = None) -> Path:
    """Copy the office into the folder as `office-YYYY-MM-DD-HHMMSS-LABEL.db`, check it and give its path.

    `moment` is the office's wall clock, this machine's unless given. On any error StoreError is raised, the
    folder keeps what it had and no half copy stays.
    """
    _in_words(lambda: private_folder(folder), folder)
    target = _free_name(folder, moment or _this_moment(), label)
    copy_office(database_file, target)
    return target


def _this_moment() -> datetime:
    """The machine's wall clock, on the fixed day if one is set."""
    moment = datetime.fromtimestamp(clock.now())
    return datetime.combine(clock.today("UTC"), moment.time()) if clock.is_fixed() else moment


def _free_name(folder: Path, moment: datetime, label: str) -> Path:
    """A name that is not taken; backups of the same second are numbered so that they keep their order."""
    word = re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")[:60] or "by-hand"
    second = moment.replace(microsecond=0, tzinfo=None)
    serial = max((name.serial for name, _ in backup_files(folder) if name.made == second), default=0) + 1
    stem = f"office-{second:%Y-%m-%d-%H%M%S}-{word}"
    return folder / (f"{stem}.db" if serial == 1 else f"{stem}.{serial}.db")


def copy_office(database_file: Path, target: Path) -> None:
    """Write a checked copy of the office to `target`, which appears complete or not at all, mode 0600.

    Others may write meanwhile: the copy shows one committed state. An existing target is replaced at the end.
    """
    if look(database_file).is_new:
        raise StoreError("there is no office to copy yet.", "Open it once first.", where=str(database_file))
    _require_space(target.parent, database_file)
    temporary = _temporary(target)
    try:
        _discard(temporary)
        create_private(temporary)
        _copy_pages(database_file, database_file.absolute().as_uri() + "?mode=rw", temporary)
        _refuse_damaged(temporary, database_file)
        _in_words(lambda: _put_in_place(temporary, target), target)
    finally:
        _discard(temporary)


def _temporary(target: Path) -> Path:
    """A hidden name beside the target that no other copy in the making has."""
    return target.with_name(f".{target.name}.{os.urandom(4).hex()}{TEMPORARY}")


def _require_space(folder: Path, database_file: Path) -> None:
    needed = sum(_size(part) for part in _parts(database_file)) + SPARE_BYTES
    free = free_space(folder)
    if free < needed:
        raise StoreError(
            f"the disk has {free:,} bytes free, the copy needs {needed:,}; nothing was changed.",
            "Free some space and try again.",
            where=str(folder),
        )


def _parts(database_file: Path) -> list[Path]:
    return [beside(database_file, suffix) for suffix in ("", *SIDE_FILES)]


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _copy_pages(source_file: Path, uri: str, target: Path) -> None:
    """Copy under one read transaction, so that writers neither wait nor make the copy start again."""
    try:
        source = sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS)
    except sqlite3.Error as error:
        raise explain_sqlite_error(error, source_file) from error
    try:
        _read_into(source, source_file, target)
    finally:
        source.close()


def _read_into(source: sqlite3.Connection, source_file: Path, target: Path) -> None:
    try:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.Error as error:
        raise explain_sqlite_error(error, source_file) from error
    copy = sqlite3.connect(target)
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise explain_sqlite_error(error, target) from error
    finally:
        copy.close()


def _refuse_damaged(copy: Path, original: Path) -> None:
    if findings := integrity_check(copy):
        raise StoreError(
            f"the copy did not pass its check ({findings[0][:200]}), so the office itself is damaged.",
            "Restore the last good backup; nothing was changed.",
            where=str(original),
        )


def _put_in_place(temporary: Path, target: Path) -> None:
    """Write the copy down to the disk and give it its name in one step."""
    handle = os.open(temporary, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    temporary.replace(target)
    settle_folder(target.parent)


def _discard(temporary: Path) -> None:
    for part in _parts(temporary):
        part.unlink(missing_ok=True)


def _in_words(job: Callable[[], object], path: Path) -> None:
    try:
        job()
    except FileError as error:
        raise StoreError(error.what, error.do, where=error.where) from error
    except OSError as error:
        raise os_trouble(error, path) from error


def list_backups(folder: Path) -> list[Backup]:
    """The backups in the folder, newest first by the moment in their names."""
    return [
        Backup(path, name.made, name.label, _size(path), is_whole(path))
        for name, path in backup_files(folder)
    ]


def daily_backup_due(folder: Path, day: date) -> bool:
    """Whether the office's day has no whole daily backup yet."""
    return not any(
        backup.label == DAILY and backup.made.date() == day and backup.verified
        for backup in list_backups(folder)
    )


def prune(folder: Path, keep: int = KEPT) -> list[Path]:
    """Delete all but the newest whole backups and give what went; damaged ones never push out whole ones."""
    backups = list_backups(folder)
    whole = [position for position, backup in enumerate(backups) if backup.verified]
    oldest_kept = whole[max(keep, 1) - 1] if len(whole) >= max(keep, 1) else len(backups)
    gone = [backup.path for backup in backups[oldest_kept + 1 :]] + _leftovers(folder)
    for path in gone:
        _in_words(path.unlink, path)
    return gone


def _leftovers(folder: Path) -> list[Path]:
    """Half copies of a session that was killed: a day old, so that none in the making is meant."""
    day = 24 * 60 * 60
    halves = folder.glob(f".office*.db.*{TEMPORARY}*")
    return [path for path in halves if clock.now() - path.stat().st_mtime > day]


def restore(backup_file: Path, database_file: Path, *, newest_version: int | None = None) -> Restored:
    """Put a backup in the office's place; the former office keeps living beside it under a dated name.

    The backup is checked first (ours, complete, sound, no newer schema) and its copy again. Raises
    StoreError, with the office as it was, if the check fails or somebody has the office open.
    """
    database_file = Path(os.path.realpath(database_file))
    header = look(backup_file, newest_version=newest_version, backups=database_file.parent)
    if header.is_new:
        raise StoreError("there is no office in this backup.", "Choose another one.", where=str(backup_file))
    if findings := integrity_check(backup_file):
        raise StoreError(
            f"this backup is damaged ({findings[0][:200]}).", "Choose another one.", where=str(backup_file)
        )
    _require_space(database_file.parent, backup_file)
    incoming = _temporary(database_file)
    try:
        _discard(incoming)
        create_private(incoming)
        _copy_pages(backup_file, read_only_uri(backup_file), incoming)
        _refuse_damaged(incoming, backup_file)
        _refuse_in_use(database_file)
        return _exchange(incoming, database_file)
    finally:
        _discard(incoming)


def _refuse_in_use(database_file: Path) -> None:
    """Take and give back the whole database for itself: that fails as long as anybody has it open.

    Closing then folds the write-ahead log in. A wreck is not opened, but set aside byte by byte.
    """
    if is_wreck(database_file):
        return
    office = sqlite3.connect(database_file.absolute().as_uri() + "?mode=rw", uri=True, timeout=1)
    try:
        office.execute("PRAGMA locking_mode = EXCLUSIVE")
        office.execute("BEGIN EXCLUSIVE")
        office.rollback()
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise _in_use(database_file) from error
    finally:
        office.close()


def _exchange(incoming: Path, database_file: Path) -> Restored:
    """Set the former office aside and put the new one in its place, or leave everything as it was."""
    aside = _aside_name(database_file)
    try:
        moved = _set_aside(database_file, aside)
        _put_in_place(incoming, database_file)
    except OSError as error:
        _undo(aside, database_file)
        if os.name == "nt" and isinstance(error, PermissionError):
            raise _in_use(database_file) from error
        raise os_trouble(error, database_file) from error
    private(database_file)
    return Restored(database_file, aside if moved else None)


def _undo(aside: Path, database_file: Path) -> None:
    """Give the former office and its side files their names back."""
    for part, kept in zip(_parts(database_file), _parts(aside), strict=True):
        if kept.exists():
            if part.exists():
                kept.unlink()
            else:
                kept.rename(part)


def _in_use(database_file: Path) -> StoreError:
    return StoreError(
        "the office is open in another window or command.",
        "Close it there and restore again; nothing was changed.",
        where=str(database_file),
    )


def _aside_name(database_file: Path) -> Path:
    """A dated name beside the office that nothing has yet."""
    stem = f"{database_file.stem}-set-aside-{_this_moment():%Y-%m-%d-%H%M%S}"
    names = (
        f"{stem}{'' if number == 1 else f'.{number}'}{database_file.suffix}" for number in range(1, 1000)
    )
    return next(path for path in map(database_file.with_name, names) if not path.exists())


def _set_aside(database_file: Path, aside: Path) -> bool:
    """Give the present office a second name, so that it is never without one; side files move along."""
    for part, kept in zip(_parts(database_file)[1:], _parts(aside)[1:], strict=True):
        if part.exists():
            part.rename(kept)
    if not database_file.exists():
        return False
    try:
        os.link(database_file, aside)
    except OSError:
        database_file.rename(aside)
    return True
