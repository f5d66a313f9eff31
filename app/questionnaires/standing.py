"""What is found in a text that would identify somebody, and which marks of its author still hold."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from flask_babel import gettext as _
from sqlalchemy import select

from app.extensions import db
from app.models import Answer, MarkKind, Membership, Organisation, Place, Project
from app.questionnaires.versions import stored
from forms import personal_data
from forms.answers import Missing
from forms.keys import AnswerKey, first_text
from forms.names import fold
from forms.personal_data import Finding
from forms.question_types import type_of
from forms.questionnaire import Question, Questionnaire

_MOST_KEPT_IN_MEMORY = 4096
MOST_READ = 5000
"""Characters of a text that are read: far more than can be sent, and few enough that nobody waits for a page."""

Marks = Mapping[MarkKind, tuple[str, str]]
"""What an author said of an answer: value and digest by kind."""


@lru_cache(maxsize=_MOST_KEPT_IN_MEMORY)
def findings(text: str, known: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """What in a text would identify somebody; ``known`` as for :func:`forms.personal_data.find`."""
    return tuple(personal_data.find(text[:MOST_READ], known))


def known_words(project: Project) -> frozenset[str]:
    """The words of the organisations and places of a traject: those name no resident."""
    taking_part = select(Organisation.name).join(Membership).where(Membership.project_id == project.id).distinct()
    places = select(Place.name).where(Place.project_id == project.id)
    names = [*db.session.scalars(taking_part), *db.session.scalars(places)]
    return frozenset(fold(word) for name in names for word in re.findall(r"[^\W\d_]{3,}", name))


def is_checked(question: Question) -> bool:
    """Whether somebody could write about a resident here: a free text that is no name of an organisation."""
    return type_of(question).free_text and question.source != "organisations"


def digest_of(kind: MarkKind, text: str, known: frozenset[str] = frozenset()) -> str:
    """What a mark holds on to: the text, or for personal data only what was found in it."""
    told = "\n".join(sorted(one.text for one in findings(text, known))) if kind is MarkKind.KEPT else text.strip()
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()


def marks_of(row: Answer) -> Marks:
    """The marks on an answer."""
    return {MarkKind(mark.kind): (mark.value, mark.digest) for mark in row.marks}


def standing(kind: MarkKind, text: str, marks: Marks, known: frozenset[str] = frozenset()) -> str | None:
    """The value of a mark that still holds for this text."""
    value, digest = marks.get(kind, ("", ""))
    return value if digest and digest == digest_of(kind, text, known) else None


def text_of(row: Answer) -> str:
    """The text of an answer that holds one."""
    return first_text(stored(row).value)


@dataclass(frozen=True, slots=True)
class Detail:
    """What in an answer would identify somebody, and why it stays there: "" without a reason that still holds."""

    key: AnswerKey
    pieces: tuple[str, ...]
    reason: str


def details(questionnaire: Questionnaire, rows: Mapping[AnswerKey, Answer], known: frozenset[str]) -> Iterator[Detail]:
    """What would identify somebody in the free texts of a form."""
    checked = {question.id for question in questionnaire.questions if is_checked(question)}
    for key, row in rows.items():
        text = text_of(row)
        found = findings(text, known) if key.question_id in checked else ()
        if found:
            reason = standing(MarkKind.KEPT, text, marks_of(row), known)
            yield Detail(key, tuple(one.text for one in found), reason or "")


def unexplained(questionnaire: Questionnaire, found: Iterable[Detail], asked: Collection[AnswerKey]) -> list[Missing]:
    """What stays without a reason among the answers that are ``asked``: it stops sending."""
    missing = []
    for one in found:
        if one.key in asked and not one.reason:
            said = ", ".join(f"‘{piece}’" for piece in one.pieces)
            told = _("%(said)s kan naar iemand wijzen. Pas het aan, of schrijf waarom het er moet staan.", said=said)
            missing.append(Missing(questionnaire.page_of(one.key.question_id).id, one.key, told))
    order = [page.id for page in questionnaire.pages]
    return sorted(missing, key=lambda one: (order.index(one.page_id), one.key.repeat))
