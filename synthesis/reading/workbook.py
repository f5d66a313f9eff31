"""XLSX → a table: values as a Dutch spreadsheet shows them, formulas marked and never computed."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any, NoReturn
from zipfile import BadZipFile, ZipFile

import openpyxl
from openpyxl.utils.escape import unescape

from synthesis.reading.problems import UnreadableError, quoted
from synthesis.reading.tables import FORMULA, Row, Table, found_in, is_names, table

# Twice what a hundred thousand answers need; a file with more was made to fill the memory.
LARGEST = 200_000_000
MOST_CELLS = 5_000_000
MOST_ROWS = 1_048_576

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TOO_LARGE = "Het Excel-bestand is te groot om te lezen. Houd alleen het blad met de antwoorden over."
_TOO_WIDE = "er staat iets in een kolom zonder naam. Geef de kolom een naam of maak de cel leeg."
_DIGITS = 10


def table_in(content: bytes, wanted: Collection[str], sheet: str | None) -> Table:
    """The table in a workbook: on the first sheet with all wanted columns (folded names), or on the named sheet.

    Where no sheet has them all, it is the one with most of them. Raises :class:`UnreadableError`.
    """
    _check(content)
    with warnings.catch_warnings():
        # openpyxl warns of what it leaves out of a workbook that is written back, which this one is not.
        warnings.simplefilter("ignore")
        try:
            with closing(openpyxl.load_workbook(BytesIO(content), read_only=True)) as book:
                return _table(_chosen(book.worksheets, wanted, sheet), len(book.worksheets) > 1)
        except UnreadableError:
            raise
        except Exception as error:  # a damaged file can break any part of openpyxl in any way
            _damaged(error)


def _damaged(error: Exception) -> NoReturn:
    raise UnreadableError(["Het Excel-bestand is beschadigd of geen .xlsx. Sla het in Excel opnieuw op."]) from error


def _check(content: bytes) -> None:
    """Refuse what is no workbook, what has a password, and what would unpack to more than fits."""
    if not content.startswith(b"PK"):
        if _ENCRYPTED in content:
            raise UnreadableError(["Het Excel-bestand heeft een wachtwoord. Haal dat eraf en sla het opnieuw op."])
        raise UnreadableError(["Het bestand is een oud Excel-bestand (.xls). Sla het op als .xlsx."])
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
        _damaged(error)
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError(["Het Excel-bestand heeft een wachtwoord. Haal dat eraf en sla het opnieuw op."])
    if sum(part.file_size for part in parts) > LARGEST:
        raise UnreadableError([_TOO_LARGE])
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise UnreadableError(["Het bestand is geen Excel-bestand (.xlsx), maar iets anders in een zip."])


def _chosen(sheets: Collection[Any], wanted: Collection[str], name: str | None) -> Any:
    if not sheets:
        raise UnreadableError(["Het Excel-bestand heeft geen blad met cellen."])
    if name is not None:
        named = [sheet for sheet in sheets if sheet.title.casefold() == name.strip().casefold()]
        if not named:
            there = ", ".join(quoted(sheet.title) for sheet in sheets)
            raise UnreadableError([f"Het blad {quoted(name)} staat niet in het bestand. Wel: {there}."])
        return named[0]
    best, most = None, -1
    for sheet in sheets:
        names = next((line.cells for line in _lines(sheet) if is_names(line.cells)), ())
        found = found_in(names, wanted)
        if found > most:
            best, most = sheet, found
        if most == len(wanted):
            break
    return best


def _table(sheet: Any, one_of_many: bool) -> Table:
    found = table(_lines(sheet), _TOO_WIDE)
    if not one_of_many:
        return found
    return Table(found.columns, found.rows, found.problems, f"Op het blad {quoted(sheet.title)}, in de eerste rij,")


def _lines(sheet: Any) -> Iterator[Row]:
    """The rows of a sheet that have cells, each without the empty cells at its end."""
    # The file's own word for the size of a sheet may be anything.
    sheet.reset_dimensions()
    cells = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells += len(row)
        if number > MOST_ROWS or cells > MOST_CELLS:
            raise UnreadableError([_TOO_LARGE])
        if row:
            yield _row(number, row)


def _row(number: int, row: Iterable[Any]) -> Row:
    texts: list[str] = []
    spoiled: dict[int, str] = {}
    for place, cell in enumerate(row):
        text = ""
        if cell.value is not None:
            text = _text(cell)
            if cell.data_type == "f":
                spoiled[place] = FORMULA
            elif cell.data_type == "e":
                spoiled[place] = f"bevat een foutmelding ({text})"
        texts.append(text)
    while texts and not texts[-1]:
        texts.pop()
    return Row(number, number, tuple(texts), spoiled)


def _text(cell: Any) -> str:
    value = cell.value
    if isinstance(value, str):
        return str(unescape(value))
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, int | float):
        return _percentage(value) if "%" in cell.number_format else _number(value)
    if isinstance(value, date | time | timedelta):
        return _moment(value)
    # Formulas over several cells are objects; any text will do, for they are never read.
    return "="


def _percentage(value: float) -> str:
    return f"{_number(value * 100)}%"


def _number(value: float) -> str:
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.{_DIGITS}g}".replace(".", ",")


def _moment(value: date | time | timedelta) -> str:
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    day = f"{value.day}-{value.month}-{value.year}"
    if not isinstance(value, datetime) or value.time() == time():
        return day
    return f"{day} {value:%H:%M}"
