"""The small forms of a traject: itself, its people, its steps, its places and its figures."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, RadioField, SelectField
from wtforms.validators import InputRequired, Optional, ValidationError

from app.models import Role
from app.models.projects import Approach, PlaceKind, Visibility
from app.opinions.switch import installed_reader
from app.projects.disciplines import disciplines
from app.projects.fields import DayField, address, line, lines, tidy
from app.words import choices
from synthesis.themes import labels

_WITH_HOUSE_NUMBER = re.compile(r"\s\d+\s?[a-zA-Z]?$")
_HINT_OF_ROLE = {
    Role.FACILITATOR: _l("Gespreksleider: bereidt voor, sluit de stappen en werkt de kaart bij"),
    Role.CORE: _l("Kerngroep: vult in en beslist mee"),
    Role.WIDER: _l("Kring: vult in en leest de resultaten"),
    Role.RESEARCHER: _l("Onderzoeker: ziet de kaart en brengt cijfers mee"),
    Role.OBSERVER: _l("Waarnemer: leest mee"),
}


class ProjectForm(FlaskForm):
    """What a traject is about and how it works."""

    title = line(_l("Naam van het traject"), 140, _l("Geef het traject een naam."))
    area = line(
        _l("Gebied"),
        140,
        _l("Vul in om welk gebied het gaat."),
        description=_l("Een buurt, een plein, een paar straten."),
    )
    focus_question = lines(
        _l("Vraag"),
        280,
        _l("Schrijf op welke vraag jullie samen willen beantwoorden."),
        rows=2,
        description=_l(
            "Eén vraag die iedereen begrijpt. Bijvoorbeeld: waardoor is het ’s avonds onrustig op het plein?"
        ),
    )
    approach = RadioField(
        _l("Insteek"), [InputRequired(_l("Kies hoe breed jullie kijken."))], default=Approach.BROAD.value
    )
    theme = SelectField(
        _l("Thema"), description=_l("Alleen als je voor één vraag kiest. Alle antwoorden gaan dan over dit thema.")
    )
    visibility = RadioField(
        _l("Wie ziet wat iemand invult?"),
        [InputRequired(_l("Kies wie ziet wat iemand invult."))],
        default=Visibility.FACILITATOR.value,
        description=_l("Dit staat boven elke vragenlijst. Op het overzicht staan nooit namen."),
    )
    agreement = lines(
        _l("Deelafspraak"),
        4000,
        rows=12,
        description=_l(
            "Iedereen gaat hiermee akkoord voordat stap 2 begint. Pas de tekst gerust aan."
            " Verander je later de afspraak of wie antwoorden ziet, dan vragen we iedereen opnieuw om akkoord."
        ),
    )
    uses_reader = BooleanField(
        _l("Laat een taalmodel meelezen"),
        description=_l(
            "Het taalmodel van deze installatie krijgt dan losse zinnen, en alleen als we er geen naam, organisatie of"
            " ander persoonsgegeven in vinden. Het stelt voor welke zinnen bij elkaar horen. Jullie beslissen."
            " Zet je dit aan of uit, dan vragen we iedereen opnieuw om akkoord."
        ),
    )

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.approach.choices = [
            (Approach.BROAD.value, _("Breed: we kijken naar alles wat er speelt")),
            (Approach.SINGLE.value, _("Eén vraag: we kijken naar één thema")),
        ]
        self.visibility.choices = [
            (Visibility.FACILITATOR.value, _("Alleen die persoon en de gespreksleider")),
            (Visibility.CORE.value, _("De hele kerngroep")),
        ]
        self.theme.choices = [("", _("Nog geen thema")), *_themes()]
        if installed_reader() is None:
            del self.uses_reader

    def validate_theme(self, field: Field) -> None:
        """One question needs a theme."""
        if self.approach.data == Approach.SINGLE.value and not field.data:
            raise ValidationError(_("Kies een thema, want jullie kijken naar één vraag."))

    def values(self) -> dict[str, Any]:
        """What the operations want."""
        approach = Approach(self.approach.data)
        switch = {"uses_reader": self.uses_reader.data} if self.uses_reader else {}
        return {
            "title": self.title.data,
            "area": self.area.data,
            "focus_question": tidy(self.focus_question.data),
            "approach": approach,
            "theme": self.theme.data if approach is Approach.SINGLE else None,
            "visibility": Visibility(self.visibility.data),
            "agreement": self.agreement.data,
            **switch,
        }


class NewProjectForm(ProjectForm):
    """A new traject also asks whom its facilitator works for."""

    organisation = line(_l("Voor welke organisatie werk je zelf?"), 140, _l("Vul in voor welke organisatie je werkt."))

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        if self.uses_reader:
            del self.uses_reader  # off until somebody turns it on

    def values(self) -> dict[str, Any]:
        """What the operations want."""
        return {**super().values(), "organisation": self.organisation.data}


class PersonForm(FlaskForm):
    """Somebody new in the traject, or somebody whose account is used nowhere else."""

    name = line(_l("Naam"), 140, _l("Vul de naam in."))
    email = address(
        _l("E-mailadres"),
        _l("Vul het e-mailadres in."),
        description=_l("Het adres van het werk. Wij sturen zelf geen mail."),
    )
    organisation = line(
        _l("Organisatie"),
        140,
        _l("Vul in voor welke organisatie deze persoon werkt."),
        description=_l("Kies een organisatie die er al is, of typ een nieuwe."),
        render_kw={"list": "organisations", "autocomplete": "off"},
    )
    job_title = line(_l("Functie"), 140)
    discipline = SelectField(_l("Werkveld"))
    role = RadioField(_l("Groep"), [InputRequired(_l("Kies een groep."))], default=Role.CORE.value)

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.discipline.choices = _disciplines(self.discipline.object_data or "")
        self.role.choices = [(role.value, str(_HINT_OF_ROLE[role])) for role in Role]

    def account(self) -> dict[str, Any]:
        """What the operations want to know of the person."""
        return {"name": self.name.data, "email": self.email.data} if self.name else {}

    def part(self) -> dict[str, Any]:
        """What the operations want to know of the part."""
        return {
            "organisation": self.organisation.data,
            "job_title": self.job_title.data,
            "discipline": self.discipline.data,
            "role": Role(self.role.data),
        }


class PartForm(PersonForm):
    """The part in this traject of somebody whose account is used elsewhere too."""

    name = None
    email = None


class PasteForm(FlaskForm):
    """Several people at once, one a line."""

    people = lines(
        _l("Deelnemers, één per regel"),
        20_000,
        _l("Plak of typ minstens één regel."),
        rows=8,
        description=_l("Zo: naam; e-mailadres; organisatie; functie; groep. Functie en groep mag je weglaten."),
    )


class WordsForm(FlaskForm):
    """The group's own words for a step, and until when the form is open."""

    title = line(_l("Naam van de stap"), 140, description=_l("Laat leeg voor de gewone naam."))
    introduction = lines(
        _l("Inleiding"),
        2000,
        description=_l("Dit leest iedereen boven de vragenlijst. Bijvoorbeeld waar het nu om gaat."),
    )
    closes_on = DayField(_l("Invullen kan tot en met"), [Optional()])


