"""The least a program can do for `status`: sum the minutes of each contract's cycle over a covering index.

Run as a program it takes the file and the day and prints one line a contract, importing nothing but sqlite3.
"""

import sqlite3
import sys
from datetime import date, timedelta

INDEX = "CREATE INDEX IF NOT EXISTS benchmark_covering ON time_entry (contract_id, worked_on, minutes)"
BOUNDS = "CREATE TEMP TABLE cycle_now (contract_id INTEGER PRIMARY KEY, first TEXT, last TEXT)"
GROUPED = """SELECT contract_id, SUM(minutes)
FROM time_entry
WHERE worked_on BETWEEN ? AND ?
GROUP BY contract_id"""
SUMS = """SELECT c.contract_id, SUM(e.minutes)
FROM cycle_now c CROSS JOIN time_entry e INDEXED BY benchmark_covering
WHERE e.contract_id = c.contract_id AND e.worked_on BETWEEN c.first AND c.last
GROUP BY c.contract_id"""


def month_start(year, month, anchor):
    """The anchor's day in a month, the last day of a month that is too short."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(anchor, (after - timedelta(days=1)).day))


def bounds(day, anchor):
    """The first and last day of the cycle that holds a day."""
    month = day.month if day >= month_start(day.year, day.month, anchor) else day.month - 1
    last = month_start(day.year, month + 1, anchor) - timedelta(days=1)
    return month_start(day.year, month, anchor).isoformat(), last.isoformat()


def prepare(connection, day):
    """Write down the cycle of every contract."""
    connection.execute(BOUNDS)
    contracts = connection.execute("SELECT id, anchor_day FROM contract").fetchall()
    connection.executemany(
        "INSERT INTO cycle_now VALUES (?, ?, ?)", [(one, *bounds(day, anchor)) for one, anchor in contracts]
    )


def main():
    connection = sqlite3.connect(sys.argv[1])
    prepare(connection, date.fromisoformat(sys.argv[2]))
    names = dict(
        connection.execute(
            "SELECT k.id, c.name FROM contract k JOIN client c ON c.id = k.client_id"
        ).fetchall()
    )
    for contract_id, minutes in connection.execute(SUMS):
        print(f"{names[contract_id]}\t{minutes}")


if __name__ == "__main__":
    main()
