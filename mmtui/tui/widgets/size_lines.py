"""The last cycles' use against the sizes of the plans, as lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from mmtui.tui import text
from mmtui.tui.widgets.gauge import FULL, HALF, MARK, MARK_AT_END, PAST, joined, used_steps

NAME = 3
FIGURE = 6


class Used(NamedTuple):
    """One cycle: its short name (`NOV`), minutes used, its own allowance, and whether it still runs."""

    name: str
    used: int
    allowance: int
    running: bool = False


class Size(NamedTuple):
    """One plan of the ladder: its name, minutes a cycle, and whether the contract has it now."""

    name: str
    minutes: int
    own: bool = False


def lines(cycles: Sequence[Used], sizes: Sequence[Size], width: int) -> list[Content]:
    """Draw one row per cycle under the names of the plans; each plan's limit is a line down."""
    cells = max(width - NAME - FIGURE - 1, 4)
    top = max((size.minutes for size in sizes), default=0) or max((one.used for one in cycles), default=0)
    named = heads(sizes, top, cells)
    limits = [end - 1 for end, _, _ in named if end < cells]
    line = Content("")
    for end, name, style in named:
        line += text.right(text.plain(name, style), NAME + 1 + end - line.cell_length)
    return [line, *(_row(one, top, limits, cells) for one in cycles)]


def heads(sizes: Sequence[Size], top: int, cells: int) -> list[tuple[int, str, str]]:
    """Return (end of its range in cells, name, style) of each plan that finds room, the own one first."""
    taken: list[tuple[int, str, str]] = []
    for size in sorted(sizes, key=lambda one: not one.own):
        end = size.minutes * cells // top if top else 0
        name = text.cut(size.name, min(cells, end + NAME)).plain
        start = end - text.width_of(name)
        if end > 0 and all(end < other - text.width_of(word) or start > other for other, word, _ in taken):
            taken.append((end, name, text.INK if size.own else text.MUTED))
    return sorted(taken)


def _row(one: Used, top: int, limits: Sequence[int], cells: int) -> Content:
    role = "$accent" if one.running else "$ideal"
    steps = used_steps(one.used, top, cells)
    parts = [_cell(index, steps - index * 2, index in limits, role) for index in range(cells)]
    if one.used > top:
        parts[-1] = (PAST, role)
    over = one.used > one.allowance
    figure = text.right(text.plain(text.duration(one.used), text.WARN if over else text.INK), FIGURE)
    return text.left(text.plain(one.name, text.MUTED), NAME + 1) + Content.assemble(*joined(parts)) + figure


def _cell(index: int, filled: int, limit: bool, role: str) -> tuple[str, str]:
    if limit:
        return (MARK_AT_END if 1 <= filled <= 2 else MARK, text.MUTED)
    if filled >= 2:
        return (FULL, role)
    return (HALF, role) if filled == 1 else (FULL, text.TRACK)
