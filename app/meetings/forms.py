"""The small forms of meetings: one meeting, what came of it, and a plan of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField
from wtforms.validators import InputRequired, NumberRange

from app.meetings.clock import kept
from app.meetings.operations import Details
from app.models import Membership, Step
from app.projects.fields import CheckboxGroupField, ClockField, DayField, line, lines
from app.words import step_name

SHORTEST, LONGEST = 15, 480
USUAL_MINUTES = 90
_MINUTES = _l("Vul een aantal minuten in, van %(least)s tot %(most)s.", least=SHORTEST, most=LONGEST)


class MinutesField(IntegerField):
    """How long something takes, and a clear sentence where it is no whole number."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(str(_MINUTES)) from None


def _day() -> DayField:
    return DayField(_l("Datum"), [InputRequired(_l("Kies een datum."))])


def _time() -> ClockField:
    return ClockField(_l("Tijd"), [InputRequired(_l("Vul een tijd in."))])


def _minutes() -> MinutesField:
    checks = [InputRequired(_l("Vul in hoeveel minuten.")), NumberRange(SHORTEST, LONGEST, _MINUTES)]
    return MinutesField(_l("Hoelang, in minuten?"), checks, default=USUAL_MINUTES)


class MeetingForm(FlaskForm):
    """When, where and what for."""

    on = _day()
    at = _time()
    minutes = _minutes()
    place = line(_l("Waar?"), 140)
    title = line(_l("Naam van de bijeenkomst"), 140, description=_l("Laat leeg, dan staan de stappen als naam."))
    steps = CheckboxGroupField(
        _l("Over welke stappen gaat het?"),
        coerce=int,
        description=_l("Meer stappen in één bijeenkomst mag. Eén stap in meer bijeenkomsten ook."),
    )

    def __init__(self, steps: Sequence[Step], **more: Any) -> None:
        super().__init__(**more)
        self.steps.choices = step_choices(steps)

    def details(self) -> Details:
        """What the operations want. Only after the form was found right."""
        starts_at = kept(self.on.data, self.at.data)
        return Details(starts_at, self.minutes.data, self.place.data, self.title.data, tuple(sorted(self.steps.data)))


class ReportForm(FlaskForm):
    """What came of a meeting."""

    held = BooleanField(_l("Deze bijeenkomst is geweest"))
    present = CheckboxGroupField(_l("Wie waren er?"), coerce=int)
    note = lines(
        _l("Aantekening"),
        4000,
        rows=8,
        description=_l("Alle deelnemers kunnen dit lezen. Schrijf niets op over herkenbare bewoners."),
    )

    def __init__(self, people: Sequence[Membership], **more: Any) -> None:
        super().__init__(**more)
        self.present.choices = [(one.id, f"{one.person.name}, {one.organisation.name}") for one in people]


class OpenForm(FlaskForm):
    """Who are there when the group begins."""

    present = CheckboxGroupField(_l("Wie zijn er?"), coerce=int)

    def __init__(self, people: Sequence[Membership], **more: Any) -> None:
        super().__init__(**more)
        ordered = sorted(people, key=lambda one: (one.organisation.name.casefold(), one.person.name.casefold()))
        self.present.choices = [(one.id, f"{one.organisation.name}: {one.person.name}") for one in ordered]


class NoteForm(FlaskForm):
    """The facilitator's own words under the minutes."""

    note = lines(
        _l("Aantekening van de gespreksleider"),
        4000,
        rows=6,
        description=_l("Alle deelnemers kunnen dit lezen. Schrijf niets op over herkenbare bewoners."),
    )


class PlanForm(FlaskForm):
    """What the meetings of a plan have in common."""

    minutes = _minutes()
    place = line(_l("Waar?"), 140)


class PlanRow(FlaskForm):
    """One meeting of a plan."""

    class Meta:
        """The form around the rows carries the token."""

        csrf = False

    take = BooleanField(_l("Deze bijeenkomst inplannen"), default=True)
    on = _day()
    at = _time()
    steps = CheckboxGroupField(_l("Over welke stappen gaat het?"), coerce=int)

    def __init__(self, steps: Sequence[Step], **more: Any) -> None:
        super().__init__(**more)
        self.steps.choices = step_choices(steps)

    def complete(self) -> bool:
        """Whether this row can be planned. One that is not taken need not be right."""
        return not self.take.data or bool(self.validate())


def step_choices(steps: Sequence[Step]) -> list[tuple[int, str]]:
    """The steps of a phase, to tick."""
    return [(step.number, _("Stap %(number)s: %(name)s", number=step.number, name=step_name(step))) for step in steps]
