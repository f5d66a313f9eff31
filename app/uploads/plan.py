"""What would become of each row of a file, before anything is written: whose form it is, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property

from flask_babel import gettext as _

from app.access import Right, may
from app.models import Membership, Submission
from app.projects.fields import is_email, tidy
from app.uploads.reading import Content, Line
from app.uploads.targets import EMAIL, NAME, ORGANISATION, Target
from app.uploads.values import problem_with, value_of
from app.words import word
from forms import personal_data
from forms.context import Context
from forms.keys import AnswerKey, Value, is_blank, texts
from forms.question_types import type_of
from synthesis.reading.tables import folded, letters

LONGEST = 140
_NOBODY = {"anonymous", "anoniem", "anonymous@anonymous"}


class Fate(Enum):
    """What would happen with a row."""

    TAKE = auto()
    MAKE = auto()  # taken once somebody says that this person becomes a participant
    HAS_OWN = auto()
    ENTERED = auto()  # somebody filled in for this person in another way
    TAKEN = auto()
    EMPTY = auto()
    WRONG = auto()


@dataclass(frozen=True, slots=True)
class Someone:
    """Who a row says that it is."""

    name: str = ""
    email: str = ""
    organisation: str = ""

    @property
    def words(self) -> str:
        """How a page calls this person."""
        return self.name or self.email


@dataclass(frozen=True, slots=True)
class Planned:
    """A row with what would happen with it.

    ``problems`` are sentences without the number of the row; ``sample`` is one of the answers in words;
    ``suspects`` are pieces of text that may identify a resident.
    """

    number: int
    someone: Someone
    fate: Fate
    member: Membership | None = None
    answers: Mapping[AnswerKey, Value] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    sample: str = ""
    suspects: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """The problems with the row that they are about."""
        return tuple(_("Rij %(number)s: %(problem)s", number=self.number, problem=one) for one in self.problems)


@dataclass(frozen=True, slots=True)
class Group:
    """Who is in the traject, and who has a form for the step already, by membership."""

    members: Sequence[Membership]
    forms: Mapping[int, Submission]


@dataclass(frozen=True)
class Reader:
    """Everything that a row is held against. ``choices`` is what each column holds, ``label`` their source."""

    content: Content
    choices: Sequence[str]
    targets: Sequence[Target]
    context: Context
    group: Group
    label: str

    @cached_property
    def places(self) -> dict[str, int]:
        """Which column holds what, of the columns that are used."""
        return {code: place for place, code in enumerate(self.choices) if code}

    @cached_property
    def asked(self) -> dict[int, Target]:
        """The question that each column with answers is about."""
        return {self.places[one.code]: one for one in self.targets if one.code in self.places}

    def plan(self) -> list[Planned]:
        """Every row of the file, in order."""
        planned: list[Planned] = []
        seen: dict[object, int] = {}
        for line in self.content.lines:
            one = self._planned(line, seen)
            if one.fate in {Fate.TAKE, Fate.MAKE}:
                seen.setdefault(_identity(one.member, one.someone), line.number)
            planned.append(one)
        return planned

    def _planned(self, line: Line, seen: Mapping[object, int]) -> Planned:
        someone = self._someone(line)
        answers, problems = self._answers(line)
        if not answers and not problems:
            return Planned(line.number, someone, Fate.EMPTY)
        member, matter = _who(someone, self.group.members)
        if member is not None and not matter and (form := self.group.forms.get(member.id)) is not None:
            return Planned(line.number, someone, self._has(form), member)
        if member is None and not matter:
            matter = _may_be_made(someone)
        other = seen.get(_identity(member, someone))
        if not matter and other is not None:
            matter = _("deze persoon staat ook op rij %(other)s. Houd één rij over.", other=other)
        problems += [matter] if matter else []
        usual = Fate.MAKE if member is None else Fate.TAKE
        fate = Fate.WRONG if problems else usual
        return Planned(
            number=line.number,
            someone=someone,
            fate=fate,
            member=member,
            answers=answers,
            problems=tuple(problems),
            sample=self._sample(answers),
            suspects=tuple(self._suspects(answers)),
        )

    def _has(self, form: Submission) -> Fate:
        """What keeps a row out of the form that somebody has."""
        if not form.source_label:
            return Fate.HAS_OWN
        return Fate.TAKEN if form.source_label == self.label else Fate.ENTERED

    def _suspects(self, answers: Mapping[AnswerKey, Value]) -> Iterator[str]:
        for one in self.targets:
            if one.key in answers and type_of(one.question).free_text:
                found = (personal_data.find(text) for text in texts(answers[one.key]))
                yield from (finding.text for findings in found for finding in findings)

    def _sample(self, answers: Mapping[AnswerKey, Value]) -> str:
        """What people wrote says most of a row; else what they chose."""
        given = [one for one in self.targets if one.key in answers]
        written = [one for one in given if type_of(one.question).free_text]
        shown = next(iter([*written, *given]), None)
        return type_of(shown.question).display(shown.question, answers[shown.key], self.context) if shown else ""

    def _someone(self, line: Line) -> Someone:
        name, email, organisation = (
            tidy(line.cells[self.places[part]]) if part in self.places else "" for part in (NAME, EMAIL, ORGANISATION)
        )
        return Someone(name, "" if email.lower() in _NOBODY else email, organisation)

    def _answers(self, line: Line) -> tuple[dict[AnswerKey, Value], list[str]]:
        """The answers in a row, and what is wrong with the cells that are used."""
        problems = [_spoiled(line, self.content, place) for place in self.places.values() if place in line.spoiled]
        answers: dict[AnswerKey, Value] = {}
        for place, target in self.asked.items():
            if place in line.spoiled or not line.cells[place].strip():
                continue
            value = value_of(target.question, line.cells[place], self.context)
            if sentence := problem_with(target.question, value, self.context):
                problems.append(_("bij “%(question)s”. %(problem)s", question=target.label, problem=sentence))
            elif not is_blank(value):
                answers[target.key] = value
        return answers, problems


def _identity(member: Membership | None, someone: Someone) -> object:
    return member.id if member is not None else folded(someone.email)


def _spoiled(line: Line, content: Content, place: int) -> str:
    cell, matter = f"{letters(place)}{line.number}", line.spoiled[place]
    return _("de cel %(cell)s (kolom %(column)s) %(matter)s.", cell=cell, column=content.columns[place], matter=matter)


def _who(someone: Someone, members: Sequence[Membership]) -> tuple[Membership | None, str]:
    """The member that a row is of, or why it cannot be somebody. Neither: nobody in the traject."""
    if not someone.words:
        return None, _("er staat geen naam of e-mailadres. Vul dat in het bestand in.")
    found = [one for one in members if someone.email and one.person.email == someone.email.lower()]
    if not found and someone.name:
        found = [one for one in members if folded(one.person.name) == folded(someone.name)]
        if someone.organisation:
            found = [one for one in found if folded(one.organisation.name) == folded(someone.organisation)]
    if len(found) > 1:
        return None, _("er doen meer mensen mee die %(name)s heten. Zet het e-mailadres in het bestand.",
                       name=someone.words)  # fmt: skip
    member = next(iter(found), None)
    if member is None:
        return None, ""
    name = member.person.name
    if member.left_at is not None:
        return member, _(
            "%(name)s doet niet meer mee. Laat deze persoon eerst weer meedoen, bij Deelnemers.", name=name
        )
    if not may(member, Right.FILL_IN):
        return member, _("%(name)s is %(role)s en vult geen vragenlijst in.", name=name, role=word(member.role))
    return member, ""


def _may_be_made(someone: Someone) -> str:
    """Why somebody who is not in the traject cannot be made a participant; "" where that can be."""
    if not (someone.name and someone.email and someone.organisation):
        return _("%(name)s doet niet mee in dit traject. Voeg deze persoon eerst toe bij Deelnemers, of zet naam,"
                 " e-mailadres en organisatie in het bestand.", name=someone.words)  # fmt: skip
    if not is_email(someone.email):
        return _("%(name)s doet niet mee, en “%(email)s” is geen e-mailadres.", name=someone.name, email=someone.email)
    if max(len(someone.name), len(someone.email), len(someone.organisation)) > LONGEST:
        return _("maak naam, e-mailadres en organisatie korter: hoogstens %(most)s tekens.", most=LONGEST)
    return ""
