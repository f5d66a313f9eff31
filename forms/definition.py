"""Questionnaires from files and from published copies: read, checked, and typed.

``load_step(2)`` is the questionnaire of step 2 as it ships; ``load(path)`` reads any file, ``from_yaml`` its text;
``from_json`` reads what :meth:`Questionnaire.to_json` wrote. All raise :class:`DefinitionError`, whose ``problems``
name every mistake at once, with its line.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from forms.building import Builder
from forms.checks import problems_in
from forms.questionnaire import (
    LOCALES,
    SOURCES,
    Choice,
    Localised,
    Page,
    Per,
    Question,
    Questionnaire,
    Repeat,
    ShowIf,
)
from forms.tree import Node, TreeError
from forms.tree import from_json as json_tree
from forms.tree import from_yaml as yaml_tree

__all__ = [
    "LOCALES",
    "SOURCES",
    "STEPS",
    "Choice",
    "DefinitionError",
    "Localised",
    "Page",
    "Per",
    "Question",
    "Questionnaire",
    "Repeat",
    "ShowIf",
    "from_json",
    "from_yaml",
    "load",
    "load_step",
]

FOLDER = Path(__file__).with_name("questionnaires")
STEPS = range(1, 7)
MOST_BYTES = 1_000_000


class DefinitionError(ValueError):
    """A questionnaire is wrong. ``problems`` are sentences for its author, each with file and line where known."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load(path: Path) -> Questionnaire:
    """The questionnaire in a YAML file. Raises :class:`DefinitionError`; :class:`OSError` where there is no file."""
    data = path.read_bytes()
    if len(data) > MOST_BYTES:
        raise DefinitionError([f"{path.name}: larger than {MOST_BYTES} bytes"])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise DefinitionError([_sentence(path.name, line, "not UTF-8 text")]) from error
    return from_yaml(text, path.name)


def from_yaml(text: str, name: str = "questionnaire") -> Questionnaire:
    """A questionnaire from the text of a file; ``name`` is what its problems call it."""
    try:
        root = yaml_tree(text)
    except TreeError as error:
        raise DefinitionError([_sentence(name, error.line, error.text)]) from error
    return _built(root, name, _lists())


@cache
def load_step(number: int) -> Questionnaire:
    """The questionnaire of a step (1–6) as it ships."""
    if number not in STEPS:
        raise DefinitionError([f"There is no step {number}."])
    return load(FOLDER / f"step_{number}.yaml")


def from_json(text: str) -> Questionnaire:
    """A published copy back: ``from_json(questionnaire.to_json()) == questionnaire``."""
    try:
        root = json_tree(text)
    except TreeError as error:
        raise DefinitionError([_sentence("published copy", error.line, error.text)]) from error
    return _built(root, "published copy", {})


@cache
def _lists() -> dict[str, Node]:
    """The lists of choices that several steps share, by name."""
    return yaml_tree((FOLDER / "lists.yaml").read_text(encoding="utf-8")).mapping or {}


def _built(root: Node, name: str, lists: dict[str, Node]) -> Questionnaire:
    builder = Builder(lists)
    questionnaire = builder.questionnaire(root)
    problems = list(builder.problems)
    if questionnaire.pages:  # a question that could not be read well is not judged further: that would only confuse
        problems += (one for one in problems_in(questionnaire, builder.line) if one[0] not in builder.broken)
    if problems:
        raise DefinitionError([_sentence(name, line, text) for line, text in sorted(problems)])
    return questionnaire


def _sentence(name: str, line: int, text: str) -> str:
    return f"{name}:{line}: {text}" if line else f"{name}: {text}"
