"""Logging hours: one entry saved with its totals, whatever is left of the allowance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mmtui import clock
from mmtui.db.commands import audit, entries
from mmtui.db.commands.entries import EntryRow
from mmtui.db.commands.settle import settle
from mmtui.db.models.base import new_uuid
from mmtui.db.queries import books, clients
from mmtui.domain.contracts import Agreement
from mmtui.domain.coverage import PLAN
from mmtui.domain.cycles import cycle_of
from mmtui.domain.rounding import account
from mmtui.services.desk import Desk

APP = "app"


@dataclass(frozen=True)
class NewEntry:
    """Work to log: `seconds` as worked, `coverage` what covers it, instants in seconds UTC where known."""

    contract_id: int
    person_id: int
    worked_on: date
    seconds: int
    note: str = ""
    activity: str = ""
    task: str = ""
    coverage: str = PLAN
    billable: bool | None = None
    started_at: int | None = None
    ended_at: int | None = None


def log(desk: Desk, entry: NewEntry) -> str:
    """Save one entry and bring the totals up to date, in one transaction; returns its uuid.

    Work that was done is never refused because hours ran out.
    """
    store = desk.store
    with store.transaction():
        row = _row(entry, books.agreement_of(store, entry.contract_id))
        entries.insert(store, [row])
        _, client_id = clients.contract_identity(store, entry.contract_id)
        detail = {
            "worked_on": row.worked_on,
            "minutes": row.minutes,
            "coverage": row.coverage,
            "note": row.note,
        }
        audit.record(store, desk.person_id, "log", "entry", row.uuid, client_id=client_id, detail=detail)
        settle(store, [entry.contract_id], desk.today, since=entry.worked_on)
    return row.uuid


def log_many(desk: Desk, work: Sequence[NewEntry]) -> list[str]:
    """Save entries in one transaction, with one audit row and one settling per contract; returns uuids."""
    store = desk.store
    by_contract: dict[int, list[NewEntry]] = defaultdict(list)
    for entry in work:
        by_contract[entry.contract_id].append(entry)
    with store.transaction():
        agreements = {contract_id: books.agreement_of(store, contract_id) for contract_id in by_contract}
        rows = [_row(entry, agreements[entry.contract_id]) for entry in work]
        entries.insert(store, rows)
        for contract_id, logged in by_contract.items():
            _tell(desk, contract_id, [row for row in rows if row.contract_id == contract_id])
            settle(store, [contract_id], desk.today, since=min(entry.worked_on for entry in logged))
    return [row.uuid for row in rows]


def _tell(desk: Desk, contract_id: int, rows: Sequence[EntryRow]) -> None:
    """One row of the audit trail for many entries of a contract."""
    contract_uuid, client_id = clients.contract_identity(desk.store, contract_id)
    days = [row.worked_on for row in rows]
    detail = {
        "entries": len(rows),
        "minutes": sum(row.minutes for row in rows),
        "from": min(days),
        "to": max(days),
    }
    audit.record(
        desk.store, desk.person_id, "log", "contract", contract_uuid, client_id=client_id, detail=detail
    )


def _row(entry: NewEntry, agreement: Agreement) -> EntryRow:
    """The entry as it is stored: its minutes by the terms of its day, its cycle by the contract's anchor."""
    terms = agreement.terms_on(entry.worked_on)
    cycle = cycle_of(entry.worked_on, agreement.anchor)
    uuid = new_uuid()
    return EntryRow(
        uuid=uuid, recorded_at=clock.now(), contract_id=entry.contract_id, person_id=entry.person_id,
        worked_on=entry.worked_on.isoformat(), cycle_start=cycle.start.isoformat(), seconds=entry.seconds,
        minutes=account(entry.seconds, terms.rounding_minutes, terms.rounding), coverage=entry.coverage,
        counted=1, billable=None if entry.billable is None else int(entry.billable), activity=entry.activity,
        task=entry.task, note=entry.note, started_at=entry.started_at, ended_at=entry.ended_at, source=APP,
        source_key=uuid, ordinal=0, source_start=None, source_client="", source_project="", source_text="",
        batch_id=None, line=None, flags="",
    )  # fmt: skip
