"""An import as a person sees it: what would be saved, row by row, and what becomes of each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from mmtui.db.connect import Store
from mmtui.db.queries import incoming as query
from mmtui.domain.hours import hmm
from mmtui.domain.incoming import (
    CHANGED,
    CLIENTS,
    CONFLICT,
    FLAGGED,
    HOURS,
    NEW,
    REFUSED,
    SEEN,
    UNMAPPED,
    VANISHED,
    Preview,
    RowLine,
    TallyLine,
)
from mmtui.imports.clients import ClientList, ClientRow
from mmtui.imports.dates import Order, date_parts, is_year_first, read_date
from mmtui.imports.rows import CellError
from mmtui.imports.timesheets import SOURCES, Timesheet
from mmtui.services import mapping
from mmtui.services.client_import import ClientsImport
from mmtui.services.importing import HoursImport, Tally

MOST_TOLD = query.MOST_ROWS
NO_CONTRACT = "no contract"
ALSO_NEW = "also new"
ORDER_WORDS = {"mdy": "month first", "dmy": "day first"}


def hours_preview(store: Store, sheet: Timesheet, result: HoursImport, saved: bool) -> Preview:
    """What a time sheet brought, what needs a person first; called before the import's transaction ends."""
    said = mapping.answers(store, sheet.source).date_order is not None
    batch = query.newest_batch(store)
    waiting = _seen_without_contract(store, batch, result)
    seen = result.seen - sum(line.stands_for for line in waiting)
    lines = (
        *_refused(result.refused), *_unmapped(store, batch), *waiting, *_asked(store, batch, CONFLICT),
        *_asked(store, batch, VANISHED), *_corrected(store, batch), *_flagged(store, batch),
        *_fresh(store, batch), *_seen(seen),
    )  # fmt: skip
    unmapped = query.count_added(store, batch, query.NO_CONTRACT)
    flagged = query.count_added(store, batch, query.FLAGGED)
    counts = {
        NEW: result.new - unmapped - flagged, SEEN: seen, CHANGED: result.changed - result.conflicts,
        CONFLICT: result.conflicts, UNMAPPED: unmapped + result.seen - seen, VANISHED: result.vanished,
        REFUSED: len(result.refused), FLAGGED: flagged,
    }  # fmt: skip
    return Preview(
        HOURS, result.file, source_title(sheet.source), reading(sheet, said), result.rows, counts,
        result.worked_seconds, result.accounted_minutes, result.not_billable_seconds,
        _tallies(result.by_client, _nameless(result)),
        _tallies(result.by_person, set(result.new_people), NEW),
        tuple(result.new_people), lines, saved, result.new,
    )  # fmt: skip


def clients_preview(listed: ClientList, result: ClientsImport, saved: bool) -> Preview:
    """What a client list brought; the hours are those of the row, else of its plan."""
    told = [
        RowLine(
            outcome, row.line, row.start, "", row.client, row.contract, None if hours is None else hours * 60, "",
            facts=_client_facts(row, hours), plan=row.plan, email=row.email,
        )
        for row, hours, outcome in result.read
    ]  # fmt: skip
    counts = {
        NEW: result.new, SEEN: result.seen, CHANGED: result.changed, REFUSED: len(result.refused),
    }  # fmt: skip
    lines = tuple(sorted((*told, *_refused(result.refused)), key=lambda row: row.line or 0))
    new = f"{result.new:,} {'' if saved else 'would be '}new"
    sentence = f"{new}, {result.seen:,} seen, {result.changed:,} changed, {len(result.refused):,} refused"
    return Preview(
        CLIENTS, result.file, "Client list", sentence, result.rows, counts, 0, 0, 0, (), (), (), lines, saved,
        result.new,
    )  # fmt: skip


def _client_facts(row: ClientRow, hours: int | None) -> tuple[tuple[str, str], ...]:
    """What a row of a client list says beside client, plan and start; empty cells are left out."""
    of_plan = " (the plan's)" if row.minutes is None else ""
    opening = "" if row.opening_minutes is None else hmm(row.opening_minutes)
    facts = (
        ("Contract", row.contract), ("Plan", f"{row.plan}, {row.family}"),
        ("Start", row.start.isoformat()), ("End", row.end.isoformat() if row.end else ""),
        ("Hours", "" if hours is None else hmm(hours) + of_plan), ("Opening", opening),
        ("Anchor day", str(row.anchor_day)), ("Rollover", row.rollover),
        ("Rounding", f"{row.rounding_minutes} min, {row.rounding}"),
        ("Warns at", ", ".join(f"{part} %" for part in row.thresholds)), ("Contact", row.contact),
        ("E-mail", row.email), ("Copies", ", ".join(row.cc)), ("Projects", ", ".join(row.projects)),
        ("Plutio", row.plutio_project), ("Notes", " ".join(row.notes.split())),
    )  # fmt: skip
    return tuple((label, value) for label, value in facts if value)


def source_title(source: str) -> str:
    """A source as a person calls it; a profile has its own name."""
    return source.capitalize() if source in SOURCES else source


