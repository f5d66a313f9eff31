"""A table, whatever kind of file it came from: names above, rows below, every cell as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from synthesis.reading.problems import UnreadableError

FORMULA = "bevat een formule; plak de waarde"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number in a spreadsheet, its 0-based record under the names, its cells by place.

    ``spoiled`` says of a cell that has no text to read what is the matter, in Dutch words that follow "de cel E7".
    """

    number: int
    record: int
    cells: tuple[str, ...]
    spoiled: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns as written, the rows with something in them, and what is wrong with the shape.

    ``where`` says where the names stand, to begin a sentence with.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[str, ...] = ()
    where: str = "In de eerste rij"

    def place(self, name: str) -> int | None:
        """Where the column with this name stands; capitals and white space make no difference."""
        wanted = folded(name)
        return next((place for place, column in enumerate(self.columns) if folded(column) == wanted), None)

    def doubled(self) -> tuple[str, ...]:
        """The names that stand above more than one column, folded."""
        counted = Counter(folded(column) for column in self.columns)
        return tuple(name for name, number in counted.items() if name and number > 1)


def folded(name: str) -> str:
    """A column's name without what makes no difference: capitals and the kind and number of spaces."""
    return " ".join(name.split()).casefold()


def found_in(columns: Iterable[str], wanted: Collection[str]) -> int:
    """How many of the wanted columns there are."""
    return len({folded(column) for column in columns} & set(wanted))


def is_names(cells: Sequence[str]) -> bool:
    """Whether a row can be the one with the names: there is text in it."""
    return any(not letter.isspace() and letter not in ";,\0" for cell in cells for letter in cell)


def table(lines: Iterable[Row], beyond: str) -> Table:
    """The table that rows make: the first with text has the names. ``beyond`` says of a row that it is too wide.

    ``record`` of the lines counts from anywhere; in the table it counts from the first row under the names.
    """
    rest = iter(lines)
    names = next((line for line in rest if is_names(line.cells)), None)
    if names is None:
        raise UnreadableError(["Het bestand is leeg."])
    columns = tuple(cell.strip() for cell in names.cells)
    rows, problems = [], []
    for line in rest:
        if not any(cell.strip() for cell in line.cells):
            continue
        if any(cell.strip() for cell in line.cells[len(columns) :]):
            problems.append(f"Rij {line.number}: {beyond}")
            continue
        filled = (*line.cells, *[""] * (len(columns) - len(line.cells)))[: len(columns)]
        rows.append(replace(line, record=line.record - names.record - 1, cells=filled))
    return Table(columns, tuple(rows), tuple(problems))


def letters(place: int) -> str:
    """What a spreadsheet calls the column at a 0-based place: A, B … Z, AA."""
    name, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
