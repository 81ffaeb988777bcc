"""What a person does, in few keys."""

from __future__ import annotations

import asyncio
from datetime import date

from textual.widgets import Static

from mmtui.errors import FieldError, StoreError
from mmtui.tui.dialogs.base import Question
from mmtui.tui.screens.clients import Clients
from mmtui.tui.screens.page import Page
from mmtui.tui.screens.today import Today
from tests.tui.fakes import ROWS
from tests.tui.kit import Office, opened, screen_text, settle


def run(test) -> None:
    asyncio.run(test)


def test_a_number_opens_its_job_and_escape_comes_back() -> None:
    async def go() -> None:
        async with opened("today") as pilot:
            await pilot.press("3")
            await settle(pilot)
            assert isinstance(pilot.app.screen, Clients)
            assert "Demo Office › Clients" in screen_text(pilot.app)
            await pilot.press("escape")
            await pilot.pause()
            assert isinstance(pilot.app.screen, Today)

    run(go())


def test_a_free_number_says_that_its_job_is_not_there_yet() -> None:
    async def go() -> None:
        office = Office()
        office.jobs = tuple(job for job in office.jobs if job.number == 3)
        async with opened("today", office=office) as pilot:
            await pilot.press("1")
            await pilot.pause()
            assert isinstance(pilot.app.screen, Today)
            seen = screen_text(pilot.app)
            assert "Tuesday cutoff" not in seen and "Job 1 is not there yet." in seen
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(pilot.app.screen, Clients)

    run(go())


def test_typing_narrows_the_clients_and_escape_shows_all() -> None:
    async def go() -> None:
        async with opened("clients") as pilot:
            page = pilot.app.screen
            assert page.focused is page.search and "S Sort" not in screen_text(pilot.app)
            await pilot.press(*"zoe")
            await pilot.pause()
            assert [row.client for row in page.table.rows] == ["Café Zoë"]
            assert "1 of 14 contracts" in screen_text(pilot.app)
            await pilot.press("x")
            await pilot.pause()
            assert "No client matches “zoex”. Esc shows all." in screen_text(pilot.app)
            await pilot.press("escape")
            await pilot.pause()
            assert len(page.table.rows) == len(ROWS) and page.focused is page.search
            asked: list[int] = []
            pilot.app.open_client = asked.append
            await pilot.press(*"acme", "enter", "escape", "down", "enter")
            await pilot.pause()
            assert asked == [2, 3]

    run(go())


def test_a_letter_that_is_no_key_starts_the_filter() -> None:
    async def go() -> None:
        async with opened("clients") as pilot:
            pilot.app.screen.table.focus()
            await pilot.press("n", "o", "r")
            await pilot.pause()
            assert [row.client for row in pilot.app.screen.table.rows] == ["Nordwind"]

    run(go())


def test_states_are_stepped_through_and_counted() -> None:
    async def go() -> None:
        async with opened("clients") as pilot:
            page = pilot.app.screen
            assert "▲ over 1" in screen_text(pilot.app) and "◆ low 5" in screen_text(pilot.app)
            await pilot.press("tab", "f", "F")
            await pilot.pause()
            assert {row.state for row in page.table.rows} == {"low"} and len(page.table.rows) == 5

    run(go())


def test_sorting_keeps_the_cursor_on_its_row() -> None:
    async def go() -> None:
        async with opened("clients", (120, 40)) as pilot:
            table = pilot.app.screen.table
            assert [row.client for row in table.rows][:2] == ["Nordwind", "Acme Dental"]
            await pilot.press("down", "down")
            assert table.row_at_cursor().client == "Harbor Books"
            table.sort_by(0)
            assert table.rows[0].client == "Acme Dental" and table.row_at_cursor().client == "Harbor Books"
            table.focus()
            await pilot.press("S")
            assert "S Sort" in screen_text(pilot.app)
            assert table.rows[0].client == "Tallis Legal" and table.row_at_cursor().client == "Harbor Books"
            heads = screen_text(pilot.app).splitlines()[6]
            await pilot.click(table, offset=(heads.index("Left") - table.region.x, 2))
            assert table.columns[table.sorted_by].title == "Left"

    run(go())


