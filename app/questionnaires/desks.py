"""Who sits at a form, and whose form it is: one's own, or that of somebody for whom a facilitator fills it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, make_response, redirect, url_for
from flask_babel import gettext as _

from app.access import Right, may, step_for
from app.errors import wants_json
from app.models import Membership, Step
from app.projects.queries import member
from app.questionnaires import queries


@dataclass(frozen=True, slots=True)
class Desk:
    """``membership`` is at the keyboard, ``respondent`` is whose answers these are."""

    step: Step
    membership: Membership
    respondent: Membership

    @property
    def on_behalf(self) -> bool:
        """Whether somebody else's answers are filled in here."""
        return self.membership.id != self.respondent.id

    @property
    def url_values(self) -> dict[str, Any]:
        """What an address of this form is made of."""
        phase = self.step.phase
        for_whom = {"member_id": self.respondent.id} if self.on_behalf else {}
        return {"project_id": phase.project_id, "phase": phase.number, "step": self.step.number, **for_whom}

    @property
    def must_agree(self) -> bool:
        """Whether the agreement comes first. For somebody else it was asked about before the form was begun."""
        return not self.on_behalf and queries.must_agree(self.step, self.respondent)


def desk_for(project_id: int, phase: int, step: int, member_id: int | None = None) -> Desk:
    """One's own form, or with ``member_id`` the form that a facilitator fills in for somebody.

    Ends the request as :func:`app.access.step_for`. What somebody typed themselves is theirs: that form leads to the
    page that says so.
    """
    if member_id is None:
        found, membership = step_for(project_id, phase, step, Right.FILL_IN)
        return Desk(found, membership, membership)
    desk = desk_of_other(project_id, phase, step, member_id)
    form = queries.submission_of(desk.step, desk.respondent)
    if form is None or not form.on_behalf:
        if wants_json():
            abort(make_response({"error": "not_yours", "message": not_yours()}, 409))
        abort(redirect(url_for("behalf.begin", **desk.url_values)))
    return desk


def desk_of_other(project_id: int, phase: int, step: int, member_id: int) -> Desk:
    """Where a facilitator fills in for somebody, begun or not. Ends the request where nobody like that is asked."""
    found, membership = step_for(project_id, phase, step, Right.FACILITATE)
    respondent = member(membership.project, member_id)
    if respondent is None or respondent.id == membership.id or not may(respondent, Right.FILL_IN):
        abort(404)
    return Desk(found, membership, respondent)


def not_yours() -> str:
    """Why a facilitator cannot go on."""
    return _("Deze persoon vult de vragenlijst nu zelf in. Wat je net typte, is niet opgeslagen.")
