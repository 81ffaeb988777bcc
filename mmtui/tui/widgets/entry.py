"""Fields of one row: a text to type, and one choice of a few."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from mmtui.tui import text
from mmtui.tui.widgets.guard import Guarded

CHOSEN, OPEN = "(•)", "( )"


class Entry(Guarded, Input):
    """A line of typed text; `▌` at its left edge shows the focus, and in its own colour an error."""

    DEFAULT_CSS = """
    Entry { background: $field; color: $ink; border: none; border-left: outer $field; }
    Entry { height: 1; padding: 0 1; }
    Entry:focus { background: $select; background-tint: $background 0%; }
    Entry:focus { border: none; border-left: outer $accent; }
    Entry.wrong, Entry.wrong:focus { border-left: outer $bad; }
    Entry > .input--placeholder { color: $muted; text-style: none; }
    """
    HELP = "A field to type in. Tab goes to the next one."

    def __init__(self, value: str = "", *, id: str, placeholder: str = "") -> None:
        super().__init__(value, text.visible(placeholder), id=id, select_on_focus=False)
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Typed or pasted text on one line, without anything a terminal could obey."""
        return text.visible(value)


class Steers(Message):
    """A key typed in a filter field that belongs to the list beside it: up, down, pageup, pagedown, enter."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__()


class Search(Entry):
    """A filter field: what is typed narrows a list, the arrows and Enter act on the list."""

    HELP = "Type to narrow the list; the arrows and Enter act on the list, Esc clears."
    HELP_KEYS: ClassVar[tuple[str, ...]] = ("open", "move", "filter")
    STEERING = frozenset({"up", "down", "pageup", "pagedown", "enter"})

    async def _on_key(self, event: events.Key) -> None:
        if event.key in self.STEERING:
            event.stop()
            event.prevent_default()
            self.post_message(Steers(event.key))
            return
        await super()._on_key(event)

    def action_open(self) -> None:
        """What Enter does, for a click on its word in the footer."""
        self.post_message(Steers("enter"))


class Option(Guarded, Widget, can_focus=True):
    """One of a few choices, side by side or below each other: `(•) Dark   ( ) Light`."""

    DEFAULT_CSS = """
    Option { height: auto; background: $background; color: $ink; }
    """
    ALLOW_SELECT = False
    HELP = "One choice of a few. The arrows choose."
    HELP_KEYS = ("choose",)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,up", "choose(-1)", "Previous", show=False),
        Binding("right,down,space", "choose(1)", "Next", show=False),
    ]

    class Chosen(Message):
        """Another choice was made."""

        def __init__(self, option: Option, value: str) -> None:
            self.option, self.value = option, value
            super().__init__()

        @property
        def control(self) -> Widget:
            return self.option

    def __init__(self, choices: Sequence[tuple[str, str]], value: str, *, id: str) -> None:
        super().__init__(id=id)
        self.choices = [(key, text.visible(word)) for key, word in choices]
        self.value = value

    def set_choices(self, choices: Sequence[tuple[str, str]], value: str) -> None:
        """Other choices."""
        self.choices, self.value = [(key, text.visible(word)) for key, word in choices], value
        self.refresh(layout=True)

    def _lines(self, width: int) -> list[list[int]]:
        """The indexes of the choices, line by line, as many on each as fit."""
        lines: list[list[int]] = [[]]
        used = 0
        for index, (_, word) in enumerate(self.choices):
            size = text.width_of(word) + 4
            if lines[-1] and used + size > width:
                lines.append([])
                used = 0
            lines[-1].append(index)
            used += size + 3
        return lines

    def lines_in(self, width: int) -> int:
        """How many lines the choices take in so many cells."""
        return len(self._lines(width - 2))

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As many lines as the choices need."""
        return len(self._lines(width - 2))

    def render(self) -> Content:
        lines = self._lines(self.size.width - 2)
        mark = text.plain("▌ " if self.has_focus else "  ", text.ACCENT)
        drawn = [mark + Content("   ").join([self._choice(index) for index in line]) for line in lines]
        return Content("\n").join(drawn)

    def _choice(self, index: int) -> Content:
        key, word = self.choices[index]
        if key != self.value:
            return text.plain(f"{OPEN} {word}", text.INK)
        style = "bold $ink on $select" if self.has_focus else text.HEADING
        return Content.styled(f"{CHOSEN} {word}", style)

    def choose(self, value: str) -> None:
        """Take a choice and say so."""
        if value != self.value:
            self.value = value
            self.refresh()
            self.post_message(self.Chosen(self, value))

    def action_choose(self, by: int) -> None:
        """The choice before or after."""
        keys = [key for key, _ in self.choices]
        if keys:
            at = keys.index(self.value) if self.value in keys else -by
            self.choose(keys[(at + by) % len(keys)])

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        lines = self._lines(self.size.width - 2)
        x = 2
        for index in lines[offset.y] if offset.y < len(lines) else []:
            size = text.width_of(self.choices[index][1]) + 4
            if x <= offset.x < x + size:
                self.choose(self.choices[index][0])
            x += size + 3
