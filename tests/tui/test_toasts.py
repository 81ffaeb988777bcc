"""Toasts on the way from screen to screen."""

from __future__ import annotations

import asyncio
from time import time

import pytest
from textual.notifications import Notification
from textual.widgets._toast import Toast

from tests.tui.kit import opened, settle


@pytest.mark.parametrize("left", [-1.0, 0.0001, 0.1])
def test_a_toast_about_to_end_is_not_drawn_again(left: float) -> None:
    """With a time below zero its timer would turn for ever and no key would act."""

    async def go() -> None:
        async with opened("today") as pilot:
            app = pilot.app
            app._notifications.add(Notification("Saved.", timeout=2, raised_at=time() - 2 + left))
            app.open("clients")
            await settle(pilot)
            assert not app.query(Toast) and not list(app._notifications)

    asyncio.run(go())


def test_a_fresh_toast_goes_along() -> None:
    async def go() -> None:
        async with opened("today") as pilot:
            pilot.app.screen.say("Saved.", warning=True)
            pilot.app.open("clients")
            await settle(pilot)
            assert len(pilot.app.screen.query(Toast)) == 1

    asyncio.run(go())
