"""What must hold of any ledger, whatever was granted, worked, bought or changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mmtui.domain.ledger import ADJUST, GRANT, TOPUP, CycleLedger

BROUGHT_IN = (GRANT, TOPUP, ADJUST)


class Balance(NamedTuple):
    """What came into a meter over all its cycles, and what became of it; equal in every sound ledger."""

    came_in: int
    went_out: int

    @property
    def holds(self) -> bool:
        return self.came_in == self.went_out


def balance(pages: Sequence[CycleLedger]) -> Balance:
    """Allowance in = used (less what nothing covered) + expired + forfeited + carried past the last cycle."""
    came_in = sum(row.amount for page in pages for row in page.rows if row.kind in BROUGHT_IN)
    covered = sum(page.used - page.overdrawn - page.owed for page in pages)
    over = sum(page.expired + page.forfeited for page in pages)
    return Balance(came_in, covered + over + (pages[-1].carried if pages else 0))


def adds_up(page: CycleLedger) -> bool:
    """Whether a cycle's draws and its overdrawn part are its use, and allowance less use what remains."""
    drawn = sum(draw.amount for draw in page.draws)
    return drawn + page.overdrawn == page.used and page.remaining == page.allowance - page.used
