"""The small forms of results: problem, goal, action, decision, question, evaluation, next phase."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.meetings.clock import today
from app.models import Goal, Meeting, Membership, Organisation, ProblemStatement
from app.models.results import ActionStatus, Consent, DecisionKind, Outcome, Verdict
from app.projects.fields import DayField, line, lines
from app.results.deciding import Voice
from app.results.goals import NO_STRENGTH, GoalText
from app.results.operations import ActionText, GapText
from app.results.problems import Sentence
from app.template_helpers import day
from app.words import choices

OTHER = "other"
LONGEST_TEXT = 600


class CheckboxGroupField(SelectMultipleField):
    """Several choices, each with a box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ButtonForm(FlaskForm):
    """Only a button."""


class ProblemForm(FlaskForm):
    """The problem in one sentence, blank by blank."""

    title = line(_l("Korte naam"), 140, _l("Geef het probleem een korte naam."))
    place = line(
        _l("In … (welke plek?)"),
        280,
        _l("Vul in op welke plek dit speelt."),
        description=_l("Bijvoorbeeld: op het plein, of: de straten rond de school."),
    )
    who = line(_l("merken … (wie?)"), 280, _l("Vul in wie dit merkt."))
    what = lines(_l("dat … (wat gebeurt er?)"), LONGEST_TEXT, _l("Vul in wat er gebeurt."), rows=2)
    cause = lines(_l("omdat … (hoe komt dat?)"), LONGEST_TEXT, rows=2)
    sign = lines(_l("Dat zien we aan … (welk teken?)"), LONGEST_TEXT, rows=2)
    out_of_scope = lines(_l("Wat hoort er niet bij?"), LONGEST_TEXT, rows=3)

    def sentence(self) -> Sentence:
        """What the operations want."""
        return Sentence(
            self.title.data, self.place.data, self.who.data, self.what.data, self.cause.data, self.sign.data,
            self.out_of_scope.data,
        )  # fmt: skip


class GoalForm(FlaskForm):
    """A goal. Only its text is needed; the page says what is still missing."""

    problem = SelectField(_l("Bij welk probleem hoort dit doel?"), coerce=int)
    text = lines(_l("Doel"), LONGEST_TEXT, _l("Schrijf op wat er beter wordt."), rows=3,
                 description=_l("Schrijf op hoe het eruitziet als het beter gaat."))  # fmt: skip
    for_whom = line(_l("Voor wie?"), 280)
    indicator = line(_l("Waaraan meten we het?"), 280, description=_l("Een cijfer of een teken dat iedereen kan zien."))
    baseline = line(_l("Hoe is het nu?"), 140)
    target = line(_l("Waar willen we naartoe?"), 140)
    source = line(_l("Waar komt dat vandaan?"), 280, description=_l("De bron, en wie het meet."))
    due_on = DayField(_l("Wanneer moet het er zijn?"), [Optional()])
    owner = SelectField(_l("Trekker"), coerce=int)
    strength = SelectField(
        _l("Welke kracht in de buurt gebruiken we?"),
        description=_l("Gebruikt dit doel geen kracht? Zeg dat dan ook. Zonder antwoord kan de groep niet besluiten."),
    )
    own_strength = line(
        _l("Andere kracht"), 280, description=_l("Alleen als je bij de vraag hierboven ‘een andere’ kiest.")
    )

    def __init__(self, problems: Sequence[ProblemStatement], people: Sequence[Membership], strengths: Iterable[str],
                 **more: Any) -> None:  # fmt: skip
        goal = more.get("obj")
        known = list(dict.fromkeys(strengths))
        if goal is not None:
            more["data"] = {
                "problem": goal.problem_id, "owner": goal.owner_id or 0, **_strength_data(goal.strength, known)
            }  # fmt: skip
            more["obj"] = _Without(goal, ("problem", "owner", "strength"))
        super().__init__(**more)
        self._people = {member.id: member for member in people}
        self.problem.choices = [(problem.id, problem.title) for problem in problems]
        self.owner.choices = _owners(people)
        self.strength.choices = [
            ("", _("Nog niet gezegd")),
            (NO_STRENGTH, _("Geen: dit doel gebruikt geen kracht")),
            *[(text, text) for text in known if text != NO_STRENGTH],
            (OTHER, _("Een andere")),
        ]

    def validate_own_strength(self, field: Field) -> None:
        """ "A different one" needs to be named."""
        if self.strength.data == OTHER and not field.data:
            raise ValidationError(_("Schrijf op welke andere kracht jullie gebruiken."))

    def words(self) -> GoalText:
        """What the operations want."""
        own = self.own_strength.data if self.strength.data == OTHER else self.strength.data
        return GoalText(
            self.text.data, self.for_whom.data, self.indicator.data, self.baseline.data, self.target.data,
            self.source.data, self.due_on.data, self._people.get(self.owner.data), own,
        )  # fmt: skip


