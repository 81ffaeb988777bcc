"""What the client page shows: one client, its contracts, and one cycle of a contract.

Plain values; the services fill them, the screens and the command line print them.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from mmtui.domain.burndown import BurnDown
from mmtui.domain.contracts import Agreement, Terms
from mmtui.domain.cycles import Cycle
from mmtui.domain.ledger import Row
from mmtui.domain.rightsize import RightSize, Size
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


class LowHours(NamedTuple):
    """One contract that is low, used up or over.

    `meter` is the time meter that is worst ("hours" or "phone"), `crossed` the highest of its `thresholds`
    reached, `pace` the minutes that will be used by the cycle's end at the pace so far.
    """

    standing: Standing
    meter: str
    thresholds: tuple[int, ...]
    crossed: int | None
    pace: int | None


class CyclePage(NamedTuple):
    """One cycle of a contract.

    `standing` is that of the cycle's last day, or of today while it runs. `entries` are the newest ones, of
    `entry_count` in all; `used_minutes` is what they drew from the leading time meter (`meter`). `uses` are
    the last six cycles up to this one, oldest first; `sizes` are the family's plans with hours, `hint` is
    None without a time meter that a plan sizes. `burn` is None where no time meter is.
    """

    cycle: Cycle
    standing: Standing
    meter: str
    burn: BurnDown | None
    entries: tuple[EntryLine, ...]
    entry_count: int
    used_minutes: int
    ledger: tuple[LedgerLine, ...]
    uses: tuple[CycleUse, ...]
    sizes: tuple[Size, ...]
    hint: RightSize | None
    next_call: date | None
    next_sprint: date | None
    closed: bool
