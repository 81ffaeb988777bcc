"""How this number came about: the ledger tree that adds up to it, to open, to copy, to keep."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from textwrap import wrap
from typing import ClassVar, NamedTuple
from unicodedata import normalize

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from mmtui.domain.standing import LOW, OVER, USED_UP
from mmtui.domain.tree import Node, render_text, rows, show_amount, title
from mmtui.tui import bindings, text
from mmtui.tui.dialogs.base import Dialog
from mmtui.tui.widgets.lines import Lines
from mmtui.tui.widgets.press import Press

AMOUNT = 10
INNER = 8
ROOMY = 34
DEEP = 3
COPIED = "Copied, if the terminal allows it. Here is the text to select:"
RULE = "─"
LONGEST_TEXT = 1_000_000


class Shown(NamedTuple):
    """One line of the dialog: a node with its branches, or a blank or a rule where `path` is None."""

    path: tuple[int, ...] | None
    branches: str = ""
    node: Node | None = None


class TreeLines(Lines):
    """The rows of the tree; left closes a row and right opens it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "fold(False)", "Close row", show=False),
        Binding("right", "fold(True)", "Open row", show=False),
    ]
    HELP_KEYS = ("move", "open")
    HELP = "The sums, from the result down. Right opens a row, left closes it; every row adds up."

    class Turned(Message):
        """The cursor came to another row, or a row was opened or closed."""

    def __init__(self, root: Node, role: str, airy: bool) -> None:
        super().__init__(id="tree")
        self.root, self.role, self.airy = root, role, airy
        self.opened: set[tuple[int, ...]] = {(), *((n,) for n, _ in enumerate(root.children))}
        self.shown: list[Shown] = []
        self.lay_out()
        self.cursor = self.next_row(0, 1)

    def lay_out(self) -> None:
        """List what is visible: sections with a blank between them, then the rule, the result and remarks."""
        self.shown = []
        for number, child in enumerate(self.root.children):
            if child.amount is None:
                continue
            if self.shown and self.airy:
                self.shown.append(Shown(None))
            for row in rows(child, (number,)):
                if all(row.path[:depth] in self.opened for depth in range(1, len(row.path))):
                    self.shown.append(Shown(row.path, row.branches, row.node))
        if self.shown and self.airy:
            self.shown.append(Shown(None))
        self.shown.append(Shown(None, RULE))
        result = self.root._replace(label="Left", detail="", children=())
        self.shown.append(Shown((), "", result))
        remarks = [child for child in self.root.children if child.amount is None]
        if remarks and self.airy:
            self.shown.append(Shown(None))
        self.shown += [Shown(None, "", remark) for remark in remarks]

    def most(self) -> int:
        """How many lines it can be with the largest closed row open: the dialog keeps room for it."""
        closed = [len(row.node.children) for row in rows(self.root) if row.path not in self.opened]
        return len(self.shown) + max(closed, default=0)

    def count(self) -> int:
        return len(self.shown)

    def draw(self, index: int, width: int, selected: bool) -> list[Content]:
        shown = self.shown[index]
        if shown.node is None:
            return [text.plain(shown.branches * width, text.LINE)]
        if shown.path is None:
            return [text.cut(text.plain(_words(shown.node), text.MUTED), width)]
        depth = len(shown.path)
        amount = _amount(shown.node, depth, self.role)
        label = text.plain(shown.branches, text.MUTED) + _label(shown.node, depth, selected)
        shift = INNER if depth >= DEEP else 0
        return [text.edges(label, text.right(amount, AMOUNT).pad_right(shift), width)]

    def hint(self) -> str:
        """What the arrows do on this row."""
        shown = self.shown[self.cursor]
        if not shown.path or shown.node is None or not shown.node.children:
            return "↑↓ move"
        return "← closes it" if shown.path in self.opened else "→ opens it"

    def action_fold(self, opening: bool) -> None:
        """Open or close the row under the cursor; on a row without parts left goes to the row above it."""
        path = self.shown[self.cursor].path
        node = self.shown[self.cursor].node
        if not path or node is None:
            return
        if opening and node.children:
            self.opened.add(path)
        elif not opening and path in self.opened and node.children:
            self.opened.discard(path)
        elif not opening and len(path) > 1:
            path = path[:-1]
        self.lay_out()
        self.changed()
        self.move_to(next(at for at, shown in enumerate(self.shown) if shown.path == path))
        self.post_message(self.Turned())

    def action_open(self) -> None:
        """Enter opens a closed row and closes an open one."""
        self.action_fold(self.shown[self.cursor].path not in self.opened)

    def move_to(self, index: int) -> None:
        """Blank lines, rules and remarks are passed over."""
        by = 1 if index >= self.cursor else -1
        super().move_to(self.next_row(min(max(index, 0), self.count() - 1), by))
        self.post_message(self.Turned())

    def next_row(self, index: int, by: int) -> int:
        """The nearest row of the tree from `index` on, in the direction of `by`, else the other way."""
        ahead = range(index, len(self.shown)) if by > 0 else range(index, -1, -1)
        behind = range(index, -1, -1) if by > 0 else range(index, len(self.shown))
        found = (at for at in (*ahead, *behind) if self.shown[at].path is not None)
        return next(found, self.cursor)


