"""The files of a folder: CSV files first, newest on top, then folders, then the rest in grey."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from textual.content import Content

from mmtui.domain.incoming import FileLine, Folder
from mmtui.tui import text
from mmtui.tui.widgets.table import Column, Table

TABLES = (".csv", ".tsv", ".txt")
UP = ".."
UNITS = ("B", "KB", "MB", "GB", "TB")
CHANGED_COLUMN = 2
LONGEST_PATH = 52
"""Cells of the folder's path in the frame."""


def rank(line: FileLine) -> int:
    """The way up, then CSV files, folders, and what can hardly be read in."""
    if line.name == UP:
        return 0
    if line.is_folder:
        return 2
    return 1 if line.path.suffix.casefold() in TABLES else 3


def size_words(size: int) -> str:
    """`812 B`, `41 KB`, `12 MB`, rounded up, so that a file of a byte is not nothing."""
    for unit in UNITS:
        if size < 1024:
            return f"{size} {unit}"
        size = -(-size // 1024)
    return f"{size} PB"


def cut_front(path: str, width: int) -> str:
    """A path in so many cells: what is too long loses its first folders, `…/Downloads/time sheets`."""
    shown = text.visible(path)
    while text.width_of(shown) > width:
        first, _, rest = shown.removeprefix("…").lstrip("/\\").replace("\\", "/").partition("/")
        if not rest:
            return text.cut(f"…/{first}", width).plain
        shown = f"…/{rest}"
    return shown


class Files(Table[FileLine]):
    """Name, size and day of every file; Enter opens a folder or reads a file."""

    HELP = "Files and folders. Enter opens; type to narrow the list, or paste a path in the field above."
    HELP_KEYS = ("open", "move", "sort", "turn")

    def __init__(self, date_style: Callable[[], str]) -> None:
        self.date_style = date_style
        self.folder = Folder(Path(), ())
        self.typed = ""
        columns = [
            Column("Name", 20, self._name_cell, self._by(lambda line: line.name.casefold()), share=1),
            Column(
                "Size", 9, self._size_cell, self._by(lambda line: -line.size_bytes), align="r", falls=True
            ),
            Column("Changed", 10, self._day_cell, self._by(self._newest), align="r", falls=True),
        ]
        super().__init__(
            columns, lambda line: line.path.name + str(line.name == UP), id="files", sorted_by=CHANGED_COLUMN
        )

    def _by(self, order: Callable[[FileLine], Any]) -> Callable[[FileLine], Any]:
        """Sorts inside each kind, folders always by name."""

        def within(line: FileLine) -> tuple[int, Any, str]:
            return (rank(line), 0 if line.is_folder else order(line), line.name.casefold())

        return within

    def _newest(self, line: FileLine) -> int:
        return -line.changed_at

    def show_folder(self, folder: Folder) -> None:
        """Another folder, from its top."""
        self.folder, self.cursor, self.top, self.rows = folder, 0, 0, []
        self.narrow("")

    def narrow(self, typed: str) -> None:
        """Only names with all the typed words; the way up always stays."""
        self.typed = typed
        words = text.folded(typed).split()
        found = [line for line in self.folder.files if all(word in text.folded(line.name) for word in words)]
        up = FileLine(UP, self.folder.path.parent, True, 0, None, 0)
        self.empty = self.folder.problem
        ways_up = [up] if not words and self.folder.path != self.folder.path.parent else []
        self.show([*ways_up, *found])
        if words and not found:
            self.empty = "No file or folder is called that. Esc shows all."
            self.changed()
        self.cursor = 1 if ways_up and found and rank(self.rows[1]) == 1 else min(self.cursor, len(found))
        self.changed()
        tables = sum(rank(line) == 1 for line in found)
        self.set_title(
            text.plain(cut_front(self.folder.label or str(self.folder.path), LONGEST_PATH), text.HEADING),
            text.count(tables, "CSV file"),
        )

    def foot(self, width: int) -> list[Content]:
        """Why a folder shows nothing but the way up."""
        if self.folder.problem:
            return [Content(""), text.plain(self.folder.problem, text.BAD)]
        if any(rank(line) < 3 for line in self.folder.files):
            return []
        others = self.folder.files or self.folder.left_out
        words = "No CSV files or folders here." if others else "This folder is empty."
        return [Content(""), text.plain(words, text.MUTED)]

    def _name_cell(self, line: FileLine, width: int) -> Content:
        if line.is_folder:
            name = UP if line.name == UP else f"{line.name}/"
            return text.highlighted(name, self.typed, text.INK) + text.plain(
                "  the folder above" if line.name == UP else "", text.MUTED
            )
        return text.highlighted(line.name, self.typed, text.HEADING if rank(line) == 1 else text.MUTED)

    def _size_cell(self, line: FileLine, _: int) -> Content:
        return text.plain("" if line.is_folder else size_words(line.size_bytes), text.MUTED)

    def _day_cell(self, line: FileLine, _: int) -> Content:
        return text.plain(_changed(line.changed_on, self.date_style()), text.MUTED)


def _changed(day: date | None, style: str) -> str:
    return text.day(day, style) if day else ""
