"""The table of keys: complete, without clashes, and the only source of footer, help and README."""

from __future__ import annotations

from pathlib import Path

import pytest

from mmtui.tui import bindings

TUI = Path(bindings.__file__).parent
OWN_KEYS = {"widgets", "dialogs"}


@pytest.mark.parametrize("key", bindings.TABLE, ids=lambda key: key.id)
def test_a_row_says_everything(key: bindings.Key) -> None:
    assert key.shown and key.word and key.action
    assert len(key.word) <= 16
    assert key.help.endswith(".") and len(key.help) > 15
    assert key.group in bindings.GROUPS
    assert key.second, "every key has a second way"


def test_ids_are_unique_and_every_group_has_keys() -> None:
    assert len(bindings.BY_ID) == len(bindings.TABLE)
    assert [group for group, _ in bindings.grouped()] == list(bindings.GROUPS)


def test_function_keys_have_a_second_way_that_is_no_function_key() -> None:
    for key in bindings.TABLE:
        if key.shown[0] == "F" and key.shown[1:].isdigit():
            assert not (key.second[0] == "F" and key.second[1:].isdigit())


def test_a_footer_with_too_many_keys_is_refused() -> None:
    with pytest.raises(ValueError, match="holds 7 keys"):
        bindings.footer(["help", "find", "refresh", "menu", "back", "open", "sort"])


def test_the_readme_table_has_every_row() -> None:
    table = bindings.markdown()
    assert table.count("\n") == len(bindings.TABLE) + 2
    for key in bindings.TABLE:
        assert f"`{key.shown}`" in table and key.help in table


def test_screens_make_no_keys_of_their_own() -> None:
    """A key that is not in the table would be missing from footer, help and README."""
    for path in sorted((TUI / "screens").glob("*.py")):
        assert "Binding(" not in path.read_text(encoding="utf-8"), path.name


def test_a_capital_letter_is_the_same_key_unless_it_is_another_one() -> None:
    """With Caps Lock on, L is l; but S turns the order that s sorts by."""
    found = {
        key: binding.id for binding in bindings.of("low", "sort", "turn") for key in binding.key.split(",")
    }
    assert (found["l"], found["L"], found["s"], found["S"]) == ("low", "low", "sort", "turn")
