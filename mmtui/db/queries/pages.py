"""What the client page lists: contacts, entries, and counts."""

from __future__ import annotations

from datetime import date
from typing import Any

from mmtui.db.connect import Store
from mmtui.domain.cycles import Cycle
from mmtui.domain.explain import Work
from mmtui.domain.pages import ContactLine, EntryLine


def contacts(store: Store, client_id: int) -> tuple[ContactLine, ...]:
    """The people at a client, decision makers first."""
    rows = store.rows(
        "SELECT name, kind, email, phone FROM contact WHERE client_id = ? AND deleted_at = 0 "
        "ORDER BY CASE kind WHEN 'decision maker' THEN 0 WHEN 'billing' THEN 1 WHEN 'technical' THEN 2 ELSE 3 END, id",
        (client_id,),
    )
    return tuple(ContactLine._make(row) for row in rows)


def entries(
    store: Store, contract_id: int, cycle: Cycle, on: date, offset: int, limit: int
) -> list[EntryLine]:
    """A window of a cycle's entries up to a day, newest first."""
    rows = store.rows(
        "SELECT e.worked_on, p.name, e.activity, e.note, e.minutes, e.coverage, e.flags, e.task FROM time_entry e "
        "JOIN person p ON p.id = e.person_id WHERE e.contract_id = ? AND e.cycle_start = ? AND e.deleted_at = 0 "
        "AND e.worked_on <= ? ORDER BY e.worked_on DESC, e.started_at DESC, e.id DESC LIMIT ? OFFSET ?",
        (contract_id, cycle.start.isoformat(), on.isoformat(), limit, offset),
    )
    return [_entry(row) for row in rows]


def entry_count(store: Store, contract_id: int, cycle: Cycle, on: date) -> int:
    rows = store.rows(
        "SELECT COUNT(*) FROM time_entry WHERE contract_id = ? AND cycle_start = ? AND deleted_at = 0 "
        "AND worked_on <= ?",
        (contract_id, cycle.start.isoformat(), on.isoformat()),
    )
    return int(rows[0][0])


def work(store: Store, contract_id: int, cycle: Cycle, meter: str) -> list[Work]:
    """Everything done in a cycle, as the tree of a figure shows it."""
    if meter in ("calls", "sprints"):
        rows = store.rows(
            "SELECT c.dated, COALESCE(p.name, ''), c.note FROM count_entry c LEFT JOIN person p ON p.id = c.person_id "
            "WHERE c.contract_id = ? AND c.meter = ? AND c.state = 'done' AND c.deleted_at = 0 "
            "AND c.dated BETWEEN ? AND ? ORDER BY c.dated, c.id",
            (contract_id, meter, cycle.start.isoformat(), cycle.end.isoformat()),
        )
        return [Work(date.fromisoformat(day), person, note, 1, meter) for day, person, note in rows]
    rows = store.rows(
        "SELECT e.worked_on, p.name, e.note, e.minutes, e.coverage FROM time_entry e "
        "JOIN person p ON p.id = e.person_id "
        "WHERE e.contract_id = ? AND e.cycle_start = ? AND e.deleted_at = 0 ORDER BY e.worked_on, e.started_at, e.id",
        (contract_id, cycle.start.isoformat()),
    )
    return [Work(date.fromisoformat(row[0]), *row[1:]) for row in rows]


def next_planned(store: Store, contract_id: int, meter: str, on: date) -> date | None:
    """The next planned call or sprint, on the day or later."""
    rows = store.rows(
        "SELECT MIN(dated) FROM count_entry WHERE contract_id = ? AND meter = ? AND state = 'planned' "
        "AND deleted_at = 0 AND dated >= ?",
        (contract_id, meter, on.isoformat()),
    )
    return date.fromisoformat(rows[0][0]) if rows[0][0] else None


def _entry(row: tuple[Any, ...]) -> EntryLine:
    day, person, activity, note, minutes, coverage, flags, task = row
    told = [part for part in flags.split("; ") if part]
    if not activity:
        told.append("no activity")
    return EntryLine(date.fromisoformat(day), person, activity, note or task, minutes, coverage, tuple(told))
