"""The time entries of a cycle: the newest few beside the burn-down, and all of them in pages."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from textual.content import Content
from textual.message import Message

from mmtui.domain.coverage import ADDITIONAL_WORK, ORIGINAL_SCOPE, PHONE, PHONE_SUPPORT, meter_drawn
from mmtui.domain.pages import EntryLine
from mmtui.tui import text
from mmtui.tui.widgets.lines import Lines

DATE = 5
HOURS = 6
SHORTEST_PERSON, LONGEST_PERSON = 4, 10
WINDOW = 200
EMPTY = "No entries in this cycle yet."
NO_NOTE = "no note"
ROOMY_NOTE = 30
SHORT_COVERAGE = {
    ORIGINAL_SCOPE: "scope", ADDITIONAL_WORK: "extra", PHONE_SUPPORT: "phone",
}  # fmt: skip


def person(name: str) -> str:
    """The first name, which is what an office calls its people."""
    return name.partition(" ")[0] or text.NONE


def person_width(entries: Sequence[EntryLine]) -> int:
    """The cells of the longest first name, within reason."""
    longest = max((text.width_of(text.visible(person(entry.person))) for entry in entries), default=0)
    return min(max(longest, SHORTEST_PERSON), LONGEST_PERSON)


def hours(entry: EntryLine, meter: str) -> Content:
    """The accounted time; muted where it does not draw the meter."""
    draws = meter_drawn(entry.coverage) == meter
    return text.plain(text.duration(entry.minutes), text.INK if draws else text.MUTED)


def words(entry: EntryLine, meter: str, room: int) -> Content:
    """The note, after a flag and after what covers an entry that does not draw the meter."""
    covered = entry.coverage if room >= ROOMY_NOTE else SHORT_COVERAGE.get(entry.coverage, entry.coverage)
    parts: list[tuple[str, str]] = []
    if entry.flags:
        parts.append(("! ", "bold " + text.WARN))
    if meter_drawn(entry.coverage) != meter:
        parts.append((f"{covered}: ", text.MUTED))
    said = entry.note or entry.activity
    parts.append((said, text.INK) if said else (NO_NOTE, text.MUTED))
    return text.assemble(*parts)


class LastEntries(Lines):
    """The newest entries that fit, and what the cycle has used."""

    HELP_KEYS = ("open", "move")
    HELP = "The newest entries of this cycle. Enter lists all of them."
    keeps_mark = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, title="Last entries")
        self.entries: Sequence[EntryLine] = ()
        self.total = 0
        self.used = 0
        self.meter = ""
        self.date_style = "mdy"

    def show(self, entries: Sequence[EntryLine], total: int, used: int, meter: str, date_style: str) -> None:
        """Another cycle's entries, newest first; `used` is what all of them drew from the meter."""
        self.entries, self.total, self.used = entries, total, used
        self.meter, self.date_style = meter, date_style
        self.empty = EMPTY
        self.set_note(f"{total:,} in this cycle" if total else "")
        self.changed()

    def count(self) -> int:
        """As many as fit over the total, so that the panel never scrolls half a list."""
        return min(len(self.entries), max(self.size.height - 2, 1))

    def draw(self, index: int, width: int, selected: bool) -> list[Content]:
        entry = self.entries[index]
        column = person_width(self.entries)
        room = max(width - DATE - column - HOURS - 4, 0)
        line = text.columns(
            [
                text.plain(text.short_day(entry.worked_on, self.date_style), text.MUTED),
                text.plain(person(entry.person), text.MUTED),
                words(entry, self.meter, room),
            ],
            [DATE, column, room],
            "lll",
            gap=2,
        )
        return [line + text.right(hours(entry, self.meter), HOURS)]

    def foot(self, width: int) -> list[Content]:
        if not self.entries or not self.meter:
            return []
        word = text.plain("used", text.MUTED).pad_left(DATE + person_width(self.entries) + 4)
        blank = [Content("")] if self.size.height > self.count() + 1 else []
        return [*blank, text.edges(word, text.plain(text.duration(self.used), text.HEADING), width)]


