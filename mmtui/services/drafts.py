"""Half-filled forms that outlive a crash: each person has one draft for a form and what it is about."""

from __future__ import annotations

from typing import Any

from mmtui.db.commands import drafts
from mmtui.services.desk import Desk


def keep(desk: Desk, form: str, subject: str, body: dict[str, Any]) -> None:
    """Keep what is typed so far, in place of what was kept before."""
    with desk.store.transaction():
        drafts.keep(desk.store, form, subject, _person(desk), body)


def take(desk: Desk, form: str, subject: str) -> dict[str, Any] | None:
    """What was kept and never saved; None when there is nothing."""
    with desk.store.session():
        return drafts.read(desk.store, form, subject, _person(desk))


def drop(desk: Desk, form: str, subject: str) -> None:
    """Forget it: the form was saved, or its text thrown away."""
    with desk.store.transaction():
        drafts.drop(desk.store, form, subject, _person(desk))


def _person(desk: Desk) -> str:
    return "" if desk.person_id is None else str(desk.person_id)
