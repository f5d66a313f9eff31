"""Where answers come from that somebody else filled in: on paper, by telephone, from a talk, from a file."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired

from app.projects.fields import line

LONGEST = 60
FILE = "bestand: "
"""How the label of a form from a file begins; the name of the file follows."""


class Origin(StrEnum):
    """The usual sources. A label is one of these words, or the words that somebody typed."""

    PAPER = "papier"
    PHONE = "telefoon"
    TALK = "gesprek"
    OTHER = "anders"


WORDS: dict[str, Any] = {Origin.PAPER: _l("papier"), Origin.PHONE: _l("telefoon"), Origin.TALK: _l("gesprek")}


def in_words(label: str) -> str:
    """A source label in the language of the page."""
    if label.startswith(FILE):
        return _("bestand: %(name)s", name=label.removeprefix(FILE))
    return str(WORDS.get(label, label))


class SourceForm(FlaskForm):
    """From what source a facilitator fills in for somebody."""

    source = RadioField(
        _l("Waar komen de antwoorden vandaan?"), [InputRequired(_l("Kies waar de antwoorden vandaan komen."))]
    )
    other = line(_l("Anders, namelijk"), LONGEST, description=_l("Hoogstens 60 tekens. Alleen als je “anders” koos."))
    agreed = BooleanField(
        _l("Deze persoon kent de deelafspraak en vindt het goed dat ik dit invul."),
        [InputRequired(_l("Vraag eerst of deze persoon het goed vindt, en zet dan een vinkje."))],
    )

    def __init__(self, formdata: MultiDict[str, str] | None, present: str, *, asks_agreement: bool) -> None:
        known = present in WORDS or not present
        data = {"source": present if known else Origin.OTHER.value, "other": "" if known else present}
        super().__init__(formdata=formdata, data=data)
        self.source.choices = [
            (Origin.PAPER.value, _("Papier: een ingevulde lijst")),
            (Origin.PHONE.value, _("Telefoon: we hebben gebeld")),
            (Origin.TALK.value, _("Gesprek: we hebben elkaar gesproken")),
            (Origin.OTHER.value, _("Anders")),
        ]
        if not asks_agreement:
            del self.agreed

    def validate(self, **more: Any) -> bool:
        """Words of one's own are needed where none of the usual ones fits."""
        valid: bool = super().validate(**more)
        if self.source.data == Origin.OTHER and not self.other.data:
            self.other.errors = [*self.other.errors, _("Vul in waar de antwoorden vandaan komen.")]
            return False
        return valid

    @property
    def label(self) -> str:
        """The label to keep."""
        return str(self.other.data if self.source.data == Origin.OTHER else self.source.data)
