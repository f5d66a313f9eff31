"""The Dutch words for the words in the code."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from app.models import Role, Step, StepStatus
from app.models.projects import Approach, PlaceKind, Visibility
from app.models.results import (
    ActionStatus,
    Consent,
    DecisionKind,
    GoalStatus,
    Outcome,
    ParkedKind,
    Verdict,
)
from forms.personal_data import Kind as PersonalKind

# What to write instead of what would identify a resident.
INSTEAD: dict[PersonalKind, Any] = {
    PersonalKind.NAME: _l("Een naam: schrijf liever ‘een bewoner’, ‘een gezin’ of ‘een jongere’."),
    PersonalKind.PHONE: _l("Een telefoonnummer: laat het weg."),
    PersonalKind.EMAIL: _l("Een e-mailadres: laat het weg."),
    PersonalKind.BSN: _l("Een burgerservicenummer: laat het weg."),
    PersonalKind.IBAN: _l("Een rekeningnummer: laat het weg."),
    PersonalKind.PLATE: _l("Een kenteken: schrijf liever ‘een auto’."),
    PersonalKind.BIRTH_DATE: _l("Een geboortedatum: schrijf liever een leeftijdsgroep, zoals ‘rond de 20’."),
    PersonalKind.ADDRESS: _l("Een adres: schrijf liever alleen de straat of het blok, zonder nummer."),
    PersonalKind.POSTCODE: _l("Een postcode: schrijf liever de buurt."),
}

STEP_NAMES: dict[int, Any] = {
    1: _l("Voorbereiden"),
    2: _l("Zien"),
    3: _l("Duiden"),
    4: _l("Kiezen"),
    5: _l("Afspreken"),
    6: _l("Terugkijken"),
}

# What a goal still needs, as the engine asks it.
GOAL_QUESTIONS: dict[str, Any] = {
    "Waar gaat het om?": _l("Waar gaat het om?"),
    "Wie merkt het?": _l("Wie merkt het?"),
    "Waaraan zie je het?": _l("Waaraan zie je het?"),
    "Hoe meten jullie het?": _l("Hoe meten jullie het?"),
    "Wanneer willen jullie dit bereiken?": _l("Wanneer willen jullie dit bereiken?"),
}

# Members of different StrEnums with the same text are equal, so the class is part of the key.
_PAIRS: list[tuple[StrEnum, Any]] = [
    (PersonalKind.NAME, _l("naam")),
    (PersonalKind.PHONE, _l("telefoonnummer")),
    (PersonalKind.EMAIL, _l("e-mailadres")),
    (PersonalKind.BSN, _l("burgerservicenummer")),
    (PersonalKind.IBAN, _l("rekeningnummer")),
    (PersonalKind.PLATE, _l("kenteken")),
    (PersonalKind.BIRTH_DATE, _l("geboortedatum")),
    (PersonalKind.ADDRESS, _l("adres")),
    (PersonalKind.POSTCODE, _l("postcode")),
    (Role.FACILITATOR, _l("gespreksleider")),
    (Role.CORE, _l("kerngroep")),
    (Role.WIDER, _l("kring")),
    (Role.RESEARCHER, _l("onderzoeker")),
    (Role.OBSERVER, _l("waarnemer")),
    (StepStatus.PREPARATION, _l("in voorbereiding")),
    (StepStatus.OPEN, _l("open")),
    (StepStatus.CLOSED, _l("gesloten")),
    (StepStatus.DISCUSSED, _l("besproken")),
    (StepStatus.CONFIRMED, _l("bevestigd")),
    (StepStatus.SKIPPED, _l("overgeslagen")),
    (Approach.BROAD, _l("breed")),
    (Approach.SINGLE, _l("één vraag")),
    (Visibility.FACILITATOR, _l("alleen jij en de gespreksleider")),
    (Visibility.CORE, _l("de kerngroep")),
    (PlaceKind.AREA, _l("buurt")),
    (PlaceKind.SUBAREA, _l("deelgebied")),
    (PlaceKind.STREET, _l("straat")),
    (PlaceKind.SQUARE, _l("plein")),
    (GoalStatus.PROPOSED, _l("voorgesteld")),
    (GoalStatus.AGREED, _l("afgesproken")),
    (GoalStatus.DROPPED, _l("vervallen")),
    (ActionStatus.OPEN, _l("open")),
    (ActionStatus.BUSY, _l("bezig")),
    (ActionStatus.DONE, _l("klaar")),
    (ActionStatus.STOPPED, _l("gestopt")),
    (Verdict.YES, _l("ja")),
    (Verdict.PARTLY, _l("deels")),
    (Verdict.NO, _l("nee")),
    (Verdict.UNKNOWN, _l("weet ik niet")),
    (Consent.YES, _l("ja")),
    (Consent.YES_IF, _l("ja, als…")),
    (Consent.NO_BECAUSE, _l("nee, want…")),
    (Outcome.DECIDED, _l("besloten")),
    (Outcome.NOT_DECIDED, _l("niet besloten")),
    (DecisionKind.PROBLEM, _l("probleem")),
    (DecisionKind.GOAL, _l("doel")),
    (DecisionKind.SCOPE, _l("afbakening")),
    (DecisionKind.OTHER, _l("anders")),
    (ParkedKind.PROBLEM, _l("probleem")),
    (ParkedKind.IDEA, _l("idee")),
]

_WORDS = {(type(member), member.value): text for member, text in _PAIRS}


def word(member: StrEnum) -> str:
    """How a person says ``member``."""
    return str(_WORDS[(type(member), member.value)])


def instead(kind: PersonalKind) -> str:
    """What to write instead of what would identify a resident."""
    return str(INSTEAD[kind])


def goal_question(asked: str) -> str:
    """A question of the engine about a goal, in the reader's language."""
    return str(GOAL_QUESTIONS.get(asked, asked))


def choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """All words of ``kind``, as a select field wants them."""
    return [(member.value, word(member)) for member in kind]


def step_name(step: Step) -> str:
    """The name of a step: the group's own, else the method's."""
    return step.title or str(STEP_NAMES[step.number])
