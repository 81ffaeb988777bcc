"""Reading a time sheet into the office: previewed or saved, in one transaction, again and again without harm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from mmtui.db.commands import audit, batches, entries
from mmtui.db.commands.entries import EntryRow
from mmtui.db.commands.settle import settle
from mmtui.db.queries import imports as query
from mmtui.errors import MmtuiError
from mmtui.imports.rows import BadRow
from mmtui.imports.timesheets import Timesheet
from mmtui.services import reimport
from mmtui.services.desk import Desk
from mmtui.services.entering import Entering
from mmtui.services.import_result import HoursImport, Tally
from mmtui.services.mapping import adopt

__all__ = ["CancelledError", "HoursImport", "Tally", "import_hours"]

CHUNK = 500
Progress = Callable[[int, int], None]
"""Told the rows read and the bytes read so far; it may raise CancelledError."""


class CancelledError(MmtuiError):
    """A person stopped the import; nothing was saved."""


def import_hours(
    desk: Desk, sheet: Timesheet, *, dry_run: bool = False, progress: Progress | None = None
) -> HoursImport:
    """Read a time sheet in one transaction; a dry run computes the same and saves nothing."""
    result = HoursImport(sheet.file.name, sheet.source, dry_run)
    with desk.store.bulk(), desk.store.rehearsal(keep=not dry_run):
        _Run(desk, sheet, result).read(progress)
    return result


class _Run:
    """One import under way."""

    def __init__(self, desk: Desk, sheet: Timesheet, result: HoursImport) -> None:
        self.desk = desk
        self.store = desk.store
        self.sheet = sheet
        self.result = result
        self.batch_id = batches.open_batch(sheet.source, sheet.file.name, desk.person_id)
        self.entering = Entering(desk, sheet.source, self.batch_id, result)
        self.seen_before = query.has_rows_of(self.store, sheet.source)
        self.seen_ids: set[int] = set()
        self.spread: reimport.Spread = set()
        self.touched: dict[int, str] = {}
        self.days = ("9999", "0000")

    def read(self, progress: Progress | None) -> None:
        result = self.result

        def tell(bytes_read: int) -> None:
            if progress is not None:
                progress(result.rows, bytes_read)

        entry = self.entering.entry
        chunk: list[EntryRow] = []
        for row in self.sheet.rows(tell):
            result.rows += 1
            if isinstance(row, BadRow):
                result.refused.append((row.line, f"{row.field}: {row.why}" if row.field else row.why))
                continue
            chunk.append(entry(row))
            if len(chunk) == CHUNK:
                self._write(chunk)
                chunk = []
        self._write(chunk)
        if self.seen_before:
            self._compare()
        adopt(self.desk)
        self._finish()

    def _write(self, chunk: list[EntryRow]) -> None:
        """Insert what is not stored yet, note what is."""
        fresh = self._unseen(chunk) if self.seen_before and chunk else chunk
        self.result.new += len(fresh)
        entries.insert(self.store, fresh)
        for row in fresh:
            self._touch(row)

    def _unseen(self, chunk: list[EntryRow]) -> list[EntryRow]:
        """The rows that are not stored; the days and names of all of them are what the file speaks of."""
        days = [row.worked_on for row in chunk]
        self.days = (min(self.days[0], *days), max(self.days[1], *days))
        self.spread.update((row.person_id, row.source_client, row.source_project) for row in chunk)
        known = query.stored(self.store, self.sheet.source, [row.source_key for row in chunk])
        fresh = [row for row in chunk if (row.source_key, row.ordinal) not in known]
        seen = [known[row.source_key, row.ordinal] for row in chunk if (row.source_key, row.ordinal) in known]
        self.seen_ids.update(seen)
        self.result.seen += len(seen)
        return fresh

    def _touch(self, row: EntryRow) -> None:
        """Note the earliest day on which a contract's work changed."""
        contract = row.contract_id
        if contract is not None and row.worked_on < self.touched.get(contract, "9999"):
            self.touched[contract] = row.worked_on

    def _compare(self) -> None:
        """Rows of the same source that are stored but not in the file: corrected there, or vanished."""
        found = reimport.compare(
            self.desk, self.sheet.source, self.batch_id, self.days, self.seen_ids, self.spread
        )
        self.result.new -= len(found.changed) + len(found.conflicts)
        self.result.changed += len(found.changed) + len(found.conflicts)
        self.result.conflicts = len(found.conflicts)
        self.result.vanished = len(found.vanished)
        reason = f"import {self.sheet.file.name}, batch {self.batch_id}"
        for before, after in reimport.apply(self.desk, found, self.batch_id, reason):
            self._touch(before)
            self._touch(after)

    def _finish(self) -> None:
        result = self.result
        result.new_people = self.entering.people.created
        for contract_id, since in self.touched.items():
            settle(self.store, [contract_id], self.desk.today, date.fromisoformat(since))
        digest = self.entering.digest.hexdigest()
        batches.close_batch(self.batch_id, result, digest)
        detail = {
            "file": result.file, "source": result.source, "rows": result.rows, "new": result.new,
            "seen": result.seen, "changed": result.changed, "refused": len(result.refused),
            "worked_seconds": result.worked_seconds, "digest": digest,
        }  # fmt: skip
        audit.record(self.store, self.desk.person_id, "import", "hours", detail=detail)
