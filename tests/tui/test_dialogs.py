"""Dialogs and toasts: readable in every look, safe by default, and they say why."""

from __future__ import annotations

import asyncio
import threading

import pytest
from textual.color import Color

from mmtui.tui import themes
from mmtui.tui.dialogs import base
from mmtui.tui.dialogs.help import Help
from mmtui.tui.widgets.panel import READING
from mmtui.tui.widgets.press import Press
from tests.tui.kit import THEMES, Office, cells, contrast, opened, screen_text, settle
from tests.tui.test_every_screen import DRAWN

OPENING = {"help": ["f1"], "menu": ["f10"], "commands": ["ctrl+p", "l"], "error": []}


def run(test) -> None:
    asyncio.run(test)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("dialog", OPENING)
def test_a_dialog_has_contrast_and_the_page_behind_stays_readable(dialog: str, theme: str) -> None:
    """In the dialog as on a page; the words behind it 3:1."""
    palette = themes.PALETTES[theme]
    quiet = {Color.parse(getattr(palette, role)).rgb for role in ("line", "track", "accent")}
    disabled = {Color.parse(getattr(palette, role)).rgb for role in ("ideal", "disabled")}

    async def look() -> None:
        for size in ((80, 24), (120, 40)):
            async with opened("today", size, theme, healthy=False) as pilot:
                app = pilot.app
                if dialog == "error":
                    app.report(RuntimeError("boom"))
                await pilot.press(*OPENING[dialog])
                await pilot.pause()
                inside = app.screen.query_one("#dialog").region
                for cell in cells(app):
                    drawn = bool(DRAWN.match(cell.character))
                    if cell.character.isspace() or (drawn and cell.ink in quiet):
                        continue
                    within = inside.contains(cell.x, cell.y)
                    if within:
                        least = 3.0 if cell.ink in disabled else 4.5
                        assert contrast(cell.ink, cell.ground) >= least, (size, cell)
                    elif not DRAWN.match(cell.character):
                        assert contrast(cell.ink, cell.ground) >= 3.0, (size, cell)

    run(look())


@pytest.mark.parametrize("theme", THEMES)
def test_toasts_have_contrast(theme: str) -> None:
    async def look() -> None:
        async with opened("clients", (120, 40), theme) as pilot:
            pilot.app.screen.say("Saved: Harbor Books 2:15")
            pilot.app.screen.say("Ben has 3 entries without activity", warning=True)
            await pilot.pause()
            await pilot.pause()
            seen = screen_text(pilot.app)
            assert "Saved: Harbor Books 2:15" in seen and "without activity" in seen
            for cell in cells(pilot.app):
                if not cell.character.isspace() and not DRAWN.match(cell.character):
                    assert contrast(cell.ink, cell.ground) >= 3.0, cell

    run(look())


def test_a_warning_stays_until_escape_and_then_escape_goes_back() -> None:
    async def look() -> None:
        async with opened("today") as pilot:
            await pilot.press("3")
            await settle(pilot)
            page = pilot.app.screen
            page.say("Ben has 3 entries without activity", warning=True)
            await pilot.pause()
            await pilot.pause()
            assert "without activity" in screen_text(pilot.app)
            await pilot.press("escape")
            await pilot.pause()
            assert pilot.app.screen is page and "without activity" not in screen_text(pilot.app)
            await pilot.press("escape")
            await pilot.pause()
            assert pilot.app.screen is not page

    run(look())


def test_ten_faults_at_once_are_one_dialog() -> None:
    async def look() -> None:
        async with opened("today", healthy=False) as pilot:
            for _ in range(10):
                pilot.app.report(RuntimeError("boom"))
            await pilot.pause()
            assert len(pilot.app.screen_stack) == 2 and len(pilot.app.errors) == 10
            await pilot.press("escape")
            await pilot.pause()
            pilot.app.report(RuntimeError("boom"))
            await pilot.pause()
            assert len(pilot.app.screen_stack) == 2

    run(look())


def test_the_safe_button_has_the_focus() -> None:
    async def look() -> None:
        async with opened("today") as pilot:
            answers: list[str | None] = []
            question = base.confirm("End a contract", "End the contract of Harbor Books on 11/30?", "End it")
            pilot.app.push_screen(question, answers.append)
            await pilot.pause()
            assert "Harbor Books" in screen_text(pilot.app)
            await pilot.press("enter")
            await pilot.pause()
            assert answers == ["keep"]

    run(look())


def test_a_button_that_cannot_act_says_why() -> None:
    async def look() -> None:
        async with opened("today") as pilot:
            question = base.confirm("Freeze", "Freeze the week?", "Freeze")
            pilot.app.push_screen(question)
            await pilot.pause()
            button = question.query_one("#do", Press)
            button.set_why_not("Three entries have no activity.")
            button.focus()
            await pilot.press("enter")
            await pilot.pause()
            await pilot.pause()
            assert pilot.app.screen is question
            assert "Three entries have no activity." in screen_text(pilot.app)

    run(look())


def test_a_slow_read_says_so_in_the_note_and_old_rows_stay() -> None:
    async def look() -> None:
        office, gate = Office(), threading.Event()
        async with opened("clients", office=office) as pilot:
            read = office.standings
            office.standings = lambda on=None: gate.wait(5) and read(on)
            await pilot.press("f5")
            await pilot.pause(0.1)
            assert READING not in screen_text(pilot.app)
            await pilot.pause(0.4)
            assert READING in screen_text(pilot.app) and "Nordwind" in screen_text(pilot.app)
            gate.set()
            await settle(pilot)
            assert READING not in screen_text(pilot.app)

    run(look())


def test_an_older_read_that_comes_late_is_void() -> None:
    async def look() -> None:
        office, gate = Office(), threading.Event()
        async with opened("clients", office=office) as pilot:
            page = pilot.app.screen
            got: list[str] = []
            page.read(lambda: gate.wait(5) and "old", got.append)
            page.read(lambda: "new", got.append)
            gate.set()
            await pilot.pause(0.2)
            assert got == ["new"]

    run(look())


@pytest.mark.parametrize("keys", [["f10"], ["ctrl+p"], ["question_mark"]], ids=["menu", "commands", "why"])
def test_help_is_there_in_every_dialog(keys: list[str]) -> None:
    async def look() -> None:
        async with opened("client") as pilot:
            await pilot.press(*keys)
            await settle(pilot)
            dialog = pilot.app.screen
            assert isinstance(dialog, base.Dialog)
            await pilot.press("f1", "f1")
            await pilot.pause()
            shown = pilot.app.screen
            assert isinstance(shown, Help) and ("Esc", "Closes the dialog and changes nothing.") in [
                row[:2] for row in shown.rows
            ]
            await pilot.press("escape")
            await pilot.pause()
            assert pilot.app.screen is dialog

    run(look())
