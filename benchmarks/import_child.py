"""One import in a process of its own: `ours` through the service, or `raw` with csv and sqlite3 alone.

Prints one JSON document: the seconds, the peak memory of the process in bytes, and what was imported. The raw
import keeps the values, a unique key over the row's content with an ordinal, a covering index and totals by
contract and cycle; it checks nothing.
"""

import json
import sys
import time
from collections import Counter
from pathlib import Path

RAW_TABLES = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, contract_id INTEGER NOT NULL, person TEXT NOT NULL,
    worked_on TEXT NOT NULL, cycle_start TEXT NOT NULL, seconds INTEGER NOT NULL, minutes INTEGER NOT NULL,
    started TEXT NOT NULL, ended TEXT NOT NULL, note TEXT NOT NULL, billable INTEGER NOT NULL,
    content TEXT NOT NULL, ordinal INTEGER NOT NULL, UNIQUE (content, ordinal));
CREATE INDEX entry_by_cycle ON entry (contract_id, cycle_start, worked_on, minutes);
CREATE TABLE total (contract_id INTEGER, cycle_start TEXT, minutes INTEGER, entries INTEGER,
    PRIMARY KEY (contract_id, cycle_start));
"""


def raw(database, sheet):
    import csv
    import sqlite3
    from datetime import date
    from hashlib import blake2b

    from benchmarks.raw_status import month_start

    connection = sqlite3.connect(database, isolation_level=None)
    connection.executescript("PRAGMA journal_mode = wal; PRAGMA synchronous = full;" + RAW_TABLES)
    projects = {
        name: (contract_id, anchor)
        for contract_id, name, anchor in connection.execute(
            "SELECT k.id, p.name, k.anchor_day FROM project_name p JOIN contract k ON k.id = p.contract_id"
        )
    }
    minutes_of, entries_of, ordinals = Counter(), Counter(), Counter()

    def rows():
        with Path(sheet).open(encoding="utf-8", newline="") as file:
            records = csv.reader(file)
            next(records)
            for cells in records:
                contract_id, anchor = projects[cells[3]]
                month, day, year = cells[7].split("/")
                worked = date(int(year), int(month), int(day))
                start = month_start(worked.year, worked.month, anchor)
                if start > worked:
                    start = month_start(worked.year, worked.month - 1, anchor)
                hours, minutes, seconds = cells[11].split(":")
                seconds = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
                accounted = (seconds + 30) // 60
                content = blake2b("\x1f".join(cells).encode(), digest_size=16).hexdigest()
                ordinal = ordinals[content]
                ordinals[content] += 1
                cycle = start.isoformat()
                minutes_of[contract_id, cycle] += accounted
                entries_of[contract_id, cycle] += 1
                yield (
                    contract_id, cells[0], worked.isoformat(), cycle, seconds, accounted, cells[8], cells[10],
                    cells[5], cells[6] == "Yes", content, ordinal,
                )  # fmt: skip

    begin = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        "INSERT INTO entry (contract_id, person, worked_on, cycle_start, seconds, minutes, started, ended, note, "
        "billable, content, ordinal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows(),
    )
    connection.executemany(
        "INSERT INTO total VALUES (?, ?, ?, ?)",
        [(*key, minutes, entries_of[key]) for key, minutes in minutes_of.items()],
    )
    connection.execute("COMMIT")
    seconds = time.perf_counter() - begin
    totals = connection.execute("SELECT contract_id, cycle_start, minutes, entries FROM total").fetchall()
    return {"seconds": seconds, "totals": totals}


def ours(folder, sheet):
    from mmtui.db.drivers import sqlite_only

    sqlite_only()
    from mmtui.imports.timesheets import open_timesheet
    from mmtui.paths import DataRoot
    from mmtui.services.importing import import_hours
    from mmtui.services.office import desk_of, open_office

    store = open_office(DataRoot(Path(folder)))
    with store.session():
        desk = desk_of(store)
        begin = time.perf_counter()
        result = import_hours(desk, open_timesheet(Path(sheet)))
        seconds = time.perf_counter() - begin
        totals = store.rows(
            "SELECT t.contract_id, t.cycle_start, t.hours_used, COUNT(*) FROM cycle_total t JOIN time_entry e "
            "ON e.contract_id = t.contract_id AND e.cycle_start = t.cycle_start AND e.deleted_at = 0 "
            "GROUP BY t.contract_id, t.cycle_start, t.hours_used"
        )
    store.close()
    return {
        "seconds": seconds, "totals": totals, "refused": result.refused, "flagged": result.flagged,
        "rows": result.rows, "unmapped": len(result.unmapped),
    }  # fmt: skip


def peak():
    """The most memory this process ever held, in bytes; None where the system does not say.

    Linux carries ru_maxrss over from the parent into a child that was just started, VmHWM it does not.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return next(
            int(line.split()[1]) * 1024
            for line in status.read_text("ascii", "replace").splitlines()
            if line.startswith("VmHWM")
        )
    try:
        import resource
    except ImportError:
        return None
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main():
    made = {"raw": raw, "ours": ours}[sys.argv[1]](sys.argv[2], sys.argv[3])
    print(json.dumps({**made, "peak": peak()}))


if __name__ == "__main__":
    main()
