"""Hard figures beside soft signals: each figure of the area, and whether people recognise it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.extensions import db
from app.models import Indicator, Phase
from app.results.answers import Tally, given, labels, tally

RECOGNISE, WHY = "2.5a", "2.5b"
NO = "no"
TO_DISCUSS = 2


@dataclass(frozen=True, slots=True)
class Recognised:
    """A figure with what organisations say of it; ``whys`` are reasons, each with its organisation and its answer."""

    indicator: Indicator
    tally: Tally
    whys: tuple[tuple[str, str, str], ...]

    @property
    def discuss(self) -> bool:
        """Whether the group had best talk about it."""
        return any(count.value == NO and len(count.organisations) >= TO_DISCUSS for count in self.tally.counts)


def recognised(phase: Phase) -> tuple[Recognised, ...]:
    """The figures of the traject, in the order in which they were added."""
    words = labels(phase, RECOGNISE)
    said = given(phase, RECOGNISE, WHY)
    wanted = select(Indicator).where(Indicator.project_id == phase.project_id).order_by(Indicator.id)
    found = []
    for indicator in db.session.scalars(wanted):
        mine = [one for one in said if one.item == str(indicator.id)]
        answers = [one for one in mine if one.question_id == RECOGNISE]
        by_person = {one.membership_id: words.get(one.text, one.text) for one in answers}
        whys = tuple(
            (one.organisation, by_person.get(one.membership_id, ""), one.text) for one in mine if one.question_id == WHY
        )
        found.append(Recognised(indicator, tally(answers, words), whys))
    return tuple(found)
