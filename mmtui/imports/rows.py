"""What a time sheet gives: rows that were read, rows that were refused, and the key of a row's content."""

from __future__ import annotations

from datetime import date
from hashlib import blake2b
from typing import NamedTuple

CONTRADICTS = "Start and end make"
"""How the flag begins that a duration is not end − start on the wall clock."""
NO_DURATION = "No duration is given; end − start counts."


class TimeRow(NamedTuple):
    """One entry of a time sheet, in the units of the ledger.

    `line` is the physical line where the record starts (the header is line 1); `seconds` is the raw time
    worked. `start` and `end` are seconds after the local midnight of `worked_on`; `end` passes 86400 when the
    work went over midnight. `counts` is False for a break. `flags` are sentences for the preview.
    `source_text` is a compact JSON array of the cells as they stood in the file, escaped to ASCII.
    """

    line: int
    worked_on: date
    seconds: int
    start: int | None
    end: int | None
    person: str
    email: str
    client: str
    project: str
    task: str
    note: str
    tags: str
    billable: bool | None
    counts: bool
    flags: tuple[str, ...]
    source_text: str


class BadRow(NamedTuple):
    """A row that is refused: `field` is the column's name in the file, `why` what is wrong and what to do."""

    line: int
    field: str
    why: str


class CellError(ValueError):
    """A cell that can't be read; its text is the sentence a person sees in the refused row."""


def content_key(row: TimeRow) -> bytes:
    """16 bytes that are equal for equal values, however the file wrote them (locale, column order, line)."""
    values = (
        row.worked_on.isoformat(),
        str(row.seconds),
        "" if row.start is None else str(row.start),
        "" if row.end is None else str(row.end),
        row.person,
        row.email,
        row.client,
        row.project,
        row.task,
        row.note,
        row.tags,
        "" if row.billable is None else "1" if row.billable else "0",
        "1" if row.counts else "0",
    )
    return blake2b("\x1f".join(values).encode(), digest_size=16).digest()
