"""The four meters of a contract side by side, as lines of text: name, figures, gauge and a remark."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from textual.content import Content

from mmtui.domain.contracts import DEFAULT_THRESHOLDS
from mmtui.domain.coverage import CALLS, HOURS, PHONE, SPRINTS
from mmtui.domain.pace import meter_state
from mmtui.domain.standing import ENDED, LOW, OK, OVER, PAUSED, USED_UP, Meter, Standing
from mmtui.tui import text
from mmtui.tui.widgets.gauge import gauge

NAMES = {HOURS: "Hours", CALLS: "PM calls", SPRINTS: "Sprints", PHONE: "Phone hours"}
ORDER = (HOURS, CALLS, SPRINTS, PHONE)
TIME = (HOURS, PHONE)
PREPAID = "Prepaid block"
MISSING = "not in this plan"
LONGEST_GAUGE = 24
FEWEST_GAPS = 10
TONES = {OVER: "bad", USED_UP: "bad", LOW: "warn"}
DOTTED = "┄"


class MeterFacts(NamedTuple):
    """What the meters need beside the standing; `closed` is True for a cycle that is over."""

    next_call: date | None = None
    next_sprint: date | None = None
    thresholds: tuple[int, ...] = DEFAULT_THRESHOLDS
    rate_cents: int | None = None
    closed: bool = False
    date_style: str = "mdy"


class Column(NamedTuple):
    """One meter as four lines and the width that its words need."""

    meter: str
    lines: tuple[Content, Content, Content, Content]

    @property
    def width(self) -> int:
        """The cells of its longest line."""
        return max(line.cell_length for line in self.lines)


def present(standing: Standing) -> list[str]:
    """Return the meters that the contract has, in the order in which they stand."""
    return [name for name in ORDER if _meter(standing, name) is not None]


def columns(standing: Standing, facts: MeterFacts, width: int) -> list[Column]:
    """Return the four meters for a panel `width` cells wide."""
    cells = max(min(LONGEST_GAUGE, (width - FEWEST_GAPS) // len(ORDER)), 4)
    return [_column(name, standing, facts, cells) for name in ORDER]


def starts(made: list[Column], width: int) -> list[int]:
    """Return the first cell of each column, the room between them shared out evenly."""
    gaps = len(made) - 1
    room = max(width - sum(column.width for column in made), gaps)
    places, place = [], 0
    for number, column in enumerate(made):
        places.append(place)
        place += column.width + room // gaps + (1 if number < room % gaps else 0)
    return places


def lines(
    standing: Standing, facts: MeterFacts, width: int, chosen: str | None = None
) -> tuple[list[Content], list[int]]:
    """Return the four lines and the columns' first cells; `chosen` is the meter under the cursor."""
    made = columns(standing, facts, width)
    places = starts(made, width)
    drawn = []
    for row in range(4):
        line = Content("")
        for column, place in zip(made, places, strict=True):
            piece = column.lines[row]
            if row == 0 and column.meter == chosen:
                piece = piece.stylize("bold " + text.ACCENT)
            line = line.pad_right(max(place - line.cell_length, 0)) + piece
        drawn.append(text.cut(line, width))
    return drawn, places


def tone(meter: Meter, state: str) -> str:
    """Return the role that draws a time meter: colour only where somebody must look."""
    return TONES.get(state, "ideal") if meter.allowance or meter.used else "ideal"


def _meter(standing: Standing, name: str) -> Meter | None:
    made = {HOURS: standing.hours, CALLS: standing.calls, SPRINTS: standing.sprints, PHONE: standing.phone}
    return made[name]


def _column(name: str, standing: Standing, facts: MeterFacts, cells: int) -> Column:
    meter = _meter(standing, name)
    if meter is None:
        return Column(name, _missing(NAMES[name], cells))
    if name == HOURS and standing.balance_cents is not None:
        return Column(name, _prepaid(meter, standing, facts, cells))
    if name in TIME:
        return Column(name, _time(NAMES[name], meter, standing, facts, cells))
    planned = facts.next_call if name == CALLS else facts.next_sprint
    return Column(name, _count(NAMES[name], meter, planned, facts, cells))


