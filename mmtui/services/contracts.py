"""Clients and contracts: signing, changing plans, pausing, topping up; each keeps the totals in step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from mmtui.db.commands import audit, contracts, people
from mmtui.db.commands.settle import settle
from mmtui.db.models.base import key
from mmtui.db.queries import books, clients, imports, today
from mmtui.domain.contracts import Agreement, Terms
from mmtui.domain.ledger import Row
from mmtui.domain.prepaid import PAYMENT, MoneyRow
from mmtui.errors import FieldError
from mmtui.services.desk import Desk
from mmtui.services.recount import recount


def add_person(desk: Desk, name: str, email: str = "", roles: Sequence[str] = ()) -> int:
    """A person of the office with roles; returns the id."""
    with desk.store.transaction():
        person_id = people.create(name, email, roles)
        audit.record(
            desk.store, desk.person_id, "create", "person", detail={"name": name, "roles": list(roles)}
        )
    return person_id


def change_person(desk: Desk, person_id: int, name: str, role: str) -> None:
    """Another name or first role; time sheets with the old name still find the person.

    FieldError for a name that is empty or somebody else's.
    """
    if not name:
        raise FieldError("person", "a person needs a name.", "Type one; every change carries it.")
    with desk.store.transaction():
        before, role_before = next(
            (row[1], row[2]) for row in today.people(desk.store) if row[0] == person_id
        )
        if imports.people_keys(desk.store).get(key(name), person_id) != person_id:
            raise FieldError("person", f"{name} is somebody else here.", "Choose another name.")
        detail: dict[str, Any] = {}
        if name != before:
            people.rename(person_id, name)
            people.add_alias(person_id, before)
            detail["name"] = {"from": before, "to": name}
        if role != role_before:
            people.change_role(person_id, role_before, role)
            detail["role"] = {"from": role_before, "to": role}
        if detail:
            audit.record(desk.store, desk.person_id, "change", "person", detail=detail)


def add_client(desk: Desk, name: str, notes: str = "") -> int:
    """A new client; FieldError when one of that name (without regard to case and spacing) exists."""
    with desk.store.transaction():
        if clients.client_id(desk.store, name) is not None:
            raise FieldError("client", f"there is a client {name} already.", "Choose another name.")
        client_id = contracts.create_client(name, notes)
        audit.record(
            desk.store, desk.person_id, "create", "client", client_id=client_id, detail={"name": name}
        )
    return client_id


def add_contact(
    desk: Desk, client_id: int, kind: str, name: str = "", email: str = "", phone: str = ""
) -> None:
    """A contact of a client: decision maker, billing, technical or cc."""
    with desk.store.transaction():
        contracts.add_contact(client_id, kind, name, email, phone)
        detail = {"kind": kind, "name": name, "email": email}
        audit.record(desk.store, desk.person_id, "create", "contact", client_id=client_id, detail=detail)


def sign(
    desk: Desk,
    client_id: int,
    name: str,
    terms: Terms,
    *,
    ends_on: date | None = None,
    anchor_day: int = 1,
    opening_minutes: int | None = None,
    payment_cents: int | None = None,
    projects: Sequence[str] = (),
    plutio_project: str = "",
    notes: str = "",
) -> int:
    """A contract that starts when its terms do; a payment makes it a prepaid block. Returns the id.

    FieldError when it ends before it starts, or overlaps another contract of the client with the same name.
    """
    if ends_on is not None and ends_on < terms.holds_from:
        raise FieldError("end", "the contract ends before it starts.", "Give an end on or after the start.")
    with desk.store.transaction():
        if clients.overlaps(desk.store, client_id, name, terms.holds_from, ends_on):
            raise FieldError(
                "contract",
                f"a contract {name} runs at that time already.",
                "End it first, or name this one differently.",
            )
        contract_id = contracts.create_contract(
            client_id, name, terms.holds_from, ends_on=ends_on, anchor_day=anchor_day,
            opening_minutes=opening_minutes, prepaid=payment_cents is not None, plutio_project=plutio_project,
            notes=notes,
        )  # fmt: skip
        contracts.add_terms(contract_id, terms, desk.person_id, "signed")
        contracts.add_project_names(contract_id, projects)
        if payment_cents:
            contracts.add_money(
                contract_id, MoneyRow(terms.holds_from, PAYMENT, payment_cents), "opening", desk.person_id
            )
        _told(desk, "sign", contract_id, {"contract": name, "terms": _plain(terms), "anchor": anchor_day})
        settle(desk.store, [contract_id], desk.today)
    return contract_id


def change_plan(desk: Desk, contract_id: int, terms: Terms, reason: str) -> None:
    """Other terms from a day on: prorated, in full at once, or from the next cycle."""
    with desk.store.transaction():
        agreement = books.agreement_of(desk.store, contract_id)
        if terms.holds_from < agreement.start:
            raise FieldError("from", "the change lies before the contract's start.", "Give a later date.")
        before = agreement.terms_on(terms.holds_from)
        contracts.add_terms(contract_id, terms, desk.person_id, reason)
        _told(desk, "change plan", contract_id, {"from": _plain(before), "to": _plain(terms)}, reason)
        if (before.rounding_minutes, before.rounding) != (terms.rounding_minutes, terms.rounding):
            recount(desk, contract_id, reason)
        settle(desk.store, [contract_id], desk.today)


def pause(desk: Desk, contract_id: int, starts_on: date, ends_on: date | None, reason: str) -> None:
    """Rest a contract; the last day is open when nobody knows it yet."""
    with desk.store.transaction():
        agreement = books.agreement_of(desk.store, contract_id)
        if any(
            starts_on <= (one.end or date.max) and one.start <= (ends_on or date.max)
            for one in agreement.pauses
        ):
            raise FieldError("from", "the contract is paused in those days already.", "Choose other days.")
        contracts.add_pause(contract_id, starts_on, ends_on, reason)
        _told(desk, "pause", contract_id, {"from": str(starts_on), "to": str(ends_on or "")}, reason)
        settle(desk.store, [contract_id], desk.today)


def add_row(desk: Desk, contract_id: int, meter: str, row: Row) -> None:
    """A top-up, adjustment or forfeit, with its reason as the row's label."""
    with desk.store.transaction():
        agreement = books.agreement_of(desk.store, contract_id)
        _refuse_outside(agreement, row.on)
        uuid = contracts.add_allowance(contract_id, meter, row, desk.person_id)
        detail = {"kind": row.kind, "amount": row.amount, "meter": meter, "dated": str(row.on), "row": uuid}
        _told(desk, "ledger", contract_id, detail, row.label)
        settle(desk.store, [contract_id], desk.today)


