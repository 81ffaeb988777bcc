"""^P: any command, screen or client by its name.

Our own, because names are data: the framework's palette reads markup in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from mmtui.tui import text
from mmtui.tui.dialogs.base import Dialog
from mmtui.tui.widgets.entry import Search, Steers
from mmtui.tui.widgets.lines import Lines

MOST_ROWS = 14
NAME = 24


class Command(NamedTuple):
    """What one can ask for: its name, a sentence, the key that does the same, and what it does."""

    name: str
    sentence: str
    key: str
    run: Callable[[], object]


def ranked(commands: Sequence[Command], typed: str) -> list[Command]:
    """Commands with every typed word in the name, then those with it in the sentence; best first."""
    words = text.folded(typed).split()
    found: list[tuple[int, int, Command]] = []
    for index, command in enumerate(commands):
        name, sentence = text.folded(command.name), text.folded(command.sentence)
        if all(word in name for word in words):
            starts = sum(name.startswith(word) or f" {word}" in name for word in words)
            found.append((-starts, index, command))
        elif all(word in name or word in sentence for word in words):
            found.append((1, index, command))
    return [command for _, _, command in sorted(found, key=lambda each: each[:2])]


class CommandLines(Lines, can_focus=False):
    """Name, sentence and key, a row each."""

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__(id="command-lines")
        self.all, self.commands, self.typed = commands, list(commands), ""
        self.empty = text.plain("Nothing is called that.", text.MUTED)

    def narrow(self, typed: str) -> None:
        """Only the commands that match."""
        self.typed, self.commands, self.cursor = typed, ranked(self.all, typed), 0
        self.changed()

    def count(self) -> int:
        return len(self.commands)

    def draw(self, index: int, width: int, selected: bool) -> list[Content]:
        command = self.commands[index]
        key = text.plain(command.key, text.KEY)
        name = text.highlighted(command.name, self.typed, text.HEADING if selected else text.INK)
        free = width - NAME - 2 - key.cell_length
        sentence = text.plain(command.sentence, text.MUTED)
        return [text.left(name, NAME) + Content(" ") + text.left(sentence, max(free, 0)) + Content(" ") + key]


class Palette(Dialog):
    """Type a few letters, Enter does it. Answers with None; the command runs after the dialog is gone."""

    CSS_PATH = "dialog.tcss"
    HELP = "Type a few letters of a command, a screen or a client; Enter takes the row under the cursor."
    WIDE = 100
    title_text = "Commands"

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self.commands = commands
        self.chosen: Command | None = None

    def inside(self) -> Iterable[Widget]:
        yield Search(id="typed", placeholder="a command, a screen or a client")
        yield CommandLines(self.commands)

    def on_mount(self) -> None:
        lines = self.query_one(CommandLines)
        lines.styles.height = min(len(self.commands), MOST_ROWS, max(self.app.size.height - 8, 3))
        lines.styles.margin = (1, 0, 0, 0)
        self.query_one(Search).focus()

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self.query_one(CommandLines).narrow(message.value)

    def on_steers(self, message: Steers) -> None:
        lines = self.query_one(CommandLines)
        if message.key == "enter":
            lines.action_open()
        elif message.key in ("up", "down"):
            lines.action_move(1 if message.key == "down" else -1)
        else:
            lines.action_page(1 if message.key == "pagedown" else -1)

    def on_lines_opened(self, message: Lines.Opened) -> None:
        command = self.query_one(CommandLines).commands[message.index]
        self.dismiss(None)
        self.app.call_later(command.run)
