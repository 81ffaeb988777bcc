"""What a file is and what it adds up to: the figures of an import, and the totals by client and person."""

from __future__ import annotations

from textual.content import Content

from mmtui.domain.incoming import CLIENTS, NEW, Preview, TallyLine
from mmtui.tui import text
from mmtui.tui.widgets.panel import Framed
from mmtui.tui.widgets.table import Column, Table

LABEL, ROOMY = 13, 38
FOLDED = 4
"""Rows of the panel with its frame where it is folded to two lines."""


class ImportFacts(Framed):
    """File, source, sums, and how the dates were read; two lines where rows are short."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.heading = "File"
        self.data: Preview | None = None

    def show(self, data: Preview) -> None:
        """Another file, or the same one after it was saved."""
        self.data = data
        title = f"{'Saved: ' if data.saved else ''}{data.file}"
        self.set_title(text.cut(text.plain(title, text.HEADING), 48), data.source)
        self.refresh()

    def render(self) -> Content:
        if self.data is None:
            return Content("")
        width = max(self.size.width - 4, 4)
        lines = self._folded(self.data) if self.size.height <= FOLDED else self._spread(self.data, width)
        return Content("\n").join([Content("  ") + text.cut(line, width) for line in lines])

    def _figures(self, data: Preview) -> list[tuple[str, str]]:
        rows = [("Rows", f"{data.rows:,}")]
        if data.kind != CLIENTS:
            rows += [
                ("Worked", text.worked(data.worked_seconds)),
                ("Accounted", text.duration(data.accounted_minutes)),
                ("Not billable", text.worked(data.not_billable_seconds)),
            ]
        return rows

    def _folded(self, data: Preview) -> list[Content]:
        parts: list[str | tuple[str, str]] = []
        for label, figure in self._figures(data):
            parts += [(f"{label} ", text.MUTED), (figure, text.INK), "  "]
        return [text.assemble(*parts), text.plain(data.reading, text.MUTED)]

    def _spread(self, data: Preview, width: int) -> list[Content]:
        lines = [Content("")]
        for label, figure in self._figures(data):
            lines.append(text.assemble((f"{label:<{LABEL}}", text.MUTED), text.right(figure, 8)))
        for sentence in (data.reading, _new_people(data)):
            if not sentence:
                continue
            lines.append(Content(""))
            lines += [line.stylize(text.MUTED) for line in text.wrapped(text.visible(sentence), width)]
        return lines


def _new_people(data: Preview) -> str:
    """Who would be new, so that a name with a typing error is seen."""
    if not data.new_people:
        return ""
    more = f" and {len(data.new_people) - 3} more" if len(data.new_people) > 3 else ""
    return f"New here: {', '.join(data.new_people[:3])}{more}."


class Tallies(Table[TallyLine]):
    """Totals by name; the note counts the names and says how many more stand below."""

    many = ("name", "names")

    def scrolled(self) -> None:
        """Say how many rows are hidden below the last one."""
        below = self.count() - self.top - self.room
        counted = text.count(self.count(), *self.many)
        before = f"{counted}, " if self.text_width > ROOMY else ""
        self.set_note(f"{before}↓ {below} more" if below > 0 else counted)


def tallies(title: str, *, id: str) -> Tallies:
    """Totals by client or by person, most work first."""
    table = Tallies(
        [
            Column(title, 8, _name, lambda line: line.name.casefold(), share=1),
            Column("Rows", 7, _rows, lambda line: -line.rows, align="r", least=ROOMY, falls=True),
            Column("Worked", 7, _worked, lambda line: -line.seconds, align="r", falls=True),
            Column("Accounted", 9, _accounted, lambda line: -line.minutes, align="r", falls=True),
        ],
        lambda line: line.name, id=id, title=f"By {title.lower()}", sorted_by=2, empty="Nothing to count.",
    )  # fmt: skip
    table.keeps_mark = False
    table.many = ("client", "clients") if id == "clients" else ("person", "people")
    return table


def _name(line: TallyLine, _: int) -> Content:
    name = text.plain(line.name or text.NONE, text.INK)
    if line.mark == NEW:
        return name + text.plain("  new", text.MUTED)
    return text.plain("? ", text.WARN) + name if line.mark else name


def _rows(line: TallyLine, _: int) -> Content:
    return text.plain(f"{line.rows:,}", text.MUTED)


def _worked(line: TallyLine, _: int) -> Content:
    return text.plain(text.worked(line.seconds), text.INK)


def _accounted(line: TallyLine, _: int) -> Content:
    return text.plain(text.duration(line.minutes), text.INK)


def rows_words(data: Preview) -> str:
    """`41 new rows`, `41 new and 2 changed rows`."""
    new, changed = data.added, data.counts.get("changed", 0)
    if new and changed:
        return f"{new:,} new and {changed:,} changed rows"
    word = "new" if new or not changed else "changed"
    return text.count(new or changed, f"{word} row")
