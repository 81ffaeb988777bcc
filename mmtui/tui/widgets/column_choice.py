"""The fields of a time entry and the column chosen for each, with how the first rows read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from mmtui.domain.incoming import Echo, Mapping, Sheet
from mmtui.tui import text
from mmtui.tui.widgets.lines import Lines
from mmtui.tui.widgets.panel import Framed

FIELD_WORDS = {
    "date": "Date", "duration": "Duration", "client": "Client", "project": "Project", "person": "Person",
    "note": "Note", "task": "Task", "billable": "Billable", "start": "Start", "end": "End",
    "first_name": "First name", "last_name": "Last name",
}  # fmt: skip
"""The fields in the order of the screen."""

LABEL, COLUMN = 10, 24
NEEDED = frozenset({"date"})
SHOWN = 3


class FieldLines(Lines):
    """One row per field: ←→ take the column before or after, Enter lists all."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "Column before", show=False),
        Binding("right", "turn(1)", "Column after", show=False),
    ]
    HELP = "The fields. The arrows left and right change the column, Enter lists all columns."
    HELP_KEYS = ("open", "move", "column")
    announces = True

    class Turned(Message):
        """Another column was chosen for a field."""

        def __init__(self, field: str, column: str) -> None:
            self.field, self.column = field, column
            super().__init__()

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, title="Which column holds what")
        self.fields = list(FIELD_WORDS)
        self.header: Sequence[str] = ()
        self.columns: dict[str, str] = {}
        self.read_as: Echo | None = None

    def show(self, header: Sequence[str], columns: dict[str, str], read_as: Echo | None) -> None:
        """Other columns or another reading of them."""
        self.header, self.columns, self.read_as = header, columns, read_as
        self.changed()
        self.scrolled()

    def count(self) -> int:
        return len(self.fields)

    def scrolled(self) -> None:
        """The note says that there are more fields below."""
        below = len(self.fields) - self.top - self.room
        self.set_note(f"↓ {below} more" if below > 0 else "")

    def head(self, width: int) -> list[Content]:
        cells = [text.plain(word, text.MUTED) for word in ("Field", "Column in the file", "Reads as")]
        return [self._cells(cells, width)]

    def draw(self, index: int, width: int, selected: bool) -> list[Content]:
        field = self.fields[index]
        column = self.columns.get(field, "")
        label = text.plain(FIELD_WORDS[field], text.HEADING if selected else text.INK)
        chosen = text.plain(column, text.INK) if column else text.plain(text.NONE, text.MUTED)
        if selected and self.has_focus:
            chosen = text.assemble(("‹ ", text.ACCENT), text.cut(chosen, COLUMN - 4), (" ›", text.ACCENT))
        return [self._cells([label, chosen, self._reading(field)], width)]

    def _reading(self, field: str) -> Content:
        """The first rows as they are understood, or what is wrong."""
        if self.read_as is None:
            return Content("")
        if wrong := self.read_as.errors.get(field, ""):
            return text.plain(f"▲ {wrong}", text.BAD)
        shown = [value or text.NONE for value in self.read_as.fields.get(field, ())]
        return text.plain(text.DOT.join(shown), text.MUTED)

    def _cells(self, cells: Sequence[Content], width: int) -> Content:
        return text.columns(cells, [LABEL, COLUMN, max(width - LABEL - COLUMN - 4, 2)], "lll", 2)

    def action_turn(self, by: int) -> None:
        """The column before or after; none is one of them."""
        field = self.fields[self.cursor]
        choices = ["", *self.header]
        at = choices.index(self.columns.get(field, "")) if self.columns.get(field, "") in choices else 0
        self.post_message(self.Turned(field, choices[(at + by) % len(choices)]))


class SamplePanel(Framed):
    """Header and first rows of the file, as they stand there."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.heading = "File"
        self.data: Sheet | None = None

    def show(self, data: Sheet) -> None:
        """Another file."""
        self.data = data
        self.set_title(
            text.cut(text.plain(data.file, text.HEADING), 48), text.count(len(data.header), "column")
        )
        self.refresh()

    def render(self) -> Content:
        if self.data is None:
            return Content("")
        width = max(self.size.width - 4, 4)
        rows = [self.data.header, *self.data.samples[: max(self.size.height - 1, 0)]]
        sizes = [
            min(max((text.width_of(text.visible(_at(row, at))) for row in rows), default=1), 22)
            for at in range(len(self.data.header))
        ]
        lines = [
            _line(row, sizes, width, text.MUTED if number == 0 else text.INK)
            for number, row in enumerate(rows)
        ]
        return Content("\n").join(lines)


class EchoLine(Widget):
    """What the choice adds up to, and under it all that is wrong with a field."""

    DEFAULT_CSS = "EchoLine { height: auto; }"
    MOST = 4

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.read_as: Echo | None = None
        self.trouble = ""

    def show(self, read_as: Echo | None, trouble: str = "") -> None:
        """Another reading, or a sentence on what is wrong."""
        before = (self.read_as, self.trouble)
        self.read_as, self.trouble = read_as, trouble
        if before != (read_as, trouble):
            self.refresh()
            self.screen.refresh(layout=True)

    def rows_needed(self, width: int) -> int:
        """Lines that the words take, one at least."""
        return max(len(self._lines(width)), 1)

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        lines = []
        if self.read_as is not None and self.read_as.rows:
            lines.append(self._sums(self.read_as, width))
        if self.trouble:
            wrong = text.plain(f"▲ {self.trouble}", text.BAD)
            lines += text.wrapped(wrong, width)[: self.MOST - len(lines)]
        return lines

    def _sums(self, read: Echo, width: int) -> Content:
        words = text.count(read.rows, "row") if read.whole else f"the first {text.count(read.rows, 'row')}"
        parts: list[str | Content | tuple[str, str]] = [
            ("= ", text.GOOD), (words, text.INK), ("  worked ", text.MUTED),
            (text.worked(read.seconds), text.HEADING),
        ]  # fmt: skip
        if read.refused:
            parts.append((f"  ▲ {read.refused:,} refused", text.BAD))
        return text.cut(text.assemble(*parts), width)


def _at(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""


def _line(row: Sequence[str], sizes: Sequence[int], width: int, style: str) -> Content:
    cells = [text.plain(_at(row, at), style) for at in range(len(sizes))]
    line = text.columns(cells, sizes, "l" * len(sizes), 2)
    return Content("  ") + text.left(line, width)


def changed(chosen: Mapping, field: str, column: str) -> Mapping:
    """The mapping with another column for a field; a column can hold several fields."""
    return chosen._replace(columns={**chosen.columns, field: column})