class AllEntries(Lines):
    """Every entry of a cycle; rows that are not here yet are asked for in windows of two hundred."""

    HELP_KEYS = ("move",)
    HELP = "All entries of this cycle, newest first, with what covers them and what draws the plan."

    class Wanted(Message):
        """The rows from `offset` on came into view and are not known yet."""

        def __init__(self, offset: int) -> None:
            self.offset = offset
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, title="Entries")
        self.rows: dict[int, EntryLine] = {}
        self.total = 0
        self.used = 0
        self.meter = ""
        self.date_style = "mdy"
        self.key: Hashable = None
        self._asked: set[int] = set()

    def show(
        self,
        entries: Sequence[EntryLine],
        total: int,
        used: int,
        meter: str,
        *,
        date_style: str,
        key: Hashable = None,
    ) -> None:
        """Another cycle, or the one with the same `key` read again.

        Then the cursor stays on its row, and rows read before are shown until they have been read anew.
        """
        if key is None or key != self.key:
            self.rows, self.cursor, self.top = {}, 0, 0
        self.key = key
        self.rows.update(enumerate(entries))
        self.total, self.used, self.meter, self.date_style = total, used, meter, date_style
        self._asked = {window for window in range(0, total, WINDOW) if window + WINDOW <= len(entries)}
        if len(entries) == total:
            self._asked.update(range(0, total, WINDOW))
        self.empty = EMPTY
        self.changed()
        self.scrolled()

    def add(self, offset: int, entries: Sequence[EntryLine]) -> None:
        """Rows that were asked for."""
        self.rows.update(enumerate(entries, offset))
        self.changed()

    def count(self) -> int:
        return self.total

    def scrolled(self) -> None:
        """Ask for the windows in view that have not been read; the note says where one is."""
        shown = range(self.top, min(self.top + self.room, self.total))
        for index in shown:
            window = index // WINDOW * WINDOW
            if window not in self._asked:
                self._asked.add(window)
                self.post_message(self.Wanted(window))
        ends = f"{self.top + 1} to {shown.stop} of {self.total:,}" if self.total else ""
        self.set_note(ends if self.total > len(shown) else f"{self.total:,} in this cycle" if ends else "")

    def head(self, width: int) -> list[Content]:
        if not self.total:
            return []
        names = ("Day", "Person", "Activity", "Covered by", "Note")
        return [self._cells([text.plain(name, text.MUTED) for name in names], "Hours", width)]

    def draw(self, index: int, width: int, selected: bool) -> list[Content]:
        entry = self.rows.get(index)
        if entry is None:
            return [text.left(text.plain(text.ELLIPSIS, text.MUTED), width)]
        flags = [("! " + ", ".join(entry.flags) + "  ", "bold " + text.WARN)] if entry.flags else []
        note = text.assemble(*flags, (entry.note, text.INK))
        day = f"{entry.worked_on:%a} {text.short_day(entry.worked_on, self.date_style)}"
        draws = meter_drawn(entry.coverage) == self.meter
        cells: list[str | Content] = [
            text.plain(day, text.MUTED),
            text.plain(entry.person or text.NONE, text.MUTED),
            text.plain(entry.activity or text.NONE, text.INK if entry.activity else text.MUTED),
            text.plain(entry.coverage, text.MUTED if draws else text.INK),
            note,
        ]
        return [self._cells(cells, hours(entry, self.meter), width)]

    def foot(self, width: int) -> list[Content]:
        if not self.total or not self.meter:
            return []
        words = "phone hours used" if self.meter == PHONE else "plan hours used"
        sums = text.assemble((f"{words}  ", text.MUTED), (text.duration(self.used), text.HEADING))
        return [Content(""), text.right(sums, width)]

    def columns_of(self, width: int) -> list[int]:
        """Cells for day, person, activity, cover and note; activity goes where room is short."""
        if width < 100:
            return [9, 8, 0, 10, max(width - 27 - HOURS - 5, 0)]
        return [9, 14, 18, 15, max(width - 56 - HOURS - 9, 0)]

    def _cells(self, cells: Sequence[str | Content], figure: str | Content, width: int) -> Content:
        widths = self.columns_of(width)
        shown = [(cell, cells_) for cell, cells_ in zip(cells, widths, strict=True) if cells_]
        gap = 1 if width < 100 else 2
        line = text.columns([cell for cell, _ in shown], [room for _, room in shown], "l" * len(shown), gap)
        right = text.plain(figure, text.MUTED) if isinstance(figure, str) else figure
        return text.left(line, width - HOURS) + text.right(right, HOURS)
