"""The command line and the order in which things start; the app itself is imported last."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from mmtui import clock
from mmtui.cli.arguments import parse
from mmtui.db.drivers import sqlite_only
from mmtui.errors import MmtuiError, UsageError
from mmtui.paths import DataRoot, data_root

if TYPE_CHECKING:
    import argparse

    from mmtui.config import Config
    from mmtui.db.connect import Store
    from mmtui.services.session import Session

INTERRUPTED = 130


def main(given: Sequence[str] | None = None) -> int:
    """Run one command, or the app; gives the exit status: 0 done, 1 needs a person, 2 usage, 3 not done."""
    _write_utf8()
    try:
        return _run(parse(sys.argv[1:] if given is None else given))
    except MmtuiError as error:
        from mmtui.cli.output import visible

        print(f"mmtui: {visible(error.sentence)}", file=sys.stderr)
        return error.status
    except KeyboardInterrupt:
        print("mmtui: stopped; nothing half was saved.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123  (the reader has gone)
        return 0


def _write_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


def _run(options: argparse.Namespace) -> int:
    if options.theme:
        _theme(options.theme)
    if options.demo:
        with _demo_office() as (root, store), _logged(root):
            return _command(options, root, store)
    root = data_root(options.data)
    with _logged(root):
        if options.command == "restore":
            from mmtui.cli import keeping

            return keeping.restore(root, options.file, _named_database(options))
        return _command(options, root, None)


@contextlib.contextmanager
def _logged(root: DataRoot) -> Iterator[None]:
    """Write what lies behind an error to the log, which is opened only then; a person gets one sentence."""
    try:
        yield
    except BrokenPipeError:
        raise
    except Exception as error:
        if isinstance(error, MmtuiError) and error.__cause__ is None:
            raise
        from mmtui import log

        with contextlib.suppress(OSError, MmtuiError):
            log.install(root)
        sentence = log.report(error)
        raise error if isinstance(error, MmtuiError) else MmtuiError(sentence) from error


@contextlib.contextmanager
def _demo_office() -> Iterator[tuple[DataRoot, Store]]:
    sqlite_only()
    from mmtui.demo import open_demo
    from mmtui.services.office import DEFAULT_ZONE

    root, store = open_demo(clock.today(DEFAULT_ZONE))
    yield root, store


def _command(options: argparse.Namespace, root: DataRoot, store: Store | None) -> int:
    from mmtui import config

    settings = config.read(root.config_file)
    if options.command == "where":
        from mmtui.cli import keeping

        return keeping.where(root, settings, _named_database(options), options.json)
    unclean = False
    if store is None:
        url = _named_database(options) or settings.office.database
        if url.startswith("sqlite:"):
            sqlite_only()
        from mmtui.services.office import left_open, open_office

        unclean = left_open(root, url)
        store = open_office(root, url)
    if not options.command:
        return _open_app(options, root, store, settings, unclean)
    with store.session():
        return _job(options, root, store, settings)


def _named_database(options: argparse.Namespace) -> str | None:
    """The database that was asked for, before the one in the settings."""
    return options.database or os.environ.get("MMTUI_DATABASE") or None


def _job(options: argparse.Namespace, root: DataRoot, store: Store, settings: Config) -> int:
    from mmtui.services.office import desk_of

    desk = desk_of(store, settings.office.me)
    if options.command == "import":
        from mmtui.cli import imports

        if options.kind == "clients":
            return imports.clients(desk, options.file, options.dry_run, options.json)
        return imports.hours(
            desk,
            options.file,
            options.source,
            options.dates,
            options.durations,
            options.dry_run,
            options.json,
        )
    if options.command in ("status", "explain"):
        return _figure(options, store, _day(options.on, desk.today))
    from mmtui.cli import keeping

    if options.command == "export":
        return keeping.export(store, options.folder)
    if options.command == "backup":
        return keeping.backup(root, store, options.file)
    return keeping.check(desk, options.json)


def _figure(options: argparse.Namespace, store: Store, on: date) -> int:
    from mmtui.cli import figures

    if options.command == "status":
        return figures.status(store, on, options.client, options.json)
    return figures.explain(store, options.client, options.contract, options.meter, on, options.json)


def _day(text: str | None, today: date) -> date:
    """A day on the command line; UsageError for what is none."""
    if text is None:
        return today
    from mmtui.domain.dates import parse_date

    try:
        return parse_date(text, today)
    except MmtuiError as error:
        raise UsageError(error.what, error.do) from None


def _open_app(
    options: argparse.Namespace, root: DataRoot, store: Store, settings: Config, unclean: bool
) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "the app needs a terminal.", "Run a command such as mmtui status, or open a terminal."
        )
    from dataclasses import replace

    from mmtui import log
    from mmtui.services.session import Session
    from mmtui.tui.app import MmtuiApp

    log.install(root)

    if options.theme:
        settings = replace(settings, look=replace(settings.look, theme=_theme(options.theme)))
    session = Session(root, store, settings, _demo_session, unclean=unclean)
    app = MmtuiApp(session, log_label=str(root.log_file))
    status = app.run()
    store.close()
    return int(status or app.return_code or 0)


def _theme(name: str) -> str:
    from mmtui.config import THEMES

    for theme in THEMES:
        if name in (theme, theme.removeprefix("mmtui-")):
            return theme
    raise UsageError(f"there is no look {name!r}.", f"Use {', '.join(THEMES)}.")


def _demo_session(day: date) -> Session:
    from mmtui import config
    from mmtui.demo import open_demo
    from mmtui.services.session import Session

    root, store = open_demo(day)
    return Session(root, store, config.read(root.config_file), _demo_session)


if __name__ == "__main__":
    sys.exit(main())
