"""The folders that a person picks a file from: what is in them, and why one can't be read."""

from __future__ import annotations

import os
import stat
from datetime import datetime
from pathlib import Path

from mmtui.domain.incoming import FileLine, Folder

MOST_FILES = 5_000


def look_into(folder: Path) -> Folder:
    """The files and folders in a folder; what is hidden is left out, `problem` says why it can't be read."""
    try:
        with os.scandir(folder) as found:
            every = list(found)
            entries = [entry for entry in every if not _is_hidden(entry)][:MOST_FILES]
    except OSError as error:
        return Folder(folder, (), _why(error), _label(folder))
    lines = tuple(_line(entry) for entry in entries)
    return Folder(folder, lines, label=_label(folder), left_out=len(every) - len(entries))


def _label(folder: Path) -> str:
    """The path with the home folder as `~`."""
    home, path = Path.home(), Path(_single(str(folder)))
    if path == home:
        return "~"
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)


def _single(path: str) -> str:
    """A path without the second slash at its front, which means nothing but on Windows."""
    return path if os.name == "nt" or not path.startswith("//") else f"/{path.lstrip('/')}"


def typed_path(typed: str, folder: Path) -> Path | None:
    """The path that was typed or pasted (quotes and `~` are understood); None for a name to find."""
    text = typed.strip().strip("\"'")
    if not text or "\0" in text:
        return None
    is_path = any(sign in text for sign in (os.sep, os.altsep or os.sep)) or text[:1] == "~" or text == ".."
    if not is_path and not Path(text).drive:
        return None
    try:
        return Path(_single(os.path.normpath(folder / Path(text).expanduser())))
    except (RuntimeError, OSError, ValueError):
        return None


def first_folder(kept: str) -> Path:
    """Where to begin: the folder of last time, else Downloads, else the home folder."""
    home = Path.home()
    for folder in (Path(kept) if kept else None, home / "Downloads", home):
        if folder is not None and folder.is_dir():
            return folder
    return Path.cwd()


def _is_hidden(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith((".", "~$")):
        return True
    try:
        attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
    except OSError:
        return False
    return bool(attributes & stat.FILE_ATTRIBUTE_HIDDEN)


def _line(entry: os.DirEntry[str]) -> FileLine:
    path = Path(entry.path)
    try:
        is_folder, told = entry.is_dir(), entry.stat()
        changed_on = datetime.fromtimestamp(told.st_mtime).date()
    except (OSError, ValueError, OverflowError):
        return FileLine(entry.name, path, False, 0, None, 0)
    return FileLine(entry.name, path, is_folder, told.st_size, changed_on, int(told.st_mtime))


def _why(error: OSError) -> str:
    """The reason in words."""
    if isinstance(error, PermissionError):
        return "You have no right to look into this folder."
    if isinstance(error, FileNotFoundError):
        return "This folder is not there."
    if isinstance(error, NotADirectoryError):
        return "This is a file, not a folder."
    return f"This folder can't be read ({error.strerror or type(error).__name__})."
