"""Entries counted again, after the anchor day or the rounding of their contract was corrected."""

from __future__ import annotations

from datetime import date

from mmtui.db.commands import entries
from mmtui.db.queries import books
from mmtui.domain.cycles import cycle_of
from mmtui.domain.rounding import account
from mmtui.services.desk import Desk


def recount(desk: Desk, contract_id: int, reason: str) -> int:
    """Put each entry of a contract into the cycle of its day and round it by the terms of its day.

    Figures that change are revisions with the reason; returns how many. Call it inside the transaction of the
    correction, before its totals are settled.
    """
    store = desk.store
    agreement = books.agreement_of(store, contract_id)
    moved: list[tuple[str, int]] = []
    revised = 0
    for entry_id, row in entries.read(store, "contract_id = ? AND deleted_at = 0", (contract_id,)):
        day = date.fromisoformat(row.worked_on)
        terms = agreement.terms_on(day)
        minutes = account(row.seconds, terms.rounding_minutes, terms.rounding) if row.counted else 0
        start = cycle_of(day, agreement.anchor).start.isoformat()
        if minutes != row.minutes:
            after = row._replace(minutes=minutes, cycle_start=start)
            entries.revise(store, entry_id, row, after, desk.person_id, reason)
            revised += 1
        elif start != row.cycle_start:
            moved.append((start, entry_id))
    store.executemany("UPDATE time_entry SET cycle_start = ? WHERE id = ?", moved)
    return revised
