"""Pick one of many: type a few letters, the arrows move, Enter takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from mmtui.domain.incoming import ContractChoice
from mmtui.tui import text
from mmtui.tui.dialogs.base import Dialog
from mmtui.tui.widgets.entry import Search, Steers
from mmtui.tui.widgets.lines import Lines

MOST_ROWS = 12
FIGURE = 12


class PickRow(NamedTuple):
    """One thing to pick: what is answered, its name, a remark, and a figure at the right."""

    answer: str
    name: str
    detail: str
    figure: Content


class PickLines(Lines, can_focus=False):
    """The rows that match what is typed."""

    def __init__(self, rows: Sequence[PickRow]) -> None:
        super().__init__(id="pick-lines")
        self.all, self.rows, self.typed = rows, list(rows), ""
        self.empty = text.plain("Nothing matches. Esc closes.", text.MUTED)

    def narrow(self, typed: str) -> None:
        """Only rows with all the typed words in name or remark."""
        words = text.folded(typed).split()
        self.typed, self.cursor = typed, 0
        self.rows = [row for row in self.all if all(_has(row, word) for word in words)]
        self.changed()

    def count(self) -> int:
        return len(self.rows)

    def draw(self, index: int, width: int, selected: bool) -> list[Content]:
        row = self.rows[index]
        free = max(width - FIGURE - 2, 2)
        name = text.highlighted(row.name, self.typed, text.HEADING if selected else text.INK)
        cells = [name, text.plain(row.detail, text.MUTED), row.figure]
        return [text.columns(cells, [free * 11 // 20, free - free * 11 // 20, FIGURE], "llr")]


def _has(row: PickRow, word: str) -> bool:
    return word in text.folded(f"{row.name} {row.detail}")


class Pick(Dialog):
    """Answers with the row's answer."""

    HELP = "Type a few letters; the arrows move, Enter takes the row under the cursor."

    def __init__(
        self, title: str, sentence: str, rows: Sequence[PickRow], *, placeholder: str, at: int = 0
    ) -> None:
        super().__init__()
        self.title_text, self.sentence, self.placeholder = title, sentence, placeholder
        self.lines = PickLines(rows)
        self.lines.cursor = at

    def inside(self) -> Iterable[Widget]:
        yield Static(Content(text.visible_lines(self.sentence)), classes="sentence")
        yield Search(id="typed", placeholder=self.placeholder)
        yield self.lines

    def on_mount(self) -> None:
        room = max(self.app.size.height - 12, 3)
        self.lines.styles.height = min(max(len(self.lines.all), 1), MOST_ROWS, room)
        self.lines.styles.margin = (1, 0, 0, 0)
        self.query_one(Search).focus()

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self.lines.narrow(message.value)

    def on_steers(self, message: Steers) -> None:
        if message.key == "enter":
            self.lines.action_open()
        elif message.key in ("up", "down"):
            self.lines.action_move(1 if message.key == "down" else -1)
        else:
            self.lines.action_page(1 if message.key == "pagedown" else -1)

    def on_lines_opened(self, message: Lines.Opened) -> None:
        self.dismiss(self.lines.rows[message.index].answer)


def contract_rows(choices: Sequence[ContractChoice]) -> list[PickRow]:
    """Contracts with their plan and what is left of the hours."""
    return [_contract(choice) for choice in choices]


def _contract(choice: ContractChoice) -> PickRow:
    plan = choice.contract if choice.contract == choice.plan or not choice.plan else None
    detail = plan or f"{choice.contract}, {choice.plan}"
    style = text.state_style(choice.state)
    figure = text.plain(text.duration(choice.left_minutes), text.INK if style == text.MUTED else style)
    if choice.left_minutes is not None:
        figure += text.plain(" left", text.MUTED)
    return PickRow(str(choice.contract_id), choice.client, detail, figure)


def pick_contract(client: str, project: str, choices: Sequence[ContractChoice]) -> Pick:
    """Whose work is this? The answer is a contract's id."""
    names = f"{client or '(no client)'}{text.DOT + project if project else ''}"
    sentence = f"{text.visible(names, 60)}: whose hours are these? The choice is kept for the next files too."
    return Pick(
        "Choose the contract", sentence, contract_rows(choices), placeholder="client, contract or plan"
    )
