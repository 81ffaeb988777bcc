"""What else there is to know of a client: ledger rows, contacts, contracts with what was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from mmtui.domain.contracts import CARRY_UNUSED, TIME_METERS, Agreement, Terms
from mmtui.domain.ledger import ADJUST, CARRIED, EXPIRE, FORFEIT, GRANT, ROLLOVER_IN, TOPUP
from mmtui.domain.pages import ContactLine, ContractPage, LedgerLine
from mmtui.domain.standing import Standing
from mmtui.tui import text
from mmtui.tui.widgets.lines import Lines
from mmtui.tui.widgets.meter_lines import NAMES

KINDS = {
    GRANT: "Grant",
    ROLLOVER_IN: "Rolled over",
    CARRIED: "Carried in",
    EXPIRE: "Expired",
    TOPUP: "Top-up",
    ADJUST: "Adjusted",
    FORFEIT: "Forfeited",
}
NO_LEDGER = "No allowance in this cycle: the contract has no meters of its own."
NO_CONTACTS = "No contacts yet. An import of the client list brings them in."


def amount(line: LedgerLine) -> str:
    """A signed amount of a meter: `+16:00`, `−2:00`, `+2`."""
    if line.meter in TIME_METERS:
        return text.signed_duration(line.row.amount)
    sign = "+" if line.row.amount >= 0 else "−"
    return f"{sign}{abs(line.row.amount)}"


class LedgerRows(Lines):
    """The allowance rows of a cycle, and the sum of the leading meter."""

    HELP_KEYS = ("move", "why")
    HELP = "What came in and what was taken back in this cycle. ? shows the sum it leads to."

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, title="Ledger")
        self.rows: Sequence[LedgerLine] = ()
        self.standing: Standing | None = None
        self.date_style = "mdy"

    def show(self, rows: Sequence[LedgerLine], standing: Standing, date_style: str) -> None:
        """Another cycle's rows."""
        self.rows, self.standing, self.date_style = rows, standing, date_style
        self.empty = NO_LEDGER
        provisional = sum(row.provisional for row in rows)
        self.set_note(f"{provisional} provisional until the cycle is closed" if provisional else "")
        self.changed()

    def count(self) -> int:
        return len(self.rows)

    def head(self, width: int) -> list[Content]:
        names = ("Day", "Meter", "Row", "What", "Until", "Amount")
        return [self._cells([text.plain(name, text.MUTED) for name in names], width)] if self.rows else []

    def draw(self, index: int, width: int, selected: bool) -> list[Content]:
        line = self.rows[index]
        row = line.row
        until = text.day(row.expires_on, self.date_style) if row.expires_on else ""
        return [
            self._cells(
                [
                    text.plain(text.day(row.on, self.date_style), text.MUTED),
                    text.plain(NAMES.get(line.meter, line.meter), text.MUTED),
                    text.plain(KINDS.get(row.kind, row.kind), text.INK),
                    text.plain(row.label, text.MUTED),
                    text.plain(until, text.MUTED),
                    text.plain(amount(line), text.INK if row.amount >= 0 else text.WARN),
                ],
                width,
            )
        ]

    def foot(self, width: int) -> list[Content]:
        """Allowance, use and what is left, as one line that adds up."""
        meter = (self.standing.hours or self.standing.phone) if self.standing else None
        if meter is None or not self.rows:
            return []
        sums = text.assemble(
            (f"{text.duration(meter.allowance)} allowed", text.MUTED),
            (f"  − {text.duration(meter.used)} used  =  ", text.MUTED),
            (text.duration(meter.remaining), text.HEADING),
        )
        return [Content(""), text.right(sums, width)]

    def _cells(self, cells: Sequence[str | Content], width: int) -> Content:
        widths = [8, 11, 11, max(width - 8 - 11 - 11 - 8 - 7 - 10, 4), 8, 7]
        return text.columns(cells, widths, "llllrr", gap=2)


class Contacts(Lines):
    """The client's people."""

    HELP_KEYS = ("move",)
    HELP = "The people at the client, and how to reach them."

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, title="Contacts")
        self.rows: Sequence[ContactLine] = ()

    def show(self, rows: Sequence[ContactLine]) -> None:
        """The contacts of a client."""
        self.rows = rows
        self.empty = NO_CONTACTS
        self.set_note(str(len(rows)) if rows else "")
        self.changed()

    def count(self) -> int:
        return len(self.rows)

    def head(self, width: int) -> list[Content]:
        names = ("Name", "For", "E-mail", "Phone")
        return [self._cells([text.plain(name, text.MUTED) for name in names], width)] if self.rows else []

    def draw(self, index: int, width: int, selected: bool) -> list[Content]:
        row = self.rows[index]
        return [
            self._cells(
                [
                    text.plain(row.name or text.NONE, text.INK),
                    text.plain(row.kind, text.MUTED),
                    text.plain(row.email or text.NONE, text.INK if row.email else text.MUTED),
                    text.plain(row.phone or text.NONE, text.INK if row.phone else text.MUTED),
                ],
                width,
            )
        ]

    @staticmethod
    def _cells(cells: Sequence[str | Content], width: int) -> Content:
        kind, phone = (10, 14) if width < 100 else (14, 20)
        name = (width - kind - phone - 6) * 2 // 5
        return text.columns(cells, [name, kind, width - name - kind - phone - 6, phone], "llll", gap=2)


