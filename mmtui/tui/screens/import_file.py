"""Pick the file to read in: what it holds, the folder, the file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from textual import events
from textual.widget import Widget
from textual.widgets import Input

from mmtui.domain.incoming import CLIENTS, HOURS, Folder
from mmtui.tui import bindings, text
from mmtui.tui.screens.page import Page
from mmtui.tui.widgets.bar import FooterBar
from mmtui.tui.widgets.entry import Option, Search, Steers
from mmtui.tui.widgets.files import Files
from mmtui.tui.widgets.form import Hint
from mmtui.tui.widgets.lines import Lines
from mmtui.tui.widgets.places import Place

WIDE, AIRY = 112, 34
IN_LIST = ("open", "filter", "kind", "help", "menu", "back")
IN_KIND = ("choose", "next", "help", "menu", "back")
KINDS = ((HOURS, "Time sheet"), (CLIENTS, "Client list"))
HINTS = {
    HOURS: "Toggl, Harvest, Clockify, Kimai, or any CSV with a date and a duration. Nothing is saved yet.",
    CLIENTS: "A CSV with client, plan and start in each row. Nothing is saved yet.",
}


class ImportFile(Page):
    """The file picker; Enter on a file leads to its preview."""

    CSS_PATH = "import_file.tcss"
    KEYS = ("open", "next", "help", "menu", "back")
    MORE_KEYS = ("filter", "kind", "refresh", "sort", "turn")
    HELP = (
        "Pick a file to read in: type a part of its name or paste a path; the arrows move, Enter opens. "
        "Shift+Tab goes to time sheet or client list."
    )
    crumb = "Import"

    def __init__(self, *, kind: str = HOURS, file: str = "") -> None:
        super().__init__()
        self.kind = Option(KINDS, kind, id="kind")
        self.search = Search(id="search", placeholder="Type to narrow, or paste a path")
        self.hint = Hint(HINTS[kind], id="hint")
        self.files = Files(lambda: self.office.date_style)
        self.wanted = file

    def body(self) -> Iterable[Widget]:
        return (self.kind, self.search, self.hint, self.files)

    def places(self, width: int, height: int) -> dict[str, Place]:
        """What and where above, the files below."""
        bars = super().places(width, height)
        edge = 1 if width >= WIDE and height >= AIRY else 0
        self.files.blank_top = edge > 0
        left, room = edge + 2, width - 2 * edge - 4
        y = 1 + edge
        places = {
            "kind": Place(left, y, 36, 1), "search": Place(left + 38, y, room - 38, 1),
            "hint": Place(left + 2, y + 1 + edge, room - 2, 1),
        }  # fmt: skip
        top = y + 2 + 2 * edge
        return bars | places | {"files": Place(edge, top, width - 2 * edge, height - top - 1 - edge)}

    def on_mount(self) -> None:
        self.search.focus()
        self.read(self.office.imports.first_folder, self._go)

    def on_descendant_focus(self) -> None:
        """The footer names what acts now: letters are keys in the list, and text in the field."""
        keys = IN_LIST if self.focused is self.files else IN_KIND if self.focused is self.kind else self.KEYS
        self.query_one(FooterBar).show(bindings.footer(keys))

    def refresh_figures(self) -> None:
        """Look into the folder again."""
        self._go(self.files.folder.path)

    def _go(self, folder: Path) -> None:
        """Show another folder."""
        self.read(lambda: self.office.imports.look_into(folder), self._show, panel=self.files)

    def _show(self, folder: Folder) -> None:
        self.search.value = ""
        self.files.show_folder(folder)

    # Choosing

    def on_lines_opened(self, message: Lines.Opened) -> None:
        line = self.files.rows[message.index]
        if line.is_folder:
            self._go(line.path)
        else:
            self._take(line.path)

    def _take(self, path: Path) -> None:
        """Preview a file, and begin in its folder next time."""
        self.read(lambda: self.office.imports.remember_folder(path.parent), lambda _: None, group="folder")
        self.mmtui.open("import_preview", kind=self.kind.value, path=path)

    def on_steers(self, message: Steers) -> None:
        """Enter takes a typed path, or the row under the cursor; arrows move in the list."""
        if message.key == "enter":
            self._enter()
        elif message.key in ("up", "down"):
            self.files.action_move(1 if message.key == "down" else -1)
        else:
            self.files.action_page(1 if message.key == "pagedown" else -1)

    def _enter(self) -> None:
        path = self._typed()
        if path is None:
            self.files.action_open()
        else:
            self.read(lambda: (path, self.office.imports.look_into(path)), self._typed_path, panel=self.files)

    def _typed(self) -> Path | None:
        return self.office.imports.typed_path(self.search.value, self.files.folder.path)

    def _typed_path(self, found: tuple[Path, Folder]) -> None:
        """A folder is shown, a file is read; what is neither is told, and the typed text stays."""
        path, folder = found
        if not folder.problem:
            self._show(folder)
        elif path.is_file():
            self._take(path)
        else:
            self.hint.say(f"{folder.problem} {text.visible(str(path), 200)}", wrong=True)

    def on_input_changed(self, message: Input.Changed) -> None:
        """A name narrows the list; a path waits for Enter."""
        message.stop()
        if self._typed() is None:
            self.files.narrow(message.value)
            self.hint.say(HINTS[self.kind.value])
        else:
            self.hint.say("Enter goes to this path.")

    def on_key(self, event: events.Key) -> None:
        """A letter that is no key here goes into the filter."""
        typed = event.character if event.is_printable and event.key not in self.active_bindings else None
        if typed and not typed.isspace() and self.focused is self.files:
            event.stop()
            self.search.focus()
            self.search.value += typed
            self.search.cursor_position = len(self.search.value)

    def on_paste(self, event: events.Paste) -> None:
        """A path pasted while the list has the focus goes into the field too."""
        if self.focused is self.files and event.text.strip():
            event.stop()
            self.search.focus()
            self.search.value = event.text.strip().splitlines()[0]
            self.search.cursor_position = len(self.search.value)

    def on_option_chosen(self, message: Option.Chosen) -> None:
        self.hint.say(HINTS[message.value])

    # Keys

    def action_kind_next(self) -> None:
        """Time sheet or client list."""
        self.kind.action_choose(1)

    def action_find(self) -> None:
        """Go to the filter."""
        self.search.focus()

    def action_back(self) -> None:
        """Clear what narrows the list; with nothing to clear, go back."""
        if self.search.value:
            self.search.value = ""
            self.search.focus()
        else:
            super().action_back()

    def action_sort_next(self) -> None:
        """Sort by the next column."""
        self.files.sort_next()

    def action_sort_turn(self) -> None:
        """Turn the order round."""
        self.files.sort_turn()
