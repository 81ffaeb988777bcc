"""A framed list of labels and values, such as the state of the office."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from mmtui.tui import text
from mmtui.tui.widgets.panel import Framed


class Facts(Framed):
    """Labels at the left in grey, values beside them; not a stop of the focus."""

    def __init__(self, *, id: str, title: str) -> None:
        super().__init__(id=id)
        self.heading = title
        self.rows: Sequence[tuple[str, str]] = ()

    def show(self, rows: Sequence[tuple[str, str]]) -> None:
        """Other facts."""
        self.rows = rows
        self.refresh()

    def render(self) -> Content:
        width = max(self.size.width - 4, 0)
        label = max((text.width_of(text.visible(name)) for name, _ in self.rows), default=0) + 2
        lines = [Content("")] if self.size.height > len(self.rows) + 1 else []
        lines += [
            text.assemble(
                "  ", text.left(text.plain(name, text.MUTED), label), text.cut(value, width - label)
            )
            for name, value in self.rows
        ]
        return Content("\n").join(lines)
