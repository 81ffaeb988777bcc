"""The first read begins before the terminal is set up; its error is told like any other."""

from __future__ import annotations

import asyncio
from threading import Event

import pytest

from mmtui.errors import StoreError
from mmtui.tui.early import Early
from tests.tui.kit import Office, opened, screen_text


def test_a_value_is_taken_when_it_is_there() -> None:
    gate = Event()
    early = Early(lambda: gate.wait(5) and "figures")
    assert not early.ready()
    gate.set()
    assert early.take() == "figures" and early.ready()


def test_an_error_is_raised_where_the_value_is_taken() -> None:
    def fail() -> None:
        raise StoreError("The office database is locked.")

    with pytest.raises(StoreError, match="locked"):
        Early(fail).take()


def test_an_office_that_cannot_be_read_at_start_is_told() -> None:
    async def go() -> None:
        office = Office()
        office.fails = StoreError("The office database is locked.", "Try again in a moment.")
        async with opened("today", office=office, healthy=False) as pilot:
            assert "The office database is locked." in screen_text(pilot.app)

    asyncio.run(go())
