"""A row of a table → an answer, or what is wrong with it in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from synthesis.model import Answer, Evidence, Kind
from synthesis.reading.problems import quoted
from synthesis.reading.tables import Row, letters
from synthesis.themes import labels

REQUIRED = ("respondent", "organisation", "role", "question", "answer")
OPTIONAL = ("plaats", "hoe_vaak", "bron", "ernst", "thema")
LONGEST_CELL = 5000

_MAY_BE_EMPTY = {"role", *OPTIONAL}
_NO_SCORE = {"weet ik niet", "geen zicht op"}
_EVIDENCE = {
    "cijfers": Evidence.FIGURES,
    "cijfer": Evidence.FIGURES,
    "uit registratie": Evidence.FIGURES,
    "registratie": Evidence.FIGURES,
    "zelf gezien": Evidence.SEEN,
    "eigen waarneming": Evidence.SEEN,
    "van bewoners gehoord": Evidence.RESIDENTS,
    "gehoord van bewoners": Evidence.RESIDENTS,
    "bewoners": Evidence.RESIDENTS,
    "van collega gehoord": Evidence.COLLEAGUE,
    "van een collega gehoord": Evidence.COLLEAGUE,
    "gehoord van collega": Evidence.COLLEAGUE,
    "collega": Evidence.COLLEAGUE,
    "vermoeden": Evidence.ASSUMPTION,
} | {evidence.value: evidence for evidence in Evidence}


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the parts of an answer stand in a row, and what was asked.

    ``places`` gives the place of the column with ``respondent``, ``organisation``, ``answer`` and so on; ``names`` how
    a sentence calls that column, where that is not its part's own name. Without ``kind`` the row itself says what was
    asked, in the column ``question``. ``words`` is the question as it was put.
    """

    places: Mapping[str, int]
    names: Mapping[str, str] = field(default_factory=dict)
    kind: Kind | None = None
    words: str = ""

    def name(self, part: str) -> str:
        """What a sentence calls the column of a part."""
        return self.names.get(part, part)


@dataclass(frozen=True, slots=True)
class Found:
    """Answers with the number of their row, what is wrong with the file, and what may have been meant to be read."""

    answers: tuple[tuple[int, Answer], ...] = ()
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def spoiled(row: Row, place: int, name: str) -> str | None:
    """What is the matter with a cell that has no text to read, in a sentence without the row's number."""
    matter = row.spoiled.get(place)
    return None if matter is None else f"de cel {letters(place)}{row.number} (kolom {name}) {matter}."


def wrong(row: Row, asked: Asked) -> list[str]:
    """What is wrong with one answer, in sentences without the row's number."""
    found = []
    for part, place in asked.places.items():
        if (matter := spoiled(row, place, asked.name(part))) is not None:
            found.append(matter)
        else:
            found += _wrong_cell(part, row.cells[place], asked.name(part))
    return found


def _wrong_cell(part: str, cell: str, name: str) -> list[str]:
    found = []
    if not cell.strip() and part not in _MAY_BE_EMPTY:
        found.append(f"de kolom {name} is leeg.")
    if len(cell) > LONGEST_CELL:
        found.append(f"de kolom {name} telt {len(cell)} tekens; hoogstens {LONGEST_CELL} kan.")
    if "\0" in cell:
        found.append(f"de kolom {name} bevat een teken dat geen tekst is (NUL).")
    value = _folded(cell)
    if value and part in _CHECKS and (sentence := _CHECKS[part](value)):
        found.append(sentence)
    return found


def _wrong_question(value: str) -> str | None:
    return None if value in set(Kind) else f"de vraag {quoted(value)} is onbekend; kies uit {', '.join(Kind)}."


def _wrong_source(value: str) -> str | None:
    known = ", ".join(_main_sources())
    return None if value in _EVIDENCE else f"de bron {quoted(value)} is onbekend; kies uit {known}."


def _wrong_score(value: str) -> str | None:
    scored = value in {*"12345", *_NO_SCORE}
    return None if scored else f"de ernst {quoted(value)} is geen heel getal van 1 tot en met 5."


def _wrong_theme(value: str) -> str | None:
    advice = "gebruik een code zoals T01, of laat het leeg."
    return None if value in _themes() else f"het thema {quoted(value)} is onbekend; {advice}"


_CHECKS: Mapping[str, Callable[[str], str | None]] = {
    "question": _wrong_question,
    "bron": _wrong_source,
    "ernst": _wrong_score,
    "thema": _wrong_theme,
}


def answer(row: Row, asked: Asked) -> Answer:
    """The answer in a row with which nothing is wrong; it has no key yet."""

    def cell(part: str) -> str:
        return row.cells[asked.places[part]] if part in asked.places else ""

    score, source, theme = (_folded(cell(part)) for part in ("ernst", "bron", "thema"))
    return Answer(
        key="",
        respondent=cell("respondent").strip(),
        organisation=cell("organisation").strip(),
        asked=asked.kind or Kind(_folded(cell("question"))),
        text=cell("answer"),
        role=cell("role").strip(),
        row=row.record,
        question=asked.words,
        place=cell("plaats").strip(),
        frequency=_folded(cell("hoe_vaak")),
        evidence=_EVIDENCE[source] if source else None,
        severity=None if not score or score in _NO_SCORE else int(score),
        theme=_themes()[theme] if theme else None,
    )


def _folded(cell: str) -> str:
    return " ".join(cell.casefold().split())


@cache
def _themes() -> Mapping[str, str]:
    known = labels()
    return {code.casefold(): code for code in known} | {label.casefold(): code for code, label in known.items()}


def _main_sources() -> Iterable[str]:
    return ("cijfers", "zelf gezien", "van bewoners gehoord", "van collega gehoord", "vermoeden")
