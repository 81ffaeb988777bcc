"""One client: its meters, the burn-down of a cycle, entries, ledger, contacts and contracts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from mmtui.domain.coverage import HOURS
from mmtui.domain.pages import ClientPage, ContractPage, CyclePage, EntryLine
from mmtui.domain.tree import Node
from mmtui.tui import text
from mmtui.tui.screens.page import Page
from mmtui.tui.widgets.burndown import Burndown
from mmtui.tui.widgets.client_head import ClientHead
from mmtui.tui.widgets.client_lists import Contacts, Contracts, LedgerRows
from mmtui.tui.widgets.entries import WINDOW, AllEntries, LastEntries
from mmtui.tui.widgets.lines import Lines
from mmtui.tui.widgets.meter_lines import MeterFacts
from mmtui.tui.widgets.meters import Meters
from mmtui.tui.widgets.places import Place
from mmtui.tui.widgets.rightsize import EMPTY as NOTHING_YET
from mmtui.tui.widgets.rightsize import RightSizePanel

if TYPE_CHECKING:
    from mmtui.tui.ports_client import ClientOffice

WIDE = 100
AIRY = 34
METERS = 6
SIZE_PANEL = 13
LEAST_ENTRIES = 6
RIGHT = 43
WIDEST_CHART = 76
OVERVIEW = "overview"
VIEWS = {
    OVERVIEW: "Overview",
    "entries": "Entries",
    "ledger": "Ledger",
    "contacts": "Contacts",
    "contracts": "Contracts",
}
FOLDED = ("burndown", "last", "size")
NO_CONTRACT = "No contract yet. An import of the client list brings it in."


class Client(Page):
    """The page of one client; `[` and `]` go through the cycles, `V` through the views."""

    CSS_PATH = "client.tcss"
    KEYS = ("why", "cycle", "view", "entries", "help", "back")
    MORE_KEYS: ClassVar[tuple[str, ...]] = ("next_contract", "find", "refresh")
    HELP = "One client. Tab goes from panel to panel, V shows entries, ledger, contacts and contracts."

    def __init__(
        self,
        client_id: int,
        cycle_start: date | None = None,
        contract_id: int | None = None,
        view: str = "",
    ) -> None:
        super().__init__()
        self.client_id = client_id
        self.wanted = cycle_start
        self.page: ClientPage | None = None
        self.cycle_page: CyclePage | None = None
        self.contract_id = contract_id
        self.view = view or OVERVIEW
        self.in_front = "burndown"
        self.head = ClientHead()
        self.meters = Meters(id="meters")
        self.burndown = Burndown(id="burndown")
        self.last = LastEntries(id="last")
        self.sizes = RightSizePanel(id="size")
        self.entries = AllEntries(id="entries")
        self.ledger = LedgerRows(id="ledger")
        self.contacts = Contacts(id="contacts")
        self.contracts = Contracts(id="contracts")

    @property
    def reads(self) -> ClientOffice:
        """The office as this page sees it."""
        return cast("ClientOffice", self.office)

    @property
    def contract(self) -> ContractPage | None:
        """The contract shown."""
        return self.page.contracts[self._number()] if self.page and self.page.contracts else None

    @property
    def has_curve(self) -> bool:
        """Whether there are hours to burn down; without them the overview shows the entries."""
        return self.cycle_page is None or self.cycle_page.burn is not None

    # Where everything stands

    def body(self) -> Iterable[Widget]:
        return (
            self.head, self.meters, self.burndown, self.last, self.sizes,
            self.entries, self.ledger, self.contacts, self.contracts,
        )  # fmt: skip

    def places(self, width: int, height: int) -> dict[str, Place]:
        """Head and meters, and below them what the view asks for."""
        wide, airy = width >= WIDE, width >= WIDE and height >= AIRY
        edge = 1 if wide else 0
        top = 2 if airy else 1
        head = 2 if wide else 1
        places = super().places(width, height)
        places["head"] = Place(edge * 4 or 1, top, width - 2 * (edge * 4 or 1), head)
        meters = top + head + (1 if airy else 0)
        places["meters"] = Place(edge, meters, width - 2 * edge, METERS)
        lower = meters + METERS
        free = height - 1 - (1 if airy else 0) - lower
        places |= self._lower(edge, lower, width - 2 * edge, free, wide)
        return places

    def _lower(self, x: int, y: int, width: int, height: int, wide: bool) -> dict[str, Place]:
        """The panels of the view below the meters; in a narrow window the overview shows one of its three."""
        if self.view != OVERVIEW or not self.has_curve:
            shown = "entries" if self.view == OVERVIEW else self.view
            return {shown: Place(x, y, width, height)}
        if not wide:
            self.burndown.with_hint = True
            return {self.in_front: Place(x, y, width, height)}
        left = min(width - RIGHT - 1, WIDEST_CHART)
        right = width - left - 1
        places = {"burndown": Place(x, y, left, height)}
        size = SIZE_PANEL if height - SIZE_PANEL >= LEAST_ENTRIES else 0
        self.burndown.with_hint = not size
        beside = x + left + 1
        if not size:
            behind = "size" if self.in_front == "size" else "last"
            return places | {behind: Place(beside, y, right, height)}
        places["last"] = Place(beside, y, right, height - size)
        places["size"] = Place(beside, y + height - size, right, size)
        return places

    @property
    def focus_chain(self) -> list[Widget]:
        """What Tab goes through: in the overview also the panels behind the one in front."""
        chain = super().focus_chain
        if self.view != OVERVIEW:
            return chain
        names = FOLDED if self.has_curve else ("entries",)
        return [self.meters, *(self.query_one(f"#{name}") for name in names)]

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A panel that was behind comes to the front."""
        name = event.widget.id or ""
        if name in FOLDED and name != self.in_front:
            self.in_front = name
            self.meters.refresh(layout=True)
            self._notes()

    # Reading

    def example(self) -> dict[str, Any]:
        return {"client_id": 1}

    def on_mount(self) -> None:
        (self.burndown if self.view == OVERVIEW else self.query_one(f"#{self.view}")).focus()
        self.refresh_figures()

    def refresh_figures(self) -> None:
        """Read the client and the cycle shown."""
        contract_id, start = self.contract_id, self.wanted

        def work() -> tuple[ClientPage, CyclePage | None]:
            page = self.reads.client_page(self.client_id)
            ids = [each.standing.contract_id for each in page.contracts]
            chosen = contract_id if contract_id in ids else ids[0] if ids else None
            return page, None if chosen is None else self.reads.cycle_page(chosen, start)

        self.read(work, lambda both: self._show(*both), panel=self.burndown)

    def _read_cycle(self, start: date | None) -> None:
        """Read another cycle, or another contract's."""
        contract_id = self.contract_id
        if contract_id is not None:
            self.read(
                lambda: self.reads.cycle_page(contract_id, start), self._show_cycle, panel=self.burndown
            )

    def _show(self, page: ClientPage, cycle_page: CyclePage | None) -> None:
        self.page = page
        self.crumb = text.visible(page.name)
        self.show_top()
        self.contacts.show(page.contacts)
        if cycle_page is None:
            self.head.show(page, 0, None, self.office.date_style)
            self.contracts.show((), 0, self.office.date_style)
            self.meters.set_empty(NO_CONTRACT)
            self.burndown.set_empty(NO_CONTRACT)
            self.action_view("contacts" if self.view == OVERVIEW else self.view)
            return
        self._show_cycle(cycle_page)

    def _show_cycle(self, made: CyclePage) -> None:
        """Put a cycle on every panel."""
        if self.page is None:
            return
        style, standing = self.office.date_style, made.standing
        self.cycle_page, self.contract_id = made, standing.contract_id
        self.wanted = made.cycle.start if made.closed else None
        contract = self.page.contracts[self._number()]
        self.head.show(self.page, self._number(), standing, style)
        facts = MeterFacts(
            made.next_call, made.next_sprint, contract.terms.thresholds,
            contract.terms.rate_cents, made.closed, style,
        )  # fmt: skip
        self.meters.show(standing, facts)
        self.burndown.curve, self.burndown.date_style = self.office.curve_style, style
        today = self.page.on if made.cycle.contains(self.page.on) else None
        self.burndown.show(made.cycle, made.burn, today, made.hint)
        timed = standing.hours is not None or standing.phone is not None
        meter = made.meter if timed else ""
        self.last.show(made.entries, made.entry_count, made.used_minutes, meter, style)
        running = None if made.closed else made.cycle
        self.sizes.show(made.uses, made.sizes, made.hint, running, no_sizes(contract))
        self.entries.show(
            made.entries, made.entry_count, made.used_minutes, meter,
            date_style=style, key=(standing.contract_id, made.cycle),
        )  # fmt: skip
        self.ledger.show(made.ledger, standing, style)
        self.contracts.show(self.page.contracts, self._number(), style)
        self._notes()
        self._settle_focus()

    def _settle_focus(self) -> None:
        """A contract with a curve and one without show other panels; the focus goes to one that is there."""
        self.meters.refresh(layout=True)
        self.call_after_refresh(self._leave_gone_panel)

    def _leave_gone_panel(self) -> None:
        gone = "entries" if self.has_curve else self.in_front
        if self.view == OVERVIEW and self.focused is not None and self.focused.id == gone:
            self.query_one("#burndown" if self.has_curve else "#entries").focus()

    def _notes(self) -> None:
        """Titles and notes that depend on the cycle, the view and the room."""
        self.meters.note = self._tabs()
        self.meters.refresh()
        if self.cycle_page is None:
            return
        title = self.cycle_page.cycle.title
        narrow = self.size.width < WIDE
        self.burndown.set_title(f"Burn-down, {title}", "Tab for entries" if narrow else "")
        self.last.heading = f"Last entries, {title}" if narrow else "Last entries"
        self.entries.heading = f"Entries, {title}"
        self.ledger.heading = f"Ledger, {title}"

    def _tabs(self) -> Content:
        """The views in a row, the one shown in ink; a click shows another."""
        words = []
        for name, word in VIEWS.items():
            style = text.HEADING if name == self.view else text.MUTED
            words.append(
                text.plain(word, style).stylize(Style.from_meta({"@click": f"screen.view('{name}')"}))
            )
        return Content("  ").join(words)

    # What the keys do

    def action_cycle(self) -> None:
        """A click on the footer's word goes one cycle back."""
        self.action_earlier()

    def action_earlier(self) -> None:
        """The cycle before the one shown."""
        self._go(1, "This is the first cycle of the contract.")

    def action_later(self) -> None:
        """The cycle after the one shown."""
        over = self.cycle_page is not None and self.cycle_page.closed
        self._go(-1, "This is the last cycle." if over else "This is the present cycle.")

    def _go(self, by: int, at_the_end: str) -> None:
        contract = self.contract
        if contract is None or self.cycle_page is None:
            return
        starts = [cycle.start for cycle in contract.cycles]
        shown = self.cycle_page.cycle.start
        number = (starts.index(shown) if shown in starts else 0) + by
        if 0 <= number < len(starts):
            self._read_cycle(starts[number])
        else:
            self.say(at_the_end)

    def action_view(self, name: str = "") -> None:
        """Show a view by name, or the next one."""
        names = list(VIEWS)
        self.view = name if name in VIEWS else names[(names.index(self.view) + 1) % len(names)]
        self.meters.refresh(layout=True)
        self._notes()
        overview = "#burndown" if self.has_curve else "#entries"
        self.query_one(overview if self.view == OVERVIEW else f"#{self.view}").focus()

    def action_entries(self) -> None:
        """All entries of the cycle."""
        self.action_view("entries")

    def action_next_contract(self) -> None:
        """The next contract of the client."""
        if self.page is None or len(self.page.contracts) < 2:
            self.say("This client has one contract.")
            return
        self._show_contract((self._number() + 1) % len(self.page.contracts))

    def action_back(self) -> None:
        """From a view to the overview, from the overview to the screen before."""
        if self.view != OVERVIEW:
            self.action_view(OVERVIEW)
        else:
            super().action_back()

    def action_why(self) -> None:
        """How the figure of the chosen meter came about."""
        if self.contract_id is None or self.cycle_page is None:
            return
        contract_id, start = self.contract_id, self.cycle_page.cycle.start
        meter = self.meters.chosen if self.meters.has_focus else self.cycle_page.meter or HOURS
        self.read(
            lambda: self.reads.explain(contract_id, meter, start),
            lambda node: self._explain(node, meter),
            panel=self.meters,
            group="why",
        )

    def _explain(self, node: Node, meter: str) -> None:
        from mmtui.tui.dialogs.explain import Explain

        assert self.page is not None and self.cycle_page is not None  # noqa: S101 - asked for from a shown page
        state = self.cycle_page.standing.state if meter == self.cycle_page.meter else ""
        name = f"{self.page.name} {self.cycle_page.cycle.title} {meter}"
        self.app.push_screen(Explain(node, name, self.reads.save_text, state))

    def on_lines_opened(self, message: Lines.Opened) -> None:
        """Enter on a contract shows it, on the newest entries all of them."""
        if message.lines is self.contracts:
            self._show_contract(message.index)
            self.action_view(OVERVIEW)
        elif message.lines is self.last:
            self.action_entries()

    def on_all_entries_wanted(self, message: AllEntries.Wanted) -> None:
        """Read the window of entries that came into view."""
        made, contract_id = self.cycle_page, self.contract_id
        if made is None or contract_id is None:
            return

        def arrived(rows: Iterable[EntryLine]) -> None:
            if self.cycle_page is made:
                self.entries.add(message.offset, tuple(rows))

        start = made.cycle.start
        self.read(
            lambda: self.reads.entry_lines(contract_id, start, message.offset, WINDOW),
            arrived,
            panel=self.entries,
            group=f"entries{message.offset}",
        )

    def on_resize(self) -> None:
        self._notes()

    def _number(self) -> int:
        """The place of the shown contract among the client's."""
        ids = [each.standing.contract_id for each in self.page.contracts] if self.page else []
        return ids.index(self.contract_id) if self.contract_id in ids else 0

    def _show_contract(self, number: int) -> None:
        if self.page is not None:
            self.contract_id = self.page.contracts[number].standing.contract_id
            self._read_cycle(None)


def no_sizes(contract: ContractPage) -> str:
    """Why there may be nothing to compare with the sizes of the plans."""
    if contract.agreement.prepaid:
        return "A prepaid block has no monthly size to compare."
    return NOTHING_YET if contract.terms.hours is not None else "This plan has no hours to compare."
