"""The rows of an import and what becomes of each, one list under the chips of its kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events
from textual.content import Content

from mmtui.domain.incoming import (
    CHANGED,
    CONFLICT,
    FLAGGED,
    GROUPS,
    NEW,
    REFUSED,
    SEEN,
    UNMAPPED,
    VANISHED,
    RowLine,
)
from mmtui.tui import text
from mmtui.tui.widgets.chips import ALL, Chips
from mmtui.tui.widgets.lines import Lines

LOOKS: dict[str, tuple[str, str, str]] = {
    NEW: (" ", "new", text.INK),
    SEEN: (" ", "seen", text.MUTED),
    CHANGED: ("◆", "changed", text.WARN),
    CONFLICT: ("?", "conflict", text.WARN),
    UNMAPPED: ("?", "no contract", text.WARN),
    VANISHED: ("?", "gone", text.WARN),
    REFUSED: ("▲", "refused", text.BAD),
    FLAGGED: ("◆", "flagged", text.WARN),
}
"""Each kind's mark, word and role; what needs nobody has no colour."""

LINE, WORD, DAY, PERSON, TIME, PLAN = 6, 13, 8, 12, 6, 10
WIDE = 100


class GroupChips(Chips):
    """All, then every kind of which there are rows; a second line where one is too short."""

    HELP = "The kinds of rows, each with its count. The arrows choose which the list shows."
    HELP_KEYS = ("choose", "group")

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Other counts; a kind that is gone is no longer chosen."""
        self.counts.clear()
        self.counts.update({group: number for group, number in counts.items() if number})
        if self.state not in self.groups():
            self.state = ALL
        self.refresh(layout=True)

    def groups(self) -> list[str]:
        """All, and the kinds that have rows."""
        return [ALL, *(group for group in GROUPS if self.counts[group])]

    def _chips(self) -> list[tuple[str, Content]]:
        return [(group, self._group(group)) for group in self.groups()]

    def _group(self, group: str) -> Content:
        if group == ALL:
            return self._drawn(group, "all", "", text.INK)
        glyph, word, style = LOOKS[group]
        number = f" {self.counts[group]:,}"
        return self._drawn(group, f"{glyph} {word}".strip(), number, style)

    def _drawn(self, group: str, label: str, number: str, style: str) -> Content:
        if group == self.state:
            mark = "▌" if self.has_focus else " "
            return Content.styled(f"{mark}{label}{number} ", "bold $ink on $select").stylize("$accent", 0, 1)
        return text.assemble(" ", (label, style), (number, text.INK), " ")

    def rows_needed(self, width: int) -> int:
        """Lines that the chips need."""
        return len(self._laid_out(width))

    def _laid_out(self, width: int) -> list[list[tuple[str, Content]]]:
        lines: list[list[tuple[str, Content]]] = [[]]
        used = 0
        for group, chip in self._chips():
            if lines[-1] and used + chip.cell_length > width:
                lines.append([])
                used = 0
            lines[-1].append((group, chip))
            used += chip.cell_length
        return lines

    def render(self) -> Content:
        lines = [Content("").join([chip for _, chip in line]) for line in self._laid_out(self.size.width)]
        return Content("\n").join(lines)

    def action_step(self, by: int) -> None:
        """The kind before or after."""
        groups = self.groups()
        at = groups.index(self.state) if self.state in groups else 0
        self.choose(groups[(at + by) % len(groups)])

    def on_click(self, event: events.Click) -> None:
        event.prevent_default()
        offset = event.get_content_offset(self)
        lines = self._laid_out(self.size.width)
        x = 0 if offset is None else offset.x
        for group, chip in lines[offset.y] if offset is not None and offset.y < len(lines) else ():
            if x < chip.cell_length:
                self.choose(group)
                return
            x -= chip.cell_length


class ImportRows(Lines):
    """Line in the file, what becomes of the row, whose work it is, and why."""

    HELP = "The rows of the file. Enter chooses the contract of a row without one, or shows all that is said."
    HELP_KEYS = ("open", "move", "group")
    keeps_mark = False

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, title="Rows")
        self.rows: Sequence[RowLine] = ()
        self.date_style = "mdy"
        self.with_time = True

    def show(self, rows: Sequence[RowLine], total: int, date_style: str, *, with_time: bool = True) -> None:
        """Other rows; `total` is how many there are where the list has the first ones only."""
        self.rows, self.date_style, self.with_time = rows, date_style, with_time
        self.cursor = self.top = 0
        shown = sum(row.stands_for for row in rows)
        self.set_note(
            text.count(shown, "row")
            if shown >= total
            else f"the first {shown:,} of {text.count(total, 'row')}"
        )
        self.changed()

    def count(self) -> int:
        return len(self.rows)

    def head(self, width: int) -> list[Content]:
        if not self.rows:
            return []
        if not any(row.client or row.project or row.person for row in self.rows):
            start = [text.plain("Line", text.MUTED), Content("")]
            return [text.columns(start, [LINE, WORD], "rl") + text.plain("  Why", text.MUTED)]
        names = ("Line", "", "Day", "Person", "Client and project", "Hours", "Remark")
        if not self.with_time:
            names = ("Line", "", "Client", "Plan", "Start", "Hours", "E-mail")
        cells = [text.plain(name, text.MUTED) for name in names]
        return [self._cells(cells, width)]

    def draw(self, index: int, width: int, selected: bool) -> list[Content]:
        row = self.rows[index]
        glyph, word, style = LOOKS[row.group]
        line = text.plain("" if row.line is None else f"{row.line:,}", text.MUTED)
        what = text.plain(f"{glyph} {word}", style)
        if not (row.client or row.project or row.person):
            start = text.columns([line, what], [LINE, WORD], "rl", 2 if width >= WIDE else 1)
            return [text.left(start + Content(" ") + text.plain(row.why, text.INK), width)]
        if not self.with_time:
            return [self._cells(self._contract(row, line, what), width)]
        whose = [
            (row.client or text.NONE, text.INK),
            (f" · {row.project}" if row.project else "", text.MUTED),
        ]
        time = text.NONE if row.seconds is None else text.worked(row.seconds)
        day = text.day(row.worked_on, self.date_style) if row.worked_on else ""
        cells = [
            line, what, text.plain(day, text.MUTED), text.plain(row.person, text.MUTED),
            text.assemble(*whose), text.plain(time, text.INK), text.plain(row.why, text.MUTED),
        ]  # fmt: skip
        return [self._cells(cells, width)]

    def _contract(self, row: RowLine, line: Content, what: Content) -> list[Content]:
        """The cells of a client list: whose contract, its plan, from when, hours per cycle, and the address."""
        hours = text.NONE if row.seconds is None else text.worked(row.seconds)
        start = text.day(row.worked_on, self.date_style)
        return [
            line, what, text.plain(row.client, text.INK), text.plain(row.plan, text.INK),
            text.plain(start, text.MUTED), text.plain(hours, text.INK), text.plain(row.email, text.MUTED),
        ]  # fmt: skip

    def _cells(self, cells: Sequence[Content], width: int) -> Content:
        """The cells side by side; the person where there is room, the rest shared by client and remark."""
        wide = width >= WIDE
        gap = 2 if wide else 1
        if self.with_time:
            sizes, aligns = [LINE, WORD, DAY, PERSON if wide else 0, 0, TIME, 0], "rllllrl"
        else:
            sizes, aligns = [LINE - 2, WORD - 4, 0, PLAN, DAY, TIME, 0], "rllllrl"
        free = max(width - sum(sizes) - 6 * gap, 4)
        first = 4 if self.with_time else 2
        sizes[first] = free * 3 // 5 if self.with_time else free // 2
        sizes[-1] = free - sizes[first]
        kept = [index for index, size in enumerate(sizes) if size]
        parts = "".join(aligns[index] for index in kept)
        line = text.columns([cells[index] for index in kept], [sizes[index] for index in kept], parts, gap)
        return text.left(line, width)