class ActionForm(FlaskForm):
    """Who does what, before when, for which goal."""

    what = lines(_l("Wat ga je doen?"), LONGEST_TEXT, _l("Schrijf op wat er gebeurt."), rows=2)
    owner = SelectField(_l("Trekker"), coerce=int)
    due_on = DayField(_l("Klaar op"), [Optional()])
    needs = line(_l("Wat is er nodig, en van wie?"), 280)
    goal = SelectField(_l("Voor welk doel?"), coerce=int)

    def __init__(self, people: Sequence[Membership], goals: Sequence[Goal], **more: Any) -> None:
        action = more.get("obj")
        if action is not None:
            more["data"] = {"owner": action.owner_id or 0, "goal": action.goal_id or 0}
            more["obj"] = _Without(action, ("owner", "goal"))
        super().__init__(**more)
        self._people = {member.id: member for member in people}
        self._goals = {goal.id: goal for goal in goals}
        self.owner.choices = _owners(people)
        self.goal.choices = [(0, _("Nog geen doel")), *[(goal.id, goal.text) for goal in goals]]

    def words(self) -> ActionText:
        """What the operations want."""
        return ActionText(
            self.what.data, self._people.get(self.owner.data), self.due_on.data, self.needs.data,
            self._goals.get(self.goal.data),
        )  # fmt: skip


class StatusForm(FlaskForm):
    """How far an action is."""

    status = RadioField(_l("Hoe staat het ermee?"), [InputRequired(_l("Kies hoe het ermee staat."))])
    reason = lines(_l("Toelichting"), LONGEST_TEXT, rows=2, description=_l("Gestopt? Schrijf op waarom."))

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.status.choices = choices(ActionStatus)

    def validate_reason(self, field: Field) -> None:
        """Stopping has a reason, so that the group can learn from it."""
        if self.status.data == ActionStatus.STOPPED.value and not field.data:
            raise ValidationError(_("Schrijf op waarom deze actie is gestopt."))


class GapForm(FlaskForm):
    """A question that the group cannot answer yet."""

    question = lines(_l("Wat weten we nog niet?"), LONGEST_TEXT, _l("Schrijf de vraag op."), rows=2)
    why = lines(_l("Waarom moeten we dat weten?"), LONGEST_TEXT, rows=2)
    who_may_know = line(_l("Wie weet dit misschien?"), 280, description=_l("Een organisatie of functie, geen bewoner."))
    owner = SelectField(_l("Wie zoekt het uit?"), coerce=int)
    due_on = DayField(_l("Voor wanneer?"), [Optional()])
    answer = lines(_l("Antwoord"), 2000, description=_l("Vul dit in zodra jullie het weten. De vraag is dan klaar."))

    def __init__(self, people: Sequence[Membership], **more: Any) -> None:
        gap = more.get("obj")
        if gap is not None:
            more["data"] = {"owner": gap.owner_id or 0}
            more["obj"] = _Without(gap, ("owner",))
        super().__init__(**more)
        self._people = {member.id: member for member in people}
        self.owner.choices = _owners(people)

    def words(self) -> GapText:
        """What the operations want."""
        return GapText(
            self.question.data, self.why.data, self.who_may_know.data, self._people.get(self.owner.data),
            self.due_on.data, self.answer.data,
        )  # fmt: skip


class EvaluationForm(FlaskForm):
    """How far a goal is, in the group's own verdict."""

    verdict = RadioField(_l("Is dit doel bereikt?"), [InputRequired(_l("Kies wat de groep vindt."))])
    value = line(_l("Hoe is het nu?"), 140, description=_l("Meet op dezelfde manier als bij de start."))
    note = lines(_l("Wat zegt de groep erover?"), LONGEST_TEXT)
    evaluated_on = DayField(_l("Datum"), [DataRequired(_l("Vul de datum in."))])

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.verdict.choices = choices(Verdict)


class NextPhaseForm(FlaskForm):
    """With which parked problems the next phase begins."""

    parked = CheckboxGroupField(_l("Met welk probleem beginnen jullie?"), coerce=int)
    title = line(_l("Naam van de fase"), 140)
    started_on = DayField(_l("Vanaf wanneer?"), [DataRequired(_l("Vul in wanneer de fase begint."))])


