"""Kimai: its export with a translated header, and the layout of its import plugin with plain seconds.

A whole number is hours in an export with decimal durations and seconds in the import layout; the file itself
shows which (decimals beside it, or From and To). Where a user has no name, the login stands in for it.
"""

from __future__ import annotations

from mmtui.imports import columns
from mmtui.imports.columns import Layout

_COLUMNS: dict[str, tuple[str, ...]] = {
    "date": columns.DATE,
    "start": ("From", "Begin", "Start", "Von", "Beginn", "De", "Début", "Desde", "Inicio"),
    "end": ("To", "End", "Bis", "Ende", "À", "Fin", "Para", "Hasta", "Final"),
    "duration": columns.DURATION,
    "person": ("Name", "Nom", "Nombre"),
    "first_name": (*columns.USER, "Username", "Nom d'utilisateur"),
    "email": columns.EMAIL,
    "client": ("Customer", *columns.CLIENT),
    "project": columns.PROJECT,
    "task": columns.ACTIVITY,
    "note": columns.NOTE,
    "tags": columns.TAGS,
    "billable": columns.BILLABLE,
}
_REQUIRED = (("date",), ("duration",), ("client",), ("project",), ("task",))

KIMAI_IMPORT = Layout(
    name="kimai",
    title="Kimai (import layout)",
    columns={**_COLUMNS, "mark": ("HourlyRate", "FixedRate", "InternalRate", "Exported", "Rate")},
    required=(*_REQUIRED, ("mark",)),
    units=("hours", "seconds"),
    sole_unit="seconds",
)
KIMAI = Layout(name="kimai", title="Kimai", columns=_COLUMNS, required=_REQUIRED, units=("hours", "seconds"))
