"""Burn-down of a cycle: what was left day by day, the even pace and the forecast, as data for a chart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from mmtui.domain.contracts import Pause, paused_days
from mmtui.domain.cycles import Cycle
from mmtui.domain.pace import runs_out_on
from mmtui.domain.rounding import half_up

DAY = timedelta(days=1)

Change = tuple[date, int]
"""A day and signed minutes."""


class Point(NamedTuple):
    """Minutes left at the end of a day; may be below zero."""

    day: date
    left: int


class BurnDown(NamedTuple):
    """One time meter over one cycle, in minutes.

    `opening` is the allowance before any use. `actual` has a point for each day from the first to today or
    the cycle's end. The even pace falls from `opening` as `first` begins to zero as the cycle ends.
    `forecast` has a point for each day after today, down to zero on `runs_out_on`, else to the cycle's end.
    For an allowance used up already `runs_out_on` is the day it happened.
    """

    cycle: Cycle
    first: date
    opening: int
    actual: tuple[Point, ...]
    forecast: tuple[Point, ...]
    runs_out_on: date | None
    cutoffs: tuple[date, ...]

    @property
    def left(self) -> int:
        """What is left at the end of the last day that has an actual point."""
        return self.actual[-1].left if self.actual else self.opening

    @property
    def highest(self) -> int:
        """The top of the scale: the most that was ever left, a top-up included; never below zero."""
        return max((0, self.opening, *(point.left for point in self.actual)))

    @property
    def lowest(self) -> int:
        """The bottom of the scale: zero, or the furthest below it."""
        return min((0, *(point.left for point in self.actual)))

    def even_pace(self, day: date) -> int:
        """What would be left at the end of a day if every day of the cycle took the same share."""
        days = (self.cycle.end - self.first).days + 1
        gone = min(max((day - self.first).days + 1, 0), days)
        return half_up(Fraction(self.opening * (days - gone), days))


def burn_down(
    cycle: Cycle,
    allowance_steps: Iterable[Change],
    usage: Iterable[Change],
    today: date,
    *,
    pauses: tuple[Pause, ...] = (),
    cutoffs: Iterable[date] = (),
    starts_on: date | None = None,
) -> BurnDown:
    """The burn-down of one meter; steps and usage outside the cycle up to today are left out.

    `allowance_steps` are signed minutes as the ledger dates them (grant, rollover, top-up, adjustment),
    without what expires at the cycle's end; those dated before `first` count on it. `starts_on` is the
    contract's first day. The pace is that of `runs_out_on`.
    """
    first = max(cycle.start, starts_on or cycle.start)
    until = min(today, cycle.end)
    granted = [(max(day, first), minutes) for day, minutes in allowance_steps if day <= max(until, first)]
    used = [(max(day, first), minutes) for day, minutes in usage if cycle.start <= day <= until]
    actual = _actual(granted, used, first, until)
    allowance, spent = sum(minutes for _, minutes in granted), sum(minutes for _, minutes in used)
    forecast: tuple[Point, ...] = ()
    if spent >= allowance:
        out = _ran_out(actual) if spent > 0 else None
    else:
        out = runs_out_on(spent, allowance, first, cycle.end, until, pauses)
        if first <= today < cycle.end:
            forecast = _forecast(Point(today, allowance - spent), spent, first, out or cycle.end, pauses)
    return BurnDown(
        cycle=cycle,
        first=first,
        opening=sum(minutes for day, minutes in granted if day <= first),
        actual=actual,
        forecast=forecast,
        runs_out_on=out,
        cutoffs=tuple(sorted({day for day in cutoffs if cycle.contains(day)})),
    )


def _actual(granted: list[Change], used: list[Change], first: date, until: date) -> tuple[Point, ...]:
    """What was left at the end of each day."""
    change: dict[date, int] = {}
    for day, minutes in granted:
        change[day] = change.get(day, 0) + minutes
    for day, minutes in used:
        change[day] = change.get(day, 0) - minutes
    points: list[Point] = []
    left, day = 0, first
    while day <= until:
        left += change.get(day, 0)
        points.append(Point(day, left))
        day += DAY
    return tuple(points)


def _ran_out(actual: tuple[Point, ...]) -> date | None:
    """The day since which nothing is left; None when something still is."""
    day = None
    for point in reversed(actual):
        if point.left > 0:
            return day
        day = point.day
    return day


def _forecast(
    now: Point, spent: int, first: date, last: date, pauses: tuple[Pause, ...]
) -> tuple[Point, ...]:
    """What will be left at the end of each day to come at the pace so far; paused days take nothing."""
    paced = (now.day - first).days + 1 - paused_days(pauses, first, now.day)
    pace = Fraction(spent, paced) if paced > 0 else Fraction(0)
    points: list[Point] = []
    ahead, day = 0, now.day + DAY
    while day <= last:
        ahead += not any(pause.covers(day) for pause in pauses)
        points.append(Point(day, max(0, half_up(now.left - pace * ahead))))
        day += DAY
    return tuple(points)
