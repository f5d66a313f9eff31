"""Sign-in links for the people of the demo."""

from __future__ import annotations

from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.operations import make_link
from app.extensions import db
from app.models import Membership, Project, Role


class Respondent(TypedDict):
    """One professional of the demo."""

    name: str
    organisation: str
    url: str


class Links(TypedDict):
    """What ``flask demo-links --json`` prints."""

    facilitator: str
    respondents: list[Respondent]
    project: str


def demo_links(address: str) -> Links | None:
    """Fresh links for everybody in the first traject, or ``None`` where there is no traject yet."""
    project = db.session.scalar(select(Project).order_by(Project.id).limit(1))
    if project is None:
        return None
    home = f"/projects/{project.id}"
    members = db.session.scalars(
        select(Membership)
        .where(Membership.project_id == project.id, Membership.left_at.is_(None))
        .options(joinedload(Membership.person), joinedload(Membership.organisation))
        .order_by(Membership.id)
    ).all()
    facilitator = next(member for member in members if member.role is Role.FACILITATOR)
    return {
        "facilitator": address + "/link/" + make_link(facilitator.person, home),
        "respondents": [
            {
                "name": member.person.name,
                "organisation": member.organisation.name,
                "url": address + "/link/" + make_link(member.person, home),
            }
            for member in members
            if member.role in {Role.CORE, Role.WIDER}
        ],
        "project": address + home,
    }
