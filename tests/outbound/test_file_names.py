"""Names that every system takes, and files that never replace another."""

import os
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmtui.errors import FileError
from mmtui.outbound.files import RESERVED, file_name, slug, write_new

SLUGS = {
    "Acme Dental": "Acme Dental",
    "Café Zoë & Söhne": "Café Zoë & Söhne",
    "../../etc/passwd": "etc-passwd",
    "..\\..\\x": "x",
    "/etc/passwd": "etc-passwd",
    "C:\\Windows": "C-Windows",
    "a/b": "a-b",
    "CON": "_CON",
    "nul.txt": "_nul.txt",
    "Com1 .csv": "_Com1 .csv",
    "LPT¹": "_LPT¹",
    "CONcert": "CONcert",
    "": "unnamed",
    "...": "unnamed",
    " . ": "unnamed",
    "\x00\x1b[31mred\x1b[0m": "[31mred[0m",
    "a\u202egnp.exe": "agnp.exe",
    "two\nlines\tand tab": "two lines and tab",
    'what? <b>|"*': "what- -b",
    "trailing. ": "trailing",
    ".hidden": "hidden",
    "x\ud800y": "x-y",
}


@pytest.mark.parametrize("name", SLUGS)
def test_fault_26_a_name_becomes_safe(name):
    assert slug(name) == SLUGS[name]


@given(st.text(max_size=400))
def test_any_text_becomes_one_part_of_a_path(name):
    made = slug(name)
    assert 1 <= len(made) <= 100
    assert len(made.encode()) <= 200
    assert made == made.strip(" .")
    assert not set(made) & set('<>:"/\\|?*\x00\n\r\t\x7f')
    assert made.split(".")[0].strip().casefold() not in RESERVED


@given(st.text(max_size=300), st.sampled_from([".csv", ".json", ".tar", ""]))
def test_a_file_keeps_its_ending(name, ending):
    made = file_name(f"x{name}{ending}")
    assert made.endswith(ending)
    assert len(made) <= 100
    assert made.split(".")[0].strip().casefold() not in RESERVED


def test_a_long_name_keeps_its_ending():
    assert file_name("n" * 300 + ".csv") == "n" * 96 + ".csv"


@pytest.mark.parametrize("name", ["../../x", "/etc/x", "a/../../x", "..", "con", "\x00"])
def test_fault_26_a_file_stays_inside_its_folder(tmp_path, name):
    folder = tmp_path / "exports"
    made = write_new(folder, name, b"1")
    assert made.resolve().parent == folder.resolve()
    assert [path.name for path in tmp_path.iterdir()] == ["exports"]


def test_fault_26_a_file_that_is_there_stays(tmp_path):
    names = [write_new(tmp_path, "sheet.csv", str(number).encode()).name for number in range(3)]
    assert names == ["sheet.csv", "sheet 2.csv", "sheet 3.csv"]
    assert [(tmp_path / name).read_bytes() for name in names] == [b"0", b"1", b"2"]


def test_a_link_that_waits_there_is_not_followed(tmp_path):
    victim = tmp_path / "victim"
    victim.write_bytes(b"kept")
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "sheet.csv").symlink_to(victim)
    assert write_new(folder, "sheet.csv", b"new").name == "sheet 2.csv"
    assert victim.read_bytes() == b"kept"


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX systems")
def test_fault_28_only_the_owner_reads_it(tmp_path):
    made = write_new(tmp_path / "exports", "a.csv", b"1")
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700


def test_a_refused_write_leaves_nothing(tmp_path, monkeypatch):
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="the disk is full"):
        write_new(tmp_path, "a.csv", b"1")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_without_links_takes_the_file_too(tmp_path, monkeypatch):
    def no_links(*_names: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    names = [write_new(tmp_path, "a.csv", b"1").name for _ in range(2)]
    assert names == ["a.csv", "a 2.csv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a 2.csv", "a.csv"]
