"""Every write about who is in a traject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app import audit
from app.accounts import operations as accounts
from app.extensions import db
from app.models import Membership, Organisation, Person, Project, Role
from app.models.types import now
from app.projects.locking import take_turn


class AlreadyInError(Exception):
    """Somebody with this address is in the traject already."""

    def __init__(self, membership: Membership) -> None:
        super().__init__("already in")
        self.membership = membership


class AddressTakenError(Exception):
    """The address belongs to somebody else."""


class LastFacilitatorError(Exception):
    """A traject is never without a facilitator."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to be added."""

    name: str
    email: str
    organisation: str
    job_title: str
    role: Role
    discipline: str = ""
    locale: str = "nl"


def add_participant(
    project: Project,
    *,
    name: str,
    email: str,
    organisation: str,
    role: Role,
    job_title: str = "",
    discipline: str = "",
    locale: str = "nl",
) -> Membership:
    """Somebody joins, or comes back. Raises :class:`AlreadyInError` when they are in already."""
    take_turn(project)
    membership = _join(project, Newcomer(name, email, organisation, job_title, role, discipline, locale))
    db.session.commit()
    return membership


def add_participants(project: Project, newcomers: Sequence[Newcomer]) -> int:
    """All join, or come back; how many. Who is in already stays as they are: a list pasted twice changes nothing."""
    take_turn(project)
    added = 0
    for one in newcomers:
        if present(project, one.email) is None:
            _join(project, one)
            added += 1
    db.session.commit()
    return added


def change_participant(
    membership: Membership,
    *,
    organisation: str,
    role: Role,
    job_title: str,
    discipline: str,
    name: str | None = None,
    email: str | None = None,
) -> None:
    """Mend somebody's part and, where their account is only used here, their name and address.

    Raises :class:`LastFacilitatorError` or :class:`AddressTakenError`; nothing is changed then.
    """
    take_turn(membership.project)
    if role is not Role.FACILITATOR:
        _keep_a_facilitator(membership)
    if email is not None:
        owner = db.session.scalar(select(Person).where(Person.email == email))
        if owner is not None and owner.id != membership.person_id:
            raise AddressTakenError
        membership.person.email = email
        try:
            db.session.flush()
        except IntegrityError:  # somebody in another traject was given this address a moment ago
            db.session.rollback()
            raise AddressTakenError from None
    if name is not None:
        membership.person.name = name
    if membership.role is not role:
        audit.record("changed_role", "membership", membership.id, membership.project_id)
    _fill(membership, accounts.organisation_named(organisation), role, job_title, discipline)
    audit.record("changed", "membership", membership.id, membership.project_id)
    db.session.commit()


def end_participation(membership: Membership) -> None:
    """Somebody leaves. What they filled in stays. Raises :class:`LastFacilitatorError`."""
    take_turn(membership.project)
    _keep_a_facilitator(membership)
    if membership.left_at is None:
        membership.left_at = now()
        audit.record("left", "membership", membership.id, membership.project_id)
    db.session.commit()


def resume_participation(membership: Membership) -> None:
    """Somebody who left is back."""
    if membership.left_at is not None:
        membership.left_at = None
        audit.record("came_back", "membership", membership.id, membership.project_id)
    db.session.commit()


def make_personal_link(membership: Membership) -> str:
    """A new personal link to this traject; its token, which is not kept."""
    audit.record("made_link", "membership", membership.id, membership.project_id)
    return accounts.make_link(membership.person, f"/projects/{membership.project_id}")


def present(project: Project, email: str) -> Membership | None:
    """Who is in the traject now with this address."""
    found = _with_address(project, email)
    return found if found is not None and found.left_at is None else None


def _with_address(project: Project, email: str) -> Membership | None:
    return db.session.scalar(
        select(Membership)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.project_id == project.id, Person.email == email.strip().lower())
    )


def _join(project: Project, one: Newcomer) -> Membership:
    membership = _with_address(project, one.email)
    if membership is not None and membership.left_at is None:
        raise AlreadyInError(membership)
    person = accounts.add_person(one.name, one.email, locale=one.locale)
    employer = accounts.organisation_named(one.organisation)
    if membership is None:
        membership = Membership(project_id=project.id, person=person)
    membership.left_at = None
    _fill(membership, employer, one.role, one.job_title, one.discipline)
    db.session.add(membership)
    db.session.flush()
    audit.record("added", "membership", membership.id, project.id)
    return membership


def _fill(membership: Membership, employer: Organisation, role: Role, job_title: str, discipline: str) -> None:
    membership.organisation = employer
    membership.role, membership.job_title, membership.discipline = role, job_title, discipline


def _keep_a_facilitator(membership: Membership) -> None:
    if membership.role is not Role.FACILITATOR or membership.left_at is not None:
        return
    facilitators = select(func.count(Membership.id)).where(
        Membership.project_id == membership.project_id,
        Membership.role == Role.FACILITATOR,
        Membership.left_at.is_(None),
    )
    if db.session.scalar(facilitators) == 1:
        raise LastFacilitatorError
