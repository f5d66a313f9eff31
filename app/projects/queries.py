"""What the pages of a traject read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import case, distinct, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.access import RIGHTS, Right
from app.extensions import db
from app.models import (
    Indicator,
    Meeting,
    Membership,
    Organisation,
    Person,
    Phase,
    Place,
    Project,
    Role,
    SignInLink,
    Step,
    StepStatus,
    Submission,
)
from app.models.types import now

MAY_FILL_IN = tuple(role for role in Role if Right.FILL_IN in RIGHTS[role])
# A facilitator counts among those who are asked only once they began their own form.
ASKED = tuple(role for role in MAY_FILL_IN if role is not Role.FACILITATOR)
STILL_TODAY = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the people who are asked to fill in a form have sent or begun it, and from how many organisations."""

    total: int = 0
    sent: int = 0
    begun: int = 0
    organisations: int = 0


@dataclass(frozen=True, slots=True)
class _Counted:
    """Forms of one step. ``unasked`` are those of people who were not asked but began one."""

    sent: int = 0
    begun: int = 0
    organisations: int = 0
    unasked: int = 0


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a phase stands for one person: what the next thing to do depends on.

    ``mine`` says per step id whether this person's form is sent; steps without their form are not in it.
    ``progress`` is per step id, of the steps that somebody began.
    """

    phase: Phase
    membership: Membership
    others: int
    mine: Mapping[int, bool]
    progress: Mapping[int, Progress]
    meetings: Sequence[Meeting]

    @property
    def project(self) -> Project:
        """The traject."""
        return self.phase.project

    @property
    def step(self) -> Step | None:
        """The step that the group is at: the first one under way, else the first one still to come."""
        under_way = {StepStatus.OPEN, StepStatus.CLOSED, StepStatus.DISCUSSED}
        steps = self.phase.steps
        first = next((step for step in steps if step.status in under_way), None)
        return first or next((step for step in steps if step.status is StepStatus.PREPARATION), None)

    @property
    def next_meeting(self) -> Meeting | None:
        """The first meeting that is planned and not over."""
        return next((meeting for meeting in self.meetings if is_ahead(meeting)), None)


def is_ahead(meeting: Meeting) -> bool:
    """Whether a meeting is still to be held: today's counts until the evening."""
    return not meeting.held and meeting.starts_at > now() - STILL_TODAY


def situations_of(person: Person) -> list[Situation]:
    """The trajects that somebody is in, newest first, each at its newest phase."""
    memberships = db.session.scalars(
        select(Membership)
        .where(Membership.person_id == person.id, Membership.left_at.is_(None))
        .options(joinedload(Membership.project), joinedload(Membership.organisation))
        .order_by(Membership.id.desc())
    ).all()
    newest = select(func.max(Phase.id)).group_by(Phase.project_id)
    ids = [membership.project_id for membership in memberships]
    phases = {phase.project_id: phase for phase in _phases(Phase.project_id.in_(ids), Phase.id.in_(newest))}
    return _situations([(phases[membership.project_id], membership) for membership in memberships])


def situation(phase: Phase, membership: Membership) -> Situation:
    """Where one phase stands for one person."""
    list(_phases(Phase.id == phase.id))
    return _situations([(phase, membership)])[0]


def newest_phase(project: Project) -> Phase:
    """The phase that the group is in."""
    return db.session.scalars(
        select(Phase).where(Phase.project_id == project.id).order_by(Phase.number.desc()).limit(1)
    ).one()


def people_of(project: Project) -> list[Membership]:
    """Everybody who was ever in the traject, by name."""
    return list(
        db.session.scalars(
            select(Membership)
            .join(Membership.person)
            .join(Membership.organisation)
            .where(Membership.project_id == project.id)
            .options(contains_eager(Membership.person), contains_eager(Membership.organisation))
            .order_by(func.lower(Person.name), Membership.id)
        )
    )


def member(project: Project, membership_id: int) -> Membership | None:
    """Somebody's part in this traject."""
    return db.session.scalar(
        select(Membership).where(Membership.id == membership_id, Membership.project_id == project.id)
    )


def asked_for_link(project: Project) -> set[int]:
    """The ids of the people here who asked for a new personal link."""
    here = select(Membership.person_id).where(Membership.project_id == project.id, Membership.left_at.is_(None))
    return set(
        db.session.scalars(
            select(SignInLink.person_id).where(SignInLink.renewal_asked_at.is_not(None), SignInLink.person_id.in_(here))
        )
    )


def organisation_names(project: Project) -> list[str]:
    """The organisations in this traject, for choosing from while typing."""
    return list(
        db.session.scalars(
            select(Organisation.name)
            .join(Membership, Membership.organisation_id == Organisation.id)
            .where(Membership.project_id == project.id)
            .distinct()
            .order_by(Organisation.name)
        )
    )


