"""The questions of the first start: the office, its time zone, who one is, and the look, seen at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.widget import Widget

from mmtui.errors import FieldError
from mmtui.tui import themes
from mmtui.tui.screens.page import Page
from mmtui.tui.widgets.entry import Entry, Option
from mmtui.tui.widgets.form import Form, Hint, Label
from mmtui.tui.widgets.places import Place
from mmtui.tui.widgets.press import Press
from mmtui.tui.widgets.sample import Sample
from mmtui.tui.widgets.zone import Zone, ZoneForm

if TYPE_CHECKING:
    from mmtui.tui.ports import Office

WIDE = 112
LATER = "Mail and imports are set up later, where they are first used."
DEFAULT_ROLE = "assistant"


class FirstRun(Page, ZoneForm):
    """Four questions, or the demo office; nothing else is needed to start."""

    CSS_PATH = "first_run.tcss"
    KEYS = ("save", "next", "help")
    HELP = "The first start. Answer the four questions and press Start, or look at the demo office first."
    crumb = "First start"

    def __init__(self) -> None:
        super().__init__()
        self.name_field = Entry(id="name", placeholder="as clients know it")
        self.person_field = Entry(id="person", placeholder="first and last name")
        self.hints = {name: Hint("", id=f"{name}-hint") for name in ("name", "person")}
        self.sample = Sample()

    def body(self) -> Iterable[Widget]:
        roles = list(self.office.roles())
        role = DEFAULT_ROLE if DEFAULT_ROLE in dict(roles) else roles[0][0]
        self.guess = self.office.guess_zone()
        self.zone = Zone(self.office.zones(), self.guess)
        self.role = Option(roles, role, id="role")
        self.look = Option(list(themes.WORDS.items()), self.app.theme, id="look")
        self.form = Form(
            Label("Office name", id="name-label"), self.name_field, self.hints["name"],
            Label("Your name", id="person-label"), self.person_field, self.hints["person"],
            Label("Time zone", id="zone-label"), *self.zone.widgets,
            Label("Your role", id="role-label"), self.role,
            Label("Look", id="look-label"), self.look,
            Press("Start", id="start", primary=True), Press("Look at the demo office", id="demo"),
            Hint(LATER, id="later"),
            arrange_fields=self._fields, title="Welcome to mmtui", id="form",
        )  # fmt: skip
        return (self.form, self.sample)

    def places(self, width: int, height: int) -> dict[str, Place]:
        """The form beside the sample, or above it."""
        bars = super().places(width, height)
        if width >= WIDE:
            form = min(width * 3 // 5, 80)
            tall = min(height - 4, 26)
            places = {
                "form": Place(1, 2, form, tall),
                "sample": Place(form + 2, 2, width - form - 3, tall),
            }
        else:
            top = min(height - 2, 12 + self.role.lines_in(width - 6))
            places = {"form": Place(0, 1, width, top), "sample": Place(0, 1 + top, width, height - 2 - top)}
        return bars | places

    def _fields(self, width: int, height: int) -> dict[str, Place]:
        """Office and person side by side, the zone with its list, then rows for role and look."""
        gap, airy = 4, height >= 20
        column = (width - gap) // 2
        right = column + gap
        y = 1 if airy else 0
        places = {
            "name-label": Place(0, y, column, 1), "name": Place(0, y + 1, column, 1),
            "name-hint": Place(2, y + 2, column - 2, 1),
            "person-label": Place(right, y, column, 1), "person": Place(right, y + 1, column, 1),
            "person-hint": Place(right + 2, y + 2, column - 2, 1),
        }  # fmt: skip
        y += 4 if airy else 3
        places |= {
            "zone-label": Place(0, y, column, 1), "zone": Place(0, y + 1, column, 1),
            "zone-hint": Place(2, y + 2, column - 2, 1),
            "zones": Place(right, y, column, 4 if airy else 3),
        }  # fmt: skip
        y += 5 if airy else 3
        lines = self.role.lines_in(width)
        places |= {"role-label": Place(0, y, width, 1), "role": Place(0, y + 1, width, lines)}
        y += lines + (2 if airy else 1)
        places |= {"look-label": Place(0, y, width, 1), "look": Place(0, y + 1, width, 1)}
        y = height - (3 if airy else 1)
        places |= {"start": Place(0, y, 11, 1), "demo": Place(13, y, 28, 1)}
        if airy:
            places["later"] = Place(0, y + 2, width, 1)
        return places

    def on_mount(self) -> None:
        self.name_field.focus()

    def unsaved(self) -> str | None:
        """Answers that were typed; a zone that the machine guessed is none."""
        typed = self.name_field.value.strip() or self.person_field.value.strip()
        changed = self.zone.field.value != self.guess
        return "The answers of the first start are not saved." if typed or changed else None

    # While one types

    def on_option_chosen(self, message: Option.Chosen) -> None:
        """The look changes at once, the sample with it."""
        if message.option is self.look:
            self.app.theme = message.value

    # Starting

    def on_press_pressed(self, message: Press.Pressed) -> None:
        if message.press.id == "start":
            self.action_save()
        else:
            self.read(self.office.open_demo, self._demo, panel=self.form)

    def _demo(self, office: Office) -> None:
        self.mmtui.open_office(office, theme=self.app.theme)

    def action_save(self) -> None:
        """Save the answers behind the screen and open the office."""
        if (answers := self._answers()) is not None:
            self.read(lambda: self.office.set_up(**answers), lambda _: self._started(), panel=self.form)

    def save(self) -> bool:
        """Save the answers before the program ends; False when one is missing or wrong."""
        answers = self._answers()
        if answers is None:
            return False
        try:
            self.office.set_up(**answers)
        except FieldError as error:
            if not self.refused(error):
                self.mmtui.report(error)
            return False
        return True

    def _answers(self) -> dict[str, str] | None:
        """What was answered; None when something is missing, which is then named at its field."""
        answers = {
            "name": self.name_field.value.strip(),
            "zone": self.zone.answer,
            "person": self.person_field.value.strip(),
            "role": self.role.value,
            "theme": self.app.theme,
        }
        for field, words in (("name", "What is the office called?"), ("person", "Who are you?")):
            self.mark(field, "" if answers[field] else words)
        wrong = [field for field in ("name", "person", "zone") if not answers[field]]
        if not wrong:
            return answers
        self._go_to(wrong[0])
        if "zone" in wrong:
            self.zone.check()
        return None

    def _started(self) -> None:
        self.mmtui.open_office(self.office, theme=self.app.theme)

    def refused(self, error: FieldError) -> bool:
        """Name the error under its field, which gets the focus."""
        field = "zone" if error.field == "time zone" else error.field
        if field not in ("name", "zone", "person"):
            return False
        self.mark(field, f"{error.what} {error.do}".strip())
        self._go_to(field)
        return True

    def _go_to(self, field: str) -> None:
        """Give a field the focus; what is typed next goes there."""
        self.set_focus(self.query_one(f"#{field}"))

    def mark(self, field: str, words: str) -> None:
        """Say what is wrong with a field, or that nothing is."""
        if field == "zone":
            self.zone.refuse(words)
            return
        self.query_one(f"#{field}").set_class(bool(words), "wrong")
        self.hints[field].say(words, wrong=True)
