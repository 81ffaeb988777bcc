"""What a file leaves open, asked once: day or month first, the unit of a number, keep or remove."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from mmtui.domain.incoming import (
    CHANGED,
    CONFLICT,
    FLAGGED,
    KEEP,
    NEW,
    OURS,
    REFUSED,
    REMOVE,
    SEEN,
    THEIRS,
    UNMAPPED,
    AskDates,
    AskUnit,
    Question,
    RowLine,
)
from mmtui.tui import text
from mmtui.tui.dialogs import base
from mmtui.tui.widgets.entry import Entry
from mmtui.tui.widgets.form import Hint

CLOSED = "close"


def ask_dates(asked: AskDates, style: str) -> base.Question:
    """Three dates of the file in both readings; answers "mdy" or "dmy"."""
    head = text.columns([("In the file"), "Month first", "Day first"], [16, 22, 22], "lll", 2)
    rows = [
        text.columns([text.plain(said, text.INK), _long(month), _long(day)], [16, 22, 22], "lll", 2)
        for said, month, day in asked.examples
    ]
    choices = [base.Choice("mdy", "Month first"), base.Choice("dmy", "Day first")]
    sentences: list[str | Content] = [
        f"{_name(asked.source)} writes dates that can be read both ways. The answer is remembered.",
        Content("\n").join([text.plain(head.plain, text.MUTED), *rows]),
    ]
    return base.Question("Day or month first?", sentences, choices[::-1] if style == "dmy" else choices)


def ask_unit(asked: AskUnit) -> base.Question:
    """What a plain number means; answers "hours", "minutes" or "seconds"."""
    examples = ", ".join(asked.examples)
    sentence = (
        f"{_name(asked.source)} writes durations as plain numbers, such as {text.visible(examples, 60)}."
    )
    more = "What do they count? The answer is remembered for its files."
    units = [base.Choice(unit, unit.capitalize()) for unit in ("hours", "minutes", "seconds")]
    return base.Question("Hours, minutes or seconds?", [sentence, more], units)


SAID = {
    NEW: ("It is added as it stands in the file.", "It was added as it stands in the file."),
    UNMAPPED: ("It is added and waits for a contract.", "It was added and waits for a contract."),
    FLAGGED: ("It is added as it stands in the file.", "It was added as it stands in the file."),
    CHANGED: ("What is stored is corrected.", "What was stored is corrected."),
    SEEN: ("It is stored already; nothing changes.", "It was stored already; nothing changed."),
    REFUSED: ("It is not saved.", "It was not saved."),
}
"""What becomes of a row of each kind, before saving and after it."""


def show_row(row: RowLine, date_style: str, *, saved: bool = False) -> base.Question:
    """All that is said about a row, and what becomes of it, or became of it when `saved`."""
    facts = _row_facts(row, date_style)
    lines = [
        text.assemble((f"{label:<13}", text.MUTED), text.plain(value, text.INK)) for label, value in facts
    ]
    said = SAID.get(row.group, ("", ""))[saved]
    parts: list[str | Content] = [Content("\n").join(lines)] if lines else []
    parts += [sentence for sentence in (row.why, said) if sentence]
    title = "Row" if row.line is None else f"Line {row.line:,}"
    return base.Question(title, parts, [base.Choice(CLOSED, "Close")])


def _row_facts(row: RowLine, date_style: str) -> list[tuple[str, str]]:
    """Label and value; a client list names its own, a time sheet has day, person, client, hours and note."""
    if row.plan:
        return [("Client", row.client), *row.facts]
    day = text.weekday(row.worked_on, date_style) if row.worked_on else ""
    hours = "" if row.seconds is None else text.worked(row.seconds)
    facts = [
        ("Day", day), ("Person", row.person), ("Client", row.client), ("Project", row.project),
        ("Hours", hours), ("Note", row.note), *row.facts,
    ]  # fmt: skip
    return [(label, value) for label, value in facts if value]


class Decide(base.Dialog):
    """A question that an import left. Answers "keep", "ours", "theirs", or "remove:" and the reason."""

    HELP = "Tab goes to the next button, Enter presses it, Esc leaves the question open."

    def __init__(self, asked: Question, date_style: str) -> None:
        super().__init__()
        self.asked, self.date_style = asked, date_style
        self.title_text = "Changed here and there" if asked.kind == CONFLICT else "Gone from the time sheet"
        self.reason = Entry(id="reason", placeholder="why it goes, for the record")
        self.hint = Hint("", id="reason-hint")

    def inside(self) -> Iterable[Widget]:
        from textual.containers import Horizontal

        for sentence in self._sentences():
            yield Static(sentence, classes="sentence")
        if self.asked.kind != CONFLICT:
            yield Static(text.plain("Reason, if it is removed"))
            yield self.reason
            yield self.hint
        yield Horizontal(*self._buttons(), classes="buttons")

    def _buttons(self) -> list[Widget]:
        from mmtui.tui.widgets.press import Press

        if self.asked.kind == CONFLICT:
            return [Press("Keep ours", id=OURS, primary=True), Press("Take theirs", id=THEIRS)]
        return [Press("Keep the entry", id=KEEP, primary=True), Press("Remove it", id=REMOVE)]

    def _sentences(self) -> list[Content]:
        asked = self.asked
        day = text.day(asked.worked_on, self.date_style)
        entry = text.DOT.join([day, asked.person, asked.client, asked.contract])
        said = [text.plain(entry, text.HEADING)]
        if asked.kind == CONFLICT:
            theirs = _value(asked.theirs_seconds or 0, asked.theirs_note)
            lines = [("Here   ", _value(asked.seconds, asked.note)), ("Sheet  ", theirs)]
            both = [text.assemble((label, text.MUTED), value) for label, value in lines]
            return [*said, Content("\n").join(both)]
        remark = f"It was read from an earlier file; {text.visible(asked.file, 40)} has it no more."
        return [*said, text.plain(_value(asked.seconds, asked.note)), text.plain(remark, text.MUTED)]

    def on_mount(self) -> None:
        self.query_one(f"#{OURS if self.asked.kind == CONFLICT else KEEP}").focus()

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self.reason.remove_class("wrong")
        self.hint.say("")

    def on_press_pressed(self, message: object) -> None:
        given = str(getattr(message, "press").id)  # noqa: B009
        if given != REMOVE:
            self.dismiss(given)
        elif reason := self.reason.value.strip():
            self.dismiss(f"{REMOVE}:{reason}")
        else:
            self.reason.add_class("wrong")
            self.hint.say("A removed entry needs a reason, in a few words.", wrong=True)
            self.reason.focus()


def _value(seconds: int, note: str) -> str:
    return f"{text.worked(seconds)}  {note}" if note else text.worked(seconds)


def _long(day: date | None) -> Content:
    """`Wed March 4, 2024`, or that it is no date."""
    if day is None:
        return text.plain("no such date", text.BAD)
    return text.plain(f"{day:%B} {day.day}, {day.year}", text.INK)


def _name(source: str) -> str:
    return text.visible(source.capitalize() if source.islower() else source, 40) or "This file"
