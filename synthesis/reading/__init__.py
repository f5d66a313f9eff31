"""Answers from a file, in long or wide form: everything that is wrong with it is said at once, with its row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from synthesis.model import Answer
from synthesis.reading import long, wide
from synthesis.reading.checking import LONGEST_CELL, OPTIONAL, REQUIRED
from synthesis.reading.files import read_table, table_of
from synthesis.reading.keys import keyed
from synthesis.reading.layout import Layout
from synthesis.reading.problems import UnreadableError
from synthesis.reading.tables import Table

__all__ = [
    "LONGEST_CELL",
    "OPTIONAL",
    "REQUIRED",
    "Layout",
    "Reading",
    "UnreadableError",
    "parse",
    "read",
    "read_answers",
]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds.

    ``answers`` are in the order of the file. ``numbers`` gives the row that a spreadsheet shows, by the answer's key.
    ``remarks`` are Dutch sentences on what was passed over and may have been meant to be read.
    """

    answers: tuple[Answer, ...]
    numbers: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def read(path: Path, layout: Layout | None = None, sheet: str | None = None) -> Reading:
    """The answers in a CSV or XLSX file: in wide form where ``layout`` says how, else in long form.

    CSV is UTF-8 with or without BOM, else Windows-1252, separated by comma, semicolon or tab. Of a workbook it is the
    first sheet with the needed columns, or ``sheet``. Raises :class:`UnreadableError`.
    """
    return _read(read_table(path, _needed(layout), sheet), layout)


def read_answers(path: Path, layout: Layout | None = None, sheet: str | None = None) -> tuple[Answer, ...]:
    """Only the answers of :func:`read`."""
    return read(path, layout, sheet).answers


def parse(content: bytes, layout: Layout | None = None, sheet: str | None = None) -> tuple[Answer, ...]:
    """The answers in the content of a file; see :func:`read`."""
    return _read(table_of(content, _needed(layout), sheet), layout).answers


def _needed(layout: Layout | None) -> tuple[str, ...]:
    return REQUIRED if layout is None else wide.needed(layout)


def _read(table: Table, layout: Layout | None) -> Reading:
    found = long.answers_of(table) if layout is None else wide.answers_of(table, layout)
    problems = [*table.problems, *found.problems]
    if not problems and not found.answers:
        problems.append("Het bestand bevat geen antwoorden.")
    if problems:
        raise UnreadableError(problems)
    answers = keyed([answer for _, answer in found.answers])
    numbers = {answer.key: number for answer, (number, _) in zip(answers, found.answers, strict=True)}
    return Reading(answers, numbers, found.remarks)
