"""Who runs out: order, figures, the sentence, and the empty screen."""

from __future__ import annotations

import asyncio
from datetime import date

from mmtui.domain.pages import LowHours
from mmtui.domain.standing import Meter
from mmtui.domain.urgency import by_urgency
from mmtui.tui.screens.client import Client
from mmtui.tui.screens.low_hours import sentence
from tests.tui.kit import Office, opened, screen_text, settle
from tests.tui.test_meter_lines import ACME

LARGE = (120, 40)


def run(test) -> None:
    asyncio.run(test)


def test_over_then_used_up_then_the_earliest_day_then_the_highest_share() -> None:
    rows = [
        ACME._replace(client="no day, 80 %", runs_out_on=None, percent_tenths=800),
        ACME._replace(client="no day, 95 %", runs_out_on=None, percent_tenths=950),
        ACME._replace(client="11/28", runs_out_on=date(2026, 11, 28), percent_tenths=990),
        ACME._replace(client="11/26", runs_out_on=date(2026, 11, 26), percent_tenths=760),
        ACME._replace(client="used up", state="used up", runs_out_on=date(2026, 11, 20)),
        ACME._replace(client="over late", state="over", runs_out_on=date(2026, 11, 22)),
        ACME._replace(client="over early", state="over", runs_out_on=date(2026, 11, 10)),
    ]
    assert [row.client for row in by_urgency(rows)] == [
        "over early", "over late", "used up", "11/26", "11/28", "no day, 95 %", "no day, 80 %",
    ]  # fmt: skip


def test_the_list_is_in_that_order() -> None:
    async def go() -> None:
        async with opened("low_hours", LARGE) as pilot:
            table = pilot.app.screen.table
            assert [row.standing.client for row in table.rows] == [
                "Nordwind", "Bluebird", "Acme Dental", "Meridian Health",
            ]  # fmt: skip
            text = screen_text(pilot.app)
            assert "−1:30" in text and "▲ over" in text and "118.8" in text and "19:03" in text
            assert "9:30 of 8:00 hours used with 80 % of the cycle gone; 11:52 by 11/30 at this pace" in text

    run(go())


def test_the_sentence_follows_the_cursor() -> None:
    async def go() -> None:
        async with opened("low_hours", LARGE) as pilot:
            await pilot.press("down", "down")
            await pilot.pause()
            text = " ".join(screen_text(pilot.app).replace("│", "").split())
            assert "15:15 of 16:00 hours used" in text and "nothing left on Thu 11/26/26" in text
            assert "Thresholds 75, 90, 100 %; 90 % is reached." in text

    run(go())


def test_a_sentence_names_only_what_is_known() -> None:
    """A phone pool without pace and run-out day."""
    low = LowHours(
        ACME._replace(phone=Meter(600, 595), runs_out_on=None, cycle=None, gone_tenths=None),
        "phone", (75, 100), 75, None,
    )  # fmt: skip
    assert sentence(low, "mdy") == "9:55 of 10:00 phone hours used. Thresholds 75, 100 %; 75 % is reached."


def test_enter_opens_the_client_and_escape_comes_back_to_the_row() -> None:
    async def go() -> None:
        async with opened("low_hours", LARGE) as pilot:
            page = pilot.app.screen
            await pilot.press("down", "down", "enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, Client) and "Acme Dental" in screen_text(pilot.app)
            await pilot.press("escape")
            await pilot.pause()
            assert pilot.app.screen is page and page.table.row_at_cursor().standing.client == "Acme Dental"

    run(go())


def test_a_refresh_keeps_the_cursor_on_its_contract() -> None:
    async def go() -> None:
        office = Office()
        async with opened("low_hours", LARGE, office=office) as pilot:
            await pilot.press("down", "down")
            rows = [row for row in office.low_hours() if row.standing.client != "Nordwind"]
            office.low_hours = lambda: rows
            await pilot.press("f5")
            await settle(pilot)
            assert pilot.app.screen.table.row_at_cursor().standing.client == "Acme Dental"

    run(go())


def test_another_order_is_said_in_the_title() -> None:
    async def go() -> None:
        async with opened("low_hours", LARGE) as pilot:
            page = pilot.app.screen
            page.table.sort_by(0)
            await pilot.pause()
            assert page.table.heading == "Low hours" and page.table.rows[0].standing.client == "Acme Dental"

    run(go())


def test_nobody_low_is_one_sentence_with_the_next_step() -> None:
    async def go() -> None:
        office = Office()
        office.low_hours = list
        async with opened("low_hours", office=office) as pilot:
            text = screen_text(pilot.app)
            assert "Nobody is low: every contract is under its first threshold. Esc goes back." in text
            assert "At this pace" not in text

    run(go())


def test_a_client_with_several_contracts_is_listed_with_the_contract_as_on_today() -> None:
    async def go() -> None:
        office = Office()
        one = office.low_hours()[0].standing
        office.standings = lambda on=None: [one, one._replace(contract_id=99, contract="Support")]
        async with opened("low_hours", LARGE, office=office) as pilot:
            seen = screen_text(pilot.app)
            assert sum(f"{low.standing.client}, " in seen for low in office.low_hours()) == 1
            assert f"{one.client}, " in seen

    run(go())
