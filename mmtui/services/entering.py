"""From a row of a time sheet to the entry that is stored: whose it is, what it counts, what is to be said of it.

Time sheets repeat their people, clients and projects, so what is known of them is looked up once.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mmtui import clock
from mmtui.db.commands.entries import EntryRow
from mmtui.domain.coverage import PLAN
from mmtui.domain.cycles import cycle_of
from mmtui.domain.rounding import account
from mmtui.imports.rows import CONTRADICTS, NO_DURATION, TimeRow, content_key
from mmtui.services.desk import Desk
from mmtui.services.import_result import HoursImport, Tally
from mmtui.services.instants import Instants, Uuids
from mmtui.services.resolving import Contracts, People, Target


class _Who(NamedTuple):
    """A person of the time sheet with the totals of the preview."""

    person_id: int
    tally: Tally


@dataclass(slots=True)
class _Whose:
    """A client and project of the time sheet: its contract (None: kept aside), and how its time is rounded.

    `steady_from` is the first day from which nothing of the contract changes and there is nothing to say of
    the work; a row before it is looked up by its day.
    """

    target: Target | None
    contract_id: int | None
    coverage: str
    increment: int
    rounding: str
    anchor: int
    tally: Tally
    steady_from: date


class Entering:
    """Makes the entries of one import and counts them into its result."""

    def __init__(self, desk: Desk, source: str, batch_id: int, result: HoursImport) -> None:
        self.result = result
        self.source = source
        self.batch_id = batch_id
        self.today = desk.today
        self.contracts = Contracts(desk.store)
        self.people = People(desk.store, desk.person_id)
        self.times = Instants(desk.zone)
        self.uuids = Uuids()
        self.moment = clock.now()
        self.digest = hashlib.sha256()
        self.ordinals: Counter[bytes] = Counter()
        self._who: dict[tuple[str, str], _Who] = {}
        self._whose: dict[tuple[str, str], _Whose] = {}
        self._cycles: dict[tuple[int, date], str] = {}

    def entry(self, row: TimeRow) -> EntryRow:
        """The row as it will be stored; counted into the totals on the way."""
        day = row.worked_on
        key = content_key(row)
        self.digest.update(key)
        ordinal = self.ordinals.get(key, 0)
        self.ordinals[key] = ordinal + 1
        started_at, ended_at = self.times.both(day, row.start, row.end, row.seconds)
        if ended_at is not None and NO_DURATION in row.flags:  # the wall clock is wrong when clocks change
            row = row._replace(seconds=ended_at - (started_at or 0))
        who = self._who.get((row.person, row.email)) or self._person(row)
        whose = self._whose.get((row.client, row.project)) or self._contract(row)
        if day < whose.steady_from:
            whose = self._on_day(row, day)
        minutes = account(row.seconds, whose.increment, whose.rounding) if row.counts else 0
        flags = ""
        if row.flags or ordinal or day < whose.steady_from or day > self.today:
            agrees = ended_at is not None and ended_at - (started_at or 0) == row.seconds
            flags = self._flags(row, whose.target, ordinal, agrees)
        self._count(row, who, whose, minutes)
        return EntryRow(
            self.uuids.next(), self.moment, whose.contract_id, who.person_id, self.times.iso(day),
            "" if whose.target is None else self._cycle(whose.anchor, day), row.seconds, minutes, whose.coverage,
            1 if row.counts else 0, None if row.billable is None else int(row.billable), row.task, row.task, row.note,
            started_at, ended_at, self.source, key.hex(), ordinal, row.start, row.client, row.project,
            row.source_text, self.batch_id, row.line, flags,
        )  # fmt: skip

    def _count(self, row: TimeRow, who: _Who, whose: _Whose, minutes: int) -> None:
        """Into the totals: a break counts nowhere, an unmapped row is worked but not accounted."""
        result, seconds = self.result, row.seconds
        if whose.target is None:
            result.unmapped[row.client, row.project] += 1
            minutes = 0
        if row.counts:
            result.worked_seconds += seconds
            result.accounted_minutes += minutes
            if row.billable is False:
                result.not_billable_seconds += seconds
            whose.tally.add(seconds, minutes)
            who.tally.add(seconds, minutes)

    def _person(self, row: TimeRow) -> _Who:
        person_id, name = self.people.find(row.person, row.email)
        found = self._who[row.person, row.email] = _Who(person_id, self.result.by_person[name])
        return found

    def _contract(self, row: TimeRow) -> _Whose:
        """What holds for a client and project on any day, or from some day on; the rest is asked by day."""
        target = self.contracts.always(row.client, row.project)
        steady_from = date.max
        if target is not None:
            agreement = target.agreement
            if agreement.end is None and not agreement.pauses:
                steady_from = max(terms.holds_from for terms in agreement.terms)
        elif not self.contracts.any(row.client, row.project):
            steady_from = date.min
        found = self._whose[row.client, row.project] = self._known(row, target, date.max, steady_from)
        return found

    def _on_day(self, row: TimeRow, day: date) -> _Whose:
        return self._known(row, self.contracts.find(row.client, row.project, day), day, date.max)

    def _known(self, row: TimeRow, target: Target | None, day: date, steady_from: date) -> _Whose:
        if target is None:
            tally = self.result.by_client[row.client or row.project]
            return _Whose(None, None, PLAN, 1, "nearest", 1, tally, steady_from)
        terms = target.agreement.terms_on(day)
        return _Whose(
            target, target.contract_id, target.coverage, terms.rounding_minutes, terms.rounding,
            target.agreement.anchor, self.result.by_client[target.client], steady_from,
        )  # fmt: skip

    def _cycle(self, anchor: int, day: date) -> str:
        """The first day of the cycle, ISO."""
        found = self._cycles.get((anchor, day))
        if found is None:
            found = self._cycles[anchor, day] = cycle_of(day, anchor).start.isoformat()
        return found

    def _flags(self, row: TimeRow, target: Target | None, ordinal: int, agrees: bool) -> str:
        """What is to be said of the row; on nights when clocks change a duration may `agree` all the same."""
        told = [flag for flag in row.flags if not (agrees and flag.startswith(CONTRADICTS))]
        if ordinal:
            told.append("the same as an earlier row; both are kept")
        if target is not None and (remark := target.remark(row.worked_on)):
            told.append(remark)
        if row.worked_on > self.today:
            told.append("lies in the future")
        text = "; ".join(told)
        if text:
            self.result.flagged.append((row.line, text))
        return text