def test_a_refresh_changes_cells_and_keeps_the_cursor() -> None:
    async def go() -> None:
        office = Office()
        async with opened("clients", office=office) as pilot:
            table = pilot.app.screen.table
            await pilot.press("down")
            office.rows = [(*ROWS[0][:3], 600, *ROWS[0][4:]), *ROWS[1:]]
            await pilot.press("f5")
            await settle(pilot)
            assert table.row_at_cursor().client == "Acme Dental"
            assert "−2:00" in screen_text(pilot.app)
            office.rows = office.rows[1:]
            await pilot.press("f5")
            await settle(pilot)
            assert len(table.rows) == len(ROWS) - 1 and "Nordwind" not in screen_text(pilot.app)

    run(go())


def test_a_cursor_key_redraws_two_rows_and_nothing_else() -> None:
    async def go() -> None:
        async with opened("clients", (120, 40)) as pilot:
            app = pilot.app
            app.screen.table._strips.clear()
            drawn = []
            table = app.screen.table
            draw = table.draw
            table.draw = lambda index, *rest: drawn.append(index) or draw(index, *rest)
            await pilot.press("down")
            await pilot.pause()
            assert sorted(drawn) == [0, 1]

    run(go())


def test_200_clients_scroll_and_only_what_one_sees_is_drawn() -> None:
    async def go() -> None:
        rows = [(f"Client {n:03}", "Basic", 480, n, "ok", None) for n in range(200)]
        async with opened("clients", office=Office(rows)) as pilot:
            table = pilot.app.screen.table
            assert len(table._strips) <= table.room + 2
            table.focus()
            await pilot.press("end")
            await pilot.pause()
            assert table.cursor == 199 and table.rows[199].client in screen_text(pilot.app)
            await pilot.press("pageup")
            assert table.cursor == 199 - (table.room - 1)

    run(go())


class Typed(Page):
    """A screen with typed work that is not saved."""

    KEYS = ("help", "back")
    crumb = "Typed"
    saved = False
    dirty = True

    def unsaved(self) -> str | None:
        return "The entry of 2:15 for Harbor Books is not saved." if self.dirty else None

    def save(self) -> bool:
        self.saved, self.dirty = True, False
        return True


def test_unsaved_work_asks_before_leaving_and_before_quitting() -> None:
    async def go() -> None:
        async with opened("today") as pilot:
            app, page = pilot.app, Typed()
            app.push_screen(page)
            await pilot.pause()
            await pilot.press("escape")
            await pilot.pause()
            assert "2:15 for Harbor Books is not saved" in screen_text(app)
            assert app.screen.focused.id == "keep"
            await pilot.press("enter")
            await pilot.pause()
            assert app.screen is page
            await pilot.press("ctrl+q")
            await pilot.pause()
            assert isinstance(app.screen, Question)
            await pilot.click("#save")
            await pilot.pause()
            assert page.saved and app.return_code == 0

    run(go())


def test_quitting_without_unsaved_work_ends_at_once() -> None:
    async def go() -> None:
        async with opened("clients") as pilot:
            await pilot.press("ctrl+q")
            await pilot.pause()
            assert pilot.app.return_code == 0

    run(go())


def test_an_error_of_a_read_is_a_sentence_and_the_old_rows_stay() -> None:
    async def go() -> None:
        office = Office()
        async with opened("clients", office=office, healthy=False) as pilot:
            office.fails = StoreError("The office database is locked.", "Try again in a moment.")
            await pilot.press("f5")
            await settle(pilot)
            seen = screen_text(pilot.app)
            assert "The office database is locked." in seen and "Try again in a moment." in seen
            await pilot.press("enter")
            office.fails = None
            await pilot.pause()
            assert isinstance(pilot.app.screen, Clients) and len(pilot.app.screen.table.rows) == len(ROWS)

    run(go())


