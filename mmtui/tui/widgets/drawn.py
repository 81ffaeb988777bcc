"""A framed panel of lines made by a pure function of its width and height; drawn anew only when told."""

from __future__ import annotations

from textual.content import Content
from textual.strip import Strip

from mmtui.tui import text
from mmtui.tui.widgets.panel import Framed

EDGE = 2
FAULT = "This panel can't be drawn; the figures are safe, and the log says why."


class Drawn(Framed, can_focus=True):
    """Lines between the two edges of a frame; a subclass makes them in `make_lines`."""

    DEFAULT_CSS = "Drawn { height: 1fr; width: 1fr; }"

    def __init__(self, *, id: str | None = None, title: str = "", note: str = "") -> None:
        super().__init__(id=id)
        self.heading, self.note = title, note
        self._lines: list[Content] | None = None

    def make_lines(self, width: int, height: int) -> list[Content]:
        """The lines, `width` cells between the edges and at most `height` of them."""
        raise NotImplementedError

    @property
    def text_width(self) -> int:
        """Cells between the two edges."""
        return max(self.size.width - 2 * EDGE, 0)

    def changed(self) -> None:
        """Make the lines again: the data, the room or the focus is another one."""
        self._lines = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the inside."""
        if self._lines is None:
            self._lines = self._made()
        base = self.visual_style
        content = self._lines[y] if y < len(self._lines) else Content("")
        strip = Strip((Content(" " * EDGE) + content).render_segments(base))
        return strip.adjust_cell_length(self.size.width, base.rich_style)

    def _made(self) -> list[Content]:
        """The lines; a fault in one drawing is told and logged, and the rest of the screen goes on."""
        try:
            return self.make_lines(self.text_width, self.size.height)
        except Exception as error:
            report = getattr(self.app, "report", None)
            if report is None:
                raise
            self.app.call_later(report, error)
            return text.wrapped(FAULT, self.text_width)

    def on_resize(self) -> None:
        self.changed()

    def on_focus(self) -> None:
        self.changed()

    def on_blur(self) -> None:
        self.changed()