def reading(sheet: Timesheet, said: bool) -> str:
    """How the dates were read and why, with an example of the file that could be read otherwise.

    `said` when a person answered which part comes first.
    """
    at = sheet.layout.place(sheet.header)["date"]
    texts = [cells[at] for cells in sheet.opening.samples if 0 <= at < len(cells)]
    words = ORDER_WORDS.get(sheet.date_order, "")
    if not words or all(is_year_first(text) for text in texts):
        return "Dates are year-first."
    open_ones = [text for text in texts if _is_open(text)]
    example = (open_ones or texts)[0]
    try:
        day = read_date(example, sheet.date_order)
    except CellError:
        return f"Dates are read {words}."
    reason = "as you said" if said else "as the file shows"
    return f"{example} is read as {day:%B} {day.day}, {day.year} ({words}, {reason})."


def open_readings(text: str) -> tuple[str, date | None, date | None]:
    """A date of the file, read month first and day first; None where that is no date."""
    return text, _read(text, "mdy"), _read(text, "dmy")


def _read(text: str, order: Order) -> date | None:
    try:
        return read_date(text, order)
    except CellError:
        return None


def _is_open(text: str) -> bool:
    parts = date_parts(text)
    return parts is not None and parts.first <= 12 and parts.second <= 12 and parts.first != parts.second


def _line(group: str, row: query.BatchRow, why: str, facts: tuple[tuple[str, str], ...] = ()) -> RowLine:
    return RowLine(
        group, row.line, row.worked_on, row.person, row.client, row.project, row.seconds, why, row.note, facts
    )


def _fresh(store: Store, batch: int) -> Iterator[RowLine]:
    for row in query.added(store, batch, query.PLAIN):
        yield _line(NEW, row, "")


def _unmapped(store: Store, batch: int) -> Iterator[RowLine]:
    """Each row once: it is new and has no contract."""
    for row in query.added(store, batch, query.NO_CONTRACT):
        yield _line(UNMAPPED, row, "; ".join(part for part in (ALSO_NEW, row.flags) if part))


def _flagged(store: Store, batch: int) -> Iterator[RowLine]:
    for row in query.added(store, batch, query.FLAGGED):
        yield _line(FLAGGED, row, f"{ALSO_NEW}; {row.flags}")


def _seen(rows: int) -> Iterator[RowLine]:
    if rows:
        why = f"{rows:,} {'row was' if rows == 1 else 'rows were'} read before. Nothing to do."
        yield RowLine(SEEN, None, None, "", "", "", None, why, stands_for=rows)


def _seen_without_contract(store: Store, batch: int, result: HoursImport) -> list[RowLine]:
    """Rows that were read before and still wait for a contract, one line for a client and project."""
    brought = query.brought_without_contract(store, batch)
    lines = []
    for (client, project), rows in result.unmapped.most_common():
        before = rows - brought.get((client, project), 0)
        if before > 0:
            why = f"{before:,} {'row' if before == 1 else 'rows'}, read before"
            lines.append(RowLine(UNMAPPED, None, None, "", client, project, None, why, stands_for=before))
    return lines


def _corrected(store: Store, batch: int) -> Iterator[RowLine]:
    """What it was before stands in the remark: time, day and text, as far as they are others now."""
    for row, before in query.corrected(store, batch):
        facts: list[tuple[str, str]] = []
        if before.seconds != row.seconds:
            facts.append(("Hours before", _hmm(before.seconds)))
        if before.worked_on != row.worked_on:
            facts.append(("Day before", before.worked_on.isoformat()))
        if before.note != row.note:
            facts.append(("Note before", f"“{before.note}”" if before.note else "no text"))
        was = ", ".join(value for _, value in facts)
        why = f"was {was}" if was else "time and text the same, other cells changed"
        yield _line(CHANGED, row, f"{why}; {row.flags}" if row.flags else why, tuple(facts))


def _asked(store: Store, batch: int, kind: str) -> Iterator[RowLine]:
    for asked, theirs, row in query.asked(store, batch):
        if asked != kind:
            continue
        line, why = None, "stored, but no longer in the time sheet"
        if theirs:
            told = json.loads(theirs)
            line, why = told["line"], f"changed here; the sheet now says {_hmm(told['seconds'])}"
        yield _line(kind, row, why)._replace(line=line)


def _refused(refused: list[tuple[int, str]]) -> Iterator[RowLine]:
    for line, why in refused[:MOST_TOLD]:
        yield RowLine(REFUSED, line, None, "", "", "", None, why)


def _nameless(result: HoursImport) -> set[str]:
    """Names of clients or projects that stand in the totals without a contract."""
    return {client or project for client, project in result.unmapped}


def _tallies(found: dict[str, Tally], marked: set[str], mark: str = NO_CONTRACT) -> tuple[TallyLine, ...]:
    lines = [
        TallyLine(name, tally.rows, tally.seconds, tally.minutes, mark if name in marked else "")
        for name, tally in found.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.seconds, line.name.casefold())))


def _hmm(seconds: int) -> str:
    from fractions import Fraction

    from mmtui.domain.rounding import half_up

    return hmm(half_up(Fraction(seconds, 60)))
