"""Small time sheets for the tests: written to a file, read back as rows."""

from pathlib import Path

from mmtui.imports.rows import BadRow, TimeRow
from mmtui.imports.timesheets import open_timesheet


def write(folder: Path, text: str | bytes, name: str = "sheet.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding, "surrogatepass"))
    return path


def read(folder: Path, text: str | bytes, encoding: str = "utf-8", **how) -> list[TimeRow | BadRow]:
    return list(open_timesheet(write(folder, text, encoding=encoding), **how).rows())


def only(rows: list[TimeRow | BadRow]) -> TimeRow:
    [row] = rows
    assert isinstance(row, TimeRow), row
    return row


def refused(rows: list[TimeRow | BadRow]) -> list[BadRow]:
    return [row for row in rows if isinstance(row, BadRow)]


TOGGL_HEADER = (
    "User,Email,Client,Project,Task,Description,Billable,"
    "Start date,Start time,End date,End time,Duration,Tags,Amount (EUR)\n"
)


def toggl_row(
    start="2026-11-12,09:00:00",
    end="2026-11-12,11:00:00",
    duration="02:00:00",
    user="Ana",
    note="Fix",
    bill="Yes",
) -> str:
    return f"{user},ana@example.com,Acme,Support,,{note},{bill},{start},{end},{duration},Development,\n"


def toggl(**cells) -> str:
    """A classic Toggl file of one row, with some cells replaced."""
    return TOGGL_HEADER + toggl_row(**cells)
