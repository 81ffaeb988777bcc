"""What keeps a start quick: peewee imports every database driver it finds, needed or not."""

from __future__ import annotations

import sys

OTHERS = ("psycopg", "psycopg2", "psycopg2cffi", "pysqlite3", "pymysql", "MySQLdb")


def sqlite_only() -> None:
    """Import peewee without the drivers of other databases; an SQLite office has no use for them."""
    if "peewee" in sys.modules:
        return
    hidden = [name for name in OTHERS if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        import peewee  # noqa: F401
    finally:
        for name in hidden:
            del sys.modules[name]
