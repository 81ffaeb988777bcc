"""Long work under way: what is done, how much, and how to stop it."""

from __future__ import annotations

from textual.content import Content

from mmtui.tui import text
from mmtui.tui.widgets.gauge import gauge
from mmtui.tui.widgets.panel import Framed

QUIET = 0.3
"""Seconds before anything is said: short work needs no words."""

LONGEST_BAR = 72


class Progress(Framed):
    """A gauge with rows and percent; blank for the first moment."""

    def __init__(self, *, id: str, title: str) -> None:
        super().__init__(id=id)
        self.heading = title
        self.rows = self.tenths = 0
        self.waited = False

    def start(self, title: str) -> None:
        """Begin anew with other words."""
        self.heading, self.rows, self.tenths, self.waited = title, 0, 0, False
        self.set_timer(QUIET, self._speak)
        self.refresh()

    def _speak(self) -> None:
        self.waited = True
        self.refresh()

    def show(self, rows: int, tenths: int) -> None:
        """So many rows read; the share of the file in tenths of a percent."""
        self.rows, self.tenths = rows, tenths
        self.refresh()

    def render(self) -> Content:
        if not self.waited:
            return Content("")
        width = min(max(self.size.width - 4, 4), LONGEST_BAR)
        words = text.edges(text.count(self.rows, "row"), text.whole_percent(self.tenths), width)
        stop = text.key_word("Esc", "Stop") + text.plain(", nothing is saved", text.MUTED)
        indent = Content("  ")
        lines = [Content(""), words, gauge(self.tenths, 1000, None, width + 1, "accent"), Content(""), stop]
        return Content("\n").join([indent + line for line in lines])
