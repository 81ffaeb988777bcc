"""One client after the other, as the services would answer: Acme Dental with the figures of Tue 11/24/26."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from mmtui.domain.burndown import burn_down
from mmtui.domain.contracts import Agreement, Pause, Terms
from mmtui.domain.coverage import meter_drawn
from mmtui.domain.cycles import Cycle, cycle_of, cycles
from mmtui.domain.hours import hmm
from mmtui.domain.ledger import GRANT, TOPUP, Row
from mmtui.domain.pace import gone_tenths, highest_threshold, meter_state, percent_tenths, runs_out_on
from mmtui.domain.pages import (
    ClientPage,
    ContactLine,
    ContractPage,
    CyclePage,
    CycleUse,
    EntryLine,
    LedgerLine,
    LowHours,
)
from mmtui.domain.rightsize import Size, right_size
from mmtui.domain.standing import ENDED, LOW, OVER, PAUSED, USED_UP, Meter, Standing
from mmtui.domain.tree import Node
from mmtui.errors import StoreError

DAY = date(2026, 11, 24)
SIZES = (Size("Basic", 480), Size("Standard", 960), Size("Premium", 1440), Size("Growth", 2400))

ACME_ENTRIES = """
11/24 Kim 0:30 Gift card rounding
11/23 Ben 1:00 Tax, retest
11/20 Kim 1:30 Tax by state
11/18 Ben 1:15 Product search
11/16 Ben 2:30 Theme 4.2 update
11/12 Kim 2:00 Booking form mail
11/09 Dana 1:45 Image sizes
11/05 Ben 2:15 Plugin updates
11/03 Kim 1:00 Staff page
11/02 Dana 1:30 Redirects
"""
NORDWIND_ENTRIES = """
11/20 Kim 2:30 Checkout returns 500
11/16 Ben 3:00 Move to the new server
11/10 Ben 2:00 Backup restore
11/04 Dana 2:00 Landing page
"""
ACME_BEFORE = (870, 935, 1010, 905, 985)


def entries_of(table: str, coverage: str = "plan") -> list[EntryLine]:
    """Lines of `MM/DD person H:MM note`, newest first."""
    made = []
    for line in table.strip().splitlines():
        day, person, time, note = line.split(" ", 3)
        month, number = day.split("/")
        hours, minutes = time.split(":")
        made.append(
            EntryLine(
                date(2026, int(month), int(number)), person, "Development", note,
                int(hours) * 60 + int(minutes), coverage,
            )
        )  # fmt: skip
    return made


class Contract:
    """One contract of the fake: its terms, its entries of November, and what earlier cycles used."""

    def __init__(
        self, number: int, client_id: int, client: str, plan: str = "Standard", hours: int | None = 960, *,
        entries: str | list[EntryLine] = "", before: tuple[int, ...] = (), name: str = "Maintenance",
        phone: int | None = None, counts: int | None = 2, calls: int = 1, sprints: int = 2, topup: int = 0,
        paused: bool = False, end: date | None = None, start: date = date(2025, 3, 1),
        cents: int | None = None, anchor: int = 1,
    ) -> None:  # fmt: skip
        self.number, self.client_id, self.client, self.name = number, client_id, client, name
        self.entries = entries_of(entries) if isinstance(entries, str) else entries
        self.before, self.calls, self.sprints, self.topup, self.cents = before, calls, sprints, topup, cents
        self.paused = paused
        self.terms = Terms(
            start, "Prepaid block" if cents else "Hours plan", plan, hours, phone, counts, counts,
            rate_cents=8500 if cents else None,
        )  # fmt: skip
        pauses = (Pause(date(2026, 11, 16), None),) if paused else ()
        self.agreement = Agreement(
            start, anchor, (self.terms,), end=end, pauses=pauses, prepaid=cents is not None
        )

    @property
    def meter(self) -> str:
        return "hours" if self.terms.hours is not None else "phone"

    def cycles(self) -> tuple[Cycle, ...]:
        last = DAY if self.agreement.end is None else min(DAY, self.agreement.end)
        known = list(cycles(self.agreement.start, last, self.agreement.anchor))
        return tuple(reversed(known[-6:]))

    def used(self, cycle: Cycle, meter: str = "") -> int:
        if cycle.contains(DAY):
            wanted = meter or self.meter
            return sum(entry.minutes for entry in self.entries if meter_drawn(entry.coverage) == wanted)
        if cycle not in self.cycles():
            return 0
        back = list(self.cycles()).index(cycle)
        return self.before[-back] if back <= len(self.before) else 0

    def standing(self, cycle: Cycle | None = None) -> Standing:
        agreement = self.agreement
        now = agreement.cycle_on(DAY)
        cycle = cycle or now
        if cycle is None:
            return Standing(
                self.number, self.client_id, self.client, self.name, self.terms.plan, "ok", None, None, None,
                None, None, None, None, None, None, agreement.start, agreement.end,
            )  # fmt: skip
        closed = cycle.end < DAY
        hours = phone = None
        if self.terms.hours is not None:
            hours = Meter(self.terms.hours + self.topup, self.used(cycle, "hours"), self.cents is not None)
        if self.terms.phone is not None:
            phone = Meter(self.terms.phone, self.used(cycle, "phone"))
        lead = hours or phone
        state = "ok" if lead is None else meter_state(lead.used, lead.allowance, self.terms.thresholds)
        if agreement.ended_on(DAY):
            state = ENDED
        elif self.paused:
            state = PAUSED
        counts = self.terms.calls
        return Standing(
            self.number, self.client_id, self.client, self.name, self.terms.plan, state, cycle, hours, phone,
            None if counts is None else Meter(counts, self.calls),
            None if counts is None else Meter(counts, self.sprints),
            self.cents, None if lead is None else percent_tenths(lead.used, lead.allowance),
            gone_tenths(cycle, DAY), None if closed or lead is None else self._out(cycle, lead, state),
            agreement.start, agreement.end,
        )  # fmt: skip

    def _out(self, cycle: Cycle, lead: Meter, state: str) -> date | None:
        if state in (OVER, USED_UP):
            left = lead.allowance
            for entry in reversed(self.entries):
                left -= entry.minutes
                if left <= 0:
                    return entry.worked_on
        first = max(cycle.start, self.agreement.start)
        return runs_out_on(lead.used, lead.allowance, first, cycle.end, DAY, self.agreement.pauses)

    def page(self) -> ContractPage:
        return ContractPage(self.standing(), self.agreement, self.terms, self.cycles())

    def cycle_page(self, start: date | None) -> CyclePage:
        made = self.cycles()
        cycle = next(
            (one for one in made if one.start == start),
            made[0] if made else cycle_of(self.agreement.start, 1),
        )
        standing = self.standing(cycle)
        running = cycle.contains(DAY)
        entries = self.entries if running else self._old_entries(cycle)
        lead = standing.hours or standing.phone
        steps = (
            [] if lead is None else [(max(cycle.start, self.agreement.start), lead.allowance - self.topup)]
        )
        if self.topup:
            steps.append((date(2026, 11, 13), self.topup))
        drawn = [(e.worked_on, e.minutes) for e in entries if meter_drawn(e.coverage) == self.meter]
        cutoffs = [cycle.start + timedelta(days=n) for n in range(cycle.days)]
        burn = burn_down(
            cycle, steps, drawn, DAY, pauses=self.agreement.pauses, starts_on=self.agreement.start,
            cutoffs=[day for day in cutoffs if day.weekday() == 1],
        )  # fmt: skip
        uses = [CycleUse(one, self.used(one), self.terms.hours or 0) for one in reversed(made)]
        hint = None
        if self.terms.hours is not None and not self.cents:
            closed = [use.used for use in uses if use.cycle.end < DAY]
            own = Size(self.terms.plan, self.terms.hours)
            hint = right_size(closed, SIZES, own, uses[-1].used if uses else None)
        return CyclePage(
            cycle, standing, self.meter, burn if lead and not self.cents else None,
            tuple(entries[:200]), len(entries),
            sum(minutes for _, minutes in drawn), self._ledger(cycle, running), tuple(uses) if hint else (),
            SIZES, hint, date(2026, 11, 30) if running else None, None, not running,
        )  # fmt: skip

    def _old_entries(self, cycle: Cycle) -> list[EntryLine]:
        """An earlier cycle's use in four equal pieces."""
        whole = self.used(cycle)
        parts = [whole // 4] * 3 + [whole - whole // 4 * 3]
        return [
            EntryLine(
                cycle.start + timedelta(days=24 - 6 * n), "Ben", "Development", "Plugin updates", part, "plan"
            )
            for n, part in enumerate(parts)
            if part
        ]

    def _ledger(self, cycle: Cycle, running: bool) -> tuple[LedgerLine, ...]:
        rows = []
        for meter in ("hours", "phone", "calls", "sprints"):
            figure = self.terms.figure(meter)
            if figure is not None:
                rows.append(LedgerLine(meter, Row(cycle.start, GRANT, figure, self.terms.plan), running))
        if self.topup:
            row = Row(date(2026, 11, 13), TOPUP, self.topup, "agreed by phone", date(2027, 2, 11))
            rows.append(LedgerLine("hours", row, False))
        return tuple(rows)


def contracts() -> list[Contract]:
    """Every state that the client page has to show, one client each."""
    many = [
        EntryLine(date(2026, 11, 24) - timedelta(days=n // 30), "Ben", "Development", f"Row {n}", 1, "plan")
        for n in range(450)
    ]
    mixed = [
        *entries_of("11/23 Kim 0:45 Sign-up form", "warranty"),
        EntryLine(date(2026, 11, 20), "Ben Ortega", "", "", 75, "plan", ("no activity",)),
        *entries_of("11/18 Dana 2:00 Domain move"),
    ]
    return [
        Contract(1, 1, "Acme Dental", entries=ACME_ENTRIES, before=ACME_BEFORE),
        Contract(2, 2, "Nordwind", "Basic", 480, entries=NORDWIND_ENTRIES, before=(400, 470, 460), counts=1,
                 sprints=1),
        Contract(3, 3, "Kerr [/] [bold]Labs\x1b[31m", "Basic [x]", 480, entries=mixed, before=(100,),
                 counts=None),
        Contract(4, 4, "Quill Media", "Basic", 480, before=(100, 200, 300), paused=True),
        Contract(5, 5, "Solvay Press", "Premium", 1440, before=(900, 800), end=date(2026, 10, 31)),
        Contract(6, 6, "Meridian Health", entries=ACME_ENTRIES, before=ACME_BEFORE, name="Website"),
        Contract(7, 6, "Meridian Health", "Ongoing support", None, phone=600, counts=None, name="Phone desk",
                 entries=entries_of("11/20 Tom 1:15 Printer offline", "phone support")),
        Contract(8, 7, "Tallis Legal", "Prepaid block", 960, cents=57375, counts=None,
                 entries="11/18 Kim 9:15 Contract templates"),
        Contract(9, 8, "Orchard Farm", "Standard", 960, start=date(2026, 11, 20)),
        Contract(10, 9, "Fjord Studio", entries=ACME_ENTRIES, before=ACME_BEFORE, topup=300),
        Contract(11, 10, "Bluebird", entries="11/20 Kim 16:00 Migration"),
        Contract(12, 11, "Harbor Books", entries=many, before=(500,)),
    ]  # fmt: skip


class ClientReads:
    """The reads of the client page, low hours and explanations."""

    saved: dict[str, str]
    save_folder: Path | None = None

    def contracts(self) -> list[Contract]:
        return contracts()

    def client_page(self, client_id: int, on: date | None = None) -> ClientPage:
        found = [one for one in self.contracts() if one.client_id == client_id]
        if not found:
            if client_id == 99:
                return ClientPage(99, "New Client", None, (), (), DAY)
            raise StoreError("There is no such client.", "Somebody may have removed it.")
        name = found[0].client
        contacts = (
            ContactLine("Priya Lund", "main", "priya@acmedental.example", "+1 555 0100"),
            ContactLine("Sam Ortiz", "billing", "sam@acmedental.example", ""),
        )
        return ClientPage(
            client_id, name, date(2025, 3, 1), contacts, tuple(one.page() for one in found), DAY
        )

    def cycle_page(self, contract_id: int, cycle_start: date | None = None) -> CyclePage:
        return self._contract(contract_id).cycle_page(cycle_start)

    def entry_lines(self, contract_id: int, cycle_start: date, offset: int, limit: int) -> list[EntryLine]:
        return self._contract(contract_id).entries[offset : offset + limit]

    def explain(self, contract_id: int, meter: str, cycle_start: date | None = None) -> Node:
        contract = self._contract(contract_id)
        made = contract.cycle_page(cycle_start)
        title = f"{contract.client}, {meter} left"
        lead = getattr(made.standing, meter)
        unit = "minutes" if meter in ("hours", "phone") else "count"
        grant = Node(f"Grant: {contract.terms.plan} plan", "11/01/26", lead.allowance, unit, ())
        allowed = Node(
            "Allowance", "", lead.allowance, unit,
            (grant, Node("Rolled over from October", "unused hours expire", 0, unit, ()),
             Node("Top-ups", "", 0, unit, ())),
        )  # fmt: skip
        weeks = []
        for last in (date(2026, 11, 3), date(2026, 11, 10), date(2026, 11, 17), date(2026, 11, 24)):
            rows = [
                Node(f"{e.worked_on:%a %m/%d}  {e.person}  {e.note}", "", -e.minutes, unit, ())
                for e in reversed(contract.entries)
                if last - timedelta(days=7) < e.worked_on <= last and meter_drawn(e.coverage) == meter
            ]
            if rows:
                state = "open" if last == DAY else "frozen"
                words = f"Week to Tue {last:%m/%d}, {len(rows)} entries, {state}"
                weeks.append(Node(words, "", sum(row.amount or 0 for row in rows), unit, tuple(rows)))
        used = Node("Used", f"plan work, {len(contract.entries)} entries", -lead.used, unit, tuple(weeks))
        remark = Node("", "Not drawn from the plan: warranty 0:45 (1 entry), PM call 0:30", None, unit, ())
        return Node(title, made.cycle.title, lead.remaining, unit, (allowed, used, remark))

    def low_hours(self) -> list[LowHours]:
        rows = []
        for contract in self.contracts():
            standing = contract.standing()
            lead = standing.hours or standing.phone
            if lead is not None and standing.state in (OVER, USED_UP, LOW):
                crossed = highest_threshold(lead.used, lead.allowance, contract.terms.thresholds)
                pace = lead.used * 30 // 24
                rows.append(LowHours(standing, contract.meter, contract.terms.thresholds, crossed, pace))
        return rows

    def save_text(self, name: str, text: str) -> Path:
        if self.save_folder is None:
            raise StoreError(f"{name} can't be written: the folder is read-only.", "Choose another folder.")
        path = self.save_folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def _contract(self, contract_id: int) -> Contract:
        return next(one for one in self.contracts() if one.number == contract_id)


assert hmm(sum(entry.minutes for entry in entries_of(ACME_ENTRIES))) == "15:15"
