"""The panel of the four meters; left and right choose the one that `?` explains."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.strip import Strip

from mmtui.domain.coverage import HOURS
from mmtui.domain.standing import Standing
from mmtui.tui import text
from mmtui.tui.widgets.drawn import EDGE, Drawn
from mmtui.tui.widgets.meter_lines import ORDER, MeterFacts, columns, lines, present

MARK = "▌"


class Meters(Drawn):
    """Hours, PM calls, sprints and phone hours side by side."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "choose(-1)", "Meter before", show=False),
        Binding("right", "choose(1)", "Next meter", show=False),
    ]
    HELP_KEYS = ("choose", "why")
    HELP = "The meters of this cycle. Left and right choose one, ? shows how its figure came about."

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, title="Meters")
        self.standing: Standing | None = None
        self.facts = MeterFacts()
        self.chosen = HOURS
        self.empty = ""
        self._places: list[int] = []

    def show(self, standing: Standing, facts: MeterFacts) -> None:
        """Draw another standing; the choice stays where the meter still is."""
        self.standing, self.facts = standing, facts
        available = present(standing)
        if self.chosen not in available:
            self.chosen = available[0] if available else HOURS
        self.changed()

    def set_empty(self, sentence: str) -> None:
        """Say why there are no meters."""
        self.standing, self.empty = None, sentence
        self.changed()

    def make_lines(self, width: int, height: int) -> list[Content]:
        if self.standing is None:
            return text.wrapped(self.empty, width) if self.empty else []
        drawn, self._places = lines(self.standing, self.facts, width, self._shown_choice())
        return drawn

    def render_line(self, y: int) -> Strip:
        """The line, with the cursor's mark before the name of the chosen meter."""
        strip = super().render_line(y)
        if y or self._shown_choice() is None or not self._places:
            return strip
        place = EDGE + self._places[ORDER.index(self.chosen)] - 2
        mark = Content.styled(MARK, "$accent").render_segments(self.visual_style)
        return Strip.join([strip.crop(0, place), Strip(mark), strip.crop(place + 1, strip.cell_length)])

    def action_choose(self, by: int) -> None:
        """Go to the next meter that the contract has."""
        available = present(self.standing) if self.standing else []
        if self.chosen in available:
            self.chosen = available[min(max(available.index(self.chosen) + by, 0), len(available) - 1)]
            self.changed()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or self.standing is None:
            return
        widths = [column.width for column in columns(self.standing, self.facts, self.text_width)]
        for name, place, width in zip(ORDER, self._places, widths, strict=False):
            if place <= offset.x - EDGE < place + width and name in present(self.standing):
                self.chosen = name
                self.changed()

    def _shown_choice(self) -> str | None:
        return self.chosen if self.has_focus else None
