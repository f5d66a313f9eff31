"""What a facilitator puts to the phones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired

from app.models import PhoneQuestionKind
from app.phones import words
from app.projects.fields import CheckboxGroupField, line

MOST_SUBJECTS = 7


class AskForm(FlaskForm):
    """A kind of question and what it is about: one subject, several, or a sentence."""

    kind = RadioField(
        _l("Wat vraag je?"), [InputRequired(_l("Kies wat je vraagt."))], default=PhoneQuestionKind.RECOGNISE.value
    )
    subject = SelectField(_l("Over welk onderwerp?"), validate_choice=False)
    subjects = CheckboxGroupField(_l("Over welke onderwerpen?"), validate_choice=False)
    text = line(_l("Over welke zin?"), 280)
    stop = HiddenField()

    def __init__(self, candidates: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(**more)
        self._titles = dict(candidates)
        self.kind.choices = [(kind.value, label) for kind, label in words.KINDS.items()]
        self.subject.choices = list(candidates)
        self.subjects.choices = list(candidates)
        # Each is asked for with the kind that it belongs to.
        self.subjects.flags.required = self.text.flags.required = True

    def chosen(self) -> PhoneQuestionKind:
        """The kind that was chosen. Only after the form was found right."""
        return PhoneQuestionKind(self.kind.data)

    def pairs(self) -> list[tuple[str, str]]:
        """The subjects that the question is about, by id and name."""
        if self.chosen() is PhoneQuestionKind.RECOGNISE:
            keys = [self.subject.data]
        elif self.chosen() is PhoneQuestionKind.STANCE:
            keys = []
        else:
            keys = list(self.subjects.data or ())
        return [(key, self._titles[key]) for key in keys if key in self._titles]

    def validate(self, extra_validators: Any = None) -> bool:
        """Each kind has what it is about."""
        if not super().validate(extra_validators):
            return False
        kind, found = self.chosen(), self.pairs()
        if kind is PhoneQuestionKind.STANCE and not self.text.data:
            self.text.errors = [_("Schrijf de zin op waar het over gaat.")]
        elif kind is PhoneQuestionKind.RECOGNISE and not found:
            self.subject.errors = [_("Kies een onderwerp.")]
        elif kind in {PhoneQuestionKind.POINTS, PhoneQuestionKind.SCORES} and not 2 <= len(found) <= MOST_SUBJECTS:
            self.subjects.errors = [_("Kies twee tot zeven onderwerpen.")]
        return not (self.text.errors or self.subject.errors or self.subjects.errors)
