"""Headers: the names of a column in four languages, and which source's layout a header has."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mmtui.imports.durations import Unit

FIELDS = (
    "date", "start", "end_date", "end", "duration", "check", "person", "first_name", "last_name", "email",
    "client", "project", "task", "note", "tags", "billable", "kind",
)  # fmt: skip
"""What a column can hold; `check` is a second duration column, `kind` tells work from breaks."""

FIELD_WORDS: dict[str, str] = {
    "date": "date", "start": "start time", "end_date": "end date", "end": "end time", "duration": "duration",
    "check": "second duration", "person": "person", "first_name": "first name", "last_name": "last name",
    "email": "e-mail", "client": "client", "project": "project", "task": "task", "note": "note",
    "tags": "tags", "billable": "billable", "kind": "kind of entry",
}  # fmt: skip
"""A field in a person's words, for the mapping screen and for errors."""

# English, German, French, Spanish. A layout takes these and adds what only its source says.
START_DATE = ("Start date", "Startdatum", "Date de début", "Fecha de inicio")
START_TIME = ("Start time", "Startzeit", "Startuhrzeit", "Heure de début", "Hora de inicio")
END_DATE = ("End date", "Stop date", "Enddatum", "Stoppdatum", "Date de fin", "Fecha de fin")
END_TIME = ("End time", "Stop time", "Endzeit", "Enduhrzeit", "Stoppzeit", "Heure de fin", "Hora de fin")
DATE = ("Date", "Datum", "Fecha")
DURATION = ("Duration", "Dauer", "Durée", "Duración")
EMAIL = ("Email", "E-mail", "E-Mail-Adresse", "Courriel", "Adresse e-mail", "Correo electrónico", "Correo")
USER = ("User", "Benutzer", "Nutzer", "Utilisateur", "Usuario")
FIRST_NAME = ("First name", "Vorname", "Prénom", "Nombre")
LAST_NAME = ("Last name", "Nachname", "Nom", "Nom de famille", "Apellido", "Apellidos")
CLIENT = ("Client", "Customer", "Kunde", "Kundin", "Cliente")
PROJECT = ("Project", "Projekt", "Projet", "Proyecto")
TASK = ("Task", "Aufgabe", "Tâche", "Tarea")
ACTIVITY = ("Activity", "Tätigkeit", "Aktivität", "Activité", "Actividad")
NOTE = ("Description", "Beschreibung", "Descripción")
TAGS = ("Tags", "Tag", "Schlagworte", "Schlagwörter", "Mots-clés", "Étiquettes", "Etiquetas")
BILLABLE = ("Billable", "Abrechenbar", "Verrechenbar", "Facturable")


def fold(name: str) -> str:
    """A column's name without case, accents, spaces and punctuation: `Durée (h)` is `dureeh`."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in decomposed if sign.isalnum())


def find(header: Sequence[str], names: Sequence[str]) -> int:
    """The position of the first of `names` that the header has, −1 if none; of equal names the first counts.

    A name that ends in `(…)` matches by its beginning: `Amount (…)` is also `Amount (USD)` and `Amount ()`.
    """
    folded = [fold(title) for title in header]
    for name in names:
        if name.endswith(" (…)"):
            stem = name.removesuffix("…)").casefold()
            starts = [at for at, title in enumerate(header) if title.casefold().startswith(stem)]
            if starts:
                return starts[0]
        elif (key := fold(name)) in folded:
            return folded.index(key)
    return -1


def nearest(word: str, among: Sequence[str]) -> str:
    """The likeliest right word, or an empty string if none comes near."""
    found = difflib.get_close_matches(fold(word), [fold(name) for name in among], 1, 0.6)
    return next((name for name in among if found and fold(name) == found[0]), "")


@dataclass(frozen=True)
class Layout:
    """How one source's header is recognised and which column holds what.

    `columns` gives each field the column names that may hold it, best first. A header fits when it has, of
    every group in `required`, at least one field. `whole_unit` and `decimal_unit` say what plain numbers mean
    (None: the file must show it); `units` are those the source writes, `sole_unit` is what a whole number
    means where the file shows nothing else. `breaks` are the kinds of entry that are no work.
    """

    name: str
    title: str
    columns: Mapping[str, tuple[str, ...]]
    required: tuple[tuple[str, ...], ...]
    whole_unit: Unit | None = None
    decimal_unit: Unit = "hours"
    units: tuple[Unit, ...] = ("hours", "minutes", "seconds")
    sole_unit: Unit | None = None
    breaks: tuple[str, ...] = ()

    def place(self, header: Sequence[str]) -> dict[str, int]:
        """Field → position in the header; −1 for a field that the file does not have."""
        return {field: find(header, self.columns.get(field, ())) for field in FIELDS}

    def missing(self, header: Sequence[str]) -> list[str]:
        """The columns that are required and absent, under their first names."""
        return [
            " or ".join(self.columns[field][0] for field in group)
            for group in self.required
            if all(find(header, self.columns[field]) < 0 for field in group)
        ]

    def fits(self, header: Sequence[str]) -> bool:
        """Whether the header is this source's."""
        return not self.missing(header)
