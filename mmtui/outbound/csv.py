"""CSV that a spreadsheet opens as it was meant: text stays text and never becomes a formula.

UTF-8 with a byte order mark, because Excel reads a file without one in the machine's own code page; commas,
CR LF line ends (RFC 4180).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Cell = str | int | None


def neutral(value: Cell) -> Cell:
    """The cell as written: text that a spreadsheet would run gets an apostrophe, numbers stay numbers."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def write_csv(file: BinaryIO, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write the rows one by one, so that a million need no memory; returns how many there were."""
    text = io.TextIOWrapper(file, "utf-8-sig", "replace", newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    count = 0
    for row in rows:
        writer.writerow([neutral(value) for value in row])
        count += 1
    text.flush()
    text.detach()
    return count


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A small table as the bytes of a CSV file."""
    file = io.BytesIO()
    write_csv(file, header, rows)
    return file.getvalue()
