"""The question types, by the name that definitions use."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from forms.question_types.amounts import Check, Date, Number
from forms.question_types.base import QuestionType
from forms.question_types.choosing import Matrix, Multi, Rank, Scale, Single
from forms.question_types.group import Group
from forms.question_types.places import Place
from forms.question_types.texts import Short, Text
from forms.questionnaire import Question

TYPES: Mapping[str, QuestionType] = MappingProxyType(
    {
        "short": Short(),
        "text": Text(),
        "single": Single(),
        "multi": Multi(),
        "scale5": Scale(5),
        "score3": Scale(3),
        "rank": Rank(),
        "matrix": Matrix(),
        "place": Place(),
        "number": Number(),
        "date": Date(),
        "check": Check(),
        "group": Group(),
    }
)


def type_of(question: Question) -> QuestionType:
    """The type of a question."""
    return TYPES[question.type]