def test_a_fault_of_the_program_is_told_without_locals_and_it_goes_on() -> None:
    async def go() -> None:
        office = Office()
        async with opened("clients", office=office, healthy=False) as pilot:
            secret = "hunter2"  # noqa: F841
            office.fails = RuntimeError("boom")
            await pilot.press("f5")
            await settle(pilot)
            seen = screen_text(pilot.app)
            assert "RuntimeError in the program itself." in seen and "the log file" in seen
            assert "hunter2" not in seen
            office.fails = None
            await pilot.press("enter")
            await pilot.press("down")
            await pilot.pause()
            assert pilot.app.screen.table.cursor == 1

    run(go())


def test_a_fault_in_a_handler_keeps_the_app_running() -> None:
    async def go() -> None:
        async with opened("today", healthy=False) as pilot:
            app = pilot.app
            app.screen.action_low = app.screen.action_show = None
            app.screen.jobs.action_move = lambda by: 1 / 0
            await pilot.press("down")
            await pilot.pause()
            assert "ZeroDivisionError" in screen_text(app)
            await pilot.press("escape", "3")
            await settle(pilot)
            assert isinstance(app.screen, Clients)

    run(go())


def test_a_look_is_changed_at_once_and_kept() -> None:
    async def go() -> None:
        office = Office()
        async with opened("settings", office=office) as pilot:
            await pilot.press("right")
            await settle(pilot)
            assert pilot.app.theme == "mmtui-light" and office.calls == [("theme", "mmtui-light")]
            await pilot.press("tab", "right")
            await settle(pilot)
            assert ("me", 2) in office.calls and "Kim (developer)" in screen_text(pilot.app)
            await pilot.press("tab", "right", "right")
            await settle(pilot)
            assert office.date_style == "iso" and "Tue 2026-11-24" in screen_text(pilot.app)

    run(go())


def test_an_office_of_twelve_chooses_who_one_is() -> None:
    async def go() -> None:
        office = Office()
        people = [office.me._replace(id=number, name=f"Person Number{number}") for number in range(1, 13)]
        office.people = lambda: people
        for size in ((80, 24), (120, 40)):
            async with opened("settings", size, office=office) as pilot:
                seen = screen_text(pilot.app)
                assert all(person.name in seen for person in people)
                assert "blocks, for fonts without braille" in seen

    run(go())


def test_the_first_start_asks_and_opens_the_office() -> None:
    async def go() -> None:
        office = Office(is_new=True)
        async with opened("first_run", office=office) as pilot:
            await pilot.press(*"Lake", "enter", *"Ida", "enter")
            assert screen_text(pilot.app).count("America/New_York") == 1
            await pilot.press(*"berl")
            await pilot.pause()
            await pilot.press("enter")
            assert pilot.app.screen.zone.field.value == "Europe/Berlin"
            await pilot.press("f2")
            await settle(pilot)
            answers = dict(office.calls)["set_up"]
            assert (answers["name"], answers["zone"], answers["person"]) == ("Lake", "Europe/Berlin", "Ida")
            assert answers["role"] == "assistant" and answers["theme"] == "mmtui-dark"
            assert isinstance(pilot.app.screen, Today)

    run(go())


def test_an_unanswered_question_is_named_under_its_field() -> None:
    async def go() -> None:
        office = Office(is_new=True)
        office.set_up = refuse
        async with opened("first_run", office=office) as pilot:
            await pilot.press("f2")
            await pilot.pause()
            assert "What is the office called?" in screen_text(pilot.app)
            assert pilot.app.screen.focused.id == "name" and not office.calls
            pilot.app.screen.name_field.value = pilot.app.screen.person_field.value = "x"
            await pilot.press("f2")
            await settle(pilot)
            assert "That name is taken." in screen_text(pilot.app)
            assert pilot.app.screen.name_field.value == "x"

    run(go())


