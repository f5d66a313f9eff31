"""How a file in wide form is laid out: which column holds who, and which columns hold answers to what.

A mapping file is YAML (or JSON, which is YAML too)::

    respondent: Id
    organisation: Voor welke organisatie werk je?
    role: Wat is je rol?
    questions:
      Wat zie je in de buurt?: probleem
      Hoe komt dat?: oorzaak
      Wat zie je nog meer?:
        kind: probleem
        plaats: Waar is dat?
        ernst: Hoe erg is dat?
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from synthesis.model import Kind
from synthesis.reading.checking import OPTIONAL
from synthesis.reading.files import content_of
from synthesis.reading.problems import UnreadableError, quoted
from synthesis.reading.tables import folded

_PEOPLE = ("respondent", "organisation", "role")
_KIND, _QUESTIONS = "kind", "questions"


@dataclass(frozen=True, slots=True)
class QuestionColumn:
    """A column with answers; ``beside`` names the columns with more about them, by the names in ``OPTIONAL``."""

    column: str
    kind: Kind
    beside: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a file in wide form, by their names. An empty name stands for the usual one."""

    questions: tuple[QuestionColumn, ...]
    respondent: str = ""
    organisation: str = ""
    role: str = ""


def layout_of(
    file: Path | None, columns: Sequence[str], respondent: str = "", organisation: str = "", role: str = ""
) -> Layout | None:
    """The layout that a mapping file and words of the command line tell together, or ``None`` for long form.

    ``columns`` are texts such as "Wat zie je?=probleem"; names given here win over those in the file. Raises
    :class:`UnreadableError`.
    """
    people = {"respondent": respondent, "organisation": organisation, "role": role}
    given = {name: column for name, column in people.items() if column.strip()}
    if file is None and not columns:
        if given:
            raise UnreadableError(["Zeg met --column of --mapping ook in welke kolommen de antwoorden staan."])
        return None
    layout = Layout(()) if file is None else _from_file(file)
    layout = replace(layout, questions=(*layout.questions, *map(_from_words, columns)), **given)
    seen = [folded(each.column) for each in layout.questions]
    twice = [each for place, each in enumerate(layout.questions) if seen[place] in seen[:place]]
    if twice:
        raise UnreadableError([f"De kolom {quoted(each.column)} heeft twee keer een soort gekregen." for each in twice])
    if not layout.questions:
        raise UnreadableError([f"In {file} staat onder questions geen enkele kolom."])
    return layout


def _from_words(text: str) -> QuestionColumn:
    column, sign, kind = text.rpartition("=")
    if not sign or not column.strip():
        raise UnreadableError([f"--column {quoted(text)} moet eruitzien als “Naam van de kolom=probleem”."])
    return QuestionColumn(column.strip(), _kind(kind, column))


def _kind(text: str, column: str) -> Kind:
    kind = " ".join(text.casefold().split())
    if kind not in set(Kind):
        known = ", ".join(Kind)
        raise UnreadableError([f"{quoted(text)} bij de kolom {quoted(column)} is geen soort; kies uit {known}."])
    return Kind(kind)


def _from_file(file: Path) -> Layout:
    root = _tree(file)
    strange = [name for name in root if name not in {*_PEOPLE, _QUESTIONS}]
    if strange:
        known = ", ".join((*_PEOPLE, _QUESTIONS))
        raise UnreadableError([f"In {file} staat {quoted(name)}; het kent alleen {known}." for name in strange])
    questions = root.get(_QUESTIONS)
    if not isinstance(questions, dict):
        raise UnreadableError([f"In {file} moet onder questions per kolom de soort staan."])
    people = {name: _name(root[name], file, name) for name in _PEOPLE if name in root}
    return Layout(tuple(_question(column, given, file) for column, given in questions.items()), **people)


def _question(column: str, given: object, file: Path) -> QuestionColumn:
    if isinstance(given, str):
        return QuestionColumn(column, _kind(given, column))
    if not isinstance(given, dict) or _KIND not in given or set(given) - {_KIND, *OPTIONAL}:
        raise UnreadableError(
            [f"In {file} moet bij {quoted(column)} een soort staan, of kind met erbij {_listed(OPTIONAL)}."]
        )
    beside = tuple((name, _name(given[name], file, name)) for name in OPTIONAL if name in given)
    return QuestionColumn(column, _kind(_name(given[_KIND], file, _KIND), column), beside)


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} of {last}"


def _name(given: object, file: Path, part: str) -> str:
    if not isinstance(given, str) or not given.strip():
        raise UnreadableError([f"In {file} moet bij {part} de naam van een kolom staan."])
    return given.strip()


class _Loader(yaml.BaseLoader):
    """Reads every value as text ("Nee" stays a name) and refuses two values under one name."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        made: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str) or key in made:
                problem = "a name stands here twice or is no text"
                raise yaml.constructor.ConstructorError(None, None, problem, key_node.start_mark)
            made[key] = self.construct_object(value_node, deep=deep)
        return made


def _tree(file: Path) -> Mapping[str, object]:
    try:
        root = yaml.load(content_of(file).decode("utf-8-sig"), _Loader)  # noqa: S506 - it makes nothing but text
    except UnicodeDecodeError as error:
        raise UnreadableError([f"De letters in {file} zijn niet te lezen. Sla het op als UTF-8."]) from error
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", regel {mark.line + 1}" if mark is not None else ""
        advice = "Zet namen met leestekens tussen aanhalingstekens."
        raise UnreadableError([f"{file}{where}: dit is geen goede YAML. {advice}"]) from error
    if not isinstance(root, dict):
        raise UnreadableError([f"In {file} moeten de namen van kolommen staan; zie de uitleg bij --help."])
    return root
