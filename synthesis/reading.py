"""Answers from a spreadsheet file: everything that is wrong with it is said at once, with its row."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from synthesis.model import Answer, Evidence, Kind
from synthesis.themes import labels

REQUIRED = ("respondent", "organisation", "role", "question", "answer")
OPTIONAL = ("plaats", "hoe_vaak", "bron", "ernst", "thema")
LONGEST_CELL = 5000

_DELIMITERS = (",", ";", "\t")
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


class UnreadableError(ValueError):
    """The file cannot be used; ``problems`` has one Dutch sentence for each thing that is wrong."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that is not wholly empty: its number in a spreadsheet, its 0-based record, its cells by column."""

    number: int
    record: int
    cells: Mapping[str, str]


def read_answers(path: Path) -> tuple[Answer, ...]:
    """The answers in a CSV file, in the order of its rows.

    UTF-8 with or without BOM, else Windows-1252; separated by comma, semicolon or tab. The columns of ``REQUIRED`` must
    be there, those of ``OPTIONAL`` may be. Wholly empty rows are passed over. Raises :class:`UnreadableError`.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = "bestaat niet" if isinstance(error, FileNotFoundError) else "is niet te openen"
        raise UnreadableError([f"Het bestand {path} {reason}."]) from error
    return parse(content)


def parse(content: bytes) -> tuple[Answer, ...]:
    """The answers in the content of a CSV file; see :func:`read_answers`."""
    columns, rows, problems = _table(_decoded(content))
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        verb = "ontbreekt de kolom" if len(missing) == 1 else "ontbreken de kolommen"
        problems.insert(0, f"In de eerste rij {verb} {', '.join(missing)}. Nodig zijn: {', '.join(REQUIRED)}.")
        raise UnreadableError(problems)
    answers: list[Answer] = []
    for row in rows:
        wrong = _wrong(row)
        problems += [f"Rij {row.number}: {sentence}" for sentence in wrong]
        if not wrong:
            answers.append(_answer(row))
    if not problems and not answers:
        problems.append("Het bestand bevat geen antwoorden.")
    if problems:
        raise UnreadableError(problems)
    return _keyed(answers)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError(["Het bestand is opgeslagen als UTF-16. Sla het op als CSV UTF-8."])
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableError(["De letters in het bestand zijn niet te lezen. Sla het op als CSV UTF-8."])


def _table(text: str) -> tuple[list[str], list[_Row], list[str]]:
    """The column names, the rows with something in them, and what is wrong with the shape of the table."""
    records = _records(text)
    header = next((place for place, cells in enumerate(records) if any(map(_has_text, cells))), None)
    if header is None:
        raise UnreadableError(["Het bestand is leeg."])
    columns = [name.strip().casefold() for name in records[header]]
    doubled = [name for name, number in Counter(columns).items() if name and number > 1]
    problems = [f"De kolom {name} staat er meer dan één keer in." for name in doubled]
    rows = []
    record = -1
    for number, cells in enumerate(records[header + 1 :], header + 2):
        record += bool(cells)
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(columns) :]):
            problems.append(
                f'Rij {number}: er zijn meer cellen dan kolommen. Zet tekst met een scheidingsteken tussen ".'
            )
            continue
        filled = [*cells, *[""] * len(columns)]
        rows.append(_Row(number, record, dict(zip(columns, filled, strict=False))))
    return columns, rows, problems


def _has_text(cell: str) -> bool:
    return any(not letter.isspace() and letter not in ";,\0" for letter in cell)


def _records(text: str) -> list[list[str]]:
    """All records, separated by the delimiter that finds most of the columns."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    names = next((line for line in text.splitlines() if line.strip()), "")
    known = {*REQUIRED, *OPTIONAL}

    def found(delimiter: str) -> int:
        return len(known & {name.strip(' "').casefold() for name in names.split(delimiter)})

    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=found), strict=True)
    records: list[list[str]] = []
    try:
        records.extend(reader)
    except csv.Error as error:
        sentence = f'Rij {len(records) + 1}: de aanhalingstekens kloppen niet. Schrijf een " in een tekst als "".'
        raise UnreadableError([sentence]) from error
    return records


def _wrong(row: _Row) -> list[str]:
    """What is wrong with one row, in sentences without its number."""
    wrong = []
    for name in (*REQUIRED, *OPTIONAL):
        cell = row.cells.get(name, "")
        if not cell.strip() and name not in _MAY_BE_EMPTY:
            wrong.append(f"de kolom {name} is leeg.")
        if len(cell) > LONGEST_CELL:
            wrong.append(f"de kolom {name} telt {len(cell)} tekens; hoogstens {LONGEST_CELL} kan.")
        if "\0" in cell:
            wrong.append(f"de kolom {name} bevat een teken dat geen tekst is (NUL).")
    question = _value(row, "question")
    if question and question not in set(Kind):
        wrong.append(f"de vraag “{_short(question)}” is onbekend; kies uit {', '.join(Kind)}.")
    if (source := _value(row, "bron")) and source not in _EVIDENCE:
        wrong.append(f"de bron “{_short(source)}” is onbekend; kies uit {', '.join(_main_sources())}.")
    if (score := _value(row, "ernst")) and score not in {*"12345", *_NO_SCORE}:
        wrong.append(f"de ernst “{_short(score)}” is geen heel getal van 1 tot en met 5.")
    if (theme := _value(row, "thema")) and theme not in _themes():
        wrong.append(f"het thema “{_short(theme)}” is onbekend; gebruik een code zoals T01, of laat het leeg.")
    return wrong


def _answer(row: _Row) -> Answer:
    score = _value(row, "ernst")
    source = _value(row, "bron")
    theme = _value(row, "thema")
    return Answer(
        key="",
        respondent=row.cells["respondent"].strip(),
        organisation=row.cells["organisation"].strip(),
        asked=Kind(_value(row, "question")),
        text=row.cells["answer"],
        role=row.cells["role"].strip(),
        row=row.record,
        place=row.cells.get("plaats", "").strip(),
        frequency=_value(row, "hoe_vaak"),
        evidence=_EVIDENCE[source] if source else None,
        severity=None if not score or score in _NO_SCORE else int(score),
        theme=_themes()[theme] if theme else None,
    )


def _keyed(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers with keys made of their content, so that the same rows in any order get the same keys.

    Answers with the same respondent, question and text are numbered; by all else that is known of them, then by row.
    """
    seen: Counter[str] = Counter()
    keys: dict[int, str] = {}
    for place in sorted(range(len(answers)), key=lambda place: (_content(answers[place]), place)):
        answer = answers[place]
        said = "\x1f".join((answer.respondent, answer.asked, answer.text))
        key = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        seen[key] += 1
        keys[place] = f"{key}-{seen[key]}" if seen[key] > 1 else key
    return tuple(replace(answer, key=keys[place]) for place, answer in enumerate(answers))


def _content(answer: Answer) -> tuple[str, ...]:
    return tuple(str(value) for value in astuple(replace(answer, row=None)))


def _value(row: _Row, name: str) -> str:
    return " ".join(row.cells.get(name, "").casefold().split())


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _themes() -> dict[str, str]:
    known = labels()
    return {code.casefold(): code for code in known} | {label.casefold(): code for code, label in known.items()}


def _main_sources() -> Iterable[str]:
    return ("cijfers", "zelf gezien", "van bewoners gehoord", "van collega gehoord", "vermoeden")
