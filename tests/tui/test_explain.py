"""How a number came about, on screen: the tree opens and closes, is copied and saved."""

from __future__ import annotations

import asyncio
from pathlib import Path

from mmtui.domain.tree import Node, adds_up
from mmtui.tui.dialogs.explain import Explain, TreeLines, file_name, fitted
from tests.tui.kit import Office, opened, screen_text, settle
from tests.tui.test_client import show

SMALL, LARGE = (80, 24), (120, 40)


def run(test) -> None:
    asyncio.run(test)


async def why(pilot, client_id: int = 1) -> Explain:
    """The dialog over the page of a client, on its hours."""
    await show(pilot, client_id)
    await pilot.press("question_mark")
    await settle(pilot)
    assert isinstance(pilot.app.screen, Explain)
    return pilot.app.screen


def read(app) -> list[str]:
    """The rows of the dialog without its frame."""
    region = app.screen.query_one("#dialog").region
    lines = screen_text(app).splitlines()[region.y + 1 : region.bottom - 1]
    return [line[region.x + 1 : region.right - 1].strip() for line in lines]


def squeezed(lines: list[str]) -> list[str]:
    return [" ".join(line.split()) for line in lines if line]


def test_the_tree_adds_up_to_the_figure() -> None:
    async def go() -> None:
        async with opened("today", LARGE) as pilot:
            dialog = await why(pilot)
            assert adds_up(dialog.node)
            assert squeezed(read(pilot.app))[:12] == [
                "Acme Dental, hours left, NOVEMBER 2026 0:45",
                "▌ Allowance 16:00",
                "├─ Grant: Standard plan, 11/01/26 16:00",
                "├─ Rolled over from October, unused hours expire none",
                "└─ Top-ups none",
                "Used plan work, 10 entries −15:15",
                "├─ Week to Tue 11/03, 2 entries, frozen −2:30",
                "├─ Week to Tue 11/10, 2 entries, frozen −4:00",
                "├─ Week to Tue 11/17, 2 entries, frozen −4:30",
                "└─ Week to Tue 11/24, 4 entries, open −4:15",
                "─" * 70,
                "Left 0:45",
            ]

    run(go())


def test_80_columns_leave_the_blank_lines_out() -> None:
    async def go() -> None:
        async with opened("today", SMALL) as pilot:
            await why(pilot)
            lines = read(pilot.app)
            assert lines[0].endswith("0:45") and lines[1].endswith("16:00")
            assert lines[-1].startswith("Copy") and lines[-1].endswith("← closes it")

    run(go())


def test_arrows_open_and_close_a_week() -> None:
    async def go() -> None:
        async with opened("today", LARGE) as pilot:
            await why(pilot)
            tree = pilot.app.screen.query_one(TreeLines)
            height = pilot.app.screen.query_one("#dialog").region.height
            await pilot.press(*["down"] * 7)
            await pilot.pause()
            assert tree.shown[tree.cursor].node.label.startswith("Week to Tue 11/17")
            assert tree.hint() == "→ opens it"
            await pilot.press("right")
            await pilot.pause()
            text = squeezed(read(pilot.app))
            assert "│ ├─ Thu 11/12 Kim Booking form mail −2:00" in text
            assert "│ └─ Mon 11/16 Ben Theme 4.2 update −2:30" in text
            assert pilot.app.screen.query_one("#dialog").region.height == height
            await pilot.press("down", "left")
            await pilot.pause()
            assert tree.shown[tree.cursor].node.label.startswith("Week to Tue 11/17")
            await pilot.press("left")
            await pilot.pause()
            assert "Booking form mail" not in "".join(read(pilot.app))
            await pilot.press("enter")
            await pilot.pause()
            assert "Booking form mail" in "".join(read(pilot.app))

    run(go())


def test_the_cursor_passes_over_blanks_rules_and_remarks() -> None:
    async def go() -> None:
        async with opened("today", LARGE) as pilot:
            await why(pilot)
            tree = pilot.app.screen.query_one(TreeLines)
            seen = []
            for _ in range(tree.count() + 2):
                seen.append(tree.shown[tree.cursor].path)
                await pilot.press("down")
            assert None not in seen and seen[-1] == ()
            await pilot.press("home")
            assert tree.shown[tree.cursor].path == (0,)
            await pilot.press("end")
            assert tree.shown[tree.cursor].path == ()

    run(go())


