"""Wide form, as a Microsoft Forms export has it: one row per person, one column per question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from synthesis.reading.checking import Asked, Found, answer, wrong
from synthesis.reading.layout import Layout, QuestionColumn
from synthesis.reading.problems import UnreadableError, quoted
from synthesis.reading.tables import Row, Table, folded

_USUAL: Mapping[str, tuple[str, ...]] = {
    "respondent": ("respondent", "id"),
    "organisation": ("organisation", "organisatie"),
    "role": ("role", "rol", "functie"),
}

# What Microsoft Forms adds in Dutch and English: who filled in and when. It is never read as an answer, never shown.
_PASSED_OVER = frozenset(
    {
        *("id", "start time", "completion time", "email", "name", "last modified time", "language", "total points"),
        *("begintijd", "starttijd", "tijd van voltooien", "voltooiingstijd", "e-mail", "e-mailadres", "naam"),
        *("tijd van laatste wijziging", "laatst gewijzigd", "taal", "totaal aantal punten", "quiz feedback"),
    }
)
_WORDS_OF_OPEN_TEXT = 4


def needed(layout: Layout) -> tuple[str, ...]:
    """The columns that a file with this layout must have."""
    beside = [column for each in layout.questions for _, column in each.beside]
    people = [name for name in (layout.respondent, layout.organisation, layout.role) if name]
    return (*people, *(each.column for each in layout.questions), *beside)


def answers_of(table: Table, layout: Layout) -> Found:
    """The answers in a table; empty cells are no answers, and a person without any is passed over.

    Raises :class:`UnreadableError` where a column is missing: then there is no use in reading on.
    """
    people = _people(table, layout)
    problems = [*_missing(table, layout), *_unknown(people, table), *_doubled(table, layout)]
    if problems:
        raise UnreadableError([*problems, *table.problems])
    questions = [_asked(table, people, each) for each in layout.questions]
    answers, problems = [], []
    for row in table.rows:
        said = [asked for asked in questions if row.cells[asked.places["answer"]].strip()]
        sentences = dict.fromkeys(sentence for asked in said for sentence in wrong(row, asked))
        problems += [f"Rij {row.number}: {sentence}" for sentence in sentences]
        if not sentences:
            answers += [(row.number, answer(row, asked)) for asked in said]
    used = {place for asked in questions for place in asked.places.values()}
    return Found(tuple(answers), tuple(problems), tuple(_remarks(table, used)))


def _people(table: Table, layout: Layout) -> dict[str, str]:
    """The names of the columns that tell who answers; a part that no column tells is left out."""
    given = {"respondent": layout.respondent, "organisation": layout.organisation, "role": layout.role}
    found: dict[str, str] = {}
    for part, usual in _USUAL.items():
        name = given[part] or next((each for each in usual if table.place(each) is not None), "")
        if name:
            found[part] = name
    return found


def _missing(table: Table, layout: Layout) -> Iterator[str]:
    for name in dict.fromkeys(needed(layout)):
        if table.place(name) is None:
            near = get_close_matches(folded(name), [folded(column) for column in table.columns], 1)
            meant = next((column for column in table.columns if near and folded(column) == near[0]), "")
            hint = f" Bedoel je {quoted(meant)}?" if meant else ""
            yield f"{table.where} ontbreekt de kolom {quoted(name)}.{hint}"


def _unknown(people: Mapping[str, str], table: Table) -> Iterator[str]:
    if "respondent" not in people:
        yield f"{table.where} staat geen kolom Id. Zeg met --respondent-column welke kolom zegt wie het is."
    if "organisation" not in people:
        yield "Zeg met --organisation-column in welke kolom de organisatie staat."


def _doubled(table: Table, layout: Layout) -> Iterator[str]:
    used = {folded(name) for name in needed(layout)}
    for name in table.doubled():
        if name in used:
            yield f"De kolom {quoted(name)} staat er meer dan één keer in."


def _asked(table: Table, people: Mapping[str, str], question: QuestionColumn) -> Asked:
    columns = {**people, "answer": question.column, **dict(question.beside)}
    places = {part: place for part, column in columns.items() if (place := table.place(column)) is not None}
    names = {part: quoted(table.columns[place]) for part, place in places.items()}
    return Asked(places, names, question.kind, " ".join(table.columns[places["answer"]].split()))


def _remarks(table: Table, used: set[int]) -> Iterator[str]:
    for place, column in enumerate(table.columns):
        if place not in used and folded(column) not in _PASSED_OVER and _is_open_text(table.rows, place):
            name = quoted(column) if column else f"{place + 1} (zonder naam)"
            yield f"Let op: de kolom {name} lijkt open tekst, maar heeft geen soort en wordt niet gelezen."


def _is_open_text(rows: tuple[Row, ...], place: int) -> bool:
    """Whether people wrote here rather than chose: somebody used several words, and most cells differ."""
    cells = [folded(row.cells[place]) for row in rows if row.cells[place].strip()]
    several = any(sum(any(map(str.isalpha, word)) for word in cell.split()) >= _WORDS_OF_OPEN_TEXT for cell in cells)
    return several and 2 * len(set(cells)) > len(cells)
