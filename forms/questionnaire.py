"""A questionnaire as values: frozen, and the same whether it came from a file or from a published copy."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any

LOCALES = ("nl", "en")
SOURCES = frozenset(
    {
        "places", "organisations", "themes", "indicators", "clusters", "candidates", "strengths", "gaps",
        "draft_goals", "goals", "my_actions", "parked",
    }
)  # fmt: skip
"""Names of the choices that the application supplies at run time."""

SAYS = frozenset({"probleem", "oorzaak", "gevolg", "kracht", "onbekend", "gewenst", "twijfel"})
"""What kind of statement a text can be asked as."""

TELLS = frozenset({"place", "frequency", "trend", "evidence", "groups", "severity", "theme", "about"})
"""What a field can tell of the statements beside it in the same group."""


@dataclass(frozen=True, slots=True)
class Localised:
    """A text in both languages."""

    nl: str
    en: str

    def text(self, locale: str) -> str:
        """English for ``en`` (also ``en_GB``), else Dutch."""
        return self.en if locale[:2] == "en" else self.nl


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: a stable value and its label; ``hint`` explains it, ``heading`` is what it stands under."""

    value: str
    label: Localised
    hint: Localised | None = None
    heading: Localised | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """How often a question may be answered. With ``min`` 1 the first time counts as asked for."""

    max: int
    min: int = 0


@dataclass(frozen=True, slots=True)
class Per:
    """Asked once per choice of a source, or per choice that the respondent made in the question ``answer``."""

    source: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class ShowIf:
    """Asked only where the answer to ``question`` has one of ``values``; without values: has anything."""

    question: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question, or with ``fields`` a group of them. Only questions without fields have answers.

    ``max`` and ``min`` mean what the type says they mean (choices, characters, places, amount). ``several`` lets a
    place be more than one. ``if_missing`` is the sentence that asks for an answer that is required.
    """

    id: str
    type: str
    label: Localised
    hint: Localised | None = None
    required: bool = False
    if_missing: Localised | None = None
    choices: tuple[Choice, ...] = ()
    source: str = ""
    min: int | None = None
    max: int | None = None
    several: bool = False
    fields: tuple[Question, ...] = ()
    repeat: Repeat | None = None
    each: Localised | None = None
    per: Per | None = None
    show_if: ShowIf | None = None
    says: str = ""
    tells: str = ""

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions in it that have an answer: its fields, or itself."""
        return self.fields or (self,)


@dataclass(frozen=True, slots=True)
class Page:
    """One topic on one page. ``id`` is a slug, unique in the questionnaire."""

    id: str
    title: Localised
    questions: tuple[Question, ...]
    intro: Localised | None = None

    @property
    def asked(self) -> Iterator[Question]:
        """Every question on the page that has an answer, in order."""
        return (leaf for question in self.questions for leaf in question.asked)


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The questions of one step. ``version`` is the author's own; :attr:`hash` tells any two apart."""

    step: int
    version: str
    title: Localised
    purpose: Localised
    pages: tuple[Page, ...]

    def to_json(self) -> str:
        """Canonical JSON: the same questionnaire always gives the same text. ``from_json`` reads it back."""
        return json.dumps(plain(self, _is_empty), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical JSON, as 64 hexadecimal digits."""
        return hashlib.sha256(self.to_json().encode("utf-8")).hexdigest()

    @property
    def questions(self) -> Iterator[Question]:
        """Every question that has an answer, in order."""
        return (leaf for page in self.pages for leaf in page.asked)

    def page(self, page_id: str) -> Page:
        """The page with this id. Raises :class:`KeyError`."""
        found = next((page for page in self.pages if page.id == page_id), None)
        if found is None:
            raise KeyError(page_id)
        return found

    def question(self, question_id: str) -> Question:
        """The question with this id that has an answer. Raises :class:`KeyError`."""
        found = next((question for question in self.questions if question.id == question_id), None)
        if found is None:
            raise KeyError(question_id)
        return found

    def page_of(self, question_id: str) -> Page:
        """The page on which a question stands. Raises :class:`KeyError`."""
        found = next((page for page in self.pages if any(one.id == question_id for one in page.asked)), None)
        if found is None:
            raise KeyError(question_id)
        return found


def plain(value: Any, is_empty: Callable[[Any], bool]) -> Any:
    """Dataclasses to plain JSON values, without the fields that are empty."""
    if isinstance(value, tuple):
        return [plain(part, is_empty) for part in value]
    if not hasattr(value, "__dataclass_fields__"):
        return value
    pairs = ((field.name, getattr(value, field.name)) for field in fields(value))
    return {name: plain(part, is_empty) for name, part in pairs if not is_empty(part)}


def _is_empty(part: Any) -> bool:
    return part is None or part is False or part in ("", ())
