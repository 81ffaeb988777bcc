"""Where this installation keeps its files, and the one way a private file is written."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from mmtui.errors import FileError

DATA_VARIABLE = "MMTUI_DATA"
FILE_MODE = 0o600
FOLDER_MODE = 0o700
HAS_MODES = os.name == "posix"

DATABASE_NAME = "office.db"
CONFIG_NAME = "config.toml"
BACKUPS_NAME = "backups"


@dataclass(frozen=True)
class DataRoot:
    """The root of everything the app writes; nothing is created before `create` is called."""

    folder: Path

    @property
    def config_file(self) -> Path:
        return self.folder / CONFIG_NAME

    @property
    def database_file(self) -> Path:
        return self.folder / DATABASE_NAME

    @property
    def backups(self) -> Path:
        return self.folder / BACKUPS_NAME

    @property
    def log_file(self) -> Path:
        return self.folder / "mmtui.log"

    @property
    def exports(self) -> Path:
        return self.folder / "exports"

    def create(self) -> None:
        """Make the root and its backups folder, readable by their owner only."""
        private_folder(self.folder, tighten=self._is_ours())
        private_folder(self.backups)

    def _is_ours(self) -> bool:
        """Whether the folder is new, holds an office or nothing; a home folder or /tmp is never tightened."""
        known = {DATABASE_NAME, CONFIG_NAME, BACKUPS_NAME}
        try:
            names = {path.name for path in self.folder.iterdir()}
        except OSError:
            return not self.folder.exists()
        return not names or bool(names & known)


def data_root(given: str | Path | None = None) -> DataRoot:
    """The root named by `--data`, else by MMTUI_DATA, else the place the system has for such data."""
    named = given or os.environ.get(DATA_VARIABLE)
    if named:
        return DataRoot(_absolute(Path(named)))
    from platformdirs import user_data_dir

    return DataRoot(Path(user_data_dir("mmtui", appauthor=False)))


def _absolute(path: Path) -> Path:
    try:
        return Path(os.path.abspath(path.expanduser()))  # noqa: PTH100  (keeps symbolic links as they were named)
    except RuntimeError:
        raise FileError(
            "the home folder is not known.", "Name the folder in full.", where=str(path)
        ) from None


def private_folder(folder: Path, *, tighten: bool = True) -> Path:
    """Make the folder with mode 0700; with `tighten` an existing one of ours loses its looser rights."""
    try:
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        if tighten and HAS_MODES:
            _tighten(folder)
    except OSError as error:
        raise explain_os_error(error, folder) from error
    return folder


def _tighten(folder: Path) -> None:
    found = folder.stat()
    if stat.S_IMODE(found.st_mode) & 0o077 and found.st_uid == os.geteuid():
        folder.chmod(FOLDER_MODE)


def explain_os_error(error: OSError, path: Path) -> FileError:
    """The system's refusal in words, with what to do about it."""
    where = str(path)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FileError("the disk is full.", "Free some space and try again.", where=where)
    if error.errno == errno.EROFS:
        return FileError("the disk is read-only.", "Choose another folder with --data.", where=where)
    if error.errno in (errno.EACCES, errno.EPERM):
        return FileError("no permission to write here.", "Choose another folder with --data.", where=where)
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return FileError(
            "a file stands where a folder is needed.", "Move it or choose another folder.", where=where
        )
    if error.errno == errno.ENOENT:
        return FileError("not found.", "Check the name.", where=where)
    return FileError(
        f"{error.strerror or type(error).__name__}.", "Check the disk and the folder.", where=where
    )


def write_private(path: Path, data: bytes) -> None:
    """Replace the file in one step (temporary, fsync, rename), mode 0600; on an error the old one stays."""
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        _write_new(temporary, data)
        temporary.replace(target)
        settle_folder(target.parent)
    except OSError as error:
        raise explain_os_error(error, path) from error
    finally:
        temporary.unlink(missing_ok=True)


def _write_new(temporary: Path, data: bytes) -> None:
    temporary.unlink(missing_ok=True)
    with open_private(temporary, os.O_EXCL) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def open_private(path: Path, flags: int) -> BinaryIO:
    """Open a file for writing that, if it is created, is readable by its owner only from its first moment."""
    return os.fdopen(
        os.open(path, flags | os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), FILE_MODE), "wb"
    )


def settle_folder(folder: Path) -> None:
    """Have the system write a rename down to the disk; folders can't be opened for that on Windows."""
    if not HAS_MODES:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
