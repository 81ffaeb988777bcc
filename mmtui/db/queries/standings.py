"""The kept totals of all contracts on a day, in one query."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from mmtui.db.connect import Store
from mmtui.domain.contracts import Pause
from mmtui.domain.stand import Named
from mmtui.domain.totals import Total

_FIELDS = ", ".join(f"t.{name}" for name in Total._fields)
EVER = "''"
_LISTED = f"""
SELECT k.id, k.client_id, c.name, k.name, k.starts_on, k.ends_on, k.prepaid, {_FIELDS}
FROM contract k
JOIN client c ON c.id = k.client_id
LEFT JOIN cycle_total t ON t.contract_id = k.id AND t.cycle_end >= {{day}}
    AND t.cycle_start BETWEEN {{first}} AND {{day}}
WHERE k.deleted_at = 0"""
LISTED = (
    f"{_LISTED.format(day='?', first='?')} AND (k.ends_on = '' OR k.ends_on >= ?)\nUNION ALL"
    f"{_LISTED.format(day='k.ends_on', first=EVER)} AND k.ends_on <> '' AND k.ends_on < ?"
)
"""Running contracts with the cycle of the day, and ended ones with the cycle they ended in.

Bound to the day, the earliest start that its cycle can have, and the day twice.
"""
LONGEST_CYCLE = timedelta(days=31)

NAMED = len(Named._fields)
_read = lru_cache(maxsize=4096)(date.fromisoformat)


def _day(text: str) -> date | None:
    return _read(text) if text else None


def rows(store: Store, on: date) -> list[tuple[Any, ...]]:
    """Every contract with what is kept of its cycle of a day, as stored; `parts` takes a row apart."""
    day = on.isoformat()
    found = store.execute(LISTED, (day, (on - LONGEST_CYCLE).isoformat(), day, day, day)).fetchall()
    return list(found)


def parts(row: tuple[Any, ...]) -> tuple[Named, Total | None]:
    """The contract of a row, and its kept total; None where it must be computed."""
    contract_id, client_id, client, contract, starts_on, ends_on, prepaid = row[:NAMED]
    named = Named(contract_id, client_id, client, contract, _read(starts_on), _day(ends_on), prepaid != 0)
    start, end, *others, steady_from, used_up_on, balance, block = row[NAMED:]
    if start is None:
        return named, None
    total = Total._make(
        (_read(start), _read(end), *others, _read(steady_from), _day(used_up_on), balance, block)
    )
    return named, total


def pauses(store: Store) -> dict[int, tuple[Pause, ...]]:
    """The pauses of every contract that has any, oldest first."""
    found: dict[int, list[Pause]] = defaultdict(list)
    for contract_id, start, end in store.rows(
        "SELECT contract_id, starts_on, ends_on FROM contract_pause WHERE deleted_at = 0 ORDER BY starts_on"
    ):
        found[contract_id].append(Pause(_read(start), _day(end)))
    return {contract_id: tuple(rests) for contract_id, rests in found.items()}


def without_total(store: Store, on: date) -> list[int]:
    """Running contracts whose cycle of a day has no kept total yet: nothing was written since it began."""
    day = on.isoformat()
    rows = store.rows(
        "SELECT k.id FROM contract k WHERE k.deleted_at = 0 AND k.starts_on <= ? "
        "AND (k.ends_on = '' OR k.ends_on >= ?) AND NOT EXISTS (SELECT 1 FROM cycle_total t "
        "WHERE t.contract_id = k.id AND t.cycle_start <= ? AND t.cycle_end >= ?)",
        (day, day, day, day),
    )
    return [int(row[0]) for row in rows]
