"""Reading files in with few keys: a real office, real files, the whole way from the picker to the balance."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from textual.worker import WorkerCancelled

from mmtui.config import Config, Office
from mmtui.paths import DataRoot
from mmtui.services.session import Session
from mmtui.tui.app import MmtuiApp
from mmtui.tui.screens.import_columns import ImportColumns
from mmtui.tui.screens.import_file import ImportFile
from mmtui.tui.screens.import_open import ImportOpen
from mmtui.tui.screens.import_preview import FAILED, READING, READY, SAVED, ImportPreview
from mmtui.tui.widgets.files import cut_front
from tests import offices
from tests.tui.kit import screen_text

TOGGL = (
    "User,Email,Client,Project,Task,Description,Billable,"
    "Start date,Start time,End date,End time,Duration,Tags,Amount (USD)\n"
)
ROW = "Ana,ana@example.com,{client},{project},,{note},Yes,{day},09:00:00,{day},{end}:00:00,0{hours}:00:00,,\n"


async def settle(pilot) -> None:
    """Wait for reads and what follows from them; a read that a newer one replaced is no fault."""
    for _ in range(3):
        with suppress(WorkerCancelled):
            await pilot.app.workers.wait_for_complete()
        await pilot.pause()


def toggl(*rows: str) -> str:
    """A Toggl file; each row is `2026-11-12 2 Acme Dental/Support: Fix`."""
    return TOGGL + "".join(map(_toggl_row, rows))


def _toggl_row(row: str) -> str:
    what, _, note = row.partition(": ")
    day, hours, names = what.split(" ", 2)
    client, _, project = names.partition("/")
    end = f"{9 + int(hours):02d}"
    return ROW.format(day=day, hours=hours, end=end, client=client, project=project, note=note)


@pytest.fixture
def session(tmp_path) -> Session:
    """An office of Acme Dental and Nordwind whose picker begins in the folder `in`."""
    root = DataRoot(tmp_path / "office")
    store = offices.opened(root.folder)
    desk = offices.at_desk(store)
    offices.signed(desk, "Acme Dental")
    offices.signed(desk, "Nordwind", "Basic")
    folder = tmp_path / "in"
    folder.mkdir()
    settings = Config(office=Office(me="Ana", import_folder=str(folder)))
    yield Session(root, store, settings, lambda day: pytest.fail("no demo"), offices.TODAY)
    store.close()


def put(session: Session, text: str, name: str = "toggl.csv") -> Path:
    path = Path(session.config.office.import_folder) / name
    path.write_text(text, encoding="utf-8")
    return path


def used(session: Session) -> dict[str, int]:
    """Minutes used this cycle, by client."""
    return {one.client: one.hours.used for one in session.standings()}


@asynccontextmanager
async def importing(session: Session, size=(80, 24), *keys: str):
    """The picker, after some keys."""
    app = MmtuiApp(session, start="import")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        yield pilot
        await settle(pilot)
        assert not app.errors, app.errors


def run(test) -> None:
    asyncio.run(test)


def test_enter_shows_what_would_come_and_f2_saves_it(session) -> None:
    put(session, toggl("2026-11-12 2 Acme Dental: Fix", "2026-11-13 1 Nordwind: Move"))

    async def go() -> None:
        async with importing(session, (120, 40), "enter") as pilot:
            page = pilot.app.screen
            assert isinstance(page, ImportPreview) and page.phase == READY
            seen = screen_text(pilot.app)
            assert "Dates are year-first." in seen and "Save 2 new rows" in seen
            assert used(session) == {"Acme Dental": 0, "Nordwind": 0}
            await pilot.press("f2")
            await settle(pilot)
            assert page.phase == SAVED and "Saved 2 new rows." in screen_text(pilot.app)
            assert used(session) == {"Acme Dental": 120, "Nordwind": 60}
            await pilot.press("escape")
            await settle(pilot)
            assert isinstance(pilot.app.screen, ImportFile)
            assert screen_text(pilot.app).startswith(" mmtui  My Office › Import  ")
            await pilot.press("enter")
            await settle(pilot)
            assert pilot.app.screen.data.counts["seen"] == 2
            assert "Save (there is nothing new in this file)" in screen_text(pilot.app)
            await pilot.press("f2", "escape")
            await settle(pilot)
            assert isinstance(pilot.app.screen, ImportFile)

    run(go())


def test_escape_leaves_the_preview_and_saves_nothing(session) -> None:
    put(session, toggl("2026-11-12 2 Acme Dental: Fix"))

    async def go() -> None:
        async with importing(session, (80, 24), "enter", "escape") as pilot:
            assert isinstance(pilot.app.screen, ImportFile)
        with session.store.session():
            assert session.store.rows("SELECT count(*) FROM time_entry") == [(0,)]
            assert session.store.rows("SELECT count(*) FROM import_batch") == [(0,)]

    run(go())


def test_the_mouse_alone_reads_a_file_in(session) -> None:
    put(session, toggl("2026-11-12 2 Acme Dental: Fix"))

    async def go() -> None:
        async with importing(session) as pilot:
            row = next(y for y, line in enumerate(screen_text(pilot.app).splitlines()) if "toggl.csv" in line)
            await pilot.click(offset=(6, row), times=2)
            await settle(pilot)
            await pilot.click("#save")
            await settle(pilot)
            assert used(session)["Acme Dental"] == 120
            await pilot.click("#leave")
            await settle(pilot)
            assert isinstance(pilot.app.screen, ImportFile)

    run(go())


def test_a_row_without_a_contract_gets_one_before_saving(session) -> None:
    put(session, toggl("2026-11-12 2 Acme Dntl/Site: Fix", "2026-11-13 1 Nordwind: Move"))

    async def go() -> None:
        async with importing(session, (80, 24), "enter", "f", "f") as pilot:
            assert pilot.app.screen.chips.state == "unmapped"
            await pilot.press("enter")
            await settle(pilot)
            assert "Acme Dntl · Site: whose hours are these?" in screen_text(pilot.app)
            await pilot.press(*"acme")
            await pilot.pause()
            assert "16:00 left" in screen_text(pilot.app)
            await pilot.press("enter")
            await settle(pilot)
            assert pilot.app.screen.data.counts["unmapped"] == 0
            await pilot.press("f2")
            await settle(pilot)
            assert used(session) == {"Acme Dental": 120, "Nordwind": 60}

    run(go())


def test_what_is_left_open_is_decided_afterwards(session) -> None:
    put(session, toggl("2026-11-12 2 Acme Dntl/Site: Fix"))

    async def go() -> None:
        async with importing(session, (80, 24), "enter", "f2") as pilot:
            assert "1 row left open" in screen_text(pilot.app)
            await pilot.click("#left-open")
            await settle(pilot)
            page = pilot.app.screen
            assert isinstance(page, ImportOpen) and "Acme Dntl" in screen_text(pilot.app)
            await pilot.press("enter")
            await settle(pilot)
            await pilot.press(*"acme", "enter")
            await settle(pilot)
            assert used(session)["Acme Dental"] == 120
            assert "Every row has its contract." in screen_text(pilot.app)

    run(go())


def test_a_row_that_vanished_is_removed_with_a_reason(session) -> None:
    put(session, toggl("2026-11-12 2 Acme Dental: Fix", "2026-11-12 1 Acme Dental: Twice"))
    session.imports.read("hours", put(session, toggl("2026-11-12 2 Acme Dental: Fix",
                         "2026-11-12 1 Acme Dental: Twice")), save=True, told=lambda *_: True)  # fmt: skip
    put(session, toggl("2026-11-12 2 Acme Dental: Fix", "2026-11-14 3 Acme Dental: New"))

    async def go() -> None:
        async with importing(session, (80, 24), "enter", "f2") as pilot:
            await pilot.click("#left-open")
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot)
            assert "Gone from the time sheet" in screen_text(pilot.app)
            await pilot.click("#remove")
            await pilot.pause()
            assert "A removed entry needs a reason" in screen_text(pilot.app)
            await pilot.press(*"logged twice")
            await pilot.click("#remove")
            await settle(pilot)
            assert used(session)["Acme Dental"] == 300
            assert not session.imports.questions()

    run(go())


def test_day_or_month_first_is_asked_once(session) -> None:
    header = "Date,Client,Project,Task,Notes,Hours,First Name,Last Name\n"
    rows = "03/11/2026,Acme Dental,,,Fix,2.5,Ana,\n04/11/2026,Acme Dental,,,Fix,1.5,Ana,\n"
    put(session, header + rows, "harvest.csv")

    async def go() -> None:
        async with importing(session, (80, 24), "enter") as pilot:
            seen = screen_text(pilot.app)
            assert "Day or month first?" in seen and "March 11, 2026" in seen and "November 3, 2026" in seen
            await pilot.click("#dmy")
            await settle(pilot)
            assert "November 3, 2026 (day first, as you said)" in screen_text(pilot.app)
            await pilot.press("f2")
            await settle(pilot)
            assert used(session)["Acme Dental"] == 240
            put(session, header + rows.replace("Fix", "Again"), "harvest.csv")
            await pilot.press("escape", "enter")
            await settle(pilot)
            assert pilot.app.screen.phase == READY and pilot.app.screen.data.counts["changed"] == 2

    run(go())


OWN = "Tag;Wer;Firma;Std\n03.11.2026;Ana;Acme Dental;1,5\n24.11.2026;Ana;Nordwind;2\n"


def test_any_other_file_is_read_by_its_columns_and_known_the_next_time(session) -> None:
    put(session, OWN, "team.csv")

    async def go() -> None:
        async with importing(session, (80, 24), "enter") as pilot:
            page = pilot.app.screen
            assert isinstance(page, ImportColumns)
            assert page.chosen.columns["date"] == "Tag" and page.chosen.columns["client"] == "Firma"
            await pilot.press("f2")
            await settle(pilot)
            assert "No column is chosen for the duration. Choose one." in screen_text(pilot.app)
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press(*"std", "enter")
            await settle(pilot)
            assert "= 2 rows  worked 3:30" in screen_text(pilot.app)
            page.name_field.value = "harvest"
            await pilot.press("f2")
            await settle(pilot)
            assert "is a source of its own" in screen_text(pilot.app) and page.name_field.value == "harvest"
            page.name_field.value = "Team"
            await pilot.press("f2")
            await settle(pilot)
            assert isinstance(pilot.app.screen, ImportPreview)
            await pilot.press("f2")
            await settle(pilot)
            assert used(session) == {"Acme Dental": 90, "Nordwind": 120}
            await pilot.press("escape", "enter")
            await settle(pilot)
            assert pilot.app.screen.data.source == "Team" and pilot.app.screen.data.counts["seen"] == 2

    run(go())


def test_a_column_called_minutes_is_read_without_a_question(session) -> None:
    put(session, "Tag;Firma;Minuten\n24.11.2026;Acme Dental;90\n", "team.csv")

    async def go() -> None:
        async with importing(session, (80, 24), "enter") as pilot:
            page = pilot.app.screen
            assert page.chosen.columns["duration"] == "Minuten"
            assert page.options["duration_unit"].value == "minutes"
            assert "= 1 row  worked 1:30" in screen_text(pilot.app)
            assert "F2 Use columns" in screen_text(pilot.app)
            page.fields.move_to(page.fields.fields.index("client"))
            await pilot.press("enter")
            await settle(pilot)
            assert pilot.app.screen.lines.rows[pilot.app.screen.lines.cursor].name == "Firma"
            await pilot.press("escape", "f2")
            await settle(pilot)
            assert isinstance(pilot.app.screen, ImportPreview) and pilot.app.screen.phase == READY

    run(go())


def test_what_is_wrong_with_a_field_is_told_in_full_at_80_columns(session) -> None:
    put(session, "Tag;Firma;Std\n2026-11-24;Acme Dental;some time in the afternoon or so\n", "team.csv")

    async def go() -> None:
        async with importing(session, (80, 24), "enter") as pilot:
            page = pilot.app.screen
            page._choose("duration", "Std")
            page.fields.move_to(page.fields.fields.index("duration"))
            await settle(pilot)
            seen = " ".join(line.strip() for line in screen_text(pilot.app).splitlines())
            assert "is not a duration. Correct it at the source and export again." in seen

    run(go())


def test_columns_chosen_before_a_crash_come_back_and_go_when_thrown_away(session) -> None:
    path = put(session, OWN, "team.csv")
    chosen = session.imports.sheet(path).guess
    chosen = chosen._replace(name="Team", columns={**chosen.columns, "duration": "Std", "person": "Wer"})
    session.imports.keep_draft(session.imports.sheet(path).header, chosen)

    async def go() -> None:
        async with importing(session, (80, 24), "enter") as pilot:
            page = pilot.app.screen
            assert page.chosen.columns["duration"] == "Std" and page.name_field.value == "Team"
            assert "chosen before and not kept yet" in screen_text(pilot.app)
            await pilot.press("escape")
            await settle(pilot)
            await pilot.click("#throw-away")
            await settle(pilot)
            assert session.imports.sheet(path).draft is None

    run(go())


def test_a_choice_is_a_draft_within_two_seconds(session) -> None:
    path = put(session, OWN, "team.csv")

    async def go() -> None:
        async with importing(session, (80, 24), "enter") as pilot:
            pilot.app.screen._choose("duration", "Std")
            pilot.app.screen._keep_draft()
            await settle(pilot)
            draft = session.imports.sheet(path).draft
            assert draft is not None and draft.columns["duration"] == "Std"

    run(go())


def test_a_client_list_is_read_in_by_its_own_kind(session) -> None:
    text = "client,plan,start\nHarbor Books,Standard,2026-11-01\nAcme Dental,Gold,2026-11-01\n"
    put(session, text, "clients.csv")

    async def go() -> None:
        async with importing(session, (80, 24), "tab", "k", "enter") as pilot:
            seen = screen_text(pilot.app)
            assert "Harbor Books" in seen and "▲ refused" in seen and "Gold" in seen
            await pilot.press("f2")
            await settle(pilot)
            assert "Harbor Books" in used(session)

    run(go())


def test_the_details_of_a_row_are_told_before_saving_and_after_it(session) -> None:
    path = put(session, toggl("2026-11-12 2 Acme Dental/Shop: Checkout fix"))
    session.imports.read("hours", path, save=True, told=lambda *_: True)
    put(session, toggl("2026-11-12 3 Acme Dental/Shop: Checkout"))

    async def go() -> None:
        async with importing(session, (100, 30), "enter", "enter") as pilot:
            seen = screen_text(pilot.app)
            for words in (
                "Line 2",
                "Thu 11/12/26",
                "Ana",
                "Acme Dental",
                "3:00",
                "Checkout",
                "“Checkout fix”",
            ):
                assert words in seen
            assert "What is stored is corrected." in seen
            await pilot.press("escape", "f2")
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot)
            assert "What was stored is corrected." in screen_text(pilot.app)

    run(go())


def test_a_client_list_shows_plan_start_hours_and_address(session) -> None:
    put(
        session, "client,plan,start,email\nHarbor Books,Standard,2026-11-01,h@harbor.example\n", "clients.csv"
    )

    async def go() -> None:
        async with importing(session, (80, 24)) as pilot:
            pilot.app.screen.kind.choose("clients")
            await pilot.press("enter")
            await settle(pilot)
            seen = screen_text(pilot.app)
            for words in ("Harbor Books", "Standard", "11/01/26", "16:00", "h@harbor.example"):
                assert words in seen
            assert "1 would be new, 0 seen, 0 changed, 0 refused" in seen
            await pilot.press("enter")
            await settle(pilot)
            assert "75 %, 90 %, 100 %" in screen_text(pilot.app)

    run(go())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        (TOGGL, "a header but no rows"),
        ("%PDF-1.4", "a PDF"),
        (toggl("2026-11-12 2 Acme Dental: Fix") + '"broken', "quotes"),
    ],
)
def test_a_wrong_file_is_told_in_words_and_nothing_is_saved(session, text: str, words: str) -> None:
    put(session, text)

    async def go() -> None:
        async with importing(session, (80, 24), "enter") as pilot:
            assert pilot.app.screen.phase == FAILED and words in screen_text(pilot.app)
            await pilot.press("enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, ImportFile)
        with session.store.session():
            assert session.store.rows("SELECT count(*) FROM time_entry") == [(0,)]

    run(go())


@pytest.mark.parametrize("save", [False, True])
def test_escape_in_the_middle_stops_and_saves_nothing(session, save: bool) -> None:
    path = put(session, toggl(*(f"2026-11-{1 + n % 20:02d} 1 Acme Dental: Row {n}" for n in range(3_000))))
    heard: list[int] = []

    def told(rows: int, tenths: int) -> bool:
        heard.append(tenths)
        return len(heard) < 4

    assert session.imports.read("hours", path, save=save, told=told) is None
    assert heard[-1] < 1000
    with session.store.session():
        assert session.store.rows("SELECT count(*) FROM time_entry") == [(0,)]
        assert session.store.rows("SELECT count(*) FROM audit WHERE action = 'import'") == [(0,)]

    async def go() -> None:
        async with importing(session) as pilot:
            page = ImportPreview(path=path)
            page.registered_name = "import_preview"
            page.stop.set()
            real = page._start

            def stopped(*, save: bool) -> None:
                real(save=save)
                page.action_back()

            page._start = stopped
            pilot.app.push_screen(page)
            await settle(pilot)
            assert page.phase == READING and isinstance(pilot.app.screen, ImportFile)
            assert "Stopped. Nothing was saved." in screen_text(pilot.app)

    run(go())


def test_hostile_names_of_files_and_clients_are_literal(session) -> None:
    bad = "ACME_[red]_[@click=app.quit]x"
    put(session, toggl(f"2026-11-12 2 {bad}/[/]P: [b]"), "[bold]toggl[@click=app.quit] x.csv")

    async def go() -> None:
        async with importing(session, (120, 40)) as pilot:
            assert "[bold]toggl[@click=app.quit] x.csv" in screen_text(pilot.app)
            await pilot.press("enter")
            await settle(pilot)
            seen = screen_text(pilot.app)
            assert "› [bold]toggl[@click=app.quit] x" in seen and bad in seen
            await pilot.press("f2")
            await settle(pilot)
            await pilot.click("#left-open")
            await settle(pilot)
            assert bad in screen_text(pilot.app)

    run(go())


def test_the_picker_narrows_takes_a_path_and_remembers_the_folder(session, tmp_path) -> None:
    put(session, toggl("2026-11-12 2 Acme Dental: Fix"))
    put(session, "x", ".hidden.csv")
    other = tmp_path / "other place"
    other.mkdir()
    (other / "team.csv").write_text(OWN)

    async def go() -> None:
        async with importing(session) as pilot:
            page = pilot.app.screen
            assert ".hidden.csv" not in screen_text(pilot.app)
            await pilot.press("z", "z")
            await pilot.pause()
            assert "No file or folder is called that." in screen_text(pilot.app)
            await pilot.press("escape")
            page.search.value = str(tmp_path / "nowhere")
            page.search.focus()
            await pilot.press("enter")
            await settle(pilot)
            assert "This folder is not there." in screen_text(pilot.app)
            assert page.search.value.endswith("nowhere")
            page.search.value = f'"{other}"'
            page.search.focus()
            await pilot.press("enter")
            await settle(pilot)
            assert page.files.folder.path == other and "team.csv" in screen_text(pilot.app)
            await pilot.press("enter")
            await settle(pilot)
            assert session.config.office.import_folder == str(other)

    run(go())


def test_letters_that_are_keys_elsewhere_narrow_the_files(session) -> None:
    for name in ("kiosk.csv", "fix.csv", "toggl.csv"):
        put(session, toggl("2026-11-12 2 Acme Dental: Fix"), name)

    async def go() -> None:
        async with importing(session) as pilot:
            page = pilot.app.screen
            footer = screen_text(pilot.app).splitlines()[-1]
            assert "Tab Next" in footer and "K Kind" not in footer
            await pilot.press(*"kiosk")
            await pilot.pause()
            assert page.search.value == "kiosk" and page.kind.value == "hours"
            assert [line.name for line in page.files.rows] == ["kiosk.csv"]
            await pilot.press("escape", "tab")
            await pilot.pause()
            assert "K Kind of file" in screen_text(pilot.app).splitlines()[-1]
            await pilot.press("k")
            await pilot.pause()
            assert page.kind.value == "clients"

    run(go())


@pytest.mark.parametrize(
    ("names", "words"), [((), "This folder is empty."), ((".x.csv",), "No CSV files or")]
)
def test_a_folder_without_files_says_whether_some_were_left_out(session, names, words: str) -> None:
    for name in names:
        put(session, "x", name)

    async def go() -> None:
        async with importing(session) as pilot:
            assert words in screen_text(pilot.app)

    run(go())


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/in", "/in"),
        ("/home/ana/Downloads/time sheets", "…/Downloads/time sheets"),
        ("C:\\Users\\ana\\Downloads\\time sheets", "…/Downloads/time sheets"),
        ("/" + "n" * 60, "…/" + "n" * 21 + "…"),
    ],
)
def test_a_long_path_is_cut_at_its_front(path: str, shown: str) -> None:
    assert cut_front(path, 24) == shown


def test_totals_say_how_many_stand_below_and_scroll_with_the_focus(session) -> None:
    put(session, toggl(*(f"2026-11-12 1 Client {n}: Fix" for n in range(6))))

    async def go() -> None:
        async with importing(session, (80, 24), "enter") as pilot:
            assert "↓ 3 more" in screen_text(pilot.app)
            pilot.app.screen.clients.focus()
            await pilot.press("end")
            await pilot.pause()
            seen = screen_text(pilot.app)
            assert "6 clients" in seen and "Client 5" in seen and "more" not in seen

    run(go())


def test_a_client_list_taken_for_a_time_sheet_is_told_and_read_as_what_it_is(session) -> None:
    header = "client,plan,start,anchor_day,rollover,opening_hours\n"
    put(session, f"{header}Harbor Books,Standard,2026-11-01,1,expire,\n", "clients.csv")

    async def go() -> None:
        async with importing(session, (80, 24), "enter") as pilot:
            assert "This looks like a client list, not a time sheet." in screen_text(pilot.app)
            await pilot.click("#as-clients")
            await settle(pilot)
            await pilot.press("f2")
            await settle(pilot)
            assert "Harbor Books" in used(session)

    run(go())


def test_a_time_sheet_taken_for_a_client_list_is_named_and_read_as_one(session) -> None:
    put(session, toggl("2026-11-12 2 Acme Dental: Fix"))

    async def go() -> None:
        async with importing(session) as pilot:
            pilot.app.screen.kind.choose("clients")
            await pilot.press("enter")
            await settle(pilot)
            assert "It is a time sheet of Toggl: read it as one." in screen_text(pilot.app)
            await pilot.click("#as-hours")
            await settle(pilot)
            assert pilot.app.screen.phase == READY and "Save 1 new row" in screen_text(pilot.app)

    run(go())


def test_today_leads_to_what_is_left_open_and_forgets_it_when_decided(session) -> None:
    path = put(session, toggl("2026-11-12 2 Acme Dntl/Site: Fix"))
    session.imports.read("hours", path, save=True, told=lambda *_: True)

    async def go() -> None:
        app = MmtuiApp(session, start="today")
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await settle(pilot)
            assert "1 row without a contract" in screen_text(app)
            app.screen.needs.focus()
            needs = [need.text for need in app.screen.needs.needs]
            app.screen.needs.move_to(needs.index("1 row without a contract"))
            await pilot.press("enter")
            await settle(pilot)
            assert isinstance(app.screen, ImportOpen)
            await pilot.press("enter")
            await settle(pilot)
            await pilot.press(*"acme", "enter")
            await settle(pilot)
            await pilot.press("escape")
            await settle(pilot)
            assert "without a contract" not in screen_text(app) and not app.errors

    run(go())
