"""Office databases and a time sheet of any size, the same figures every time.

An office has 200 contracts over 24 months, booked by 12 people; hours plans with calls and sprints, anchors on
any day, some rollovers and top-ups. The hours worked per cycle do not depend on the number of entries, so that
offices of different sizes show the same screens. Offices are kept in the user's temporary folder, under a name
that says everything they depend on.
"""

from __future__ import annotations

import getpass
import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks import raw_status
from mmtui.db.commands import contracts as write
from mmtui.db.commands import entries
from mmtui.db.commands.entries import EntryRow
from mmtui.db.commands.settle import settle
from mmtui.db.connect import MIGRATIONS, Store
from mmtui.domain.contracts import CARRY_UNUSED, Terms
from mmtui.domain.cycles import Cycle, cycle_of, cycles
from mmtui.domain.ledger import TOPUP, Row
from mmtui.domain.plans import HOURS_PLAN
from mmtui.domain.rounding import account
from mmtui.paths import DataRoot, private_folder
from mmtui.services.checking import daily
from mmtui.services.contracts import add_client, add_person, sign
from mmtui.services.desk import Desk
from mmtui.services.office import OfficeSettings, open_office, save_office_settings

GENERATOR = 3
"""Count up whenever the offices made here change."""

TODAY = date(2026, 11, 30)
"""The last day of a month, when the hours left matter and a whole month lies behind."""
FIRST = date(2024, 12, 1)
CONTRACTS, PEOPLE = 200, 12
PLANS = (("Basic", 8, 1), ("Standard", 16, 2), ("Premium", 24, 3), ("Growth", 40, 4))
ANCHORS = (1, 1, 1, 1, 5, 15, 20, 28, 31)
KINDS = ("Dental", "Bakery", "Law", "Café", "Studio")
NOTES = ("Plugin updates", "Fix the contact form", "Newsletter layout", "Call about the shop", "Speed review")
CHUNK = 20_000


class Plan(NamedTuple):
    """What contract `number` is, known without its database; its id is the number + 1."""

    number: int
    client: str
    name: str
    project: str
    anchor: int
    hours: int
    calls: int


def plan_of(number: int) -> Plan:
    """Every figure follows from the number."""
    name, hours, calls = PLANS[number % len(PLANS)]
    client = f"Client {number:03d} {KINDS[number % len(KINDS)]}"
    return Plan(
        number, client, name, f"{name} care {number:03d}", ANCHORS[number % len(ANCHORS)], hours, calls
    )


class Deal(NamedTuple):
    """A contract of the generated office."""

    contract_id: int
    client: str
    project: str
    anchor: int
    hours: int
    calls: int


def names() -> list[str]:
    return [f"Person {number:02d}" for number in range(PEOPLE)]


def cache() -> Path:
    """The folder of the generated offices, readable by their user only."""
    return private_folder(Path(tempfile.gettempdir()) / f"mmtui-benchmarks-{getpass.getuser()}")


def office(size: int, contracts: int = CONTRACTS, folder: Path | None = None) -> DataRoot:
    """The office with `size` time entries, made when it is not there yet; read it, never write to it."""
    place, kind = folder or cache(), f"{contracts}-{size}"
    home = place / f"office-{_key()}-{kind}"
    if not home.exists():
        for stale in place.glob(f"office-*-{kind}"):
            shutil.rmtree(stale)
        building = home.with_name(f"{home.name}.new")
        shutil.rmtree(building, ignore_errors=True)
        _build(DataRoot(building), size, contracts)
        building.rename(home)
    return DataRoot(home)


def copy_of(root: DataRoot, folder: Path) -> DataRoot:
    """An office of one's own to write to, without backups."""
    copied = DataRoot(folder)
    copied.create()
    shutil.copyfile(root.database_file, copied.database_file)
    return copied


def _key() -> str:
    """Changes with the schema, and with what this module makes of it."""
    text = "".join(path.read_text("utf-8") for path in sorted(MIGRATIONS.glob("[0-9]*.py")))
    return hashlib.sha256(f"{GENERATOR}{TODAY}{text}".encode()).hexdigest()[:12]


