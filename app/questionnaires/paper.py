"""The blank form of a step on paper, for everybody in the traject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import get_locale

from app.models import Membership, Step
from app.questionnaires.queries import definition_of
from app.questionnaires.sources import NOT_YET_AGREED, context_for, shared
from app.template_helpers import day
from app.words import step_name
from forms.context import Context
from forms.questionnaire import Choice, Localised

if TYPE_CHECKING:
    from forms.paper import Paper


def blank_form(step: Step, facilitator: Membership) -> Paper:
    """What the form asks now, in the language of the reader. ``facilitator`` takes the paper in.

    Anybody may get the paper, so what only some may read is left out, and what is about one person.
    """
    from forms.paper import Cover, draw  # noqa: PLC0415  (brings reportlab: only where a paper is drawn)

    known, asked = shared(step), definition_of(step)
    context = context_for(step, facilitator, {}, str(get_locale()), questionnaire=asked, known=known)
    sources = {name: found for name, found in context.sources.items() if name not in {*NOT_YET_AGREED, "my_actions"}}
    sources["organisations"] = tuple(
        Choice(str(number), Localised(name, name)) for number, name in known.organisations.items()
    )
    person = facilitator.person
    cover = Cover(
        project=facilitator.project.title,
        title=f"{step.number}. {step_name(step)}",
        introduction=step.introduction,
        to=f"{person.name} ({person.email})",
        until=day(step.closes_on) if step.closes_on else "",
    )
    return draw(asked, Context(context.locale, sources), cover)
