"""Prepaid blocks: a money balance without monthly reset; hours are derived from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from mmtui.domain.rounding import half_up

PAYMENT = "PAYMENT"
CREDIT = "CREDIT"
INVOICE = "INVOICE"


class MoneyRow(NamedTuple):
    """A payment, a credit or another invoice on a prepaid block; `cents` is positive for all three."""

    on: date
    kind: str
    cents: int


class Rate(NamedTuple):
    """The price of an hour in cents from a day on."""

    holds_from: date
    cents: int


def rate_on(rates: Sequence[Rate], day: date) -> int:
    """The rate in force on a day; before the first one, the first one."""
    found = rates[0].cents
    for rate in rates:
        if rate.holds_from <= day:
            found = rate.cents
    return found


def balance_cents(
    money: Iterable[MoneyRow], work: Iterable[tuple[date, int]], rates: Sequence[Rate], on: date
) -> int:
    """Payments and credits, less plan work at its rate (rounded once), less other invoices, up to a day."""
    paid = sum(row.cents if row.kind != INVOICE else -row.cents for row in money if row.on <= on)
    worked = sum(minutes * rate_on(rates, day) for day, minutes in work if day <= on)
    return paid - half_up(Fraction(worked, 60))


def block_cents(
    money: Sequence[MoneyRow], work: Sequence[tuple[date, int]], rates: Sequence[Rate], on: date
) -> int:
    """The balance right after the last payment up to a day: what "low" is measured against."""
    payments = [row.on for row in money if row.kind == PAYMENT and row.on <= on]
    if not payments:
        return 0
    last = max(payments)
    worked = [(day, minutes) for day, minutes in work if day < last]
    return balance_cents(money, worked, rates, last)


def derived_minutes(cents: int, rate_cents: int) -> int:
    """A balance as minutes at a rate, half up; below zero when overdrawn."""
    return half_up(Fraction(cents * 60, rate_cents))
