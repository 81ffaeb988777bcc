"""The words of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NoReturn, TypeAlias

from mmtui import __version__
from mmtui.errors import UsageError

ORDERS = ("mdy", "dmy", "ymd")
UNITS = ("hours", "minutes", "seconds")


class Parser(argparse.ArgumentParser):
    """Raises UsageError with the nearest right word instead of ending the program."""

    def error(self, message: str) -> NoReturn:
        wrong = message.partition("invalid choice: '")[2].partition("'")[0]
        words = [word for action in self._actions for word in action.choices or ()]
        if wrong:
            near = get_close_matches(wrong, map(str, words), n=1, cutoff=0.5)
            do = f"Did you mean {near[0]}?" if near else f"Use one of {', '.join(map(str, words))}."
            raise UsageError(f"{wrong!r} is not known here.", do)
        raise UsageError(f"{message}.", f"{self.prog} --help lists what there is.")


def parse(given: Sequence[str]) -> argparse.Namespace:
    """The arguments of one call; UsageError for what is not understood. `command` is '' to open the app."""
    parser = _parser()
    options, rest = parser.parse_known_args(given)
    if rest:
        near = get_close_matches(rest[0], _options_of(parser), n=1, cutoff=0.5)
        do = f"Did you mean {near[0]}?" if near else "mmtui --help lists what there is."
        if not rest[0].startswith("-"):
            do = "Put a name of several words in quotes."
        raise UsageError(f"{rest[0]!r} is not known here.", do)
    return options


def _options_of(parser: argparse.ArgumentParser) -> list[str]:
    """The options of a parser and of all its commands."""
    found: list[str] = []
    for action in parser._actions:
        found += action.option_strings
        if isinstance(action.choices, dict):
            found += [option for inner in action.choices.values() for option in _options_of(inner)]
    return found


def _parser() -> Parser:
    parser = Parser(
        prog="mmtui",
        description="Maintenance plans in the terminal. Without a command the app opens.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"mmtui {__version__}")
    parser.add_argument("--data", metavar="DIR", help="the root of everything mmtui writes")
    parser.add_argument("--database", metavar="URL", help="sqlite:///PATH or postgresql://…")
    parser.add_argument("--demo", action="store_true", help="a throw-away demo office")
    parser.add_argument("--theme", metavar="NAME", help="mmtui-dark, mmtui-light or mmtui-contrast")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    parser.set_defaults(command="", json=False)
    _imports(commands)
    _figures(commands)
    _upkeep(commands)
    return parser


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def _imports(commands: Commands) -> None:
    imports = commands.add_parser("import", help="read a client list or a time sheet")
    kinds = imports.add_subparsers(dest="kind", metavar="clients|hours", required=True, parser_class=Parser)
    for kind, what in (("clients", "a client list (CSV)"), ("hours", "a time sheet (CSV)")):
        one = kinds.add_parser(kind, help=f"read {what}", allow_abbrev=False)
        one.add_argument("file", metavar="FILE")
        one.add_argument("--dry-run", action="store_true", help="say what would happen and save nothing")
        one.add_argument("--json", action="store_true")
        if kind == "hours":
            one.add_argument(
                "--source", default="auto", help="auto, toggl, harvest, clockify, kimai or a saved profile"
            )
            one.add_argument(
                "--dates", choices=ORDERS, help="how dates are written, where the file leaves it open"
            )
            one.add_argument(
                "--durations", choices=UNITS, help="what whole numbers are, where the file leaves it open"
            )


def _figures(commands: Commands) -> None:
    status = commands.add_parser("status", help="every contract's meters", allow_abbrev=False)
    status.add_argument("--on", metavar="DATE", help="count work up to and including this day")
    status.add_argument("--client", metavar="NAME")
    status.add_argument("--json", action="store_true")
    explain = commands.add_parser("explain", help="the ledger behind a figure", allow_abbrev=False)
    explain.add_argument("client", metavar="CLIENT")
    explain.add_argument("--contract", metavar="NAME")
    explain.add_argument("--meter", choices=("hours", "phone", "calls", "sprints"))
    explain.add_argument("--on", metavar="DATE")
    explain.add_argument("--json", action="store_true")


def _upkeep(commands: Commands) -> None:
    export = commands.add_parser("export", help="everything, as CSV and JSON", allow_abbrev=False)
    export.add_argument("folder", metavar="DIR")
    backup = commands.add_parser("backup", help="a verified copy of the office", allow_abbrev=False)
    backup.add_argument("file", metavar="FILE", nargs="?")
    restore = commands.add_parser("restore", help="take a copy as the office; the present one is set aside")
    restore.add_argument("file", metavar="FILE")
    for name, what in (
        ("check", "integrity, invariants and the audit trail"),
        ("where", "the folders mmtui uses"),
    ):
        commands.add_parser(name, help=what, allow_abbrev=False).add_argument("--json", action="store_true")
