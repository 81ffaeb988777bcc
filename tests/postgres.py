"""A PostgreSQL server of our own for the tests: on a Unix socket, in a folder that goes away with it."""

from __future__ import annotations

import contextlib
import os
import pwd
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tests.system import require

SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=30", "jit=off")


@dataclass
class Server:
    """A running server; `url` names one of its databases."""

    folder: Path
    port: int
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, database: str) -> str:
        return f"postgresql:///{database}?host={self.folder}&port={self.port}&user=postgres"

    def new(self, template: str = "template0") -> str:
        """The address of a fresh database."""
        name = f"office_{next(self._numbers)}"
        self.ask(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def ask(self, sql: str, database: str = "postgres") -> list[tuple]:
        import psycopg

        with psycopg.connect(
            host=str(self.folder), port=self.port, user="postgres", dbname=database, autocommit=True
        ) as connection:
            done = connection.execute(sql)
            return list(done.fetchall()) if done.description else []


def _folders() -> tuple[str, ...]:
    """Where Debian keeps the programs of each version, the newest first."""
    found = Path("/usr/lib/postgresql").glob("*/bin")
    return tuple(str(path) for path in sorted(found, key=lambda path: -float(path.parent.name)))


def _as_owner(command: Sequence[str]) -> None:
    """Run a program of the server, which refuses to be run by root."""
    if os.geteuid() == 0:
        command = [require("runuser", "util-linux"), "-u", "postgres", "--", *command]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


@contextlib.contextmanager
def running() -> Iterator[Server]:
    """A server for as long as the block lasts; skipped, or failed where all is due, without the programs."""
    initdb = require("initdb", "postgresql", folders=_folders())
    control = require("pg_ctl", "postgresql", folders=_folders())
    folder = Path(tempfile.mkdtemp(prefix="mmtui-pg-"))
    data = folder / "data"
    port = random.randrange(20_000, 60_000)
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    try:
        _as_owner([initdb, "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"])
        options = f"-k {folder} -p {port} -c listen_addresses= " + " ".join(f"-c {one}" for one in SETTINGS)
        log = str(folder / "server.log")
        _as_owner([control, "-D", str(data), "-l", log, "-o", options, "-w", "-t", "60", "start"])
        try:
            yield Server(folder, port)
        finally:
            _as_owner([control, "-D", str(data), "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
