"""What the README says of keys, folders and commands is so."""

from __future__ import annotations

import re
from pathlib import Path

from mmtui.cli.arguments import _parser
from mmtui.tui import bindings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def between(mark: str) -> str:
    return README.partition(f"<!-- {mark} -->\n")[2].partition(f"<!-- /{mark} -->")[0]


def test_the_key_table_is_the_table_of_keys() -> None:
    assert between("keys").strip() == bindings.markdown().strip()


def test_every_room_of_the_tree_exists_and_every_room_is_in_it() -> None:
    tree = README.partition("## The house")[2].partition("Imports run one way")[0]
    named = set(re.findall(r"([a-z_]+)/(?=\s)", tree))
    rooms = {path.name for path in (ROOT / "mmtui").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert rooms <= named
    files = re.findall(r"\b([a-z_]+\.py)\b", tree)
    here = {
        path.name for folder in ("mmtui", "tests", "screenshots") for path in (ROOT / folder).rglob("*.py")
    }
    assert set(files) <= here


def test_every_picture_exists() -> None:
    for picture in re.findall(r"\((screenshots/[^)]+)\)", README):
        assert (ROOT / picture).is_file(), picture


def test_every_command_is_named() -> None:
    commands = next(action.choices for action in _parser()._actions if isinstance(action.choices, dict))
    for command in commands:
        assert f"mmtui {command}" in README, command


def test_the_benchmark_table_has_every_row() -> None:
    table = between("benchmarks")
    for row in "abcdefghi":
        assert re.search(rf"^\| {row} ", table, re.MULTILINE), row