class PlaceForm(FlaskForm):
    """A place that people can choose in a questionnaire."""

    name = line(
        _l("Naam van de plek"), 140, _l("Geef de plek een naam."), description=_l("Nooit een adres of huisnummer.")
    )
    kind = SelectField(
        _l("Wat voor plek is het?"), [InputRequired(_l("Kies wat voor plek het is."))], default=PlaceKind.SUBAREA.value
    )

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.kind.choices = choices(PlaceKind)

    def validate_name(self, field: Field) -> None:
        """A street never comes with a number."""
        if self.kind.data == PlaceKind.STREET.value and _WITH_HOUSE_NUMBER.search(field.data):
            raise ValidationError(_("Laat het huisnummer weg. Een plek is nooit een adres."))


class FigureForm(FlaskForm):
    """One figure about the area."""

    label = line(
        _l("Wat is het?"),
        140,
        _l("Schrijf op wat het cijfer is."),
        description=_l("Bijvoorbeeld: mensen die zich ’s avonds onveilig voelen"),
    )
    value = line(_l("Cijfer"), 64, _l("Vul het cijfer in."), description=_l("Bijvoorbeeld: 34%"))
    comparison = line(
        _l("Vergelijking"),
        140,
        description=_l("Hetzelfde cijfer voor de stad of het stadsdeel. Bijvoorbeeld: stad 22%"),
    )
    explanation = lines(_l("Uitleg"), 600, rows=3, description=_l("Wat zegt dit cijfer, in gewone woorden?"))
    period = line(_l("Periode"), 64, description=_l("Bijvoorbeeld: 2025"))
    source = line(_l("Bron"), 140)

    def values(self) -> dict[str, str]:
        """What the operations want."""
        return {name: text for name, text in self.data.items() if name != "csrf_token"}


def theme_label(code: str) -> str:
    """How a theme is called in the language of the reader."""
    return dict(_themes())[code]


def _disciplines(present: str) -> dict[str, list[tuple[str, str]]]:
    """All disciplines, and the ``present`` one where it is not among them, so that saving keeps it."""
    known = disciplines(str(get_locale()))
    own = [("", _("Nog niet gekozen"))]
    if present and not any(present == value for group in known.values() for value, _label in group):
        own.append((present, present))
    return {_("Nog niet bekend"): own, **known}


def _themes() -> list[tuple[str, str]]:
    return list(labels(str(get_locale())).items())
