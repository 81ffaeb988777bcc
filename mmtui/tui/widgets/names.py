"""A list of names that narrows while one types in the field beside it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from mmtui.tui import text
from mmtui.tui.widgets.lines import Lines


class Names(Lines, can_focus=False):
    """Names that match what is typed; the field beside it steers the cursor."""

    DEFAULT_CSS = "Names { border: none; }"

    def __init__(self, names: Sequence[str], *, id: str) -> None:
        super().__init__(id=id)
        self.all = list(names)
        self.names = self.all
        self.typed = ""
        self.empty = text.plain("Nothing matches.", text.MUTED)

    def narrow(self, typed: str) -> None:
        """Only names with all the typed words; what begins with them first."""
        words = [word.replace(" ", "_") for word in text.folded(typed).split()]
        found = [name for name in self.all if all(word in text.folded(name) for word in words)]
        exact = [name for name in found if text.folded(name) == text.folded(typed)]
        self.typed, self.names = typed, exact + [name for name in found if name not in exact]
        self.cursor = 0
        self.changed()

    def chosen(self) -> str:
        """The name under the cursor, "" when nothing matches."""
        return self.names[self.cursor] if self.names else ""

    def count(self) -> int:
        return len(self.names)

    def draw(self, index: int, width: int, selected: bool) -> list[Content]:
        return [text.left(text.highlighted(self.names[index], self.typed, text.INK), width)]
