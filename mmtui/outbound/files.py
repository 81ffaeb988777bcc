"""Names that every system takes, and files that appear whole, under a name nobody had, or not at all."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from mmtui.errors import FileError
from mmtui.paths import explain_os_error, open_private, private_folder, settle_folder

MOST_CHARACTERS = 100
MOST_BYTES = 200
NAMELESS = "unnamed"
FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"
}
SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")


def slug(name: str, most: int = MOST_CHARACTERS) -> str:
    """A file name made of any text: accents are kept; paths, controls and what Windows reserves are not.

    At most `most` characters and 200 bytes of UTF-8, as file systems count bytes; never empty.
    """
    text = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    text = "".join(" " if letter.isspace() else letter for letter in text)
    text = "".join(letter for letter in text if not unicodedata.category(letter).startswith("C"))
    text = _trimmed(FORBIDDEN.sub("-", " ".join(text.split())))
    if text.split(".", 1)[0].strip().casefold() in RESERVED:
        text = f"_{text}"
    return _trimmed(_short(text, most)) or NAMELESS


def _trimmed(text: str) -> str:
    """Without the ends that hide a file, climb a folder or that Windows drops."""
    return text.strip(" .-")


def _short(text: str, most: int) -> str:
    return text[:most].encode()[:MOST_BYTES].decode("utf-8", "ignore")


def file_name(name: str) -> str:
    """A slug that keeps a file's ending, however long the name before it is."""
    stem, dot, ending = name.rpartition(".")
    suffix = f"{dot}{ending}"
    if not stem or not SUFFIX.fullmatch(suffix):
        return slug(name)
    return slug(stem, MOST_CHARACTERS - len(suffix)) + suffix


def write_new(folder: Path, name: str, data: bytes) -> Path:
    """Write a file of mode 0600 into the folder, under a numbered name when the name is taken.

    The name is made safe first, so nothing leaves the folder. Gives the path; FileError with nothing left
    behind when the system refuses.
    """
    private_folder(folder, tighten=False)
    safe = file_name(name)
    temporary = folder / f".{os.urandom(6).hex()}.new"
    try:
        with open_private(temporary, os.O_EXCL) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        made = next(path for path in numbered(folder, safe) if _take_name(temporary, path))
        settle_folder(folder)
    except OSError as error:
        raise explain_os_error(error, folder / safe) from error
    finally:
        temporary.unlink(missing_ok=True)
    return made


def numbered(folder: Path, name: str) -> Iterator[Path]:
    """`name.csv`, `name 2.csv`, `name 3.csv` …; FileError after a thousand."""
    stem, dot, ending = name.rpartition(".")
    head, tail = (stem, f"{dot}{ending}") if stem and SUFFIX.fullmatch(f"{dot}{ending}") else (name, "")
    yield folder / name
    for number in range(2, 1000):
        yield folder / f"{head} {number}{tail}"
    raise FileError("there are a thousand files of this name.", "Move some away.", where=str(folder / name))


def _take_name(temporary: Path, path: Path) -> bool:
    """Give the finished file its name if nobody has it, in one step where the file system has links."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        return False
    except OSError:
        return _take_without_link(temporary, path)
    return True


def _take_without_link(temporary: Path, path: Path) -> bool:
    try:
        open_private(path, os.O_EXCL).close()
    except FileExistsError:
        return False
    temporary.replace(path)
    return True
