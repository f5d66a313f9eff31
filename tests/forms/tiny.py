"""Small questionnaires for tests: one feature each."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from werkzeug.datastructures import MultiDict

from forms.build import PageForm, build_page
from forms.context import Context
from forms.definition import Choice, Localised, Question, Questionnaire, from_yaml
from forms.keys import AnswerKey, Value

HEAD = """\
step: 2
version: "1"
title: {nl: Titel, en: Title}
purpose: {nl: Doel., en: Purpose.}
pages:
  - id: page
    title: {nl: Pagina, en: Page}
    questions:
"""


def questionnaire(questions: str) -> Questionnaire:
    """A questionnaire with one page, named ``page``, with these questions (YAML list items)."""
    return from_yaml(text_of(questions))


def text_of(questions: str) -> str:
    """The same as the text of a file. Questions start on line 9."""
    return HEAD + textwrap.indent(textwrap.dedent(questions).strip("\n"), " " * 6) + "\n"


def question(questions: str) -> Question:
    """The first question of :func:`questionnaire`."""
    return questionnaire(questions).pages[0].questions[0]


def choices(*values: str) -> tuple[Choice, ...]:
    """Choices whose labels are their values, in capitals in English."""
    return tuple(Choice(value, Localised(value, value.upper())) for value in values)


def context(locale: str = "nl", **sources: tuple[Choice, ...]) -> Context:
    """A context without answers."""
    return Context(locale, sources)


def sent(
    asked: Questionnaire, known: Context, fields: Mapping[str, str | list[str]], *, complete: bool = False
) -> PageForm:
    """The page ``page`` as a browser that showed all its fields sends it back."""
    shown = build_page(asked, "page", known)
    data = MultiDict([*shown.hidden])
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return build_page(asked, "page", known, formdata=data, complete=complete)


def answers(**values: Value) -> dict[AnswerKey, Value]:
    """Answers by field name, with ``_`` for ``-``: ``answers(q2_1a_0="tekst")``."""
    return {AnswerKey.parse(name.replace("_", "-", 1)): value for name, value in values.items()}
