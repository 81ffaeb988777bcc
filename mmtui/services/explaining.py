"""How a figure came about, for any contract, meter and cycle."""

from __future__ import annotations

from datetime import date

from mmtui.db.connect import Store
from mmtui.db.queries import books, pages
from mmtui.db.queries.books import Contracted
from mmtui.domain.contracts import TIME_METERS
from mmtui.domain.cycles import Cycle, cycle_of
from mmtui.domain.dates import MDY
from mmtui.domain.explain import METER_WORDS, Asked, Work, explain, explain_block
from mmtui.domain.prepaid import Rate, rate_on
from mmtui.domain.totals import pages_of, total_on
from mmtui.domain.tree import Node
from mmtui.errors import MmtuiError
from mmtui.services.office import office_settings


def leading_meter(contracted: Contracted) -> str:
    """The meter a contract is measured by: hours, else phone, else the first it has."""
    agreement = contracted.books.agreement
    return next((meter for meter in (*TIME_METERS, "calls", "sprints") if agreement.has(meter)), "hours")


def explain_meter(
    store: Store,
    contract_id: int,
    meter: str | None,
    on: date,
    cycle_start: date | None = None,
    style: str = MDY,
) -> Node:
    """The ledger tree under what is left of a meter (the leading one by default) on a day.

    `cycle_start` asks for another cycle than the day's, as at its end. Raises MmtuiError when the contract
    lacks the meter or has not started.
    """
    with store.session():
        contracted = books.load(store, [contract_id])[contract_id]
        agreement = contracted.books.agreement
        cycle = agreement.cycle_on(on) if cycle_start is None else cycle_of(cycle_start, agreement.anchor)
        if cycle is None:
            raise MmtuiError(f"{contracted.client}, {contracted.name} starts on {agreement.start:%m/%d/%y}.")
        chosen = meter or leading_meter(contracted)
        day = min(on, cycle.end) if cycle_start is None or cycle.contains(on) else cycle.end
        weekday = office_settings(store).cutoff_weekday
        asked = Asked(contracted.client, contracted.name, chosen, cycle, day, weekday, style)
        if agreement.prepaid and chosen == "hours":
            return _block(contracted, asked)
        if not agreement.has(chosen):
            raise MmtuiError(f"{contracted.name} of {contracted.client} has no {METER_WORDS[chosen]}.")
        page = pages_of(contracted.books, chosen, day, cycle.start)[-1]
        return explain(asked, page, _work(store, contract_id, cycle, chosen))


def _work(store: Store, contract_id: int, cycle: Cycle, meter: str) -> list[Work]:
    return pages.work(store, contract_id, cycle, meter)


def _block(contracted: Contracted, asked: Asked) -> Node:
    kept = contracted.books
    total = total_on(kept, asked.on)
    rates = [Rate(terms.holds_from, terms.rate_cents or 1) for terms in kept.agreement.terms]
    worked = sum(
        minutes
        for start in kept.sums.get("hours", {})
        for day, minutes in kept.days("hours", cycle_of(start, kept.agreement.anchor))
        if day <= asked.on
    )
    balance = 0 if total is None else total.balance_cents or 0
    return explain_block(asked, kept.money, worked, balance, rate_on(rates, asked.on))
