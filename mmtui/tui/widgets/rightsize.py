"""The panel of the last cycles against the sizes of the plans, with the verdict under it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from mmtui.domain.cycles import Cycle
from mmtui.domain.pages import CycleUse
from mmtui.domain.rightsize import DOWN, EARLY, FITS, UP, RightSize, right_size_parts
from mmtui.domain.rightsize import Size as Plan
from mmtui.tui import text
from mmtui.tui.widgets.drawn import Drawn
from mmtui.tui.widgets.size_lines import Size, Used, lines

EMPTY = "Nothing to compare yet: the first cycle still runs."


class RightSizePanel(Drawn):
    """Does the plan fit the work?"""

    HELP = "The last six cycles against the sizes of the plans."

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, title="Right size", note="last six cycles")
        self.uses: Sequence[CycleUse] = ()
        self.sizes: Sequence[Plan] = ()
        self.hint: RightSize | None = None
        self.running: Cycle | None = None
        self.empty = ""

    def show(
        self,
        uses: Sequence[CycleUse],
        sizes: Sequence[Plan],
        hint: RightSize | None,
        running: Cycle | None,
        empty: str = EMPTY,
    ) -> None:
        """Draw other cycles; `running` is the one that is not over yet, `empty` says why there are none."""
        self.empty = empty
        self.uses, self.sizes, self.hint, self.running = uses, sizes, hint, running
        self.changed()

    def make_lines(self, width: int, height: int) -> list[Content]:
        if not self.uses:
            return text.wrapped(self.empty, width)
        cycles = [
            Used(use.cycle.title[:3], use.used, use.allowance, use.cycle == self.running) for use in self.uses
        ]
        drawn = lines(cycles, ladder(self.sizes, self.hint), width)
        if self.hint is None:
            return drawn
        verdict, reasons = right_size_parts(self.hint)
        whole = text.assemble((verdict + " ", "bold " + tone(self.hint)), (reasons, text.INK))
        prose = text.wrapped(whole, width)
        return [*drawn, *[Content("")] * (len(drawn) + len(prose) < height), *prose]


def tone(hint: RightSize) -> str:
    """Green where the plan fits, amber where another would, grey while it is too early to say."""
    return {FITS: text.GOOD, EARLY: text.MUTED}.get(hint.verdict, text.WARN)


def ladder(plans: Sequence[Plan], hint: RightSize | None) -> list[Size]:
    """The contract's own size, and of the others the ones that the verdict speaks of."""
    if hint is None:
        return [Size(plan.plan, plan.minutes) for plan in plans[:3]]
    own = hint.current
    smaller = [plan for plan in plans if plan.minutes < own.minutes][-1:] if hint.verdict != UP else []
    larger = [plan for plan in plans if plan.minutes > own.minutes][:1] if hint.verdict != DOWN else []
    advised = [hint.fits] if hint.fits and hint.fits not in (own, *smaller, *larger) else []
    chosen = sorted([*smaller, own, *larger, *advised], key=lambda plan: plan.minutes)
    return [Size(plan.plan, plan.minutes, plan == own) for plan in chosen]


def short_hint(hint: RightSize, width: int) -> Content:
    """The verdict and as many of its sentences as one line holds."""
    verdict, reasons = right_size_parts(hint)
    line = text.plain(verdict, tone(hint))
    for sentence in reasons.rstrip(".").split(". "):
        longer = line + text.plain(f" {sentence}.", text.INK)
        if longer.cell_length > width:
            break
        line = longer
    return text.cut(line, width)
