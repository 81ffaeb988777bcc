"""Cycles: the month from a contract's anchor day over which an allowance holds.

Each cycle is computed from the anchor, never by adding a month to the last date: an anchor of 31 falls on the
last day of a short month and is back on the 31st in the next long one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

FIRST_ANCHOR = 1
LAST_ANCHOR = 31

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Cycle(NamedTuple):
    """One allowance period; both dates belong to it."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days the cycle has, 28 to 31."""
        return (self.end - self.start).days + 1

    @property
    def title(self) -> str:
        """The month in which the cycle starts, in English whatever the locale: `NOVEMBER 2026`."""
        return f"{MONTHS[self.start.month - 1].upper()} {self.start.year}"

    def contains(self, day: date) -> bool:
        """Whether a worked date lies in this cycle."""
        return self.start <= day <= self.end


def days_in_month(year: int, month: int) -> int:
    """28 to 31; `month` counts from 1."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _DAYS[month - 1] + leap


@lru_cache(maxsize=16384)
def cycle_of(day: date, anchor: int) -> Cycle:
    """The one cycle that holds a worked date; `anchor` is the contract's day of the month, 1 to 31."""
    month = _month_number(day)
    if day < _start(month, anchor):
        month -= 1
    return _cycle(month, anchor)


def following(cycle: Cycle, anchor: int) -> Cycle:
    """The cycle after this one, computed from the anchor."""
    return _cycle(_month_number(cycle.start) + 1, anchor)


def preceding(cycle: Cycle, anchor: int) -> Cycle:
    """The cycle before this one, computed from the anchor."""
    return _cycle(_month_number(cycle.start) - 1, anchor)


def cycles(first: date, last: date, anchor: int) -> Iterator[Cycle]:
    """Every cycle that touches the days `first` to `last`, oldest first; none when `last` is earlier."""
    if last < first:
        return
    cycle = cycle_of(first, anchor)
    while cycle.start <= last:
        yield cycle
        cycle = following(cycle, anchor)


def _month_number(day: date) -> int:
    """Months since year 0, so that the next month is one more."""
    return day.year * 12 + day.month - 1


def _start(month_number: int, anchor: int) -> date:
    if not FIRST_ANCHOR <= anchor <= LAST_ANCHOR:
        raise ValueError(f"an anchor day is {FIRST_ANCHOR} to {LAST_ANCHOR}, not {anchor}")
    year, month = month_number // 12, month_number % 12 + 1
    return date(year, month, min(anchor, days_in_month(year, month)))


@lru_cache(maxsize=16384)
def _cycle(month_number: int, anchor: int) -> Cycle:
    return Cycle(_start(month_number, anchor), _start(month_number + 1, anchor) - timedelta(days=1))
