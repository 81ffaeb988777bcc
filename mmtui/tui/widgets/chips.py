"""State filters in one row, each with its count; the arrows or a click choose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from mmtui.domain.standing import STATES
from mmtui.tui import text
from mmtui.tui.widgets.guard import Guarded

ALL = ""


class Chips(Guarded, Widget, can_focus=True):
    """All, then every state; a state that nobody is in is drawn as disabled but can be chosen."""

    DEFAULT_CSS = "Chips { height: 1; background: $background; color: $ink; }"
    ALLOW_SELECT = False
    HELP = "The states, each with its count. The arrows choose which clients the list shows."
    HELP_KEYS = ("choose", "state")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Previous", show=False),
        Binding("right,space", "step(1)", "Next", show=False),
    ]

    class Chosen(Message):
        """Another state was chosen; "" is all."""

        def __init__(self, state: str) -> None:
            self.state = state
            super().__init__()

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.state = ALL
        self.counts: Counter[str] = Counter()

    def show(self, states: Iterable[str]) -> None:
        """Count the states anew."""
        counts = Counter(states)
        if counts != self.counts:
            self.counts = counts
            self.refresh()

    def _chips(self) -> list[tuple[str, Content]]:
        """The chips with their words; where room is short, only states that anybody is in."""
        chips = [(ALL, self._chip(ALL, "all", sum(self.counts.values())))]
        chips += [(state, self._chip(state, state, self.counts[state])) for state in STATES]
        if sum(chip.cell_length for _, chip in chips) <= self.size.width:
            return chips
        return [(state, chip) for state, chip in chips if state in ("", self.state) or self.counts[state]]

    def _chip(self, state: str, word: str, number: int) -> Content:
        glyph = text.STATE_LOOKS[state][0].strip() if state else ""
        label = f"{glyph} {word}" if glyph else word
        style = text.state_style(state) if state and number else text.INK if number else text.DISABLED
        if state == self.state:
            shown = Content.styled(
                f"{'▌' if self.has_focus else ' '}{label} {number} ", "bold $ink on $select"
            )
            return shown.stylize("$accent", 0, 1)
        return (
            Content(" ") + text.plain(label, style) + text.plain(f" {number} ", text.INK if number else style)
        )

    def render(self) -> Content:
        return Content("").join([chip for _, chip in self._chips()])

    def choose(self, state: str) -> None:
        """Take a state and say so."""
        if state != self.state:
            self.state = state
            self.refresh()
            self.post_message(self.Chosen(state))

    def action_step(self, by: int) -> None:
        """The state before or after."""
        states = (ALL, *STATES)
        self.choose(states[(states.index(self.state) + by) % len(states)])

    def next_with_clients(self) -> None:
        """The next state that anybody is in, then all again."""
        states = [ALL, *(state for state in STATES if self.counts[state])]
        at = states.index(self.state) if self.state in states else 0
        self.choose(states[(at + 1) % len(states)])

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        x = 0 if offset is None else offset.x
        for state, chip in self._chips():
            if x < chip.cell_length:
                self.choose(state)
                return
            x -= chip.cell_length
