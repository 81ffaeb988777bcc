"""Every meter of a contract in one cycle, summed up from the ledger: what is kept with each write.

A total holds for every day from its `steady_from` to the end of the cycle; for an earlier day it is computed
again up to that day, from the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from mmtui.domain.contracts import CARRY_UNUSED, TIME_METERS, Agreement
from mmtui.domain.coverage import METERS
from mmtui.domain.cycles import Cycle, cycle_of
from mmtui.domain.ledger import TOPUP, CycleLedger, Row, ledger, used_up_on
from mmtui.domain.prepaid import MoneyRow, Rate, balance_cents, block_cents

Days = Sequence[tuple[date, int]]


class Total(NamedTuple):
    """One cycle of a contract; an allowance of None is a meter it lacks. Minutes, counts and cents.

    `steady_from` is the first day from which nothing in the cycle changes, `used_up_on` the day the leading
    meter ran dry. `block_cents` is a prepaid balance right after the last payment.
    """

    cycle_start: date
    cycle_end: date
    plan: str
    first_threshold: int | None
    rate_cents: int | None
    hours_allowance: int | None
    hours_used: int
    phone_allowance: int | None
    phone_used: int
    calls_allowance: int | None
    calls_used: int
    sprints_allowance: int | None
    sprints_used: int
    steady_from: date
    used_up_on: date | None
    balance_cents: int | None
    block_cents: int | None


class Sum(NamedTuple):
    """What a meter used in a cycle, and the last day of it."""

    used: int
    last_on: date


NOTHING = Sum(0, date.min)
Recorded = Mapping[str, Sequence[Row]]


def carries(agreement: Agreement, rows: Recorded, meter: str) -> bool:
    """Whether anything of a meter can pass from one cycle into the next."""
    rolls = meter == "hours" and any(terms.rollover == CARRY_UNUSED for terms in agreement.terms)
    return rolls or any(row.kind == TOPUP for row in rows.get(meter, ()))


def reaches_back(agreement: Agreement, rows: Recorded) -> bool:
    """Whether the total of a cycle can depend on work of earlier cycles."""
    return agreement.prepaid or any(carries(agreement, rows, meter) for meter in METERS)


class Books(NamedTuple):
    """Everything recorded of a contract that its totals are computed from.

    `days` gives the use of a meter in a cycle by day, `sums` the Sum of a meter by cycle start.
    """

    agreement: Agreement
    rows: Recorded
    money: Sequence[MoneyRow]
    sums: Mapping[str, Mapping[date, Sum]]
    days: Callable[[str, Cycle], Days]

    def usage(self, meter: str) -> _MeterUsage:
        return _MeterUsage(self, meter)


class _MeterUsage:
    def __init__(self, books: Books, meter: str) -> None:
        self._sums = books.sums.get(meter, {})
        self._days = books.days
        self._meter = meter

    def total(self, cycle: Cycle) -> int:
        return self._sums.get(cycle.start, NOTHING).used

    def days(self, cycle: Cycle) -> Days:
        return self._days(self._meter, cycle) if cycle.start in self._sums else ()


def pages_of(books: Books, meter: str, through: date, since: date | None = None) -> list[CycleLedger]:
    """The ledger of one meter; from the cycle of `since` only when nothing carries over, which is the same."""
    from_cycle = None if carries(books.agreement, books.rows, meter) else since
    rows = books.rows.get(meter, ())
    return ledger(books.agreement, meter, rows, books.usage(meter), through, since=from_cycle)


def totals(books: Books, through: date, since: date | None = None) -> list[Total]:
    """The total of every cycle from the one of `since` (the first) to the one of `through`, as at their ends."""
    agreement = books.agreement
    wanted = cycle_of(since, agreement.anchor).start if since is not None else date.min
    pages = {
        meter: {page.cycle: page for page in pages_of(books, meter, through, since)}
        for meter in METERS
        if agreement.has(meter)
    }
    made = [
        _total(books, cycle, {meter: pages[meter][cycle] for meter in pages}, None)
        for cycle in agreement.cycles_through(through)
        if cycle.start >= wanted
    ]
    return made + _outside(books, made, wanted)


def total_on(books: Books, day: date) -> Total | None:
    """The total of the cycle of a day, counting work and rows up to that day; None before the start."""
    agreement = books.agreement
    cycle = agreement.cycle_on(day)
    if cycle is None:
        return None
    meters = [meter for meter in METERS if agreement.has(meter)]
    pages = {meter: pages_of(books, meter, day, cycle.start)[-1] for meter in meters}
    return _total(books, cycle, pages, day)


def _total(books: Books, cycle: Cycle, pages: Mapping[str, CycleLedger], on: date | None) -> Total:
    """As at the end of the cycle, or counting only what is dated up to `on`.

    Allowance stands still at the contract's end; work that was done after it counts all the same.
    """
    agreement = books.agreement
    last = cycle.end if on is None else min(on, cycle.end)
    day = last if agreement.end is None else min(last, agreement.end)
    terms = agreement.terms_on(day)
    allowance = {
        meter: page.allowance_on(day) if agreement.has_on(meter, cycle) else None
        for meter, page in pages.items()
    }
    used = {meter: _used(books, meter, cycle, pages.get(meter), on) for meter in METERS}
    balance = _balance(books, last) if agreement.prepaid else (None, None)
    return Total(
        cycle.start, cycle.end, terms.plan, min(terms.thresholds, default=None), terms.rate_cents,
        allowance.get("hours"), used["hours"], allowance.get("phone"), used["phone"],
        allowance.get("calls"), used["calls"], allowance.get("sprints"), used["sprints"],
        _steady_from(books, cycle, pages), _dry_day(books, cycle, pages, day, last, balance[0]), *balance,
    )  # fmt: skip


def _used(books: Books, meter: str, cycle: Cycle, page: CycleLedger | None, on: date | None) -> int:
    if on is None or on >= cycle.end:
        return page.used if page is not None else books.usage(meter).total(cycle)
    return sum(amount for day, amount in books.usage(meter).days(cycle) if day <= on)


def _steady_from(books: Books, cycle: Cycle, pages: Mapping[str, CycleLedger]) -> date:
    days = [cycle.start, *(page.steady_from() for page in pages.values())]
    days += [day for day, _ in books.agreement.in_force(cycle)]
    days += [row.on for row in books.money if cycle.contains(row.on)]
    days += [books.sums.get(meter, {}).get(cycle.start, NOTHING).last_on for meter in METERS]
    return max(days)


def _dry_day(
    books: Books, cycle: Cycle, pages: Mapping[str, CycleLedger], day: date, last: date, balance: int | None
) -> date | None:
    """The day the leading meter ran dry, by the allowance of `day` and the work up to `last`."""
    if balance is not None:
        return _block_dry_day(books, cycle, last) if balance <= 0 else None
    leading = next((meter for meter in TIME_METERS if meter in pages), None)
    if leading is None:
        return None
    page = pages[leading]
    left = page.allowance_on(day) - _used(books, leading, cycle, page, last)
    if left > 0:
        return None
    worked = books.usage(leading).days(cycle)
    found = used_up_on(page, worked, day)
    return found or next(
        (on for on, amount in _left_after(page.allowance_on(day), worked) if amount <= 0), None
    )


def _left_after(allowance: int, worked: Days) -> list[tuple[date, int]]:
    """What is left after each day's work, in order."""
    left = accumulate((-amount for _, amount in worked), initial=allowance)
    return [(on, amount) for (on, _), amount in zip(worked, list(left)[1:], strict=True)]


