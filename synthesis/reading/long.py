"""Long form: one row per answer, with the columns that the engine asks for."""

from __future__ import annotations

from synthesis.reading.checking import OPTIONAL, REQUIRED, Asked, Found, answer, wrong
from synthesis.reading.problems import UnreadableError, missing_columns
from synthesis.reading.tables import Table

_WIDE = "Is er één rij per persoon? Zeg dan met --mapping of --column welke kolommen de vragen zijn."


def answers_of(table: Table) -> Found:
    """The answers in a table with the columns of ``REQUIRED``, and maybe those of ``OPTIONAL``.

    Raises :class:`UnreadableError` where a column is missing: then there is no use in reading on.
    """
    doubled = [f"De kolom {name} staat er meer dan één keer in." for name in table.doubled()]
    missing = [name for name in REQUIRED if table.place(name) is None]
    if missing:
        sentence = f"{missing_columns(missing, table.where)} Nodig zijn: {', '.join(REQUIRED)}."
        if {"question", "answer"} <= set(missing):
            sentence = f"{sentence} {_WIDE}"
        raise UnreadableError([sentence, *doubled, *table.problems])
    places = {name: place for name in (*REQUIRED, *OPTIONAL) if (place := table.place(name)) is not None}
    asked = Asked(places)
    answers, problems = [], []
    for row in table.rows:
        sentences = wrong(row, asked)
        problems += [f"Rij {row.number}: {sentence}" for sentence in sentences]
        if not sentences:
            answers.append((row.number, answer(row, asked)))
    return Found(tuple(answers), (*doubled, *problems))
