"""The office database as a file: is it ours and whole, who may read it, and SQLite's errors in words."""

from __future__ import annotations

import os
import re
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from mmtui.errors import StoreError
from mmtui.paths import BACKUPS_NAME, FILE_MODE, HAS_MODES, explain_os_error

APPLICATION_ID = 0x6D6D7475  # "mmtu"
MAGIC = b"SQLite format 3\x00"
HEADER_BYTES = 100
WAL_HEADER_BYTES = 32
SIDE_FILES = ("-wal", "-shm", "-journal")
BACKUP_NAME = re.compile(r"office-(\d{4}-\d{2}-\d{2}-\d{6})-([a-z0-9-]+)(?:\.(\d{1,4}))?\.db")


class Header(NamedTuple):
    """What the first 100 bytes of a database say (sqlite.org, "The Database Header"); sizes in bytes."""

    page_size: int
    page_count: int
    application_id: int
    user_version: int
    is_new: bool = False

    @property
    def bytes(self) -> int:
        return self.page_size * self.page_count


class BackupName(NamedTuple):
    """What a backup's name says; the serial number orders backups of one second."""

    made: datetime
    serial: int
    label: str


def look(path: Path, *, newest_version: int | None = None, backups: Path | None = None) -> Header:
    """The header of an office database, after refusing what must not be opened as one.

    Raises StoreError for a file that is no SQLite database, another program's, truncated, of a newer schema
    than `newest_version`, or missing or empty although backups exist; the message names the last good backup.
    A file that is missing or empty without backups gives a header with `is_new`.
    """
    folder = path.parent / BACKUPS_NAME if backups is None else backups
    raw, size = _first_bytes(path)
    if size == 0:
        return _new_or_lost(path, folder)
    if wrong := _damage(raw, size, has_log=_has_log(path)):
        raise StoreError(wrong, _restore_hint(folder), where=str(path))
    header = _through_log(path, folder) if _has_log(path) else _read_header(raw)
    if header.application_id == 0 and header.user_version == 0 and header.page_count <= 1:
        return header._replace(is_new=True)
    _refuse_foreign(header, path)
    _refuse_newer(header, newest_version, path)
    return header


def _first_bytes(path: Path) -> tuple[bytes, int]:
    try:
        with path.open("rb") as file:
            return file.read(HEADER_BYTES), os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        return b"", 0
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreError(
            f"the office database can't be read ({reason}).",
            "Check who owns it and its rights.",
            where=str(path),
        ) from error


def _new_or_lost(path: Path, backups: Path) -> Header:
    """An office that never was may be begun; one that has backups or a log beside it was lost."""
    state = "is empty" if path.exists() else "is missing"
    if _has_log(path) or last_backup(backups):
        raise StoreError(
            f"the office database {state}, but there was one before.", _restore_hint(backups), where=str(path)
        )
    return Header(0, 0, 0, 0, is_new=True)


def _read_header(raw: bytes) -> Header:
    page_size = int.from_bytes(raw[16:18], "big")
    return Header(
        65536 if page_size == 1 else page_size, _number(raw, 28), _number(raw, 68), _number(raw, 60)
    )


