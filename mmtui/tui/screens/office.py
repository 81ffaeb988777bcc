"""The office's name and time zone, and the name and role of the person who is here."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from mmtui.errors import FieldError
from mmtui.tui.screens.page import Page
from mmtui.tui.widgets.entry import Entry, Option
from mmtui.tui.widgets.form import Form, Hint, Label
from mmtui.tui.widgets.places import Place
from mmtui.tui.widgets.press import Press
from mmtui.tui.widgets.zone import Zone, ZoneForm

WIDEST = 100
FIELDS = ("name", "person", "zone")


class OfficeForm(Page, ZoneForm):
    """What was asked at the first start, to change later; saved with F2."""

    CSS_PATH = "office.tcss"
    KEYS = ("save", "next", "help", "menu", "back")
    HELP = "The office and you. F2 saves; a changed form asks before it is left."
    crumb = "Office"

    def body(self) -> Iterable[Widget]:
        office, me = self.office, self.office.me
        self.fields = {
            "name": Entry(office.name, id="name", placeholder="as clients know it"),
            "person": Entry(me.name if me else "", id="person", placeholder="first and last name"),
        }
        self.hints = {name: Hint("", id=f"{name}-hint") for name in self.fields}
        self.zone = Zone(office.zones(), office.zone)
        self.role = Option(list(office.roles()), office.my_role, id="role")
        self.before = self._typed()
        self.form = Form(
            Label("Office name", id="name-label"), self.fields["name"], self.hints["name"],
            Label("Your name", id="person-label"), self.fields["person"], self.hints["person"],
            Label("Time zone", id="zone-label"), *self.zone.widgets,
            Label("Your role", id="role-label"), self.role,
            Press("Save", id="save", primary=True),
            arrange_fields=self._fields, title="Office", id="form",
        )  # fmt: skip
        return (self.form,)

    def places(self, width: int, height: int) -> dict[str, Place]:
        """One form, as tall as its rows."""
        edge = 1 if width > WIDEST and height >= 34 else 0
        wide = min(width - 2 * edge, WIDEST)
        tall = min(height - 2 - 2 * edge, 15 + self.role.lines_in(wide - 6))
        return super().places(width, height) | {"form": Place(edge, 1 + edge, wide, tall)}

    def _fields(self, width: int, height: int) -> dict[str, Place]:
        """Office and person side by side, the zone with its list, then role and button."""
        column = (width - 4) // 2
        right = column + 4
        return {
            "name-label": Place(0, 1, column, 1), "name": Place(0, 2, column, 1),
            "name-hint": Place(2, 3, column - 2, 1),
            "person-label": Place(right, 1, column, 1), "person": Place(right, 2, column, 1),
            "person-hint": Place(right + 2, 3, column - 2, 1),
            "zone-label": Place(0, 5, column, 1), "zone": Place(0, 6, column, 1),
            "zone-hint": Place(2, 7, column - 2, 1), "zones": Place(right, 5, column, 4),
            "role-label": Place(0, 9, width, 1), "role": Place(0, 10, width, self.role.lines_in(width)),
            "save": Place(0, height - 1, 10, 1),
        }  # fmt: skip

    def on_mount(self) -> None:
        self.fields["name"].focus()

    # Saving

    def unsaved(self) -> str | None:
        """The changes that are not saved yet."""
        return "The changes to the office are not saved." if self._typed() != self.before else None

    def on_press_pressed(self, message: Press.Pressed) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Save and go back."""
        if self.save():
            self.mmtui.leave(self)

    def save(self) -> bool:
        """Save what is different; a wrong answer is named under its field."""
        if not self._complete():
            return False
        name, person, zone, role = now = self._typed()
        try:
            if (person, role) != (self.before[1], self.before[3]):
                self.office.set_person(person, role)
            if (name, zone) != (self.before[0], self.before[2]):
                self.office.set_office(name, zone)
        except FieldError as error:
            if not self.refused(error):
                self.mmtui.report(error)
            return False
        self.before = now
        self.say("Saved.")
        self.mmtui.show_facts()
        return True

    def _typed(self) -> tuple[str, str, str, str]:
        """Office, person, zone and role as they stand in the fields."""
        name, person = (self.fields[field].value.strip() for field in ("name", "person"))
        return name, person, self.zone.answer or self.zone.field.value, self.role.value

    def _complete(self) -> bool:
        name, person, _, _ = self._typed()
        named = person or self.office.me is None
        self.mark("name", "" if name else "What is the office called?")
        self.mark("person", "" if named else "Who are you?")
        wrong = [
            field for field, right in zip(FIELDS, (name, named, self.zone.answer), strict=True) if not right
        ]
        if wrong:
            self.set_focus(self.query_one(f"#{wrong[0]}"))
        return self.zone.check() and not wrong

    def refused(self, error: FieldError) -> bool:
        """Name the error under its field, which gets the focus."""
        field = "zone" if error.field == "time zone" else error.field
        if field not in FIELDS:
            return False
        self.mark(field, f"{error.what} {error.do}".strip())
        self.set_focus(self.query_one(f"#{field}"))
        return True

    def mark(self, field: str, words: str) -> None:
        """Say what is wrong with a field, or that nothing is."""
        if field == "zone":
            self.zone.refuse(words)
            return
        self.fields[field].set_class(bool(words), "wrong")
        self.hints[field].say(words, wrong=True)
