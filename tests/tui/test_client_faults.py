"""The client page when something goes wrong, and whether every part of it can be read."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import date

import pytest
from textual.color import Color
from textual.worker import WorkerCancelled

from mmtui.errors import StoreError
from mmtui.tui import themes
from tests.tui.kit import THEMES, Office, cells, contrast, opened, screen_text, settle
from tests.tui.test_client import LARGE, SMALL, show
from tests.tui.test_every_screen import DRAWN


def run(test) -> None:
    asyncio.run(test)


def test_a_client_that_is_gone_is_told_in_a_sentence() -> None:
    async def go() -> None:
        async with opened("today", SMALL, healthy=False) as pilot:
            pilot.app.open_client(12345)
            await settle(pilot)
            assert "There is no such client." in screen_text(pilot.app)

    run(go())


def test_a_failed_read_keeps_what_was_shown() -> None:
    async def go() -> None:
        office = Office()
        async with opened("today", LARGE, office=office, healthy=False) as pilot:
            await show(pilot, 1)

            def fail(client_id: int, on: date | None = None):
                raise StoreError("The office database is locked.", "Try again in a moment.")

            office.client_page = fail
            await pilot.press("f5")
            await settle(pilot)
            assert "The office database is locked." in screen_text(pilot.app)
            await pilot.press("escape")
            await pilot.pause()
            assert "0:45 left of 16:00" in screen_text(pilot.app)

    run(go())


def test_an_answer_that_comes_late_does_not_replace_a_newer_one() -> None:
    """Two cycles are asked for at once; the page shows the one asked for last."""

    async def go() -> None:
        async with opened("today", LARGE) as pilot:
            page = await show(pilot, 1)
            page._read_cycle(date(2026, 9, 1))
            page._read_cycle(date(2026, 10, 1))
            with suppress(WorkerCancelled):
                await settle(pilot)
            await settle(pilot)
            assert page.cycle_page.cycle.start == date(2026, 10, 1)

    run(go())


def test_a_fault_in_one_drawing_leaves_the_rest_readable() -> None:
    async def go() -> None:
        async with opened("today", LARGE, healthy=False) as pilot:
            page = await show(pilot, 1)
            page.burndown.make_lines = lambda width, height: 1 / 0
            page.burndown.changed()
            await settle(pilot)
            assert "ZeroDivisionError in the program itself." in screen_text(pilot.app)
            await pilot.press("escape")
            await pilot.pause()
            text = screen_text(pilot.app)
            assert "This panel can't be drawn" in text and "0:45 left of 16:00" in text

    run(go())


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    "keys", ["e", "v v", "v v v", "v v v v", "shift+tab", "tab", "tab tab", "[", "?", "? c"]
)
def test_every_view_and_the_explanation_are_legible(keys: str, theme: str) -> None:
    """Text 4.5:1 and drawings 3:1 in front; the page behind a dialog 3:1 at least."""
    palette = themes.PALETTES[theme]
    decoration = {Color.parse(getattr(palette, role)).rgb for role in ("line", "track")}

    async def look() -> None:
        for size in (SMALL, LARGE):
            async with opened("today", size, theme) as pilot:
                await show(pilot, 9)
                for key in keys.split():
                    await pilot.press({"?": "question_mark"}.get(key, key))
                    await settle(pilot)
                dialogs = pilot.app.screen.query("#dialog")
                front = dialogs.first().region if dialogs else pilot.app.screen.region
                for cell in cells(pilot.app):
                    drawn = bool(DRAWN.match(cell.character))
                    if (
                        cell.character.isspace()
                        or cell.ink in decoration
                        or (drawn and cell.ink == cell.ground)
                    ):
                        continue
                    inside = front.contains(cell.x, cell.y)
                    if inside or not drawn:
                        least = 4.5 if inside and not drawn else 3.0
                        assert contrast(cell.ink, cell.ground) >= least, (size, cell)

    run(look())
