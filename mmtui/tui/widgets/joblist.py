"""The office's jobs: number, title, count, and a second line where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from mmtui.tui import text
from mmtui.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from mmtui.tui.ports import JobView

COUNT_STYLES = {"bad": "bold $bad", "warn": "bold $warn"}


class JobList(Lines):
    """Numbers are fixed for ever; a job that is not built leaves its number free."""

    HELP = "The office's jobs. A number or letter opens its job; so do the arrows with Enter."
    HELP_KEYS = ("job", "open", "move")

    def __init__(self) -> None:
        super().__init__(id="jobs", title="Today")
        self.jobs: Sequence[JobView] = ()
        self.folded = False

    def show(self, jobs: Sequence[JobView]) -> None:
        """Other counts; the cursor stays on its job."""
        key = self.jobs[self.cursor].key if self.jobs else ""
        self.jobs = jobs
        self.cursor = next((index for index, job in enumerate(jobs) if job.key == key), 0)
        self.changed()

    def fold(self, folded: bool, airy: bool) -> None:
        """One line per job, or two with a blank line between."""
        self.folded = folded
        self.blank_top = airy and not folded
        self.row_height, self.gap = (1, 0) if folded else (2, 1 if airy else 0)

    def count(self) -> int:
        return len(self.jobs)

    def draw(self, index: int, width: int, selected: bool) -> list[Content]:
        job = self.jobs[index]
        quiet = text.MUTED if self.folded and not selected else text.INK
        number = text.left(text.plain(job.key, text.KEY), 2 if self.folded else 3)
        title = number + text.plain(job.title, text.INK if self.folded else text.HEADING)
        count = text.plain(job.count, COUNT_STYLES.get(job.tone, quiet))
        first = text.edges(title, text.cut(count, width - title.cell_length - 1), width)
        if self.folded:
            return [first]
        return [first, text.left(text.assemble("   ", (job.detail, text.MUTED)), width)]

    def screen_at_cursor(self) -> str:
        """The screen of the job under the cursor, empty when there is none."""
        return self.jobs[self.cursor].screen if self.jobs else ""
