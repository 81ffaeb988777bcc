"""The only table of keys: footer, F1 help, command palette and the README's table are made from it.

Letters are never destructive. Function keys that a terminal may keep for itself all have a second way.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.binding import Binding, BindingType

MOST_IN_FOOTER = 7
BUTTON = "^P, click"


class Key(NamedTuple):
    """One thing a key does: `keys` as Textual names them, `shown` as the footer draws them."""

    id: str
    keys: str
    shown: str
    action: str
    word: str
    help: str
    group: str
    second: str


EVERYWHERE = "Everywhere"
LISTS = "Lists and tables"
CLIENTS = "Clients"
CLIENT = "Client page"
IMPORT = "Reading files in"
FORMS = "Forms and dialogs"
GROUPS = (EVERYWHERE, LISTS, CLIENTS, CLIENT, IMPORT, FORMS)

TABLE: tuple[Key, ...] = (
    Key(
        "help", "f1", "F1", "app.help", "Help", "Says what the keys do here, for what has the focus.",
        EVERYWHERE, BUTTON,
    ),
    Key(
        "find", "f3,slash", "F3", "screen.find", "Find",
        "Goes to the field that narrows the list, or to the clients.", EVERYWHERE, "/",
    ),
    Key(
        "refresh", "f5,ctrl+r", "F5", "screen.refresh_data", "Refresh",
        "Reads the figures again and keeps the cursor on its row.", EVERYWHERE, "Ctrl+R",
    ),
    Key("menu", "f10", "F10", "app.menu", "Menu", "Opens the list of all screens.", EVERYWHERE, BUTTON),
    Key(
        "commands", "ctrl+p", "^P", "app.command_palette", "Commands",
        "Finds any command, screen or client by its name.", EVERYWHERE, "click the word",
    ),
    Key(
        "back", "escape", "Esc", "screen.back", "Back",
        "Goes back one screen; a changed form asks first.", EVERYWHERE, BUTTON,
    ),
    Key(
        "quit", "ctrl+q", "^Q", "app.quit", "Quit", "Ends the program; unsaved work asks first.",
        EVERYWHERE, "^P",
    ),
    Key(
        "next", "tab", "Tab", "app.focus_next", "Next",
        "Goes to the next panel or field; Shift+Tab goes back.", EVERYWHERE, "click it",
    ),
    Key(
        "open", "enter", "Enter", "open", "Open", "Opens the row under the cursor.", LISTS, "double click",
    ),
    Key(
        "job", "1,2,3,4,5,6,7,8", "1–8", "screen.job", "Job", "Opens the job with that number.",
        LISTS, "arrows and Enter, or click it",
    ),
    Key(
        "move", "up,down,pageup,pagedown,home,end", "↑↓", "move", "Move",
        "Moves the cursor by a row, a page, or to either end.", LISTS, "click, mouse wheel",
    ),
    Key(
        "sort", "s", "S", "screen.sort_next", "Sort", "Sorts by the next column.",
        LISTS, "click a column's heading",
    ),
    Key(
        "turn", "S,shift+s", "Shift+S", "screen.sort_turn", "Turn",
        "Turns the order of the sorted column round.", LISTS, "click the heading again",
    ),
    Key(
        "filter", "slash,f3", "/", "screen.find", "Filter", "Narrows the list while you type; Esc clears it.",
        LISTS, "F3",
    ),
    Key(
        "state", "f", "F", "screen.state_next", "State",
        "Shows the clients of one state only: over, used up, low, ok, paused, ended.",
        CLIENTS, "click a state",
    ),
    Key(
        "low", "l", "L", "screen.show('low_hours')", "Low hours",
        "Lists the clients near or past their allowance, most urgent first.", CLIENTS, "^P",
    ),
    Key(
        "read", "i", "I", "screen.show('import')", "Import", "Reads a time sheet or a client list from a file.",
        EVERYWHERE, "^P",
    ),
    Key(
        "office", "o", "O", "screen.show('office')", "Office",
        "Changes the office's name and time zone, your name and your role.", EVERYWHERE, "^P",
    ),
    Key(
        "why", "question_mark", "?", "screen.why", "Why",
        "Shows how the figure came about, as the ledger that adds up to it.", CLIENT, BUTTON,
    ),
    Key(
        "cycle", "left_square_bracket,right_square_bracket", "[ ]", "screen.cycle", "Cycle",
        "Shows the cycle before or after the one shown.", CLIENT, BUTTON,
    ),
    Key(
        "view", "v", "V", "screen.view", "View",
        "Shows the next view: overview, entries, ledger, contacts, contracts.", CLIENT, "click its name",
    ),
    Key(
        "next_contract", "c", "C", "screen.next_contract", "Contract",
        "Shows the client's next contract.", CLIENT, "the view Contracts, then Enter",
    ),
    Key(
        "entries", "e", "E", "screen.entries", "Entries", "Lists the cycle's time entries.",
        CLIENT, BUTTON,
    ),
    Key(
        "group", "f", "F", "screen.group_next", "Group",
        "Lists the rows of one kind only: new, seen, changed, no contract, refused, flagged.",
        IMPORT, "click a kind",
    ),
    Key(
        "kind", "k", "K", "screen.kind_next", "Kind of file",
        "Changes between a time sheet and the client list.", IMPORT, "click the kind",
    ),
    Key(
        "save_rows", "f2,ctrl+s", "F2", "screen.save", "Save",
        "Saves the rows that the preview shows as new or changed.", IMPORT, "Ctrl+S, or the Save button",
    ),
    Key(
        "leave_rows", "escape", "Esc", "screen.back", "Don't save",
        "Leaves the preview; nothing is saved.", IMPORT, "the Don't save button",
    ),
    Key(
        "stop", "escape", "Esc", "screen.back", "Stop", "Stops the reading or saving; nothing is saved.",
        IMPORT, "the Stop button",
    ),
    Key(
        "column", "left,right", "←→", "turn", "Column", "Takes the column before or after for the field.",
        IMPORT, "Enter lists all columns",
    ),
    Key(
        "use_columns", "f2,ctrl+s", "F2", "screen.save", "Use columns",
        "Keeps the chosen columns under their name and goes on to the preview.", IMPORT,
        "Ctrl+S, or the Use these columns button",
    ),
    Key(
        "copy", "c", "C", "screen.copy", "Copy", "Copies the text to the clipboard.",
        FORMS, "the Copy button",
    ),
    Key(
        "file", "w", "W", "screen.save_file", "Save as file", "Writes the text to a file you can keep.",
        FORMS, "the Save as file button",
    ),
    Key(
        "save", "f2,ctrl+s", "F2", "screen.save", "Save", "Saves what was changed here.",
        FORMS, "Ctrl+S, or the Save button",
    ),
    Key(
        "choose", "left,right", "←→", "choose", "Choose", "Moves between the choices of a field.",
        FORMS, "click the choice",
    ),
    Key(
        "press", "enter", "Enter", "press", "Press", "Presses the button that has the focus.",
        FORMS, "click it",
    ),
    Key(
        "close", "escape", "Esc", "screen.close", "Close", "Closes the dialog and changes nothing.",
        FORMS, "the Close button",
    ),
)  # fmt: skip

BY_ID: dict[str, Key] = {key.id: key for key in TABLE}
APP_KEYS = ("help", "menu", "commands", "quit")


def of(*ids: str) -> list[BindingType]:
    """Textual's bindings for those rows of the table; KeyError for an id that is not in it.

    A capital letter acts as the small one, as with Caps Lock, unless it is a key of its own among them.
    """
    keys = [BY_ID[id_] for id_ in ids]
    taken = {name for key in keys for name in key.keys.split(",")}
    return [binding for key in keys for binding in _bindings(_with_capital(key, taken))]


def _with_capital(key: Key, taken: set[str]) -> Key:
    """The key with the capital of its letter, when that is free."""
    capital = key.keys.upper()
    letter = len(key.keys) == 1 and key.keys.islower()
    return key._replace(keys=f"{key.keys},{capital}") if letter and capital not in taken else key


def _bindings(key: Key) -> list[BindingType]:
    """One binding per key; a digit key passes itself on to the action. Quitting works from everywhere."""
    first = key.id == "quit"
    if key.id == "job":
        return [
            Binding(digit, f"{key.action}({digit})", key.word, id=f"job{digit}", show=False)
            for digit in key.keys.split(",")
        ]
    if key.id == "cycle":
        earlier, later = key.keys.split(",")
        return [
            Binding(earlier, "screen.earlier", key.word, id="cycle", tooltip=key.help, show=False),
            Binding(later, "screen.later", key.word, id="later", tooltip=key.help, show=False),
        ]
    return [Binding(key.keys, key.action, key.word, id=key.id, tooltip=key.help, priority=first, show=False)]


def footer(ids: Iterable[str]) -> list[Key]:
    """The keys of a footer, in order; more than fit are refused, because a footer drops them silently."""
    keys = [BY_ID[id_] for id_ in ids]
    if len(keys) + 1 > MOST_IN_FOOTER:
        raise ValueError(f"A footer holds {MOST_IN_FOOTER} keys with Commands; these are {len(keys) + 1}.")
    return keys


def grouped(ids: Iterable[str] | None = None) -> list[tuple[str, list[Key]]]:
    """The table's rows by group, all of them or only those named."""
    wanted = None if ids is None else set(ids)
    rows = [key for key in TABLE if wanted is None or key.id in wanted]
    return [
        (group, [key for key in rows if key.group == group])
        for group in GROUPS
        if any(key.group == group for key in rows)
    ]


def markdown() -> str:
    """The key table of the README."""
    lines = ["| where | key | does | second way |", "|---|---|---|---|"]
    for group, keys in grouped():
        lines += [f"| {group} | `{key.shown}` | {key.help} | {key.second} |" for key in keys]
    return "\n".join(lines) + "\n"
