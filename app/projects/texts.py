"""The longer texts of a traject: what each step is for, the sharing agreement to start from, messages to copy."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.models import Membership, Person, Project, Step
from app.template_helpers import day
from app.words import step_name

PURPOSES: dict[int, Any] = {
    1: _l("Wie doen mee, over welk gebied en welke vraag gaat het, en wat mogen we delen?"),
    2: _l("Iedereen schrijft op wat er in de buurt gebeurt, en waar. Nog geen oplossingen."),
    3: _l("Jullie zoeken uit waar het door komt en hoe alles samenhangt."),
    4: _l("Jullie kiezen één probleem. De rest parkeren jullie voor een volgende fase."),
    5: _l("Jullie spreken af wat er beter wordt, wie wat doet en wanneer het klaar is."),
    6: _l("Jullie kijken terug: wat is bereikt, wat leerden jullie, en hoe gaan jullie verder?"),
}


def default_agreement() -> str:
    """The sharing agreement that a new traject starts with. The group changes it as it likes."""
    return _(
        "We delen wat we weten over de buurt, niet over personen.\n\n"
        "1. We schrijven geen namen, adressen of andere gegevens op waaraan je een bewoner herkent.\n"
        "2. Cijfers delen we alleen als aantallen vanaf 5.\n"
        "3. Wat iemand invult, gebruiken we alleen voor dit traject.\n"
        "4. Op het overzicht staan organisaties, geen namen van collega's.\n"
        "5. Niets is afgesproken voordat de groep het heeft bevestigd.\n"
        "6. Twijfel je of je iets mag delen? Vraag het eerst na in je organisatie."
    )


def reminder(project: Project, step: Step, sender: Person) -> str:
    """A message to who has not sent their form yet."""
    until = _("Dat kan tot en met %(day)s.", day=day(step.closes_on)) + " " if step.closes_on else ""
    return _(
        "Beste collega,\n\n"
        "Wil je stap %(number)s (%(step)s) van het traject %(project)s nog invullen?"
        " %(until)sHet kost ongeveer tien minuten. Zo beginnen we de bijeenkomst met wat we samen weten.\n\n"
        "Open je persoonlijke link, dan kom je waar je moet zijn. Link kwijt? Laat het me weten.\n\n"
        "Groet,\n%(sender)s",
        number=step.number,
        step=step_name(step),
        project=project.title,
        until=until,
        sender=sender.name,
    )


def invitation(project: Project, member: Membership, url: str, days: int, sender: Person) -> str:
    """A message that brings somebody their personal link. ``days`` is how long it works."""
    return _(
        "Beste %(name)s,\n\n"
        "Je doet mee aan het traject %(project)s in %(area)s. Onze vraag is: %(question)s\n\n"
        "Dit is je persoonlijke link:\n%(url)s\n\n"
        "Je hebt geen wachtwoord nodig. De link werkt %(days)s dagen, in de browser waarin je hem het eerst opent."
        " Geef hem niet door: wie hem opent, vult in namens jou.\n\n"
        "Groet,\n%(sender)s",
        name=member.person.name,
        project=project.title,
        area=project.area,
        question=project.focus_question,
        url=url,
        days=days,
        sender=sender.name,
    )
