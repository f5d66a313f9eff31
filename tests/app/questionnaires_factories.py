"""An open form with somebody who fills it in, and the fields of a page as a browser would send them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import html5lib

from app.extensions import db
from app.models import Membership, Place, Project, Role, Step, StepStatus
from app.models.projects import PlaceKind
from app.questionnaires.operations import pin, save_answers, start, submit
from forms.keys import AnswerKey, Value
from tests.factories import join, make_project

Fields = dict[str, str | list[str]]

OBSERVATION: Mapping[str, Value] = {
    "2.1a": "Elke avond hangt er een groep op het plein",
    "2.1b": "Lisplein",
    "2.1c": "daily",
    "2.1e": "seen",
}


@dataclass
class Desk:
    """A step that is open, and one of the people who fill it in."""

    project: Project
    step: Step
    member: Membership

    @property
    def url(self) -> str:
        phase = self.step.phase
        return f"/projects/{self.project.id}/phases/{phase.number}/steps/{self.step.number}/form"

    def other(self, organisation: str = "", role: Role = Role.CORE) -> Membership:
        """Somebody else in the traject."""
        return join(self.project, role, organisation)


def make_desk(number: int = 2, role: Role = Role.CORE, organisation: str = "Buurtteam") -> Desk:
    """An open step and a professional in its traject."""
    project = make_project()
    db.session.add(Place(project_id=project.id, name="Lisplein", kind=PlaceKind.SQUARE))
    step = project.phases[0].steps[number - 1]
    open_up(step)
    return Desk(project, step, join(project, role, organisation))


def open_up(step: Step) -> None:
    """Publish the questionnaire of a step and open it."""
    pin(step)
    step.status = StepStatus.OPEN
    db.session.commit()


def point(text: str, repeat: int = 0, **other: Value) -> dict[AnswerKey, Value]:
    """One observation of step 2, complete."""
    values = {**OBSERVATION, "2.1a": text, **{key.replace("_", "."): value for key, value in other.items()}}
    return {AnswerKey(question, "", repeat): value for question, value in values.items()}


def send(step: Step, member: Membership, *texts: str) -> None:
    """Fill in step 2 with these observations and send it."""
    submission = start(step, member)
    for repeat, text in enumerate(texts):
        save_answers(submission, point(text, repeat))
    submit(submission)


def fields_on(page: str) -> Fields:
    """What a browser would send of a page as it stands, without its buttons."""
    found: dict[str, list[str]] = {}
    form = html5lib.parse(page, namespaceHTMLElements=False).find(".//form[@data-person]")
    for element in form.iter():
        name, kind = element.get("name"), element.get("type")
        if name is None or element.tag not in {"input", "textarea", "select"}:
            continue
        if kind in {"checkbox", "radio"} and element.get("checked") is None:
            continue
        if element.tag == "select":
            options = list(element.iter("option"))
            chosen = next((one for one in options if one.get("selected") is not None), options[0])
            found.setdefault(name, []).append(chosen.get("value") or "")
        else:
            value = element.text if element.tag == "textarea" else element.get("value")
            found.setdefault(name, []).append(value or "")
    return dict(found)


def typed(page: str, answers: Mapping[AnswerKey, str | Sequence[str]], **buttons: str) -> Fields:
    """What a browser would send after somebody typed these answers over a page and pressed a button."""
    values = {key.name: [value] if isinstance(value, str) else list(value) for key, value in answers.items()}
    return {**fields_on(page), **values, **buttons}


def as_typed(fields: Fields) -> list[tuple[str, str]]:
    """Fields as pairs, as a script sends them."""
    return [
        (name, value)
        for name, values in fields.items()
        for value in ([values] if isinstance(values, str) else values)
        if name != "csrf_token"
    ]
