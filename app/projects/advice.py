"""Kind advice about a traject: the one next thing to do, whether enough came in, and what is unusual. Never a lock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from app.access import Right, may
from app.models import Phase, Step, StepStatus
from app.models.types import now
from app.projects.queries import Progress, Situation
from app.template_helpers import day, moment
from app.words import step_name

ENOUGH_SHARE = 0.6
ENOUGH_ORGANISATIONS = 4
REMIND_DAYS = 3
MAP_STEPS = range(1, 5)
DONE = {StepStatus.CONFIRMED, StepStatus.SKIPPED}
OUTCOME_KNOWN = {StepStatus.DISCUSSED, StepStatus.CONFIRMED}


@dataclass(frozen=True, slots=True)
class NextThing:
    """The one thing to do now: a sentence, and where there is something to press, a button that leads to ``url``."""

    sentence: str
    label: str = ""
    url: str = ""


def next_thing(situation: Situation) -> NextThing:
    """What somebody can best do now."""
    if may(situation.membership, Right.FACILITATE):
        return _for_facilitator(situation)
    return _for_participant(situation)


def enough(progress: Progress) -> bool:
    """Whether enough people sent their form to talk about: 60 % of them, of four organisations."""
    return (
        progress.total > 0
        and progress.sent / progress.total >= ENOUGH_SHARE
        and progress.organisations >= ENOUGH_ORGANISATIONS
    )


def is_over(step: Step) -> bool:
    """Whether the day until which people could fill in has passed."""
    return step.closes_on is not None and step.closes_on < now().date()


def days_left(step: Step) -> int | None:
    """Days until people can no longer fill in, 0 on the last one; ``None`` without a closing day."""
    return None if step.closes_on is None else (step.closes_on - now().date()).days


def reminder_due(step: Step, progress: Progress) -> bool:
    """Whether it is time to remind who did not send: the step closes within three days."""
    left = days_left(step)
    return (
        step.status is StepStatus.OPEN and left is not None and left <= REMIND_DAYS and progress.sent < progress.total
    )


def remarks(steps: Sequence[Step], step: Step, to: StepStatus) -> list[str]:
    """What is unusual about giving ``step`` the status ``to``, in kind sentences."""
    found = []
    waiting = [other for other in steps if other.number < step.number and other.status not in DONE]
    if to in {StepStatus.OPEN, StepStatus.CONFIRMED} and waiting:
        first = waiting[0]
        found.append(_("Stap %(number)s (%(name)s) is nog niet bevestigd.", number=first.number, name=step_name(first)))
    if to in {StepStatus.CLOSED, StepStatus.DISCUSSED} and step.status is StepStatus.PREPARATION:
        found.append(_("Deze stap is nog niet open geweest. Er zijn dus geen antwoorden."))
    if to is StepStatus.DISCUSSED and step.status is StepStatus.OPEN:
        found.append(_("De vragenlijst staat nog open. Sluit hem eerst als je een overzicht van de antwoorden wilt."))
    if to is StepStatus.CONFIRMED and step.status in {StepStatus.PREPARATION, StepStatus.OPEN, StepStatus.CLOSED}:
        found.append(_("De groep heeft deze stap nog niet besproken."))
    return [*found, _("Het kan wel: het stappenplan is een hulpmiddel.")] if found else []


def _for_facilitator(situation: Situation) -> NextThing:
    phase, step = situation.phase, situation.step
    if situation.others == 0:
        people = url_for("projects.people", project_id=phase.project_id)
        return NextThing(_("Er doet nog niemand mee."), _("Voeg deelnemers toe"), people)
    if step is None:
        sentence = _("Alle stappen zijn klaar. Kies wat jullie in een volgende fase doen.")
        return NextThing(sentence, _("Naar de resultaten"), _url("results.show", phase))
    number, name, here = step.number, step_name(step), _step_url("projects.step", step)
    if step.status is StepStatus.PREPARATION:
        sentence = _("Stap %(number)s (%(name)s) is aan de beurt.", number=number, name=name)
        return NextThing(sentence, _("Open stap %(number)s", number=number), here)
    if step.status is StepStatus.DISCUSSED:
        sentence = _("Stap %(number)s (%(name)s) is besproken.", number=number, name=name)
        return NextThing(sentence, _("Bevestig stap %(number)s", number=number), here)
    if not step.meetings:
        sentence = _("Voor stap %(number)s (%(name)s) is nog geen bijeenkomst gepland.", number=number, name=name)
        return NextThing(sentence, _("Plan de volgende bijeenkomst"), _url("meetings.plan", phase))
    return _look_at_outcome(step) if step.status is StepStatus.CLOSED else _while_open(situation, step)


def _look_at_outcome(step: Step) -> NextThing:
    sentence = _(
        "Stap %(number)s (%(name)s) is gesloten. Bespreek nu samen wat eruit kwam.",
        number=step.number,
        name=step_name(step),
    )
    if step.number in MAP_STEPS:
        return NextThing(sentence, _("Open de kaart"), _url("overview.show", step.phase))
    return NextThing(sentence, _("Naar de resultaten"), _url("results.show", step.phase))


def _while_open(situation: Situation, step: Step) -> NextThing:
    progress = situation.progress[step.id]
    sentence = _(
        "Stap %(number)s (%(name)s) staat open. %(sent)s van de %(total)s mensen hebben verstuurd.",
        number=step.number,
        name=step_name(step),
        sent=progress.sent,
        total=progress.total,
    )
    if enough(progress) or is_over(step):
        label = _("Sluit de stap")
    elif reminder_due(step, progress):
        sentence, label = f"{sentence} {_('Over een paar dagen sluit hij.')}", _("Stuur een herinnering")
    else:
        label = _("Bekijk wie er nog moet")
    return NextThing(sentence, label, _step_url("projects.step", step))


def _for_participant(situation: Situation) -> NextThing:
    membership, meeting, step = situation.membership, situation.next_meeting, situation.step
    to_fill_in = _form_to_do(situation) if may(membership, Right.FILL_IN) else None
    if to_fill_in is not None:
        return to_fill_in
    planned = [_("De volgende bijeenkomst is %(when)s.", when=moment(meeting.starts_at))] if meeting else []
    if step is not None and step.status is StepStatus.OPEN and situation.mine.get(step.id):
        sent = _("Je hebt stap %(number)s verstuurd. Je kunt nog iets veranderen.", number=step.number)
        label = _("Bekijk wat je invulde")
        return NextThing(" ".join([sent, *planned]), label, _step_url("questionnaires.hub", step))
    nothing = " ".join([_("Je hoeft nu niets in te vullen."), *planned])
    if may(membership, Right.SEE_MAP) and _map_was_discussed(situation.phase):
        return NextThing(nothing, _("Open de kaart"), _url("overview.show", situation.phase))
    if meeting is not None:
        return NextThing(nothing, _("Bekijk de bijeenkomsten"), _url("meetings.index", situation.phase))
    return NextThing(_("Je hoeft nu niets te doen. De gespreksleider laat weten wanneer de volgende stap begint."))


def _form_to_do(situation: Situation) -> NextThing | None:
    """The first open form that this person has not sent."""
    for step in situation.phase.steps:
        if step.status is not StepStatus.OPEN or situation.mine.get(step.id):
            continue
        sentences = [_("Stap %(number)s (%(name)s) staat open.", number=step.number, name=step_name(step))]
        if step.closes_on:
            sentences.append(_("Invullen kan tot en met %(day)s.", day=day(step.closes_on)))
        begun = step.id in situation.mine
        go_on = _("Ga verder met stap %(number)s", number=step.number)
        label = go_on if begun else _("Vul stap %(number)s in", number=step.number)
        return NextThing(" ".join(sentences), label, _step_url("questionnaires.hub", step))
    return None


def _map_was_discussed(phase: Phase) -> bool:
    return any(step.number in MAP_STEPS[1:] and step.status in OUTCOME_KNOWN for step in phase.steps)


def _url(endpoint: str, phase: Phase) -> str:
    return url_for(endpoint, project_id=phase.project_id, phase=phase.number)


def _step_url(endpoint: str, step: Step) -> str:
    return url_for(endpoint, project_id=step.phase.project_id, phase=step.phase.number, step=step.number)
