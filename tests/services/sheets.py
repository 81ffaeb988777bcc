"""Time sheets written by hand in the layouts of the four sources and of an office of its own."""

# ruff: noqa: E501 - lines of data are as long as they are

from __future__ import annotations

from pathlib import Path

TOGGL = """\
User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (USD)
Ana,ana@example.com,Acme Dental,Support,,Plugin updates,Yes,2026-11-10,09:00:00,2026-11-10,10:00:00,01:00:00,,
Ana,ana@example.com,Acme Dental,Support,,Contact form,Yes,2026-11-12,09:00:00,2026-11-12,11:00:00,02:00:00,,
Bo,bo@example.com,Acme Dental,Support,,Backups,No,2026-11-13,14:00:00,2026-11-13,14:45:00,00:45:00,,
Bo,bo@example.com,Beta Bikes,Shop,,Checkout,Yes,2026-11-13,15:00:00,2026-11-13,16:30:00,01:30:00,,
Ana,ana@example.com,Gamma,Site,,Nobody knows,Yes,2026-11-14,10:00:00,2026-11-14,10:30:00,00:30:00,,
"""
"""Acme 3:45 (Ana 3:00, Bo 0:45 not billable), Beta 1:30, Gamma 0:30 of no contract; 5:45 in all."""

HARVEST = """\
Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?,Approved?,First Name,Last Name,Roles,Employee?,\
Billable Rate,Billable Amount,Cost Rate,Cost Amount,Currency,External Reference URL
2026-11-10,Acme Dental,Support,,Development,Plugin updates,1.00,Yes,No,No,Ana,Diaz,,Yes,0,0,0,0,USD,
2026-11-12,Acme Dental,Support,,Development,"Contact form
and its mail",2.25,Yes,No,No,Ana,Diaz,,Yes,0,0,0,0,USD,
2026-11-13,Beta Bikes,Shop,,QA,Checkout,0.33,No,No,No,Bo,Chan,,Yes,0,0,0,0,USD,
"""
"""Acme 3:15, Beta 0.33 h = 19:48 minutes, accounted 0:20; 3:34:48 raw."""

CLOCKIFY = """\
"Project","Client","Description","Task","User","Group","Email","Tags","Type","Billable","Start Date","Start Time",\
"End Date","End Time","Duration (h)","Duration (decimal)","Billable Rate (USD)","Billable Amount (USD)"
"Support","Acme Dental","Plugin updates","","Ana","","ana@example.com","","Regular","Yes","11/10/2026","09:00 AM",\
"11/10/2026","10:00 AM","01:00:00","1.00","0","0"
"Support","Acme Dental","Lunch","","Ana","","ana@example.com","","Break","No","11/10/2026","12:00 PM",\
"11/10/2026","12:30 PM","00:30:00","0.50","0","0"
"Shop","Beta Bikes","Checkout","","Bo","","bo@example.com","","Regular","Yes","11/13/2026","03:00 PM",\
"11/13/2026","04:30 PM","01:30:00","1.50","0","0"
"""
"""Acme 1:00 and a break of 0:30 that does not count, Beta 1:30; 2:30 in all."""

KIMAI = """\
Date,From,To,Duration,Currency,Price,Internal price,Hourly price,Fixed price,Name,User,E-mail,Staff number,Customer,\
Project,Activity,Description,Billable,Tags,Type,category
2026-11-10,09:00,10:00,1:00,USD,0,0,0,0,Ana Diaz,ana,ana@example.com,,Acme Dental,Support,Development,Updates,Yes,,work,work
2026-11-12,09:00,11:15,2:15,USD,0,0,0,0,Ana Diaz,ana,ana@example.com,,Acme Dental,Support,Development,Form,Yes,,work,work
2026-11-13,15:00,15:06,0:06,USD,0,0,0,0,Bo Chan,bo,bo@example.com,,Beta Bikes,Shop,QA,Checkout,No,,work,work
"""
"""Acme 3:15, Beta 0:06; 3:21 in all."""

OWN = """\
Day;Who;For;Job;Spent;What
10/11/2026;Ana;Acme Dental;Support;1,5;Plugin updates
13/11/2026;Bo;Beta Bikes;Shop;0,75;Checkout
"""
"""Acme 1:30, Beta 0:45; 2:15 in all; the day comes first."""

OWN_COLUMNS = {
    "date": "Day", "person": "Who", "client": "For", "project": "Job", "duration": "Spent", "note": "What"
}  # fmt: skip

HEADER = "User,Email,Client,Project,Description,Billable,Start date,Start time,End date,End time,Duration\n"


def row(
    on: str = "2026-11-12",
    begin: str = "09:00:00",
    end: str = "11:00:00",
    duration: str = "02:00:00",
    note: str = "Fix",
    client: str = "Acme Dental",
    project: str = "Support",
    user: str = "Ana",
    email: str = "ana@example.com",
    end_on: str = "",
) -> str:
    """One line of a Toggl sheet."""
    return f"{user},{email},{client},{project},{note},Yes,{on},{begin},{end_on or on},{end},{duration}\n"


def write(folder: Path, text: str, name: str = "sheet.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path
