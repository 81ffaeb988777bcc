"""Reading a time sheet into the office: previewed or saved, in one transaction, again and again without harm."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from mmtui import clock
from mmtui.db.commands import audit, batches, entries
from mmtui.db.commands.entries import EntryRow
from mmtui.db.commands.settle import settle
from mmtui.db.models.base import new_uuid
from mmtui.db.queries import imports as query
from mmtui.domain.rounding import account
from mmtui.errors import MmtuiError
from mmtui.imports.rows import BadRow, TimeRow, content_key
from mmtui.imports.timesheets import Timesheet
from mmtui.services import reimport
from mmtui.services.desk import Desk
from mmtui.services.resolving import Contracts, People, Target

CHUNK = 500
Progress = Callable[[int, int], None]
"""Told the rows read and the bytes read so far; it may raise CancelledError."""


class CancelledError(MmtuiError):
    """A person stopped the import; nothing was saved."""


class _DryRunError(Exception):
    """Leaves the transaction of a preview without saving it."""


@dataclass
class Tally:
    """Rows, raw seconds and accounted minutes of one client or person."""

    rows: int = 0
    seconds: int = 0
    minutes: int = 0

    def add(self, seconds: int, minutes: int) -> None:
        self.rows += 1
        self.seconds += seconds
        self.minutes += minutes


@dataclass
class HoursImport:
    """What an import did, or would do; rows = new + seen + changed + refused, a conflict counts as changed."""

    file: str
    source: str
    dry_run: bool
    rows: int = 0
    new: int = 0
    seen: int = 0
    changed: int = 0
    conflicts: int = 0
    vanished: int = 0
    worked_seconds: int = 0
    accounted_minutes: int = 0
    not_billable_seconds: int = 0
    unmapped: Counter[tuple[str, str]] = field(default_factory=Counter)
    refused: list[tuple[int, str]] = field(default_factory=list)
    flagged: list[tuple[int, str]] = field(default_factory=list)
    by_client: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_person: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    new_people: list[str] = field(default_factory=list)

    @property
    def needs_person(self) -> bool:
        """Whether somebody must look: rows refused, unmapped, vanished or in conflict."""
        return bool(self.refused or self.unmapped or self.vanished or self.conflicts)


def import_hours(
    desk: Desk, sheet: Timesheet, *, dry_run: bool = False, progress: Progress | None = None
) -> HoursImport:
    """Read a time sheet in one transaction; a dry run computes the same and saves nothing."""
    result = HoursImport(sheet.file.name, sheet.source, dry_run)
    try:
        with desk.store.transaction():
            _Run(desk, sheet, result).read(progress)
            if dry_run:
                raise _DryRunError
    except _DryRunError:
        pass
    return result


class _Run:
    """One import under way."""

    def __init__(self, desk: Desk, sheet: Timesheet, result: HoursImport) -> None:
        self.desk = desk
        self.store = desk.store
        self.sheet = sheet
        self.result = result
        self.contracts = Contracts(self.store)
        self.people = People(self.store, desk.person_id)
        self.batch_id = batches.open_batch(sheet.source, sheet.file.name, desk.person_id)
        self.times = Instants(desk.zone)
        self.seen_before = query.has_rows_of(self.store, sheet.source)
        self.seen_ids: set[int] = set()
        self.spread: reimport.Spread = set()
        self.ordinals: Counter[bytes] = Counter()
        self.touched: dict[int, date] = {}
        self.days = (date.max, date.min)
        self.digest = hashlib.sha256()
        self.uuids = Uuids()
        self.moment = clock.now()

    def read(self, progress: Progress | None) -> None:
        result = self.result

        def tell(bytes_read: int) -> None:
            if progress is not None:
                progress(result.rows, bytes_read)

        chunk: list[EntryRow] = []
        for row in self.sheet.rows(tell):
            result.rows += 1
            if isinstance(row, BadRow):
                result.refused.append((row.line, f"{row.field}: {row.why}" if row.field else row.why))
                continue
            chunk.append(self._entry(row))
            if len(chunk) == CHUNK:
                self._write(chunk)
                chunk = []
        self._write(chunk)
        if self.seen_before:
            self._compare()
        self._finish()

    def _entry(self, row: TimeRow) -> EntryRow:
        """The row as it will be stored; counted into the preview's totals on the way."""
        result = self.result
        key = content_key(row)
        ordinal = self.ordinals[key]
        self.ordinals[key] = ordinal + 1
        self.digest.update(key)
        person_id, person = self.people.find(row.person, row.email)
        day = row.worked_on
        target = self.contracts.find(row.client, row.project, day)
        seconds = row.seconds
        minutes = self._minutes(row, target)
        flags = self._flags(row, target, ordinal)
        if flags:
            result.flagged.append((row.line, flags))
        if row.counts:
            result.worked_seconds += seconds
            result.not_billable_seconds += seconds if row.billable is False else 0
            result.accounted_minutes += 0 if target is None else minutes
            result.by_client[row.client or row.project if target is None else target.client].add(
                seconds, minutes
            )
            result.by_person[person].add(seconds, minutes)
        if target is None:
            result.unmapped[row.client, row.project] += 1
        self.spread.add((person_id, row.client, row.project))
        first, last = self.days
        if day < first or day > last:
            self.days = (min(first, day), max(last, day))
        start = row.start
        midnight = self.times.midnight(day) if start is not None else 0
        return EntryRow(
            self.uuids.next(), self.moment,
            None if target is None else target.contract_id,
            person_id, self.times.iso(day),
            "" if target is None else self.times.iso(target.cycle(day).start),
            seconds, minutes,
            "plan" if target is None else target.coverage,
            1 if row.counts else 0,
            None if row.billable is None else int(row.billable),
            row.task, row.task, row.note,
            None if start is None else self.times.instant(day, start, midnight),
            None if start is None or row.end is None else self.times.instant(day, row.end, midnight),
            self.sheet.source, key.hex(), ordinal, start, row.client, row.project, row.source_text,
            self.batch_id, row.line, flags,
        )  # fmt: skip

    def _minutes(self, row: TimeRow, target: Target | None) -> int:
        if not row.counts:
            return 0
        if target is None:
            return account(row.seconds)
        terms = target.agreement.terms_on(row.worked_on)
        return account(row.seconds, terms.rounding_minutes, terms.rounding)

    def _flags(self, row: TimeRow, target: Target | None, ordinal: int) -> str:
        told = list(row.flags)
        if ordinal:
            told.append("the same as an earlier row; both are kept")
        if target is not None and (remark := target.remark(row.worked_on)):
            told.append(remark)
        if row.worked_on > self.desk.today:
            told.append("lies in the future")
        return "; ".join(told)

    def _write(self, chunk: list[EntryRow]) -> None:
        """Insert what is not stored yet, note what is."""
        known: dict[tuple[str, int], int] = {}
        if self.seen_before and chunk:
            known = query.stored(self.store, self.sheet.source, [row.source_key for row in chunk])
        fresh = [row for row in chunk if (row.source_key, row.ordinal) not in known] if known else chunk
        self.seen_ids.update(
            known[row.source_key, row.ordinal] for row in chunk if (row.source_key, row.ordinal) in known
        )
        self.result.seen += len(chunk) - len(fresh)
        self.result.new += len(fresh)
        entries.insert(self.store, fresh)
        for row in fresh:
            self._touch(row)

    def _touch(self, row: EntryRow) -> None:
        if row.contract_id is not None:
            day = date.fromisoformat(row.worked_on)
            self.touched[row.contract_id] = min(self.touched.get(row.contract_id, day), day)

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
        result.new_people = self.people.created
        for contract_id, since in self.touched.items():
            settle(self.store, [contract_id], self.desk.today, since)
        digest = self.digest.hexdigest()
        batches.close_batch(self.batch_id, result, digest)
        detail = {
            "file": result.file, "source": result.source, "rows": result.rows, "new": result.new,
            "seen": result.seen, "changed": result.changed, "refused": len(result.refused),
            "worked_seconds": result.worked_seconds, "digest": digest,
        }  # fmt: skip
        audit.record(self.store, self.desk.person_id, "import", "hours", detail=detail)


