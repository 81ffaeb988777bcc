"""What holds for every screen of the registry, also for those to come."""

from __future__ import annotations

import asyncio
import re
from itertools import pairwise

import pytest
from textual.color import Color
from textual.widgets import Static

from mmtui.tui import bindings, registry, text, themes
from mmtui.tui.screens.page import Page
from mmtui.tui.widgets.panel import Framed
from mmtui.tui.widgets.press import Press
from tests.tui.kit import SCREENS, SIZES, THEMES, Office, cells, contrast, opened, screen_text

DRAWN = re.compile(r"[─│╭╮╰╯├└┬┴┼━╸┥▶▁-▏▌⠀-⣿┈┄╌·•]")
TEXT, GAUGE = 4.5, 3.0
HOSTILE = [
    "ACME [/] Ltd [@click=app.quit]x",
    "[link=https://evil.example]L\x1b[31m\x1b]0;o\x07\x9b5n",
    "ab\u202efe\u200b\u2066x \ud800 z\nTwo\tlines",
    "N" * 300,
]


def run(test) -> None:
    asyncio.run(test)


def as_triplets(palette: themes.Palette, *roles: str) -> set[tuple[int, int, int]]:
    return {Color.parse(getattr(palette, role)).rgb for role in roles}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", SCREENS)
def test_every_cell_has_contrast(name: str, theme: str) -> None:
    """Text 4.5:1; gauges, curves and what can't act 3:1; frames and empty tracks are decoration."""
    palette = themes.PALETTES[theme]
    decoration = as_triplets(palette, "line", "track")
    dim = as_triplets(palette, "disabled", "ideal")

    async def look() -> None:
        for size in ((80, 24), (120, 40)):
            async with opened(name, size, theme) as pilot:
                for cell in cells(pilot.app):
                    if cell.character.isspace():
                        continue
                    drawn = bool(DRAWN.match(cell.character))
                    if drawn and cell.ink in decoration | {cell.ground}:
                        continue
                    least = GAUGE if drawn or cell.ink in dim else TEXT
                    assert contrast(cell.ink, cell.ground) >= least, (size, cell)

    run(look())


@pytest.mark.parametrize("name", SCREENS)
def test_the_footer_fits_80_columns(name: str) -> None:
    async def look() -> None:
        async with opened(name) as pilot:
            line = screen_text(pilot.app).splitlines()[-1]
            keys = bindings.footer(pilot.app.screen.KEYS)
            assert len(keys) + 1 <= bindings.MOST_IN_FOOTER
            assert line.rstrip().endswith("^P Commands")
            for key in keys:
                assert f"{key.shown} {key.word}" in line

    run(look())


@pytest.mark.parametrize("name", SCREENS)
def test_no_label_is_cut_and_no_panel_lies_on_another(name: str) -> None:
    async def look() -> None:
        for size in SIZES:
            async with opened(name, size) as pilot:
                page = pilot.app.screen
                shown = [widget for widget in page.children if widget.region.area]
                for index, widget in enumerate(shown):
                    assert page.region.contains_region(widget.region), (size, widget)
                    for other in shown[index + 1 :]:
                        assert not widget.region.overlaps(other.region), (size, widget, other)
                for widget in page.walk_children(with_self=False):
                    if not widget.region.area:
                        continue
                    if isinstance(widget, Press):
                        assert widget.size.width >= text.width_of(widget.label) + 3, (size, widget)
                    elif isinstance(widget, Static) and widget.id and widget.id.endswith("-label"):
                        assert widget.size.width >= text.width_of(str(widget.render())), (size, widget)
                    elif isinstance(widget, Framed) and widget.styles.border_top[0] and widget.heading:
                        top = str(widget.heading)
                        room = widget.region.width - 8
                        assert text.width_of(top) <= room, (size, widget, top)

    run(look())


@pytest.mark.parametrize("name", SCREENS)
def test_tab_goes_as_the_eye_does(name: str) -> None:
    """The next stop is further right or further down; one that is folded away unfolds with the focus."""

    async def look() -> None:
        for size in SIZES:
            async with opened(name, size) as pilot:
                chain = pilot.app.screen.focus_chain
                assert chain, "nothing can have the focus"
                assert pilot.app.screen.focused is not None
                for one, other in pairwise(chain):
                    a, b = one.region, other.region
                    folded = not (a.area and b.area)
                    assert folded or b.y >= a.bottom or b.x >= a.right, (size, one, other)
                for widget in chain:
                    widget.focus()
                    await pilot.pause()
                    assert widget.region.area, (size, widget)

    run(look())


