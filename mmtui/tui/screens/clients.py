"""Every contract with its meters: filter while you type, by state, sorted by any column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from textual import events
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from mmtui.domain.standing import STATES, Meter, Standing
from mmtui.tui import bindings, text
from mmtui.tui.screens.page import Page
from mmtui.tui.widgets.bar import FooterBar
from mmtui.tui.widgets.board import (
    NO_CYCLE,
    leading,
    left_cell,
    runs_out_cell,
    standing_gauge,
)
from mmtui.tui.widgets.chips import Chips
from mmtui.tui.widgets.entry import Search, Steers
from mmtui.tui.widgets.lines import Lines
from mmtui.tui.widgets.places import Place
from mmtui.tui.widgets.table import Column, Table

WIDE = 112
LEFT_COLUMN = 4
FAR = date.max


def _left_order(standing: Standing) -> tuple[bool, int]:
    meter = leading(standing)
    return standing.state in NO_CYCLE or meter is None, meter.remaining if meter else 0


def _name_order(standing: Standing) -> str:
    return standing.client.casefold()


def _percent_order(standing: Standing) -> int:
    return -(standing.percent_tenths or 0)


def _state_order(standing: Standing) -> tuple[int, str]:
    return STATES.index(standing.state), standing.client.casefold()


def _count_cell(meter: Meter | None) -> Content:
    """Calls or sprints: `1 of 2`, a dash where the plan has none."""
    if meter is None:
        return text.plain(text.NONE, text.MUTED)
    return text.assemble((str(meter.used), text.INK), (f" of {meter.allowance}", text.MUTED))


def _allowance(standing: Standing) -> int | None:
    meter = leading(standing)
    return meter.allowance if meter else None


class NameFilter(Search):
    """The filter, where the screen begins; here letters are text."""

    HELP = (
        "Type a name to narrow the list; the arrows and Enter act on the list, Esc clears.\n"
        "Letters are keys again after Tab, in the states and in the list."
    )


class ClientTable(Table[Standing]):
    """The contracts; the note counts them and says that there are more below or above."""

    words = ""

    def scrolled(self) -> None:
        more = "↓" if self.count() > self.top + self.room else "↑" if self.top else ""
        self.set_note(f"{self.words}, {more} for more" if more else self.words)


class Clients(Page):
    """The client list."""

    CSS_PATH = "clients.tcss"
    KEYS = ("open", "move", "next", "help", "back")
    LIST_KEYS = ("open", "filter", "state", "sort", "help", "back")
    MORE_KEYS = ("filter", "state", "sort", "turn", "refresh", "low")
    HELP = "All clients. / narrows the list while you type, F the states, S sorts by the next column."
    crumb = "Clients"

    def __init__(self, *, find: bool = False) -> None:
        """A new list; it opens in its filter, so `find` asks for nothing more."""
        super().__init__()
        self.standings: Sequence[Standing] = ()
        self.search = NameFilter(id="search", placeholder="Filter by name, plan or state")
        self.chips = Chips(id="chips")
        self.table = ClientTable(
            self._columns(), lambda standing: standing.contract_id, id="clients", title="Clients",
            sorted_by=LEFT_COLUMN,
        )  # fmt: skip

    def _columns(self) -> list[Column]:
        """What is shown of a contract; the gauge, calls and sprints need room."""
        return [
            Column("Client", 15, self._name_cell, _name_order, share=2),
            Column("Plan", 10, self._plan_cell, lambda s: s.plan.casefold(), least=5),
            Column("Used", 13, standing_gauge, _percent_order, share=3, least=84, falls=True),
            Column("Used %", 8, self._percent_cell, _percent_order, align="r", least=3, falls=True),
            Column("Left", 7, lambda s, _: left_cell(s), _left_order, align="r"),
            Column("of", 7, self._of_cell, lambda s: -(_allowance(s) or 0), "r", 0, 4, True),
            Column("Calls", 7, lambda s, _: _count_cell(s.calls), _meter_order("calls"), "r", 0, 100, True),
            Column("Sprints", 8, lambda s, _: _count_cell(s.sprints), _meter_order("sprints"), "r", 0, 100, True),
            Column(" State", 10, self._state_cell, _state_order, least=1),
            Column("Runs out", 9, self._out_cell, lambda s: s.runs_out_on or FAR, align="r", least=2),
        ]  # fmt: skip

    def body(self) -> Iterable[Widget]:
        return (self.search, self.chips, self.table)

    def places(self, width: int, height: int) -> dict[str, Place]:
        """The filter and the states above the table, side by side where there is room."""
        bars = super().places(width, height)
        wide = width >= WIDE
        edge = 1 if wide and height >= 34 else 0
        self.table.gap_cells = 2 if wide else 1
        self.table.blank_top = edge > 0
        if wide:
            filters = {
                "search": Place(edge + 2, 1 + edge, 36, 1),
                "chips": Place(edge + 42, 1 + edge, width - edge - 43, 1),
            }
        else:
            filters = {"search": Place(2, 1, width - 4, 1), "chips": Place(2, 2, width - 4, 1)}
        top = 3 + edge if wide else 3
        table = Place(edge, top, width - 2 * edge, height - top - 1 - edge)
        return bars | filters | {"clients": table}

    def on_mount(self) -> None:
        self.search.focus()
        self.refresh_figures()

    def refresh_figures(self) -> None:
        """Read every contract's meters again."""
        self.read(self.office.standings, self._show, panel=self.table)

    def _show(self, standings: Sequence[Standing]) -> None:
        self.standings = standings
        self._narrow()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The footer shows the keys that act: letters only where nobody types."""
        keys = self.KEYS if event.widget is self.search else self.LIST_KEYS
        self.query_one(FooterBar).show(bindings.footer(keys))

    # Narrowing

    def _narrow(self) -> None:
        """Show the contracts that match the words and the state."""
        words = text.folded(self.search.value).split()
        found = [each for each in self.standings if _matches(each, words)]
        self.chips.show(each.state for each in found)
        shown = [each for each in found if self.chips.state in ("", each.state)]
        self.table.empty = self._nothing()
        self.table.show(shown)
        total = text.count(len(self.standings), "contract")
        self.table.words = total if len(shown) == len(self.standings) else f"{len(shown)} of {total}"
        self.table.scrolled()

    def _nothing(self) -> str:
        if not self.standings:
            return "No clients yet. F10 Menu, Import reads the client list."
        typed = (
            f" matches “{text.visible(self.search.value, 30)}”" if self.search.value else " is in this state"
        )
        return f"No client{typed}. Esc shows all."

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self.table.redraw_rows()
        self._narrow()

    def on_chips_chosen(self, message: Chips.Chosen) -> None:
        self._narrow()

    def on_steers(self, message: Steers) -> None:
        """Arrows and Enter typed in the filter act on the table."""
        if message.key == "enter":
            self.table.action_open()
        elif message.key in ("up", "down"):
            self.table.action_move(1 if message.key == "down" else -1)
        else:
            self.table.action_page(1 if message.key == "pagedown" else -1)

    def on_key(self, event: events.Key) -> None:
        """A letter that is no key here goes into the filter."""
        typed = event.character if event.is_printable and event.key not in self.active_bindings else None
        if typed and not typed.isspace() and self.focused is self.table:
            event.stop()
            self.search.focus()
            self.search.value += typed
            self.search.cursor_position = len(self.search.value)

    # Keys

    def action_find(self) -> None:
        """Go to the filter."""
        self.search.focus()

    def action_back(self) -> None:
        """Clear what narrows the list; with nothing to clear, go back."""
        if self.search.value or self.chips.state:
            self.search.value = ""
            self.chips.choose("")
        else:
            super().action_back()

    def action_state_next(self) -> None:
        """Show the next state that anybody is in."""
        self.chips.next_with_clients()

    def action_sort_next(self) -> None:
        """Sort by the next column."""
        self.table.sort_next()

    def action_sort_turn(self) -> None:
        """Turn the order round."""
        self.table.sort_turn()

    def on_lines_opened(self, message: Lines.Opened) -> None:
        self.mmtui.open_client(self.table.rows[message.index].client_id)

    # Cells

    def _name_cell(self, standing: Standing, width: int) -> Content:
        style = text.MUTED if standing.state in NO_CYCLE else text.INK
        return text.highlighted(standing.client, self.search.value, style)

    def _plan_cell(self, standing: Standing, _: int) -> Content:
        return text.plain(standing.plan, text.MUTED)

    def _percent_cell(self, standing: Standing, _: int) -> Content:
        return text.plain(text.percent(standing.percent_tenths), text.state_style(standing.state))

    def _of_cell(self, standing: Standing, _: int) -> Content:
        return text.plain(text.duration(_allowance(standing)), text.MUTED)

    def _state_cell(self, standing: Standing, _: int) -> Content:
        return Content(" ") + text.state_word(standing.state)

    def _out_cell(self, standing: Standing, _: int) -> Content:
        return runs_out_cell(standing, self.office.date_style)


def _meter_order(name: str) -> Any:
    """Sorts by what is used of calls or sprints, most first."""

    def order(standing: Standing) -> int:
        meter: Meter | None = getattr(standing, name)
        return -meter.used if meter else 1

    return order


def _matches(standing: Standing, words: list[str]) -> bool:
    """Whether every typed word is in the client's name, contract, plan or state."""
    found = text.folded(f"{standing.client} {standing.contract} {standing.plan} {standing.state}")
    return all(word in found for word in words)
