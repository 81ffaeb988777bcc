"""A round frame with its title at the left and a note at the right of the top line."""

from __future__ import annotations

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from mmtui.tui import text
from mmtui.tui.widgets.guard import Guarded

READING = "Reading…"


class Framed(Guarded, Widget):
    """Any widget in a frame; text inside stands between the title's first letter and the note's last."""

    DEFAULT_CSS = """
    Framed { border: round $line; background: $background; height: auto; }
    Framed:focus, Framed:focus-within { border: round $accent; }
    """
    ALLOW_SELECT = False

    heading: str | Content = ""
    note: str | Content = ""
    reading = False

    def set_title(self, title: str | Content, note: str | Content = "") -> None:
        """Change the title and the note; both are data and drawn literally."""
        if (title, note) != (self.heading, self.note):
            self.heading, self.note = title, note
            self.refresh()

    def set_note(self, note: str | Content) -> None:
        """Change what stands at the right of the top line."""
        self.set_title(self.heading, note)

    def set_reading(self, reading: bool) -> None:
        """Say "Reading…" in the note while figures are under way; old rows stay readable."""
        if reading != self.reading:
            self.reading = reading
            self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The widget's lines, the first one replaced by the frame's top with title and note."""
        strips = super().render_lines(crop)
        if crop.y == 0 and strips and self.styles.border_top[0]:
            strips = list(strips)
            strips[0] = self._top(self.outer_size.width).crop(crop.x, crop.right)
        return strips

    def _top(self, width: int) -> Strip:
        """The frame's top line, exactly `width` cells."""
        color = self.styles.border_top[1]
        focused = self.has_focus or self.has_focus_within
        base = self.visual_style
        frame = Style(background=base.background, foreground=base.background + color)
        title = _piece(self.heading, "bold $accent" if focused else "bold $ink")
        note = _piece(READING if self.reading else self.note, "$muted")
        title = text.cut(title, max(width - 8, 0))
        room = width - 8 - title.cell_length - 3
        note = text.cut(note, room) if room > 2 else Content("")
        rule = width - 6 - title.cell_length - (note.cell_length and note.cell_length + 2)
        segments = [_segment("╭─", frame)]
        segments += _spaced(title, base, frame)
        segments.append(_segment("─" * max(rule + (0 if title.cell_length else 2), 0), frame))
        segments += _spaced(note, base, frame) if note.cell_length else []
        segments.append(_segment("─╮" if note.cell_length else "─" + "╮", frame))
        return Strip(segments).adjust_cell_length(width)


class Panel(Framed):
    """A framed container for fields and buttons."""

    DEFAULT_CSS = "Panel { padding: 0 2; height: auto; }"

    def __init__(
        self,
        *children: Widget,
        title: str = "",
        note: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(*children, id=id, classes=classes)
        self.heading, self.note = title, note


def _piece(value: str | Content, style: str) -> Content:
    return text.plain(value, style) if isinstance(value, str) else value


def _segment(value: str, style: Style) -> Segment:
    return Segment(value, style.rich_style)


def _spaced(content: Content, base: Style, frame: Style) -> list[Segment]:
    """A label with a blank at either side, or nothing."""
    if not content.cell_length:
        return []
    return [_segment(" ", frame), *content.render_segments(base), _segment(" ", frame)]
