"""`status` and `explain`: where every contract stands, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from mmtui.cli.output import Table, dump
from mmtui.db.connect import Store
from mmtui.domain.dates import short_date, show_date
from mmtui.domain.hours import hmm
from mmtui.domain.money import show_money
from mmtui.domain.standing import ENDED, PAUSED, Meter, Standing
from mmtui.errors import MmtuiError
from mmtui.services.standings import standings


def status(store: Store, on: date, client: str | None, as_json: bool) -> int:
    """Every contract's meters on a day; with a client's name also one that has not started."""
    found = standings(store, on)
    found = _of_client(found, client) if client else [one for one in found if one.cycle is not None]
    if as_json:
        dump({"on": on.isoformat(), "contracts": [_plain(one) for one in found]})
    elif not found:
        print("No contracts yet. mmtui import clients FILE reads a client list.")
    else:
        _table(found, on)
    return 0


def _of_client(found: Sequence[Standing], name: str) -> list[Standing]:
    wanted = " ".join(name.split()).casefold()
    same = [one for one in found if " ".join(one.client.split()).casefold() == wanted]
    return same or _similar(found, name, wanted)


def _similar(found: Sequence[Standing], name: str, wanted: str) -> list[Standing]:
    """The one client whose name holds the words; several or none is an error that names the nearest."""
    from difflib import get_close_matches

    names = sorted({one.client for one in found})
    holding = [one for one in names if wanted in one.casefold()]
    if len(holding) == 1:
        return [one for one in found if one.client == holding[0]]
    near = holding or get_close_matches(name, names, n=3, cutoff=0.4)
    do = f"Did you mean {', '.join(near)}?" if near else "mmtui status lists all clients."
    raise MmtuiError(
        f"there is no client {name!r}." if not holding else f"several clients match {name!r}.", do
    )


def _plain(one: Standing) -> dict[str, Any]:
    cycle = None
    if one.cycle is not None:
        cycle = {
            "start": one.cycle.start.isoformat(),
            "end": one.cycle.end.isoformat(),
            "title": one.cycle.title,
        }
    percent = None if one.percent_tenths is None else one.percent_tenths / 10
    plain = {
        "client": one.client, "contract": one.contract, "plan": one.plan, "state": one.state, "cycle": cycle,
        "hours": _time(one.hours), "calls": _count(one.calls), "sprints": _count(one.sprints),
        "phone": _time(one.phone), "balance_cents": one.balance_cents, "percent_used": percent,
        "runs_out_on": one.runs_out_on.isoformat() if one.runs_out_on else None,
    }  # fmt: skip
    if one.cycle is None:
        plain["starts_on"] = one.starts_on.isoformat()
    return plain


def _time(meter: Meter | None) -> dict[str, Any] | None:
    if meter is None:
        return None
    plain: dict[str, Any] = {
        "allowance_minutes": meter.allowance, "used_minutes": meter.used, "remaining_minutes": meter.remaining
    }  # fmt: skip
    return plain | ({"derived": True} if meter.derived else {})


def _count(meter: Meter | None) -> dict[str, int] | None:
    return None if meter is None else {"allowance": meter.allowance, "used": meter.used}


def _table(found: Sequence[Standing], on: date) -> None:
    table = Table(("Client", "Plan", "Used", "Left", "of", "%", "State", "Runs out"), right=(2, 3, 4, 5))
    owned = Counter(one.client for one in found)
    for one in found:
        client = f"{one.client}, {one.contract}" if owned[one.client] > 1 else one.client
        plan = one.plan if one.balance_cents is None else f"Block, {show_money(one.balance_cents)}"
        out = short_date(one.runs_out_on) if one.runs_out_on else "—"
        state = one.state if one.cycle is not None else f"from {short_date(one.starts_on)}"
        table.add(client, plan, *_figures(one), state, out)
    print(f"On {show_date(on)}, work of that day included")
    table.print()


def _figures(one: Standing) -> tuple[str, str, str, str]:
    """Used, left, allowance and percent; nothing is left to use of what rests or has ended."""
    leading = one.hours or one.phone
    if leading is None:
        return "—", "—", "—", "—"
    tenths = one.percent_tenths
    percent = "—" if tenths is None else f"{tenths // 10}.{tenths % 10}"
    left = "—" if one.state in (PAUSED, ENDED) else hmm(leading.remaining)
    return hmm(leading.used), left, hmm(leading.allowance), percent


def explain(
    store: Store, client: str, contract: str | None, meter: str | None, on: date, as_json: bool
) -> int:
    """The ledger tree of every contract of a client, or of the one named."""
    from mmtui.domain.tree import render_text
    from mmtui.services.explaining import explain_meter

    found = _of_client(standings(store, on), client)
    if contract is not None:
        named = [one for one in found if one.contract.casefold() == contract.casefold()]
        if not named:
            names = ", ".join(one.contract for one in found)
            raise MmtuiError(f"{found[0].client} has no contract {contract!r}.", f"It has {names}.")
        found = named
    running = [one for one in found if one.cycle is not None]
    measured = [one for one in running if _has(one, meter)] or running
    trees = [(one, explain_meter(store, one.contract_id, meter, on)) for one in measured]
    if not trees:
        raise MmtuiError(
            f"{found[0].client} starts on {show_date(found[0].starts_on)}.", "Give a later day with --on."
        )
    if as_json:
        told = [
            {"client": one.client, "contract": one.contract, "tree": _branch(tree)} for one, tree in trees
        ]
        dump({"on": on.isoformat(), "contracts": told})
    else:
        print("\n".join(render_text(tree) for _, tree in trees), end="")
    return 0


def _has(one: Standing, meter: str | None) -> bool:
    """Whether a contract has the meter, or any meter when none is named."""
    meters = {"hours": one.hours, "phone": one.phone, "calls": one.calls, "sprints": one.sprints}
    asked = [meters[meter]] if meter else list(meters.values())
    return any(found is not None for found in asked)


def _branch(node: Any) -> dict[str, Any]:
    plain = {"label": node.label, "detail": node.detail, "amount": node.amount, "unit": node.unit}
    return plain | {"children": [_branch(child) for child in node.children]}