@pytest.mark.parametrize("name", SCREENS)
def test_every_focusable_thing_has_help_and_its_keys_are_in_the_table(name: str) -> None:
    async def look() -> None:
        async with opened(name, (120, 40)) as pilot:
            page = pilot.app.screen
            assert isinstance(page, Page) and page.registered_name == name
            assert set(page.KEYS) | set(page.MORE_KEYS) <= set(bindings.BY_ID)
            assert getattr(page, "HELP", ""), "a screen says what it is for"
            for widget in page.focus_chain:
                assert set(getattr(widget, "HELP_KEYS", ())) <= set(bindings.BY_ID), widget

    run(look())


class HostileOffice(Office):
    """Every name and remark is one that a terminal or a markup parser could obey."""

    bad = HOSTILE[0]

    def __init__(self, bad: str) -> None:
        rows = [(bad, bad, 960, 915 - index, "low", None) for index in range(3)]
        super().__init__(rows)
        self.bad = self.name = self.database_label = bad
        self.me = self.me._replace(name=bad, role=bad)
        self.jobs = tuple(job._replace(title=bad, count=bad, detail=bad) for job in self.jobs)
        self.needs = tuple(need._replace(text=bad, short=bad, detail=bad, age=bad[:5]) for need in self.needs)

    def contracts(self):
        found = super().contracts()
        for contract in found:
            contract.client = contract.name = self.bad
            contract.entries = [
                entry._replace(activity=self.bad, person=self.bad) for entry in contract.entries
            ]
        return found


@pytest.mark.parametrize("name", SCREENS)
def test_fault_22_hostile_names_are_drawn_literally(name: str) -> None:
    async def look() -> None:
        for bad in HOSTILE:
            async with opened(name, (120, 40), office=HostileOffice(bad)) as pilot:
                app = pilot.app
                seen = screen_text(app)
                assert text.visible(bad)[:8] in seen, bad
                assert all(character.isprintable() for character in seen.replace("\n", "")), bad
                for strip in app.screen._compositor.render_strips():
                    for segment in strip:
                        assert segment.style is None or not segment.style.link
                        meta = segment.style.meta if segment.style else {}
                        assert "quit" not in str(meta.get("@click", ""))

    run(look())


def test_fault_22_hostile_names_are_literal_in_toasts_and_in_the_palette() -> None:
    async def look() -> None:
        for bad in HOSTILE:
            async with opened("today", (120, 40), office=HostileOffice(bad)) as pilot:
                pilot.app.screen.say(f"{bad} saved")
                await pilot.pause()
                await pilot.pause()
                assert text.visible(bad)[:8] in screen_text(pilot.app).replace("\n", "")
                await pilot.press("ctrl+p")
                await pilot.pause()
                seen = screen_text(pilot.app)
                assert text.visible(bad)[:8] in seen
                assert all(character.isprintable() for character in seen.replace("\n", ""))

    run(look())


def test_every_screen_of_the_registry_says_what_it_is_for() -> None:
    for name, entry in registry.SCREENS.items():
        assert entry.word and entry.sentence, name
        assert len(entry.sentence) <= 56, name


@pytest.mark.parametrize("name", [name for name in SCREENS if name not in ("settings", "first_run")])
def test_a_look_put_on_later_reaches_every_cell(name: str) -> None:
    """Nothing drawn in the look before is kept."""

    async def look() -> None:
        async with opened(name, (120, 40), "mmtui-light") as pilot:
            wanted = list(cells(pilot.app))
        async with opened(name, (120, 40), "mmtui-dark") as pilot:
            pilot.app.theme = "mmtui-light"
            await pilot.pause()
            await pilot.pause()
            assert list(cells(pilot.app)) == wanted

    run(look())


@pytest.mark.parametrize("name", SCREENS)
def test_a_terminal_that_changes_its_size_is_drawn_as_if_opened_so(name: str) -> None:
    async def look() -> None:
        async with opened(name, (80, 24)) as pilot:
            wanted = screen_text(pilot.app)
        async with opened(name, (140, 40)) as pilot:
            await pilot.resize_terminal(80, 24)
            await pilot.pause()
            await pilot.pause()
            assert screen_text(pilot.app) == wanted

    run(look())


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("size", [(20, 6), (40, 10), (200, 60)])
def test_any_size_is_drawn_without_a_fault(name: str, size: tuple[int, int]) -> None:
    async def look() -> None:
        async with opened(name, size) as pilot:
            assert screen_text(pilot.app).strip()

    run(look())
