"""Places that refuse to be written: for tests of what is told then."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def read_only(folder: Path) -> Iterator[Path]:
    """The folder and its files without the right to write; root works as an ordinary user meanwhile."""
    is_root = os.geteuid() == 0
    inside = [folder, *folder.rglob("*")]
    above = [
        path
        for path in folder.parents
        if path.stat().st_uid == os.geteuid() and path.stat().st_mode & 0o77 == 0
    ]
    modes = {path: path.stat().st_mode & 0o777 for path in inside}
    if is_root:
        for path in (*inside, *above):
            os.chown(path, NOBODY, -1)
    for path in inside:
        path.chmod(modes[path] & 0o555)
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        if is_root:
            os.seteuid(0)
            for path in (*inside, *above):
                os.chown(path, 0, -1)
        for path in inside:
            path.chmod(modes[path])
