"""Taps from a file: pairs of statements, told by row and words, that somebody said are or are not the same problem."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from synthesis.model import Statement, Tap
from synthesis.reading.checking import spoiled
from synthesis.reading.files import read_table
from synthesis.reading.problems import UnreadableError, missing_columns, quoted
from synthesis.reading.tables import Row, Table, folded

COLUMNS = ("row_a", "text_a", "row_b", "text_b", "same")
LEAST_ALIKE = 0.6
_SAME = {"1": True, "0": False}


def read_taps(path: Path, statements: Iterable[Statement]) -> tuple[Tap, ...]:
    """The taps in a CSV or XLSX file with the columns of ``COLUMNS``, in the order of its rows.

    ``statements`` are those of the answers with ``answer.row`` set: the 0-based record that ``row_a`` and ``row_b``
    speak of. A text that is no statement there goes to the one that is most like it (:func:`match`). Two texts in one
    statement say nothing and are left out. Raises :class:`UnreadableError`, each sentence beginning with "Taps".
    """
    try:
        return _taps(read_table(path, COLUMNS), statements)
    except UnreadableError as error:
        raise UnreadableError([f"Taps: {said[:1].lower()}{said[1:]}" for said in error.problems]) from error


def match(text: str, there: Iterable[Statement]) -> Statement | None:
    """The statement that a text speaks of: the same but for white space, else one that holds it or is held by it, else
    the most alike, from a likeness of ``LEAST_ALIKE``; ``None`` where there is none.
    """
    ranked = sorted(
        ((-_likeness(text, one.text), len(one.text), one.id, one) for one in there), key=lambda rank: rank[:3]
    )
    return ranked[0][3] if ranked and -ranked[0][0] >= LEAST_ALIKE else None


def _likeness(one: str, other: str) -> float:
    """2 for the same, 1 to 2 where one text holds the other, by their lengths; else the share that they have alike."""
    one, other = folded(one), folded(other)
    if one in other or other in one:
        return 1 + min(len(one), len(other)) / max(len(one), len(other), 1)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    # The quick ratio is never too low, and comparing long texts takes long.
    quick = matcher.quick_ratio()
    return matcher.ratio() if quick >= LEAST_ALIKE else quick


def _taps(table: Table, statements: Iterable[Statement]) -> tuple[Tap, ...]:
    missing = [name for name in COLUMNS if table.place(name) is None]
    if missing:
        raise UnreadableError([f"{missing_columns(missing, table.where)} Nodig zijn: {', '.join(COLUMNS)}."])
    places = {name: place for name in COLUMNS if (place := table.place(name)) is not None}
    by_row: dict[int, list[Statement]] = {}
    for statement in statements:
        if statement.answer.row is not None:
            by_row.setdefault(statement.answer.row, []).append(statement)
    taps: list[Tap] = []
    problems = list(table.problems)
    for row in table.rows:
        wrong = _wrong(row, places)
        if not wrong:
            one, other = (_meant(row, places, side, by_row) for side in "ab")
            wrong = [each for each in (one, other) if isinstance(each, str)]
            if isinstance(one, Statement) and isinstance(other, Statement) and one.id != other.id:
                taps.append(Tap(one.id, other.id, _SAME[row.cells[places["same"]].strip()]))
        problems += [f"Rij {row.number}: {sentence}" for sentence in wrong]
    if problems:
        raise UnreadableError(problems)
    return tuple(taps)


def _wrong(row: Row, places: Mapping[str, int]) -> list[str]:
    """What is wrong with a row by itself, in sentences without its number."""
    found = []
    for name, place in places.items():
        cell = row.cells[place].strip()
        if (matter := spoiled(row, place, name)) is not None:
            found.append(matter)
        elif not cell:
            found.append(f"de kolom {name} is leeg.")
        elif name.startswith("row_") and not (cell.isascii() and cell.isdecimal()):
            found.append(f"in {name} staat {quoted(cell)}; dat is geen rijnummer.")
        elif name == "same" and cell not in _SAME:
            found.append(f"in same staat {quoted(cell)}; kies 1 (zelfde) of 0 (niet).")
    return found


def _meant(
    row: Row, places: Mapping[str, int], side: str, by_row: Mapping[int, Sequence[Statement]]
) -> Statement | str:
    """The statement on one side of a tap, or what is wrong."""
    record, text = row.cells[places[f"row_{side}"]].strip(), row.cells[places[f"text_{side}"]]
    # A number of thousands of digits is no row either, and Python refuses to read it.
    there = by_row.get(int(record), ()) if len(record) < 10 else ()
    found = match(text, there)
    if found is not None:
        return found
    return f"bij row_{side} {quoted(record)} hoort geen antwoord met de tekst {quoted(text)}."
