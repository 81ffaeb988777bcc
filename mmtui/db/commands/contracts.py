"""Clients, their contracts, and the rows of the ledger that people write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from mmtui import clock
from mmtui.db.models.base import digest, key, new_uuid
from mmtui.db.models.clients import Client, Contact
from mmtui.db.models.contracts import Contract, ContractPause, ContractTerms, ProjectName
from mmtui.db.models.ledger import AllowanceRow, CountEntry, MoneyRow
from mmtui.db.queries.clients import KnownContract
from mmtui.domain.contracts import Terms
from mmtui.domain.ledger import Row
from mmtui.domain.prepaid import MoneyRow as Money


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def create_client(name: str, notes: str = "") -> int:
    """A new client; returns the id."""
    client = Client.create(
        uuid=new_uuid(), recorded_at=clock.now(), name=name, name_key=key(name), notes=notes
    )
    return int(client.id)


def add_contact(client_id: int, kind: str, name: str = "", email: str = "", phone: str = "") -> None:
    """A contact of a client; one that is there already stays as it is."""
    Contact.insert(
        uuid=new_uuid(),
        recorded_at=clock.now(),
        client=client_id,
        kind=kind,
        name=name,
        email=email,
        phone=phone,
    ).on_conflict_ignore().execute()


def create_contract(
    client_id: int,
    name: str,
    starts_on: date,
    *,
    ends_on: date | None = None,
    anchor_day: int = 1,
    opening_minutes: int | None = None,
    prepaid: bool = False,
    plutio_project: str = "",
    notes: str = "",
) -> int:
    """A new contract without terms; returns the id."""
    contract = Contract.create(
        uuid=new_uuid(), recorded_at=clock.now(), client=client_id, name=name, name_key=key(name),
        starts_on=starts_on.isoformat(), ends_on=_iso(ends_on), anchor_day=anchor_day,
        opening_minutes=opening_minutes, prepaid=int(prepaid), plutio_project=plutio_project, notes=notes,
    )  # fmt: skip
    return int(contract.id)


def add_terms(contract_id: int, terms: Terms, person_id: int | None = None, reason: str = "") -> None:
    """Terms from a day on; a later revision for the same day replaces an earlier one."""
    earlier = (
        ContractTerms.select()
        .where(
            (ContractTerms.contract == contract_id)
            & (ContractTerms.holds_from == terms.holds_from.isoformat())
        )
        .count()
    )
    values = asdict(terms)
    values["change_mode"] = values.pop("change")
    values["holds_from"] = terms.holds_from.isoformat()
    values["thresholds"] = ";".join(str(percent) for percent in terms.thresholds)
    ContractTerms.create(
        uuid=new_uuid(), contract=contract_id, revision=earlier + 1, recorded_at=clock.now(), person=person_id,
        reason=reason, **values,
    )  # fmt: skip


def add_pause(contract_id: int, starts_on: date, ends_on: date | None, reason: str) -> None:
    ContractPause.create(
        uuid=new_uuid(), recorded_at=clock.now(), contract=contract_id, starts_on=starts_on.isoformat(),
        ends_on=_iso(ends_on), reason=reason,
    )  # fmt: skip


def add_project_names(contract_id: int, names: Iterable[str]) -> bool:
    """The names under which time sheets know a contract; whether any was new."""
    before = ProjectName.select().where(ProjectName.contract == contract_id).count()
    for name in names:
        ProjectName.insert(contract=contract_id, name=name, name_key=key(name)).on_conflict_ignore().execute()
    return int(ProjectName.select().where(ProjectName.contract == contract_id).count()) > before


def correct(known: KnownContract) -> None:
    """Write the corrected columns of a contract; its version counts the change."""
    values = known._asdict()
    del values["contract_id"], values["client_id"]
    Contract.update(version=Contract.version + 1, **values).where(Contract.id == known.contract_id).execute()


def add_allowance(
    contract_id: int, meter: str, row: Row, person_id: int | None = None, origin: str = "person"
) -> str:
    """Append a row to the ledger; returns its uuid."""
    values: dict[str, Any] = {
        "uuid": new_uuid(), "contract_id": contract_id, "meter": meter, "kind": row.kind,
        "dated": row.on.isoformat(), "amount": row.amount, "expires_on": _iso(row.expires_on), "origin": origin,
        "reason": row.label, "reverses_id": None, "person_id": person_id, "recorded_at": clock.now(),
    }  # fmt: skip
    AllowanceRow.create(**values, sha256=digest(*values.values()))
    return str(values["uuid"])


def add_money(contract_id: int, row: Money, reason: str = "", person_id: int | None = None) -> str:
    """Append a payment, credit or invoice to a prepaid block; returns its uuid."""
    values: dict[str, Any] = {
        "uuid": new_uuid(), "contract_id": contract_id, "kind": row.kind, "dated": row.on.isoformat(),
        "cents": row.cents, "reason": reason, "person_id": person_id, "recorded_at": clock.now(),
    }  # fmt: skip
    MoneyRow.create(**values, sha256=digest(*values.values()))
    return str(values["uuid"])


def add_count(contract_id: int, meter: str, dated: date, state: str, person_id: int | None, note: str) -> int:
    """A PM call or a sprint on a day, planned or done; returns the id."""
    entry = CountEntry.create(
        uuid=new_uuid(), recorded_at=clock.now(), contract=contract_id, meter=meter, dated=dated.isoformat(),
        state=state, person=person_id, note=note,
    )  # fmt: skip
    return int(entry.id)