class Explain(Dialog):
    """The tree of one figure. `save` writes a text and says where; `state` colours the result."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings.of("copy", "file"))
    HELP = TreeLines.HELP
    CSS_PATH = ["dialog.tcss", "explain.tcss"]  # type: ignore[assignment]
    title_text = "How this number came about"

    class Saved(Message):
        """The file was written, or why it could not be."""

        def __init__(self, path: Path | None, error: Exception | None) -> None:
            self.path, self.error = path, error
            super().__init__()

    def __init__(self, node: Node, name: str, save: Callable[[str, str], Path], state: str = "") -> None:
        super().__init__()
        self.node = node
        self.file_name = file_name(name)
        self.save = save
        role = {OVER: text.BAD, USED_UP: text.BAD, LOW: text.WARN}.get(state, text.INK)
        airy = self.app.size.height >= ROOMY
        self.role = "bold " + role
        self.lines = TreeLines(node, self.role, airy)
        self.airy = airy
        self.status = Static("", id="status", markup=False)

    def inside(self) -> Iterable[Widget]:
        yield Static(id="headline", markup=False)
        yield self.lines
        yield VerticalScroll(Static(markup=False, id="text"), id="text-box")
        yield Horizontal(
            Press("Copy", id="copy", primary=True),
            Press("Save as file", id="file"),
            Press("Close", id="close"),
            self.status,
            classes="buttons",
        )

    def on_mount(self) -> None:
        self.set_class(self.airy, "airy")
        self.query_one("#text-box").display = False
        self.lines.focus()
        self.on_tree_lines_turned()

    def on_resize(self) -> None:
        """The headline and the room for the tree follow the size of the terminal."""
        panel = self.query_one("#dialog")
        chrome = 10 if self.airy else 6
        self.lines.styles.height = max(min(self.lines.most(), self.app.size.height - chrome), 3)
        width = min(76, self.app.size.width) - 6
        headline = text.plain(_words(self.node), text.HEADING)
        amount = text.plain(show_amount(self.node), self.role)
        self.query_one("#headline", Static).update(text.edges(headline, amount, width))
        panel.refresh()

    def on_tree_lines_turned(self) -> None:
        """The hint beside the buttons speaks of the row under the cursor."""
        self._say(self.lines.hint())

    def on_press_pressed(self, message: Press.Pressed) -> None:
        {"copy": self.action_copy, "file": self.action_save_file, "close": self.action_close}[
            message.press.id or "close"
        ]()

    def action_copy(self) -> None:
        """Put the text on the clipboard, and show it, because nobody answers whether that worked."""
        written = text.visible_lines(render_text(self.node), LONGEST_TEXT)
        self.app.copy_to_clipboard(written)
        box, shown = self.query_one("#text-box"), self.query_one("#text", Static)
        room = min(76, self.app.size.width) - 8
        readable = text.visible_lines(fitted(self.node, room), LONGEST_TEXT)
        shown.update(Content.assemble((COPIED, "$muted"), "\n\n", readable))
        box.styles.height = self.lines.styles.height
        self.lines.display, box.display = False, True
        box.focus()
        self._say("select with the mouse")

    def action_save_file(self) -> None:
        """Write the text to a file in a worker."""
        written = text.visible_lines(render_text(self.node), LONGEST_TEXT) + "\n"

        def work() -> None:
            try:
                self.post_message(self.Saved(self.save(self.file_name, written), None))
            except Exception as error:
                self.post_message(self.Saved(None, error))

        self.run_worker(work, thread=True, exclusive=True, exit_on_error=False)

    def on_explain_saved(self, message: Saved) -> None:
        """Say where the file is; an error goes to the app's funnel."""
        if message.error is not None:
            report = getattr(self.app, "report", None)
            if report is None:
                raise message.error
            report(message.error)
        else:
            self.app.notify(text.visible(f"Saved as {message.path}"), timeout=6, markup=False)

    def _say(self, words: str) -> None:
        self.status.update(text.plain(words, text.MUTED))


def fitted(node: Node, width: int) -> str:
    """The tree as plain text of so many cells: long labels go on below, so that no figure is cut."""
    listed = [(row.branches, title(row.node), show_amount(row.node)) for row in rows(node)]
    figures = max(len(amount) for _, _, amount in listed)
    longest = max((len(branches + words) for branches, words, amount in listed if amount), default=0)
    labels = min(longest, width - figures - 2)
    lines = []
    for branches, words, amount in listed:
        room = max((labels if amount else width) - len(branches), 12)
        first, *others = wrap(words, room) or [""]
        below = branches.replace("├─", "│ ").replace("└─", "  ")
        lines.append(f"{branches + first:<{labels}}  {amount:>{figures}}".rstrip())
        lines += [below + other for other in others]
    return "\n".join(lines)


def file_name(words: str) -> str:
    """A file name that every system takes: `acme-dental-november-2026-hours.txt`."""
    letters = normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    return f"{plain[:80].strip('-') or 'explanation'}.txt"


def _words(node: Node) -> str:
    return f"{node.label}, {node.detail}" if node.label and node.detail else node.label or node.detail


def _label(node: Node, depth: int, selected: bool) -> Content:
    """Sections in bold, rows in ink, the entries under them muted; remarks always muted."""
    if depth <= 1:
        return text.assemble(
            (node.label, text.HEADING), (f"  {node.detail}" if node.detail else "", text.MUTED)
        )
    style = text.INK if depth < DEEP or selected else text.MUTED
    detail = f", {node.detail}" if node.detail and depth < DEEP else f"  {node.detail}" if node.detail else ""
    return text.assemble((node.label, style), (detail, text.MUTED))


def _amount(node: Node, depth: int, role: str) -> Content:
    """An amount of nothing says none; the result has the colour of its state."""
    words = "none" if node.amount == 0 and depth > 1 and not node.children else show_amount(node)
    if not depth:
        return text.plain(words, role)
    if depth == 1:
        return text.plain(words, text.HEADING)
    return text.plain(words, text.MUTED if depth >= DEEP or not node.amount else text.INK)