def _build(root: DataRoot, size: int, contracts: int) -> None:
    store = open_office(root)
    random = Random(size)
    with store.session():
        with store.transaction():
            save_office_settings(store, OfficeSettings(name="Benchmark Office", set_up=True))
            desk = Desk(store, "America/New_York", None, TODAY)
            people = [add_person(desk, name, roles=["technician"]) for name in names()]
            deals = [_sign(desk, number) for number in range(contracts)]
        with store.transaction():
            _write_entries(store, _entries(random, deals, people, size))
        with store.transaction():
            settle(store, [deal.contract_id for deal in deals], TODAY)
        store.execute(raw_status.INDEX)
        store.execute("ANALYZE")
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    begun = daily(root, store, TODAY)  # else the first start of the app does the day's check and copy
    if begun is None or not begun.report.ok:
        raise AssertionError(f"the generated office fails its own check: {begun}")
    store.close()


def _sign(desk: Desk, number: int) -> Deal:
    """Contract `number`, with its calls, sprints, top-ups and terms."""
    random = Random(number)
    plan = plan_of(number)
    terms = Terms(FIRST, HOURS_PLAN, plan.name, plan.hours * 60, calls=plan.calls, sprints=plan.calls)
    if number % 10 == 3:
        terms = replace(terms, rollover=CARRY_UNUSED, rollover_cap=600)
    client_id = add_client(desk, plan.client)
    contract_id = sign(desk, client_id, plan.name, terms, anchor_day=plan.anchor, projects=[plan.project])
    deal = Deal(contract_id, plan.client, plan.project, plan.anchor, plan.hours, plan.calls)
    for cycle in _cycles(deal):
        _write_rows(deal, cycle, random)
    return deal


def _write_rows(deal: Deal, cycle: Cycle, random: Random) -> None:
    first, last = _worked_span(cycle)
    days = (last - first).days
    for meter in ("calls", "sprints"):
        for _ in range(random.randint(0, deal.calls)):
            day = first + timedelta(days=random.randint(0, days))
            write.add_count(deal.contract_id, meter, day, "done", None, "")
    if random.random() < 0.02:
        write.add_allowance(deal.contract_id, "hours", Row(first, TOPUP, 120, "bought"))


def _cycles(deal: Deal) -> list[Cycle]:
    return list(cycles(FIRST, TODAY, deal.anchor))


def _worked_span(cycle: Cycle) -> tuple[date, date]:
    return max(cycle.start, FIRST), min(cycle.end, TODAY)


def _write_entries(store: Store, rows: Iterator[EntryRow]) -> None:
    chunk: list[EntryRow] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            entries.insert(store, chunk)
            chunk = []
    entries.insert(store, chunk)


def _entries(random: Random, deals: list[Deal], people: list[int], size: int) -> Iterator[EntryRow]:
    """Entries by day, the contracts mixed, as time sheets bring them in."""
    share = {deal.contract_id: _shares(deal, size / len(deals)) for deal in deals}
    days = (TODAY - FIRST).days + 1
    for number in range(size):
        day = FIRST + timedelta(days=number * days // size)
        yield _entry(random, number, day, random.choice(deals), random.choice(people), share)


def _shares(deal: Deal, entries_a_contract: float) -> dict[date, float]:
    """The mean seconds of an entry by cycle, so that most cycles end between a third and all of the plan."""
    random = Random(deal.contract_id * 7919)
    days = (TODAY - FIRST).days + 1
    found = {}
    for cycle in _cycles(deal):
        first, last = _worked_span(cycle)
        expected = max(1.0, entries_a_contract * ((last - first).days + 1) / days)
        found[cycle.start] = deal.hours * 3600 * random.uniform(0.3, 1.15) / expected
    return found


def _entry(
    random: Random, number: int, day: date, deal: Deal, person_id: int, share: dict[int, dict[date, float]]
) -> EntryRow:
    start = cycle_of(day, deal.anchor).start
    seconds = min(36_000, max(60, int(share[deal.contract_id][start] * random.uniform(0.5, 1.5))))
    return EntryRow(
        uuid=f"{number:012x}{random.getrandbits(80):020x}", recorded_at=1_790_000_000,
        contract_id=deal.contract_id, person_id=person_id, worked_on=day.isoformat(),
        cycle_start=start.isoformat(), seconds=seconds, minutes=account(seconds), coverage="plan",
        counted=1, billable=1, activity="", task="", note=random.choice(NOTES), started_at=None, ended_at=None,
        source="app", source_key=f"{number:032x}", ordinal=0, source_start=None, source_client=deal.client,
        source_project=deal.project, source_text="", batch_id=None, line=None, flags="",
    )  # fmt: skip
