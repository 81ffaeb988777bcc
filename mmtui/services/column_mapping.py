"""Choosing the columns of any CSV: what their names suggest, and how a choice reads the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import cast

from mmtui.db.connect import Store
from mmtui.domain.dates import show_day
from mmtui.domain.hours import hmm
from mmtui.domain.incoming import Echo, Mapping, Sheet
from mmtui.domain.rounding import account
from mmtui.errors import FieldError, FileError
from mmtui.imports import columns
from mmtui.imports.dates import Order
from mmtui.imports.decoding import open_file
from mmtui.imports.durations import Sign, Unit
from mmtui.imports.mapped import Profile
from mmtui.imports.problems import AmbiguousDates, AmbiguousDurations
from mmtui.imports.rows import BadRow, TimeRow
from mmtui.imports.timesheets import Timesheet, open_timesheet, recognise
from mmtui.services import mapping

MAPPABLE = (
    "date", "person", "first_name", "last_name", "client", "project", "task", "note", "duration", "start", "end",
    "billable",
)  # fmt: skip
"""The fields a person chooses columns for."""

SHOWN_ROWS = 3
MOST_ROWS = 20_000
"""Rows that are read for the totals while one chooses; the preview reads them all."""

UNIT_WORDS = {
    "hours": ("Hours", "Hrs", "Stunden", "Heures", "Horas", "Duration (h)", "Duration (hours)"),
    "minutes": ("Minutes", "Mins", "Minuten", "Minutos", "Duration (min)", "Duration (minutes)"),
    "seconds": ("Seconds", "Secs", "Sekunden", "Secondes", "Segundos", "Duration (s)", "Duration (seconds)"),
}
"""Names of columns that say what their plain numbers count."""

TIME_WORDS = ("Time", "Time spent", "Logged time", *(word for words in UNIT_WORDS.values() for word in words))
_SUGGESTED: dict[str, tuple[str, ...]] = {
    "date": (*columns.DATE, "Day", "Tag", "Worked on", *columns.START_DATE),
    "person": ("Person", "Who", "Name", "Team member", "Mitarbeiter", *columns.USER),
    "first_name": columns.FIRST_NAME,
    "last_name": columns.LAST_NAME,
    "client": (*columns.CLIENT, "Company", "Account", "Firma"),
    "project": columns.PROJECT,
    "task": (*columns.TASK, *columns.ACTIVITY),
    "note": (*columns.NOTE, "Note", "Notes", "Comment", "What", "Notiz", "Bemerkung"),
    "duration": (*columns.DURATION, *TIME_WORDS),
    "start": (*columns.START_TIME, "Start", "From", "Von", "Begin"),
    "end": (*columns.END_TIME, "End", "To", "Bis"),
    "billable": columns.BILLABLE,
}


def source_of(store: Store, path: Path) -> str:
    """The source, or the saved column mapping, that the file's header belongs to; "" when none."""
    header = open_file(path).header
    fitting = [one for one in mapping.profiles(store) if one.layout().fits(header)]
    best = max(fitting, key=lambda one: len(one.columns), default=None)
    return recognise(header) or (best.name if best else "")


def sheet(store: Store, path: Path) -> Sheet:
    """The header, the first rows and the columns that fit by name, or those saved for this header."""
    opening = open_file(path)
    fitting = [one for one in mapping.profiles(store) if one.layout().fits(opening.header)]
    if fitting:
        guess = _mapping(max(fitting, key=lambda one: len(one.columns)))
    else:
        suggested = _suggest(opening.header)
        guess = Mapping(_title(path), suggested, duration_unit=unit_of(suggested["duration"]))
    return Sheet(path.name, opening.header, opening.samples, guess)


def unit_of(column: str) -> str:
    """The unit that a column's name says, `Minuten` for one; "" where it says none."""
    return next((unit for unit, words in UNIT_WORDS.items() if columns.find((column,), words) >= 0), "")


