"""A gauge: how much of an allowance is used, in half-cell steps, with a mark where the cycle stands."""

from __future__ import annotations

from textual.content import Content

FULL = "━"
HALF = "╸"
MARK = "│"
MARK_AT_END = "┥"
PAST = "▶"


def gauge(used: int, allowance: int, mark_tenths: int | None, width: int, tone: str) -> Content:
    """Draw `used` of `allowance` (same unit) in exactly `width` cells.

    The last cell is kept free for `▶`, so that gauges below each other have one scale. `mark_tenths` is
    the share of the cycle gone in tenths of a percent, None for no mark. `tone` is a role of the theme:
    bad, warn, ideal or accent.
    """
    cells = max(width - 1, 1)
    steps = used_steps(used, allowance, cells)
    marked = mark_cell(mark_tenths, cells)
    parts = [_cell(index, steps, marked, tone) for index in range(cells)]
    parts.append((PAST, f"${tone}") if used > max(allowance, 0) else (" ", ""))
    return Content.assemble(*joined(parts))


def used_steps(used: int, allowance: int, cells: int) -> int:
    """Return the half cells that are filled: some for any use, all only when nothing is left."""
    whole = cells * 2
    if used <= 0:
        return 0
    if used >= allowance:
        return whole
    steps = (used * whole * 2 + allowance) // (allowance * 2)
    return min(max(steps, 1), whole - 1)


def mark_cell(mark_tenths: int | None, cells: int) -> int | None:
    """Return the index of the cell that holds the mark; the end of the cycle marks the last cell."""
    if mark_tenths is None:
        return None
    return min(max(mark_tenths, 0) * cells // 1000, cells - 1)


def _cell(index: int, steps: int, marked: int | None, tone: str) -> tuple[str, str]:
    """Return one cell and its style; a bar that ends inside the marked cell is drawn up to the mark."""
    filled = steps - index * 2
    if index == marked:
        return (MARK_AT_END if 1 <= filled <= 2 else MARK, "$ink")
    if filled >= 2:
        return (FULL, f"${tone}")
    if filled == 1:
        return (HALF, f"${tone}")
    return (FULL, "$track")


def joined(cells: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join neighbours of one style, so that a row of gauges stays cheap to draw."""
    joined: list[tuple[str, str]] = []
    for text, style in cells:
        if joined and joined[-1][1] == style:
            joined[-1] = (joined[-1][0] + text, style)
        else:
            joined.append((text, style))
    return joined
