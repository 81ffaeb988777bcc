"""The kept totals of all contracts on a day, in one query."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import lru_cache
from typing import Any

from mmtui.db.connect import Store
from mmtui.domain.contracts import Pause
from mmtui.domain.stand import Named
from mmtui.domain.totals import Total

_FIELDS = ", ".join(f"t.{name}" for name in Total._fields)
_LISTED = f"""
SELECT k.id, k.client_id, c.name, k.name, k.starts_on, k.ends_on, k.prepaid, {_FIELDS}
FROM contract k
JOIN client c ON c.id = k.client_id
LEFT JOIN cycle_total t ON t.contract_id = k.id AND t.cycle_end >= {{day}} AND t.cycle_start <= {{day}}
WHERE k.deleted_at = 0"""
LISTED = (
    f"{_LISTED.format(day='?')} AND (k.ends_on = '' OR k.ends_on >= ?)\nUNION ALL"
    f"{_LISTED.format(day='k.ends_on')} AND k.ends_on <> '' AND k.ends_on < ?"
)
"""Running contracts with the cycle of the day, and ended ones with the cycle they ended in."""

NAMED = len(Named._fields)
STEADY = NAMED + Total._fields.index("steady_from")
_read = lru_cache(maxsize=4096)(date.fromisoformat)


def _day(text: str) -> date | None:
    return _read(text) if text else None


def kept(store: Store, on: date) -> list[tuple[Named, Total | None]]:
    """Every contract with the kept total that holds on a day, None where it must be computed."""
    day = on.isoformat()
    found: list[tuple[Named, Total | None]] = []
    for row in store.execute(LISTED, (day, day, day, day)).fetchall():
        ends_on = _day(row[5])
        named = Named(row[0], row[1], row[2], row[3], _read(row[4]), ends_on, row[6] != 0)
        holds = row[NAMED] is not None and row[STEADY] <= day
        found.append((named, _total(row) if holds else None))
    return found


def _total(row: tuple[Any, ...]) -> Total:
    start, end, *others, steady_from, used_up_on, balance, block = row[NAMED:]
    return Total._make(
        (_read(start), _read(end), *others, _read(steady_from), _day(used_up_on), balance, block)
    )


def pauses(store: Store) -> dict[int, tuple[Pause, ...]]:
    """The pauses of every contract that has any, oldest first."""
    found: dict[int, list[Pause]] = defaultdict(list)
    for contract_id, start, end in store.rows(
        "SELECT contract_id, starts_on, ends_on FROM contract_pause WHERE deleted_at = 0 ORDER BY starts_on"
    ):
        found[contract_id].append(Pause(_read(start), _day(end)))
    return {contract_id: tuple(rests) for contract_id, rests in found.items()}
