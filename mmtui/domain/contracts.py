"""What was signed: dated terms, pauses and the cycles they make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from mmtui.domain.cycles import Cycle, cycle_of, cycles, following

PRORATE = "prorate"
FULL_NOW = "full now"
NEXT_CYCLE = "next cycle"
CHANGE_MODES = (PRORATE, FULL_NOW, NEXT_CYCLE)

EXPIRE_UNUSED = "expire"
CARRY_UNUSED = "carry"
TIME_METERS = ("hours", "phone")
COUNT_METERS = ("calls", "sprints")
DEFAULT_THRESHOLDS = (75, 90, 100)


@dataclass(frozen=True, slots=True)
class Terms:
    """The figures a contract was signed with, in force from `holds_from`.

    Hours and phone are minutes a cycle, calls and sprints counts a cycle; None is a meter the plan lacks.
    `rollover_cap` is minutes (None: no cap), `rollover_cycles` how many cycles rolled hours live.
    `thresholds` are whole percents, `rate_cents` the price of an hour of a prepaid block.
    """

    holds_from: date
    family: str
    plan: str
    hours: int | None
    phone: int | None = None
    calls: int | None = None
    sprints: int | None = None
    change: str = PRORATE
    rollover: str = EXPIRE_UNUSED
    rollover_cap: int | None = None
    rollover_cycles: int = 1
    rounding_minutes: int = 1
    rounding: str = "nearest"
    thresholds: tuple[int, ...] = DEFAULT_THRESHOLDS
    price_cents: int | None = None
    rate_cents: int | None = None

    def figure(self, meter: str) -> int | None:
        """The allowance of one meter for a whole cycle, or None when the plan lacks it."""
        return {"hours": self.hours, "phone": self.phone, "calls": self.calls, "sprints": self.sprints}[meter]


class Pause(NamedTuple):
    """Days without maintenance; `end` is the last paused day, None while it lasts."""

    start: date
    end: date | None

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Agreement:
    """A contract as the rules see it: when it runs, what it grants, when it rests.

    `terms` are sorted by the day they hold from, the first one holding from `start`. `end` is the last day.
    `opening` is the whole remainder in minutes on the start date until that cycle ends, None for a grant.
    """

    start: date
    anchor: int
    terms: tuple[Terms, ...]
    end: date | None = None
    opening: int | None = None
    pauses: tuple[Pause, ...] = ()
    prepaid: bool = False

    def terms_on(self, day: date) -> Terms:
        """The terms in force on a day; before the start, the first ones."""
        found = self.terms[0]
        for terms in self.terms:
            if self._effective(terms) <= day:
                found = terms
        return found

    def paused_on(self, day: date) -> bool:
        return any(pause.covers(day) for pause in self.pauses)

    def ended_on(self, day: date) -> bool:
        return self.end is not None and day > self.end

    def cycle_on(self, day: date) -> Cycle | None:
        """The cycle of a day; the last one after the end, None before the start."""
        if day < self.start:
            return None
        last = day if self.end is None or day <= self.end else self.end
        return cycle_of(last, self.anchor)

    def cycles_through(self, day: date) -> Iterator[Cycle]:
        """Every cycle from the start to the one that holds `day` or the end, oldest first."""
        last = day if self.end is None else min(day, self.end)
        return cycles(self.start, last, self.anchor) if last >= self.start else iter(())

    def has(self, meter: str) -> bool:
        return any(terms.figure(meter) is not None for terms in self.terms)

    def has_on(self, meter: str, cycle: Cycle) -> bool:
        """Whether the contract has the meter in some part of a cycle."""
        return any(terms.figure(meter) is not None for _, terms in self.in_force(cycle))

    def _effective(self, terms: Terms) -> date:
        """The first day a change counts: its own, or the next cycle's first for a change that waits."""
        cycle = cycle_of(terms.holds_from, self.anchor)
        if terms.change == NEXT_CYCLE and terms.holds_from > cycle.start:
            return following(cycle, self.anchor).start
        return terms.holds_from

    def in_force(self, cycle: Cycle) -> list[tuple[date, Terms]]:
        """The terms that hold in a cycle with the first day of each inside it, oldest first."""
        found: list[tuple[date, Terms]] = []
        for terms in self.terms:
            day = self._effective(terms)
            if day <= cycle.start:
                found = [(cycle.start, terms)]
            elif day <= cycle.end:
                found.append((day, terms))
        return found


def paused_days(pauses: tuple[Pause, ...], first: date, last: date) -> int:
    """How many days from `first` to `last`, both included, are paused (pauses never overlap)."""
    days = 0
    for start, end in pauses:
        begin = max(start, first)
        finish = last if end is None else min(end, last)
        days += max(0, (finish - begin) // timedelta(days=1) + 1)
    return days
