"""The figures: kept totals against the rows, cycles against dates, and every ledger against itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from mmtui.db.models.base import key
from mmtui.db.queries import books, checks, named
from mmtui.db.queries.books import Contracted
from mmtui.domain.contracts import TIME_METERS
from mmtui.domain.coverage import METERS
from mmtui.domain.cycles import cycle_of
from mmtui.domain.hours import hmm
from mmtui.domain.invariants import adds_up, balance
from mmtui.domain.money import show_money
from mmtui.domain.totals import Total, pages_of, totals
from mmtui.errors import MmtuiError
from mmtui.services.findings import OUTSIDE, RESTORE, Run

CHUNK = 100
LISTED = 100
BROKEN = (ValueError, TypeError, LookupError, ArithmeticError, MmtuiError)
ANEW = "The rows count: any change of the contract sums them up anew. If it stays, restore a backup."


def ledgers(run: Run) -> None:
    """Every contract's kept totals and its ledgers, computed from the rows."""
    listed = run.store.rows(
        "SELECT k.id, c.name, k.name FROM contract k LEFT JOIN client c ON c.id = k.client_id "
        "WHERE k.deleted_at = 0 ORDER BY k.id"
    )
    names = {int(row[0]): f"{row[1]}, {row[2]}" for row in listed}
    run.looked_at["contracts"] = len(names)
    run.looked_at["cycle totals"] = 0
    ids = list(names)
    for at in range(0, len(ids), CHUNK):
        some = ids[at : at + CHUNK]
        kept = named.kept_totals(run.store, some)
        for contract_id, contracted in _loaded(run, some, names):
            run.looked_at["cycle totals"] += len(kept[contract_id])
            try:
                _contract(run, contracted, names[contract_id], kept[contract_id])
            except BROKEN as error:
                what = f"The ledger of {names[contract_id]} can't be computed ({error})."
                run.add("total", what, RESTORE)
    if stray := named.stray_totals(run.store):
        run.add("total", f"{stray:,} kept totals belong to no contract.", RESTORE)


def _loaded(run: Run, ids: Sequence[int], names: Mapping[int, str]) -> Iterator[tuple[int, Contracted]]:
    """The books of contracts; where a row spoils its neighbours' reading, one contract after the other."""
    try:
        found = books.load(run.store, ids)
    except BROKEN:
        found = {}
    for contract_id in ids:
        try:
            one = found.get(contract_id) or books.load(run.store, [contract_id])[contract_id]
        except BROKEN as error:
            run.add("total", f"The records of {names[contract_id]} can't be read ({error}).", RESTORE)
            continue
        yield contract_id, one


def _contract(run: Run, contracted: Contracted, name: str, kept: dict[str, tuple[Any, ...]]) -> None:
    of = contracted.books
    worked = {start for sums in of.sums.values() for start in sums}
    lasts = [one.last_on for sums in of.sums.values() for one in sums.values()]
    through = max([run.today, *lasts, *(date.fromisoformat(start) for start in kept)])
    made = {total.cycle_start: total for total in totals(of, through)}
    for start, total in made.items():
        there = kept.get(start.isoformat())
        if there is not None and there != stored(total):
            run.add("total", _difference(run, name, there, total), ANEW)
        elif there is None and start in worked:
            what = f"The kept total of {name} from {run.day(start.isoformat())} on is missing."
            run.add("total", what, ANEW)
    for text in kept:
        if date.fromisoformat(text) not in made:
            run.add("total", f"The kept total of {name} from {run.day(text)} on has no rows behind it.", ANEW)
    for meter in METERS:
        if of.agreement.has(meter):
            _ledger(run, contracted, name, meter, through)


def stored(total: Total) -> tuple[Any, ...]:
    """A total as its row keeps it: dates ISO, no day as ''."""
    plain = total._asdict() | {"used_up_on": total.used_up_on or ""}
    return tuple(value.isoformat() if isinstance(value, date) else value for value in plain.values())


def _difference(run: Run, name: str, kept: tuple[Any, ...], total: Total) -> str:
    """The first figure that differs, as kept and by the rows."""
    pairs = zip(Total._fields, kept, stored(total), strict=True)
    field, was, should = next(one for one in pairs if one[1] != one[2])
    words = field.replace("_", " ")
    cycle = run.day(total.cycle_start.isoformat())
    return (
        f"The kept total of {name} from {cycle} on does not agree with its rows: {words} is "
        f"{_figure(run, field, was)}, by the rows {_figure(run, field, should)}."
    )


def _figure(run: Run, field: str, value: Any) -> str:
    if value is None or value == "":
        return "nothing"
    if field in ("cycle_end", "steady_from", "used_up_on"):
        return run.day(value)
    if isinstance(value, int) and field.partition("_")[0] in TIME_METERS:
        return hmm(value)
    if isinstance(value, int) and field.endswith("_cents"):
        return show_money(value)
    return str(value)


def _ledger(run: Run, contracted: Contracted, name: str, meter: str, through: date) -> None:
    """Allowance in = used + expired + forfeited + carried, less what nothing covered; use = its entries."""
    pages = pages_of(contracted.books, meter, through)
    found = balance(pages)
    if not found.holds:
        what = f"The {meter} of {name} do not add up: {found.came_in} came in, {found.went_out} went out."
        run.add("allowance", what, RESTORE)
    for page in pages:
        worked = contracted.books.usage(meter).total(page.cycle)
        if not adds_up(page) or page.used != worked:
            what = f"The {meter} of {name} in {page.cycle.title} do not add up to their entries."
            run.add("allowance", what, RESTORE)


def cycles(run: Run) -> None:
    """Every entry lies in the cycle of its worked date."""
    wrong: list[int] = []
    for contract_id, anchor, start, first, last in checks.cycle_spans(run.store):
        if _cycle_start(first, anchor) != start or _cycle_start(last, anchor) != start:
            rows = checks.entries_of_cycle(run.store, contract_id, start)
            wrong += [number for number, day in rows if _cycle_start(day, anchor) != start]
    for number, day, start, anchor in checks.entries_without_cycle(run.store):
        if start != ("" if anchor is None else _cycle_start(day, anchor)):
            wrong.append(number)
    for row in named.entries(run.store, wrong[:LISTED]):
        who = ", ".join(part for part in (run.day(row.dated), row.person, row.client) if part)
        run.add("cycle", f"The entry of {who} {OUTSIDE}: it stands in another cycle than its day's.")
    if len(wrong) > LISTED:
        run.add(
            "cycle", f"{len(wrong) - LISTED:,} more entries stand in another cycle than their day's.", RESTORE
        )


def _cycle_start(day: str, anchor: int) -> str:
    try:
        return cycle_of(date.fromisoformat(day), anchor).start.isoformat()
    except BROKEN:
        return "no date"


def names(run: Run) -> None:
    """Every name is the one that it is found by."""
    for table, name, name_key in checks.name_keys(run.store):
        if key(name) != name_key:
            kind = table.replace("_", " ")
            run.add("name", f"The name of the {kind} {name} {OUTSIDE}: it is found as {name_key}.")
