"""The app: looks, the registry of screens, the guard before work is lost, and the funnel for errors."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from rich.text import Text
from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen

from mmtui.errors import MmtuiError
from mmtui.tui import bindings, registry, text, themes
from mmtui.tui.early import Early
from mmtui.tui.screens.page import Page
from mmtui.tui.widgets.guard import Guarded

if TYPE_CHECKING:
    from mmtui.tui.dialogs.palette import Command
    from mmtui.tui.ports import Office, TodayData

MINUTE = 60.0
ABOUT_TO_END = 0.2
DAY_BEGINS_AFTER = 3.0
FIRST = "first_run"
LOG = logging.getLogger("mmtui")


class MmtuiApp(Guarded, App[int]):
    """The office on one terminal. `log_label` says where the log is; `status` is the exit status so far."""

    CSS_PATH = "app.tcss"
    TITLE = "mmtui"
    BINDINGS: ClassVar[list[BindingType]] = bindings.of(*bindings.APP_KEYS)
    ENABLE_COMMAND_PALETTE = False
    HELP_FALLBACK = "Tab goes from panel to panel, the arrows move in one, Enter opens."
    office: Office

    def __init__(self, office: Office, *, log_label: str = "", start: str = "") -> None:
        super().__init__()
        self.office = office
        self.log_label = log_label
        self.start_name = start or (FIRST if office.is_new else registry.HOME)
        self.errors: list[Exception] = []
        self._telling = False
        self._early = Early(office.today_view) if self.start_name == registry.HOME else None
        self._day = office.today()
        for name in themes.PALETTES:
            self.register_theme(themes.theme(name))
        self.theme = office.theme if office.theme in themes.PALETTES else themes.DEFAULT

    def take_early(self) -> Early[TodayData] | None:
        """Today's figures, on their way since before the first picture; None the second time."""
        early, self._early = self._early, None
        return early

    def get_default_screen(self) -> Screen[None]:
        """The first screen is the office itself, so that nothing is drawn twice."""
        return registry.make(registry.HOME if self.start_name == FIRST else self.start_name)

    def on_mount(self) -> None:
        if self.start_name == FIRST:
            self.push_screen(registry.make(FIRST))
        self.set_interval(MINUTE, self._look_at_the_day)
        self.set_timer(DAY_BEGINS_AFTER, self._begin_day)

    def _begin_day(self) -> None:
        """What is done once a day, behind the screens; what it finds stays until it is read."""
        self.run_worker(self._start_of_day, thread=True, exclusive=True, group="day", exit_on_error=False)

    def _start_of_day(self) -> None:
        try:
            found = self.office.start_of_day()
        except Exception as error:
            self.call_from_thread(self.report, error)
            return
        if found:
            self.call_from_thread(self._warn, " ".join(found))

    def _warn(self, sentence: str) -> None:
        self.notify(text.visible(sentence), severity="warning", timeout=MINUTE * 60, markup=False)

    def _look_at_the_day(self) -> None:
        """After midnight the top line and the figures are another day's."""
        if (today := self.office.today()) != self._day:
            self._day = today
            self.show_facts()
            self._begin_day()

    def show_facts(self) -> None:
        """The day, the person or the way of writing dates is another: show it on every open screen."""
        for page in self._pages():
            page.show_top()
            page.refresh_figures()

    # What the top line says

    def facts(self) -> list[str]:
        """The day, the person and the database, most important first."""
        day = text.weekday(self._day, self.office.date_style)
        me = self.office.me
        person = [] if me is None else [f"{me.name.partition(' ')[0]} ({me.role})"]
        return [day, *person, self.office.database_label]

    def trail(self, page: Page) -> list[str]:
        """The office, then the screens one came through, then this one."""
        pages = self._pages()
        before = pages[: pages.index(page)] if page in pages else pages
        return [self.office.name, *(other.crumb for other in (*before, page) if other.crumb)]

    def _pages(self) -> list[Page]:
        return [screen for screen in self.screen_stack if isinstance(screen, Page)] if self._running else []

    def put_warnings_away(self) -> bool:
        """Take down warnings that were read; False when there are none."""
        if any(notification.severity == "warning" for notification in self._notifications):
            self.clear_notifications()
            return True
        return False

    # Going about

    def open(self, name: str, **arguments: Any) -> None:
        """Open a screen by name; one that is already open comes to the front."""
        if not arguments:
            for page in self._pages():
                if page.registered_name == name:
                    page.pop_until_active()
                    return
        self.push_screen(registry.make(name, **arguments))

    def open_client(self, client_id: int, **shown: Any) -> None:
        """Open the page of a client; `shown` says which contract, cycle and view."""
        self.push_screen(registry.make("client", client_id=client_id, **shown))

    def leave(self, page: Page) -> None:
        """Go back from a screen; unsaved work asks first. The home screen stays."""
        if len(self.screen_stack) > 1:
            self._with_leave_of([page], lambda: cast(None, page.dismiss()))

    def open_office(self, office: Office, *, theme: str) -> None:
        """Take another office (the demo, or the one just set up) and go back to Today in the chosen look."""
        self.office = office
        self.theme = theme
        self._day = office.today()
        self.open(registry.HOME)
        self.show_facts()

    async def action_quit(self) -> None:
        """End the program; unsaved work on any open screen asks first."""
        self._with_leave_of(self._pages()[::-1], lambda: self.exit(0))

    def _with_leave_of(self, pages: list[Page], then: Callable[[], object]) -> None:
        """Do `then` when no page has unsaved work, or after it was saved or thrown away."""
        while pages:
            page, *pages = pages
            if what := page.unsaved():
                self._ask_about(page, what, partial(self._with_leave_of, pages, then))
                return
        then()

    def _ask_about(self, page: Page, what: str, go_on: Callable[[], None]) -> None:
        from mmtui.tui.dialogs import base

        def answered(answer: str | None) -> None:
            if answer == base.THROW_AWAY or (answer == base.SAVE and page.save()):
                go_on()

        self.push_screen(base.unsaved(what), answered)

    def _refresh_notifications(self) -> None:
        """Leave out toasts with less than a moment left: a timer below zero seconds would never yield."""
        for notification in list(self._notifications):
            if notification.time_left < ABOUT_TO_END:
                del self._notifications[notification]
        super()._refresh_notifications()

    # Help, menu, palette

    def action_help(self) -> None:
        """Say what the keys do here."""
        from mmtui.tui.dialogs.help import Help

        if isinstance(self.screen, Help):
            return
        ids = {binding.binding.id for binding in self.screen.active_bindings.values()}
        named = {id_ for id_ in ids if id_} | ({"job"} if "job1" in ids else set())
        self.push_screen(Help(self._about_focus(), bindings.grouped(named | self._focus_keys())))

    def _about_focus(self) -> str:
        """One sentence on what has the focus, from the widget or its screen; in a dialog on the dialog."""
        nodes = (self.screen.focused, self.screen)
        for node in nodes[::-1] if self.screen.is_modal else nodes:
            if about := getattr(node, "HELP", None):
                return str(about)
        return self.HELP_FALLBACK

    def _focus_keys(self) -> set[str]:
        """The keys of the focused widget that have rows in the table; Esc closes a dialog, clears no filter."""
        keys = set(getattr(self.screen.focused, "HELP_KEYS", ()))
        return (keys - {"filter"} if self.screen.is_modal else keys) | {"next"}

    def action_menu(self) -> None:
        """List all screens."""
        from mmtui.tui.dialogs.menu import Menu

        rows = [
            (entry.word, entry.sentence, name) for name, entry in registry.SCREENS.items() if entry.listed
        ]
        names = {word: name for word, _, name in rows}

        def chosen(word: str | None) -> None:
            if word is not None:
                self.open(names[word])

        if not isinstance(self.screen, Menu):
            self.push_screen(Menu([(word, word, sentence) for word, sentence, _ in rows]), chosen)

    def action_command_palette(self) -> None:
        """Find any command, screen or client by its name."""
        from mmtui.tui.dialogs.base import Dialog
        from mmtui.tui.dialogs.palette import Palette

        if not isinstance(self.screen, Dialog):
            self.push_screen(Palette(list(self._commands(self.screen))))

    def _commands(self, screen: Screen[Any]) -> Iterator[Command]:
        """Every screen, every key that acts here, the looks, every client."""
        from mmtui.tui.dialogs.palette import Command

        listed = {name: entry for name, entry in registry.SCREENS.items() if entry.listed}
        shown = {key.word: key.shown for key in bindings.TABLE}
        words = {entry.word for entry in listed.values()}
        for active in screen.active_bindings.values():
            key = bindings.BY_ID.get(active.binding.id or "")
            if key is not None and active.enabled and key.id not in ("commands", "next", "open", "choose"):
                act = partial(self.run_action, active.binding.action, screen)
                if key.word not in words:
                    words.add(key.word)
                    yield Command(key.word, key.help, key.shown, act)
        for name, entry in listed.items():
            yield Command(entry.word, entry.sentence, shown.get(entry.word, ""), partial(self.open, name))
        for theme, word in themes.WORDS.items():
            sentence = "Changes the colours now and for next time"
            yield Command(f"Look: {word}", sentence, "", partial(self.put_on, theme))
        for client_id, name in self.office.client_names() if "client" in registry.SCREENS else ():
            yield Command(name, "Opens the client's page", "", partial(self.open_client, client_id))

    def put_on(self, theme: str) -> None:
        """Change the look, now and for next time."""
        self.theme = theme
        self.office.set_theme(theme)

    # When something goes wrong

    def report(self, error: Exception) -> None:
        """Tell about an error and go on: what happened, what was kept, what to do, where the log is."""
        self.errors.append(error)
        LOG.error("%s", "".join(traceback.format_exception(error)))
        if not self._telling:
            self._telling = True
            self._tell(error)

    def _tell(self, error: Exception) -> None:
        """One dialog at a time; what fails while it is open stands in the log."""
        from mmtui.tui.dialogs.base import failure

        def answered(answer: str | None) -> None:
            self._telling = False
            if answer == "quit":
                self.exit(1)

        if isinstance(error, MmtuiError):
            what = f"{error.where}: {error.what}" if error.where else error.what
            dialog = failure(what, "Nothing was changed by this step.", error.do, "")
        else:
            dialog = failure(
                f"{type(error).__name__} in the program itself.",
                "Everything saved before is safe; what you typed is still there.",
                "Go on, or quit and start again. If it comes back, send the log.",
                self.log_label,
            )
        self.push_screen(dialog, answered)

    def _fatal_error(self) -> None:
        """The framework's own way to end after an error, without the traceback and its locals."""
        error = self._exception
        LOG.error("%s", "".join(traceback.format_exception(error)) if error else "unknown error")
        what = (
            error.sentence if isinstance(error, MmtuiError) else "mmtui ended because of a fault of its own."
        )
        log = f" The log: {self.log_label}" if self.log_label else ""
        if not self._exit_renderables:
            self._exit_renderables.append(Text(text.visible(f"{what} What was saved before is safe.{log}")))
        self._close_messages_no_wait()
