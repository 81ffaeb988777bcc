"""Look, who one is, how dates and curves are drawn; every choice is kept at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from textual.widget import Widget

from mmtui.tui import text, themes
from mmtui.tui.screens.page import Page
from mmtui.tui.widgets.entry import Option
from mmtui.tui.widgets.facts import Facts
from mmtui.tui.widgets.form import Form, Label
from mmtui.tui.widgets.places import Place
from mmtui.tui.widgets.sample import Sample

WIDE = 112
DAY = date(2026, 3, 14)
DATES = (("mdy", "month first"), ("dmy", "day first"), ("iso", "year first"))
CURVES = (("braille", "fine dots"), ("blocks", "blocks, for fonts without braille"))
LEAST_SAMPLE = 6
FIELDS = ("look", "me", "dates", "curve")


class Settings(Page):
    """Choices of this person on this machine; there is nothing to save."""

    CSS_PATH = "settings.tcss"
    KEYS = ("choose", "next", "office", "help", "menu", "back")
    MORE_KEYS = ("refresh",)
    HELP = "The arrows choose, Tab goes to the next question. Every choice is kept at once."
    crumb = "Settings"

    def body(self) -> Iterable[Widget]:
        office = self.office
        people = [(str(person.id), f"{person.name}, {person.role}") for person in office.people()]
        me = "" if office.me is None else str(office.me.id)
        dates = [(style, f"{text.day(DAY, style)}, {words}") for style, words in DATES]
        self.options = {
            "look": Option(list(themes.WORDS.items()), self.app.theme, id="look"),
            "me": Option(people, me, id="me"),
            "dates": Option(dates, office.date_style, id="dates"),
            "curve": Option(CURVES, office.curve_style, id="curve"),
        }
        labels = dict(zip(FIELDS, ("Look", "Who I am", "Dates", "Burn-down curve"), strict=True))
        fields: list[Widget] = []
        for name in FIELDS:
            fields += [Label(labels[name], id=f"{name}-label"), self.options[name]]
        self.form = Form(*fields, arrange_fields=self._fields, title="Settings", id="form")
        self.form.note = "kept at once"
        self.sample = Sample()
        self.facts = Facts(id="facts", title="This office")
        self.facts.note = "O changes it"
        return (self.form, self.sample, self.facts)

    def places(self, width: int, height: int) -> dict[str, Place]:
        """The choices beside the sample, or above it; what is fixed below."""
        bars = super().places(width, height)
        if width >= WIDE:
            form = min(width * 3 // 5, 80)
            edge = 1 if height >= 34 else 0
            tall = min(height - 2 - 2 * edge, 22)
            sample = min(14, tall - 7)
            return bars | {
                "form": Place(1, 1 + edge, form, tall),
                "sample": Place(form + 2, 1 + edge, width - form - 3, sample),
                "facts": Place(form + 2, 1 + edge + sample, width - form - 3, tall - sample),
            }
        needed = 2 + sum(1 + self.options[name].lines_in(width - 6) for name in FIELDS)
        form = min(max(needed, 14), height - 2)
        if height - 2 - form < LEAST_SAMPLE:
            return bars | {"form": Place(0, 1, width, height - 2)}
        beside = width * 11 // 20
        return bars | {
            "form": Place(0, 1, width, form),
            "sample": Place(0, 1 + form, beside, height - 2 - form),
            "facts": Place(beside, 1 + form, width - beside, height - 2 - form),
        }

    def _fields(self, width: int, height: int) -> dict[str, Place]:
        """Label and choices below each other, a blank row between where there is room."""
        lines = {name: self.options[name].lines_in(width) for name in FIELDS}
        airy = height >= sum(lines.values()) + 2 * len(FIELDS) + 1
        y = 1 if airy else 0
        places: dict[str, Place] = {}
        for name in FIELDS:
            places[f"{name}-label"] = Place(0, y, width, 1)
            places[name] = Place(0, y + 1, width, lines[name])
            y += lines[name] + (2 if airy else 1)
        return places

    def on_mount(self) -> None:
        self.options["look"].focus()
        self.refresh_figures()

    def refresh_figures(self) -> None:
        """Show what is fixed: the office, its zone, its database."""
        office = self.office
        self.facts.show(
            [
                ("Office", office.name),
                ("Time zone", office.zone),
                ("Database", office.database_label),
                ("Log", self.mmtui.log_label),
            ]
        )

    def on_option_chosen(self, message: Option.Chosen) -> None:
        """Keep a choice at once, and show it."""
        value = message.value
        keeps: dict[str, Callable[[], None]] = {
            "look": lambda: self.office.set_theme(value),
            "me": lambda: self.office.set_me(int(value)),
            "dates": lambda: self.office.set_date_style(value),
            "curve": lambda: self.office.set_curve_style(value),
        }
        name = str(message.option.id)
        if name == "look":
            self.app.theme = value
        self.read(keeps[name], lambda _: self._kept(), panel=self.form, group=f"keep-{name}")

    def _kept(self) -> None:
        """Dates and the person stand on every screen's top line."""
        self.mmtui.show_facts()
