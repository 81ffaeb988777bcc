"""Low hours: who runs out and when, the most urgent first, with the sentence that says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.content import Content
from textual.widget import Widget

from mmtui.domain.coverage import PHONE
from mmtui.domain.pages import LowHours as Low
from mmtui.domain.standing import OVER, USED_UP, Meter
from mmtui.domain.urgency import urgency
from mmtui.tui import text
from mmtui.tui.screens.page import Page
from mmtui.tui.widgets.drawn import Drawn
from mmtui.tui.widgets.gauge import gauge
from mmtui.tui.widgets.lines import Lines
from mmtui.tui.widgets.places import Place
from mmtui.tui.widgets.table import Column, Table

if TYPE_CHECKING:
    from mmtui.tui.ports_client import ClientOffice

WIDE, AIRY = 100, 34
DETAIL = 5
STATE_COLUMN = 6
EMPTY = "Nobody is low: every contract is under its first threshold. Esc goes back."


def meter_of(low: Low) -> Meter:
    """The meter that is worst."""
    standing = low.standing
    found = standing.phone if low.meter == PHONE else standing.hours
    return found or standing.hours or standing.phone or Meter(0, 0)


def _percent_order(low: Low) -> int:
    return -(low.standing.percent_tenths or 0)


def _gone_order(low: Low) -> int:
    return -(low.standing.gone_tenths or 0)


class LowTable(Table[Low]):
    """The contracts; the sentence below follows the cursor."""

    HELP = "Contracts near or past their allowance. Enter opens the client, S sorts by the next column."
    announces = True


class Sentence(Drawn, can_focus=False):
    """What the cursor's row means, in a sentence."""

    def __init__(self) -> None:
        super().__init__(id="detail", title="At this pace")
        self.low: Low | None = None
        self.date_style = "mdy"

    def show(self, low: Low | None, date_style: str) -> None:
        """Another row, or none."""
        self.low, self.date_style = low, date_style
        self.set_title(low.standing.client if low else "At this pace", low.standing.contract if low else "")
        self.changed()

    def make_lines(self, width: int, height: int) -> list[Content]:
        return text.wrapped(sentence(self.low, self.date_style), width) if self.low else []


