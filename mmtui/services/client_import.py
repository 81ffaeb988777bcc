"""Reading a client list: clients, contacts and contracts, new ones signed, known ones compared."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from mmtui.db.commands import audit, contracts
from mmtui.db.commands.settle import settle
from mmtui.db.models.base import key
from mmtui.db.queries import books, clients
from mmtui.domain.contracts import Terms
from mmtui.domain.money import price
from mmtui.domain.plans import Plan, find_plan
from mmtui.errors import FieldError, MmtuiError
from mmtui.imports.clients import ClientList, ClientRow
from mmtui.imports.rows import BadRow
from mmtui.services.contracts import sign
from mmtui.services.desk import Desk
from mmtui.services.mapping import adopt
from mmtui.services.office import office_settings
from mmtui.services.recount import recount


@dataclass
class ClientsImport:
    """What an import of a client list did, or would do; rows = new + seen + changed + refused."""

    file: str
    dry_run: bool
    rows: int = 0
    new: int = 0
    seen: int = 0
    changed: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    told: list[tuple[int, str, str, str]] = field(default_factory=list)
    """Line, client, contract and what becomes of it: new, seen or changed."""
    read: list[tuple[ClientRow, int | None, str]] = field(default_factory=list)
    """The same rows with all their cells, and the minutes per cycle that they or their plan give."""

    @property
    def needs_person(self) -> bool:
        return bool(self.refused)


def import_clients(desk: Desk, listed: ClientList, *, dry_run: bool = False) -> ClientsImport:
    """Read a client list in one transaction; rows that can't be right are refused and the others saved."""
    result = ClientsImport(listed.file.name, dry_run)
    with desk.store.rehearsal(keep=not dry_run):
        run = _Run(desk, result)
        for row in listed.rows():
            run.take(row)
        adopt(desk)
        counts = {name: getattr(result, name) for name in ("file", "rows", "new", "seen", "changed")}
        audit.record(desk.store, desk.person_id, "import", "clients", detail=counts)
    return result


class _Run:
    def __init__(self, desk: Desk, result: ClientsImport) -> None:
        self.desk = desk
        self.store = desk.store
        self.result = result
        self.plans = clients.catalogue(desk.store)
        self.rate_cents = office_settings(desk.store).rate_cents
        self.lines: dict[tuple[str, str, str], int] = {}

    def take(self, row: ClientRow | BadRow) -> None:
        self.result.rows += 1
        if isinstance(row, BadRow):
            self._refuse(row.line, row.field, row.why)
            return
        try:
            with self.store.database.atomic():
                outcome = self._save(row)
        except FieldError as error:
            self._refuse(row.line, error.field, MmtuiError(error.what, error.do).sentence)
            return
        setattr(self.result, outcome, getattr(self.result, outcome) + 1)
        self.result.told.append((row.line, row.client, row.contract, outcome))
        hours = self._plan(row).hours_minutes if row.minutes is None else row.minutes
        self.result.read.append((row, hours, outcome))

    def _refuse(self, line: int, column: str, why: str) -> None:
        self.result.refused.append((line, f"{column}: {why}" if column else why))

    def _save(self, row: ClientRow) -> str:
        earlier = self.lines.setdefault((key(row.client), key(row.contract), row.start.isoformat()), row.line)
        if earlier != row.line:
            raise FieldError(
                "contract", f"the same contract is in line {earlier} already.", "Leave one of them."
            )
        plan = self._plan(row)
        terms = self._terms(row, plan)
        client_id = clients.client_id(self.store, row.client)
        known = (
            None if client_id is None else clients.contract_at(self.store, client_id, row.contract, row.start)
        )
        if client_id is None:
            client_id = contracts.create_client(row.client)
        if known is not None:
            return self._compare(known, row, terms)
        self._contacts(client_id, row)
        sign(
            self.desk, client_id, row.contract, terms, ends_on=row.end, anchor_day=row.anchor_day,
            opening_minutes=row.opening_minutes, payment_cents=self._payment(row, plan), projects=row.projects,
            plutio_project=row.plutio_project, notes=row.notes,
        )  # fmt: skip
        return "new"

    def _plan(self, row: ClientRow) -> Plan:
        """The plan by family and name; a name that only another family has is found there."""
        try:
            return find_plan(self.plans, row.family, row.plan)
        except FieldError as error:
            try:
                return find_plan(self.plans, None, row.plan)
            except FieldError:
                raise error from None

    def _payment(self, row: ClientRow, plan: Plan) -> int | None:
        """What opens a prepaid block: its hours at the rate of the start date; None for another plan."""
        return price(row.minutes or 0, self.rate_cents) if plan.prepaid else None

    def _terms(self, row: ClientRow, plan: Plan) -> Terms:
        hours = plan.hours_minutes if row.minutes is None else row.minutes
        return Terms(
            row.start, plan.family, plan.name, None if plan.prepaid else hours, plan.phone_minutes, plan.calls,
            plan.sprints, rollover=row.rollover, rollover_cap=row.rollover_cap_minutes,
            rollover_cycles=row.rollover_cycles or 1, rounding_minutes=row.rounding_minutes, rounding=row.rounding,
            thresholds=row.thresholds, price_cents=plan.price_cents,
            rate_cents=self.rate_cents if plan.prepaid else None,
        )  # fmt: skip

    def _contacts(self, client_id: int, row: ClientRow) -> bool:
        """Add the contacts that are not there yet; whether there were any."""
        before = clients.contact_count(self.store, client_id)
        if row.contact or row.email:
            contracts.add_contact(client_id, "decision maker", row.contact, row.email)
        for address in row.cc:
            contracts.add_contact(client_id, "cc", "", address)
        return clients.contact_count(self.store, client_id) > before

    def _compare(self, known: clients.KnownContract, row: ClientRow, terms: Terms) -> str:
        """A contract that is there: corrected where the file says otherwise, its later plan changes kept."""
        agreement = books.agreement_of(self.store, known.contract_id)
        corrected = known._replace(
            ends_on=row.end.isoformat() if row.end else "", anchor_day=row.anchor_day,
            opening_minutes=row.opening_minutes, plutio_project=row.plutio_project, notes=row.notes,
        )  # fmt: skip
        first = replace(agreement.terms[0], rate_cents=terms.rate_cents)
        changed = self._contacts(known.client_id, row)
        changed = contracts.add_project_names(known.contract_id, row.projects) or changed
        if first != terms:
            contracts.add_terms(known.contract_id, terms, self.desk.person_id, "corrected by the client list")
            changed = True
        if corrected != known:
            contracts.correct(corrected)
            changed = True
        if not changed:
            return "seen"
        detail = {"contract": row.contract, "line": row.line, "file": self.result.file}
        audit.record(
            self.store, self.desk.person_id, "correct", "contract", client_id=known.client_id, detail=detail
        )
        if corrected.anchor_day != known.anchor_day or _rounds_otherwise(first, terms):
            recount(self.desk, known.contract_id, "corrected by the client list")
        settle(self.store, [known.contract_id], self.desk.today)
        return "changed"


def _rounds_otherwise(one: Terms, other: Terms) -> bool:
    return (one.rounding_minutes, one.rounding) != (other.rounding_minutes, other.rounding)
