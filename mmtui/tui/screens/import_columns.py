"""Any other CSV: say which column holds what, see at once how it reads, keep it under a name."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from mmtui.domain.incoming import Echo, Mapping, Sheet
from mmtui.errors import FieldError, MmtuiError
from mmtui.tui import registry, text
from mmtui.tui.screens.page import Page
from mmtui.tui.widgets.column_choice import FIELD_WORDS, EchoLine, FieldLines, SamplePanel, changed
from mmtui.tui.widgets.entry import Entry, Option
from mmtui.tui.widgets.form import Hint, Label
from mmtui.tui.widgets.lines import Lines
from mmtui.tui.widgets.places import Place
from mmtui.tui.widgets.press import Press

WIDE, AIRY = 112, 34
LABEL = 16
DRAFT_AFTER = 1.0
FIELDS_TALL = 15
ORDERS = (("", "as found"), ("mdy", "month first"), ("dmy", "day first"))
UNITS = (("", "as found"), ("hours", "hours"), ("minutes", "minutes"), ("seconds", "seconds"))
SIGNS = (("", "as found"), (".", "1.5"), (",", "1,5"))
OPTIONS = {"date_order": ORDERS, "duration_unit": UNITS, "decimal_sign": SIGNS}
WORDS = {
    "date_order": "Dates",
    "duration_unit": "Plain numbers",
    "decimal_sign": "Decimal sign",
    "name": "Keep as",
}


class ImportColumns(Page):
    """The column mapping of one file; F2 keeps it and goes on to the preview."""

    CSS_PATH = "import_columns.tcss"
    KEYS = ("use_columns", "open", "column", "next", "help", "back")
    MORE_KEYS = ("menu", "refresh")
    HELP = "Choose the column of each field; date and duration are needed. F2 keeps them and reads on."
    crumb = "Columns"

    def __init__(self, *, path: Path, why: str = "") -> None:
        super().__init__()
        self.path, self.crumb = path, path.name
        self.why = why[:1].upper() + why[1:]
        self.chosen = Mapping("", {})
        self.first: Mapping | None = None
        self.data: Sheet | None = None
        self.stop = threading.Event()
        self.kept = ""
        self.waiting: Timer | None = None
        self.drafted = False
        self.sample = SamplePanel(id="sample")
        self.fields = FieldLines(id="fields")
        self.echo_line = EchoLine(id="echo")
        self.options = {name: Option(choices, "", id=name) for name, choices in OPTIONS.items()}
        self.name_field = Entry(id="name", placeholder="the tool or the team it comes from")
        self.name_hint = Hint("", id="name-hint")
        self.save_button = Press("Use these columns", id="save", primary=True)
        self.leave_button = Press("Cancel", id="leave")

    def body(self) -> Iterable[Widget]:
        labels = [Label(words, id=f"{name}-label") for name, words in WORDS.items()]
        return (
            self.sample, self.fields, self.echo_line, *labels, *self.options.values(), self.name_field,
            self.name_hint, self.save_button, self.leave_button,
        )  # fmt: skip

    def places(self, width: int, height: int) -> dict[str, Place]:
        """The file above the fields, what the file leaves open below them, then the buttons."""
        bars = super().places(width, height)
        edge = 1 if width >= WIDE and height >= AIRY else 0
        wide, left = width - 2 * edge, edge + 2
        buttons = height - 2 - edge
        options = buttons - 6 - edge
        sample = max(options - 1 - 2 * edge - FIELDS_TALL, 5)
        top = 1 + edge + sample
        said = self.echo_line.rows_needed(wide - 4)
        echo = options + 1 - said
        places = {
            "sample": Place(edge, 1 + edge, wide, sample),
            "fields": Place(edge, top, wide, echo - top - edge),
            "echo": Place(left, echo, wide - 4, said),
        }
        rows = dict(zip(WORDS, range(options + 1, options + 5), strict=True))
        for name, y in rows.items():
            places[f"{name}-label"] = Place(left, y, LABEL, 1)
            places[name] = Place(left + LABEL, y, 40 if name == "name" else wide - LABEL - 4, 1)
        places["name-hint"] = Place(left + LABEL + 2, options + 5, wide - LABEL - 6, 1)
        save = text.width_of(self.save_button.label) + 4
        places["save"] = Place(left, buttons, save, 1)
        places["leave"] = Place(left + save + 2, buttons, text.width_of(self.leave_button.label) + 4, 1)
        return bars | places

    # Reading

    def on_mount(self) -> None:
        self.fields.focus()
        self.read(lambda: self.office.imports.sheet(self.path), self._show, panel=self.sample)

    def refresh_figures(self) -> None:
        """Read the file again with the columns chosen so far."""
        self.stop.set()
        self.stop = stop = threading.Event()
        chosen = self._chosen()
        self.read(
            lambda: self.office.imports.echo(self.path, chosen, lambda: not stop.is_set()),
            self._echo, panel=self.fields, group="echo",
        )  # fmt: skip

    def _show(self, data: Sheet) -> None:
        """A file's header with what its names suggest."""
        self.data, self.chosen, self.first = data, data.draft or data.guess, data.guess
        self.sample.show(data)
        for name, option in self.options.items():
            option.set_choices(OPTIONS[name], getattr(self.chosen, name))
        with self.prevent(Input.Changed):
            self.name_field.value = self.name_field.value or self.chosen.name
        if data.draft is not None:
            self.name_hint.say("These columns were chosen before and not kept yet. Esc throws them away.")
        self.fields.show(data.header, self.chosen.columns, None)
        self.echo_line.show(None, self.why if not any(self.chosen.columns.values()) else "")
        self.refresh_figures()

    def _chosen(self) -> Mapping:
        """What is chosen and typed now."""
        order, unit, sign = (self.options[name].value for name in OPTIONS)
        return Mapping(self.name_field.value.strip(), self.chosen.columns, order, unit, sign)

    def _echo(self, read_as: Echo) -> None:
        """How it reads: in the fields' rows, and what is wrong with the rest below them."""
        header = self.data.header if self.data is not None else ()
        self.fields.show(header, self.chosen.columns, read_as)
        self._explain(read_as)
        for name, option in self.options.items():
            option.set_class(name in read_as.errors, "wrong")

    def _explain(self, read_as: Echo) -> None:
        """The sums, and in full what is wrong with the field under the cursor, or with the whole."""
        field = self.fields.fields[self.fields.cursor]
        names = (field,) if read_as.rows else (field, *OPTIONS, *FIELD_WORDS)
        wrong = [read_as.errors[name] for name in names if name in read_as.errors]
        self.echo_line.show(read_as, wrong[0] if wrong else "")

    def on_lines_moved(self, message: Lines.Moved) -> None:
        if self.fields.read_as is not None:
            self._explain(self.fields.read_as)

    # Choosing

    def on_field_lines_turned(self, message: FieldLines.Turned) -> None:
        self._choose(message.field, message.column)

    def _choose(self, field: str, column: str) -> None:
        """Another column for a field, shown at once and read in the background."""
        unit, unit_of = self.options["duration_unit"], self.office.imports.unit_of
        if field == "duration" and unit.value in ("", unit_of(self.chosen.columns.get(field, ""))):
            unit.set_choices(UNITS, unit_of(column))
        self.chosen = changed(self.chosen, field, column)
        self._draft()
        self.fields.columns = self.chosen.columns
        self.fields.redraw_rows()
        self.refresh_figures()

    def on_lines_opened(self, message: Lines.Opened) -> None:
        """All columns with their first values, to pick from."""
        from mmtui.tui.dialogs.pick import Pick, PickRow

        if self.data is None:
            return
        field = self.fields.fields[message.index]
        first = self.data.samples[0] if self.data.samples else ()
        rows = [PickRow("none", "no column", "", Content(""))]
        for at, title in enumerate(self.data.header):
            rows.append(PickRow(f"c{at}", title, first[at] if at < len(first) else "", Content("")))
        header = self.data.header
        column = self.chosen.columns.get(field, "")
        at = header.index(column) + 1 if column in header else 0

        def picked(answer: str | None) -> None:
            if answer is not None:
                self._choose(field, "" if answer == "none" else header[int(answer[1:])])

        sentence = f"Which column holds the {FIELD_WORDS[field].casefold()}?"
        self.app.push_screen(Pick(FIELD_WORDS[field], sentence, rows, placeholder="a column", at=at), picked)

    def on_option_chosen(self, message: Option.Chosen) -> None:
        self._draft()
        self.refresh_figures()

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self.name_field.remove_class("wrong")
        self.name_hint.say("")
        self._draft()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.focus_next()

    # Keeping

    def _draft(self) -> None:
        """Keep what is chosen and typed within a second, so that a crash loses nothing."""
        self.drafted = True
        if self.data is not None and self.waiting is None:
            self.waiting = self.set_timer(DRAFT_AFTER, self._keep_draft)

    def _keep_draft(self) -> None:
        self.waiting = None
        if self.data is not None:
            header, chosen = self.data.header, self._chosen()
            self.read(lambda: self.office.imports.keep_draft(header, chosen), lambda _: None, group="draft")

    def on_unmount(self) -> None:
        """The screen was left in peace: what was chosen is kept under its name, or thrown away."""
        if self.data is not None and (self.data.draft is not None or self.drafted):
            with suppress(MmtuiError):
                self.office.imports.drop_draft(self.data.header)

    def unsaved(self) -> str | None:
        """Columns chosen by hand would be lost."""
        if self.first is None or self.chosen.columns == self.first.columns:
            return None
        return "The columns you chose are not kept yet."

    def save(self) -> bool:
        """Keep the mapping under its name; False when a field is wrong."""
        chosen = self._chosen()
        try:
            self.kept = self.office.imports.save_mapping(chosen)
        except FieldError as error:
            if not self.refused(error):
                raise
            return False
        self.first = self.chosen
        return True

    def action_save(self) -> None:
        """Keep the mapping and go on to the preview."""
        if self.save():
            self.app.switch_screen(registry.make("import_preview", path=self.path, source=self.kept))

    def refused(self, error: FieldError) -> bool:
        """Name the error at its field, which gets the focus; what was typed stays."""
        words = f"{error.what} {error.do}".strip()
        if error.field == "name":
            self.name_field.add_class("wrong")
            self.name_hint.say(words, wrong=True)
            self.name_field.focus()
        elif error.field in FIELD_WORDS:
            self.fields.move_to(self.fields.fields.index(error.field))
            self.fields.focus()
            self.echo_line.show(None, words)
        else:
            return False
        return True

    def on_press_pressed(self, message: Press.Pressed) -> None:
        if message.press is self.save_button:
            self.action_save()
        else:
            self.action_back()
