"""What waits for a person: the mark, the sentence, how long it has waited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from mmtui.tui import text
from mmtui.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from mmtui.tui.ports import NeedView


class NeedList(Lines):
    """Two lines each where there is room, one where rows are short; a line on the office below."""

    HELP = "What waits for a person. Enter opens what it is about."
    HELP_KEYS = ("open", "move")
    keeps_mark = False

    def __init__(self) -> None:
        super().__init__(id="needs", title="Needs a person")
        self.needs: Sequence[NeedView] = ()
        self.line = ""
        self.folded = False
        self.empty = ""

    def show(self, needs: Sequence[NeedView], line: str) -> None:
        """Other needs; `line` is the office in one sentence, for narrow terminals."""
        self.needs, self.line = needs, line
        self.empty = "Nothing waits for you."
        self.changed()
        self.scrolled()

    def fold(self, folded: bool, airy: bool) -> None:
        """One line per need, or two with a blank line between."""
        self.folded = folded
        self.blank_top = airy and not folded
        self.row_height, self.gap = (1, 0) if folded else (2, 1 if airy else 0)

    def count(self) -> int:
        return len(self.needs)

    def scrolled(self) -> None:
        """The note counts them and says that there are more below."""
        below = len(self.needs) - self.top - self.room
        total = str(len(self.needs)) if self.needs else ""
        self.set_note(f"{total}, ↓ {below} more" if below > 0 else total)

    def foot(self, width: int) -> list[Content]:
        """The office in one line, at the bottom of the folded panel."""
        if not self.folded or not self.line or self.size.height < len(self.needs) + 2:
            return []
        blank = self.size.height - len(self.needs) - 1
        sentence = text.assemble("  ", (self.line, text.MUTED))
        return [Content("")] * max(blank, 0) + [text.left(sentence, width)]

    def draw(self, index: int, width: int, selected: bool) -> list[Content]:
        need = self.needs[index]
        wording = need.short if self.folded else need.text
        start = text.tone_glyph(need.tone) + Content(" ") + text.plain(wording, text.INK)
        first = text.edges(start, text.plain(need.age, text.MUTED), width)
        if self.folded:
            return [first]
        return [first, text.left(text.assemble("  ", (need.detail, text.MUTED)), width)]
