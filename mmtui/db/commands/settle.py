"""Keep the totals of every cycle in step with the rows, in the transaction that changes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from mmtui.db.connect import Store
from mmtui.db.queries import books
from mmtui.domain.cycles import cycle_of
from mmtui.domain.totals import Total, totals

COLUMNS = ("contract_id", *Total._fields)
KEPT = COLUMNS[3:]
UPSERT = (
    f"INSERT INTO cycle_total ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))}) "
    f"ON CONFLICT (contract_id, cycle_start) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in ("cycle_end", *KEPT))
)


def settle(store: Store, contract_ids: Iterable[int], through: date, since: date | None = None) -> None:
    """Compute the totals of contracts again up to the cycle of `through`, from the cycle of `since` on.

    Call it inside the transaction that changed entries, rows or terms; `since` is the earliest day changed.
    """
    for contract_id, contracted in books.load(store, list(contract_ids), since).items():
        kept = contracted.books
        last = max([through, *(one.last_on for sums in kept.sums.values() for one in sums.values())])
        made = totals(kept, last, since)
        store.executemany(UPSERT, [_columns(contract_id, total) for total in made])
        first = None if since is None else cycle_of(since, kept.agreement.anchor).start
        _forget_others(store, contract_id, made, first)


def _forget_others(store: Store, contract_id: int, made: Sequence[Total], first: date | None) -> None:
    """Remove totals from `first` on that were not computed again: they hold no longer, or lie ahead."""
    starts = [total.cycle_start.isoformat() for total in made]
    others = f" AND cycle_start NOT IN ({', '.join('?' * len(starts))})" if starts else ""
    store.execute(
        f"DELETE FROM cycle_total WHERE contract_id = ? AND cycle_start >= ?{others}",
        (contract_id, first.isoformat() if first else "", *starts),
    )


def _columns(contract_id: int, total: Total) -> tuple[Any, ...]:
    return (contract_id, *(_stored(name, value) for name, value in zip(Total._fields, total, strict=True)))


def _stored(name: str, value: Any) -> Any:
    if name == "used_up_on" and value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else value
