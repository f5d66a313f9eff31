"""The page on which a proposal for several meetings is adjusted: one form around a row for each meeting."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from app.meetings import planner, queries
from app.meetings.clock import kept, on_the_wall
from app.meetings.forms import USUAL_MINUTES, PlanForm, PlanRow
from app.meetings.operations import Details
from app.meetings.planner import Gap
from app.models import Meeting, Phase

MOST_ROWS = 12
ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan as it stands on the page. ``last`` is the meeting that it follows."""

    common: PlanForm
    rows: tuple[PlanRow, ...]
    last: Meeting | None

    @property
    def forms(self) -> tuple[PlanForm | PlanRow, ...]:
        """All forms on the page."""
        return (self.common, *self.rows)

    @property
    def errors(self) -> bool:
        """Whether something on the page must be mended."""
        return any(form.errors for form in self.forms)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Where more than four weeks lie between two meetings."""
        days = [row.on.data for row in self.rows if row.take.data and row.on.data]
        return planner.long_gaps([*days, on_the_wall(self.last.starts_at).date()] if self.last else days)

    def validate_on_submit(self) -> bool:
        """Whether the page was sent and can be kept."""
        if not self.common.is_submitted():
            return False
        return all([self.common.validate(), *(row.complete() for row in self.rows)])

    def details(self) -> list[Details]:
        """The meetings to plan."""
        minutes, place = self.common.minutes.data, self.common.place.data
        return [
            Details(kept(row.on.data, row.at.data), minutes, place, "", tuple(sorted(row.steps.data)))
            for row in self.rows
            if row.take.data
        ]


def draft(phase: Phase, typed: MultiDict[str, str] | None) -> Draft:
    """What was ``typed``, or the planner's proposal."""
    last = queries.latest_meeting(phase)
    if typed is not None:
        count = min(typed.get(ROWS, 0, type=int), MOST_ROWS)
        rows = tuple(PlanRow(phase.steps, formdata=typed, prefix=f"row{number}") for number in range(count))
        return Draft(PlanForm(formdata=typed), rows, last)
    usual = {"minutes": last.minutes, "place": last.place} if last else {"minutes": USUAL_MINUTES}
    rows = tuple(
        PlanRow(
            phase.steps,
            formdata=None,
            prefix=f"row{number}",
            data={
                "take": True,
                "on": proposal.starts_at.date(),
                "at": proposal.starts_at.time(),
                "steps": list(proposal.steps),
            },
        )
        for number, proposal in enumerate(queries.proposed(phase))
    )
    return Draft(PlanForm(formdata=None, data=usual), rows, last)
