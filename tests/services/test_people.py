"""The office and its people change their names; time sheets with the old name still find the person."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mmtui.config import Config
from mmtui.db.queries import imports
from mmtui.errors import FieldError
from mmtui.paths import DataRoot
from mmtui.services.office import open_office
from mmtui.services.session import Session


@pytest.fixture
def session(tmp_path) -> Session:
    root = DataRoot(tmp_path)
    made = Session(root, open_office(root), Config(), lambda on: made, date(2026, 11, 24))
    made.set_up(
        name="Lake", zone="America/Chicago", person="Ana Ruiz", role="executive assistant", theme="mmtui-dark"
    )
    return made


def audited(session: Session) -> list[Any]:
    return [row[0] for row in session.store.rows("SELECT detail FROM audit ORDER BY id DESC LIMIT 1")]


def test_a_person_is_renamed_and_found_by_both_names(session: Session) -> None:
    ana = session.me.id
    session.set_person("Ana Silva", "owner")
    assert (session.me.id, session.me.name, session.my_role) == (ana, "Ana Silva", "owner")
    assert session.config.office.me == "Ana Silva"
    with session.store.session():
        known = imports.people_keys(session.store)
        detail = str(audited(session))
    assert known["ana silva"] == known["ana ruiz"] == ana
    assert "Ana Ruiz" in detail and "Ana Silva" in detail and "owner" in detail


def test_nobody_takes_the_name_of_another(session: Session) -> None:
    from mmtui.services.contracts import add_person

    add_person(session.desk, "Ben Ortega", roles=["developer"])
    with pytest.raises(FieldError) as caught:
        session.set_person("ben ortega", "owner")
    assert caught.value.field == "person" and session.me.name == "Ana Ruiz"
    assert session.my_role == "executive assistant"


def test_the_office_gets_another_name_and_zone(session: Session) -> None:
    session.set_office("Lake West", "Europe/Berlin")
    assert (session.name, session.zone, session.is_new) == ("Lake West", "Europe/Berlin", False)
    with pytest.raises(FieldError):
        session.set_office("Lake West", "Mars/Olympus")
    with pytest.raises(FieldError):
        session.set_office(" ", "UTC")
    assert (session.name, session.zone) == ("Lake West", "Europe/Berlin")