def add_payment(desk: Desk, contract_id: int, row: MoneyRow, reason: str = "") -> None:
    """A payment, credit or other invoice on a prepaid block."""
    with desk.store.transaction():
        contracts.add_money(contract_id, row, reason, desk.person_id)
        _told(
            desk, "money", contract_id, {"kind": row.kind, "cents": row.cents, "dated": str(row.on)}, reason
        )
        settle(desk.store, [contract_id], desk.today)


def log_count(
    desk: Desk, contract_id: int, meter: str, dated: date, state: str = "done", note: str = ""
) -> int:
    """A PM call or a sprint, planned or done; returns the id."""
    with desk.store.transaction():
        entry_id = contracts.add_count(contract_id, meter, dated, state, desk.person_id, note)
        _told(desk, "log", contract_id, {"meter": meter, "dated": str(dated), "state": state}, note)
        settle(desk.store, [contract_id], desk.today, since=dated)
    return entry_id


def changed_terms(desk: Desk, contract_id: int, holds_from: date, **figures: Any) -> Terms:
    """The terms in force on a day with some figures changed: what a plan change is made of."""
    with desk.store.session():
        agreement = books.agreement_of(desk.store, contract_id)
    return replace(agreement.terms_on(holds_from), holds_from=holds_from, **figures)


def _refuse_outside(agreement: Agreement, day: date) -> None:
    if agreement.cycle_on(day) is None or agreement.ended_on(day):
        last = "" if agreement.end is None else f" and up to {agreement.end:%m/%d/%y}"
        raise FieldError(
            "date",
            "the contract does not run on that day.",
            f"Give a day from {agreement.start:%m/%d/%y}{last}.",
        )


def _told(desk: Desk, action: str, contract_id: int, detail: dict[str, Any], reason: str = "") -> None:
    uuid, client_id = clients.contract_identity(desk.store, contract_id)
    audit.record(
        desk.store,
        desk.person_id,
        action,
        "contract",
        uuid,
        client_id=client_id,
        detail=detail,
        reason=reason,
    )


def _plain(terms: Terms) -> dict[str, Any]:
    return {
        name: str(value) if isinstance(value, (date, timedelta)) else value
        for name, value in asdict(terms).items()
    }
