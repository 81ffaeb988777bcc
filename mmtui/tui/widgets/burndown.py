"""The panel of the burn-down: legend, the chart of one cycle, and the right-size sentence in a short one."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from mmtui.domain.burndown import DAY, BurnDown
from mmtui.domain.cycles import Cycle
from mmtui.domain.rightsize import RightSize
from mmtui.tui import text
from mmtui.tui.widgets.burn_chart import BRAILLE, Chart, draw
from mmtui.tui.widgets.drawn import Drawn
from mmtui.tui.widgets.rightsize import short_hint

ROOMY = 20
SHORTEST_CHART = 6


class Burndown(Drawn):
    """What is left of the cycle's hours, day by day."""

    HELP = "The hours left in this cycle, day by day. [ and ] show the cycle before and after."

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, title="Burn-down")
        self.cycle: Cycle | None = None
        self.burn: BurnDown | None = None
        self.today: date | None = None
        self.hint: RightSize | None = None
        self.empty = ""
        self.with_hint = True
        self.curve = BRAILLE
        self.date_style = "mdy"

    def show(self, cycle: Cycle, burn: BurnDown | None, today: date | None, hint: RightSize | None) -> None:
        """Draw another cycle; `today` is None in one that is over or to come."""
        self.cycle, self.burn, self.today, self.hint = cycle, burn, today, hint
        self.changed()

    def set_empty(self, sentence: str) -> None:
        """Say why there is nothing to draw at all."""
        self.burn, self.empty = None, sentence
        self.changed()

    def make_lines(self, width: int, height: int) -> list[Content]:
        if self.cycle is None or self.burn is None:
            return text.wrapped(self.empty, width) if self.empty else []
        roomy = height >= ROOMY
        above = [legend(self.burn, width, self.date_style)] + [Content("")] * roomy
        below = [Content("")] * roomy
        if self.hint is not None and self.with_hint and not roomy:
            below = [Content(""), short_hint(self.hint, width)]
        room = height - len(above) - len(below)
        if room < SHORTEST_CHART:
            below, room = [], height - len(above)
        chart = chart_of(self.cycle, self.burn, self.today)
        return [*above, *draw(chart, width, room, self.curve, self.date_style), *below]


def chart_of(cycle: Cycle, burn: BurnDown, today: date | None) -> Chart:
    """The chart of a cycle's points; the forecast begins at today's own."""
    begin = (burn.first - cycle.start).days
    ideal = [burn.even_pace(burn.first + DAY * (number - 1)) for number in range(cycle.days - begin + 1)]
    forecast = [(point.day, point.left) for point in (*burn.actual[-1:], *burn.forecast)]
    return Chart(
        first=cycle.start,
        days=cycle.days,
        begin=begin,
        opening=burn.opening,
        levels=tuple(point.left for point in burn.actual),
        ideal=tuple(ideal),
        forecast=tuple(forecast) if burn.forecast else (),
        cutoffs=burn.cutoffs,
        today=today,
        runs_out=runs_out(burn),
    )


def runs_out(burn: BurnDown) -> bool:
    """Whether the forecast ends with nothing left."""
    return bool(burn.forecast) and burn.forecast[-1].left <= 0


def legend(burn: BurnDown, width: int, date_style: str) -> Content:
    """What the lines mean; the forecast says where it leads, in fewer words where room is short."""
    line = Content("")
    for words in forecast_words(burn, date_style):
        for gap in ("    ", "   ", "  "):
            line = Content(gap).join(_signs(burn, words))
            if line.cell_length <= width:
                return line
    return text.cut(line, width)


def _signs(burn: BurnDown, words: str) -> list[Content]:
    parts = [
        text.assemble(("━━", text.ACCENT), (" left", text.INK)),
        text.assemble(("┄", text.IDEAL), (" even pace", text.MUTED)),
    ]
    if words:
        role = text.WARN if runs_out(burn) else text.MUTED
        parts.append(text.assemble(("━", role), (" " + words, role)))
    if burn.cutoffs:
        parts.append(text.assemble(("┴", text.INK), (" cutoff", text.MUTED)))
    return parts


def forecast_words(burn: BurnDown, date_style: str) -> list[str]:
    """`forecast: 0:00 on Thu 11/26`, the day nothing is left or the last one; then ever shorter forms."""
    if not burn.forecast:
        return [""]
    point = burn.forecast[-1]
    left, day = text.duration(point.left), text.short_day(point.day, date_style)
    return [f"forecast: {left} on {point.day:%a} {day}", f"forecast {left} on {day}", f"{left} on {day}"]
