"""What the client page shows: one client, its contracts, and one cycle of a contract.

Plain values; the services fill them, the screens and the command line print them.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from mmtui.domain.contracts import Agreement, Terms
from mmtui.domain.cycles import Cycle
from mmtui.domain.ledger import Row
from mmtui.domain.standing import Standing


class ContactLine(NamedTuple):
    """One person at the client; `kind` says what for (main, billing …), parts not known are empty."""

    name: str
    kind: str
    email: str
    phone: str


class ContractPage(NamedTuple):
    """One contract today: its standing, what was agreed, and its cycles up to today, newest first."""

    standing: Standing
    agreement: Agreement
    terms: Terms
    cycles: tuple[Cycle, ...]


class ClientPage(NamedTuple):
    """One client with every contract, those that run first; `on` is the day all figures hold for."""

    client_id: int
    name: str
    since: date | None
    contacts: tuple[ContactLine, ...]
    contracts: tuple[ContractPage, ...]
    on: date


class EntryLine(NamedTuple):
    """One time entry: accounted minutes, what covers them, and flags in words ("no activity")."""

    worked_on: date
    person: str
    activity: str
    note: str
    minutes: int
    coverage: str
    flags: tuple[str, ...] = ()


class LedgerLine(NamedTuple):
    """One allowance row of a meter; provisional while its cycle is not closed by a frozen line."""

    meter: str
    row: Row
    provisional: bool


class CycleUse(NamedTuple):
    """What the leading time meter used and was allowed in one cycle."""

    cycle: Cycle
    used: int
    allowance: int


class PlanSize(NamedTuple):
    """One plan of the same family with its minutes a cycle; `own` is the one the contract has."""

    name: str
    minutes: int
    own: bool


class Hint(NamedTuple):
    """The right-size verdict ("Standard fits"), the sentences behind it, the short form of those."""

    verdict: str
    sentence: str
    short: str
    fits: bool


class BurnPoints(NamedTuple):
    """The burn-down of a cycle in minutes left.

    `opening` is the level before the first day, `levels` the level after each day up to today, the cycle's
    or the contract's end. `ideal` is the even pace before each day and after the last one, `forecast`
    (day, level) pairs from today on, empty when there is nothing to foresee.
    """

    opening: int
    levels: tuple[int, ...]
    ideal: tuple[int, ...]
    forecast: tuple[tuple[date, int], ...]
    cutoffs: tuple[date, ...]


class CyclePage(NamedTuple):
    """One cycle of a contract.

    `standing` is that of the cycle's last day, or of today while it runs. `entries` are the newest ones, of
    `entry_count` in all; `used_minutes` is what they drew from the leading time meter (`meter`). `uses` are
    the last six cycles up to this one, oldest first.
    """

    cycle: Cycle
    standing: Standing
    meter: str
    burn: BurnPoints | None
    entries: tuple[EntryLine, ...]
    entry_count: int
    used_minutes: int
    ledger: tuple[LedgerLine, ...]
    uses: tuple[CycleUse, ...]
    sizes: tuple[PlanSize, ...]
    hint: Hint | None
    next_call: date | None
    next_sprint: date | None
    closed: bool
