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
from mmtui.imports.clients import ClientList
from mmtui.imports.dates import Order, date_parts, is_year_first, read_date
from mmtui.imports.rows import CellError
from mmtui.imports.timesheets import SOURCES, Timesheet
from mmtui.services import mapping
from mmtui.services.client_import import ClientsImport
from mmtui.services.importing import HoursImport, Tally

MOST_TOLD = query.MOST_ROWS
NO_CONTRACT = "no contract"
ORDER_WORDS = {"mdy": "month first", "dmy": "day first"}


def hours_preview(store: Store, sheet: Timesheet, result: HoursImport, saved: bool) -> Preview:
    """What a time sheet brought, what needs a person first; called before the import's transaction ends."""
    said = mapping.answers(store, sheet.source).date_order is not None
    batch = query.newest_batch(store)
    lines = (
        *_refused(result.refused), *_unmapped(store, result), *_asked(store, batch, CONFLICT),
        *_asked(store, batch, VANISHED), *_corrected(store, batch), *_flagged(store, batch, result),
        *_fresh(store, batch), *_seen(result),
    )  # fmt: skip
    counts = {
        NEW: result.new, SEEN: result.seen, CHANGED: result.changed - result.conflicts,
        CONFLICT: result.conflicts, UNMAPPED: sum(result.unmapped.values()), VANISHED: result.vanished,
        REFUSED: len(result.refused), FLAGGED: len(result.flagged),
    }  # fmt: skip
    return Preview(
        HOURS, result.file, source_title(sheet.source), reading(sheet, said), result.rows, counts,
        result.worked_seconds, result.accounted_minutes, result.not_billable_seconds,
        _tallies(result.by_client, _nameless(result)),
        _tallies(result.by_person, set(result.new_people), NEW),
        tuple(result.new_people), lines, saved,
    )  # fmt: skip


def clients_preview(listed: ClientList, result: ClientsImport, saved: bool) -> Preview:
    """What a client list brought."""
    told = [
        RowLine(outcome, line, None, "", client, contract, None, "")
        for line, client, contract, outcome in result.told
    ]
    counts = {
        NEW: result.new, SEEN: result.seen, CHANGED: result.changed, REFUSED: len(result.refused),
    }  # fmt: skip
    lines = tuple(sorted((*told, *_refused(result.refused)), key=lambda row: row.line or 0))
    return Preview(
        CLIENTS, result.file, "Client list", "", result.rows, counts, 0, 0, 0, (), (), (), lines, saved
    )


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


def _fresh(store: Store, batch: int) -> Iterator[RowLine]:
    for row in query.added(store, batch):
        why = "" if row.has_contract else NO_CONTRACT
        yield RowLine(NEW, row.line, row.worked_on, row.person, row.client, row.project, row.seconds, why)


def _seen(result: HoursImport) -> Iterator[RowLine]:
    if result.seen:
        why = f"{result.seen:,} rows were read before. Nothing to do."
        yield RowLine(SEEN, None, None, "", "", "", None, why)


def _corrected(store: Store, batch: int) -> Iterator[RowLine]:
    for row, before in query.corrected(store, batch):
        why = f"was {_hmm(before)}" if before != row.seconds else "time the same, other cells changed"
        yield RowLine(CHANGED, row.line, row.worked_on, row.person, row.client, row.project, row.seconds, why)


def _asked(store: Store, batch: int, kind: str) -> Iterator[RowLine]:
    for asked, theirs, row in query.asked(store, batch):
        if asked != kind:
            continue
        line, why = None, "stored, but no longer in the time sheet"
        if theirs:
            told = json.loads(theirs)
            line, why = told["line"], f"changed here; the sheet now says {_hmm(told['seconds'])}"
        yield RowLine(kind, line, row.worked_on, row.person, row.client, row.project, row.seconds, why)


def _unmapped(store: Store, result: HoursImport) -> Iterator[RowLine]:
    known = query.unmapped_lines(store, result.source)
    for (client, project), rows in result.unmapped.most_common(MOST_TOLD):
        seconds, line = known.get((client, project), (None, None))
        why = f"{rows:,} {'row' if rows == 1 else 'rows'}"
        yield RowLine(UNMAPPED, line, None, "", client, project, seconds, why)


def _refused(refused: list[tuple[int, str]]) -> Iterator[RowLine]:
    for line, why in refused[:MOST_TOLD]:
        yield RowLine(REFUSED, line, None, "", "", "", None, why)


def _flagged(store: Store, batch: int, result: HoursImport) -> Iterator[RowLine]:
    known = query.flagged(store, batch)
    for line, why in result.flagged[:MOST_TOLD]:
        row = known.get(line)
        if row is None:
            yield RowLine(FLAGGED, line, None, "", "", "", None, why)
        else:
            day, seconds = row.worked_on, row.seconds
            yield RowLine(FLAGGED, line, day, row.person, row.client, row.project, seconds, why)


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
