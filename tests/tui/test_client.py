"""The client page as a person uses it; the figures are those of tests/tui/client_office.py."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from mmtui.tui.screens.client import FOLDED, VIEWS, Client
from mmtui.tui.screens.today import Today
from mmtui.tui.widgets.client_head import fitting
from tests.tui.client_office import Contract, entries_of
from tests.tui.kit import Office, opened, screen_text, settle

SMALL, LARGE = (80, 24), (120, 40)


def run(test) -> None:
    asyncio.run(test)


async def show(pilot, client_id: int) -> Client:
    """Open the page of a client and wait for its figures."""
    pilot.app.open_client(client_id)
    await settle(pilot)
    assert isinstance(pilot.app.screen, Client)
    return pilot.app.screen


def page_text(client_id: int, size=LARGE, keys: str = "", office: Office | None = None) -> str:
    """What one reads on the page of a client after some keys."""
    found: list[str] = []

    async def look() -> None:
        async with opened("today", size, office=office) as pilot:
            await show(pilot, client_id)
            for key in keys.split():
                await pilot.press(key)
                await settle(pilot)
            found.append(screen_text(pilot.app))

    run(look())
    return found[0]


def test_the_figures_of_a_low_contract() -> None:
    """16:00, 15:15 used by ten entries on day 24 of 30."""
    text = page_text(1)
    for words in (
        "◆ low: 95 % used, 80 % of the cycle gone",
        "NOVEMBER 2026, 11/01 to 11/30 · client since 03/01/25 · unused hours expire · priya@acmedental",
        "0:45 left of 16:00",
        "◆ runs out 11/26",
        "next: Mon 11/30",
        "not in this plan",
        "forecast: 0:00 on Thu 11/26",
        "10 in this cycle",
        "11/24  Kim   Gift card rounding  0:30",
        "used               15:15",
        "Standard fits. Two of six went over,",
    ):
        assert words in text, words


def test_80_columns_say_the_same_in_fewer_words() -> None:
    text = page_text(1, SMALL)
    for words in (
        "◆ low, 95 % used", "Standard, 16 h a month", "0:45 left of 16:00", "Tab for entries",
        "Standard fits. Two of six went over, by 0:50 and 0:25.",
    ):  # fmt: skip
        assert words in text, words


@pytest.mark.parametrize(
    ("client_id", "words"),
    [
        (2, ["▲ over: 119 % used", "−1:30 left of 8:00", "▲ over since 11/20"]),
        (4, ["‖ paused", "No entries in this cycle yet."]),
        (5, ["– ended", "OCTOBER 2026", "ends 10/31/26", "not held"]),
        (7, ["$573.75 left", "≈ 6:45 at $85.00/h", "Entries, NOVEMBER 2026"]),
        (8, ["ok: 0 % used", "Too early to say."]),
        (9, ["5:45 left of 21:00", "lasts the cycle"]),
        (10, ["▲ used up: 100 % used", "▲ used up 11/20"]),
        (3, ["Kerr [/] [bold]Labs�[31m", "Basic [x]", "! no note", "warranty: Sign-up"]),
        (99, ["New Client", "No contract yet."]),
    ],
)
def test_every_state_is_told_in_words(client_id: int, words: list[str]) -> None:
    """Over, paused, ended, prepaid, no entries, topped up, used up, a hostile name, no contract."""
    for size in (SMALL, LARGE):
        text = page_text(client_id, size)
        seen = [word for word in words if word in text]
        assert seen == words if size == LARGE else len(seen) >= len(words) // 2, (size, words, text)


def test_brackets_go_through_the_cycles_and_say_where_they_end() -> None:
    async def go() -> None:
        async with opened("today", LARGE) as pilot:
            page = await show(pilot, 1)
            await pilot.press("[")
            await settle(pilot)
            text = screen_text(pilot.app)
            assert "Burn-down, OCTOBER 2026" in text and "−0:25 left of 16:00" in text
            assert "today" not in text and "forecast" not in text
            await pilot.press("]")
            await settle(pilot)
            assert page.cycle_page.cycle.start == date(2026, 11, 1)
            await pilot.press("]")
            await settle(pilot)
            assert "This is the present cycle." in screen_text(pilot.app)
            for _ in range(7):
                await pilot.press("[")
                await settle(pilot)
            assert page.cycle_page.cycle.start == date(2026, 6, 1)
            assert "This is the first cycle" in screen_text(pilot.app)

    run(go())


def test_a_refresh_stays_in_the_cycle_that_is_shown() -> None:
    async def go() -> None:
        async with opened("today", LARGE) as pilot:
            page = await show(pilot, 1)
            await pilot.press("[", "[")
            await settle(pilot)
            await pilot.press("[")
            await settle(pilot)
            shown = page.cycle_page.cycle
            await pilot.press("f5")
            await settle(pilot)
            assert page.cycle_page.cycle == shown

    run(go())


def test_tab_goes_through_the_folded_panels_at_80_columns() -> None:
    async def go() -> None:
        async with opened("today", SMALL) as pilot:
            page = await show(pilot, 1)
            assert page.focused.id == "burndown" and not page.query_one("#last").region.area
            await pilot.press("tab")
            await pilot.pause()
            assert page.focused.id == "last" and page.query_one("#last").region.area
            assert "Last entries, NOVEMBER 2026" in screen_text(pilot.app)
            await pilot.press("tab")
            await pilot.pause()
            assert "Right size" in screen_text(pilot.app)
            await pilot.press("tab")
            await pilot.pause()
            assert page.focused.id == "meters" and page.in_front in FOLDED

    run(go())


def test_the_views_are_stepped_through_and_escape_comes_back_to_the_overview() -> None:
    async def go() -> None:
        async with opened("today", LARGE) as pilot:
            page = await show(pilot, 1)
            seen = []
            for _ in VIEWS:
                await pilot.press("v")
                await pilot.pause()
                seen.append((page.view, page.focused.id))
            assert [view for view, _ in seen] == ["entries", "ledger", "contacts", "contracts", "overview"]
            assert [focus for _, focus in seen[:-1]] == ["entries", "ledger", "contacts", "contracts"]
            await pilot.press("e", "escape")
            await pilot.pause()
            assert page.view == "overview" and pilot.app.screen is page
            await pilot.press("escape")
            await pilot.pause()
            assert isinstance(pilot.app.screen, Today)

    run(go())


def test_a_click_on_the_name_of_a_view_shows_it() -> None:
    async def go() -> None:
        async with opened("today", LARGE) as pilot:
            page = await show(pilot, 1)
            line = screen_text(pilot.app).splitlines()[page.meters.region.y]
            await pilot.click("#meters", offset=(line.index("Ledger") - page.meters.region.x + 1, 0))
            await pilot.pause()
            assert page.view == "ledger"

    run(go())


def test_the_ledger_says_what_came_in_and_what_is_left() -> None:
    """16:00 granted and 5:00 topped up, 15:15 used."""
    text = page_text(9, keys="v v")
    assert "11/01/26  Hours        Grant        Standard" in text
    assert "+16:00" in text and "Top-up" in text and "+5:00" in text and "02/11/27" in text
    assert "21:00 allowed  − 15:15 used  =  5:45" in text
    assert "3 provisional until the cycle is closed" in text


def test_contacts_and_contracts() -> None:
    text = page_text(1, keys="v v v")
    assert "Priya Lund" in text and "sam@acmedental.example" in text
    text = page_text(6, keys="v v v v")
    assert "▶ Website" in text and "Phone desk" in text and "Agreed for Website" in text
    assert "Each cycle      16:00 hours, 2 PM calls, 2 sprints" in text
    assert "Rounding        each entry to the nearest minute" in text


def test_several_contracts_have_a_switch_that_one_sees() -> None:
    async def go() -> None:
        async with opened("today", LARGE) as pilot:
            page = await show(pilot, 6)
            assert "Meridian Health  Website  C 1 of 2  Standard, 16 hours a month" in screen_text(pilot.app)
            await pilot.press("c")
            await settle(pilot)
            text = screen_text(pilot.app)
            assert "Phone desk  C 2 of 2  Ongoing support, 10 phone hours a month" in text
            assert "8:45 left of 10:00" in text and "This plan has no hours to compare." in text
            page.action_view("contracts")
            await pilot.pause()
            await pilot.press("up", "enter")
            await settle(pilot)
            assert page.view == "overview" and "C 1 of 2" in screen_text(pilot.app)

    run(go())


def test_without_hours_to_burn_down_the_overview_lists_the_entries() -> None:
    """A website package has no meters: Tab goes between them and the entries, `c` back to a curve."""

    class Package(Office):
        def contracts(self):
            entry = entries_of("11/18 Dana 0:45 Alternative texts", "original scope")
            return [
                Contract(1, 1, "Juno", "Advanced", None, counts=None, entries=entry, name="Website"),
                Contract(2, 1, "Juno", entries="11/20 Kim 1:00 Upkeep"),
            ]

    async def go() -> None:
        async with opened("today", LARGE, office=Package()) as pilot:
            page = await show(pilot, 1)
            text = screen_text(pilot.app)
            assert "Entries, NOVEMBER 2026" in text and "original scope" in text
            assert "Burn-down" not in text and "hours used" not in text
            assert page.focused.id == "entries" and [one.id for one in page.focus_chain] == [
                "meters",
                "entries",
            ]
            await pilot.press("c")
            await settle(pilot)
            assert page.focused.id == "burndown" and "Burn-down" in screen_text(pilot.app)

    run(go())


def test_facts_of_the_second_line_are_whole_or_absent() -> None:
    parts = ["NOVEMBER 2026, 11/01 to 11/30", "unused hours roll over up to 8:00 for 2 cycles", "a@b.example"]
    assert fitting(parts, 100) == "NOVEMBER 2026, 11/01 to 11/30 · " + parts[1] + " · a@b.example"
    assert fitting(parts, 60) == "NOVEMBER 2026, 11/01 to 11/30 · a@b.example"


def test_one_contract_has_no_switch() -> None:
    async def go() -> None:
        async with opened("today", LARGE) as pilot:
            await show(pilot, 1)
            await pilot.press("c")
            await pilot.pause()
            assert "This client has one contract." in screen_text(pilot.app)

    run(go())


def test_450_entries_are_read_in_windows_as_they_come_into_view() -> None:
    async def go() -> None:
        office = Office()
        asked: list[int] = []
        whole = office.entry_lines

        def entry_lines(contract_id: int, start: date, offset: int, limit: int):
            asked.append(offset)
            return whole(contract_id, start, offset, limit)

        office.entry_lines = entry_lines
        async with opened("today", LARGE, office=office) as pilot:
            page = await show(pilot, 11)
            await pilot.press("e")
            await settle(pilot)
            assert asked == [] and f"1 to {page.entries.room} of 450" in screen_text(pilot.app)
            await pilot.press("end")
            await settle(pilot)
            assert asked == [400] and "Row 449" in screen_text(pilot.app)
            await pilot.press("f5")
            await settle(pilot)
            assert page.entries.cursor == 449 and "Row 449" in screen_text(pilot.app)
            assert asked == [400, 400]

    run(go())


def test_enter_on_the_newest_entries_lists_all() -> None:
    async def go() -> None:
        async with opened("today", LARGE) as pilot:
            page = await show(pilot, 1)
            await pilot.press("tab", "enter")
            await pilot.pause()
            assert page.view == "entries" and "Covered by" in screen_text(pilot.app)

    run(go())


def test_the_blocks_of_the_settings_draw_the_curve_without_braille() -> None:
    office = Office()
    office.curve_style = "blocks"
    text = page_text(1, office=office)
    assert not any(0x2801 <= ord(character) < 0x2900 for character in text) and "█" in text


def test_dates_follow_the_office() -> None:
    office = Office()
    office.date_style = "iso"
    text = page_text(1, office=office)
    assert "runs out 11-26" in text and "client since 2025-03-01" in text


def test_a_contract_that_has_not_started_says_when_it_does() -> None:
    class Later(Office):
        def contracts(self):
            return [Contract(1, 1, "Soon Ltd", start=date(2026, 12, 1))]

    text = page_text(1, office=Later())
    assert "starts 12/01/26" in text


def test_an_anchor_of_31_titles_the_cycle_by_its_start() -> None:
    class Anchored(Office):
        def contracts(self):
            return [Contract(1, 1, "Month End", entries=entries_of("11/20 Kim 1:00 Upkeep"), anchor=31)]

    text = page_text(1, office=Anchored())
    assert "OCTOBER 2026, 10/31 to 11/29" in text and "today" in text
