"""Opening the office database and writing to it: SQLite for one desk, PostgreSQL for a shared office.

Every write happens inside `transaction()`, which takes the write lock at once (BEGIN IMMEDIATE on SQLite), so
that two desks wait for each other instead of failing half-way. Each thread has its own connection and closes
it when its work is done.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import peewee

from mmtui.db import files, shared_folders
from mmtui.db.models.base import database as tables
from mmtui.errors import StoreError, UsageError
from mmtui.paths import private_folder

CACHE, BULK_CACHE = -4_000, -12_000
"""How much of the file SQLite keeps in memory, in KiB below zero: usually, and while many rows are written."""
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    "busy_timeout": 10_000,
    "cache_size": CACHE,
}
MIGRATIONS = Path(__file__).parent / "migrations"
_wrapped_errors: Any = vars(peewee)["__exception_wrapper__"]
"""Makes a driver's error peewee's own, as its `execute_sql` does."""


def latest_schema() -> int:
    """The number of the newest migration."""
    return max(int(path.name[:4]) for path in MIGRATIONS.glob("[0-9]*.py"))


class Store:
    """An open office database. `path` is the file of SQLite, None for PostgreSQL."""

    def __init__(self, database: Any, path: Path | None, label: str) -> None:
        self.database = database
        self.path = path
        self.label = label
        self.postgresql = path is None
        tables.initialize(database)

    @contextlib.contextmanager
    def session(self) -> Iterator[None]:
        """A connection for this thread; inner sessions share it."""
        if not self.database.is_closed():
            yield
            return
        with self._explained():
            self.database.connect()
            try:
                yield
            finally:
                self.database.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, with the write lock from the start. Never wait for anything else inside."""
        with self.session(), self._explained():
            if self.database.in_transaction():
                yield
                return
            with self.database.atomic():
                if self.postgresql:
                    self.database.execute_sql("SELECT pg_advisory_xact_lock(7237)")
                yield

    @contextlib.contextmanager
    def rehearsal(self, keep: bool = False) -> Iterator[None]:
        """A transaction of which nothing is kept, to see what would happen; with `keep` an ordinary one."""
        with self.transaction(), self.database.atomic() as inner:
            yield
            if not keep:
                inner.rollback()

    @contextlib.contextmanager
    def bulk(self) -> Iterator[None]:
        """Room in memory for writing many rows."""
        with self.session():
            self._give_room(BULK_CACHE)
            try:
                yield
            finally:
                self._give_room(CACHE)

    def _give_room(self, size: int) -> None:
        if not self.postgresql:
            self.execute(f"PRAGMA cache_size = {size}")

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a hand-written query; `?` stands for a bound value on both databases."""
        return list(self.execute(sql, params).fetchall())

    def execute(self, sql: str, params: Sequence[Any] = ()) -> Any:
        if self.postgresql:
            sql = sql.replace("%", "%%").replace("?", "%s")
        return self.database.execute_sql(sql, params)

    def executemany(self, sql: str, rows: Any) -> None:
        """One statement for many rows, inside a transaction."""
        if self.postgresql:
            sql = sql.replace("%", "%%").replace("?", "%s")
        with _wrapped_errors:
            self.database.cursor().executemany(sql, rows)

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except peewee.DatabaseError as error:
            if isinstance(error, (peewee.IntegrityError, peewee.ProgrammingError)):
                raise
            if self.path is not None:
                raise files.explain_sqlite_error(error, self.path) from error
            raise StoreError(
                f"the office database does not answer ({_first_line(error)}).",
                "Check the network and try again; nothing was saved.",
                where=self.label,
            ) from error

    def close(self) -> None:
        """Let SQLite keep its statistics fresh, then close this thread's connection."""
        if not self.database.is_closed():
            if not self.postgresql:
                self.database.execute_sql("PRAGMA optimize")
            self.database.close()


def open_store(url: str, folder: Path) -> Store:
    """Open `sqlite:///PATH` (relative to `folder`) or `postgresql://…`, without migrating it."""
    if url.startswith("sqlite:///"):
        path = folder / url.removeprefix("sqlite:///")
        return _open_sqlite(path, path.parent / "backups")
    if url.startswith(("postgresql://", "postgres://")):
        return _open_postgresql(url)
    raise UsageError(f"{url!r} is not a database.", "Write sqlite:///PATH or postgresql://…")


def _open_sqlite(path: Path, backups: Path) -> Store:
    shared_folders.refuse_shared_folder(path)
    private_folder(path.parent, tighten=False)
    if files.look(path, newest_version=latest_schema(), backups=backups).is_new:
        files.create_private(path)
    database = peewee.SqliteDatabase(
        str(path), pragmas=PRAGMAS, lock_type="IMMEDIATE", autoconnect=False, timeout=10
    )
    return Store(database, path, path.name)


def _open_postgresql(url: str) -> Store:
    parts = urlsplit(url)
    from mmtui.secrets import refuse_password_in_url

    refuse_password_in_url(url)
    options: dict[str, Any] = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    options = {name: unquote(value) for name, value in options.items()}
    host = options.pop("host", parts.hostname)
    if host and not host.startswith("/") and host not in ("localhost", "127.0.0.1", "::1"):
        options.setdefault("sslmode", "verify-full")
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise StoreError(
            "PostgreSQL needs one more part.", "Install it with: pip install 'mmtui[office]'"
        ) from None
    database = peewee.PostgresqlDatabase(
        parts.path.lstrip("/"),
        autoconnect=False,
        prefer_psycopg3=True,
        host=host,
        port=int(options.pop("port", parts.port or 5432)),
        user=options.pop("user", unquote(parts.username or "") or None),
        **options,
    )
    return Store(database, None, f"{parts.path.lstrip('/')} on {host or 'this machine'}")


def schema_version(store: Store) -> int:
    """The number of the newest migration that the database has seen; 0 when it is empty."""
    with store.session():
        if not store.postgresql:
            return int(store.rows("PRAGMA user_version")[0][0])
        found = store.rows(
            "SELECT count(*) FROM information_schema.tables WHERE table_name = 'schema_migration'"
        )
        if not found[0][0]:
            return 0
        return max((int(name[:4]) for (name,) in store.rows("SELECT name FROM schema_migration")), default=0)


def refuse_newer(store: Store, version: int) -> None:
    """StoreError for a schema that a newer mmtui has written."""
    if version > latest_schema():
        raise StoreError(
            f"a newer mmtui wrote this office (schema {version}, this one knows {latest_schema()}).",
            "Install the newer mmtui; the office was left as it is.",
            where=store.label,
        )


def migrate(store: Store) -> list[str]:
    """Apply what is missing, all or nothing; returns the names of the migrations.

    The write lock is held meanwhile: of two desks that start at once, the second finds the work done.
    """
    from playhouse.migrations import Runner

    try:
        with store.transaction():
            return list(Runner(store.database, str(MIGRATIONS)).up())
    except StoreError as error:
        what, do = error.what, error.do
        raise StoreError(
            f"the office could not be brought up to date: {what}", do, where=error.where
        ) from error
    except peewee.DatabaseError as error:
        raise StoreError(
            f"the office could not be brought up to date ({_first_line(error)}).",
            "Nothing was changed; the log file has the details.",
            where=store.label,
        ) from error


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
