"""CSV → a table: the encoding and the delimiter are found, and cells that a spreadsheet would compute are marked."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator

from synthesis.reading.problems import UnreadableError
from synthesis.reading.tables import FORMULA, Row, Table, found_in, is_names, table

_DELIMITERS = (",", ";", "\t")
_NO_LETTERS = "de letters zijn niet te lezen. Sla het bestand op als CSV UTF-8."
_TOO_WIDE = 'er zijn meer cellen dan kolommen. Zet tekst met een scheidingsteken tussen ".'
_RAW = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[\x80-\ud7ff\ue000-\U0010ffff]")

# What follows "=", "+" or "@" is text ("+ groen", "=> minder afval", "+BOA(s)") unless a spreadsheet can compute it.
_CELL = r"(?:[\w ]+!|'[^']+'!)?\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?"
_VALUE = rf'(?:{_CELL}|\d+(?:[.,]\d+)?%?|"[^"]*")'
_THEN = rf"(?:\s*[-+*/^&=<>,;()]+\s*{_VALUE})*\)*\s*$"
_OPENS = r"\((?![a-zé]{1,3}\))"
_FORMULA = re.compile(
    rf"\s*(?:=\s*[-+(]*{_VALUE}{_THEN}|[+@]\s*{_CELL}{_THEN}|=\s*[A-Za-z_][\w.]*{_OPENS}|"
    rf"[=+@]+\s*[A-Z][A-Z0-9_.]*{_OPENS}|[=+@]\s*\w+\|')"
)


def table_in(content: bytes, wanted: Collection[str]) -> Table:
    """The table in a CSV file; the delimiter is the one that finds most of the wanted columns (folded names)."""
    return table(_lines(_decoded(content), wanted), _TOO_WIDE)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would compute a cell with this text rather than show it."""
    return text.lstrip()[:1] in {"=", "+", "@"} and _FORMULA.match(text) is not None


def _decoded(content: bytes) -> str:
    """The text; a byte that is no letter in the file's encoding becomes a lone surrogate.

    A file that is partly UTF-8 is taken for UTF-8: as Windows-1252 every byte would be a letter, but the wrong one.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError(["Het bestand is opgeslagen als UTF-16. Sla het op als CSV UTF-8."])
    text = content.decode("utf-8-sig", "surrogateescape")
    if _RAW.search(text) and not _BEYOND_ASCII.search(text):
        return content.decode("cp1252", "surrogateescape")
    return text


def _lines(text: str, wanted: Collection[str]) -> Iterator[Row]:
    """All rows. A wholly blank line has a number, but is no record."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    records = _records(text, _delimiter(text, wanted))
    if _RAW.search(text):
        broken = [number for number, cells in enumerate(records, 1) if any(map(_RAW.search, cells))]
        raise UnreadableError([f"Rij {number}: {_NO_LETTERS}" for number in broken])
    record = -1
    for number, cells in enumerate(records, 1):
        record += bool(cells)
        spoiled = {place: FORMULA for place, cell in enumerate(cells) if is_formula(cell)}
        yield Row(number, record, tuple(cells), spoiled)


def _delimiter(text: str, wanted: Collection[str]) -> str:
    def found(delimiter: str) -> tuple[int, int]:
        try:
            names: list[str] = next(filter(is_names, _reader(text, delimiter)), [])
        except csv.Error:
            return 0, 0
        return found_in(names, wanted), len(names)

    return max(_DELIMITERS, key=found)


def _records(text: str, delimiter: str) -> list[list[str]]:
    records: list[list[str]] = []
    try:
        records.extend(_reader(text, delimiter))
    except csv.Error as error:
        sentence = f'Rij {len(records) + 1}: de aanhalingstekens kloppen niet. Schrijf een " in een tekst als "".'
        raise UnreadableError([sentence]) from error
    return records


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
