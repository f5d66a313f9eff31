"""The blank form of a step on paper, for everybody in the traject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import get_locale

from app.models import Membership, Step
from app.questionnaires.queries import definition_of
from app.questionnaires.sources import context_for_everybody
from app.template_helpers import day
from app.words import step_name

if TYPE_CHECKING:
    from forms.paper import Paper


def blank_form(step: Step, facilitator: Membership) -> Paper:
    """What the form asks now, in the language of the reader. ``facilitator`` takes the paper in.

    Anybody may get the paper, so it holds what everybody may read.
    """
    from forms.paper import Cover, draw  # noqa: PLC0415  (brings reportlab: only where a paper is drawn)

    person = facilitator.person
    cover = Cover(
        project=facilitator.project.title,
        title=f"{step.number}. {step_name(step)}",
        introduction=step.introduction,
        to=f"{person.name} ({person.email})",
        until=day(step.closes_on) if step.closes_on else "",
    )
    return draw(definition_of(step), context_for_everybody(step, str(get_locale())), cover)
