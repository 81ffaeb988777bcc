"""From a cycle's total to where the contract stands: states, percent and pace."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from mmtui.domain.contracts import Pause
from mmtui.domain.cycles import Cycle
from mmtui.domain.pace import SEVERITY, gone_tenths, meter_state, percent_tenths, runs_out_on, worst
from mmtui.domain.prepaid import derived_minutes
from mmtui.domain.standing import ENDED, OK, PAUSED, USED_UP, Meter, Standing
from mmtui.domain.totals import Total

_new = tuple.__new__  # half the time of Meter(...), four times a contract
_cycle = lru_cache(maxsize=1024)(Cycle)
_gone = lru_cache(maxsize=1024)(gone_tenths)


class Named(NamedTuple):
    """A contract as it is listed."""

    contract_id: int
    client_id: int
    client: str
    contract: str
    starts_on: date
    ends_on: date | None
    prepaid: bool


def stand(named: Named, total: Total, on: date, pauses: tuple[Pause, ...] = ()) -> Standing:
    """The standing on a day, from the total that holds on it."""
    contract_id, client_id, client, contract, starts_on, ends_on, prepaid = named
    cycle = _cycle(total.cycle_start, total.cycle_end)
    hours = (
        _derived(total) if prepaid and total.rate_cents else _meter(total.hours_allowance, total.hours_used)
    )
    phone = _meter(total.phone_allowance, total.phone_used)
    leading = hours or phone
    state = _state(hours, phone, total.first_threshold)
    percent = runs_out = None
    if leading is not None:
        used, allowance = leading.used, leading.allowance
        percent = percent_tenths(used, allowance)
        runs_out = total.used_up_on if used >= allowance else _pace(total, leading, starts_on, on, pauses)
    if ends_on is not None and on > ends_on:
        state, runs_out = ENDED, runs_out if SEVERITY[state] >= SEVERITY[USED_UP] else None
    elif pauses and any(pause.covers(on) for pause in pauses):
        state = PAUSED
    return Standing(
        contract_id, client_id, client, contract, total.plan, state, cycle, hours, phone,
        _meter(total.calls_allowance, total.calls_used), _meter(total.sprints_allowance, total.sprints_used),
        total.balance_cents if prepaid else None, percent, _gone(cycle, on), runs_out, starts_on, ends_on,
    )  # fmt: skip


def _meter(allowance: int | None, used: int) -> Meter | None:
    return None if allowance is None else _new(Meter, (allowance, used, False))


def _state(hours: Meter | None, phone: Meter | None, threshold: int | None) -> str:
    """The worse of the states of the two time meters."""
    thresholds = () if threshold is None else (threshold,)
    if phone is None and hours is not None:
        return meter_state(hours.used, hours.allowance, thresholds)
    return worst(
        [meter_state(one.used, one.allowance, thresholds) for one in (hours, phone) if one is not None]
    )


def not_started(named: Named, plan: str) -> Standing:
    """A contract that starts after the day: no cycle, no meters."""
    return Standing(
        named.contract_id, named.client_id, named.client, named.contract, plan, OK, None,
        None, None, None, None, None, None, None, None, named.starts_on, named.ends_on,
    )  # fmt: skip


def _derived(total: Total) -> Meter:
    """A money balance as hours: of what there was after the last payment, what is left at today's rate."""
    rate = total.rate_cents or 1
    allowance = derived_minutes(total.block_cents or 0, rate)
    return Meter(allowance, allowance - derived_minutes(total.balance_cents or 0, rate), derived=True)


def _pace(total: Total, leading: Meter, starts_on: date, on: date, pauses: tuple[Pause, ...]) -> date | None:
    """A block is measured by the cycle's own work; the rest of it is the allowance still to be reached."""
    used, allowance = leading.used, leading.allowance
    if leading.derived:
        used, allowance = total.hours_used, total.hours_used + leading.remaining
    first = total.cycle_start if total.cycle_start > starts_on else starts_on
    return runs_out_on(used, allowance, first, total.cycle_end, on, pauses)
