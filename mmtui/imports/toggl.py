"""Toggl Track, detailed report: the classic layout and the newer one with chosen columns in any order."""

from __future__ import annotations

from mmtui.imports import columns
from mmtui.imports.columns import Layout

TOGGL = Layout(
    name="toggl",
    title="Toggl Track",
    columns={
        "date": columns.START_DATE,
        "start": columns.START_TIME,
        "end_date": columns.END_DATE,
        "end": columns.END_TIME,
        "duration": columns.DURATION,
        "person": (*columns.USER, "Member"),
        "email": columns.EMAIL,
        "client": columns.CLIENT,
        "project": columns.PROJECT,
        "task": columns.TASK,
        "note": columns.NOTE,
        "tags": columns.TAGS,
        "billable": columns.BILLABLE,
    },
    required=(("date",), ("start",), ("duration",), ("project", "client")),
)
