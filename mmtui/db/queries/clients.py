"""Clients and contracts by name."""

from __future__ import annotations

from datetime import date

from mmtui.db.connect import Store
from mmtui.db.models.base import key
from mmtui.domain.plans import Plan


def client_id(store: Store, name: str) -> int | None:
    """The living client of that name, without regard to case and spacing."""
    rows = store.rows("SELECT id FROM client WHERE name_key = ? AND deleted_at = 0", (key(name),))
    return int(rows[0][0]) if rows else None


def contract_identity(store: Store, contract_id: int) -> tuple[str, int]:
    """The uuid of a contract and the id of its client."""
    uuid, owner = store.rows("SELECT uuid, client_id FROM contract WHERE id = ?", (contract_id,))[0]
    return str(uuid), int(owner)


def overlaps(store: Store, owner: int, name: str, starts_on: date, ends_on: date | None) -> bool:
    """Whether the client has a contract of that name that runs in some of those days."""
    last = ends_on.isoformat() if ends_on else "9999-12-31"
    found = store.rows(
        "SELECT 1 FROM contract WHERE client_id = ? AND name_key = ? AND deleted_at = 0 AND starts_on <= ? "
        "AND (ends_on = '' OR ends_on >= ?)",
        (owner, key(name), last, starts_on.isoformat()),
    )
    return bool(found)


def names(store: Store) -> list[tuple[int, str]]:
    """Every living client with its id, by name."""
    return [
        (int(row[0]), str(row[1]))
        for row in store.rows("SELECT id, name FROM client WHERE deleted_at = 0 ORDER BY name_key")
    ]


def catalogue(store: Store) -> list[Plan]:
    """The plans that the office sells, in the catalogue's order."""
    rows = store.rows(
        "SELECT family, name, hours, calls, sprints, phone, fee_cents, price_cents, prepaid FROM plan "
        "WHERE deleted_at = 0 ORDER BY sort, id"
    )
    return [_plan(*row) for row in rows]


def _plan(
    family: str,
    name: str,
    hours: int,
    calls: int,
    sprints: int,
    phone: int,
    fee: int,
    price: int,
    prepaid: int,
) -> Plan:
    return Plan(family, name, hours, calls, sprints, phone, fee, price, bool(prepaid))
