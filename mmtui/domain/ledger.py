"""The ledger of one meter: what came in, what work drew, what is left, cycle by cycle.

Allowance lies in buckets that open, are drawn and expire. Work draws the bucket that expires first, on a tie
the older one; what no bucket covers is overdrawn and stays in its cycle until somebody decides. Everything is
computed from the terms, the recorded rows and the work done, so the order in which they became known is of
no matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from mmtui.domain.contracts import CARRY_UNUSED, COUNT_METERS, Agreement
from mmtui.domain.cycles import Cycle, following
from mmtui.domain.grants import Grant, grants

GRANT = "GRANT"
ROLLOVER_IN = "ROLLOVER_IN"
EXPIRE = "EXPIRE"
TOPUP = "TOPUP"
ADJUST = "ADJUST"
FORFEIT = "FORFEIT"
KINDS = (GRANT, ROLLOVER_IN, EXPIRE, TOPUP, ADJUST, FORFEIT)
CARRIED = "CARRIED"
NEVER = date.max
DAY = timedelta(days=1)


class Row(NamedTuple):
    """One allowance row; `amount` is signed: minutes of a time meter, a count of the others.

    Recorded rows are TOPUP, ADJUST and FORFEIT, dated in the cycle they belong to. The others are computed.
    `expires_on` is the last day of a top-up's bucket, None when it does not expire. A `closing` row happens
    when its day is over. CARRIED shows what an older bucket brings into a later cycle.
    """

    on: date
    kind: str
    amount: int
    label: str = ""
    expires_on: date | None = None
    closing: bool = False


class Usage(Protocol):
    """Work that draws the meter, by worked date."""

    def total(self, cycle: Cycle) -> int:
        """Everything drawn in a cycle."""

    def days(self, cycle: Cycle) -> Sequence[tuple[date, int]]:
        """What was drawn in a cycle on each day, in date order."""


class Worked:
    """Usage from plain (date, amount) pairs in any order."""

    def __init__(self, pairs: Iterable[tuple[date, int]]) -> None:
        self._pairs = sorted(pairs)

    def total(self, cycle: Cycle) -> int:
        return sum(amount for day, amount in self._pairs if cycle.contains(day))

    def days(self, cycle: Cycle) -> Sequence[tuple[date, int]]:
        return [pair for pair in self._pairs if cycle.contains(pair[0])]


@dataclass(slots=True)
class Bucket:
    """Allowance that can be drawn until `expires` (its last day); `order` is its age."""

    kind: str
    opened: date
    expires: date
    left: int
    order: int
    label: str = ""
    rolls: bool = False


class Draw(NamedTuple):
    """A part of a piece of work: drawn from the bucket `order`, or overdrawn when that is None."""

    item: int
    on: date
    amount: int
    order: int | None


@dataclass(slots=True)
class CycleLedger:
    """One meter in one cycle, after everything known of it.

    `allowance` is the sum of the rows that count at its end, `used` the work that draws it (less what was
    re-covered as additional work), `overdrawn` the part of the use that nothing covers, `owed` the part of a
    deduction that nothing covers, `expired`, `forfeited` and `carried` what became of the rest.
    """

    cycle: Cycle
    horizon: date
    rows: list[Row] = field(default_factory=list)
    draws: list[Draw] = field(default_factory=list)
    used: int = 0
    overdrawn: int = 0
    owed: int = 0
    expired: int = 0
    forfeited: int = 0
    carried: int = 0

    @property
    def allowance(self) -> int:
        return self.allowance_on(self.horizon)

    @property
    def remaining(self) -> int:
        """Allowance less use on the last day of the cycle (or of the contract); may be negative."""
        return self.allowance - self.used

    def allowance_on(self, day: date) -> int:
        """The sum of the rows that count on a day: those dated up to it, less what was over before it."""
        return sum(row.amount for row in self.rows if row.on < day or (row.on == day and not row.closing))

    def steady_from(self) -> date:
        """The first day from which the allowance no longer changes inside the cycle."""
        changes = [row for row in self.rows if row.on < self.horizon or not row.closing]
        return max(
            self.cycle.start, *(row.on + DAY if row.closing else row.on for row in changes), self.cycle.start
        )


def ledger(
    agreement: Agreement,
    meter: str,
    rows: Sequence[Row],
    usage: Usage,
    through: date,
    recovered: Sequence[tuple[date, int]] = (),
    since: date | None = None,
) -> list[CycleLedger]:
    """Every cycle of a meter from the contract's start to the one that holds `through`.

    `rows` are the recorded ones of this meter, `recovered` the overdrawn minutes that were re-covered as
    additional work, by a date in their cycle. `since` leaves out the cycles before its own, for a contract
    of which nothing passes from one cycle into the next.
    """
    made: list[CycleLedger] = []
    keeper = _Keeper(agreement, meter)
    for cycle in agreement.cycles_through(through):
        if since is not None and cycle.end < since:
            continue
        inside = [row for row in rows if cycle.contains(row.on)]
        back = [pair for pair in recovered if cycle.contains(pair[0])]
        made.append(keeper.keep(cycle, inside, usage, back))
    return made


class _Keeper:
    """Walks the cycles in order and hands the living buckets from one to the next."""

    def __init__(self, agreement: Agreement, meter: str) -> None:
        self.agreement = agreement
        self.meter = meter
        self.buckets: list[Bucket] = []
        self.debts: list[list[int]] = []
        self.opened = 0

    def keep(
        self, cycle: Cycle, rows: list[Row], usage: Usage, recovered: list[tuple[date, int]]
    ) -> CycleLedger:
        end = self.agreement.end
        page = CycleLedger(cycle, cycle.end if end is None or end > cycle.end else end)
        self.page = page
        self.debts = []
        self._bring_in(cycle)
        given = grants(self.agreement, self.meter, cycle)
        dated = bool(rows or recovered or len(given) > 1)
        dated = dated or any(bucket.expires < cycle.end for bucket in self.buckets)
        work = usage.days(cycle) if dated else [(cycle.start, usage.total(cycle))]
        self._play(cycle, given, rows, work, recovered)
        page.overdrawn = sum(amount for amount, item in self.debts if item >= 0)
        page.owed = sum(amount for amount, item in self.debts if item < 0)
        self._close(page)
        return page

    def _bring_in(self, cycle: Cycle) -> None:
        for bucket in self.buckets:
            kind = ROLLOVER_IN if bucket.kind == ROLLOVER_IN and bucket.opened == cycle.start else CARRIED
            expires = None if bucket.expires == NEVER else bucket.expires
            self.page.rows.append(Row(cycle.start, kind, bucket.left, bucket.label, expires))

    def _play(
        self,
        cycle: Cycle,
        given: list[Grant],
        rows: list[Row],
        work: Sequence[tuple[date, int]],
        recovered: list[tuple[date, int]],
    ) -> None:
        """The events of a cycle by day; on one day allowance comes before work, and expiry last."""
        events: list[tuple[date, int, int, object]] = []
        events += [(grant.on, 0, n, grant) for n, grant in enumerate(given)]
        events += [(row.on, 1 if row.amount >= 0 else 2, n, row) for n, row in enumerate(rows)]
        events += [(day, 3, n, amount) for n, (day, amount) in enumerate(work)]
        events += [(day, 4, n, amount) for n, (day, amount) in enumerate(recovered)]
        for day, rank, item, what in sorted(events, key=lambda event: event[:3]):
            self._expire_before(day)
            if isinstance(what, Grant):
                self._grant(cycle, what)
            elif isinstance(what, Row):
                self._record(cycle, what, rank)
            elif isinstance(what, int) and rank == 3:
                self.page.used += what
                self._draw(day, what, item)
            elif isinstance(what, int):
                self._recover(what)
        self._expire_before(cycle.end)

    def _grant(self, cycle: Cycle, grant: Grant) -> None:
        self.page.rows.append(Row(grant.on, GRANT, grant.amount, grant.plan))
        if grant.amount < 0:
            self._draw(grant.on, -grant.amount, -1)
            return
        rolls = not grant.opening and self.meter not in COUNT_METERS
        self._open(GRANT, grant.on, cycle.end, grant.amount, grant.plan, rolls)

    def _record(self, cycle: Cycle, row: Row, rank: int) -> None:
        self.page.rows.append(row)
        if row.kind == FORFEIT:
            self.page.forfeited -= row.amount
        if rank == 2:
            self._draw(row.on, -row.amount, -1)
        elif row.kind == TOPUP:
            self._open(TOPUP, row.on, row.expires_on or NEVER, row.amount, row.label, rolls=False)
        else:
            self._open(row.kind, row.on, cycle.end, row.amount, row.label, rolls=True)

    def _open(self, kind: str, day: date, expires: date, amount: int, label: str, rolls: bool) -> None:
        """A new bucket covers what its cycle has overdrawn so far, from the first such entry on."""
        self.opened += 1
        bucket = Bucket(kind, day, expires, amount, self.opened, label, rolls)
        for debt in self.debts:
            part = min(debt[0], bucket.left)
            debt[0] -= part
            bucket.left -= part
            if part and debt[1] >= 0:
                self.page.draws.append(Draw(debt[1], day, part, bucket.order))
        self.debts = [debt for debt in self.debts if debt[0]]
        self.buckets.append(bucket)
        self.buckets.sort(key=lambda one: (one.expires, one.order))

    def _draw(self, day: date, amount: int, item: int) -> None:
        for bucket in self.buckets:
            if not amount:
                return
            part = min(bucket.left, amount)
            if part:
                bucket.left -= part
                amount -= part
                if item >= 0:
                    self.page.draws.append(Draw(item, day, part, bucket.order))
        if amount:
            self.debts.append([amount, item])

    def _recover(self, amount: int) -> None:
        for debt in self.debts:
            if debt[1] >= 0:
                part = min(debt[0], amount)
                debt[0] -= part
                amount -= part
                self.page.used -= part
        self.debts = [debt for debt in self.debts if debt[0]]

    def _expire_before(self, day: date) -> None:
        for bucket in self.buckets:
            if bucket.expires < day:
                self._expire(bucket)
        self.buckets = [bucket for bucket in self.buckets if bucket.left or bucket.expires >= day]

    def _expire(self, bucket: Bucket) -> None:
        if bucket.left:
            self.page.rows.append(Row(bucket.expires, EXPIRE, -bucket.left, bucket.label, closing=True))
            self.page.expired += bucket.left
            bucket.left = 0

    def _close(self, page: CycleLedger) -> None:
        """At the cycle's end: forfeit when the contract ends, else roll what may roll and expire the rest."""
        end = self.agreement.end
        if end is not None and end <= page.cycle.end:
            self._forfeit(page, end)
            return
        living = [bucket for bucket in self.buckets if bucket.expires > page.cycle.end and bucket.left]
        rolled = self._rollover(page, living)
        for bucket in self.buckets:
            if bucket.expires <= page.cycle.end:
                self._expire(bucket)
        self.buckets = sorted([*living, *rolled], key=lambda one: (one.expires, one.order))
        page.carried = sum(bucket.left for bucket in self.buckets)

    def _forfeit(self, page: CycleLedger, end: date) -> None:
        left = sum(bucket.left for bucket in self.buckets)
        if left:
            page.rows.append(Row(end, FORFEIT, -left, "end of the contract", closing=True))
            page.forfeited += left
        self.buckets = []

    def _rollover(self, page: CycleLedger, living: list[Bucket]) -> list[Bucket]:
        """Unused hours that may roll, as far as the cap on all rolled hours in the next cycle allows."""
        terms = self.agreement.terms_on(page.cycle.end)
        if terms.rollover != CARRY_UNUSED or self.meter != "hours":
            return []
        rolling = [one for one in self.buckets if one.rolls and one.left and one.expires == page.cycle.end]
        already = sum(bucket.left for bucket in living if bucket.kind == ROLLOVER_IN)
        total = sum(bucket.left for bucket in rolling)
        room = total if terms.rollover_cap is None else max(0, terms.rollover_cap - already)
        amount = min(total, room)
        kept = amount
        for bucket in rolling:
            part = min(bucket.left, kept)
            bucket.left -= part
            kept -= part
        if not amount:
            return []
        entering = following(page.cycle, self.agreement.anchor)
        expires = _after(entering, terms.rollover_cycles, self.agreement.anchor)
        self.opened += 1
        return [Bucket(ROLLOVER_IN, entering.start, expires, amount, self.opened, page.cycle.title)]


def _after(cycle: Cycle, count: int, anchor: int) -> date:
    """The last day of the count-th cycle, `cycle` being the first."""
    for _ in range(count - 1):
        cycle = following(cycle, anchor)
    return cycle.end


def used_up_on(page: CycleLedger, days: Sequence[tuple[date, int]], on: date) -> date | None:
    """The day the meter last ran dry and stayed so up to `on`; None while something is left.

    `days` is the use of the cycle by day, in order.
    """
    worked: dict[date, int] = {}
    for day, amount in days:
        if day <= on:
            worked[day] = worked.get(day, 0) + amount
    if page.allowance_on(on) - sum(worked.values()) > 0:
        return None
    turned: date | None = None
    used = 0
    for moment in sorted({*worked, *(row.on for row in page.rows if row.on <= on)}):
        used += worked.get(moment, 0)
        if page.allowance_on(moment) - used > 0:
            turned = None
        elif turned is None:
            turned = moment
    return turned or page.cycle.start
