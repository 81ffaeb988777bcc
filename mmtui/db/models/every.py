"""All tables together, for what goes through every one of them; most jobs need only a few."""

from mmtui.db.models.base import Table
from mmtui.db.models.clients import Asset, Client, Contact, Plan, PlanService
from mmtui.db.models.contracts import Contract, ContractPause, ContractTerms, ProjectName
from mmtui.db.models.hours import (
    ImportBatch,
    ImportProfile,
    ImportQuestion,
    ProjectMap,
    TimeEntry,
    TimeEntryRevision,
)
from mmtui.db.models.ledger import AllowanceRow, CountEntry, CycleTotal, MoneyRow
from mmtui.db.models.office import Audit, Draft, Setting
from mmtui.db.models.people import Person, PersonAlias, PersonRole

ALL: tuple[type[Table], ...] = (
    Person, PersonRole, PersonAlias, Client, Contact, Asset, Plan, PlanService, Contract, ContractTerms,
    ContractPause, ProjectName, AllowanceRow, MoneyRow, CountEntry, ImportBatch, TimeEntry, TimeEntryRevision,
    ImportQuestion, ProjectMap, ImportProfile, CycleTotal, Audit, Draft, Setting,
)  # fmt: skip
