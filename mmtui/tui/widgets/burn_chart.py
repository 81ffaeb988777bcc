"""The burn-down as lines of text: what is left step by step, the even pace, the forecast and the cutoffs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from textual.content import Content

from mmtui.tui import text
from mmtui.tui.widgets.braille import ACROSS, DOWN, Canvas
from mmtui.tui.widgets.chart_scale import Scale, cell_of, fit

BRAILLE = "braille"
BLOCKS = "blocks"
EIGHTHS = " ▁▂▃▄▅▆▇█"
AXIS = "─"
TICK = "┴"
MARK_TODAY = "│"
WORD_TODAY = "today"
DOT = "·"

GRID, IDEAL, MARK, FORECAST, CURVE = range(5)
LINE_DOTS = 2
IDEAL_EVERY = 3
FEWEST_ROWS = 4
LARGEST_INDENT = 3


class Chart(NamedTuple):
    """What is drawn, in minutes left, over the days of a cycle.

    `begin` is the number of the first day that counts, `opening` the level before it, `levels` the level
    after each day from it on, up to today or the cycle's end. `ideal` is the even pace before each of these
    days and after the cycle's last. `forecast` holds (day, level) pairs from today on, `runs_out` whether it
    ends with nothing left. `today` is None in a cycle that is over.
    """

    first: date
    days: int
    begin: int
    opening: int
    levels: tuple[int, ...]
    ideal: tuple[int, ...]
    forecast: tuple[tuple[date, int], ...]
    cutoffs: tuple[date, ...]
    today: date | None
    runs_out: bool = True

    @property
    def forecast_role(self) -> str:
        """Amber where it runs out within the cycle, else grey."""
        return text.WARN if self.runs_out else text.MUTED


class Plot(NamedTuple):
    """The room and scale of one drawing: `left` cells of labels, then `width` cells of curve."""

    chart: Chart
    scale: Scale
    left: int
    width: int

    @property
    def zero(self) -> int:
        """The dot row of zero, counted from the top."""
        return self.scale.above * DOWN

    @property
    def start(self) -> int:
        """The first cell of the first day that counts."""
        return self.chart.begin * self.width // self.chart.days

    def row(self, minutes: int) -> int:
        """The upper dot row of the line at a value; the axis has a row of its own, on which zero rests."""
        if minutes < 0:
            return self.zero + max(DOWN + self.scale.dot(-minutes) - LINE_DOTS, DOWN)
        return self.zero - max(self.scale.dot(minutes), LINE_DOTS)

    def edge(self, minutes: int) -> int:
        """The dot row at which a value's area ends, above or below the axis."""
        return self.row(minutes) + (LINE_DOTS if minutes < 0 else 0)

    def column(self, day: date) -> int:
        """The cell of a day's step."""
        return cell_of(day, self.chart.first, self.chart.days, self.width)


def draw(
    chart: Chart, width: int, height: int, curve: str = BRAILLE, day_style: str = "mdy"
) -> list[Content]:
    """Draw the chart in `width` × `height` cells: the plot, the axis, and the dates in the last line."""
    plot = _plot(chart, width, height - 2)
    canvas = Canvas(plot.left + plot.width, plot.scale.above + plot.scale.below + 1)
    _labels(canvas, plot, curve)
    _ideal(canvas, plot, curve)
    levels = cell_levels(plot)
    (_steps if curve == BRAILLE else _blocks)(canvas, plot, levels)
    _forecast(canvas, plot, plot.start + len(levels), curve)
    _today(canvas, plot, levels)
    _axis(canvas, plot)
    return [*canvas.lines(), _dates(plot, day_style)]


def _plot(chart: Chart, width: int, height: int) -> Plot:
    values = [chart.opening, *chart.levels, *chart.ideal, *(level for _, level in chart.forecast)]
    scale = fit(max(values), min(values), max(height, FEWEST_ROWS))
    left = max(len(text.duration(minutes)) for minutes, _ in scale.labels()) + 1
    cells = max(min(width - left, chart.days * 2), 1)
    slack = width - left - cells
    return Plot(chart, scale, left + (slack if slack <= LARGEST_INDENT else 0), cells)


def cell_levels(plot: Plot) -> list[int]:
    """Return the level of each cell of the curve from its first one to that of the last known day."""
    chart = plot.chart
    levels: list[int] = []
    level = chart.opening
    for number, after in enumerate(chart.levels, chart.begin):
        column = ((number * 2 + 1) * plot.width) // (chart.days * 2) - plot.start
        levels.extend([level] * (column - len(levels)))
        level = after
        del levels[column:]
        levels.append(level)
    if chart.begin + len(chart.levels) == chart.days:
        levels.extend([level] * (plot.width - plot.start - len(levels)))
    return levels


def _labels(canvas: Canvas, plot: Plot, curve: str) -> None:
    """Hour labels, and one dot a cell on each labelled line between the top and the axis."""
    for minutes, row in plot.scale.labels():
        label = text.duration(minutes)
        canvas.write(plot.left - 1 - len(label), row, label, CURVE, text.MUTED)
        if minutes and row and curve == BRAILLE:
            y = row * DOWN + (DOWN - 1 if minutes < 0 else 0)
            for column in range(plot.left, plot.left + plot.width):
                canvas.dot(column * ACROSS, y, GRID, text.TRACK)


