"""Draws the pictures in this folder: every screen of the demo office as of 11/24/26, two sizes, two looks.

    python -m pip install pillow
    python screenshots/make.py [WORD ...]

Words choose pictures by parts of their names (`today`, `80x24`, `light`). Pillow is a tool of this script
only; mmtui does without it. The cells come from Textual's compositor: text is drawn with DejaVu Sans Mono,
while lines, blocks, gauges and braille are drawn as shapes on whole cells, as good terminals do, so that
frames join.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cells import draw_picture

if TYPE_CHECKING:
    from textual.app import App
    from textual.pilot import Pilot

    from mmtui.db.connect import Store
    from mmtui.paths import DataRoot
    from mmtui.services.session import Session

HERE = Path(__file__).parent
DAY = date(2026, 11, 24)
SIZES = ((120, 40), (80, 24))
LOOKS = ("dark", "light")
CLIENT = "Acme Dental"
FIRST = "first_run"


class Picture(NamedTuple):
    """A picture of a screen of the registry; `keys` are pressed before it is taken."""

    name: str
    screen: str
    keys: tuple[str, ...] = ()


def pictures() -> list[Picture]:
    """One of every screen of the registry that opens by its name, and those behind a key."""
    from mmtui.tui import registry

    reached = [name for name, entry in registry.SCREENS.items() if entry.listed or name in (FIRST, "client")]
    made = [Picture(name.replace("_", "-"), name) for name in reached]
    more = [
        Picture("client-why", "client", ("question_mark",)),
        Picture("client-entries", "client", ("v",)),
        Picture("help", "today", ("f1",)),
        Picture("import-preview", "import", ("down", "enter")),
    ]
    return made + [picture for picture in more if picture.screen in registry.SCREENS]


@contextlib.asynccontextmanager
async def opened(session: Session, picture: Picture, size: tuple[int, int]) -> AsyncIterator[App[int]]:
    """The app on a screen, after its keys, with everything read."""
    from mmtui.tui.app import MmtuiApp

    app = MmtuiApp(session, log_label="mmtui.log")
    async with app.run_test(size=size) as pilot:
        await settle(app, pilot)
        if picture.screen == "client":
            app.open_client(next(number for number, name in session.client_names() if name == CLIENT))
        elif picture.screen != app.start_name:
            app.open(picture.screen)
        await settle(app, pilot)
        for key in picture.keys:
            await pilot.press(key)
            await settle(app, pilot)
        yield app


async def settle(app: App[int], pilot: Pilot[int]) -> None:
    """Wait until the workers have read and their answers are drawn."""
    for _ in range(3):
        await app.workers.wait_for_complete()
        await pilot.pause()


def demo_session(look: str) -> Session:
    """A new demo office as of the day of the pictures, in one look."""
    from mmtui.demo import open_demo

    return _session(*open_demo(DAY), look)


def new_session(folder: str, look: str) -> Session:
    """An office that nobody has set up yet, as the first start shows it."""
    from mmtui.paths import DataRoot
    from mmtui.services.office import open_office

    root = DataRoot(Path(folder))
    return _session(root, open_office(root), look)


def _session(root: DataRoot, store: Store, look: str) -> Session:
    from mmtui import config
    from mmtui.services.session import Session

    settings = config.read(root.config_file)
    settings = replace(settings, look=replace(settings.look, theme=f"mmtui-{look}"))
    return Session(root, store, settings, lambda _: demo_session(look), DAY)


async def make(words: tuple[str, ...]) -> None:
    """Draw every picture whose name holds all the words."""
    for look in LOOKS:
        with tempfile.TemporaryDirectory() as folder:
            new = new_session(folder, look)
            await _make([picture for picture in pictures() if picture.screen == FIRST], new, look, words)
            new.store.close()
        demo = demo_session(look)
        os.environ["HOME"] = str(demo.root.folder)
        await _make([picture for picture in pictures() if picture.screen != FIRST], demo, look, words)


async def _make(wanted: Iterable[Picture], session: Session, look: str, words: tuple[str, ...]) -> None:
    for picture in wanted:
        for size in SIZES:
            name = f"{picture.name}-{size[0]}x{size[1]}-{look}"
            if all(word in name for word in words):
                async with opened(session, picture, size) as app:
                    draw_picture(app, HERE / f"{name}.png")
                print(name)


def main() -> None:
    os.environ["MMTUI_TODAY"] = DAY.isoformat()
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    os.environ["TZ"] = "America/New_York"
    sys.path.insert(0, str(HERE.parent))
    try:
        import PIL  # noqa: F401
    except ImportError:
        raise SystemExit("The pictures need Pillow: python -m pip install pillow") from None
    asyncio.run(make(tuple(sys.argv[1:])))


if __name__ == "__main__":
    main()