def _damage(raw: bytes, size: int, *, has_log: bool) -> str:
    """What is wrong with a file of this beginning and size; empty when nothing shows.

    The page count holds only if its change counter matches; beside a log the file may lawfully be short.
    """
    if raw[: len(MAGIC)] != MAGIC[: len(raw)]:
        return "this is not an office database (not SQLite)."
    header = _read_header(raw.ljust(HEADER_BYTES, b"\0"))
    counted = header.page_count > 0 and _number(raw, 24) == _number(raw, 92)
    whole = header.bytes if counted else -(-size // max(header.page_size, 1)) * header.page_size
    if size < HEADER_BYTES or (size < whole and not has_log):
        return f"the office database is cut off: {size:,} bytes of {max(whole, HEADER_BYTES):,} are there."
    return ""


def _number(raw: bytes, at: int) -> int:
    return int.from_bytes(raw[at : at + 4], "big")


def _has_log(path: Path) -> bool:
    """Whether committed work waits in the write-ahead log: the app runs, or ended without closing."""
    try:
        return beside(path, "-wal").stat().st_size > WAL_HEADER_BYTES
    except OSError:
        return False


def beside(path: Path, suffix: str) -> Path:
    """The side file of a database; SQLite keeps it beside the real file, not beside a link to it."""
    return Path(os.path.realpath(path) + suffix)


def was_left_open(path: Path) -> bool:
    """Whether the last session ended without closing the office, or another one has it open now."""
    return _has_log(path)


def _through_log(path: Path, backups: Path) -> Header:
    """The header as SQLite sees it with the log applied, since the file's own may be older than the log."""
    try:
        with_log = sqlite3.connect(read_only_uri(path, immutable=False), uri=True, timeout=5)
        try:
            figures = [
                int(with_log.execute(f"PRAGMA {name}").fetchone()[0])
                for name in ("page_size", "page_count", "application_id", "user_version")
            ]
        finally:
            with_log.close()
    except sqlite3.Error as error:
        raise explain_sqlite_error(error, path, backups=backups) from error
    return Header(figures[0], figures[1], figures[2] & 0xFFFFFFFF, figures[3])


def read_only_uri(path: Path, *, immutable: bool | None = None) -> str:
    """The address of a file that is only read; immutable (no locks, no side files) unless it has a log."""
    still = not _has_log(path) if immutable is None else immutable
    return f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if still else ''}"


def _refuse_foreign(header: Header, path: Path) -> None:
    if header.application_id != APPLICATION_ID:
        raise StoreError(
            "this SQLite file belongs to another program; it was left as it is.",
            "Name another file with --database, or another folder with --data.",
            where=str(path),
        )


def _refuse_newer(header: Header, newest: int | None, path: Path) -> None:
    if newest is not None and header.user_version > newest:
        raise StoreError(
            f"a newer mmtui wrote this office (schema {header.user_version}, this one knows {newest}).",
            "Install the newer mmtui; the office was left as it is.",
            where=str(path),
        )


def last_backup(backups: Path) -> Path | None:
    """The newest whole backup; each passed an integrity check before it got its name."""
    return next((path for _, path in backup_files(backups) if is_whole(path)), None)


def backup_files(folder: Path) -> list[tuple[BackupName, Path]]:
    """The files with a backup's name, newest first by the moment in the name, not by the disk's clock."""
    try:
        names = os.listdir(folder)  # noqa: PTH208  (only the names are needed)
    except OSError:
        return []
    found = [(parsed, folder / name) for name in names if (parsed := read_backup_name(name))]
    return sorted(found, reverse=True)


def read_backup_name(name: str) -> BackupName | None:
    """The parts of `office-YYYY-MM-DD-HHMMSS-LABEL.db` or `….2.db`; None for any other name."""
    found = BACKUP_NAME.fullmatch(name)
    try:
        made = datetime.strptime(found[1], "%Y-%m-%d-%H%M%S") if found else None
    except ValueError:
        made = None
    return BackupName(made, int(found[3] or 1), found[2]) if found and made else None


def is_whole(path: Path) -> bool:
    """Whether the file is an office database of its full length, by its first 100 bytes."""
    try:
        raw, size = _first_bytes(path)
    except StoreError:
        return False
    return size > 0 and not _damage(raw, size, has_log=False) and _number(raw, 68) == APPLICATION_ID


def is_wreck(path: Path) -> bool:
    """Whether SQLite must not touch the file: it deletes the log beside an emptied or overwritten one."""
    raw, size = _first_bytes(path)
    return size == 0 or bool(_damage(raw, size, has_log=_has_log(path)))


def _restore_hint(backups: Path) -> str:
    good = last_backup(backups)
    if good:
        return f"The last good backup is {good}: mmtui restore brings it back, the present file is set aside."
    return "There is no backup; nothing was changed."


def os_trouble(error: OSError, path: Path) -> StoreError:
    """The system's refusal as a StoreError."""
    told = explain_os_error(error, path)
    return StoreError(told.what, told.do, where=told.where)


