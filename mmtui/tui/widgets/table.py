"""A table of rows: figures right-aligned under right-aligned headings, sorted by any column.

Cells are drawn when their row comes into view, so a thousand rows cost as much as twenty. A refresh keeps the
cursor on its row and redraws only the rows that are different.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from mmtui.tui import text
from mmtui.tui.widgets.lines import EDGE, Lines

Row = TypeVar("Row")
UP, DOWN = "↑", "↓"


class Column(NamedTuple):
    """One column: `width` cells, or a share of what is free (`share`) but at least `width`.

    `cell` draws a row's cell in so many cells; `order` is what it sorts by. A column with `least` is left out
    when the table has fewer cells; while the rest don't fit, the one with the highest `least` goes.
    `falls` says that `order` puts the highest figure first.
    """

    title: str
    width: int
    cell: Callable[[Any, int], Content]
    order: Callable[[Any], Any]
    align: str = "l"
    share: int = 0
    least: int = 0
    falls: bool = False


class Table(Lines, Generic[Row]):
    """Rows of any kind under the headings of their columns."""

    HELP = "A table. The arrows move, Enter opens the row, S sorts by the next column."
    HELP_KEYS = ("open", "move", "sort", "turn")

    class Sorted(Message):
        """Another column or direction was chosen."""

        def __init__(self, table: Table[Any]) -> None:
            self.table = table
            super().__init__()

        @property
        def control(self) -> Widget:
            return self.table

    def __init__(
        self,
        columns: Sequence[Column],
        key: Callable[[Row], Hashable],
        *,
        id: str,
        title: str = "",
        sorted_by: int = 0,
        empty: str = "",
    ) -> None:
        super().__init__(id=id, title=title)
        self.columns, self.key, self.empty = tuple(columns), key, empty
        self.sorted_by, self.turned = sorted_by, False
        self.rows: list[Row] = []
        self.gap_cells = 1

    # Rows

    def show(self, rows: Sequence[Row]) -> None:
        """Other rows, sorted as chosen; the cursor stays on its row."""
        at = self.key(self.rows[self.cursor]) if self.rows else None
        old, self.rows = self.rows, self._ordered(rows)
        keys = [self.key(row) for row in self.rows]
        if keys == [self.key(row) for row in old]:
            self._update(old)
            return
        self.cursor = keys.index(at) if at in keys else min(self.cursor, max(len(keys) - 1, 0))
        self.changed()
        self.scrolled()

    def _update(self, old: list[Row]) -> None:
        """Redraw the rows whose figures are others; the order is the same."""
        for index, (before, now) in enumerate(zip(old, self.rows, strict=True)):
            if before != now:
                self._strips.pop((index, True), None)
                self._strips.pop((index, False), None)
                self._refresh_row(index)

    def _ordered(self, rows: Sequence[Row]) -> list[Row]:
        return sorted(rows, key=self.columns[self.sorted_by].order, reverse=self.turned)

    def row_at_cursor(self) -> Row | None:
        """The row under the cursor, None in an empty table."""
        return self.rows[self.cursor] if self.rows else None

    def count(self) -> int:
        return len(self.rows)

    # Sorting

    def sort_by(self, column: int) -> None:
        """Sort by a column; the same one again turns the order round."""
        self.turned = not self.turned if column == self.sorted_by else False
        self.sorted_by = column
        rows, self.rows = self.rows, list(self.rows)
        at = self.key(rows[self.cursor]) if rows else None
        self.rows = self._ordered(rows)
        self.cursor = next((i for i, row in enumerate(self.rows) if self.key(row) == at), 0)
        self.changed()
        self.scrolled()
        self.post_message(self.Sorted(self))

    def sort_next(self) -> None:
        """Sort by the next column that one sees."""
        shown = [index for index, _ in self._shown(self.text_width)]
        later = [index for index in shown if index > self.sorted_by]
        self.turned = False
        self.sort_by((later or shown)[0])

    def sort_turn(self) -> None:
        """Turn the order round."""
        self.sort_by(self.sorted_by)

    # Drawing

    def _shown(self, width: int) -> list[tuple[int, int]]:
        """The columns that fit, as (index, cells)."""
        columns = [(index, each) for index, each in enumerate(self.columns) if width >= each.least]
        while self._needed(columns) > width and any(column.least for _, column in columns):
            columns.remove(max(columns, key=lambda pair: pair[1].least))
        shares = sum(column.share for _, column in columns)
        free = max(width - self._needed(columns), 0)
        cells = [column.width + (free * column.share // shares if shares else 0) for _, column in columns]
        return [(index, size) for (index, _), size in zip(columns, cells, strict=True)]

    def _needed(self, columns: list[tuple[int, Column]]) -> int:
        """Cells that the columns take at least."""
        return sum(column.width for _, column in columns) + self.gap_cells * (len(columns) - 1)

    def head(self, width: int) -> list[Content]:
        shown = self._shown(width)
        titles = [self._title(index) for index, _ in shown]
        return [self._line_of(shown, titles)]

    def _title(self, index: int) -> Content:
        """A heading; the sorted one is in ink with an arrow, up when the lowest comes first."""
        title, align, falls = (getattr(self.columns[index], name) for name in ("title", "align", "falls"))
        if index != self.sorted_by:
            return text.plain(title, text.MUTED)
        arrow = DOWN if self.turned != falls else UP
        return text.plain(f"{arrow}{title}" if align == "r" else f"{title}{arrow}", text.HEADING)

    def draw(self, index: int, width: int, selected: bool) -> list[Content]:
        row, shown = self.rows[index], self._shown(width)
        return [self._line_of(shown, [self.columns[column].cell(row, size) for column, size in shown])]

    def _line_of(self, shown: list[tuple[int, int]], cells: list[Content]) -> Content:
        aligns = "".join(self.columns[index].align for index, _ in shown)
        return text.columns(cells, [size for _, size in shown], aligns, self.gap_cells)

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """A click on a heading sorts; one on a row is the base's."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y != len(self._head) - 1:
            return
        event.prevent_default()
        x = offset.x - EDGE
        for index, size in self._shown(self.text_width):
            if x < size + self.gap_cells:
                self.sort_by(index)
                return
            x -= size + self.gap_cells
