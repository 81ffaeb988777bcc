"""How what is left of a meter came about: the ledger as a tree that adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from mmtui.domain.contracts import COUNT_METERS
from mmtui.domain.coverage import PHONE_SUPPORT, PLAN
from mmtui.domain.cycles import Cycle
from mmtui.domain.dates import MDY, show_date, show_day
from mmtui.domain.hours import hmm
from mmtui.domain.ledger import ADJUST, CARRIED, EXPIRE, FORFEIT, GRANT, ROLLOVER_IN, TOPUP, CycleLedger, Row
from mmtui.domain.money import show_money
from mmtui.domain.prepaid import INVOICE, MoneyRow, derived_minutes
from mmtui.domain.tree import CENTS, COUNT, MINUTES, Node

LABELS = {
    GRANT: "Grant",
    ROLLOVER_IN: "Rolled over",
    CARRIED: "Brought from an earlier cycle",
    TOPUP: "Top-up",
    ADJUST: "Adjustment",
    FORFEIT: "Forfeited",
    EXPIRE: "Expired",
}
WEEKLY_CALLS = 4
"""From so many calls a month on, a plan means one per week."""
METER_WORDS = {"hours": "hours", "phone": "phone hours", "calls": "PM calls", "sprints": "sprints"}


class Work(NamedTuple):
    """One entry as the tree shows it; `amount` is accounted minutes, or 1 for a call or a sprint."""

    on: date
    person: str
    note: str
    amount: int
    coverage: str


class Asked(NamedTuple):
    """Which figure is asked about: whose, of which meter and cycle, up to which day, with dates how."""

    client: str
    contract: str
    meter: str
    cycle: Cycle
    on: date
    cutoff_weekday: int = 1
    style: str = MDY


def explain(asked: Asked, page: CycleLedger, work: Iterable[Work]) -> Node:
    """The tree under what is left of a meter: allowance rows less the work that draws it, week by week."""
    unit = COUNT if asked.meter in COUNT_METERS else MINUTES
    until = min(asked.on, page.horizon)
    done = sorted((one for one in work if one.on <= asked.on), key=lambda one: one.on)
    drawing = [one for one in done if _draws(one, asked.meter)]
    allowance = Node("Allowance", "", page.allowance_on(until), unit, _allowance(asked, page, until, unit))
    parts = [allowance, _used(asked, drawing, unit), *_recovered(page, drawing, asked, unit)]
    left = sum(part.amount or 0 for part in parts)
    remarks = _close_calls(asked, page, drawing) if asked.meter == "calls" else _not_drawn(asked, done)
    return Node(_heading(asked), "", left, unit, (*parts, *remarks))


def explain_block(
    asked: Asked, money: Sequence[MoneyRow], worked_minutes: int, balance: int, rate_cents: int
) -> Node:
    """The tree under a prepaid balance: payments and credits, less work at its rate, less other invoices."""
    rows = [
        Node(
            f"{row.kind.capitalize()}, {show_date(row.on, asked.style)}",
            "",
            -row.cents if row.kind == INVOICE else row.cents,
            CENTS,
        )
        for row in money
        if row.on <= asked.on
    ]
    paid = sum(row.amount or 0 for row in rows)
    work = Node("Plan work", hmm(worked_minutes), balance - paid, CENTS)
    hours = hmm(derived_minutes(balance, rate_cents))
    remark = Node("", f"{hours} at today's rate of {show_money(rate_cents)} an hour, derived")
    heading = f"{asked.client}, {asked.contract}, balance on {show_date(asked.on, asked.style)}"
    return Node(heading, "", balance, CENTS, (Node("Paid in", "", paid, CENTS, tuple(rows)), work, remark))


def _heading(asked: Asked) -> str:
    return f"{asked.client}, {METER_WORDS[asked.meter]} left, {asked.cycle.title}"


def _draws(one: Work, meter: str) -> bool:
    return meter in COUNT_METERS or one.coverage == (PLAN if meter == "hours" else PHONE_SUPPORT)


def _allowance(asked: Asked, page: CycleLedger, until: date, unit: str) -> tuple[Node, ...]:
    rows = [row for row in page.rows if row.on < until or (row.on == until and not row.closing)]
    return tuple(Node(*_label(row, asked.style), row.amount, unit) for row in rows)


def _label(row: Row, style: str) -> tuple[str, str]:
    day = show_date(row.on, style)
    if row.kind == GRANT:
        return f"Grant: {row.label} plan, {day}", ""
    if row.kind == ROLLOVER_IN:
        return f"Rolled over from {row.label}", _until(row, style)
    return f"{LABELS[row.kind]}, {day}", ", ".join(part for part in (row.label, _until(row, style)) if part)


def _until(row: Row, style: str) -> str:
    return f"to {show_date(row.expires_on, style)}" if row.expires_on and row.kind != EXPIRE else ""


def _used(asked: Asked, drawing: Sequence[Work], unit: str) -> Node:
    weeks = [
        _week(asked, tuesday, list(group), unit)
        for tuesday, group in groupby(drawing, key=lambda one: _cutoff_after(one.on, asked.cutoff_weekday))
    ]
    total = sum(one.amount for one in drawing)
    return Node("Used", _entries(len(drawing)), -total, unit, tuple(weeks))


def _cutoff_after(day: date, weekday: int) -> date:
    """The first cutoff on or after a day."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _week(asked: Asked, tuesday: date, work: Sequence[Work], unit: str) -> Node:
    rows = tuple(
        Node(f"{show_day(one.on, asked.style)}  {one.person}", one.note, -one.amount, unit) for one in work
    )
    label = f"Week to {show_day(tuesday, asked.style)}"
    return Node(label, _entries(len(work)), -sum(one.amount for one in work), unit, rows)


def _recovered(page: CycleLedger, drawing: Sequence[Work], asked: Asked, unit: str) -> list[Node]:
    """What was drawn and then covered as additional work comes back."""
    back = sum(one.amount for one in drawing) - page.used
    return (
        [Node("Covered as additional work", "", back, unit)] if back > 0 and asked.on >= page.horizon else []
    )


def _not_drawn(asked: Asked, done: Sequence[Work]) -> list[Node]:
    if asked.meter in COUNT_METERS:
        return []
    others = sorted((one for one in done if not _draws(one, asked.meter)), key=lambda one: one.coverage)
    told = [
        f"{coverage} {hmm(sum(one.amount for one in same))} ({_entries(len(same))})"
        for coverage, same in (
            (name, list(group)) for name, group in groupby(others, key=lambda one: one.coverage)
        )
    ]
    return [Node("", f"Not drawn: {', '.join(told)}")] if told else []


def crowded_weeks(calls: Iterable[date]) -> list[tuple[date, int]]:
    """The Mondays of the ISO weeks with more than one call, each with the number of its calls."""
    counted = Counter(day - timedelta(days=day.weekday()) for day in calls)
    return sorted((monday, number) for monday, number in counted.items() if number > 1)


def _close_calls(asked: Asked, page: CycleLedger, calls: Sequence[Work]) -> list[Node]:
    """Plans: with four calls a month there is one per week; more in an ISO week is a soft warning."""
    if page.allowance < WEEKLY_CALLS:
        return []
    return [
        Node("", f"{number} calls in the week of {show_date(monday, asked.style)}, one a week is agreed")
        for monday, number in crowded_weeks(one.on for one in calls)
    ]


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"