def test_copying_shows_the_text_too() -> None:
    async def go() -> None:
        async with opened("today", LARGE) as pilot:
            await why(pilot)
            await pilot.press("c")
            await pilot.pause()
            assert pilot.app.clipboard.startswith("Acme Dental, hours left, NOVEMBER 2026")
            assert "│  │  ├─ Thu 11/12  Kim  Booking form mail" in pilot.app.clipboard
            assert "Copied, if the terminal allows it." in screen_text(pilot.app)

    run(go())


def test_saving_says_where_the_file_is(tmp_path: Path) -> None:
    async def go() -> None:
        office = Office()
        office.save_folder = tmp_path
        async with opened("today", LARGE, office=office) as pilot:
            await why(pilot)
            await pilot.press("w")
            await settle(pilot)
            made = tmp_path / "acme-dental-november-2026-hours.txt"
            assert "−15:15" in made.read_text(encoding="utf-8")
            assert "Saved as" in screen_text(pilot.app)

    run(go())


def test_a_file_that_cant_be_written_is_told_and_the_dialog_stays() -> None:
    async def go() -> None:
        async with opened("today", LARGE, healthy=False) as pilot:
            dialog = await why(pilot)
            await pilot.press("w")
            await settle(pilot)
            assert "acme-dental-november-2026-hours.txt can't be written" in screen_text(pilot.app)
            await pilot.press("escape")
            await pilot.pause()
            assert pilot.app.screen is dialog

    run(go())


def test_the_chosen_meter_is_explained() -> None:
    async def go() -> None:
        async with opened("today", LARGE) as pilot:
            page = await show(pilot, 1)
            page.meters.focus()
            await pilot.press("right")
            await pilot.pause()
            assert "▌ PM calls" in " ".join(screen_text(pilot.app).split())
            await pilot.press("question_mark")
            await settle(pilot)
            assert "Acme Dental, calls left" in screen_text(pilot.app)

    run(go())


def test_buttons_do_what_the_keys_do() -> None:
    async def go() -> None:
        async with opened("today", LARGE) as pilot:
            dialog = await why(pilot)
            await pilot.click("#close")
            await pilot.pause()
            assert pilot.app.screen is not dialog

    run(go())


def test_a_tree_higher_than_the_terminal_scrolls() -> None:
    async def go() -> None:
        async with opened("today", SMALL) as pilot:
            weeks = tuple(Node(f"Week {number}", "", -1, "minutes", ()) for number in range(60))
            root = Node("Figure", "", -60, "minutes", (Node("Used", "", -60, "minutes", weeks),))
            pilot.app.push_screen(Explain(root, "x", lambda name, text: Path(name)))
            await pilot.pause()
            assert screen_text(pilot.app).splitlines()[-2].strip().startswith("╰") or read(pilot.app)
            await pilot.press("end")
            await pilot.pause()
            lines = read(pilot.app)
            assert "Left" in "".join(lines) and lines[-1].startswith("Copy")

    run(go())


def test_hostile_labels_are_drawn_and_copied_without_what_a_terminal_obeys() -> None:
    async def go() -> None:
        async with opened("today", SMALL) as pilot:
            root = Node("A [/] \x1b[31mB", "", 0, "minutes", (Node("[b]x", "\x9b5n", 0, "minutes", ()),))
            pilot.app.push_screen(Explain(root, "x", lambda name, text: Path(name)))
            await pilot.pause()
            assert "A [/] �[31mB" in screen_text(pilot.app) and "[b]x" in screen_text(pilot.app)
            await pilot.press("c")
            await pilot.pause()
            assert "\x1b" not in pilot.app.clipboard and "\x9b" not in pilot.app.clipboard

    run(go())


def test_file_names_are_plain() -> None:
    assert file_name("Café Zoë [/] NOVEMBER 2026 hours") == "cafe-zoe-november-2026-hours.txt"
    assert file_name("///") == "explanation.txt"


def test_the_copied_text_wraps_long_labels_and_keeps_every_figure() -> None:
    part = Node("Week to Tue 11/10, 12 entries of a very long remark on the work", "open", -90, "minutes", ())
    root = Node("Acme Dental, hours left", "NOVEMBER 2026", -90, "minutes", (part,))
    lines = fitted(root, 40).splitlines()
    assert max(map(len, lines)) <= 40 and "".join(lines).count("−1:30") == 2
    assert " ".join(" ".join(lines).split()).count("remark on the work") == 1 or len(lines) > 3
