"""A dialog over the page: its own ground, the accent's frame, `Esc Close` in the frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from mmtui.tui import bindings, text
from mmtui.tui.widgets.guard import Guarded
from mmtui.tui.widgets.panel import Panel
from mmtui.tui.widgets.press import Press

CLOSE = text.key_word("Esc", "Close")


class Dialog(Guarded, ModalScreen[str | None]):
    """A dialog that answers with a word, or None when it was closed. Subclasses yield what is `inside`."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings.of("help", "close", "next")
    HELP: ClassVar[str] = (
        "A question or a message. Tab goes to the next button, Enter presses it, Esc closes."
    )
    WIDE = 76

    title_text = ""

    def inside(self) -> Iterable[Widget]:
        """What stands in the frame."""
        return ()

    def compose(self) -> ComposeResult:
        panel = Panel(*self.inside(), id="dialog", classes=f"wide{self.WIDE}")
        panel.heading, panel.note = self.title_text, CLOSE
        yield panel

    def action_close(self) -> None:
        """Close and change nothing."""
        self.dismiss(None)


class Choice(NamedTuple):
    """One button of a question: what is answered, and the button's words."""

    answer: str
    label: str


class Question(Dialog):
    """Sentences and buttons. The first choice is drawn as the primary one; `safe` has the focus."""

    def __init__(
        self, title: str, sentences: Sequence[str | Content], choices: Sequence[Choice], *, safe: str = ""
    ) -> None:
        super().__init__()
        self.title_text = title
        self.sentences = [
            sentence if isinstance(sentence, Content) else Content(text.visible_lines(sentence))
            for sentence in sentences
        ]
        self.choices = choices
        self.safe = safe or choices[0].answer

    def inside(self) -> Iterable[Widget]:
        for sentence in self.sentences:
            yield Static(sentence, classes="sentence")
        with_primary = [
            Press(choice.label, id=choice.answer, primary=index == 0)
            for index, choice in enumerate(self.choices)
        ]
        yield Horizontal(*with_primary, classes="buttons")

    def on_mount(self) -> None:
        self.query_one(f"#{self.safe}").focus()

    def on_press_pressed(self, message: Press.Pressed) -> None:
        self.dismiss(message.press.id)


SAVE, KEEP, THROW_AWAY = "save", "keep", "throw-away"


def unsaved(what: str) -> Question:
    """The question before typed work would be lost; keeping it has the focus."""
    return Question(
        "Not saved yet",
        [what],
        [Choice(SAVE, "Save"), Choice(KEEP, "Keep editing"), Choice(THROW_AWAY, "Throw away")],
        safe=KEEP,
    )


def confirm(title: str, sentence: str, do: str, keep: str = "Cancel") -> Question:
    """A question before something is done; answers "do" or "keep", and the safe button has the focus."""
    return Question(title, [sentence], [Choice("do", do), Choice("keep", keep)], safe="keep")


def failure(what: str, kept: str, do: str, log: str) -> Question:
    """An error: what happened, what was kept, what to do, where the log is."""
    sentences: list[str | Content] = [text.plain(what, text.HEADING)]
    for label, value in (("Kept", kept), ("To do", do), ("Log", log)):
        if value:
            sentences.append(text.assemble((f"{label:<7}", text.MUTED), value))
    return Question("Something went wrong", sentences, [Choice("on", "Go on"), Choice("quit", "Quit")])
