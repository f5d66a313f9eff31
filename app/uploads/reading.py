"""A file that was sent → its columns and rows, or clear sentences on why it cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from flask_babel import gettext as _

from synthesis.reading.files import table_of
from synthesis.reading.problems import UnreadableError
from synthesis.reading.tables import letters

LARGEST = 5 * 1024 * 1024
MOST_ROWS = 500
MOST_COLUMNS = 100
KINDS = frozenset({".csv", ".txt", ".tsv", ".xlsx", ".xlsm"})


class UnusableError(ValueError):
    """The file cannot be used; ``problems`` has a sentence for each thing that is wrong."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file. ``number`` is what a spreadsheet shows; ``spoiled`` says of cells why they have no text."""

    number: int
    cells: tuple[str, ...]
    spoiled: dict[int, str]


@dataclass(frozen=True, slots=True)
class Content:
    """The names of the columns, the rows, and what is wrong with rows that could not be read at all."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    problems: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values to keep."""
        return {
            "columns": list(self.columns),
            "lines": [[one.number, list(one.cells), sorted(one.spoiled.items())] for one in self.lines],
            "problems": list(self.problems),
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Content:
        """The reverse of :meth:`to_json`."""
        lines = (Line(number, tuple(cells), dict(spoiled)) for number, cells, spoiled in kept["lines"])
        return cls(tuple(kept["columns"]), tuple(lines), tuple(kept["problems"]))

    def samples(self, place: int, most: int = 3) -> tuple[str, ...]:
        """The first few different texts in a column."""
        texts = (" ".join(line.cells[place].split()) for line in self.lines)
        return tuple(dict.fromkeys(text for text in texts if text))[:most]


def read(name: str, content: bytes, known: Sequence[str]) -> Content:
    """What is in a file. ``known`` are names of columns that tell the right delimiter or sheet.

    Raises :class:`UnusableError`.
    """
    if len(content) > LARGEST:
        raise UnusableError([_("Het bestand is groter dan 5 MB. Laat alleen het blad met de antwoorden staan.")])
    if PurePath(name).suffix.lower() not in KINDS:
        raise UnusableError([_("Kies een CSV- of Excel-bestand (.csv of .xlsx).")])
    try:
        table = table_of(content, known)
    except UnreadableError as error:
        raise UnusableError(error.problems) from error
    if not table.rows:
        raise UnusableError([*table.problems, _("Onder de eerste rij staan geen antwoorden.")])
    if len(table.rows) > MOST_ROWS or len(table.columns) > MOST_COLUMNS:
        told = _("Het bestand heeft te veel rijen of kolommen: hoogstens %(rows)s rijen en %(columns)s kolommen.",
                 rows=MOST_ROWS, columns=MOST_COLUMNS)  # fmt: skip
        raise UnusableError([told])
    names = tuple(column or _("Kolom %(letter)s", letter=letters(place)) for place, column in enumerate(table.columns))
    lines = tuple(Line(row.number, row.cells, dict(row.spoiled)) for row in table.rows)
    return Content(names, lines, table.problems)
