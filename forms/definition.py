"""Questionnaires from files and from published copies: read, checked, and typed.

``load_step(2)`` is the questionnaire of step 2 as it ships, or as an installation's own folder has it; ``load(path)``
reads any file, ``from_yaml`` its text; ``from_json`` reads what :meth:`Questionnaire.to_json` wrote. All raise
:class:`DefinitionError`, whose ``problems`` name every mistake at once, with its line.
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
    "load_folder",
    "load_step",
]

FOLDER = Path(__file__).with_name("questionnaires")
LISTS = "lists.yaml"
STEPS = range(1, 7)
MOST_BYTES = 1_000_000


class DefinitionError(ValueError):
    """A questionnaire is wrong. ``problems`` are sentences for its author, each with file and line where known."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load(path: Path) -> Questionnaire:
    """The questionnaire in a YAML file. Raises :class:`DefinitionError`; :class:`OSError` where there is no file.

    Lists of choices that it names come from ``lists.yaml`` beside it, else from the ones that ship.
    """
    return from_yaml(_text_of(path), path.name, path.parent)


def from_yaml(text: str, name: str = "questionnaire", folder: Path = FOLDER) -> Questionnaire:
    """A questionnaire from the text of a file; ``name`` is what its problems call it."""
    return _built(_tree(text, name), name, _lists(folder))


@cache
def load_step(number: int, folder: Path = FOLDER) -> Questionnaire:
    """The questionnaire of a step (1–6): the one in ``folder``, or the one that ships where that folder has none."""
    if number not in STEPS:
        raise DefinitionError([f"There is no step {number}."])
    path = folder / f"step_{number}.yaml"
    questionnaire = load(path if path.exists() else FOLDER / path.name)
    if questionnaire.step != number:
        raise DefinitionError([f"{path.name}: 'step' is {questionnaire.step}, where {number} belongs"])
    return questionnaire


def load_folder(folder: Path = FOLDER) -> tuple[Questionnaire, ...]:
    """The questionnaires of all steps. Raises :class:`DefinitionError` with what is wrong in all of the files."""
    found, problems = [], []
    for number in STEPS:
        try:
            found.append(load_step(number, folder))
        except DefinitionError as error:
            problems += error.problems
    if problems:
        raise DefinitionError(problems)
    return tuple(found)


def from_json(text: str) -> Questionnaire:
    """A published copy back: ``from_json(questionnaire.to_json()) == questionnaire``."""
    try:
        root = json_tree(text)
    except TreeError as error:
        raise DefinitionError([_sentence("published copy", error.line, error.text)]) from error
    return _built(root, "published copy", {}, added=True)


@cache
def _lists(folder: Path) -> dict[str, Node]:
    """The lists of choices that several steps share, by name. Those of ``folder`` come before the ones that ship."""
    shipped = _tree(_text_of(FOLDER / LISTS), LISTS).mapping or {}
    own = folder / LISTS
    return shipped if folder == FOLDER or not own.exists() else {**shipped, **_own_lists(own)}


def _own_lists(path: Path) -> dict[str, Node]:
    root = _tree(_text_of(path), path.name)
    if root.mapping is None:
        raise DefinitionError([_sentence(path.name, root.line, "expected lists by name")])
    return root.mapping


def _text_of(path: Path) -> str:
    data = path.read_bytes()
    if len(data) > MOST_BYTES:
        raise DefinitionError([f"{path.name}: larger than {MOST_BYTES} bytes"])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise DefinitionError([_sentence(path.name, line, "not UTF-8 text")]) from error


def _tree(text: str, name: str) -> Node:
    try:
        return yaml_tree(text)
    except TreeError as error:
        raise DefinitionError([_sentence(name, error.line, error.text)]) from error


def _built(root: Node, name: str, lists: dict[str, Node], *, added: bool = False) -> Questionnaire:
    builder = Builder(lists)
    questionnaire = builder.questionnaire(root)
    problems = list(builder.problems)
    if questionnaire.pages:  # a question that could not be read well is not judged further: that would only confuse
        found = problems_in(questionnaire, builder.line, added=added)
        problems += (one for one in found if one[0] not in builder.broken)
    if problems:
        raise DefinitionError([_sentence(name, line, text) for line, text in sorted(problems)])
    return questionnaire


def _sentence(name: str, line: int, text: str) -> str:
    return f"{name}:{line}: {text}" if line else f"{name}: {text}"
