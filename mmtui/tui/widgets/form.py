"""A framed form: labels, fields and what is said about them, placed by the screen's own arithmetic."""

from __future__ import annotations

from collections.abc import Callable

from textual.layout import Layout
from textual.widget import Widget
from textual.widgets import Static

from mmtui.tui import text
from mmtui.tui.widgets.panel import Panel
from mmtui.tui.widgets.places import Place, Places


class Form(Panel):
    """A panel whose fields stand where `arrange_fields(width, height)` says."""

    DEFAULT_CSS = "Form { height: 1fr; }"
    LAYOUT = Places()

    def __init__(
        self, *fields: Widget, arrange_fields: Callable[[int, int], dict[str, Place]], title: str, id: str
    ) -> None:
        super().__init__(*fields, title=title, id=id)
        self.arrange_fields = arrange_fields

    @property
    def layout(self) -> Layout:
        """The form's own arithmetic instead of a layout of the stylesheet."""
        return self.LAYOUT

    def places(self, width: int, height: int) -> dict[str, Place]:
        """Where the fields stand inside the frame."""
        return self.arrange_fields(width, height)


class Label(Static):
    """The name of a field, in full words."""

    DEFAULT_CSS = "Label { color: $ink; height: 1; }"

    def __init__(self, words: str, *, id: str) -> None:
        super().__init__(text.plain(words), id=id)


class Hint(Static):
    """What is said under a field: a remark in grey, an error in its colour."""

    DEFAULT_CSS = "Hint { height: 1; }"

    def __init__(self, words: str, *, id: str) -> None:
        super().__init__(text.plain(words, text.MUTED), id=id)

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Other words."""
        self.update(text.plain(words, text.BAD if wrong else text.MUTED))
