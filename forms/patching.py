"""Better words for a questionnaire that people have started on: the same questions, a new patch version."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any

from forms.changes import Change, RewordPage, RewordQuestion
from forms.questionnaire import Localised, Questionnaire
from forms.shaping import ChangeError, unchanged

_NUMBERS = re.compile(r"(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?", re.ASCII)
_LAST = re.compile(r"(.*\.)(\d{1,6})", re.ASCII | re.DOTALL)


def patched(questionnaire: Questionnaire, change: Change) -> Questionnaire:
    """The questionnaire with other words and the next patch version. The same one where the words are the same.

    Raises :class:`ChangeError` for a change of anything but words: answers belong to what was asked.
    """
    if not isinstance(change, RewordQuestion | RewordPage):
        raise ChangeError("started")
    after = unchanged(questionnaire).after(change).whole
    if after == questionnaire:
        return questionnaire
    if not same_but_for_texts(questionnaire, after):
        raise ValueError("a patch changed more than words")
    return replace(after, version=next_patch(questionnaire.version))


def same_but_for_texts(one: Questionnaire, other: Questionnaire) -> bool:
    """Whether two questionnaires ask the same: an answer to one is an answer to the other, in all its parts."""
    return bool(_bare(replace(one, version="")) == _bare(replace(other, version="")))


def next_patch(version: str) -> str:
    """ "1" → "1.0.1", "1.0.1" → "1.0.2"; of an own way of numbering the last number goes up."""
    if found := _NUMBERS.fullmatch(version):
        major, minor, patch = (int(part or 0) for part in found.groups())
        return f"{major}.{minor}.{patch + 1}"
    if found := _LAST.fullmatch(version):
        return f"{found[1]}{int(found[2]) + 1}"
    return f"{version}.1"


def _bare(value: Any) -> Any:
    """Everything but the texts."""
    if value is None or isinstance(value, Localised):
        return None
    if isinstance(value, tuple):
        return [_bare(part) for part in value]
    if not hasattr(value, "__dataclass_fields__"):
        return value
    return [_bare(getattr(value, field.name)) for field in fields(value)]
