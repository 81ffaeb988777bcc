"""Pictures of every screen and dialog at 80×24 and 120×40, light and dark; a change must be looked at."""

from __future__ import annotations

from collections import defaultdict
from hashlib import sha256
from pathlib import Path

import pytest

from tests.tui.kit import ARGUMENTS, SCREENS, make_app, settle

SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
LOOKS = ("light", "dark")
OVER = {
    "help": ("today", ["f1"]),
    "menu": ("today", ["f10"]),
    "commands": ("today", ["ctrl+p", "l"]),
    "clients-filtered": ("clients", ["o", "r"]),
    "clients-low": ("clients", ["tab", "f", "f"]),
    "today-needs": ("today", ["tab", "tab"]),
    "first_run-unanswered": ("first_run", ["f2"]),
}
OVER |= {
    "import-narrowed": ("import", ["c", "l"]),
    "import_preview-contract": ("import_preview", ["f", "f", "f", "f", "f", "enter"]),
    "import_preview-refused": ("import_preview", ["f"] * 7),
    "import_preview-saved": ("import_preview", ["f2"]),
    "import_columns-wrong": ("import_columns", ["left"]),
    "import_columns-pick": ("import_columns", ["down", "enter"]),
    "import_open-gone": ("import_open", ["tab", "enter"]),
    "import_open-conflict": ("import_open", ["tab", "down", "enter"]),
}
CASES = {name: (name, []) for name in SCREENS} | OVER


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("case", sorted(CASES))
def test_picture(snap_compare, case: str, size: str, look: str) -> None:
    name, keys = CASES[case]
    app = make_app(name, theme=f"mmtui-{look}")

    async def before(pilot) -> None:
        await settle(pilot)
        if name in ARGUMENTS:
            app.open(name, **ARGUMENTS[name])
            await settle(pilot)
        await pilot.press(*keys)
        await settle(pilot)
        assert not app.errors

    assert snap_compare(app, terminal_size=SIZES[size], run_before=before)


def test_no_two_pictures_are_the_same_file() -> None:
    """Two equal baselines mean that one of them shows the wrong screen."""
    found = defaultdict(list)
    for path in (Path(__file__).parent / "__snapshots__").rglob("*.svg"):
        found[path.parent, sha256(path.read_bytes()).hexdigest()].append(path.name)
    assert found, "there are no baselines"
    assert [names for names in found.values() if len(names) > 1] == []
