"""What a file would bring, before anything is saved; reading and saving can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path

from textual.widget import Widget

from mmtui.domain.incoming import (
    CLIENTS,
    CONFLICT,
    HOURS,
    REFUSED,
    UNMAPPED,
    VANISHED,
    AskColumns,
    AskDates,
    AskUnit,
    ContractChoice,
    Preview,
    RowLine,
)
from mmtui.errors import MmtuiError
from mmtui.tui import bindings, registry, text
from mmtui.tui.screens.page import Page
from mmtui.tui.telling import Teller, Told
from mmtui.tui.widgets.bar import FooterBar
from mmtui.tui.widgets.chips import Chips
from mmtui.tui.widgets.import_facts import FOLDED, ImportFacts, rows_words, tallies
from mmtui.tui.widgets.import_rows import GroupChips, ImportRows
from mmtui.tui.widgets.lines import Lines
from mmtui.tui.widgets.places import Place
from mmtui.tui.widgets.press import Press
from mmtui.tui.widgets.progress import Progress
from mmtui.tui.widgets.trouble import Trouble

WIDE, AIRY = 112, 34
READING, READY, SAVED, FAILED = "reading", "ready", "saved", "failed"
NOTHING_NEW = "Save (there is nothing new in this file)"
FOOTERS = {
    READING: ("help", "menu", "stop"),
    SAVED: ("open", "group", "help", "menu", "back"),
    FAILED: ("help", "menu", "back"),
}
Found = Preview | AskDates | AskUnit | AskColumns | MmtuiError | None


class ImportPreview(Page):
    """The preview of one file; F2 saves it, Esc leaves without saving."""

    CSS_PATH = "import_preview.tcss"
    KEYS = ("save_rows", "open", "group", "help", "menu", "leave_rows")
    MORE_KEYS = ("refresh",)
    HELP = "What the file would bring; nothing is saved yet. F2 saves, Esc leaves, F shows one kind."
    crumb = "Preview"

    def __init__(self, *, path: Path, kind: str = HOURS, source: str = "") -> None:
        super().__init__()
        self.path, self.kind, self.source = path, kind, source
        self.crumb = path.name
        self.phase = READING
        self.stop = threading.Event()
        self.data: Preview | None = None
        self.progress = Progress(id="progress", title="Reading")
        self.trouble = Trouble(id="trouble", title="This file can't be read in")
        self.facts = ImportFacts(id="facts")
        self.clients, self.people = tallies("Client", id="clients"), tallies("Person", id="people")
        self.chips = GroupChips(id="chips")
        self.rows = ImportRows(id="rows")
        self.save_button = Press("Save", id="save", primary=True)
        self.leave_button = Press("Don't save", id="leave")
        self.open_button = Press("Decide what is left open", id="left-open")
        self.columns_button = Press("Choose the columns", id="columns")
        self.clients_button = Press("Read it as the client list", id="as-clients")
        self.hours_button = Press("Read it as a time sheet", id="as-hours")
        self.unknown: AskColumns | None = None

    def body(self) -> Iterable[Widget]:
        return (
            self.progress, self.trouble, self.facts, self.clients, self.people, self.chips, self.rows,
            self.save_button, self.leave_button, self.open_button, self.columns_button, self.clients_button,
            self.hours_button,
        )  # fmt: skip

    # Where it stands

    def places(self, width: int, height: int) -> dict[str, Place]:
        """Progress or trouble alone; else figures over rows over buttons."""
        bars = super().places(width, height)
        edge = 1 if width >= WIDE and height >= AIRY else 0
        bottom = height - 2 - edge
        if self.phase in (READING, FAILED):
            name = "progress" if self.phase == READING else "trouble"
            tall = min(9, bottom - 1 - 2 * edge)
            panel = {name: Place(edge, 1 + edge, width - 2 * edge, tall)}
            return bars | panel | self._buttons(edge + 2, 1 + edge + tall + edge)
        top = self._tops(width, edge)
        y = max(place.y + place.height for place in top.values())
        chips = self.chips.rows_needed(width - 2 * edge - 4)
        self.rows.blank_top = False
        rows = {
            "chips": Place(edge + 2, y, width - 2 * edge - 4, chips),
            "rows": Place(edge, y + chips, width - 2 * edge, bottom - y - chips - edge),
        }
        return bars | top | rows | self._buttons(edge + 2, bottom)

    def _tops(self, width: int, edge: int) -> dict[str, Place]:
        """Figures beside the totals, or above them."""
        y = 1 + edge
        if self.kind == CLIENTS:
            return {"facts": Place(edge, y, width - 2 * edge, FOLDED if not edge else 5)}
        if edge:
            facts = 28
            clients = (width - 2 - facts - 2) // 2
            people = width - 2 - facts - 2 - clients
            for table in (self.clients, self.people):
                table.blank_top = True
            return {
                "facts": Place(1, y, facts, 13),
                "clients": Place(2 + facts, y, clients, 13),
                "people": Place(3 + facts + clients, y, people, 13),
            }
        for table in (self.clients, self.people):
            table.blank_top = False
        half = width // 2
        return {
            "facts": Place(0, y, width, FOLDED),
            "clients": Place(0, y + FOLDED, half, 6),
            "people": Place(half, y + FOLDED, width - half, 6),
        }

    def _buttons(self, x: int, y: int) -> dict[str, Place]:
        """The buttons that act in this phase, side by side."""
        shown = {
            READING: (self.leave_button,),
            FAILED: (self.leave_button, *self._ways_out()),
            READY: (self.save_button, self.leave_button),
            SAVED: (self.leave_button, *((self.open_button,) if self._left_open() else ())),
        }[self.phase]
        places = {}
        for press in shown:
            width = text.width_of(press.label) + 4
            places[str(press.id)] = Place(x, y, width, 1)
            x += width + 2
        return places

    def _ways_out(self) -> tuple[Press, ...]:
        """What else can be done with a file that looks like something else."""
        if self.unknown is None:
            return ()
        if self.kind == CLIENTS:
            return (self.hours_button,)
        clients = (self.clients_button,) if "a client list" in self.unknown.why else ()
        return (*clients, self.columns_button)

    # Reading

    def on_mount(self) -> None:
        self.refresh_figures()

    def refresh_figures(self) -> None:
        """Read the file again; what is saved stays as it is shown."""
        if self.phase != SAVED:
            self._start(save=False)

    def _start(self, *, save: bool) -> None:
        """Read the file in a thread, to look at it or to save it."""
        self.stop = stop = threading.Event()
        self.unknown = None
        self.progress.start(f"{'Saving' if save else 'Reading'} {text.cut(self.path.name, 40).plain}")
        self._enter(READING)

        def work() -> Found:
            told = Teller(self, stop)
            try:
                return self.office.imports.read(self.kind, self.path, self.source, save=save, told=told)
            except MmtuiError as error:
                return error

        self.read(work, self._found, group="file")

    def on_told(self, message: Told) -> None:
        message.stop()
        self.progress.show(message.rows, message.tenths)

    def _enter(self, phase: str) -> None:
        """Show the panels and buttons of another phase."""
        self.phase = phase
        unsaved = "Back" if self.save_button.why_not else "Don't save"
        self.leave_button.label = {READING: "Stop", FAILED: "Back", SAVED: "Done"}.get(phase, unsaved)
        self.leave_button.set_class(phase == SAVED, "primary")
        self.query_one(FooterBar).show(bindings.footer(FOOTERS.get(phase, self.KEYS)))
        self.refresh(layout=True)
        self.leave_button.refresh()
        self.call_after_refresh(self._focus_first)

    def _focus_first(self) -> None:
        (self.rows if self.phase in (READY, SAVED) else self.leave_button).focus()
        self.refresh_bindings()

    def _found(self, found: Found) -> None:
        """The preview, a question, or why there is none."""
        if isinstance(found, Preview):
            self._show(found)
        elif isinstance(found, MmtuiError):
            self.trouble.show(found.what, found.where, found.do)
            self._enter(FAILED)
        elif found is None:
            self._stopped()
        else:
            self._ask(found)

    def _stopped(self) -> None:
        """A person stopped it: back to the preview when there is one, else to the files."""
        self.say("Stopped. Nothing was saved.")
        if self.data is None:
            self.dismiss()
        else:
            self._enter(READY)

    # Asking

    def _ask(self, asked: AskDates | AskUnit | AskColumns) -> None:
        """One question about the whole file; the answer is remembered and the file read again."""
        from mmtui.tui.dialogs import import_questions

        if isinstance(asked, AskColumns):
            self._ask_columns(asked)
        elif isinstance(asked, AskDates):
            dialog = import_questions.ask_dates(asked, self.office.date_style)
            self.app.push_screen(dialog, lambda answer: self._answered(asked, answer))
        else:
            self.app.push_screen(
                import_questions.ask_unit(asked), lambda answer: self._answered(asked, answer)
            )

    def _ask_columns(self, asked: AskColumns) -> None:
        """Go on to the columns; a file that looks like something else is told so first."""
        if asked.is_other:
            self.unknown = asked
            self.trouble.show(asked.why, self.path.name, asked.do)
            self._enter(FAILED)
        else:
            self.app.switch_screen(registry.make("import_columns", path=self.path, why=asked.why))

    def _answered(self, asked: AskDates | AskUnit, answer: str | None) -> None:
        if answer is None:
            self.dismiss()
            return
        imports = self.office.imports
        remember = imports.answer_dates if isinstance(asked, AskDates) else imports.answer_unit
        self.read(lambda: remember(asked.source, answer), lambda _: self.refresh_figures(), group="answer")

    # Showing

    def _show(self, data: Preview) -> None:
        """Put the figures on the panels."""
        self.data = data
        self.facts.show(data)
        self.clients.show(data.clients)
        self.people.show(data.people)
        self.chips.show_counts(data.counts)
        self._list()
        self.save_button.label = f"Save {rows_words(data)}" if data.to_save else NOTHING_NEW
        self.save_button.set_why_not("" if data.to_save else "There is nothing new in this file.")
        self.save_button.set_class(bool(data.to_save), "primary")
        self._enter(SAVED if data.saved else READY)
        if data.saved:
            self._tell(data)
            self.mmtui.show_facts()

    def _list(self) -> None:
        """The rows of the chosen kind."""
        data = self.data
        if data is not None:
            state = self.chips.state
            shown = [row for row in data.lines if state in ("", row.group)]
            total = data.counts.get(state, 0) if state else sum(data.counts.values())
            self.rows.empty = "No rows of this kind."
            self.rows.show(shown, total, self.office.date_style, with_time=data.kind != CLIENTS)

    def _left_open(self) -> int:
        """Rows that a person must still decide on; refused ones are corrected at the source."""
        counts = {} if self.data is None else self.data.counts
        return sum(counts.get(group, 0) for group in (UNMAPPED, VANISHED, CONFLICT))

    def _tell(self, data: Preview) -> None:
        """Saved: the numbers, and what needs a person."""
        refused = data.counts.get(REFUSED, 0)
        self.say(f"Saved {rows_words(data)}.")
        waits = [text.count(self._left_open(), "row") + " left open"] if self._left_open() else []
        waits += [text.count(refused, "row") + " refused"] if refused else []
        if waits:
            self.rows.set_title(f"Rows, {' and '.join(waits)}", self.rows.note)

    # Acting

    def save(self) -> bool:
        """Save what the preview shows; F2 does nothing where there is nothing to save."""
        if self.phase == READY and not self.save_button.why_not:
            self._start(save=True)
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """F2 is dimmed where there is nothing to save; the button says why."""
        if action == "save" and self.phase == READY and self.save_button.why_not:
            return None
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Stop the reading; else leave, nothing is saved."""
        if self.phase == READING:
            self.stop.set()
        elif self.save_button.why_not:
            self.mmtui.put_warnings_away()
            self.mmtui.leave(self)
        else:
            super().action_back()

    def action_group_next(self) -> None:
        """Only the next kind of rows."""
        if self.phase in (READY, SAVED):
            self.chips.action_step(1)

    def on_chips_chosen(self, message: Chips.Chosen) -> None:
        self._list()

    def on_press_pressed(self, message: Press.Pressed) -> None:
        if message.press is self.save_button:
            self.save()
        elif message.press is self.open_button:
            self.app.switch_screen(registry.make("import_open"))
        elif message.press is self.columns_button:
            self.app.switch_screen(registry.make("import_columns", path=self.path))
        elif message.press is self.clients_button:
            self.kind = CLIENTS
            self.refresh_figures()
        elif message.press is self.hours_button:
            self.kind = HOURS
            self.refresh_figures()
        else:
            self.action_back()

    def on_lines_opened(self, message: Lines.Opened) -> None:
        """Enter on a row without a contract asks for it, on any other says all about it."""
        if message.lines is not self.rows:
            return
        row = self.rows.rows[message.index]
        if row.group == UNMAPPED:
            self.read(
                self.office.imports.contracts, lambda found: self._pick(row, list(found)), panel=self.rows
            )
        else:
            from mmtui.tui.dialogs.import_questions import show_row

            self.app.push_screen(show_row(row, self.office.date_style, saved=self.phase == SAVED))

    def _pick(self, row: RowLine, choices: list[ContractChoice]) -> None:
        from mmtui.tui.dialogs.pick import pick_contract

        def picked(answer: str | None) -> None:
            if answer is not None:
                self.read(lambda: self._map(row, int(answer)), self._mapped, panel=self.rows, group="map")

        self.app.push_screen(pick_contract(row.client, row.project, choices), picked)

    def _map(self, row: RowLine, contract_id: int) -> int:
        return self.office.imports.choose_contract(row.client, row.project, contract_id)

    def _mapped(self, moved: int) -> None:
        """Before saving the file is read again; after it the choice has moved the rows."""
        if self.phase != SAVED:
            self.refresh_figures()
            return
        self.say(f"{text.count(moved, 'row')} moved to the contract.")
        row = self.rows.rows[self.rows.cursor]
        if self.data is not None:
            counts = self.data.counts | {UNMAPPED: max(self.data.counts.get(UNMAPPED, 0) - moved, 0)}
            names = (row.client, row.project)
            lines = tuple(
                line
                for line in self.data.lines
                if line.group != UNMAPPED or (line.client, line.project) != names
            )
            self._show_again(self.data._replace(counts=counts, lines=lines))

    def _show_again(self, data: Preview) -> None:
        """The same file after a choice, without another word."""
        self.data = data
        self.chips.show_counts(data.counts)
        self._list()
        self.refresh(layout=True)
