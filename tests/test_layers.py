"""The walls of the house: who may import whom, read from the files, and what stays unloaded, seen in a process."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "mmtui"
GROUND = {"paths", "config", "secrets", "clock", "errors", "log", "__init__", "__version__"}

MAY_IMPORT: dict[str, set[str]] = {
    "ground": {"ground"},
    "domain": {"domain", "errors"},
    "imports": {"imports", "domain", "ground"},
    "outbound": {"outbound", "domain", "ground"},
    "db.models": {"db.models", "domain", "ground"},
    "db": {"db", "db.models", "domain", "ground"},
    "services": {"services", "db", "db.models", "outbound", "imports", "domain", "ground"},
    "demo": {"demo", "services", "db", "domain", "ground"},
    "tui": {"tui", "services", "domain", "imports", "ground"},
    "cli": {"cli", "services", "db", "imports", "domain", "ground"},
    "__main__": {"cli", "tui", "services", "db", "demo", "domain", "ground"},
}
ONLY: dict[str, set[str]] = {
    "peewee": {"db", "db.models"},
    "playhouse": {"db", "db.models"},
    "psycopg": {"db"},
    "sqlite3": {"db"},
    "keyring": {"ground"},
    "textual": {"tui"},
    "rich": {"tui"},
    "smtplib": {"outbound"},
}
STANDARD_ONLY = "domain"


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)


def name_of(path: Path) -> str:
    parts = list(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def floor(module: str) -> str:
    parts = module.split(".")[1:]
    if not parts or parts[0] in GROUND:
        return "ground"
    if parts[:2] == ["db", "models"]:
        return "db.models"
    return parts[0]


def imported(path: Path) -> set[str]:
    """Every module a file imports, except for type checking only; `from a import b` counts as a.b too."""
    found: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {
                f"{node.module}.{alias.name}" for alias in node.names if node.module.startswith("mmtui")
            }
    return found


def ours(names: set[str]) -> set[str]:
    return {name for name in names if name.split(".")[0] == "mmtui" and name != "mmtui"}


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_run_downwards(path: Path) -> None:
    here = floor(name_of(path))
    allowed = MAY_IMPORT[here]
    for name in ours(imported(path)):
        there = floor(name)
        fine = there in allowed or (there == "ground" and name.split(".")[1] in allowed)
        assert fine, f"{name_of(path)} ({here}) imports {name} ({there})"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_library_has_one_floor(path: Path) -> None:
    here = floor(name_of(path))
    for name in imported(path):
        allowed = ONLY.get(name.split(".")[0])
        assert allowed is None or here in allowed, f"{name_of(path)} imports {name}"


@pytest.mark.parametrize(
    "path", [path for path in modules() if floor(name_of(path)) == STANDARD_ONLY], ids=name_of
)
def test_the_rules_need_the_standard_library_only(path: Path) -> None:
    foreign = {name.split(".")[0] for name in imported(path)} - sys.stdlib_module_names - {"mmtui"}
    assert not foreign


def test_screens_never_import_each_other() -> None:
    """Screens know each other by their names in the registry; `page` is what they are made from."""
    screens = PACKAGE / "tui" / "screens"
    for path in screens.glob("*.py"):
        others = {name for name in imported(path) if name.startswith("mmtui.tui.screens.")}
        assert {name.split(".")[3] for name in others} <= {"page"}, path.name


def test_widgets_call_nothing() -> None:
    """Widgets take values and post messages: no services, no screens."""
    for path in (PACKAGE / "tui" / "widgets").glob("*.py"):
        wrong = {name for name in imported(path) if name.startswith(("mmtui.services", "mmtui.tui.screens"))}
        assert not wrong, f"{path.name}: {wrong}"


@pytest.mark.parametrize(
    ("module", "unloaded"),
    [
        ("mmtui.domain.totals", ("peewee", "textual", "keyring", "sqlite3", "argparse")),
        ("mmtui.imports.timesheets", ("peewee", "textual", "keyring", "sqlite3")),
        ("mmtui.services.standings", ("textual", "keyring", "tomli_w", "argparse")),
        ("mmtui.services.session", ("textual", "keyring", "tomli_w", "argparse")),
        ("mmtui.cli.figures", ("textual", "keyring", "tomli_w")),
        ("mmtui.__main__", ("textual", "keyring", "peewee", "tomli_w", "platformdirs")),
    ],
)
def test_what_stays_unloaded(module: str, unloaded: tuple[str, ...]) -> None:
    program = f"import sys, {module}; print([name for name in {unloaded!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_command_loads_nothing_it_does_not_need(tmp_path: Path) -> None:
    """The first call makes the office; the ones after it start quickly."""
    unloaded = ("textual", "keyring", "tomli_w", "psycopg", "playhouse.migrations", "platformdirs")
    program = (
        f"import sys; from mmtui.__main__ import main; main(['--data', {str(tmp_path)!r}, 'status', '--json']); "
        f"print([name for name in {unloaded!r} if name in sys.modules], file=sys.stderr)"
    )
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


MOST_LINES = 400


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_file_is_one_room(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < MOST_LINES


MOST_FUNCTION_LINES = 50


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_function_fits_a_screen(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert (node.end_lineno or 0) - node.lineno < MOST_FUNCTION_LINES, f"{path.name}:{node.name}"
