"""How tests open a screen, look at its cells, and measure contrast."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

from rich.cells import get_character_cell_size
from textual.pilot import Pilot

from mmtui.tui import registry
from mmtui.tui.app import MmtuiApp
from tests.tui.client_office import ClientReads
from tests.tui.fakes import FakeOffice
from tests.tui.import_office import ImportReads

SIZES = [(80, 24), (100, 30), (120, 40), (140, 40)]
THEMES = ["mmtui-dark", "mmtui-light", "mmtui-contrast"]
SCREENS = sorted(registry.SCREENS)
ARGUMENTS: dict[str, dict[str, Any]] = {
    "client": {"client_id": 1},
    "import_preview": {"path": Path("toggl_november.csv")},
    "import_columns": {"path": Path("team_sheet.csv")},
}


class Office(ClientReads, ImportReads, FakeOffice):
    """All that any screen calls, in memory."""


def make_app(name: str, office: Any = None, theme: str = "mmtui-dark") -> MmtuiApp:
    """The app on a screen by name; one that needs arguments is opened from Today."""
    office = office or Office(theme=theme)
    office.theme = theme
    return MmtuiApp(office, start=registry.HOME if name in ARGUMENTS else name, log_label="the log file")


async def settle(pilot: Pilot) -> None:
    """Wait until reads have arrived and are drawn."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


@asynccontextmanager
async def opened(
    name: str,
    size: tuple[int, int] = (80, 24),
    theme: str = "mmtui-dark",
    office: Any = None,
    healthy: bool = True,
) -> AsyncIterator[Pilot]:
    """A screen that has read its figures; fails when the error funnel was used."""
    app = make_app(name, office, theme)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await settle(pilot)
        if name in ARGUMENTS:
            app.open(name, **ARGUMENTS[name])
            await settle(pilot)
        yield pilot
        await pilot.pause()
        assert not healthy or not app.errors, app.errors


class Cell(NamedTuple):
    """One drawn cell with its colours as (red, green, blue)."""

    x: int
    y: int
    character: str
    ink: tuple[int, int, int]
    ground: tuple[int, int, int]


def cells(app: MmtuiApp) -> Iterator[Cell]:
    """Every cell that the compositor draws."""
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            style = segment.style
            assert style is not None and style.bgcolor is not None, (x, y, segment)
            ground = tuple(style.bgcolor.triplet)
            ink = tuple(style.color.triplet) if style.color else ground
            if style.reverse:
                ink, ground = ground, ink
            for character in segment.text:
                yield Cell(x, y, character, ink, ground)
                x += get_character_cell_size(character)


def screen_text(app: MmtuiApp) -> str:
    """What one reads, line by line."""
    return "\n".join(
        "".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()
    )


def _luminance(color: tuple[int, int, int]) -> float:
    channels = [value / 255 for value in color]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The contrast ratio of two colours as WCAG 2 defines it, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