def used_elsewhere(membership: Membership) -> bool:
    """Whether this person's account is for more than this traject, so that it is not this group's to change."""
    person = membership.person
    if person.password_hash or person.may_facilitate:
        return True
    other = select(Membership.id).where(Membership.person_id == person.id, Membership.id != membership.id)
    return db.session.scalar(other.limit(1)) is not None


def may_make_link(membership: Membership) -> bool:
    """Whether the facilitators of this traject may make somebody's personal link.

    Threat: whoever holds a link is that person everywhere. So nobody makes one for who signs in with a password, and
    of several trajects only the one that somebody has been in longest makes theirs: adding a colleague to a traject of
    your own gives no way into the others.
    """
    person = membership.person
    if membership.left_at is not None or person.password_hash or person.may_facilitate:
        return False
    first = (
        select(Membership.id)
        .where(Membership.person_id == person.id, Membership.left_at.is_(None))
        .order_by(Membership.id)
        .limit(1)
    )
    return db.session.scalar(first) == membership.id


def places_of(project: Project) -> list[Place]:
    """The places of a traject, by name."""
    return list(db.session.scalars(select(Place).where(Place.project_id == project.id).order_by(Place.name)))


def figures_of(project: Project) -> list[Indicator]:
    """The figures of a traject, in the order in which they were added."""
    return list(db.session.scalars(select(Indicator).where(Indicator.project_id == project.id).order_by(Indicator.id)))


def place(project: Project, place_id: int) -> Place | None:
    """A place of this traject."""
    return db.session.scalar(select(Place).where(Place.id == place_id, Place.project_id == project.id))


def figure(project: Project, figure_id: int) -> Indicator | None:
    """A figure of this traject."""
    return db.session.scalar(select(Indicator).where(Indicator.id == figure_id, Indicator.project_id == project.id))


def _phases(*conditions: object) -> Iterable[Phase]:
    """Phases with all that their pages show, in a fixed number of questions."""
    return db.session.scalars(
        select(Phase)
        .where(*conditions)  # type: ignore[arg-type]
        .options(
            joinedload(Phase.project),
            selectinload(Phase.steps).selectinload(Step.meetings),
            selectinload(Phase.meetings).selectinload(Meeting.steps),
        )
        .execution_options(populate_existing=True)
    )


def _situations(pairs: Sequence[tuple[Phase, Membership]]) -> list[Situation]:
    projects = [phase.project_id for phase, _ in pairs]
    steps = [step.id for phase, _ in pairs for step in phase.steps]
    everyone = _people_count(projects, tuple(Role))
    asked = _people_count(projects, ASKED)
    forms = _forms([membership.id for _, membership in pairs], steps)
    counted = _counted(steps)
    return [
        Situation(
            phase,
            membership,
            everyone.get(phase.project_id, 1) - 1,
            {step.id: forms[membership.id, step.id] for step in phase.steps if (membership.id, step.id) in forms},
            {
                step.id: _progress(asked.get(phase.project_id, 0), counted.get(step.id, _Counted()))
                for step in phase.steps
            },
            phase.meetings,
        )
        for phase, membership in pairs
    ]


def _progress(asked: int, counted: _Counted) -> Progress:
    return Progress(asked + counted.unasked, counted.sent, counted.begun, counted.organisations)


def _people_count(projects: Collection[int], roles: Collection[Role]) -> dict[int, int]:
    rows = db.session.execute(
        select(Membership.project_id, func.count(Membership.id).label("people"))
        .where(Membership.project_id.in_(projects), Membership.left_at.is_(None), Membership.role.in_(roles))
        .group_by(Membership.project_id)
    )
    return {row.project_id: row.people for row in rows}


def _forms(memberships: Collection[int], steps: Collection[int]) -> dict[tuple[int, int], bool]:
    rows = db.session.execute(
        select(Submission.membership_id, Submission.step_id, Submission.submitted_at).where(
            Submission.membership_id.in_(memberships), Submission.step_id.in_(steps)
        )
    )
    return {(membership, step): sent_at is not None for membership, step, sent_at in rows}


def _counted(steps: Collection[int]) -> dict[int, _Counted]:
    """The forms of people who are still in the traject, per step."""
    sent = Submission.submitted_at.is_not(None)
    rows = db.session.execute(
        select(
            Submission.step_id,
            func.count(case((sent, Submission.id))),
            func.count(case((~sent, Submission.id))),
            func.count(distinct(case((sent, Membership.organisation_id)))),
            func.count(case((Membership.role.not_in(ASKED), Submission.id))),
        )
        .join(Membership, Membership.id == Submission.membership_id)
        .where(Submission.step_id.in_(steps), Membership.left_at.is_(None), Membership.role.in_(MAY_FILL_IN))
        .group_by(Submission.step_id)
    )
    return {step: _Counted(*counts) for step, *counts in rows}
