"""The panel of the last cycles against the sizes of the plans, with the verdict under it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from mmtui.domain.cycles import Cycle
from mmtui.domain.pages import CycleUse, Hint, PlanSize
from mmtui.tui import text
from mmtui.tui.widgets.drawn import Drawn
from mmtui.tui.widgets.size_lines import Size, Used, lines

EMPTY = "Nothing to compare yet: the first cycle still runs."


class RightSize(Drawn):
    """Does the plan fit the work?"""

    HELP = "The last six cycles against the sizes of the plans."

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, title="Right size", note="last six cycles")
        self.uses: Sequence[CycleUse] = ()
        self.sizes: Sequence[PlanSize] = ()
        self.hint: Hint | None = None
        self.running: Cycle | None = None

    def show(
        self,
        uses: Sequence[CycleUse],
        sizes: Sequence[PlanSize],
        hint: Hint | None,
        running: Cycle | None,
    ) -> None:
        """Draw other cycles; `running` is the one that is not over yet."""
        self.uses, self.sizes, self.hint, self.running = uses, sizes, hint, running
        self.changed()

    def make_lines(self, width: int, height: int) -> list[Content]:
        if not self.uses:
            return text.wrapped(EMPTY, width)
        cycles = [
            Used(use.cycle.title[:3], use.used, use.allowance, use.cycle == self.running) for use in self.uses
        ]
        sizes = [Size(size.name, size.minutes, size.own) for size in self.sizes]
        drawn = lines(cycles, sizes, width)
        if self.hint is None:
            return drawn
        verdict = f"{self.hint.verdict.rstrip('.')}. "
        role = "bold " + (text.GOOD if self.hint.fits else text.WARN)
        prose = text.wrapped(text.assemble((verdict, role), (self.hint.sentence, text.INK)), width)
        return [*drawn, *[Content("")] * (len(drawn) + len(prose) < height), *prose]
