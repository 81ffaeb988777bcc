"""Every screen by name, imported when it is first opened. Screens know each other by these names only."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, cast

if TYPE_CHECKING:
    from mmtui.tui.screens.page import Page


class Entry(NamedTuple):
    """Where a screen lives and how the menu speaks of it; `listed` is False for one that needs a client."""

    module: str
    screen: str
    word: str
    sentence: str
    listed: bool = True


SCREENS: dict[str, Entry] = {
    "today": Entry("today", "Today", "Today", "The office's jobs, hours left, what needs a person"),
    "clients": Entry("clients", "Clients", "Clients", "Every contract with its meters; filter and sort"),
    "client": Entry("client", "Client", "Client", "One client's meters, entries and contracts", False),
    "low_hours": Entry("low_hours", "LowHours", "Low hours", "Who runs out and when, most urgent first"),
    "settings": Entry("settings", "Settings", "Settings", "Look, who you are, how dates are written"),
    "office": Entry("office", "OfficeForm", "Office", "Its name and time zone, your name and role"),
    "import": Entry("import_file", "ImportFile", "Import", "Reads a time sheet or a client list from a file"),
    "import_preview": Entry(
        "import_preview", "ImportPreview", "Preview", "What a file would bring, before it is saved", False
    ),
    "import_columns": Entry(
        "import_columns", "ImportColumns", "Columns", "Which column of a file holds what", False
    ),
    "import_open": Entry(
        "import_open", "ImportOpen", "Left open", "What imports left for a person to decide"
    ),
    "first_run": Entry("first_run", "FirstRun", "First run", "The questions of the first start", False),
}
HOME = "today"


def make(name: str, **arguments: Any) -> Page:
    """A new screen; KeyError for a name that is not in the registry."""
    entry = SCREENS[name]
    module = import_module(f"mmtui.tui.screens.{entry.module}")
    page = cast("Page", getattr(module, entry.screen)(**arguments))
    page.registered_name = name
    return page
