"""The client page: a client, its contracts, and any of their cycles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from mmtui.db.connect import Store
from mmtui.db.queries import books, clients, pages
from mmtui.db.queries.books import Contracted
from mmtui.domain.burndown import BurnDown, burn_down
from mmtui.domain.contracts import TIME_METERS, Agreement
from mmtui.domain.cycles import Cycle, cycle_of
from mmtui.domain.ledger import CycleLedger
from mmtui.domain.pace import highest_threshold
from mmtui.domain.pages import ClientPage, ContractPage, CyclePage, CycleUse, EntryLine, LedgerLine, LowHours
from mmtui.domain.rightsize import CYCLES_LOOKED_AT, RightSize, Size, right_size
from mmtui.domain.stand import Named, not_started, stand
from mmtui.domain.standing import LOW, OVER, USED_UP, Meter, Standing
from mmtui.domain.totals import pages_of, total_on
from mmtui.errors import StoreError
from mmtui.services.office import office_settings
from mmtui.services.standings import standings

LISTED_ENTRIES = 200


def client_page(store: Store, client_id: int, on: date) -> ClientPage:
    """A client with every contract, running ones first; StoreError when there is no such client."""
    with store.session():
        name = clients.client_name(store, client_id)
        if name is None:
            raise StoreError("this client is not there any more.", "Go back to the list and refresh it.")
        kept = books.load(store, clients.contracts_of(store, client_id))
        made = [_contract(contracted, on) for contracted in kept.values()]
        made.sort(key=lambda one: (one.standing.state == "ended", one.standing.contract.casefold()))
        since = min((one.agreement.start for one in made), default=None)
        return ClientPage(client_id, name, since, pages.contacts(store, client_id), tuple(made), on)


def _contract(contracted: Contracted, on: date) -> ContractPage:
    agreement = contracted.books.agreement
    cycles = tuple(reversed(list(agreement.cycles_through(on))))
    return ContractPage(_standing(contracted, on), agreement, agreement.terms_on(on), cycles)


def _standing(contracted: Contracted, on: date) -> Standing:
    agreement = contracted.books.agreement
    named = Named(
        contracted.contract_id, contracted.client_id, contracted.client, contracted.name,
        agreement.start, agreement.end, agreement.prepaid,
    )  # fmt: skip
    total = total_on(contracted.books, on)
    if total is None:
        return not_started(named, agreement.terms_on(on).plan)
    return stand(named, total, on, agreement.pauses)


def cycle_page(store: Store, contract_id: int, on: date, cycle_start: date | None = None) -> CyclePage:
    """One cycle of a contract: the one of the day, or another as at its end."""
    with store.session():
        contracted = books.load(store, [contract_id])[contract_id]
        agreement = contracted.books.agreement
        current = agreement.cycle_on(on) or cycle_of(agreement.start, agreement.anchor)
        cycle = current if cycle_start is None else cycle_of(cycle_start, agreement.anchor)
        day = min(on, cycle.end)
        meter = next((one for one in TIME_METERS if agreement.has(one)), "hours")
        ledgers = pages_of(contracted.books, meter, cycle.end) if agreement.has(meter) else []
        page = next((one for one in ledgers if one.cycle == cycle), None)
        uses = tuple(CycleUse(one.cycle, one.used, one.allowance) for one in ledgers[-CYCLES_LOOKED_AT:])
        sizes = _sizes(store, contracted, meter)
        count = pages.entry_count(store, contract_id, cycle, day)
        standing = _standing(contracted, max(day, agreement.start))
        return CyclePage(
            cycle=cycle, standing=standing, meter=meter,
            burn=None if page is None else _burn(store, contracted, page, meter, on),
            entries=tuple(pages.entries(store, contract_id, cycle, day, 0, LISTED_ENTRIES)), entry_count=count,
            used_minutes=_used(contracted, meter, cycle, day), ledger=_ledger(contracted, cycle, on), uses=uses,
            sizes=sizes, hint=_hint(contracted, uses, sizes, cycle, on),
            next_call=pages.next_planned(store, contract_id, "calls", on),
            next_sprint=pages.next_planned(store, contract_id, "sprints", on), closed=on > cycle.end,
        )  # fmt: skip


def _used(contracted: Contracted, meter: str, cycle: Cycle, day: date) -> int:
    """What the cycle's own work drew up to a day; of a block not the work of earlier cycles."""
    return sum(minutes for on, minutes in contracted.books.days(meter, cycle) if on <= day)


