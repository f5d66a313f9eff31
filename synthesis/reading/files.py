"""A file of any kind → one table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from synthesis.reading import delimited
from synthesis.reading.problems import UnreadableError
from synthesis.reading.tables import Table, folded

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOKS = frozenset({".xlsx", ".xlsm"})


def read_table(path: Path, needed: Sequence[str], sheet: str | None = None) -> Table:
    """The table in a file; see :func:`table_of`."""
    content = content_of(path)
    if content and path.suffix.lower() in _WORKBOOKS and not content.startswith((_ZIP, _OLE)):
        raise UnreadableError([f"Het bestand {path} is geen Excel-bestand, al heet het zo."])
    return table_of(content, needed, sheet)


def content_of(path: Path) -> bytes:
    """What is in a file, or why there is nothing."""
    try:
        return path.read_bytes()
    except OSError as error:
        reason = "bestaat niet" if isinstance(error, FileNotFoundError) else "is niet te openen"
        raise UnreadableError([f"Het bestand {path} {reason}."]) from error


def table_of(content: bytes, needed: Sequence[str], sheet: str | None = None) -> Table:
    """The table in the content of a CSV or XLSX file. ``needed`` are the names that tell the right delimiter or sheet.

    Raises :class:`UnreadableError` where there is no table at all.
    """
    wanted = frozenset(folded(name) for name in needed)
    if content.startswith((_ZIP, _OLE)):
        # openpyxl takes a while to import: only where a workbook is given.
        from synthesis.reading import workbook  # noqa: PLC0415

        return workbook.table_in(content, wanted, sheet)
    if sheet is not None:
        raise UnreadableError(["Een CSV-bestand heeft geen bladen. Laat --sheet weg."])
    return delimited.table_in(content, wanted)
