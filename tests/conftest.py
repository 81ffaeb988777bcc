"""What tests of the store and the services share: an office on SQLite, or on both databases in turn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mmtui.services.desk import Desk
from tests import postgres
from tests.offices import at_desk, opened

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.system)]


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.Server]:
    """A server with a database `furnished` from which others are copied."""
    with postgres.running() as server:
        server.ask("CREATE DATABASE furnished TEMPLATE template0")
        opened(tmp_path_factory.mktemp("furnished"), server.url("furnished")).close()
        yield server


@pytest.fixture
def office(tmp_path) -> Iterator[Desk]:
    """A desk in a new office on SQLite, on 11/24/26."""
    store = opened(tmp_path / "office")
    yield at_desk(store)
    store.close()


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a new database: of SQLite, then of PostgreSQL (furnished already)."""
    if request.param == "sqlite":
        return "sqlite:///office.db"
    return request.getfixturevalue("postgresql").new("furnished")


@pytest.fixture
def any_office(tmp_path, database_url) -> Iterator[Desk]:
    """A desk in a new office on each database, on 11/24/26."""
    store = opened(tmp_path / "office", database_url)
    yield at_desk(store)
    store.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Hostile characters that a test logged must not keep its report from reaching the main process."""
    report = yield
    report.sections = [
        (name, text.encode("utf-8", "backslashreplace").decode()) for name, text in report.sections
    ]
    return report
