"""The bare Textual app that the screens are measured against: a header, a table of 200 rows, a footer."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import DataTable, Footer, Header

ROWS = 200


class Bare(App[None]):
    BINDINGS = [Binding("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Header()
        yield DataTable(cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("Client", "Plan", "Used", "Left", "State")
        for number in range(ROWS):
            table.add_row(f"Client {number:03d}", "Standard", "8:00", "8:00", "ok")
        table.focus()


if __name__ == "__main__":
    Bare().run()