def _block_dry_day(books: Books, cycle: Cycle, day: date) -> date:
    """The first day of the cycle from which the balance stayed at or below zero."""
    found = day
    while found > cycle.start and _balance(books, found - timedelta(days=1))[0] <= 0:
        found -= timedelta(days=1)
    return found


def _balance(books: Books, on: date) -> tuple[int, int]:
    """The balance of a prepaid block on a day, and what it was right after the last payment."""
    agreement = books.agreement
    rates = [Rate(terms.holds_from, terms.rate_cents or 0) for terms in agreement.terms]
    work = [pair for cycle in _worked_cycles(books) for pair in books.days("hours", cycle)]
    return balance_cents(books.money, work, rates, on), block_cents(books.money, work, rates, on)


def _worked_cycles(books: Books) -> list[Cycle]:
    return [cycle_of(start, books.agreement.anchor) for start in sorted(books.sums.get("hours", {}))]


def _outside(books: Books, made: Sequence[Total], wanted: date) -> list[Total]:
    """Cycles before the start or after the end that hold work all the same: nothing allowed, all of it used."""
    inside = {one.cycle_start for one in made}
    starts = {start for meter in METERS for start in books.sums.get(meter, {})}
    found: list[Total] = []
    for start in sorted(starts - inside):
        cycle = cycle_of(start, books.agreement.anchor)
        if start >= wanted and not (
            books.agreement.start <= cycle.end and not books.agreement.ended_on(cycle.start)
        ):
            found.append(_total(books, cycle, {}, None)._replace(used_up_on=None))
    return found
