"""The way in for files, below the screens: folders, columns that names suggest, what a preview counts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mmtui.domain.incoming import AskColumns, Mapping
from mmtui.errors import FieldError
from mmtui.services import column_mapping, folders
from tests import offices


def go_on(*_: int) -> bool:
    return True


def put(folder: Path, text: str, name: str = "team.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_shows_its_files_without_the_hidden_ones(tmp_path) -> None:
    put(tmp_path, "x")
    put(tmp_path, "x", ".secret.csv")
    put(tmp_path, "x", "~$open.xlsx")
    (tmp_path / "sub").mkdir()
    found = folders.look_into(tmp_path)
    assert sorted((line.name, line.is_folder) for line in found.files) == [("sub", True), ("team.csv", False)]
    assert not found.problem


def test_a_folder_that_cannot_be_read_says_why(tmp_path) -> None:
    assert folders.look_into(tmp_path / "none").problem == "This folder is not there."
    assert folders.look_into(put(tmp_path, "x")).problem == "This is a file, not a folder."


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights do not bind this user")
def test_a_folder_without_rights_says_so(tmp_path) -> None:
    tmp_path.chmod(0)
    try:
        assert "no right" in folders.look_into(tmp_path).problem
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("typed", ["toggl", "team.csv", "", " ", "a\0/b"])
def test_a_name_is_no_path(typed: str, tmp_path) -> None:
    assert folders.typed_path(typed, tmp_path) is None


def test_a_path_is_read_with_quotes_tilde_and_dots(tmp_path) -> None:
    assert folders.typed_path(f'"{tmp_path / "a b"}"', Path("/")) == tmp_path / "a b"
    assert folders.typed_path(f"sub{os.sep}x.csv", tmp_path) == tmp_path / "sub" / "x.csv"
    assert folders.typed_path("..", tmp_path / "sub") == tmp_path
    assert folders.typed_path("~", tmp_path) == Path.home()


@pytest.mark.skipif(os.name == "nt", reason="there two slashes begin the name of a server")
def test_a_path_has_one_slash_at_its_front(tmp_path) -> None:
    assert folders.typed_path("//in", tmp_path) == Path("/in")
    assert folders.look_into(Path(f"/{tmp_path}")).label == str(tmp_path)


def test_names_of_columns_suggest_what_they_hold(office, tmp_path) -> None:
    path = put(tmp_path, "First Name,Last Name,Date,Hours,Customer\nJane,Austen,2026-11-12,1.5,Acme\n")
    chosen = column_mapping.sheet(office.store, path).guess.columns
    assert {name: column for name, column in chosen.items() if column} == {
        "date": "Date", "first_name": "First Name", "last_name": "Last Name", "client": "Customer",
        "duration": "Hours",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("column", "unit"),
    [
        ("Minutes", "minutes"), ("Mins", "minutes"), ("Minuten", "minutes"), ("Hours", "hours"), ("HRS", "hours"),
        ("Stunden", "hours"), ("Seconds", "seconds"), ("Duration (min)", "minutes"), ("Duration", ""),
    ],
)  # fmt: skip
def test_a_name_that_says_the_unit_is_not_asked_again(office, tmp_path, column: str, unit: str) -> None:
    guess = column_mapping.sheet(office.store, put(tmp_path, f"Day,{column}\n2026-11-12,90\n")).guess
    assert (guess.columns["duration"], guess.duration_unit) == (column, unit)


@pytest.mark.parametrize(
    ("columns", "field", "words"),
    [
        ({"duration": "Std"}, "date", "No column is chosen for the date."),
        ({"date": "Tag"}, "duration", "No column is chosen for the duration."),
        ({"date": "Tag", "start": "Von"}, "end", "No column is chosen for the end time."),
        ({"date": "Tag", "duration": "Wer"}, "duration", "Line 2:"),
        ({"date": "Wer", "duration": "Std"}, "date", "Line 2:"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    tmp_path, columns: dict[str, str], field: str, words: str
) -> None:
    path = put(tmp_path, "Tag,Wer,Std,Von\n2026-11-12,Ana,1:30,09:00\n")
    found = column_mapping.echo(path, Mapping("", columns), offices.TODAY, "mdy", lambda: True)
    assert found.errors[field].startswith(words)


def test_dates_that_stay_open_ask_for_their_order(tmp_path) -> None:
    path = put(tmp_path, "Tag,Std\n03/04/2026,1:30\n")
    chosen = Mapping("", {"date": "Tag", "duration": "Std"})
    asked = column_mapping.echo(path, chosen, offices.TODAY, "mdy", lambda: True)
    assert "date_order" in asked.errors
    told = column_mapping.echo(path, chosen._replace(date_order="dmy"), offices.TODAY, "mdy", lambda: True)
    assert told.fields["date"] == ("Fri 04/03/26",) and told.seconds == 5_400 and not told.errors


def test_a_mapping_needs_a_name() -> None:
    with pytest.raises(FieldError) as caught:
        column_mapping.profile(Mapping(" ", {"date": "Tag", "duration": "Std"}))
    assert caught.value.field == "name"


def test_a_file_of_another_kind_is_called_by_its_name(office, tmp_path) -> None:
    from mmtui.services.import_session import ImportSession

    class Session:
        store, desk = office.store, office

    imports = ImportSession(Session())
    jira = put(tmp_path, "Issue key,Issue Type,Summary,Assignee\nAB-1,Bug,Broken,Ana\n", "toggl.csv")
    found = imports.read("hours", jira, told=go_on)
    assert isinstance(found, AskColumns) and found.is_other and "a list of Jira issues" in found.why
    found = imports.read("hours", put(tmp_path, "Tag,Std\n2026-11-12,1:30\n"), told=go_on)
    assert isinstance(found, AskColumns) and not found.is_other
