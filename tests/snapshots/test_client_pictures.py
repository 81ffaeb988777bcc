"""Pictures of the client page in every state and view, and of the explanation; a change must be looked at."""

from __future__ import annotations

import pytest

from tests.tui.kit import Office, make_app, settle

LARGE, SMALL = (120, 40), (80, 24)
LOOKS = {"120x40-dark": (LARGE, "mmtui-dark"), "80x24-light": (SMALL, "mmtui-light")}
OTHERS = {"120x40-light": (LARGE, "mmtui-light"), "80x24-dark": (SMALL, "mmtui-dark")}
STATES = {
    "over": (2, ""),
    "hostile-name": (3, ""),
    "paused": (4, ""),
    "ended": (5, ""),
    "several-contracts": (6, ""),
    "prepaid": (7, ""),
    "no-entries-yet": (8, ""),
    "topped-up": (9, ""),
    "used-up": (10, ""),
    "no-contract": (99, ""),
    "cycle-before": (1, "["),
    "right-size": (1, "tab tab"),
    "meter-chosen": (1, "shift+tab right"),
    "entries": (11, "e end"),
    "ledger": (9, "v v"),
    "contacts": (1, "v v v"),
    "contracts": (6, "v v v v"),
}
OPENED = {"as-it-opens": (1, "")}
EXPLAINED = {"explained": (1, "question_mark down down down down down right")}
CASES = [(name, look) for name in STATES for look in LOOKS]
CASES += [(name, look) for name in EXPLAINED for look in LOOKS | OTHERS]


def picture(snap_compare, name: str, look: str, office: Office | None = None) -> bool:
    client_id, keys = (STATES | EXPLAINED | OPENED)[name]
    size, theme = (LOOKS | OTHERS)[look]
    app = make_app("today", office, theme)

    async def before(pilot) -> None:
        await settle(pilot)
        app.open_client(client_id)
        await settle(pilot)
        for key in keys.split():
            await pilot.press(key)
            await settle(pilot)
        assert not app.errors

    return snap_compare(app, terminal_size=size, run_before=before)


@pytest.mark.parametrize(("name", "look"), CASES, ids=["-".join(case) for case in CASES])
def test_client(snap_compare, name: str, look: str) -> None:
    assert picture(snap_compare, name, look)


@pytest.mark.parametrize("look", LOOKS)
def test_curve_in_blocks(snap_compare, look: str) -> None:
    """The same page on a terminal without braille."""
    office = Office()
    office.curve_style = "blocks"
    assert picture(snap_compare, "as-it-opens", look, office)