class Contracts(Lines):
    """The client's contracts; under them, what was agreed in the one under the cursor."""

    HELP_KEYS = ("open", "move")
    HELP = "The contracts of this client. Enter shows the meters of the one under the cursor."

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, title="Contracts")
        self.rows: Sequence[ContractPage] = ()
        self.current = 0
        self.date_style = "mdy"

    def show(self, rows: Sequence[ContractPage], current: int, date_style: str) -> None:
        """The contracts, `current` being the one on the page."""
        self.rows, self.current, self.date_style = rows, current, date_style
        self.empty = "No contract yet. An import of the client list brings it in."
        self.set_note("Enter shows it" if len(rows) > 1 else "")
        self.changed()

    def count(self) -> int:
        return len(self.rows)

    def move_to(self, index: int) -> None:
        """The terms below follow the cursor."""
        super().move_to(index)
        self.changed()

    def head(self, width: int) -> list[Content]:
        names = ("", "Contract", "Plan", "From", "To", "State", "Left")
        return [self._cells([text.plain(name, text.MUTED) for name in names], width)] if self.rows else []

    def draw(self, index: int, width: int, selected: bool) -> list[Content]:
        standing = self.rows[index].standing
        meter = standing.hours or standing.phone
        left = text.duration(meter.remaining) if meter else text.NONE
        end = text.day(standing.ends_on, self.date_style) if standing.ends_on else "open"
        if standing.balance_cents is not None:
            left = text.money(standing.balance_cents)
        return [
            self._cells(
                [
                    text.plain("▶" if index == self.current else "", text.ACCENT),
                    text.plain(standing.contract, text.HEADING if index == self.current else text.INK),
                    text.plain(standing.plan, text.MUTED),
                    text.plain(text.day(standing.starts_on, self.date_style), text.MUTED),
                    text.plain(end, text.MUTED),
                    text.state_word(standing.state),
                    text.plain(left, "bold " + text.INK),
                ],
                width,
            )
        ]

    def foot(self, width: int) -> list[Content]:
        """What was agreed, one fact a line."""
        if not self.rows:
            return []
        page = self.rows[min(self.cursor, len(self.rows) - 1)]
        lines = [
            text.assemble((f"{name:<16}", text.MUTED), (words, text.INK))
            for name, words in agreed(page.agreement, page.terms, self.date_style)
        ]
        title = f"Agreed for {page.standing.contract}"
        return [Content(""), text.plain(title, text.HEADING), *(text.cut(line, width) for line in lines)]

    @staticmethod
    def _cells(cells: Sequence[str | Content], width: int) -> Content:
        plan = 12 if width < 100 else 20
        name = max(width - 1 - plan - 8 - 8 - 9 - 9 - 6, 6)
        return text.columns(cells, [1, name, plan, 8, 8, 9, 9], "llllllr")


def agreed(agreement: Agreement, terms: Terms, date_style: str) -> list[tuple[str, str]]:
    """The terms in force as label and words."""
    facts = [
        ("Plan", f"{terms.plan} ({terms.family}), since {text.day(terms.holds_from, date_style)}"),
        ("Each cycle", ", ".join(allowances(terms)) or "no meters"),
        ("Cycle", f"from day {agreement.anchor} of the month"),
        ("Unused hours", rollover(terms)),
        ("Rounding", rounding(terms)),
        ("Low at", ", ".join(f"{one} %" for one in terms.thresholds)),
    ]
    if agreement.prepaid and terms.rate_cents is not None:
        facts[1:4] = [("Prepaid", f"{text.money(terms.rate_cents)} an hour, no monthly reset")]
    if terms.price_cents is not None:
        facts.append(("Price", f"{text.money(terms.price_cents)} a month"))
    facts += [("Paused", _span(pause.start, pause.end, date_style)) for pause in agreement.pauses]
    return facts


def allowances(terms: Terms) -> list[str]:
    """What a whole cycle grants, meter by meter."""
    parts = []
    for meter in ("hours", "phone", "calls", "sprints"):
        figure = terms.figure(meter)
        if figure is not None and meter in TIME_METERS:
            parts.append(f"{text.duration(figure)} {NAMES[meter].lower() if meter == 'phone' else 'hours'}")
        elif figure is not None:
            parts.append(text.count(figure, "PM call" if meter == "calls" else "sprint"))
    return parts


def rollover(terms: Terms) -> str:
    """What becomes of unused hours, in words."""
    if terms.rollover != CARRY_UNUSED:
        return "expire"
    cap = "" if terms.rollover_cap is None else f" up to {text.duration(terms.rollover_cap)}"
    return f"roll over{cap} for {text.count(terms.rollover_cycles, 'cycle')}"


def rounding(terms: Terms) -> str:
    """How an entry's time is accounted, in words."""
    minutes = terms.rounding_minutes
    if terms.rounding == "up":
        return f"each entry always up to full {text.count(minutes, 'minute')}"
    return "each entry to the nearest " + ("minute" if minutes == 1 else f"{minutes} minutes")


def _span(start: date, end: date | None, date_style: str) -> str:
    return f"from {text.day(start, date_style)}" + (f" to {text.day(end, date_style)}" if end else ", still")
