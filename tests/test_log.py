"""The log: for its owner only, rotated, without locals, and never in the way."""

import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from mmtui import log
from mmtui.errors import FileError
from mmtui.paths import DataRoot
from mmtui.secrets import Hidden

CANARY = "canary-7f3a9c"


@pytest.fixture
def root(tmp_path):
    yield DataRoot(tmp_path)
    log.uninstall()
    logging.getLogger().setLevel(logging.WARNING)
    logging.raiseExceptions = True


def written(root: DataRoot) -> str:
    return root.log_file.read_text("utf-8")


def test_nothing_is_created_before_there_is_something_to_say(root):
    log.install(root)
    assert not root.log_file.exists()
    logging.getLogger("mmtui.services").info("imported 11 rows")
    assert written(root).endswith("Z INFO mmtui.services: imported 11 rows\n")


@pytest.mark.skipif(os.name != "posix", reason="needs a system with file modes")
def test_fault_28_the_log_and_its_older_files_are_for_their_owner_only(root, monkeypatch):
    monkeypatch.setattr(log, "MOST_BYTES", 100)
    log.install(root)
    for _ in range(4):
        log.logger.info("x" * 120)
    logs = sorted(root.folder.iterdir())
    assert [path.name for path in logs] == ["mmtui.log", "mmtui.log.1", "mmtui.log.2", "mmtui.log.3"]
    assert {path.stat().st_mode & 0o777 for path in logs} == {0o600}


def test_the_oldest_file_falls_away(root, monkeypatch):
    monkeypatch.setattr(log, "MOST_BYTES", 10)
    log.install(root)
    for number in range(12):
        log.logger.info("line %d of many", number)
    assert len(list(root.folder.iterdir())) == log.KEPT_FILES + 1
    assert "line 11" in written(root)
    assert "line 6 " in (root.folder / "mmtui.log.5").read_text()


def test_libraries_are_heard_from_warnings_upwards(root):
    """Peewee writes its SQL with all values at debug level."""
    log.install(root)
    logging.getLogger("peewee").debug("INSERT INTO client VALUES (%r)", CANARY)
    logging.getLogger("other").info(CANARY)
    logging.getLogger("other").warning("a warning")
    assert CANARY not in written(root)
    assert "a warning" in written(root)


def test_an_error_for_a_person_is_given_as_it_is_and_noted(root):
    log.install(root)
    sentence = log.report(FileError("this file is empty.", "Export it again.", where="toggl.csv"))
    assert sentence == "toggl.csv: this file is empty. Export it again."
    assert sentence in written(root)
    assert "Traceback" not in written(root)


def test_what_lies_behind_an_error_for_a_person_is_in_the_log_only(root):
    log.install(root)
    try:
        try:
            raise OSError(5, "Input/output error")
        except OSError as inner:
            raise FileError("can't be read.", where="toggl.csv") from inner
    except FileError as error:
        assert log.report(error) == "toggl.csv: can't be read."
    assert "OSError: [Errno 5] Input/output error" in written(root)


def test_fault_27_a_traceback_shows_no_locals(root):
    log.install(root)

    def login(password, hidden):
        raise ValueError(f"refused {hidden}")

    try:
        login(CANARY, Hidden(CANARY))
    except ValueError as error:
        sentence = log.report(error)
    assert "ValueError: refused Hidden" in written(root)
    assert "in login" in written(root)
    assert CANARY not in written(root)
    assert sentence == "something went wrong in the app itself (ValueError). The log file has the details."


def test_an_error_in_a_thread_reaches_log_and_person(root):
    said = []
    log.install(root, said.append)

    def work():
        raise RuntimeError("in the thread")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert said == ["something went wrong in the app itself (RuntimeError). The log file has the details."]
    assert "in the thread" in written(root)


def test_control_characters_are_made_visible(root):
    log.install(root)
    log.logger.info("client \x1b]52;c;AAAA\x07 \udcff \x9b1m")
    assert "client \\x1b]52;c;AAAA\\x07 \\udcff \\x9b1m" in written(root)


def test_a_log_that_can_not_be_written_stops_nothing(tmp_path, capsys):
    log.install(DataRoot(tmp_path / "missing"))
    try:
        log.logger.error("lost")
        assert log.report(ValueError("x")).startswith("something went wrong")
    finally:
        log.uninstall()
    assert capsys.readouterr() == ("", "")


def test_an_uncaught_error_is_one_sentence_on_standard_error(tmp_path):
    code = (
        "import sys; from mmtui import log, paths\n"
        f"log.install(paths.DataRoot(paths.Path({str(tmp_path)!r})))\n"
        f"def work(password):\n    raise KeyError('no such thing')\n"
        f"work('-'.join(['canary', '7f3a9c']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parent.parent
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert (
        done.stderr
        == "mmtui: something went wrong in the app itself (KeyError). The log file has the details.\n"
    )
    text = (tmp_path / "mmtui.log").read_text()
    assert "Traceback" in text and "no such thing" in text and CANARY not in text
