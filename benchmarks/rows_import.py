"""Row b: a long time sheet read in, with every check, against csv and executemany."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from benchmarks import data, timesheet
from benchmarks.measure import Line, Run, compared, equal, ratio, short
from benchmarks.processes import answer
from benchmarks.timesheet import Sheet

ROWS = 100_000
QUICK_ROWS = 2_000
MEGABYTE = 1_000_000


def importing(run: Run) -> list[Line]:
    """Every round starts from an office without entries; each import is a process of its own."""
    rows = QUICK_ROWS if run.quick else ROWS
    sheet = timesheet.write(run.folder, rows, run.contracts)
    empty = data.office(0, run.contracts, run.cache)
    seconds: tuple[list[float], list[float]] = ([], [])
    peaks: tuple[list[float], list[float]] = ([], [])
    for _ in range(run.rounds(5)):
        ours = _import("ours", data.copy_of(empty, run.folder / "import").folder, sheet.path)
        raw_file = run.folder / "import-raw.db"
        shutil.copyfile(empty.database_file, raw_file)
        raw = _import("raw", raw_file, sheet.clean)
        shutil.rmtree(run.folder / "import")
        raw_file.unlink()
        _equal(sheet, ours, raw)
        for side, made in zip((0, 1), (ours, raw), strict=True):
            seconds[side].append(made["seconds"])
            peaks[side].append(made["peak"] or 0)
    what = f"import of a {short(rows)}-row time sheet"
    against = "csv, dates, executemany; same key, index, totals"
    return [compared("b", what, against, *seconds, 3), _memory(what, against, *peaks)]


def _import(side: str, place: Path, file: Path) -> dict[str, Any]:
    made: dict[str, Any] = answer("benchmarks.import_child", side, str(place), str(file))
    return made


def _equal(sheet: Sheet, ours: dict[str, Any], raw: dict[str, Any]) -> None:
    """Both have the totals the file was written with, and ours names every planted row."""
    expected = sorted([one, start, minutes] for (one, start), minutes in sheet.minutes.items())
    for side, made in (("ours", ours), ("raw", raw)):
        equal(f"minutes by contract and cycle, {side}", sorted(row[:3] for row in made["totals"]), expected)
        equal(f"entries, {side}", sum(row[3] for row in made["totals"]), sheet.rows)
    equal("refused lines", sorted(line for line, _ in ours["refused"]), sorted(sheet.refused))
    flagged = {line for line, _ in ours["flagged"]}
    equal("flagged lines missing", sorted(set(sheet.flagged) - flagged), [])
    equal("unmapped projects", ours["unmapped"], 0)


def _memory(what: str, against: str, ours: list[float], theirs: list[float]) -> Line:
    what = f"{what}, peak memory"
    if not all(ours):
        return Line("b", what, against, "this system does not tell a process's peak memory", "≤ 2×", None)
    found = ratio(ours, theirs)
    told = f"{found:.2f}× ({max(ours) / MEGABYTE:.0f} MB : {max(theirs) / MEGABYTE:.0f} MB)"
    return Line("b", what, against, told, "≤ 2×", found <= 2)
