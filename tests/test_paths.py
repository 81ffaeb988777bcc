"""Where things lie, and that only their owner reads them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mmtui.errors import FileError
from mmtui.paths import DataRoot, data_root, private_folder, write_private

modes = pytest.mark.skipif(os.name != "posix", reason="needs a system with file modes")


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_the_option_wins_over_the_variable_and_both_over_the_system(monkeypatch, tmp_path):
    monkeypatch.setenv("MMTUI_DATA", str(tmp_path / "named"))
    assert data_root(tmp_path / "given").folder == tmp_path / "given"
    assert data_root().folder == tmp_path / "named"
    monkeypatch.delenv("MMTUI_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "system"))
    assert data_root().folder.name == "mmtui"


def test_a_relative_root_and_the_home_sign_are_made_absolute(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    assert data_root("office").folder == tmp_path / "office"
    assert data_root("~/office").folder == tmp_path / "home" / "office"


def test_every_file_lies_under_the_root(tmp_path):
    root = DataRoot(tmp_path)
    files = [root.config_file, root.database_file, root.backups, root.log_file, root.exports]
    assert [path.name for path in files] == ["config.toml", "office.db", "backups", "mmtui.log", "exports"]
    assert all(path.parent == tmp_path for path in files)


@modes
def test_fault_28_new_folders_are_for_their_owner_only(tmp_path):
    root = DataRoot(tmp_path / "deep" / "office")
    root.create()
    assert mode(root.folder) == mode(root.backups) == 0o700


@modes
def test_fault_28_a_loose_folder_of_ours_is_tightened_but_not_one_with_other_things(tmp_path):
    ours, other = tmp_path / "ours", tmp_path / "other"
    for folder in (ours, other):
        folder.mkdir()
        folder.chmod(0o755)
    (other / "holiday.jpg").write_bytes(b"")
    DataRoot(ours).create()
    DataRoot(other).create()
    assert (mode(ours), mode(other), mode(other / "backups")) == (0o700, 0o755, 0o700)


def test_a_file_where_the_folder_should_be_is_named(tmp_path):
    (tmp_path / "office").write_text("not a folder")
    with pytest.raises(FileError, match="a file stands where a folder is needed"):
        DataRoot(tmp_path / "office").create()


def test_write_private_replaces_the_file_and_leaves_nothing_beside_it(tmp_path):
    target = tmp_path / "config.toml"
    target.write_text("old")
    write_private(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]
    if os.name == "posix":
        assert mode(target) == 0o600


def test_write_private_is_not_stopped_by_the_remains_of_a_killed_session(tmp_path):
    (tmp_path / f".config.toml.{os.getpid()}.new").write_text("half")
    write_private(tmp_path / "config.toml", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"]


def test_write_private_keeps_the_old_file_when_it_fails(tmp_path, monkeypatch):
    target = tmp_path / "config.toml"
    target.write_text("old")

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="the disk is full"):
        write_private(target, b"new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@modes
def test_write_private_follows_a_link_instead_of_replacing_it(tmp_path):
    (tmp_path / "dotfiles").mkdir()
    (tmp_path / "dotfiles" / "config.toml").write_text("old")
    (tmp_path / "config.toml").symlink_to(tmp_path / "dotfiles" / "config.toml")
    write_private(tmp_path / "config.toml", b"new")
    assert (tmp_path / "config.toml").is_symlink()
    assert (tmp_path / "dotfiles" / "config.toml").read_text() == "new"


def test_private_folder_leaves_an_existing_one_alone_when_told_so(tmp_path):
    private_folder(tmp_path, tighten=False)
    assert tmp_path.is_dir()


def test_the_common_start_loads_no_slow_library(tmp_path):
    """Folders and settings of a named root need neither platformdirs nor the TOML writer nor the keyring."""
    (tmp_path / "config.toml").write_text('[office]\nme = "Ana"\n')
    code = (
        "import sys; from mmtui import config, paths, secrets\n"
        f"config.read(paths.data_root({str(tmp_path)!r}).config_file)\n"
        "print([name for name in ('platformdirs', 'tomli_w', 'keyring') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
