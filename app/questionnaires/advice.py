"""Help while thinking: what in a text would identify somebody, what reads as a solution, what it may be about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flask import current_app

from app.models import MarkKind
from app.questionnaires.sheets import Sheet
from app.questionnaires.standing import MOST_READ, Marks, findings, is_checked, marks_of, standing, text_of
from forms import build
from forms.keys import AnswerKey
from forms.personal_data import Finding, Kind
from forms.questionnaire import Question
from synthesis.asking import suggest
from synthesis.kinds import kind_of
from synthesis.model import Kind as StatementKind

_MOST_KEPT_IN_MEMORY = 1024
_FEWEST_LETTERS = 12
_NUDGED = frozenset({"probleem", "oorzaak"})
_ASKED_ABOUT = "probleem"


@dataclass(frozen=True, slots=True)
class Advice:
    """What there is to say of one text. ``pieces`` is the text cut up, each with what it would give away or ``None``.

    ``kept`` is why what was found stays, "" where it does not; ``subject`` is ``None`` until the author chose.
    """

    key: AnswerKey
    pieces: tuple[tuple[str, Kind | None], ...] = ()
    kept: str = ""
    solution: bool = False
    parked: bool = False
    subjects: tuple[str, ...] = ()
    subject: str | None = None

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What the text would give away, each kind once."""
        return tuple(dict.fromkeys(kind for _, kind in self.pieces if kind is not None))

    @property
    def anything(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.pieces or self.solution or self.parked or self.subjects or self.subject)


def _advice_on(question: Question, key: AnswerKey, text: str, marks: Marks, known: frozenset[str]) -> Advice:
    found = findings(text, known) if is_checked(question) else ()
    parked = standing(MarkKind.PARKED, text, marks) is not None
    long = len(text.strip()) >= _FEWEST_LETTERS
    solution = long and not parked and question.says in _NUDGED and _solves(text[:MOST_READ], question.says)
    subject = standing(MarkKind.SUBJECT, text, marks)
    asked = question.says == _ASKED_ABOUT and long and subject is None and not parked
    return Advice(
        key,
        tuple(_pieces(text, found)) if found else (),
        standing(MarkKind.KEPT, text, marks, known) or "",
        solution,
        parked,
        _suggested(text[:MOST_READ]) if asked else (),
        subject,
    )


def _solves(text: str, says: str) -> bool:
    return kind_of(text, StatementKind(says)) is StatementKind.SOLUTION


@lru_cache(maxsize=_MOST_KEPT_IN_MEMORY)
def _subjects(text: str, encoder: str) -> tuple[str, ...]:
    return suggest(text, encoder=encoder)


def _suggested(text: str) -> tuple[str, ...]:
    return _subjects(text, current_app.config["BUURTBALANS"].encoder)


def _pieces(text: str, found: Sequence[Finding]) -> Iterator[tuple[str, Kind | None]]:
    end = 0
    for one in found:
        if one.start > end:
            yield text[end : one.start], None
        yield one.text, one.kind
        end = one.end
    if end < len(text):
        yield text[end:], None


def advice_for(sheet: Sheet, page: build.PageForm) -> dict[str, Advice]:
    """The advice on every answer of a page, as it is stored, by field name; only where there is any."""
    fields = (field for block in page.blocks for field in block.fields if field.applies)
    advised = ((field.name, advice_at(sheet, field.key)) for field in fields if field.key in sheet.rows)
    return {name: advice for name, advice in advised if advice.anything}


def advice_at(sheet: Sheet, key: AnswerKey) -> Advice:
    """The advice on one answer as it is stored. Raises :class:`KeyError` for a question that is not asked."""
    question = sheet.questionnaire.question(key.question_id)
    row = sheet.rows.get(key)
    return Advice(key) if row is None else _advice_on(question, key, text_of(row), marks_of(row), sheet.known)


def warm_up() -> None:
    """Load what the first advice would have to wait for."""
    findings("mevrouw De Vries op nummer 14")
    _suggested("zwerfvuil op het plein")
