"""Rows by their number, told in names: date, person, client and what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from mmtui.db.connect import Store
from mmtui.domain.totals import Total


class NamedRow(NamedTuple):
    """A row as an office knows it; a name that can't be found is ''."""

    id: int
    dated: str
    person: str
    client: str
    contract: str
    kind: str
    amount: int


_OF_CONTRACT = "LEFT JOIN contract k ON k.id = t.contract_id LEFT JOIN client c ON c.id = k.client_id"
_BY = "LEFT JOIN person p ON p.id = t.person_id"


def _named(store: Store, columns: str, source: str, ids: Sequence[int]) -> list[NamedRow]:
    found: list[NamedRow] = []
    for at in range(0, len(ids), 400):
        some = ids[at : at + 400]
        marks = ",".join("?" * len(some))
        rows = store.rows(f"SELECT t.id, {columns} FROM {source} WHERE t.id IN ({marks}) ORDER BY t.id", some)
        found += [NamedRow._make("" if value is None else value for value in row) for row in rows]
    return found


def entries(store: Store, ids: Sequence[int]) -> list[NamedRow]:
    columns = "t.worked_on, p.name, COALESCE(c.name, t.source_client), k.name, t.coverage, t.minutes"
    return _named(store, columns, f"time_entry t {_BY} {_OF_CONTRACT}", ids)


def ledger_rows(store: Store, ids: Sequence[int]) -> list[NamedRow]:
    columns = "t.dated, p.name, c.name, k.name, t.kind, t.amount"
    return _named(store, columns, f"allowance_row t {_BY} {_OF_CONTRACT}", ids)


def money_rows(store: Store, ids: Sequence[int]) -> list[NamedRow]:
    columns = "t.dated, p.name, c.name, k.name, t.kind, t.cents"
    return _named(store, columns, f"money_row t {_BY} {_OF_CONTRACT}", ids)


def revisions(store: Store, ids: Sequence[int]) -> list[NamedRow]:
    """Earlier versions, by the entry they belong to; `amount` is the version."""
    columns = "e.worked_on, p.name, COALESCE(c.name, e.source_client), k.name, t.reason, t.version"
    source = (
        "time_entry_revision t LEFT JOIN time_entry e ON e.id = t.entry_id "
        "LEFT JOIN person p ON p.id = e.person_id LEFT JOIN contract k ON k.id = e.contract_id "
        "LEFT JOIN client c ON c.id = k.client_id"
    )
    return _named(store, columns, source, ids)


def audit_rows(store: Store, ids: Sequence[int]) -> list[NamedRow]:
    """Rows of the audit trail; `dated` is empty, `contract` the subject, `amount` the instant."""
    columns = "'', p.name, c.name, t.subject, t.action, t.at"
    return _named(store, columns, f"audit t {_BY} LEFT JOIN client c ON c.id = t.client_id", ids)


def client_names(store: Store) -> dict[int, str]:
    """Every client by id, removed ones too."""
    return {int(row[0]): str(row[1]) for row in store.rows("SELECT id, name FROM client")}


def kept_totals(store: Store, ids: Sequence[int]) -> dict[int, dict[str, tuple[Any, ...]]]:
    """The kept totals of contracts: contract id → cycle start → the columns of a Total as stored."""
    found: dict[int, dict[str, tuple[Any, ...]]] = {contract_id: {} for contract_id in ids}
    marks = ",".join("?" * len(ids))
    for contract_id, *values in store.rows(
        f"SELECT contract_id, {', '.join(Total._fields)} FROM cycle_total WHERE contract_id IN ({marks}) "
        f"ORDER BY contract_id, cycle_start",
        ids,
    ):
        found[contract_id][values[0]] = tuple(values)
    return found


def stray_totals(store: Store) -> int:
    """Kept totals of contracts that are removed or not there."""
    rows = store.rows(
        "SELECT COUNT(*) FROM cycle_total t LEFT JOIN contract k ON k.id = t.contract_id WHERE k.id IS NULL"
    )
    return int(rows[0][0])
