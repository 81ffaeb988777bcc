"""Any other CSV: a profile says which column holds what, is saved by name and used again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import cast, get_args

from mmtui.errors import FieldError
from mmtui.imports.columns import FIELD_WORDS, FIELDS, Layout
from mmtui.imports.dates import Order
from mmtui.imports.durations import Sign, Unit


@dataclass(frozen=True)
class Profile:
    """A saved column mapping: `columns` is field (of FIELDS) → column name in the file.

    `date_order`, `duration_unit` and `decimal_sign` are what a person said once; None leaves it to the file.
    """

    name: str
    columns: Mapping[str, str]
    date_order: Order | None = None
    duration_unit: Unit | None = None
    decimal_sign: Sign | None = None
    break_words: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise FieldError("name", "A column mapping needs a name.")
        for name in self.columns:
            if name not in FIELDS:
                raise FieldError(name, "is not a field of a time entry.", f"Use {', '.join(FIELDS)}.")
        lacking = [name for name in ("date",) if not self.columns.get(name)]
        if not self.columns.get("duration") and not (self.columns.get("start") and self.columns.get("end")):
            lacking.append("duration")
        if lacking:
            words = " and the ".join(FIELD_WORDS[name] for name in lacking)
            raise FieldError(lacking[0], f"No column is chosen for the {words}.", "Choose one.")

    def layout(self) -> Layout:
        """The mapping as a layout that requires every column it names."""
        return Layout(
            name=self.name,
            title=self.name,
            columns={name: (column,) for name, column in self.columns.items() if column},
            required=tuple((name,) for name, column in self.columns.items() if column),
            breaks=self.break_words,
        )

    def to_json(self) -> str:
        """The profile as one JSON object."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Profile:
        """The profile of `to_json`; FieldError for anything else."""
        try:
            value = json.loads(text)
            return cls(
                name=str(value["name"]),
                columns={str(name): str(column) for name, column in value["columns"].items()},
                date_order=cast("Order | None", _one_of(value, "date_order", get_args(Order))),
                duration_unit=cast("Unit | None", _one_of(value, "duration_unit", get_args(Unit))),
                decimal_sign=cast("Sign | None", _one_of(value, "decimal_sign", get_args(Sign))),
                break_words=tuple(str(word) for word in value.get("break_words", ())),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            what = f"The saved column mapping can't be read ({error})."
            raise FieldError("profile", what, "Map the columns again.") from None


def _one_of(value: Mapping[str, object], name: str, allowed: tuple[str, ...]) -> object:
    """A word from a short list, or None."""
    word = value.get(name)
    if word is not None and word not in allowed:
        raise ValueError(f"{name} is {word!r}, not one of {', '.join(allowed)}")
    return word
