"""`import clients` and `import hours`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mmtui.cli.output import ProgressLine, Table, dump, visible
from mmtui.domain.hours import hmm
from mmtui.errors import FieldError, FileError, UsageError
from mmtui.imports.dates import Order
from mmtui.imports.durations import Unit
from mmtui.imports.problems import AmbiguousDates, AmbiguousDurations, IsTimesheet, UnknownLayout
from mmtui.services.desk import Desk

SHOWN = 20


def clients(desk: Desk, file: str, dry_run: bool, as_json: bool) -> int:
    """Read a client list; 1 when rows were refused."""
    from mmtui.imports.clients import open_clients
    from mmtui.services.client_import import import_clients

    try:
        listed = open_clients(Path(file))
    except IsTimesheet as error:
        do = f"{error.do.partition(':')[0]}: mmtui import hours {visible(file)}"
        raise FileError(error.what, do, where=error.where) from None
    result = import_clients(desk, listed, dry_run=dry_run)
    if as_json:
        told: dict[str, Any] = {
            name: getattr(result, name) for name in ("file", "rows", "new", "seen", "changed")
        }
        dump(told | {"refused": _lines(result.refused), "dry_run": dry_run})
    else:
        would = "would be " if dry_run else ""
        print(
            f"{visible(result.file)}: {_rows(result.rows)}, {result.new} {would}new, {result.seen} seen, "
            f"{result.changed} changed, {len(result.refused)} refused"
        )
        _list("Refused", result.refused)
    return 1 if result.needs_person else 0


def hours(
    desk: Desk,
    file: str,
    source: str,
    dates: Order | None,
    durations: Unit | None,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Read a time sheet; 1 when something needs a person. What is said of its formats is remembered."""
    from mmtui.services.importing import import_hours
    from mmtui.services.mapping import open_for_import, remember_answer

    try:
        sheet = open_for_import(desk.store, Path(file), source, date_order=dates, duration_unit=durations)
    except FieldError as error:
        raise UsageError(error.what, error.do) from None
    except UnknownLayout as error:
        do = error.do.replace("or map the columns by hand", "or name its columns once on the screen Import")
        raise FileError(error.what, do, where=error.where) from None
    except AmbiguousDates as error:
        raise FileError(
            error.what, "Say how its dates are written: --dates mdy or --dates dmy.", where=error.where
        ) from None
    except AmbiguousDurations as error:
        raise FileError(
            error.what, "Say what they are: --durations hours, minutes or seconds.", where=error.where
        ) from None
    progress = ProgressLine(sheet.size_bytes)
    try:
        result = import_hours(desk, sheet, dry_run=dry_run, progress=progress)
    finally:
        progress.done()
    if (dates or durations) and not dry_run:
        remember_answer(desk, sheet.source, date_order=dates, duration_unit=durations)
    if as_json:
        dump(_plain(result))
    else:
        _tell(result)
    return 1 if result.needs_person else 0


def _plain(result: Any) -> dict[str, Any]:
    names = (
        "file",
        "source",
        "rows",
        "new",
        "seen",
        "changed",
        "vanished",
        "worked_seconds",
        "accounted_minutes",
    )
    told: dict[str, Any] = {name: getattr(result, name) for name in names}
    told["unmapped"] = [
        {"client": client, "project": project, "rows": rows}
        for (client, project), rows in result.unmapped.items()
    ]
    told |= {"refused": _lines(result.refused), "flagged": _lines(result.flagged), "dry_run": result.dry_run}
    told |= {"conflicts": result.conflicts, "not_billable_seconds": result.not_billable_seconds}
    return told | {"new_people": result.new_people}


def _lines(found: Sequence[tuple[int, str]]) -> list[dict[str, Any]]:
    return [{"line": line, "why": why} for line, why in found]


def _tell(result: Any) -> None:
    would = "would be " if result.dry_run else ""
    print(
        f"{visible(result.file)} ({result.source}): {_rows(result.rows)}, {result.new} {would}new, {result.seen} seen, "
        f"{result.changed} changed, {len(result.refused)} refused"
    )
    for title, tallies in (("Client", result.by_client), ("Person", result.by_person)):
        table = Table((title, "Rows", "Accounted"), right=(1, 2))
        for name, tally in sorted(tallies.items(), key=lambda pair: -pair[1].minutes):
            table.add(name or "(no name)", tally.rows, hmm(tally.minutes))
        if tallies:
            print()
            table.print()
    unmapped = [
        (rows, f"{client or '(no client)'}, {project or '(no project)'}")
        for (client, project), rows in result.unmapped.items()
    ]
    if unmapped:
        print("\nNo contract found for (kept aside; choose it once in the app):")
        for rows, what in unmapped[:SHOWN]:
            print(f"  {visible(what)}: {_rows(rows)}")
    if result.vanished:
        print(f"\nNo longer in the time sheet: {_rows(result.vanished)}. They stay; look at them in the app.")
    if result.conflicts:
        print(f"\nChanged here and in the time sheet: {_rows(result.conflicts)}. Both values are kept.")
    _list("Refused", result.refused)
    _list("Flagged", result.flagged)


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"


def _list(title: str, found: Sequence[tuple[int, str]]) -> None:
    if found:
        print(f"\n{title}:")
    for line, why in found[:SHOWN]:
        print(f"  line {line}: {visible(why)}")
    if len(found) > SHOWN:
        print(f"  and {len(found) - SHOWN} more; --json lists all")
