"""Clients and contracts by name."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

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


class KnownContract(NamedTuple):
    """The columns of a contract that a client list can correct."""

    contract_id: int
    client_id: int
    ends_on: str
    anchor_day: int
    opening_minutes: int | None
    plutio_project: str
    notes: str


def contract_at(store: Store, owner: int, name: str, starts_on: date) -> KnownContract | None:
    """The client's contract of that name that starts on that day."""
    rows = store.rows(
        "SELECT id, client_id, ends_on, anchor_day, opening_minutes, plutio_project, notes FROM contract "
        "WHERE client_id = ? AND name_key = ? AND starts_on = ? AND deleted_at = 0",
        (owner, key(name), starts_on.isoformat()),
    )
    return KnownContract._make(rows[0]) if rows else None


def contact_count(store: Store, owner: int) -> int:
    """How many living contacts a client has."""
    return int(
        store.rows("SELECT COUNT(*) FROM contact WHERE client_id = ? AND deleted_at = 0", (owner,))[0][0]
    )


def overlaps(store: Store, owner: int, name: str, starts_on: date, ends_on: date | None) -> bool:
    """Whether the client has a contract of that name that runs in some of those days."""
    last = ends_on.isoformat() if ends_on else "9999-12-31"
    found = store.rows(
        "SELECT 1 FROM contract WHERE client_id = ? AND name_key = ? AND deleted_at = 0 AND starts_on <= ? "
        "AND (ends_on = '' OR ends_on >= ?)",
        (owner, key(name), last, starts_on.isoformat()),
    )
    return bool(found)


def client_name(store: Store, owner: int) -> str | None:
    rows = store.rows("SELECT name FROM client WHERE id = ? AND deleted_at = 0", (owner,))
    return str(rows[0][0]) if rows else None


def contracts_of(store: Store, owner: int) -> list[int]:
    """The ids of a client's living contracts, oldest first."""
    rows = store.rows(
        "SELECT id FROM contract WHERE client_id = ? AND deleted_at = 0 ORDER BY starts_on, id", (owner,)
    )
    return [int(row[0]) for row in rows]


def contract_names(store: Store) -> list[tuple[int, str, str]]:
    """Every living contract as (id, client, contract), by client."""
    rows = store.rows(
        "SELECT k.id, c.name, k.name FROM contract k JOIN client c ON c.id = k.client_id "
        "WHERE k.deleted_at = 0 ORDER BY c.name_key, k.name_key, k.starts_on"
    )
    return [(int(row[0]), row[1], row[2]) for row in rows]


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
