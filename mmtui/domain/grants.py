"""What a contract grants in a cycle: whole, prorated by days, or full at once."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from mmtui.domain.contracts import COUNT_METERS, FULL_NOW, Agreement, Terms
from mmtui.domain.cycles import Cycle
from mmtui.domain.rounding import half_up

DAY = timedelta(days=1)


class Grant(NamedTuple):
    """An amount granted on a day: minutes for time meters, a count for calls and sprints."""

    on: date
    amount: int
    plan: str
    opening: bool = False


def grants(agreement: Agreement, meter: str, cycle: Cycle) -> list[Grant]:
    """What the terms grant in a cycle, oldest first; a plan change adds (or takes) the difference on its day.

    Time is prorated by the days each figure holds, over the days of the cycle, rounded half up once for the
    whole cycle; the first grant of a contract that starts inside the cycle counts from its start.
    Counts take the highest figure in force.
    """
    changes = agreement.in_force(cycle)
    if meter in COUNT_METERS:
        return _counts(agreement, meter, cycle, changes)
    return _times(agreement, meter, cycle, changes)


def _counts(agreement: Agreement, meter: str, cycle: Cycle, changes: list[tuple[date, Terms]]) -> list[Grant]:
    made: list[Grant] = []
    highest = 0
    for day, terms in changes:
        figure = terms.figure(meter) or 0
        if figure > highest:
            made.append(Grant(max(day, agreement.start), figure - highest, terms.plan))
            highest = figure
    return made


def _times(agreement: Agreement, meter: str, cycle: Cycle, changes: list[tuple[date, Terms]]) -> list[Grant]:
    """Each grant is the difference between the rounded totals before and after its change."""
    starts_inside = agreement.start > cycle.start
    opening = agreement.opening if meter == "hours" and cycle.contains(agreement.start) else None
    segments: list[tuple[date, int]] = []
    made: list[Grant] = []
    base = total = 0
    for index, (day, terms) in enumerate(changes):
        figure = terms.figure(meter) or 0
        if terms.change == FULL_NOW and (day > cycle.start or starts_inside):
            segments = [(cycle.start, figure)]
        else:
            segments.append((day, figure))
        shared = _shared(segments, cycle)
        if index == 0 and opening is not None:
            base, shared_total = opening - shared, opening
        else:
            shared_total = base + shared
        if index == 0 or shared_total != total:
            first_opening = index == 0 and opening is not None
            made.append(Grant(max(day, agreement.start), shared_total - total, terms.plan, first_opening))
        total = shared_total
    return [grant for grant in made if grant.amount or grant.opening or len(made) == 1]


def _shared(segments: list[tuple[date, int]], cycle: Cycle) -> int:
    """Half up of the sum of figure × days it holds, over the days of the cycle."""
    if len(segments) == 1 and segments[0][0] == cycle.start:
        return segments[0][1]
    ends = [day for day, _ in segments[1:]] + [cycle.end + DAY]
    weighed = sum(
        figure * ((until - day) // DAY) for (day, figure), until in zip(segments, ends, strict=True)
    )
    return half_up(Fraction(weighed, cycle.days))
