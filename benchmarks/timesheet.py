"""A Toggl export of any length with one bad row of each class, and what must be said of them."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from benchmarks import data
from mmtui.domain.cycles import cycle_of

HEADER = (
    "User", "Email", "Client", "Project", "Task", "Description", "Billable", "Start date", "Start time",
    "End date", "End time", "Duration", "Tags", "Amount ()",
)  # fmt: skip
BAD = {
    "a date 13/15": {"Start date": "13/15/2026"},
    "end before start": {"Start time": "10:00:00", "End time": "09:00:00", "Duration": "00:30:00"},
    "negative": {"Duration": "-01:00:00", "End time": ""},
    "25 hours": {"Duration": "25:00:00", "End time": ""},
    "no duration at all": {"Duration": "half a day", "End time": ""},
    "nobody": {"User": "", "Email": ""},
    "neither yes nor no": {"Billable": "perhaps"},
    "a time of day": {"Start time": "99:99:00"},
}
"""Cells that make a row one that must be refused."""

FLAGGED = {
    "contradictory": {"Start time": "09:00:00", "End time": "10:00:00", "Duration": "03:00:00"},
    "zero": {"Start time": "09:00:00", "End time": "09:00:00", "Duration": "00:00:00"},
}
"""Cells that make a row one that counts, with a remark."""

CUT = "wrong column count"
LATEST = data.TODAY - timedelta(days=1)


@dataclass
class Sheet:
    """A file, the same without its bad rows, the lines planted, and the minutes by contract and cycle."""

    path: Path
    clean: Path
    refused: dict[int, str] = field(default_factory=dict)
    flagged: dict[int, str] = field(default_factory=dict)
    minutes: Counter[tuple[int, str]] = field(default_factory=Counter)
    rows: int = 0


def write(folder: Path, rows: int, contracts: int) -> Sheet:
    """Write both files; every row lies in the 24 months of the generated offices."""
    sheet = Sheet(folder / "toggl.csv", folder / "toggl-clean.csv")
    random = Random(rows)
    planted = [*BAD, *FLAGGED, CUT]
    step = max(2, rows // (len(planted) + 1))
    with (
        sheet.path.open("w", encoding="utf-8", newline="") as whole,
        sheet.clean.open("w", encoding="utf-8", newline="") as clean,
    ):
        files = csv.writer(whole), csv.writer(clean)
        for file in files:
            file.writerow(HEADER)
        for number in range(rows):
            plan = data.plan_of(random.randrange(contracts))
            day = data.FIRST + timedelta(days=random.randrange((LATEST - data.FIRST).days))
            cells, seconds = _row(random, plan, day)
            kind = planted[number // step] if number % step == 1 and number // step < len(planted) else ""
            line = number + 2
            if kind == CUT or kind in BAD:
                sheet.refused[line] = kind
                files[0].writerow(_spoilt(cells, kind))
                continue
            if kind:
                sheet.flagged[line] = kind
                cells = _spoilt(cells, kind)
                seconds = 10_800 if kind == "contradictory" else 0
            for file in files:
                file.writerow(cells)
            sheet.rows += 1
            start = cycle_of(day, plan.anchor).start.isoformat()
            sheet.minutes[plan.number + 1, start] += (seconds + 30) // 60
    return sheet


def _row(random: Random, plan: data.Plan, day: date) -> tuple[list[str], int]:
    person = random.choice(data.names())
    begin = random.randrange(7 * 3600, 17 * 3600, 60)
    seconds = random.randrange(300, 14_400)
    shown = day.strftime("%m/%d/%Y")
    cells = [
        person, f"{person.replace(' ', '.').lower()}@example.com", plan.client, plan.project, "",
        f"{random.choice(data.NOTES)} {random.randrange(500)}", random.choice(("Yes", "No")), shown, _clock(begin),
        shown, _clock(begin + seconds), _clock(seconds), "", "",
    ]  # fmt: skip
    return cells, seconds


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _spoilt(cells: list[str], kind: str) -> list[str]:
    if kind == CUT:
        return cells[:5]
    changes = {**BAD, **FLAGGED}[kind]
    return [changes.get(title, cell) for title, cell in zip(HEADER, cells, strict=True)]
