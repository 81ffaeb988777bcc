"""Which contract needs somebody first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mmtui.domain.standing import LOW, OVER, USED_UP, Standing

FIRST = {OVER: 0, USED_UP: 1, LOW: 2}


def urgency(standing: Standing) -> tuple[int, date, int, str, int]:
    """The sort key of urgency: over, used up, then the earliest run-out, the highest percent, the name."""
    return (
        FIRST.get(standing.state, 3),
        standing.runs_out_on or date.max,
        -(standing.percent_tenths or 0),
        standing.client.casefold(),
        standing.contract_id,
    )


def by_urgency(standings: Iterable[Standing]) -> list[Standing]:
    """Contracts with the most urgent first."""
    return sorted(standings, key=urgency)