def private(path: Path) -> None:
    """Make the database and its side files readable by their owner only; new ones get the same rights."""
    if not HAS_MODES:
        return
    for name in ("", *SIDE_FILES):
        part = beside(path, name)
        try:
            if part.stat().st_mode & 0o177:
                part.chmod(FILE_MODE)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise os_trouble(error, part) from error


def create_private(path: Path) -> None:
    """Make an empty file of mode 0600 for SQLite to fill, so that at no moment others can read it."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, FILE_MODE))
    except OSError as error:
        raise os_trouble(error, path) from error


def free_space(path: Path) -> int:
    """The bytes free for this user on the disk that holds the path, or holds the nearest folder above it."""
    import shutil

    place = next(folder for folder in (path, *path.absolute().parents) if folder.exists())
    return shutil.disk_usage(place).free


def quick_check(path: Path) -> list[str]:
    """What PRAGMA quick_check finds wrong with the pages; empty when the file is sound."""
    return _findings(path, "quick_check")


def integrity_check(path: Path) -> list[str]:
    """What PRAGMA integrity_check finds wrong with pages, indexes and constraints; empty when sound."""
    return _findings(path, "integrity_check")


def _findings(path: Path, pragma: str) -> list[str]:
    try:
        reader = sqlite3.connect(read_only_uri(path), uri=True)
        try:
            rows = [str(row[0]) for row in reader.execute(f"PRAGMA {pragma}")]
        finally:
            reader.close()
    except sqlite3.DatabaseError as error:
        if _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return [str(error)]
        raise explain_sqlite_error(error, path) from error
    return [] if rows == ["ok"] else rows


MESSAGES = {
    "database is locked": sqlite3.SQLITE_BUSY,
    "database table is locked": sqlite3.SQLITE_LOCKED,
    "database or disk is full": sqlite3.SQLITE_FULL,
    "disk i/o error": sqlite3.SQLITE_IOERR,
    "readonly database": sqlite3.SQLITE_READONLY,
    "unable to open database": sqlite3.SQLITE_CANTOPEN,
    "malformed": sqlite3.SQLITE_CORRUPT,
    "not a database": sqlite3.SQLITE_NOTADB,
}

WORDS = {
    sqlite3.SQLITE_BUSY: (
        "the office is busy: another window or command is writing.",
        "Wait a moment and save again; nothing was changed.",
    ),
    sqlite3.SQLITE_FULL: (
        "the disk is full; nothing was changed.",
        "Free some space on this disk and save again.",
    ),
    sqlite3.SQLITE_IOERR: (
        "the disk could not be read or written; nothing was changed.",
        "Check the disk, its free space and your quota, then try again.",
    ),
    sqlite3.SQLITE_READONLY: (
        "the office is read-only here; nothing was changed.",
        "Check the rights of the file and of its folder, or choose another folder with --data.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "the office database can't be opened.",
        "Check that its folder exists and that you may write there.",
    ),
}
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
SAME_WORDS = {
    sqlite3.SQLITE_LOCKED: sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_PERM: sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PROTOCOL: sqlite3.SQLITE_BUSY,
}


def explain_sqlite_error(error: BaseException, path: Path, *, backups: Path | None = None) -> StoreError:
    """The error of SQLite, or of a library around it, as a sentence with what to do; no SQL and no values."""
    code = _code(error)
    if code in DAMAGED:
        folder = path.parent / BACKUPS_NAME if backups is None else backups
        return StoreError("the office database is damaged.", _restore_hint(folder), where=str(path))
    what, do = WORDS.get(
        SAME_WORDS.get(code, code),
        (f"the office database refused this ({type(error).__name__}).", "The log file has the details."),
    )
    return StoreError(what, do, where=str(path))


def _code(error: BaseException | None) -> int:
    """SQLite's primary result code from the error or its cause, else by its message; 1 if unknown."""
    first, seen = error, 0
    while error is not None and seen < 10:
        code = getattr(error, "sqlite_errorcode", None)
        if isinstance(code, int) and code & 0xFF != sqlite3.SQLITE_ERROR:  # a failed ROLLBACK hides the cause
            return code & 0xFF
        error, seen = error.__cause__ or error.__context__, seen + 1
    text = str(first).lower()
    return next((code for words, code in MESSAGES.items() if words in text), sqlite3.SQLITE_ERROR)
