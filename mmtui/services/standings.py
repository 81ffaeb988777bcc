"""Where every contract stands on a day: the one function behind every figure shown, mailed or printed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from mmtui.db.connect import Store
from mmtui.db.queries import standings as query
from mmtui.domain.contracts import Pause
from mmtui.domain.stand import Named, not_started, stand
from mmtui.domain.standing import Standing

REMEMBERED = 4096
"""Contracts whose standing is kept at hand: what every screen asks for again and again."""


def standings(store: Store, on: date) -> list[Standing]:
    """Every contract as it stands on a day, counting work up to and including it; by client and contract."""
    with store.session():
        rests = query.pauses(store)
        made: list[Standing] = []
        open_cases: list[Named] = []
        for row in query.rows(store, on):
            found = _kept(row, on, rests.get(row[0], ()))
            if isinstance(found, Standing):
                made.append(found)
            else:
                open_cases.append(found)
        if open_cases:
            made += _computed(store, open_cases, on, rests)
    made.sort(key=_by_name)
    return made


@lru_cache(maxsize=REMEMBERED)
def _kept(row: tuple[Any, ...], on: date, pauses: tuple[Pause, ...]) -> Standing | Named:
    """The standing that a row says, the same for the same row; the contract alone where it must be computed."""
    named, total = query.parts(row)
    if total is None or total.steady_from > on:
        return named
    return stand(named, total, on, pauses)


def _computed(
    store: Store, open_cases: Sequence[Named], on: date, rests: dict[int, tuple[Pause, ...]]
) -> list[Standing]:
    """Standings of which no total is kept that holds on the day, from the rows themselves."""
    from mmtui.db.queries import books
    from mmtui.domain.totals import total_on

    made: list[Standing] = []
    since = min([on, *(named.ends_on for named in open_cases if named.ends_on is not None)])
    kept = books.load(store, [named.contract_id for named in open_cases], since)
    for named in open_cases:
        of = kept[named.contract_id].books
        computed = total_on(of, on)
        plan = of.agreement.terms_on(on).plan
        rest = rests.get(named.contract_id, ())
        made.append(not_started(named, plan) if computed is None else stand(named, computed, on, rest))
    return made


def roll_forward(store: Store, today: date) -> int:
    """Keep the totals of cycles that began since anything was written; gives the number of contracts."""
    with store.session():
        waiting = query.without_total(store, today)
    if waiting:
        from mmtui.db.commands.settle import settle

        with store.transaction():
            settle(store, waiting, today, since=today)
    return len(waiting)


def _by_name(standing: Standing) -> tuple[str, str, int]:
    return standing.client.casefold(), standing.contract.casefold(), standing.contract_id
