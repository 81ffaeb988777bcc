"""What may be agreed about hours past the allowance, and what each choice writes.

The procedure says *discuss options*; each overdrawn amount gets exactly one of these.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from mmtui.domain.cycles import Cycle
from mmtui.domain.ledger import ADJUST, TOPUP, Row
from mmtui.domain.money import price

TOP_UP = "top-up"
ADDITIONAL_WORK = "additional work"
DEDUCT = "deduct"
UPGRADE = "upgrade"
WAIT = "wait"
WAIVE = "waive"
OPTIONS = (TOP_UP, ADDITIONAL_WORK, DEDUCT, UPGRADE, WAIT, WAIVE)


class Outcome(NamedTuple):
    """What a choice writes: rows of the ledger, minutes re-covered as additional work, and their price."""

    rows: tuple[Row, ...] = ()
    recovered_minutes: int = 0
    price_cents: int = 0


def top_up(on: date, minutes: int, expires_on: date | None, reason: str = "") -> Outcome:
    """Hours bought: a bucket of its own that covers from the first overdrawn entry of its cycle."""
    return Outcome((Row(on, TOPUP, minutes, reason, expires_on),))


def additional_work(overdrawn: int, rate_cents: int) -> Outcome:
    """The overdrawn minutes become additional work at the hourly rate."""
    return Outcome(recovered_minutes=overdrawn, price_cents=price(overdrawn, rate_cents))


def deduct(overdrawn: int, cycle: Cycle, next_start: date) -> Outcome:
    """The overdrawn minutes are covered here and taken from the next cycle."""
    return Outcome(
        (
            Row(cycle.end, ADJUST, overdrawn, "taken from the next cycle"),
            Row(next_start, ADJUST, -overdrawn, "taken for the cycle before"),
        )
    )


def waive(overdrawn: int, cycle: Cycle, reason: str) -> Outcome:
    """The overdrawn minutes are given away, with a reason."""
    return Outcome((Row(cycle.end, ADJUST, overdrawn, reason),))
