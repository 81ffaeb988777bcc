"""Where every contract stands on a day: the one function behind every figure shown, mailed or printed."""

from __future__ import annotations

from datetime import date

from mmtui.db.commands.settle import settle
from mmtui.db.connect import Store
from mmtui.db.queries import books
from mmtui.db.queries import standings as query
from mmtui.domain.stand import not_started, stand
from mmtui.domain.standing import Standing
from mmtui.domain.totals import total_on


def standings(store: Store, on: date) -> list[Standing]:
    """Every contract as it stands on a day, counting work up to and including it; by client and contract."""
    with store.session():
        listed = query.kept(store, on)
        rests = query.pauses(store)
        made: list[Standing] = []
        open_cases = []
        for named, total in listed:
            if total is None:
                open_cases.append(named)
            else:
                made.append(stand(named, total, on, rests.get(named[0], ())))
        if open_cases:
            kept = books.load(store, [named.contract_id for named in open_cases])
            for named in open_cases:
                of = kept[named.contract_id].books
                computed = total_on(of, on)
                plan = of.agreement.terms_on(on).plan
                rest = rests.get(named.contract_id, ())
                made.append(
                    not_started(named, plan) if computed is None else stand(named, computed, on, rest)
                )
    made.sort(key=_by_name)
    return made


def roll_forward(store: Store, today: date) -> int:
    """Keep the totals of cycles that began since anything was written; gives the number of contracts."""
    with store.session():
        waiting = query.without_total(store, today)
    if waiting:
        with store.transaction():
            settle(store, waiting, today, since=today)
    return len(waiting)


def _by_name(standing: Standing) -> tuple[str, str, int]:
    return standing.client.casefold(), standing.contract.casefold(), standing.contract_id
