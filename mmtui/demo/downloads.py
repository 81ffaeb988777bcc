"""Files that lie ready in the demo office to be read in: a time sheet as Toggl exports it, and a client list."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

TOGGL = (
    "User", "Email", "Client", "Project", "Task", "Description", "Billable", "Start date", "Start time",
    "End date", "End time", "Duration", "Tags", "Amount ()",
)  # fmt: skip
#  days ago, person, client, description, start, end, duration
ROWS = (
    (6, "Kim Okafor", "Bluebird", "Newsletter form", "09:00", "10:15", "01:15:00"),
    (6, "Ben Hale", "Ridge Outdoor", "Stock sync", "13:30", "16:00", "02:30:00"),
    (5, "Dana Weiss", "Solvay Press", "Reading list page", "10:00", "10:45", "00:45:00"),
    (5, "Dana Weiss", "Solvay Press", "Reading list page", "10:00", "10:45", "00:45:00"),
    (4, "Kim Okafor", "Kerr [Labs]", "Broken certificate", "11:20", "12:00", "00:40:00"),
    (4, "Ben Hale", "Pine & Partner", "Search results", "14:00", "15:30", "02:30:00"),
    (4, "Ben Hale", "Wexford Bakery", "First look", "16:00", "16:30", "00:30:00"),
    (3, "Dana Weiss", "Orchard Farm", "Opening hours", "09:30", "08:30", "01:00:00"),
    (3, "Kim Okafor", "Bluebird", "Retest after the update", "15:00", "15:25", "00:25:00"),
)
"""A week with what happens in real ones: a row twice, a duration that does not fit, a client nobody knows, and
an entry that ends before it starts."""

CLIENTS = """client,plan,start,anchor_day,rollover,email
Wexford Bakery,Basic,{start},1,expire,orders@wexford.example
Lindgren & Co,Premum,{start},1,carry,
"""


def write(folder: Path, today: date) -> None:
    """Put the files into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath("new clients.csv").write_text(CLIENTS.format(start=today), encoding="utf-8")
    first, last = today - timedelta(days=7), today - timedelta(days=1)
    with folder.joinpath(f"Toggl_time_entries_{first}_{last}.csv").open(
        "w", newline="", encoding="utf-8-sig"
    ) as file:
        writer = csv.writer(file)
        writer.writerow(TOGGL)
        for days, person, client, what, start, end, duration in ROWS:
            day = today - timedelta(days=days)
            email = f"{person.split()[0].lower()}@demo.example"
            times = (day, f"{start}:00", day, f"{end}:00", duration)
            writer.writerow((person, email, client, "", "Development", what, "Yes", *times, "", ""))
