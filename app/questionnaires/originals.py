"""The questionnaires of this installation: those that ship, or its own; checked when the service starts."""

from __future__ import annotations

from flask import current_app

from app.config import Settings
from forms.definition import FOLDER, load_folder, load_step
from forms.questionnaire import Questionnaire


def check(settings: Settings) -> None:
    """Read all of them. Raises :class:`forms.definition.DefinitionError` that names file and line of each mistake."""
    load_folder(settings.questionnaires or FOLDER)


def original(number: int) -> Questionnaire:
    """The questionnaire of a step before anybody changed it for a traject."""
    settings: Settings = current_app.config["BUURTBALANS"]
    return load_step(number, settings.questionnaires or FOLDER)
