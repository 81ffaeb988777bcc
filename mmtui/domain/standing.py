"""Where a contract stands on a day: the figures that every screen, command and mail shows.

One function makes them (`mmtui.services.standings.standings`); everything else only prints them.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from mmtui.domain.cycles import Cycle

OK = "ok"
LOW = "low"
USED_UP = "used up"
OVER = "over"
PAUSED = "paused"
ENDED = "ended"
STATES = (OVER, USED_UP, LOW, OK, PAUSED, ENDED)


class Meter(NamedTuple):
    """One meter in one cycle: minutes for hours and phone, counts for calls and sprints.

    `allowance` holds grants, rollover, top-ups and adjustments, less what expired or was forfeited so far.
    """

    allowance: int
    used: int
    derived: bool = False

    @property
    def remaining(self) -> int:
        """What is left; below zero when more was used than allowed, never floored."""
        return self.allowance - self.used


class Standing(NamedTuple):
    """One contract on one day. A meter that the contract does not have is None.

    `cycle` is None for a contract that has not started (`starts_on` then says when). `percent_tenths` is the
    use of the leading time meter in tenths of a percent, half up. `gone_tenths` is the share of the cycle gone,
    today included. `runs_out_on` is the day the allowance is reached at this pace, or was reached; None when
    not within the cycle.
    """

    contract_id: int
    client_id: int
    client: str
    contract: str
    plan: str
    state: str
    cycle: Cycle | None
    hours: Meter | None
    phone: Meter | None
    calls: Meter | None
    sprints: Meter | None
    balance_cents: int | None
    percent_tenths: int | None
    gone_tenths: int | None
    runs_out_on: date | None
    starts_on: date
    ends_on: date | None