class LowHours(Page):
    """The list of contracts that need a word with the client."""

    CSS_PATH = "low_hours.tcss"
    KEYS = ("open", "sort", "refresh", "help", "back")
    MORE_KEYS: ClassVar[tuple[str, ...]] = ("turn", "find")
    HELP = "Who is low, used up or over. Over comes first, then used up, then who runs out soonest."
    crumb = "Low hours"

    def __init__(self) -> None:
        super().__init__()
        self.table = LowTable(
            self._columns(), lambda low: low.standing.contract_id, id="low",
            title="Low hours, most urgent first", sorted_by=STATE_COLUMN, empty="",
        )  # fmt: skip
        self.detail = Sentence()
        self.contracts: Counter[int] = Counter()

    def _columns(self) -> list[Column]:
        """What is shown of a contract; plan, gauge and the share of the cycle gone need room."""
        return [
            Column("Client", 16, self._client, lambda low: low.standing.client.casefold(), share=1),
            Column("Plan", 10, self._plan, lambda low: low.standing.plan.casefold(), least=90),
            Column("Used", 18, self._gauge, _percent_order, least=90, falls=True),
            Column("Left", 6, self._left, lambda low: meter_of(low).remaining, align="r"),
            Column("of", 6, self._of, lambda low: -meter_of(low).allowance, align="r", falls=True),
            Column("Used %", 7, self._percent, _percent_order, align="r", falls=True),
            Column("State", 9, self._state, lambda low: urgency(low.standing)),
            Column("Past %", 6, self._crossed, lambda low: -(low.crossed or 0), align="r", falls=True),
            Column("Pace", 6, self._pace, lambda low: -(low.pace or 0), align="r", falls=True),
            Column("Gone %", 7, self._gone, _gone_order, align="r", least=90, falls=True),
            Column("Runs out", 9, self._runs_out, self._by_day, align="r"),
        ]

    @property
    def reads(self) -> ClientOffice:
        """The office as this page sees it."""
        return cast("ClientOffice", self.office)

    def body(self) -> Iterable[Widget]:
        return (self.table, self.detail)

    def places(self, width: int, height: int) -> dict[str, Place]:
        """The table over the sentence."""
        edge = 1 if width >= WIDE and height >= AIRY else 0
        places = super().places(width, height)
        free = height - 2 - 2 * edge
        detail = DETAIL if free > 2 * DETAIL and self.table.rows else 0
        places["low"] = Place(edge, 1 + edge, width - 2 * edge, free - detail)
        places["detail"] = Place(edge, 1 + edge + free - detail, width - 2 * edge, detail)
        return places

    def on_mount(self) -> None:
        self.table.focus()
        self.refresh_figures()

    def refresh_figures(self) -> None:
        """Read the list again."""

        def work() -> tuple[Sequence[Low], Counter[int]]:
            return self.reads.low_hours(), Counter(one.client_id for one in self.office.standings())

        self.read(work, lambda both: self._show(*both), panel=self.table)

    def _show(self, rows: Sequence[Low], contracts: Counter[int]) -> None:
        """Other rows; `contracts` counts those of every client, because only several need their names."""
        self.table.empty = EMPTY
        self.contracts = contracts
        self.table.show(list(rows))
        self.table.set_note(text.count(len(rows), "contract") if rows else "")
        self._follow()
        self.refresh(layout=True)

    def _follow(self) -> None:
        self.detail.show(self.table.row_at_cursor(), self.office.date_style)

    def on_lines_moved(self, message: Lines.Moved) -> None:
        """The sentence follows the cursor."""
        self._follow()

    def on_table_sorted(self, message: Table.Sorted) -> None:
        """Say what the list is sorted by."""
        urgent = self.table.sorted_by == STATE_COLUMN and not self.table.turned
        self.table.heading = "Low hours, most urgent first" if urgent else "Low hours"
        self._follow()

    def on_lines_opened(self, message: Lines.Opened) -> None:
        """Enter opens the client."""
        if (low := self.table.row_at_cursor()) is not None:
            self.mmtui.open_client(low.standing.client_id)

    def action_sort_next(self) -> None:
        """Sort by the next column."""
        self.table.sort_next()

    def action_sort_turn(self) -> None:
        """Turn the order round."""
        self.table.sort_turn()

    # Cells

    def _client(self, low: Low, width: int) -> Content:
        """The client, as on Today with the contract when there are several."""
        one = low.standing
        several = self.contracts[one.client_id] > 1
        return text.plain(f"{one.client}, {one.contract}" if several else one.client, text.INK)

    def _plan(self, low: Low, width: int) -> Content:
        return text.plain(low.standing.plan, text.MUTED)

    def _gauge(self, low: Low, width: int) -> Content:
        meter = meter_of(low)
        tone = "bad" if low.standing.state in (OVER, USED_UP) else "warn"
        return gauge(meter.used, meter.allowance, low.standing.gone_tenths, width, tone)

    def _left(self, low: Low, width: int) -> Content:
        style = "bold " + text.state_style(low.standing.state)
        return text.plain(text.duration(meter_of(low).remaining), style)

    def _of(self, low: Low, width: int) -> Content:
        return text.plain(text.duration(meter_of(low).allowance), text.MUTED)

    def _percent(self, low: Low, width: int) -> Content:
        return text.plain(text.percent(low.standing.percent_tenths).removesuffix(" %"), text.INK)

    def _state(self, low: Low, width: int) -> Content:
        return text.state_word(low.standing.state)

    def _crossed(self, low: Low, width: int) -> Content:
        return text.plain(text.NONE if low.crossed is None else str(low.crossed), text.INK)

    def _pace(self, low: Low, width: int) -> Content:
        return text.plain(text.duration(low.pace), text.INK)

    def _gone(self, low: Low, width: int) -> Content:
        return text.plain(text.whole_percent(low.standing.gone_tenths).removesuffix(" %"), text.MUTED)

    def _runs_out(self, low: Low, width: int) -> Content:
        day = low.standing.runs_out_on
        style = text.state_style(low.standing.state) if day else text.MUTED
        return text.plain(text.short_day(day, self.office.date_style), style)

    def _by_day(self, low: Low) -> tuple[bool, int]:
        day = low.standing.runs_out_on
        return (day is None, day.toordinal() if day else 0)


def sentence(low: Low, date_style: str) -> str:
    """`15:15 of 16:00 used with 80 % of the cycle gone: 19:04 by 11/30 at this pace, …`"""
    standing, meter = low.standing, meter_of(low)
    kind = "phone hours" if low.meter == PHONE else "hours"
    parts = [f"{text.duration(meter.used)} of {text.duration(meter.allowance)} {kind} used"]
    if standing.gone_tenths is not None:
        parts[0] += f" with {text.whole_percent(standing.gone_tenths)} of the cycle gone"
    if low.pace is not None and standing.cycle is not None:
        end = text.short_day(standing.cycle.end, date_style)
        parts.append(f"{text.duration(low.pace)} by {end} at this pace")
    if standing.runs_out_on is not None:
        word = "used up since" if standing.state in (OVER, USED_UP) else "nothing left on"
        parts.append(f"{word} {text.weekday(standing.runs_out_on, date_style)}")
    limits = ", ".join(str(one) for one in low.thresholds)
    past = f"; {low.crossed} % is reached" if low.crossed is not None else ""
    return f"{'; '.join(parts)}. Thresholds {limits} %{past}."