def _ideal(canvas: Canvas, plot: Plot, curve: str) -> None:
    """The even pace, dotted, from the first day that counts to the end of the cycle."""
    whole = plot.width * ACROSS
    chart = plot.chart
    for x in range(plot.start * ACROSS, whole, IDEAL_EVERY if curve == BRAILLE else ACROSS * 2):
        day, rest = divmod(x * chart.days, whole)
        day = max(day - chart.begin, 0)
        before, after = chart.ideal[day], chart.ideal[min(day + 1, len(chart.ideal) - 1)]
        y = plot.row(before + (after - before) * rest // whole)
        if curve == BRAILLE:
            canvas.dot(plot.left * ACROSS + x, y, IDEAL, text.IDEAL)
        else:
            canvas.put(plot.left + x // ACROSS, y // DOWN, DOT, IDEAL, text.IDEAL)


def _steps(canvas: Canvas, plot: Plot, levels: Sequence[int]) -> None:
    """The curve, two dots thick, its steps one dot, and the area between it and the axis."""
    before = plot.row(plot.chart.opening)
    for column, level in enumerate(levels, plot.start):
        y = plot.row(level)
        style = text.BAD if level < 0 else text.ACCENT
        x = (plot.left + column) * ACROSS
        for offset in range(LINE_DOTS):
            canvas.dot(x, y + offset, CURVE, style)
            canvas.dot(x + 1, y + offset, CURVE, style)
        for between in range(min(before, y), max(before, y)):
            canvas.dot(x, between, CURVE, text.BAD if between >= plot.zero else text.ACCENT)
        _area(canvas, plot, column, level)
        before = y


def _area(canvas: Canvas, plot: Plot, column: int, level: int) -> None:
    """Fill the whole cells between the curve and the axis; the line itself covers the rest."""
    if level < 0:
        cells = range(plot.scale.above + 1, plot.edge(level) // DOWN)
    else:
        cells = range(-(-plot.edge(level) // DOWN), plot.scale.above)
    for row in cells:
        canvas.ground(plot.left + column, row, "$field")


def _blocks(canvas: Canvas, plot: Plot, levels: Sequence[int]) -> None:
    """The curve as the tops of columns in eighths of a row, for terminals without braille."""
    for column, level in enumerate(levels, plot.start):
        place = plot.left + column
        if level < 0:
            for row in range(plot.scale.above + 1, plot.row(level) // DOWN + 1):
                canvas.put(place, row, EIGHTHS[-1], CURVE, text.BAD)
            continue
        rows, rest = divmod(max((plot.zero - plot.row(level)) * 2, 1), 8)
        top = plot.scale.above - rows - (rest > 0)
        canvas.put(place, top, EIGHTHS[rest or 8], CURVE, text.ACCENT)
        for row in range(top + 1, plot.scale.above):
            canvas.ground(place, row, "$field")


def _forecast(canvas: Canvas, plot: Plot, known: int, curve: str) -> None:
    """The way it goes on at this pace, until nothing is left or the cycle ends."""
    for (day, level), (next_day, next_level) in zip(
        plot.chart.forecast, plot.chart.forecast[1:], strict=False
    ):
        start, end = plot.column(day), plot.column(next_day)
        for column in range(max(start, known), end + 1):
            value = level + (next_level - level) * (column - start) // max(end - start, 1)
            y = plot.row(value) + (LINE_DOTS - 1 if value >= 0 else 0)
            if curve == BRAILLE:
                x = (plot.left + column) * ACROSS
                canvas.dot(x, y, FORECAST, plot.chart.forecast_role)
                canvas.dot(x + 1, y, FORECAST, plot.chart.forecast_role)
            else:
                canvas.put(plot.left + column, y // DOWN, DOT, FORECAST, plot.chart.forecast_role)


def _today(canvas: Canvas, plot: Plot, levels: Sequence[int]) -> None:
    """A line down to the curve with its word; under a curve that is at the top, the word alone."""
    today = plot.chart.today
    if today is None:
        return
    column = plot.left + plot.column(today)
    bottom = plot.row(levels[-1]) // DOWN if levels else plot.scale.above
    for row in range(min(bottom - 1, plot.scale.above)):
        if not canvas.holds(column, row, CURVE):
            canvas.put(column, row, MARK_TODAY, MARK, text.INK)
    row = 0 if bottom > 1 else bottom + 2
    place = column - 1 - len(WORD_TODAY)
    if place < plot.left or any(canvas.holds(place + n, row, CURVE) for n in range(len(WORD_TODAY))):
        place = column + 2
    canvas.write(place, row, WORD_TODAY, CURVE, "bold " + text.INK)


def _axis(canvas: Canvas, plot: Plot) -> None:
    """The line of zero with a tick under each cutoff."""
    for column in range(plot.width):
        canvas.put(plot.left + column, plot.scale.above, AXIS, GRID, text.LINE)
    for day in plot.chart.cutoffs:
        canvas.put(plot.left + plot.column(day), plot.scale.above, TICK, GRID, text.MUTED)


def _dates(plot: Plot, day_style: str) -> Content:
    """The dates under the axis: today first, then the end, then the cutoffs that find room."""
    chart = plot.chart
    end = date.fromordinal(chart.first.toordinal() + chart.days - 1)
    wanted = [chart.today, end, *chart.cutoffs]
    taken: dict[int, tuple[str, str]] = {}
    for day in wanted:
        if day is None:
            continue
        label = text.short_day(day, day_style)
        start = plot.left + plot.column(day) - len(label) // 2
        start = max(0, min(start, plot.left + plot.width - len(label)))
        if all(start + len(label) < other or start > other + len(word) for other, (word, _) in taken.items()):
            taken[start] = (label, "bold " + text.INK if day == chart.today else text.MUTED)
    line = Content("")
    for start in sorted(taken):
        label, style = taken[start]
        line = line.pad_right(start - line.cell_length) + Content.styled(label, style)
    return line
