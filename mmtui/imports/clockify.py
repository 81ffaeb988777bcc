"""Clockify, detailed report: dates and times as the workspace shows them, two duration columns, breaks."""

from __future__ import annotations

from mmtui.imports import columns
from mmtui.imports.columns import Layout

_DECIMAL = ("Duration (decimal)", "Dauer (dezimal)", "Durée (décimale)", "Duración (decimal)")

CLOCKIFY = Layout(
    name="clockify",
    title="Clockify",
    columns={
        "date": columns.START_DATE,
        "start": columns.START_TIME,
        "end_date": columns.END_DATE,
        "end": columns.END_TIME,
        "duration": ("Duration (h)", "Dauer (h)", "Durée (h)", "Duración (h)", *_DECIMAL),
        "check": _DECIMAL,
        "person": columns.USER,
        "email": columns.EMAIL,
        "client": columns.CLIENT,
        "project": columns.PROJECT,
        "task": (*columns.TASK, *columns.ACTIVITY),
        "note": columns.NOTE,
        "tags": columns.TAGS,
        "billable": columns.BILLABLE,
        "kind": ("Type", "Typ", "Tipo"),
    },
    required=(("date",), ("duration",), ("project",)),
    whole_unit="hours",
    breaks=("break", "pause", "descanso"),
)