class DecisionForm(FlaskForm):
    """A proposal, the round along the organisations, and the outcome. Made by :func:`decision_form`."""

    text = lines(_l("Voorstel"), 2000, _l("Schrijf op wat jullie hebben voorgesteld."), rows=4)
    confirms = CheckboxGroupField(_l("Wat stelt dit besluit vast?"), validate_choice=False)
    kind = SelectField(_l("Waar gaat het over?"), description=_l("Alleen als je hierboven niets aanvinkt."))
    outcome = RadioField(_l("Wat is de uitkomst?"), [InputRequired(_l("Kies wat de uitkomst is."))])
    decided_on = DayField(_l("Datum"), [DataRequired(_l("Vul de datum van het besluit in."))])
    meeting = SelectField(_l("In welke bijeenkomst?"), coerce=int)
    supersedes = HiddenField()

    organisations: Sequence[Organisation] = ()

    def voices(self) -> list[Voice]:
        """What each organisation said; who said nothing is left out."""
        found = []
        for one in self.organisations:
            said = self[f"consent_{one.id}"].data
            if said in set(map(str, Consent)):
                text, answer = self[f"words_{one.id}"].data, self[f"answer_{one.id}"].data
                found.append(Voice(one.id, Consent(said), text, answer))
        return found

    def validate_decided_on(self, field: Field) -> None:
        """A decision is written down after it was made."""
        if field.data and field.data > today():
            raise ValidationError(_("Deze datum moet nog komen. Leg het besluit vast als het is genomen."))

    def validate(self, extra_validators: Any = None) -> bool:
        """Objections have words, and an answer before anything is decided."""
        sound = bool(super().validate(extra_validators))
        decided = self.outcome.data == Outcome.DECIDED.value
        voices = self.voices()
        if decided and not voices:
            _complain(self.outcome, _("Vul van minstens één organisatie in wat zij zei."))
            sound = False
        for voice in voices:
            sound = self._is_complete(voice, decided) and sound
        return sound

    def _is_complete(self, voice: Voice, decided: bool) -> bool:
        name = next(one.name for one in self.organisations if one.id == voice.organisation_id)
        if voice.consent is not Consent.YES and not voice.text:
            _complain(self[f"words_{voice.organisation_id}"], _("Schrijf op wat %(name)s zei.", name=name))
            return False
        if decided and voice.consent is Consent.NO_BECAUSE and not voice.answer:
            _complain(
                self[f"answer_{voice.organisation_id}"],
                _("Schrijf op wat de groep antwoordt op het bezwaar van %(name)s, of kies ‘niet besloten’.", name=name),
            )
            return False
        return True


def decision_form(
    organisations: Sequence[Organisation], meetings: Sequence[Meeting], confirms: Sequence[tuple[str, str]], **more: Any
) -> DecisionForm:
    """A form with a place for each organisation's voice."""
    said = [("", _("niet gevraagd")), *choices(Consent)]
    fields: dict[str, Any] = {"organisations": organisations}
    for one in organisations:
        fields[f"consent_{one.id}"] = RadioField(one.name, [Optional()], default="")
        fields[f"words_{one.id}"] = lines(_("Voorwaarde of bezwaar"), LONGEST_TEXT, rows=2)
        fields[f"answer_{one.id}"] = lines(_("Wat antwoordt de groep?"), LONGEST_TEXT, rows=2)
    form: DecisionForm = type("DecisionFormWithVoices", (DecisionForm,), fields)(**more)
    for one in organisations:
        form[f"consent_{one.id}"].choices = said
        # A space to show, so that the style sheet can tell an empty box.
        form[f"words_{one.id}"].render_kw["placeholder"] = form[f"answer_{one.id}"].render_kw["placeholder"] = " "
    form.confirms.choices = list(confirms)
    if not confirms:
        form.kind.description = ""  # it speaks of what can be ticked above
    form.outcome.choices = choices(Outcome)
    form.kind.choices = [
        (DecisionKind.OTHER.value, _("Een andere afspraak")),
        (DecisionKind.SCOPE.value, _("De afbakening: wat hoort erbij en wat niet")),
    ]
    form.meeting.choices = [
        (0, _("Niet in een bijeenkomst")), *[(one.id, f"{day(one.starts_at)} {one.title}".strip()) for one in meetings]
    ]  # fmt: skip
    return form


class _Without:
    """An object as a form sees it, without the attributes that the form fills in another way."""

    def __init__(self, whole: Any, hidden: Iterable[str]) -> None:
        self._whole, self._hidden = whole, frozenset(hidden)

    def __getattr__(self, name: str) -> Any:
        if name in self._hidden:
            raise AttributeError(name)
        return getattr(self._whole, name)


def _owners(people: Sequence[Membership]) -> list[tuple[int, str]]:
    named = [(member.id, f"{member.person.name} ({member.organisation.name})") for member in people]
    return [(0, _("Nog niemand")), *named]


def _strength_data(strength: str, known: Sequence[str]) -> dict[str, str]:
    if not strength or strength == NO_STRENGTH or strength in known:
        return {"strength": strength}
    return {"strength": OTHER, "own_strength": strength}


def _complain(field: Field, sentence: str) -> None:
    field.errors = [*field.errors, sentence]
