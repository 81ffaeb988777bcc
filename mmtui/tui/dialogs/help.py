"""F1: what the keys do here, first for what has the focus."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.widget import Widget

from mmtui.tui import text
from mmtui.tui.bindings import Key
from mmtui.tui.dialogs.base import CLOSE, Dialog
from mmtui.tui.widgets.lines import Lines
from mmtui.tui.widgets.panel import Framed

KEYS = 9


class HelpLines(Lines):
    """The help's rows: headings, and keys with their sentences."""

    marks = False

    def __init__(self, rows: Sequence[tuple[str, str, str]]) -> None:
        super().__init__(id="help-lines")
        self.rows = rows
        self.shown: list[Content] = []

    def count(self) -> int:
        return len(self.shown)

    def head(self, width: int) -> list[Content]:
        """Wrap the sentences for this width; the rows are made here because only now it is known."""
        self.shown = []
        for key, sentence, second in self.rows:
            if not sentence:
                self.shown += [Content("")] * bool(self.shown) + [text.plain(key, text.HEADING)]
                continue
            indent = KEYS if key else 0
            also = f"  also {second}" if second else ""
            lines = text.wrapped(text.assemble(sentence, (also, text.MUTED)), max(width - indent, 10))
            for index, line in enumerate(lines):
                self.shown.append(text.left(text.plain(key if index == 0 else "", text.KEY), indent) + line)
        return []

    def scrolled(self) -> None:
        """The frame says that there is more below."""
        panel = self.parent
        if isinstance(panel, Framed):
            more = self.count() > self.top + self.room
            panel.set_note(text.assemble(("↓ for more   ", text.MUTED), CLOSE) if more else CLOSE)

    def draw(self, index: int, width: int, selected: bool) -> list[Content]:
        return [text.left(self.shown[index], width)]

    def action_move(self, by: int) -> None:
        """Scroll by a line: a text has no cursor to look for."""
        self.cursor = self.top if by < 0 else self.top + self.room - 1
        super().action_move(by)


class Help(Dialog):
    """Keys by group; `about` is one sentence on what has the focus."""

    WIDE = 76
    title_text = "Help"

    def __init__(self, about: str, groups: Sequence[tuple[str, Sequence[Key]]]) -> None:
        super().__init__()
        rows = [("Here", "", "")] + [("", sentence, "") for sentence in about.splitlines() if sentence]
        for group, keys in groups:
            rows.append((group, "", ""))
            rows += [(key.shown, key.help, key.second) for key in keys]
        self.rows = rows

    def inside(self) -> Iterable[Widget]:
        yield HelpLines(self.rows)

    def on_mount(self) -> None:
        lines = self.query_one(HelpLines)
        lines.styles.height = min(self.app.size.height - 6, 32)
        lines.focus()
