"""A framed list that draws only the rows one sees: the base of the job list, the board and every table.

A cursor key redraws the two rows it touches and nothing else; how long the list is makes no difference.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from mmtui.tui import text
from mmtui.tui.widgets.panel import Framed

MARK = "▌"
EDGE = 2


class Lines(Framed, can_focus=True):
    """Rows of `row_height` lines with `gap` blank ones between, under `head` and over `foot` lines.

    A subclass says how many rows there are and draws one; the base keeps cursor, scrolling and mouse.
    """

    DEFAULT_CSS = "Lines { height: 1fr; width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "end(0)", "First", show=False),
        Binding("end", "end(1)", "Last", show=False),
        Binding("enter", "open", "Open", show=False),
    ]

    row_height = 1
    gap = 0
    keeps_mark = True
    announces = False
    blank_top = False
    marks = True
    empty: str | Content = ""

    class Opened(Message):
        """Enter or a double click on a row."""

        def __init__(self, lines: Lines, index: int) -> None:
            self.lines, self.index = lines, index
            super().__init__()

        @property
        def control(self) -> Widget:
            return self.lines

    class Moved(Message):
        """The cursor came to another row; sent only by lists that announce it."""

        def __init__(self, lines: Lines, index: int) -> None:
            self.lines, self.index = lines, index
            super().__init__()

        @property
        def control(self) -> Widget:
            return self.lines

    def __init__(self, *, id: str | None = None, title: str = "", note: str = "") -> None:
        super().__init__(id=id)
        self.heading, self.note = title, note
        self.cursor = 0
        self.top = 0
        self._strips: dict[tuple[int, bool], list[Strip]] = {}
        self._head: list[Content] = []
        self._foot: list[Content] = []

    # What a subclass says

    def count(self) -> int:
        """How many rows there are."""
        return 0

    def draw(self, index: int, width: int, selected: bool) -> list[Content]:
        """The lines of one row, `width` cells between the two edges."""
        raise NotImplementedError

    def head(self, width: int) -> list[Content]:
        """Lines above the rows, such as the headings of columns."""
        return []

    def foot(self, width: int) -> list[Content]:
        """Lines right below the last row."""
        return []

    # Where rows stand

    @property
    def text_width(self) -> int:
        """Cells between the two edges."""
        return max(self.size.width - 2 * EDGE, 0)

    @property
    def pitch(self) -> int:
        """Lines from one row to the next."""
        return self.row_height + self.gap

    @property
    def room(self) -> int:
        """How many whole rows fit."""
        free = self.size.height - len(self._head) - len(self._foot) + self.gap
        return max(free // self.pitch, 1)

    def changed(self) -> None:
        """Draw everything anew: the data, the width or the look is another one."""
        self._strips.clear()
        self._head = [Content("")] * self.blank_top + self.head(self.text_width)
        self._foot = self.foot(self.text_width)
        self.cursor = min(max(self.cursor, 0), max(self.count() - 1, 0))
        self._keep_in_view()
        self.refresh()

    def redraw_rows(self) -> None:
        """Draw the rows anew: something that all of them show is another."""
        self._strips.clear()
        self.refresh()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line of the inside."""
        if y < len(self._head):
            return self._line(self._head[y], self.visual_style)
        y -= len(self._head)
        if not self.count():
            return self._empty_line(y)
        shown = min(self.room, self.count() - self.top)
        row, line = divmod(y, self.pitch)
        if row < shown and line < self.row_height:
            return self._row(self.top + row)[line]
        after = y - (shown * self.pitch - self.gap)
        if 0 <= after < len(self._foot):
            return self._line(self._foot[after], self.visual_style)
        return Strip.blank(self.size.width, self.visual_style.rich_style)

    def _empty_line(self, y: int) -> Strip:
        lines = text.wrapped(self.empty, self.text_width) if self.empty else []
        return self._line(lines[y] if y < len(lines) else Content(""), self.visual_style)

    def _row(self, index: int) -> list[Strip]:
        """The strips of a row, kept until something changes."""
        selected = self.marks and index == self.cursor and (self.keeps_mark or self.has_focus)
        key = (index, selected)
        strips = self._strips.get(key)
        if strips is None:
            base = self.visual_style
            if selected:
                base += Style.parse("on $select")
            drawn = self.draw(index, self.text_width, selected)
            strips = self._strips[key] = [self._line(line, base, selected) for line in drawn]
            if len(self._strips) > 600:
                self._strips = {key: strips}
        return strips

    def _line(self, content: Content, base: Style, selected: bool = False) -> Strip:
        """One line with both edges, the cursor's mark at the left of a selected row."""
        width = self.size.width
        mark = Content.styled(MARK, "$accent") if selected else Content(" ")
        line = mark + Content(" ") + content
        return Strip(line.render_segments(base)).adjust_cell_length(width, base.rich_style).simplify()

    # Moving

    def move_to(self, index: int) -> None:
        """Put the cursor on a row and bring it into view; redraws two rows, or all when it scrolls."""
        index = min(max(index, 0), max(self.count() - 1, 0))
        if index == self.cursor:
            return
        old, self.cursor = self.cursor, index
        if self._keep_in_view():
            self.refresh()
            self.scrolled()
        else:
            self._refresh_row(old)
            self._refresh_row(index)
        if self.announces:
            self.post_message(self.Moved(self, index))

    def scrolled(self) -> None:
        """Called when other rows have come into view."""

    def _refresh_row(self, index: int) -> None:
        y = len(self._head) + (index - self.top) * self.pitch
        self.refresh(Region(0, y, self.size.width, self.row_height))

    def _keep_in_view(self) -> bool:
        """Scroll as little as brings the cursor into view; True when it scrolled."""
        before, room = self.top, self.room
        if self.cursor < self.top:
            self.top = self.cursor
        elif self.cursor >= self.top + room:
            self.top = self.cursor - room + 1
        self.top = max(min(self.top, self.count() - room), 0)
        return self.top != before

    def action_move(self, by: int) -> None:
        """Up or down."""
        self.move_to(self.cursor + by)

    def action_page(self, by: int) -> None:
        """A page up or down."""
        self.move_to(self.cursor + by * max(self.room - 1, 1))

    def action_end(self, last: int) -> None:
        """To the first or last row."""
        self.move_to(self.count() - 1 if last else 0)

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if self.count():
            self.post_message(self.Opened(self, self.cursor))

    # What happens around it

    def on_resize(self) -> None:
        self.changed()
        self.scrolled()

    def notify_style_update(self) -> None:
        """The theme or the focus changed."""
        super().notify_style_update()
        self._strips.clear()

    def on_focus(self) -> None:
        self._strips.clear()

    def on_blur(self) -> None:
        self._strips.clear()

    def _row_at(self, y: int) -> int | None:
        """The row at a line of the inside, None where there is none."""
        row, line = divmod(y - len(self._head), self.pitch)
        index = self.top + row
        inside = y >= len(self._head) and row < self.room and index < self.count()
        return index if inside and line < self.row_height else None

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        index = None if offset is None else self._row_at(offset.y)
        if index is not None:
            self.move_to(index)
            if event.chain > 1:
                self.action_open()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.move_to(self.cursor + 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.move_to(self.cursor - 1)