def _burn(store: Store, contracted: Contracted, page: CycleLedger, meter: str, on: date) -> BurnDown:
    steps = [(row.on + timedelta(days=1) if row.closing else row.on, row.amount) for row in page.rows]
    steps = [step for step in steps if step[0] <= page.cycle.end]
    agreement = contracted.books.agreement
    weekday = office_settings(store).cutoff_weekday
    days = (page.cycle.start + timedelta(days=count) for count in range(page.cycle.days))
    cutoffs = [day for day in days if day.weekday() == weekday]
    used = contracted.books.days(meter, page.cycle)
    return burn_down(
        page.cycle, steps, used, on, pauses=agreement.pauses, cutoffs=cutoffs, starts_on=agreement.start
    )


def _ledger(contracted: Contracted, cycle: Cycle, on: date) -> tuple[LedgerLine, ...]:
    """The rows of every meter in the cycle; what is computed stays provisional until its cycle is closed."""
    agreement = contracted.books.agreement
    found: list[LedgerLine] = []
    for meter in ("hours", "phone", "calls", "sprints"):
        if not agreement.has(meter):
            continue
        page = next((one for one in pages_of(contracted.books, meter, cycle.end) if one.cycle == cycle), None)
        for row in page.rows if page is not None else ():
            happened = row.on < on or (row.on == on and not row.closing)
            if happened:
                found.append(
                    LedgerLine(meter, row, row.kind not in ("TOPUP", "ADJUST", "FORFEIT") or row.closing)
                )
    return tuple(found)


def _sizes(store: Store, contracted: Contracted, meter: str) -> tuple[Size, ...]:
    """The plans of the contract's family that have hours, smallest first."""
    if meter != "hours":
        return ()
    family = contracted.books.agreement.terms[-1].family
    plans = [plan for plan in clients.catalogue(store) if plan.family == family and plan.hours_minutes]
    return tuple(
        sorted((Size(plan.name, plan.hours_minutes or 0) for plan in plans), key=lambda size: size.minutes)
    )


def _hint(
    contracted: Contracted, uses: Sequence[CycleUse], sizes: tuple[Size, ...], cycle: Cycle, on: date
) -> RightSize | None:
    """The right-size hint as of the cycle; a first cycle that began in its middle says nothing."""
    agreement = contracted.books.agreement
    terms = agreement.terms_on(min(on, cycle.end))
    if not sizes or terms.hours is None or agreement.prepaid:
        return None
    closed = [use.used for use in uses if use.cycle.end < on and use.cycle.start >= agreement.start]
    running = [use.used for use in uses if use.cycle.contains(on)]
    return right_size(closed, sizes, Size(terms.plan, terms.hours), running[0] if running else None)


def entry_lines(
    store: Store, contract_id: int, cycle_start: date, on: date, offset: int, limit: int
) -> list[EntryLine]:
    """A window of a cycle's entries up to a day, newest first."""
    with store.session():
        agreement = books.agreement_of(store, contract_id)
        cycle = cycle_of(cycle_start, agreement.anchor)
        return pages.entries(store, contract_id, cycle, min(on, cycle.end), offset, limit)


def low_hours(store: Store, on: date) -> list[LowHours]:
    """Every running contract that is low, used up or over, with its thresholds and pace."""
    found = [one for one in standings(store, on) if one.state in (LOW, USED_UP, OVER)]
    with store.session():
        agreements = books.load_agreements(store)
    return [_low(one, agreements[one.contract_id].agreement, on) for one in found]


def _low(standing: Standing, agreement: Agreement, on: date) -> LowHours:
    meters = {"hours": standing.hours, "phone": standing.phone}
    worst = max(
        (name for name, meter in meters.items() if meter is not None),
        key=lambda name: _share(meters[name]),
    )
    meter = meters[worst] or Meter(0, 0)
    thresholds = agreement.terms_on(on).thresholds
    crossed = highest_threshold(meter.used, meter.allowance, thresholds)
    return LowHours(standing, worst, thresholds, crossed, _projected(standing, meter, on))


def _share(meter: Meter | None) -> tuple[int, int]:
    """Orders meters by how far they are used: what is over first, then tenths of a percent."""
    if meter is None:
        return (0, 0)
    return (int(meter.used >= meter.allowance), meter.used * 1000 // max(meter.allowance, 1))


def _projected(standing: Standing, meter: Meter, on: date) -> int | None:
    """Minutes used by the cycle's end at the pace so far; None for a block or before the start."""
    if standing.cycle is None or meter.derived:
        return None
    first = max(standing.cycle.start, standing.starts_on)
    days = (min(on, standing.cycle.end) - first).days + 1
    length = (standing.cycle.end - first).days + 1
    return (2 * meter.used * length + days) // (2 * days) if days > 0 else None