def _missing(name: str, cells: int) -> tuple[Content, Content, Content, Content]:
    return (
        text.plain(name, text.MUTED),
        text.plain(text.NONE, text.MUTED),
        text.plain(DOTTED * cells, text.TRACK),
        text.plain(MISSING, text.MUTED),
    )


def _time(
    name: str, meter: Meter, standing: Standing, facts: MeterFacts, cells: int
) -> tuple[Content, Content, Content, Content]:
    state = meter_state(meter.used, meter.allowance, facts.thresholds)
    role = tone(meter, state)
    mark = None if facts.closed else standing.gone_tenths
    figure = _figure(text.duration(meter.remaining), f"left of {text.duration(meter.allowance)}", role)
    return (
        text.plain(name, text.MUTED),
        figure,
        gauge(meter.used, meter.allowance, mark, cells + 1, role),
        _pace(state, standing, facts, name == NAMES[HOURS] or standing.hours is None),
    )


def _prepaid(
    meter: Meter, standing: Standing, facts: MeterFacts, cells: int
) -> tuple[Content, Content, Content, Content]:
    state = meter_state(meter.used, meter.allowance, facts.thresholds)
    role = tone(meter, state)
    rate = "" if facts.rate_cents is None else f" at {text.money(facts.rate_cents)}/h"
    return (
        text.plain(PREPAID, text.MUTED),
        _figure(text.money(standing.balance_cents), "left", role),
        gauge(meter.used, meter.allowance, None, cells + 1, role),
        text.plain(f"≈ {text.duration(meter.remaining)}{rate}", text.MUTED),
    )


def _count(
    name: str, meter: Meter, planned: date | None, facts: MeterFacts, cells: int
) -> tuple[Content, Content, Content, Content]:
    over = meter.remaining < 0
    role = "warn" if over else "ideal"
    left = text.plain(str(meter.remaining).replace("-", "−"), "bold " + (text.WARN if over else text.INK))
    return (
        text.plain(name, text.MUTED),
        left + text.plain(f" left of {meter.allowance}", text.INK),
        gauge(meter.used, meter.allowance, None, cells + 1, role),
        text.plain(_planned(meter, planned, facts), text.WARN if over else text.MUTED),
    )


def _planned(meter: Meter, planned: date | None, facts: MeterFacts) -> str:
    if meter.remaining < 0:
        return f"{-meter.remaining} more than agreed"
    if meter.remaining == 0:
        return {0: "none agreed", 1: "done", 2: "both done"}.get(meter.allowance, "all done")
    if planned is not None:
        return f"next: {planned:%a} {text.short_day(planned, facts.date_style)}"
    return "not held" if facts.closed else "no date yet"


def _figure(number: str, words: str, role: str) -> Content:
    """The figure in bold, in the colour of its state; a healthy one in ink."""
    style = text.INK if role == "ideal" else f"${role}"
    return text.plain(number, "bold " + style) + text.plain(" " + words, text.INK)


def _pace(state: str, standing: Standing, facts: MeterFacts, leading: bool) -> Content:
    """The remark under a time meter: its state in a glyph and words, with the day it runs out."""
    if standing.state in (PAUSED, ENDED):
        return text.state_glyph(standing.state) + text.plain(" " + standing.state, text.MUTED)
    words = _pace_words(state, standing, facts, leading)
    if state == OK:
        return text.plain(words, text.MUTED)
    return text.state_glyph(state) + text.plain(" " + words, text.state_style(state))


def _pace_words(state: str, standing: Standing, facts: MeterFacts, leading: bool) -> str:
    when = text.short_day(standing.runs_out_on, facts.date_style) if standing.runs_out_on and leading else ""
    if state == OVER:
        return f"over since {when}" if when else "over"
    if state == USED_UP:
        return f"used up {when}".rstrip()
    if facts.closed:
        return "lasted the cycle"
    if when:
        return f"runs out {when}"
    return "lasts the cycle" if leading else state
