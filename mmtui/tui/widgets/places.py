"""Puts the widgets of a screen where the screen's own arithmetic says, for any size of the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement

if TYPE_CHECKING:
    from textual.widget import Widget


class Place(NamedTuple):
    """Where one widget stands, frame included, in cells."""

    x: int
    y: int
    width: int
    height: int


class Places(Layout):
    """Asks the parent's `places(width, height)` for the place of every id; the rest is not drawn."""

    name = "places"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        places: dict[str, Place] = parent.places(size.width, size.height)  # type: ignore[attr-defined]
        return [
            WidgetPlacement(
                Region(*places[child.id]), NULL_OFFSET, NULL_SPACING, child, 0, False, False, False
            )
            for child in children
            if child.id in places and places[child.id].height > 0
        ]
