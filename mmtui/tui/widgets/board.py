"""The hours-left board: a gauge for every contract, lowest first, with one line through all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from textual.content import Content

from mmtui.domain.standing import ENDED, LOW, OVER, PAUSED, USED_UP, Meter, Standing
from mmtui.tui import text
from mmtui.tui.widgets.gauge import gauge, mark_cell
from mmtui.tui.widgets.lines import Lines

GAUGE_TONES = {OVER: "bad", USED_UP: "bad", LOW: "warn"}
LEFT, OF, STATE, PLAN = 6, 6, 15, 10
LEAST_GAUGE = 8
NO_CYCLE = frozenset({PAUSED, ENDED})


def leading(standing: Standing) -> Meter | None:
    """The meter that the board shows: plan hours, else phone hours."""
    return standing.hours or standing.phone


def lowest_first(standings: Sequence[Standing]) -> list[Standing]:
    """Contracts by what is left, those without a running cycle last."""

    def order(standing: Standing) -> tuple[bool, int, str]:
        meter = leading(standing)
        resting = standing.state in NO_CYCLE or meter is None
        return (resting, meter.remaining if meter else 0, standing.client.casefold())

    return sorted(standings, key=order)


def standing_gauge(standing: Standing, width: int) -> Content:
    """The gauge of a contract's leading meter; empty for one that rests."""
    meter = leading(standing)
    if meter is None:
        return Content(" " * width)
    if standing.state in NO_CYCLE:
        return gauge(0, meter.allowance, None, width, "ideal")
    tone = GAUGE_TONES.get(standing.state, "ideal")
    return gauge(meter.used, meter.allowance, standing.gone_tenths, width, tone)


def left_cell(standing: Standing) -> Content:
    """What is left, in the role of the state; a dash for a contract that rests."""
    meter = leading(standing)
    if meter is None or standing.state in NO_CYCLE:
        return text.plain(text.NONE, text.MUTED)
    style = text.state_style(standing.state)
    return text.plain(text.duration(meter.remaining), "bold " + (text.INK if style == text.MUTED else style))


def runs_out_cell(standing: Standing, date_style: str) -> Content:
    """The day the allowance is reached, in the role of the state."""
    day = None if standing.state in NO_CYCLE else standing.runs_out_on
    return text.plain(
        text.short_day(day, date_style), text.state_style(standing.state) if day else text.MUTED
    )


class Board(Lines):
    """All contracts by what is left; Enter opens the client."""

    HELP = "What is left of each plan, lowest first. The line through the gauges is today in the cycle."
    HELP_KEYS = ("open", "move")
    keeps_mark = False
    empty = ""

    def __init__(self) -> None:
        super().__init__(id="board", title="Hours left, lowest first")
        self.standings: list[Standing] = []
        self.date_style = "mdy"
        self.with_plan = False
        self.names: list[str] = []

    def show(self, standings: Sequence[Standing], date_style: str) -> None:
        """Other figures; the cursor stays on its contract."""
        at = self.standings[self.cursor].contract_id if self.standings else 0
        self.standings, self.date_style = lowest_first(standings), date_style
        several = Counter(standing.client_id for standing in standings)
        self.names = [
            f"{each.client}, {each.contract}" if several[each.client_id] > 1 else each.client
            for each in self.standings
        ]
        self.empty = "No contracts yet. F10 Menu, Import reads the client list."
        self.cursor = next((i for i, each in enumerate(self.standings) if each.contract_id == at), 0)
        self.changed()
        self.scrolled()

    def count(self) -> int:
        return len(self.standings)

    def scrolled(self) -> None:
        """The note counts the contracts and says how many of them one sees."""
        below = len(self.standings) - self.top - self.room
        words = text.count(len(self.standings), "contract")
        if below > 0:
            words = f"{self.room} of {words}, ↓ for more"
        elif self.top:
            words = f"{words}, ↑ for more"
        self.set_note(words if self.standings else "")

    def _widths(self, width: int) -> tuple[int, int, int]:
        """Cells for the name, the plan and the gauge; 0 for what has no room."""
        free = width - LEFT - OF - STATE - 3
        names = [text.width_of(text.visible(each.plan)) for each in self.standings] if self.with_plan else []
        plan = min(max(names, default=0), PLAN if width < 90 else 14) if free > 40 else 0
        free -= plan and plan + 1
        longest = max((text.width_of(text.visible(name)) for name in self.names), default=12)
        name = min(max(longest, 14), 30 if free > 60 else 15)
        bar = free - name - 2
        return (name, plan, bar) if bar >= LEAST_GAUGE else (max(free - 1, 4), plan, 0)

    def _row_cells(self, width: int, cells: Sequence[str | Content]) -> Content:
        """One row in columns: client, plan, gauge, left, of, state with the day it runs out."""
        *figures, state, runs_out = cells
        pairs = zip(figures, (*self._widths(width), LEFT, OF), "lllrr", strict=True)
        shown, widths, aligns = zip(*[pair for pair in pairs if pair[1]], strict=True)
        return (
            text.columns(shown, widths, "".join(aligns)) + Content("  ") + text.edges(state, runs_out, STATE)
        )

    def head(self, width: int) -> list[Content]:
        words = ("Client", "Plan", "Used", "Left", "of", "State", "Runs out")
        line = self._row_cells(width, [text.plain(word, text.MUTED) for word in words])
        return [line]

    def foot(self, width: int) -> list[Content]:
        """What the line through the gauges means, under the line."""
        marks = Counter(
            (each.gone_tenths, each.cycle)
            for each in self.standings
            if each.gone_tenths is not None and each.cycle is not None and each.state not in NO_CYCLE
        )
        if not marks:
            return []
        (gone, cycle), often = marks.most_common(1)[0]
        if often < sum(marks.values()) or cycle is None or cycle.start.day != 1:
            sentence = "│ where each cycle stands today"
            return [text.left(text.plain(sentence, text.MUTED), width)]
        name, plan, bar = self._widths(width)
        if not bar:
            return []
        at = name + 1 + (plan and plan + 1) + (mark_cell(gone, bar - 1) or 0)
        words = text.plain(f"{text.whole_percent(gone)} of {cycle.title.split()[0].title()} ", text.MUTED)
        return [text.right(words, at) + text.plain("│", text.INK)]

    def draw(self, index: int, width: int, selected: bool) -> list[Content]:
        standing = self.standings[index]
        resting = standing.state in NO_CYCLE
        _, _, bar = self._widths(width)
        meter = leading(standing)
        allowance = text.duration(meter.allowance if meter else None)
        return [
            self._row_cells(
                width,
                [
                    text.plain(self.names[index], text.MUTED if resting else text.INK),
                    text.plain(standing.plan, text.MUTED),
                    standing_gauge(standing, bar),
                    left_cell(standing),
                    text.plain(allowance, text.MUTED),
                    text.state_word(standing.state),
                    runs_out_cell(standing, self.date_style),
                ],
            )
        ]
