"""Why something can't be done: what, where, and what to do about it."""

from __future__ import annotations

from textual.content import Content

from mmtui.tui import text
from mmtui.tui.widgets.panel import Framed


class Trouble(Framed):
    """Three short paragraphs in place of what should be here."""

    def __init__(self, *, id: str, title: str) -> None:
        super().__init__(id=id)
        self.heading = title
        self.said: tuple[str, str, str] = ("", "", "")

    def show(self, what: str, where: str, do: str) -> None:
        """Other words."""
        self.said = (what, where, do)
        self.refresh()

    def render(self) -> Content:
        what, where, do = self.said
        width = max(self.size.width - 4, 8)
        first = f"{what[:1].upper()}{what[1:]}"
        lines = [Content("")]
        for words, style in ((where, text.MUTED), (first, text.INK), (do, text.INK), (KEPT, text.MUTED)):
            if words:
                lines += [line.stylize(style) for line in text.wrapped(text.visible(words), width)]
        return Content("\n").join([Content("  ") + line for line in lines])


KEPT = "Nothing was saved."
