"""Whose work a time sheet row is: its contract by client and project name, its person by address or name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from mmtui.db.commands import people
from mmtui.db.connect import Store
from mmtui.db.models.base import key
from mmtui.db.queries import books
from mmtui.db.queries import imports as query
from mmtui.domain.contracts import Agreement
from mmtui.domain.coverage import PHONE_SUPPORT, PLAN
from mmtui.domain.cycles import Cycle, cycle_of

NOBODY = "Unknown person"


@dataclass(frozen=True)
class Target:
    """A contract that rows can belong to."""

    contract_id: int
    client: str
    agreement: Agreement

    @property
    def coverage(self) -> str:
        """What covers imported work: the phone pool where a contract sells nothing but that, else the plan."""
        only_phone = self.agreement.has("phone") and not self.agreement.has("hours")
        return PHONE_SUPPORT if only_phone and not self.agreement.prepaid else PLAN

    def cycle(self, day: date) -> Cycle:
        return cycle_of(day, self.agreement.anchor)

    def runs_on(self, day: date) -> bool:
        return self.agreement.start <= day and not self.agreement.ended_on(day)

    def remark(self, day: date) -> str:
        """What a person should know of work on that day; empty when there is nothing to say."""
        if day < self.agreement.start:
            return "before the contract's start"
        if self.agreement.ended_on(day):
            return "after the contract's end"
        return "the contract is paused on that day" if self.agreement.paused_on(day) else ""


class Contracts:
    """Finds the contract of a row, without regard to case and spacing; choices made before come first."""

    def __init__(self, store: Store) -> None:
        self._targets: dict[int, Target] = {}
        self._of_client: dict[str, list[int]] = defaultdict(list)
        self._named: dict[int, set[str]] = defaultdict(set)
        self._declared: dict[int, set[str]] = defaultdict(set)
        for contract_id, contracted in books.load_agreements(store).items():
            self._targets[contract_id] = Target(contract_id, contracted.client, contracted.agreement)
            self._of_client[key(contracted.client)].append(contract_id)
            self._named[contract_id].add(key(contracted.name))
        for contract_id, name in query.project_names(store):
            self._declared[contract_id].add(name)
        self._chosen = query.project_map(store)
        self._known: dict[tuple[str, str], list[Target]] = {}

    def find(self, client: str, project: str, day: date) -> Target | None:
        """The contract of that client and project that runs on a day; None when there is none, or no telling."""
        found = self._all(client, project)
        if len(found) == 1:
            return found[0]
        running = [target for target in found if target.runs_on(day)]
        return running[0] if len(running) == 1 else None

    def always(self, client: str, project: str) -> Target | None:
        """The contract on whatever day; None when there is none, or the day decides."""
        found = self._all(client, project)
        return found[0] if len(found) == 1 else None

    def any(self, client: str, project: str) -> bool:
        """Whether a contract can be found on some day."""
        return bool(self._all(client, project))

    def _all(self, client: str, project: str) -> list[Target]:
        found = self._known.get((client, project))
        if found is None:
            found = [self._targets[one] for one in self._candidates(key(client), key(project))]
            self._known[client, project] = found
        return found

    def _candidates(self, client: str, project: str) -> list[int]:
        if (client, project) in self._chosen:
            return [self._chosen[client, project]]
        if not client:
            declared = [one for one in self._targets if project and project in self._declared[one]]
            return declared or self._without_project(project)
        owned = self._of_client.get(client, [])
        if project:
            named = [one for one in owned if project in self._declared[one]]
            named = named or [one for one in owned if project in self._named[one]]
            return named or self._without_project(client)
        return owned

    def _without_project(self, client: str) -> list[int]:
        """The contracts of a client that name no projects of their own: any project is theirs."""
        return [one for one in self._of_client.get(client, []) if not self._declared[one]]


class People:
    """Finds the person of a row by address, then by name; makes a new one when nobody fits."""

    def __init__(self, store: Store, fallback: int | None) -> None:
        self._by_key = query.people_keys(store)
        self._known: dict[tuple[str, str], tuple[int, str]] = {}
        self._fallback = fallback
        self._names = query.people_names(store)
        self.created: list[str] = []

    def find(self, name: str, email: str) -> tuple[int, str]:
        """The id and the name of the person."""
        found = self._known.get((name, email))
        if found is None:
            found = self._known[name, email] = self._look_up(name, email)
        return found

    def _look_up(self, name: str, email: str) -> tuple[int, str]:
        if not name and not email and self._fallback is not None:
            return self._fallback, self._names[self._fallback]
        for text in (email, name, "" if name or email else NOBODY):
            person_id = self._by_key.get(key(text)) if text else None
            if person_id is not None:
                return person_id, self._names[person_id]
        label = name or email.partition("@")[0] or NOBODY
        person_id = people.create(label, email, ["developer"])
        self.created.append(label)
        self._names[person_id] = label
        for text in (label, email):
            if text:
                self._by_key.setdefault(key(text), person_id)
        return person_id, label