def test_a_zone_is_taken_or_typed_exactly_and_never_guessed_from_letters() -> None:
    async def go() -> None:
        office = Office(is_new=True)
        async with opened("first_run", office=office) as pilot:
            page = pilot.app.screen
            page.name_field.value = page.person_field.value = "x"
            page.zone.field.focus()
            await pilot.press(*"europe")
            await pilot.pause()
            assert "Europe/Berlin" in screen_text(pilot.app)
            await pilot.press("tab")
            await pilot.pause()
            assert "↓ and Enter take one of the list." in screen_text(pilot.app)
            assert "Europe/Berlin" not in screen_text(pilot.app)
            await pilot.press("f2")
            await pilot.pause()
            assert page.focused is page.zone.field and page.zone.field.has_class("wrong")
            assert not office.calls
            await pilot.press(*"zzz", "f2")
            await pilot.pause()
            assert "No zone matches. Type a city." in screen_text(pilot.app) and not office.calls
            assert page.focused is page.zone.field and page.zone.field.value == "zzz"
            page.zone.field.value = "europe/london"
            await pilot.press("f2")
            await settle(pilot)
            assert dict(office.calls)["set_up"]["zone"] == "Europe/London"

    run(go())


def test_quitting_a_half_filled_first_start_asks() -> None:
    async def go() -> None:
        office = Office(is_new=True)
        async with opened("first_run", office=office) as pilot:
            await pilot.press(*"Lake", "ctrl+q")
            await pilot.pause()
            assert "The answers of the first start are not saved." in screen_text(pilot.app)
            await pilot.click("#save")
            await pilot.pause()
            assert "Who are you?" in screen_text(pilot.app) and pilot.app.return_code is None
            await pilot.press(*"Ida", "ctrl+q")
            await pilot.pause()
            await pilot.click("#save")
            await pilot.pause()
            assert dict(office.calls)["set_up"]["person"] == "Ida" and pilot.app.return_code == 0

    run(go())


def refuse(**answers: str) -> None:
    raise FieldError("name", "That name is taken.")