class Uuids:
    """UUIDs of version 7 one after the other, from one random start."""

    def __init__(self) -> None:
        self._next = int(new_uuid(), 16) & ~(0xFFFFFFFFFF)

    def next(self) -> str:
        self._next += 1
        return f"{self._next:032x}"


class Instants:
    """Wall clock times of the office as instants in UTC seconds; quick where the day has one offset only."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)
        self._midnights: dict[date, int | None] = {}
        self._texts: dict[date, str] = {}

    def iso(self, day: date) -> str:
        text = self._texts.get(day)
        if text is None:
            text = self._texts[day] = day.isoformat()
        return text

    def midnight(self, day: date) -> int | None:
        """The instant of the day's local midnight, None on a day on which the clock changes."""
        if day not in self._midnights:
            begin = self._at(day, 0)
            self._midnights[day] = begin if self._at(day + timedelta(days=2), 0) - begin == 172_800 else None
        return self._midnights[day]

    def instant(self, day: date, seconds: int, midnight: int | None) -> int:
        """The instant `seconds` after midnight on the wall clock."""
        return midnight + seconds if midnight is not None else self._at(day, seconds)

    def _at(self, day: date, seconds: int) -> int:
        wall = datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)
        return int(wall.replace(tzinfo=self._zone).astimezone(UTC).timestamp())
