"""A time zone to type: a list opens while one types, and only a zone that exists is an answer."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.widget import Widget
from textual.widgets import Input

from mmtui.tui import text
from mmtui.tui.widgets.entry import Search, Steers
from mmtui.tui.widgets.form import Hint
from mmtui.tui.widgets.names import Names

CLOSED = "Type a city: a list opens."
OPENED = "↓ and Enter take one of the list."
UNKNOWN = "No zone matches. Type a city."
NOT_TAKEN = "↓ and Enter take one of the list."


class ZoneField(Search):
    """The field of a zone; typing takes the place of what stands in it."""

    HELP = "A time zone. Type a city: a list opens; the arrows and Enter take one of it."
    HELP_KEYS = ("move",)


class Zone:
    """Field, list and hint of a time zone, for a form to place; the form passes on what is typed."""

    def __init__(self, zones: Sequence[str], value: str) -> None:
        self.field = ZoneField(value, id="zone", placeholder="type a city")
        self.field.select_on_focus = True
        self.hint = Hint(CLOSED, id="zone-hint")
        self.list = Names(zones, id="zones")
        self.list.display = False
        self.exact = {text.folded(name).replace("_", " "): name for name in zones}

    @property
    def widgets(self) -> tuple[Widget, Widget, Widget]:
        """What the form yields, in the order of the focus."""
        return self.field, self.hint, self.list

    @property
    def answer(self) -> str:
        """The zone that was taken or typed exactly, "" when it is none."""
        return self.exact.get(" ".join(text.folded(self.field.value).replace("_", " ").split()), "")

    def typed(self) -> None:
        """Narrow the list to what is typed; a whole zone needs none."""
        self.field.remove_class("wrong")
        self.list.narrow(self.field.value)
        self._show_list(bool(self.field.value) and not self.answer and self.field.has_focus)

    def steer(self, message: Steers) -> bool:
        """Move in the list, or take its row; True when the field has an answer and the focus may go on."""
        if message.key != "enter":
            self._show_list(True)
            self.list.action_move({"up": -1, "down": 1, "pageup": -4, "pagedown": 4}[message.key])
            return False
        if self.list.display and self.list.chosen():
            self.field.value = self.list.chosen()
            self._show_list(False)
        return self.check()

    def left(self) -> None:
        """The focus went elsewhere: close the list and say when there is no answer yet."""
        self._show_list(False)
        self.check()

    def check(self) -> bool:
        """Whether there is an answer; without one the words under the field say what to do."""
        if self.answer:
            self.field.value = self.answer
            return True
        self.refuse(NOT_TAKEN if self.field.value and self.list.chosen() else UNKNOWN)
        return False

    def refuse(self, words: str) -> None:
        """Say what is wrong, and open the list again while one is in the field."""
        self.field.add_class("wrong")
        self.hint.say(words, wrong=True)
        self.list.display = self.field.has_focus and bool(self.list.chosen())

    def _show_list(self, shown: bool) -> None:
        self.list.display = shown
        self.hint.say(OPENED if shown else CLOSED)


class ZoneForm:
    """What a form with a time zone does while one types; mixed into its screen."""

    zone: Zone

    def mark(self, field: str, words: str) -> None:
        """Say what is wrong with a field, or that nothing is."""
        raise NotImplementedError

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        if message.input is self.zone.field:
            self.zone.typed()
        else:
            self.mark(str(message.input.id), "")

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self._go_on(message.input)

    def on_steers(self, message: Steers) -> None:
        """Arrows move in the zones, Enter takes one and goes on."""
        if self.zone.steer(message):
            self._go_on(self.zone.field)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A zone that was left half typed is named at once."""
        if event.widget is self.zone.field:
            self.zone.left()

    def _go_on(self, field: Widget) -> None:
        field.screen.focus_next()
