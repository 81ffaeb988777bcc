"""What imports left for a person: names without a contract, entries gone from their source or changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from textual.content import Content
from textual.widget import Widget

from mmtui.domain.incoming import CONFLICT, REMOVE, ContractChoice, Question, Unmapped
from mmtui.tui import text
from mmtui.tui.screens.page import Page
from mmtui.tui.widgets.lines import Lines
from mmtui.tui.widgets.places import Place
from mmtui.tui.widgets.table import Column, Table

WIDE, AIRY = 112, 34
NO_NAMES = "Every row has its contract."
NO_QUESTIONS = "No entry is in question."


class Left(NamedTuple):
    """Everything that is left open, read in one go."""

    names: Sequence[Unmapped]
    questions: Sequence[Question]


class ImportOpen(Page):
    """Two lists; Enter decides the row under the cursor."""

    CSS_PATH = "import_open.tcss"
    KEYS = ("open", "next", "sort", "help", "menu", "back")
    MORE_KEYS = ("refresh", "turn")
    HELP = "What imports left open. Enter chooses the contract of a name, or decides about an entry."
    crumb = "Left open"

    def __init__(self) -> None:
        super().__init__()
        self.names: Table[Unmapped] = Table(
            self._name_columns(), lambda one: (one.client, one.project), id="names",
            title="No contract yet", sorted_by=3,
        )  # fmt: skip
        self.questions: Table[Question] = Table(
            self._question_columns(), lambda one: one.id, id="questions", title="Entries in question"
        )

        self.names.keeps_mark = self.questions.keeps_mark = False

    def _name_columns(self) -> list[Column]:
        return [
            Column("Client in the file", 16, lambda one, _: _words(one.client), _by("client"),
                   share=1),
            Column("Project", 14, lambda one, _: _words(one.project, text.MUTED), _by("project"),
                   share=1),
            Column("Rows", 7, lambda one, _: text.plain(f"{one.rows:,}", text.MUTED), lambda one: -one.rows,
                   align="r", falls=True),
            Column("Hours", 9, lambda one, _: text.plain(text.worked(one.seconds), text.HEADING),
                   lambda one: -one.seconds, align="r", falls=True),
        ]  # fmt: skip

    def _question_columns(self) -> list[Column]:
        return [
            Column("Day", 9, self._day_cell, lambda one: one.worked_on),
            Column("What", 18, _what_cell, lambda one: one.kind),
            Column("Client", 14, lambda one, _: _words(one.client), _by("client"), share=2),
            Column("Person", 10, lambda one, _: _words(one.person, text.MUTED), _by("person"),
                   share=1),
            Column("Here", 6, lambda one, _: text.plain(text.worked(one.seconds), text.INK),
                   lambda one: -one.seconds, align="r", falls=True),
            Column("Sheet", 6, _sheet_cell, lambda one: -(one.theirs_seconds or 0), align="r", falls=True),
            Column("Note", 12, lambda one, _: _words(one.note, text.MUTED), _by("note"),
                   share=2, least=100),
        ]  # fmt: skip

    def body(self) -> Iterable[Widget]:
        return (self.names, self.questions)

    def places(self, width: int, height: int) -> dict[str, Place]:
        """The names above the entries; the one with more rows gets the room."""
        bars = super().places(width, height)
        edge = 1 if width >= WIDE and height >= AIRY else 0
        free = height - 2 - 2 * edge
        wanted = len(self.names.rows) + 4
        top = min(max(wanted, 6), max(free - 6 - min(len(self.questions.rows), free // 2 - 6), 6))
        for table in (self.names, self.questions):
            table.blank_top = edge > 0
            table.gap_cells = 2 if edge else 1
        wide = width - 2 * edge
        return bars | {
            "names": Place(edge, 1 + edge, wide, top),
            "questions": Place(edge, 1 + edge + top, wide, free - top),
        }

    def on_mount(self) -> None:
        self.names.focus()
        self.refresh_figures()

    def refresh_figures(self) -> None:
        """Read again what is left open."""
        imports = self.office.imports
        self.read(lambda: Left(imports.unmapped(), imports.questions()), self._show, panel=self.names)

    def _show(self, left: Left) -> None:
        first = not (self.names.rows or self.questions.rows)
        self.names.empty, self.questions.empty = NO_NAMES, NO_QUESTIONS
        self.names.show(left.names)
        self.questions.show(left.questions)
        rows = sum(one.rows for one in left.names)
        self.names.set_note(text.count(rows, "row") if rows else "")
        self.questions.set_note(str(len(left.questions) or ""))
        self.refresh(layout=True)
        if first and not left.names and left.questions:
            self.questions.focus()

    # Deciding

    def on_lines_opened(self, message: Lines.Opened) -> None:
        imports = self.office.imports
        if message.lines is self.names:
            name = self.names.rows[message.index]
            self.read(
                imports.contracts, lambda found: self._pick(name, found), panel=self.names, group="pick"
            )
        else:
            self._decide(self.questions.rows[message.index])

    def _pick(self, name: Unmapped, choices: Sequence[ContractChoice]) -> None:
        from mmtui.tui.dialogs.pick import pick_contract

        def picked(answer: str | None) -> None:
            if answer is not None:
                chosen = next(one for one in choices if str(one.contract_id) == answer)
                choose = self.office.imports.choose_contract
                self.read(
                    lambda: choose(name.client, name.project, chosen.contract_id),
                    lambda moved: self._done(f"{text.count(moved, 'row')} moved to {chosen.client}."),
                    panel=self.names, group="map",
                )  # fmt: skip

        self.app.push_screen(pick_contract(name.client, name.project, choices), picked)

    def _decide(self, asked: Question) -> None:
        from mmtui.tui.dialogs.import_questions import Decide

        def decided(answer: str | None) -> None:
            if answer is not None:
                given, _, reason = answer.partition(":")
                self.read(
                    lambda: self.office.imports.answer(asked.id, given, reason),
                    lambda _: self._done("Removed." if given == REMOVE else "Decided."),
                    panel=self.questions, group="decide",
                )  # fmt: skip

        self.app.push_screen(Decide(asked, self.office.date_style), decided)

    def _done(self, sentence: str) -> None:
        self.say(sentence)
        self.mmtui.show_facts()

    # Keys

    def _table(self) -> Table[Unmapped] | Table[Question]:
        return self.questions if self.focused is self.questions else self.names

    def action_sort_next(self) -> None:
        """Sort the list with the focus by its next column."""
        self._table().sort_next()

    def action_sort_turn(self) -> None:
        """Turn the order round."""
        self._table().sort_turn()

    def _day_cell(self, one: Question, _: int) -> Content:
        return text.plain(text.day(one.worked_on, self.office.date_style), text.MUTED)


def _by(name: str) -> Callable[[Any], str]:
    """Sorts by a name without regard to case."""
    return lambda one: str(getattr(one, name)).casefold()


def _words(value: str, style: str = text.INK) -> Content:
    return text.plain(value, style) if value else text.plain(text.NONE, text.MUTED)


def _what_cell(one: Question, _: int) -> Content:
    return text.plain("? changed twice" if one.kind == CONFLICT else "? gone from sheet", text.WARN)


def _sheet_cell(one: Question, _: int) -> Content:
    seconds = one.theirs_seconds
    return text.plain(text.NONE if seconds is None else text.worked(seconds), text.INK)
