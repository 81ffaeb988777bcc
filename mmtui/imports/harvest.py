"""Harvest, detailed time report and import layout: a date and decimal hours, no times of day.

`Hours` counts, not `Hours Rounded`: an entry keeps what was worked, and is rounded once by its contract.
"""

from __future__ import annotations

from mmtui.imports import columns
from mmtui.imports.columns import Layout

HARVEST = Layout(
    name="harvest",
    title="Harvest",
    columns={
        "date": columns.DATE,
        "start": ("Started At",),
        "end": ("Ended At",),
        "duration": ("Hours", "Stunden", "Heures", "Horas"),
        "first_name": columns.FIRST_NAME,
        "last_name": columns.LAST_NAME,
        "email": columns.EMAIL,
        "client": columns.CLIENT,
        "project": columns.PROJECT,
        "task": columns.TASK,
        "note": ("Notes", "Notizen", "Notas"),
        "billable": columns.BILLABLE,
    },
    required=(("date",), ("duration",), ("client",), ("project",), ("first_name", "last_name")),
    whole_unit="hours",
)
