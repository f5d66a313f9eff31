"""Small files of every kind, made by the programs that people's files come from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from synthesis.reading import Layout, UnreadableError, parse

LONG = ("respondent", "organisation", "role", "question", "answer")


def delimited(*rows: Sequence[str], delimiter: str = ",", line: str = "\r\n") -> str:
    """Rows as CSV."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=line).writerows(rows)
    return file.getvalue()


def workbook(*rows: Sequence[object], **sheets: Iterable[Sequence[object]]) -> bytes:
    """Rows as the only sheet of a workbook, or several sheets by their names."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, lines in (sheets or {"Blad1": rows}).items():
        sheet = book.create_sheet(name)
        for row in lines:
            sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_parts(content: bytes, changed: Mapping[str, bytes]) -> bytes:
    """A workbook with parts of it replaced or added."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *changed}:
            new.writestr(name, changed[name] if name in changed else old.read(name))
    return file.getvalue()


def problems(content: bytes, layout: Layout | None = None, sheet: str | None = None) -> tuple[str, ...]:
    """What is said to be wrong with a file."""
    with pytest.raises(UnreadableError) as caught:
        parse(content, layout, sheet)
    assert all(sentence.endswith((".", "?")) for sentence in caught.value.problems)
    return caught.value.problems
