"""Every meter of a contract in one cycle, summed up from the ledger: what is kept with each write.

A total holds for every day from its `steady_from` to the end of the cycle; for an earlier day it is computed
again up to that day, from the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
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
    entries: int
    steady_from: date
    used_up_on: date | None
    balance_cents: int | None
    block_cents: int | None


class Sum(NamedTuple):
    """What a meter used in a cycle, in how many entries, and the last day of them."""

    used: int
    entries: int
    last_on: date


NOTHING = Sum(0, 0, date.min)


class Books(NamedTuple):
    """Everything recorded of a contract that its totals are computed from.

    `days` gives the use of a meter in a cycle by day, `sums` the Sum of a meter by cycle start.
    """

    agreement: Agreement
    rows: Mapping[str, Sequence[Row]]
    money: Sequence[MoneyRow]
    sums: Mapping[str, Mapping[date, Sum]]
    days: Callable[[str, Cycle], Days]

    def carries(self) -> bool:
        """Whether anything can pass from one cycle into the next."""
        rolls = any(terms.rollover == CARRY_UNUSED for terms in self.agreement.terms)
        return rolls or any(row.kind == TOPUP for rows in self.rows.values() for row in rows)

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
    from_cycle = since if since is not None and not books.carries() else None
    rows = books.rows.get(meter, ())
    return ledger(books.agreement, meter, rows, books.usage(meter), through, since=from_cycle)


def totals(books: Books, through: date, since: date | None = None) -> list[Total]:
    """The total of every cycle from the one of `since` (the first) to the one of `through`, as at their ends."""
    agreement = books.agreement
    meters = [meter for meter in METERS if agreement.has(meter)]
    pages = {meter: pages_of(books, meter, through, since) for meter in meters}
    made: list[Total] = []
    for number, cycle in enumerate(_cycles(agreement, through, since if not books.carries() else None)):
        made.append(_total(books, cycle, {meter: pages[meter][number] for meter in meters}, None))
    wanted = cycle_of(since, agreement.anchor).start if since is not None else date.min
    return [one for one in made if one.cycle_start >= wanted] + _outside(books, made, wanted)


def total_on(books: Books, day: date) -> Total | None:
    """The total of the cycle of a day, counting work and rows up to that day; None before the start."""
    agreement = books.agreement
    cycle = agreement.cycle_on(day)
    if cycle is None:
        return None
    meters = [meter for meter in METERS if agreement.has(meter)]
    pages = {meter: pages_of(books, meter, day, cycle.start)[-1] for meter in meters}
    last = day if agreement.end is None else min(day, agreement.end)
    return _total(books, cycle, pages, last)


def _cycles(agreement: Agreement, through: date, since: date | None) -> list[Cycle]:
    found = list(agreement.cycles_through(through))
    return found if since is None else [cycle for cycle in found if cycle.end >= since]


def _total(books: Books, cycle: Cycle, pages: Mapping[str, CycleLedger], on: date | None) -> Total:
    """As at the end of the cycle, or counting only what is dated up to `on`."""
    agreement = books.agreement
    horizon = cycle.end if agreement.end is None else min(cycle.end, agreement.end)
    day = horizon if on is None else on
    terms = agreement.terms_on(min(day, cycle.end))
    allowance = {
        meter: page.allowance_on(day) if agreement.has_on(meter, cycle) else None
        for meter, page in pages.items()
    }
    used = {meter: _used(books, meter, cycle, pages.get(meter), on) for meter in METERS}
    balance = _balance(books, min(day, cycle.end)) if agreement.prepaid else (None, None)
    return Total(
        cycle.start, cycle.end, terms.plan, min(terms.thresholds, default=None), terms.rate_cents,
        allowance.get("hours"), used["hours"], allowance.get("phone"), used["phone"],
        allowance.get("calls"), used["calls"], allowance.get("sprints"), used["sprints"],
        sum(books.sums.get(meter, {}).get(cycle.start, NOTHING).entries for meter in TIME_METERS),
        _steady_from(books, cycle, pages), _dry_day(books, cycle, pages, day, balance[0]), *balance,
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
    books: Books, cycle: Cycle, pages: Mapping[str, CycleLedger], day: date, balance: int | None
) -> date | None:
    if balance is not None:
        return _block_dry_day(books, cycle, day) if balance <= 0 else None
    leading = next((meter for meter in TIME_METERS if meter in pages), None)
    if (
        leading is None
        or pages[leading].allowance_on(day) - _used(books, leading, cycle, pages[leading], day) > 0
    ):
        return None
    return used_up_on(pages[leading], books.usage(leading).days(cycle), day)


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
