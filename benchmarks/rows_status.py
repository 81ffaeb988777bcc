"""Row i: `mmtui status` as a whole process against Python and sqlite3 alone, and against hledger."""

from __future__ import annotations

import json
import shutil
import sqlite3
import statistics
from contextlib import closing
from pathlib import Path

from benchmarks import data, raw_status
from benchmarks.measure import Line, Run, compared, equal, short
from benchmarks.processes import python
from benchmarks.processes import run as start


def status(run: Run) -> list[Line]:
    """The reference prints the minutes of each contract's cycle and no more."""
    root = data.office(run.middle, run.contracts, run.cache)
    ours = python("-m", "mmtui", "--data", str(root.folder), "status")
    raw = python(str(Path(raw_status.__file__)), str(root.database_file), data.TODAY.isoformat())
    told = json.loads(start([*ours, "--json"])[1])["contracts"]
    used = {one["client"]: one["hours"]["used_minutes"] for one in told if one["hours"]["used_minutes"]}
    theirs = dict(line.split("\t") for line in start(raw)[1].splitlines())
    equal("used minutes by client", used, {client: int(minutes) for client, minutes in theirs.items()})
    _refuse_textual(root.folder)
    seconds: tuple[list[float], list[float]] = ([], [])
    for number in range(run.rounds(15) + 1):
        for command, found in zip((ours, raw), seconds, strict=True):
            if number:
                found.append(start(command)[0])
            else:
                start(command)
    what = f"mmtui status, whole process, {short(run.middle)} entries"
    against = "raw Python and sqlite3, covering index"
    return [compared("i", what, against, *seconds, 5), _ledger(run, what, seconds[0], root.database_file)]


def _refuse_textual(folder: Path) -> None:
    """A command that needs no screen must not pay for one."""
    words = "import sys; from mmtui.__main__ import main; main(); assert 'textual' not in sys.modules"
    start(python("-c", words, "--data", str(folder), "status"))


def _ledger(run: Run, what: str, seconds: list[float], database: Path) -> Line:
    """The same entries as a journal; its totals by contract are compared with the rows first."""
    against = "hledger bal on the same data"
    program = shutil.which("hledger")
    if program is None:
        return Line("i", what, against, "hledger is not installed", "≤ 1/20", None)
    journal = run.folder / "hours.journal"
    with closing(sqlite3.connect(database)) as connection, journal.open("w", encoding="utf-8") as file:
        for day, contract_id, minutes in connection.execute(
            "SELECT worked_on, contract_id, minutes FROM time_entry ORDER BY worked_on"
        ):
            file.write(f"{day} work\n    (c{contract_id})  {minutes}\n")
        sums = dict(connection.execute("SELECT contract_id, SUM(minutes) FROM time_entry GROUP BY 1"))
    command = [program, "-f", str(journal), "bal", "--no-total"]
    printed = dict(reversed(line.split()) for line in start(command)[1].splitlines())
    equal("hledger's totals", {f"c{one}": str(minutes) for one, minutes in sums.items()}, printed)
    theirs = [start(command)[0] for _ in range(run.rounds(3))]
    found = statistics.median(seconds) / statistics.median(theirs)
    told = f"1/{1 / found:.0f} ({statistics.median(seconds):.2f} s : {statistics.median(theirs):.2f} s)"
    return Line("i", what, against, told, "≤ 1/20", found <= 1 / 20)
