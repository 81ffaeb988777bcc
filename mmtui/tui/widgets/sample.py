"""A few rows as they will look, so that a look is chosen by seeing it."""

from __future__ import annotations

from textual.content import Content

from mmtui.domain.standing import LOW, OK, OVER
from mmtui.tui import text
from mmtui.tui.widgets.board import GAUGE_TONES
from mmtui.tui.widgets.gauge import gauge
from mmtui.tui.widgets.panel import Framed

ROWS = (("Nordwind", OVER, 570, 480), ("Acme Dental", LOW, 915, 960), ("Bluebird", OK, 600, 960))
GONE = 800
LEGEND = (("bad", "over, late, an error"), ("warn", "low, uncertain, corrected"), ("good", "done, fits"))


class Sample(Framed):
    """Three clients, the states in words, and keys, in the look that is chosen now."""

    def __init__(self) -> None:
        super().__init__(id="sample")
        self.heading, self.note = "How it looks", "a sample"

    def render(self) -> Content:
        width = max(self.size.width - 4, 20)
        lines = [Content("")] if self.size.height >= 12 else []
        lines += [self._row(name, state, used, allowance, width) for name, state, used, allowance in ROWS]
        lines.append(Content(""))
        if self.size.height > 8:
            for tone, words in LEGEND:
                lines.append(text.tone_glyph(tone) + text.assemble(" ", (words, text.tone_style(tone))))
            lines += [text.assemble("  ", ("healthy rows have no colour", text.MUTED)), Content("")]
        keys = [text.key_word("Tab", "Next"), text.key_word("F1", "Help"), text.key_word("^P", "Commands")]
        lines.append(Content("   ").join(keys))
        return Content("\n").join([Content("  ") + line for line in lines])

    def _row(self, name: str, state: str, used: int, allowance: int, width: int) -> Content:
        """A client with gauge, what is left, and the state."""
        style = text.state_style(state)
        left = text.plain(text.duration(allowance - used), "bold " + (text.INK if state == OK else style))
        bar = gauge(used, allowance, GONE, max(width - 12 - 7 - 8 - 3, 6), GAUGE_TONES.get(state, "ideal"))
        return text.columns(
            [text.plain(name, text.INK), bar, left, text.state_word(state)],
            [12, max(width - 30, 6), 7, 8],
            "llrl",
        )
