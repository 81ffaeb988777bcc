"""Running low: thresholds, states, percent and the day the allowance is reached at this pace.

All comparisons are in integers; a percent is shown in tenths, half up, but never decides anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from mmtui.domain.contracts import Pause, paused_days
from mmtui.domain.cycles import Cycle
from mmtui.domain.standing import LOW, OK, OVER, USED_UP

SEVERITY = {OK: 0, LOW: 1, USED_UP: 2, OVER: 3}


def meter_state(used: int, allowance: int, thresholds: Sequence[int]) -> str:
    """The state of one time meter: over below zero, used up at zero, low from the first threshold on."""
    if used > allowance:
        return OVER
    if used == allowance:
        return USED_UP
    if thresholds and used * 100 >= min(thresholds) * allowance:
        return LOW
    return OK


def worst(states: Sequence[str]) -> str:
    """The worst of the states of a contract's time meters; without a time meter it is ok."""
    return max(states, key=SEVERITY.__getitem__, default=OK)


def highest_threshold(used: int, allowance: int, thresholds: Sequence[int]) -> int | None:
    """The highest threshold that use has reached, in percent; None below the first one."""
    return max((one for one in thresholds if used * 100 >= one * allowance), default=None)


def percent_tenths(used: int, allowance: int) -> int | None:
    """Use in tenths of a percent, half up; None where nothing is allowed."""
    return (used * 2000 + allowance) // (2 * allowance) if allowance > 0 else None


def gone_tenths(cycle: Cycle, on: date) -> int:
    """The share of the cycle's days gone in tenths of a percent, the day itself included, half up."""
    gone = min(max((on - cycle.start).days + 1, 0), cycle.days)
    return (gone * 2000 + cycle.days) // (2 * cycle.days)


def runs_out_on(
    used: int, allowance: int, first: date, last: date, on: date, pauses: tuple[Pause, ...] = ()
) -> date | None:
    """The first day whose projected use reaches the allowance, or None when not by `last`.

    The pace is use ÷ calendar days from `first` (the later of cycle start and contract start) to `on`, both
    included, paused days left out; paused days to come are skipped. For an allowance not yet used up.
    """
    if used <= 0 or allowance <= 0 or on < first:
        return None
    days = (on - first).days + 1
    if pauses:
        days -= paused_days(pauses, first, on)
    if days <= 0:
        return None
    needed = -(-allowance * days // used)
    if not pauses:
        ordinal = first.toordinal() + needed - 1
        return date.fromordinal(ordinal) if ordinal <= last.toordinal() else None
    return _skip_pauses(first, needed, last, pauses)


def _skip_pauses(first: date, needed: int, last: date, pauses: tuple[Pause, ...]) -> date | None:
    day = first
    while day <= last:
        if not any(pause.covers(day) for pause in pauses):
            needed -= 1
            if needed == 0:
                return day
        day += timedelta(days=1)
    return None
