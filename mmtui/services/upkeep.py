"""Looking after the office's files: save it away, bring it back, and say where everything lies."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from mmtui import config
from mmtui.config import Config
from mmtui.db import backup as copies
from mmtui.db.connect import Store, latest_schema
from mmtui.errors import StoreError, UsageError
from mmtui.paths import DataRoot, private_folder

BY_HAND = "by-hand"
SQLITE = "sqlite:///"


def backup(root: DataRoot, store: Store, target: Path | None = None) -> Path:
    """A verified copy of the office: dated in the backups folder, or at `target`; gives its path.

    A target that is a folder gets a dated file inside; a file that is there is never overwritten.
    """
    if store.path is None:
        raise StoreError(
            "the office lies on PostgreSQL, which saves it with a program of its own.",
            "Run: pg_dump --format=custom --file=office.dump DATABASE",
            where=store.label,
        )
    if target is None:
        return copies.make_backup(store.path, root.backups, BY_HAND)
    if target.is_dir():
        return copies.make_backup(store.path, target, BY_HAND)
    if target.exists():
        raise StoreError("there is a file of this name already.", "Choose another name.", where=str(target))
    private_folder(target.parent, tighten=False)
    copies.copy_office(store.path, target)
    return target


def restore(root: DataRoot, file: Path, url: str | None = None) -> str:
    """Put a backup in the office's place and say what became of the former one.

    `url` is the database, else the one in the settings. StoreError with the office as it was when the backup
    is not a whole office, is newer than this mmtui, or somebody has the office open.
    """
    address = url or config.read(root.config_file).office.database
    if not address.startswith(SQLITE):
        raise StoreError(
            "the office lies on PostgreSQL, which brings it back with a program of its own.",
            "Run: pg_restore --clean --dbname=DATABASE office.dump",
        )
    if not file.exists():
        raise UsageError(f"{file} is not there.", _newest(root))
    database = root.folder / address.removeprefix(SQLITE)
    private_folder(database.parent, tighten=False)
    done = copies.restore(file, database, newest_version=latest_schema())
    now = f"The office is now as {file.name} has it."
    if done.set_aside is None:
        return now
    return f"{now} The former one is kept as {done.set_aside}."


def _newest(root: DataRoot) -> str:
    """A hint at the newest backup that is whole."""
    found = next((one.path for one in copies.list_backups(root.backups) if one.verified), None)
    return f"The newest backup is {found}." if found else "There is no backup yet."


def where(root: DataRoot, settings: Config, url: str | None = None) -> dict[str, str]:
    """Where everything lies, by name; the database of PostgreSQL without user or options."""
    return {
        "data": str(root.folder),
        "settings": str(root.config_file),
        "database": _database(root, url or settings.office.database),
        "backups": str(root.backups),
        "exports": str(root.exports),
        "log": str(root.log_file),
    }


def _database(root: DataRoot, url: str) -> str:
    if url.startswith(SQLITE):
        return str(root.folder / url.removeprefix(SQLITE))
    parts = urlsplit(url)
    return f"{parts.path.lstrip('/')} on {parts.hostname or 'this machine'} (PostgreSQL)"
