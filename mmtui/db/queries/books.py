"""Everything recorded of contracts that their ledgers are computed from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from mmtui.db.connect import Store
from mmtui.domain.contracts import Agreement, Pause, Terms
from mmtui.domain.coverage import meter_drawn
from mmtui.domain.cycles import Cycle, cycle_of
from mmtui.domain.ledger import Row
from mmtui.domain.prepaid import MoneyRow
from mmtui.domain.totals import Books, Days, Sum, reaches_back

DRAWING = {"hours": "plan", "phone": "phone support"}
CHUNK = 400


Named = tuple[int, str, str, Agreement]
"""A client's id, its name, the contract's name and what was agreed."""


class Contracted(NamedTuple):
    """A contract with its names and its books."""

    contract_id: int
    client_id: int
    client: str
    name: str
    books: Books


def load(
    store: Store, contract_ids: Sequence[int] | None = None, since: date | None = None
) -> dict[int, Contracted]:
    """The books of the contracts (of all living ones without ids), by contract id.

    With `since`, work before the cycle of that day is left out where no total from there on depends on it.
    """
    if contract_ids is None:
        contract_ids = [
            row[0] for row in store.rows("SELECT id FROM contract WHERE deleted_at = 0 ORDER BY id")
        ]
    found: dict[int, Contracted] = {}
    for at in range(0, len(contract_ids), CHUNK):
        found.update(_load_chunk(store, contract_ids[at : at + CHUNK], since))
    return found


class Signed(NamedTuple):
    """A contract with its names and its agreement."""

    client: str
    name: str
    agreement: Agreement


def load_agreements(store: Store) -> dict[int, Signed]:
    """The agreements of all living contracts, by contract id."""
    ids = [row[0] for row in store.rows("SELECT id FROM contract WHERE deleted_at = 0 ORDER BY id")]
    found: dict[int, Signed] = {}
    for at in range(0, len(ids), CHUNK):
        for contract_id, (_, client, name, agreement) in _agreements(store, ids[at : at + CHUNK]).items():
            found[contract_id] = Signed(client, name, agreement)
    return found


def agreement_of(store: Store, contract_id: int) -> Agreement:
    """The agreement of one contract, without its rows and work."""
    return _agreements(store, [contract_id])[contract_id][3]


def _load_chunk(store: Store, ids: Sequence[int], since: date | None) -> dict[int, Contracted]:
    agreements = _agreements(store, ids)
    rows = _allowance_rows(store, ids)
    money = _money(store, ids)
    anchors = {contract_id: found[3].anchor for contract_id, found in agreements.items()}
    sums: Sums = defaultdict(lambda: defaultdict(dict))
    counts: Counts = defaultdict(lambda: defaultdict(list))
    for first, group in _needed_from(agreements, rows, since).items():
        _add_work(store, group, first, sums)
        _add_counts(store, group, first, anchors, sums, counts)
    made: dict[int, Contracted] = {}
    for contract_id, (client_id, client, name, agreement) in agreements.items():
        days = _days_reader(store, contract_id, counts[contract_id])
        books = Books(agreement, rows[contract_id], money[contract_id], sums[contract_id], days)
        made[contract_id] = Contracted(contract_id, client_id, client, name, books)
    return made


def _needed_from(
    agreements: dict[int, Named], rows: dict[int, dict[str, list[Row]]], since: date | None
) -> dict[str, list[int]]:
    """The contracts by the ISO day from which on their work counts; an empty text is from the beginning."""
    found: dict[str, list[int]] = defaultdict(list)
    for contract_id, (_, _, _, agreement) in agreements.items():
        back = since is None or reaches_back(agreement, rows[contract_id])
        first = "" if since is None or back else cycle_of(since, agreement.anchor).start.isoformat()
        found[first].append(contract_id)
    return found


def _marks(ids: Sequence[int]) -> str:
    return ",".join("?" * len(ids))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _agreements(store: Store, ids: Sequence[int]) -> dict[int, Named]:
    marks = _marks(ids)
    terms = _terms(store, ids)
    pauses: dict[int, list[Pause]] = defaultdict(list)
    for contract_id, start, end in store.rows(
        f"SELECT contract_id, starts_on, ends_on FROM contract_pause WHERE deleted_at = 0 "
        f"AND contract_id IN ({marks}) ORDER BY starts_on",
        ids,
    ):
        pauses[contract_id].append(Pause(date.fromisoformat(start), _day(end)))
    found: dict[int, Named] = {}
    for row in store.rows(
        f"SELECT k.id, k.client_id, c.name, k.name, k.starts_on, k.ends_on, k.anchor_day, k.opening_minutes, "
        f"k.prepaid FROM contract k JOIN client c ON c.id = k.client_id WHERE k.id IN ({marks})",
        ids,
    ):
        contract_id, client_id, client, name, start, end, anchor, opening, prepaid = row
        agreement = Agreement(
            date.fromisoformat(start), anchor, tuple(terms[contract_id]), _day(end), opening,
            tuple(pauses[contract_id]), bool(prepaid),
        )  # fmt: skip
        found[contract_id] = (client_id, client, name, agreement)
    return found


TERMS_COLUMNS = (
    "holds_from, family, plan, hours, phone, calls, sprints, change_mode, rollover, rollover_cap, "
    "rollover_cycles, rounding_minutes, rounding, thresholds, price_cents, rate_cents"
)

TERMS_FIELDS = [name.strip().replace("change_mode", "change") for name in TERMS_COLUMNS.split(",")]


def _terms(store: Store, ids: Sequence[int]) -> dict[int, list[Terms]]:
    """The terms in force, oldest first: of each day the latest revision, unless that withdraws it."""
    latest: dict[tuple[int, str], tuple[Any, ...]] = {}
    for row in store.rows(
        f"SELECT contract_id, withdrawn, {TERMS_COLUMNS} FROM contract_terms "
        f"WHERE contract_id IN ({_marks(ids)}) ORDER BY holds_from, revision",
        ids,
    ):
        latest[row[0], row[2]] = row
    found: dict[int, list[Terms]] = defaultdict(list)
    for row in latest.values():
        if not row[1]:
            found[row[0]].append(_as_terms(row[2:]))
    return found


def _as_terms(row: Sequence[Any]) -> Terms:
    thresholds = tuple(int(part) for part in row[13].split(";") if part)
    values = (date.fromisoformat(row[0]), *row[1:13], thresholds, *row[14:])
    return Terms(**dict(zip(TERMS_FIELDS, values, strict=True)))


def _allowance_rows(store: Store, ids: Sequence[int]) -> dict[int, dict[str, list[Row]]]:
    """Rows recorded by people; those of a closing repeat what is computed and are only checked."""
    found: dict[int, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for contract_id, meter, kind, dated, amount, reason, expires in store.rows(
        f"SELECT contract_id, meter, kind, dated, amount, reason, expires_on FROM allowance_row "
        f"WHERE origin = 'person' AND contract_id IN ({_marks(ids)}) ORDER BY dated, id",
        ids,
    ):
        row = Row(date.fromisoformat(dated), kind, amount, reason, _day(expires))
        found[contract_id][meter].append(row)
    return found


def _money(store: Store, ids: Sequence[int]) -> dict[int, list[MoneyRow]]:
    found: dict[int, list[MoneyRow]] = defaultdict(list)
    for contract_id, dated, kind, cents in store.rows(
        f"SELECT contract_id, dated, kind, cents FROM money_row WHERE contract_id IN ({_marks(ids)}) "
        f"ORDER BY dated, id",
        ids,
    ):
        found[contract_id].append(MoneyRow(date.fromisoformat(dated), kind, cents))
    return found


Sums = dict[int, dict[str, dict[date, Sum]]]
Counts = dict[int, dict[str, list[tuple[date, int]]]]


def _add_work(store: Store, ids: Sequence[int], first: str, sums: Sums) -> None:
    """Add up the entries of each meter by cycle."""
    for contract_id, start, coverage, used, last_on in store.rows(
        f"SELECT contract_id, cycle_start, coverage, SUM(minutes), MAX(worked_on) FROM time_entry "
        f"WHERE deleted_at = 0 AND contract_id IS NOT NULL AND contract_id IN ({_marks(ids)}) "
        f"AND cycle_start >= ? GROUP BY contract_id, cycle_start, coverage",
        (*ids, first),
    ):
        meter = meter_drawn(coverage)
        if meter is not None:
            total = Sum(int(used), date.fromisoformat(last_on))
            sums[contract_id][meter][date.fromisoformat(start)] = total


def _add_counts(
    store: Store, ids: Sequence[int], first: str, anchors: dict[int, int], sums: Sums, counts: Counts
) -> None:
    """Add up the calls and sprints that took place, and keep their days."""
    for contract_id, meter, dated in store.rows(
        f"SELECT contract_id, meter, dated FROM count_entry WHERE deleted_at = 0 AND state = 'done' "
        f"AND contract_id IN ({_marks(ids)}) AND dated >= ? ORDER BY dated",
        (*ids, first),
    ):
        day = date.fromisoformat(dated)
        counts[contract_id][meter].append((day, 1))
        kept = sums[contract_id][meter]
        start = cycle_of(day, anchors[contract_id]).start
        before = kept.get(start, Sum(0, day))
        kept[start] = Sum(before.used + 1, day)


def _days_reader(
    store: Store, contract_id: int, counts: dict[str, list[tuple[date, int]]]
) -> Callable[[str, Cycle], Days]:
    known: dict[tuple[str, Cycle], Days] = {}

    def days(meter: str, cycle: Cycle) -> Days:
        if meter not in DRAWING:
            return [pair for pair in counts[meter] if cycle.contains(pair[0])]
        if (meter, cycle) not in known:
            known[meter, cycle] = _days(store, contract_id, meter, cycle)
        return known[meter, cycle]

    return days


def _days(store: Store, contract_id: int, meter: str, cycle: Cycle) -> Days:
    rows: Iterable[tuple[Any, ...]] = store.rows(
        "SELECT worked_on, SUM(minutes) FROM time_entry WHERE deleted_at = 0 AND contract_id = ? "
        "AND cycle_start = ? AND coverage = ? GROUP BY worked_on ORDER BY worked_on",
        (contract_id, cycle.start.isoformat(), DRAWING[meter]),
    )
    return [(date.fromisoformat(day), int(minutes)) for day, minutes in rows]