def profile(chosen: Mapping) -> Profile:
    """The choice as a profile; FieldError names the field that is missing or wrong."""
    kept = {name: column for name, column in chosen.columns.items() if column}
    if "duration" not in kept and ("start" in kept) != ("end" in kept):
        lacking = "end" if "start" in kept else "start"
        word = columns.FIELD_WORDS[lacking]
        raise FieldError(lacking, f"No column is chosen for the {word}.", "Choose one, or a duration.")
    return Profile(
        name=chosen.name,
        columns=kept,
        date_order=cast("Order | None", chosen.date_order or None),
        duration_unit=cast("Unit | None", chosen.duration_unit or None),
        decimal_sign=cast("Sign | None", chosen.decimal_sign or None),
    )


def echo(path: Path, chosen: Mapping, today: date, style: str, told: Callable[[], bool]) -> Echo:
    """The first rows as the choice reads them, what is wrong by field, and the totals of the rows read.

    `told` is asked now and then and ends the reading by False.
    """
    try:
        opened = open_timesheet(path, profile=profile(chosen._replace(name=chosen.name or "mapping")))
    except FieldError as error:
        return _wrong(error.field, error.what, error.do)
    except AmbiguousDates as error:
        return _wrong("date_order", error.what, "Choose one below.")
    except AmbiguousDurations as error:
        return _wrong("duration_unit", error.what, "Choose one below.")
    except FileError as error:
        return _wrong("date", error.what, error.do)
    return _read(opened, chosen, style, told)


def _wrong(field: str, what: str, do: str) -> Echo:
    return Echo({}, {field: f"{what[:1].upper()}{what[1:]} {do}".strip()}, 0, 0, 0, False)


def _read(opened: Timesheet, chosen: Mapping, style: str, told: Callable[[], bool]) -> Echo:
    first: list[TimeRow] = []
    errors: dict[str, str] = {}
    fields = {column: name for name, column in chosen.columns.items() if column}
    rows = refused = seconds = 0
    whole = True
    for row in opened.rows():
        rows += 1
        if isinstance(row, BadRow):
            refused += 1
            errors.setdefault(fields.get(row.field, "date"), f"Line {row.line}: {row.why}")
        else:
            seconds += row.seconds if row.counts else 0
            if len(first) < SHOWN_ROWS:
                first.append(row)
        if rows >= MOST_ROWS or (rows % 500 == 0 and not told()):
            whole = False
            break
    shown = {name: tuple(_cell(row, name, style) for row in first) for name in MAPPABLE}
    named = {name for name, column in chosen.columns.items() if column}
    return Echo(
        {name: texts for name, texts in shown.items() if name in named}, errors, rows, refused, seconds, whole
    )


def _cell(row: TimeRow, field: str, style: str) -> str:
    """One field of a row as it was understood."""
    if field == "date":
        return show_day(row.worked_on, style)
    if field == "duration":
        return hmm(account(row.seconds))
    if field in ("start", "end"):
        at = row.start if field == "start" else row.end
        return "" if at is None else f"{at // 3600 % 24:02d}:{at // 60 % 60:02d}"
    if field in ("first_name", "last_name"):
        return row.person
    if field == "billable":
        return "" if row.billable is None else "yes" if row.billable else "no"
    return str(getattr(row, field))


def _mapping(saved: Profile) -> Mapping:
    return Mapping(
        saved.name, {name: saved.columns.get(name, "") for name in MAPPABLE},
        saved.date_order or "", saved.duration_unit or "", saved.decimal_sign or "",
    )  # fmt: skip


def _suggest(header: tuple[str, ...]) -> dict[str, str]:
    """The columns whose names say what they hold; no column is suggested twice."""
    chosen: dict[str, str] = {}
    for name in MAPPABLE:
        at = columns.find(header, _SUGGESTED[name])
        chosen[name] = header[at] if at >= 0 and header[at] not in chosen.values() else ""
    if chosen["first_name"] and chosen["last_name"]:
        chosen["person"] = ""
    else:
        chosen["first_name"] = chosen["last_name"] = ""
    if chosen["duration"]:
        chosen["start"] = chosen["start"] if chosen["end"] else ""
    return chosen


def _title(path: Path) -> str:
    """A first name for the mapping: the file's, without figures."""
    words = "".join(sign if sign.isalpha() else " " for sign in path.stem).split()
    return " ".join(words).capitalize()[:40]
