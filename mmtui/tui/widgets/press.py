"""A button of one row; the first one of a form is the primary one, in the accent."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from mmtui.tui import text
from mmtui.tui.widgets.guard import Guarded


class Press(Guarded, Widget, can_focus=True):
    """Enter, space or a click presses it; a disabled one says why when it is pressed."""

    DEFAULT_CSS = """
    Press {
        width: auto; height: 1; background: $field; color: $ink; margin: 0 2 0 0; text-style: none;
        border-left: none;
    }
    Press.primary { background: $accent; color: $on; text-style: bold; }
    Press:focus { background: $select; color: $ink; text-style: bold; }
    Press.primary:focus { background: $accent; color: $on; }
    Press.off { background: $field; color: $disabled; text-style: none; }
    """
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "press", "Press", show=False)]

    class Pressed(Message):
        """The button was pressed."""

        def __init__(self, press: Press) -> None:
            self.press = press
            super().__init__()

        @property
        def control(self) -> Widget:
            return self.press

    def __init__(self, label: str, *, id: str, primary: bool = False, why_not: str = "") -> None:
        super().__init__(id=id, classes="primary" if primary else "")
        self.label = text.visible(label)
        self.why_not = ""
        self.set_why_not(why_not)

    def set_why_not(self, why_not: str) -> None:
        """Disable with a reason, or enable with an empty one."""
        self.why_not = why_not
        self.set_class(bool(why_not), "off")

    def render(self) -> Content:
        label = Content(f" {self.label}  ")
        if not self.has_focus:
            return Content(" ") + label
        return Content.styled("▌", "$on" if self.has_class("primary") else text.ACCENT) + label

    def action_press(self) -> None:
        """Press it, or say why it can't be pressed."""
        if self.why_not:
            self.app.notify(text.visible(self.why_not), severity="warning", timeout=6, markup=False)
        else:
            self.post_message(self.Pressed(self))

    def on_click(self) -> None:
        self.action_press()
