"""F10: all screens by name; a letter or the arrows choose one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.widget import Widget

from mmtui.tui import text
from mmtui.tui.dialogs.base import Dialog
from mmtui.tui.widgets.lines import Lines


class MenuLines(Lines):
    """One row per thing one can open: its name and what it is for."""

    HELP_KEYS = ("open", "move")

    def __init__(self, rows: Sequence[tuple[str, str, str]]) -> None:
        super().__init__(id="menu-lines")
        self.rows = rows

    def count(self) -> int:
        return len(self.rows)

    def draw(self, index: int, width: int, selected: bool) -> list[Content]:
        _, name, sentence = self.rows[index]
        title = text.plain(name, text.HEADING if selected else text.INK)
        return [text.left(title, 16) + text.left(text.plain(sentence, text.MUTED), max(width - 16, 0))]


class Menu(Dialog):
    """Answers with the name of what was chosen."""

    HELP = "All screens. The arrows move, Enter opens the one under the cursor."
    WIDE = 76
    title_text = "Menu"

    def __init__(self, rows: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self.rows = rows

    def inside(self) -> Iterable[Widget]:
        yield MenuLines(self.rows)

    def on_mount(self) -> None:
        lines = self.query_one(MenuLines)
        lines.styles.height = min(len(self.rows), self.app.size.height - 6)
        lines.focus()

    def on_lines_opened(self, message: Lines.Opened) -> None:
        self.dismiss(self.rows[message.index][0])