def test_the_demo_office_is_one_button_away() -> None:
    async def go() -> None:
        office = Office(is_new=True)
        async with opened("first_run", office=office) as pilot:
            pilot.app.screen.query_one("#demo").focus()
            await pilot.press("enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, Today) and office.calls == [("demo",)]

    run(go())


def test_help_menu_and_palette_find_the_same_things() -> None:
    async def go() -> None:
        async with opened("today", (120, 40)) as pilot:
            app = pilot.app
            await pilot.press("f1")
            await pilot.pause()
            assert "Opens the job with that number." in screen_text(app)
            await pilot.press("escape", "f10", "down", "enter")
            await settle(pilot)
            assert isinstance(app.screen, Clients)
            await pilot.press("ctrl+p", *"setti")
            await pilot.pause()
            await pilot.press("enter")
            await settle(pilot)
            assert app.screen.crumb == "Settings"

    run(go())


def test_the_words_of_the_footer_can_be_clicked() -> None:
    async def go() -> None:
        async with opened("today") as pilot:
            line = screen_text(pilot.app).splitlines()[-1]
            await pilot.click("#footer", offset=(line.index("F10"), 0))
            await pilot.pause()
            assert "Menu" in str(pilot.app.screen.query_one("#dialog").heading)

    run(go())


def test_after_midnight_the_top_line_is_the_new_day() -> None:
    async def go() -> None:
        office = Office()
        async with opened("today", office=office) as pilot:
            office.today = lambda: date(2026, 11, 25)
            pilot.app._look_at_the_day()
            await settle(pilot)
            assert "Wed 11/25/26" in screen_text(pilot.app)

    run(go())


def test_empty_screens_say_the_next_step() -> None:
    async def go() -> None:
        office = Office(rows=[])
        office.needs = ()
        async with opened("today", (120, 40), office=office) as pilot:
            seen = screen_text(pilot.app)
            assert "No contracts yet. F10 Menu, Import reads the client list." in seen
            assert "Nothing waits for you." in seen
        async with opened("clients", office=Office(rows=[])) as pilot:
            assert "No clients yet." in screen_text(pilot.app)

    run(go())


def test_a_dialog_names_its_parts() -> None:
    async def go() -> None:
        async with opened("today", healthy=False) as pilot:
            pilot.app.report(StoreError("No room on the disk.", "Free some space.", where="office.db"))
            await pilot.pause()
            words = [str(static.render()) for static in pilot.app.screen.query(Static)]
            assert words == [
                "office.db: No room on the disk.",
                "Kept   Nothing was changed by this step.",
                "To do  Free some space.",
            ]

    run(go())


def test_the_office_and_the_person_are_changed_later() -> None:
    async def go() -> None:
        office = Office()
        async with opened("settings", office=office) as pilot:
            await pilot.press("o")
            await settle(pilot)
            page = pilot.app.screen
            await pilot.press(*" West", "escape")
            await pilot.pause()
            assert "The changes to the office are not saved." in screen_text(pilot.app)
            await pilot.press("enter")
            page.fields["person"].value, page.zone.field.value = "Ana Silva", "utc"
            page.role.choose("owner")
            await pilot.press("f2")
            await settle(pilot)
            assert ("office", "Demo Office West", "UTC") in office.calls
            assert ("person", "Ana Silva", "owner") in office.calls
            assert pilot.app.screen.crumb == "Settings" and "Demo Office West" in screen_text(pilot.app)

    run(go())


def test_the_arrow_of_the_sorted_column_says_which_end_is_first() -> None:
    async def go() -> None:
        async with opened("clients", (120, 40)) as pilot:
            table = pilot.app.screen.table
            assert "↑Left" in screen_text(pilot.app)
            table.sort_by(3)
            await pilot.pause()
            assert table.rows[0].client == "Nordwind" and "↓Used %" in screen_text(pilot.app)
            table.sort_turn()
            await pilot.pause()
            assert table.rows[-1].client == "Nordwind" and "↑Used %" in screen_text(pilot.app)

    run(go())


def test_entries_without_activity_open_where_they_stand() -> None:
    async def go() -> None:
        async with opened("today", (120, 40)) as pilot:
            assert "of 14 contracts" in screen_text(pilot.app) or "14 contracts" in screen_text(pilot.app)
            pilot.app.screen.needs.focus()
            await pilot.press("end", "enter")
            await settle(pilot)
            page = pilot.app.screen
            assert (page.view, page.contract_id, page.focused) == ("entries", 1, page.entries)
            assert page.cycle_page.cycle.contains(date(2026, 11, 23))

    run(go())


def test_few_jobs_leave_no_empty_panel() -> None:
    """With three jobs the office's panel is as tall as its rows and the needs go below both columns."""

    async def go() -> None:
        office = Office()
        office.jobs = office.jobs[:3]
        async with opened("today", (120, 40), office=office) as pilot:
            page = pilot.app.screen
            assert page.facts.region.height <= len(page.facts.rows) + 4
            assert page.needs.region.width == 118 and page.needs.region.bottom == 38

    run(go())


def test_the_note_of_the_clients_says_that_more_are_below() -> None:
    async def go() -> None:
        rows = [(f"Client {n:03}", "Basic", 480, n, "ok", None) for n in range(30)]
        async with opened("clients", office=Office(rows)) as pilot:
            assert "30 contracts, ↓ for more" in screen_text(pilot.app)
            await pilot.press("pagedown", "pagedown")
            await pilot.pause()
            assert "30 contracts, ↑ for more" in screen_text(pilot.app)

    run(go())
