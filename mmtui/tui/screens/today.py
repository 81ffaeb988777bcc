"""Home: the office's numbered jobs, what is left of every plan, and what waits for a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from mmtui.tui.screens.page import Page
from mmtui.tui.widgets.board import Board
from mmtui.tui.widgets.facts import Facts
from mmtui.tui.widgets.joblist import JobList
from mmtui.tui.widgets.lines import Lines
from mmtui.tui.widgets.needs import NeedList
from mmtui.tui.widgets.places import Place

if TYPE_CHECKING:
    from mmtui.tui.ports import TodayData

WIDE, AIRY = 112, 34
FOLDED_TOP = 10
LEAST_NEEDS = 11


class Today(Page):
    """Jobs, board, needs and the office; four panels from 100 columns on, three below."""

    CSS_PATH = "today.tcss"
    KEYS = ("job", "open", "help", "find", "refresh", "menu")
    MORE_KEYS: ClassVar[tuple[str, ...]] = ("low", "read")
    HELP = "Home. A number opens its job, Tab goes to the board and to what needs a person."

    def __init__(self) -> None:
        super().__init__()
        self.jobs, self.board, self.needs = JobList(), Board(), NeedList()
        self.facts = Facts(id="facts", title="Office")

    def body(self) -> Iterable[Widget]:
        return (self.jobs, self.board, self.needs, self.facts)

    def places(self, width: int, height: int) -> dict[str, Place]:
        """Two columns of two panels, or two panels over the board."""
        bars = super().places(width, height)
        folded, airy = width < WIDE, height >= AIRY and width >= WIDE
        self._fold(folded, airy)
        bars |= self._folded(width, height) if folded else self._spread(width, height, airy)
        return bars

    def _fold(self, folded: bool, airy: bool) -> None:
        self.jobs.fold(folded, airy)
        self.needs.fold(folded, airy)
        self.board.with_plan, self.board.blank_top = folded, airy

    def _spread(self, width: int, height: int, airy: bool) -> dict[str, Place]:
        """Jobs and office at the left, board and needs at the right; needs below both where jobs are few."""
        edge = 1 if airy else 0
        top, free = 1 + edge, height - 2 - 2 * edge
        left = min(45, width * 2 // 5)
        right = width - 2 * edge - left - 1
        office = min(len(self.facts.rows) + 4, 9) if airy else 0
        jobs = max(len(self.jobs.jobs), 2) * self.jobs.pitch + 3
        least = 5 if airy else 4
        if airy and jobs + office + LEAST_NEEDS <= free:
            upper = max(jobs + office, min(len(self.board.standings) + 5, free - LEAST_NEEDS))
            return {
                "jobs": Place(edge, top, left, upper - office),
                "board": Place(edge + left + 1, top, right, upper),
                "needs": Place(edge, top + upper, width - 2 * edge, free - upper),
                "facts": Place(edge, top + upper - office, left, office),
            }
        board = max(min(len(self.board.standings) + (5 if airy else 4), free - least - 6), 8)
        return {
            "jobs": Place(edge, top, left, free - office),
            "board": Place(edge + left + 1, top, right, board),
            "needs": Place(edge + left + 1, top + board, right, free - board),
            "facts": Place(edge, top + free - office, left, office),
        }

    def _folded(self, width: int, height: int) -> dict[str, Place]:
        """Jobs beside needs, the board below them over the whole width."""
        left = width * 9 // 20
        rows = max(len(self.jobs.jobs), min(len(self.needs.needs) + 2, FOLDED_TOP - 2), 3)
        top = min(rows + 2, FOLDED_TOP, max(height // 2 - 1, 4))
        return {
            "jobs": Place(0, 1, left, top),
            "needs": Place(left, 1, width - left, top),
            "board": Place(0, 1 + top, width, height - 2 - top),
        }

    def on_mount(self) -> None:
        self.jobs.focus()
        early = self.mmtui.take_early()
        if early is None:
            self.refresh_figures()
        elif early.ready():
            self._show(early.take())
        else:
            self.read(early.take, self._show, panel=self.jobs)

    def refresh_figures(self) -> None:
        """Read everything in one go."""
        self.read(self.office.today_view, self._show, panel=self.jobs)

    def _show(self, data: TodayData) -> None:
        """Put the figures on the panels; rows stay where the cursor is."""
        self.facts.show(data.facts)
        self.board.show(data.standings, self.office.date_style)
        self.needs.show(data.needs, data.facts_line)
        self.jobs.show(data.jobs)
        self.refresh(layout=True)

    def action_job(self, number: int) -> None:
        """Open the job with that number; one that is not built yet is said in one sentence."""
        for job in self.jobs.jobs:
            if job.number == number:
                self.mmtui.open(job.screen)
                return
        self.say(f"Job {number} is not there yet.")

    def on_lines_opened(self, message: Lines.Opened) -> None:
        """Enter on a job, a contract or a need."""
        if message.lines is self.jobs:
            self.mmtui.open(self.jobs.screen_at_cursor())
        elif message.lines is self.board:
            self.mmtui.open_client(self.board.standings[message.index].client_id)
        elif (need := self.needs.needs[message.index]).client_id is not None:
            self.mmtui.open_client(
                need.client_id, contract_id=need.contract_id, cycle_start=need.day, view=need.view
            )
        elif need.screen:
            self.mmtui.open(need.screen)
