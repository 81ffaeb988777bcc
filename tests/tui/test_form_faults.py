"""Fault 13 and 15 on the screen: a save that fails is told in a sentence, and what was typed stays."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from mmtui.config import Config, Office
from mmtui.db import connect
from mmtui.paths import DataRoot
from mmtui.services.session import Session
from mmtui.tui.app import MmtuiApp
from mmtui.tui.screens.import_preview import FAILED, SAVED, ImportPreview
from mmtui.tui.screens.today import Today
from tests import offices
from tests.services.sheets import HEADER, row
from tests.tui.kit import screen_text, settle


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Somebody else is in the middle of a write."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def full(path: Path) -> Iterator[None]:
    """The disk is full: no file of this process grows beyond what the office has now."""
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert path.exists()


TROUBLE = [
    pytest.param(locked, "office is busy", id="fault 13"),
    pytest.param(
        full, "nothing was changed", id="fault 15",
        marks=pytest.mark.skipif(os.name != "posix", reason="needs a limit on the size of files"),
    ),
]  # fmt: skip


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataRoot:
    monkeypatch.setitem(connect.PRAGMAS, "busy_timeout", 20)
    return DataRoot(tmp_path / "office")


def words(app: MmtuiApp) -> str:
    """What is on the screen, in one line."""
    return " ".join(screen_text(app).replace("│", " ").split())


@pytest.mark.parametrize(("trouble", "sentence"), TROUBLE)
def test_fault_13_15_the_first_start_keeps_its_answers(root, trouble, sentence) -> None:
    store = offices.opened(root.folder)
    session = Session(root, store, Config(), lambda day: pytest.fail("no demo"), offices.TODAY)

    async def go() -> None:
        app = MmtuiApp(session, start="first_run")
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            await settle(pilot)
            page = app.screen
            page.name_field.value, page.person_field.value = "Lake Office", "Ida"
            with trouble(store.path):
                await pilot.press("f2")
                await settle(pilot)
            await settle(pilot)
            assert sentence in words(app)
            assert "Traceback" not in words(app) and "locked" not in words(app)
            await pilot.press("escape")
            await settle(pilot)
            assert app.screen is page
            assert (page.name_field.value, page.person_field.value) == ("Lake Office", "Ida")
            await pilot.press("f2")
            await settle(pilot)
            assert isinstance(app.screen, Today)

    asyncio.run(go())
    assert (session.name, session.me.name) == ("Lake Office", "Ida")
    store.close()


@pytest.mark.parametrize(("trouble", "sentence"), TROUBLE)
def test_fault_13_15_an_import_that_can_not_be_saved_is_told_and_saved_later(
    root, tmp_path, trouble, sentence
) -> None:
    store = offices.opened(root.folder)
    offices.signed(offices.at_desk(store))
    (tmp_path / "toggl.csv").write_text(HEADER + row(), encoding="utf-8")
    settings = Config(office=Office(me="Ana", import_folder=str(tmp_path)))
    session = Session(root, store, settings, lambda day: pytest.fail("no demo"), offices.TODAY)

    async def go() -> None:
        app = MmtuiApp(session, start="today")
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            await settle(pilot)
            app.open("import_preview", path=tmp_path / "toggl.csv")
            await settle(pilot)
            page = app.screen
            assert isinstance(page, ImportPreview)
            with trouble(store.path):
                await pilot.press("f2")
                await settle(pilot)
            await settle(pilot)
            assert page.phase == FAILED
            assert sentence in words(app)
            assert page.trouble.region.width > 100 and not page.rows.region
            assert [one.hours.used for one in session.standings()] == [0]
            await pilot.press("escape")
            await settle(pilot)
            app.open("import_preview", path=tmp_path / "toggl.csv")
            await settle(pilot)
            await pilot.press("f2")
            await settle(pilot)
            assert app.screen.phase == SAVED

    asyncio.run(go())
    assert [one.hours.used for one in session.standings()] == [120]
    store.close()
