"""A traject and its plan: area, people in it, phases, steps, meetings, places."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, Table, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Model, db
from app.models.people import Organisation, Person
from app.models.types import FreeText, UtcDateTime, now, word


class Approach(StrEnum):
    """How wide the traject looks (*insteek*)."""

    BROAD = "broad"
    SINGLE = "single"


class Visibility(StrEnum):
    """Who sees what somebody filled in."""

    FACILITATOR = "facilitator"
    CORE = "core"


class Role(StrEnum):
    """What somebody is in a traject: gespreksleider, kerngroep, kring, onderzoeker, waarnemer."""

    FACILITATOR = "facilitator"
    CORE = "core"
    WIDER = "wider"
    RESEARCHER = "researcher"
    OBSERVER = "observer"


class StepStatus(StrEnum):
    """Where a step stands. Any status can follow any other: the plan is an aid."""

    PREPARATION = "preparation"
    OPEN = "open"
    CLOSED = "closed"
    DISCUSSED = "discussed"
    CONFIRMED = "confirmed"
    SKIPPED = "skipped"


class PlaceKind(StrEnum):
    """The scale of a place. Never an address."""

    AREA = "area"
    SUBAREA = "subarea"
    STREET = "street"
    SQUARE = "square"


class Project(Model):
    """A traject: one area, one focus question, the people around it."""

    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(140))
    area: Mapped[str] = mapped_column(String(140))
    focus_question: Mapped[str] = mapped_column(String(280))
    approach: Mapped[Approach] = mapped_column(word(Approach), default=Approach.BROAD)
    theme: Mapped[str | None] = mapped_column(String(3))
    visibility: Mapped[Visibility] = mapped_column(word(Visibility), default=Visibility.FACILITATOR)
    agreement: Mapped[str] = mapped_column(FreeText, default="")
    uses_reader: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    memberships: Mapped[list[Membership]] = relationship(back_populates="project", order_by="Membership.id")
    phases: Mapped[list[Phase]] = relationship(back_populates="project", order_by="Phase.number")
    places: Mapped[list[Place]] = relationship(order_by="Place.id")


class Membership(Model):
    """Somebody's part in a traject: for which organisation, in which role, since when."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("project_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    role: Mapped[Role] = mapped_column(word(Role))
    job_title: Mapped[str] = mapped_column(String(140), default="")
    discipline: Mapped[str] = mapped_column(String(64), default="")
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    agreement_accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    project: Mapped[Project] = relationship(back_populates="memberships")
    person: Mapped[Person] = relationship()
    organisation: Mapped[Organisation] = relationship()


class Phase(Model):
    """One round through the steps, about one problem."""

    __tablename__ = "phase"
    __table_args__ = (UniqueConstraint("project_id", "number"), CheckConstraint("number >= 1", name="number"))

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(String(140), default="")
    # How many joins coarser (above 0) or finer (below 0) than the engine's own the draft is; see synthesis/grain.py.
    grain: Mapped[int] = mapped_column(default=0, server_default="0")
    started_on: Mapped[date] = mapped_column()
    ended_on: Mapped[date | None] = mapped_column()

    project: Mapped[Project] = relationship(back_populates="phases")
    steps: Mapped[list[Step]] = relationship(back_populates="phase", order_by="Step.number")
    meetings: Mapped[list[Meeting]] = relationship(back_populates="phase", order_by="Meeting.starts_at")


meeting_step = Table(
    "meeting_step",
    db.metadata,
    Column("meeting_id", ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True),
    Column("step_id", ForeignKey("step.id", ondelete="CASCADE"), primary_key=True),
)


class Step(Model):
    """One of the six steps in a phase. Its words can be changed; its number says what it is for."""

    __tablename__ = "step"
    __table_args__ = (
        UniqueConstraint("phase_id", "number"),
        CheckConstraint("number BETWEEN 1 AND 6", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_id: Mapped[int] = mapped_column(ForeignKey("phase.id", ondelete="CASCADE"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(String(140), default="")
    introduction: Mapped[str] = mapped_column(FreeText, default="")
    status: Mapped[StepStatus] = mapped_column(word(StepStatus), default=StepStatus.PREPARATION)
    questionnaire_id: Mapped[int | None] = mapped_column(ForeignKey("questionnaire_version.id"))
    closes_on: Mapped[date | None] = mapped_column()

    phase: Mapped[Phase] = relationship(back_populates="steps")
    meetings: Mapped[list[Meeting]] = relationship(secondary=meeting_step, back_populates="steps")


class Meeting(Model):
    """A meeting of the group. It may cover several steps, and a step may take several meetings."""

    __tablename__ = "meeting"
    __table_args__ = (CheckConstraint("minutes BETWEEN 15 AND 480", name="minutes"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_id: Mapped[int] = mapped_column(ForeignKey("phase.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(140), default="")
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    minutes: Mapped[int] = mapped_column(default=90)
    place: Mapped[str] = mapped_column(String(140), default="")
    note: Mapped[str] = mapped_column(FreeText, default="")
    held: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    phase: Mapped[Phase] = relationship(back_populates="meetings")
    steps: Mapped[list[Step]] = relationship(secondary=meeting_step, back_populates="meetings", order_by="Step.number")
    attendances: Mapped[list[Attendance]] = relationship(cascade="all, delete-orphan")

    @property
    def in_session(self) -> bool:
        """Whether the group is together now."""
        return self.opened_at is not None and self.closed_at is None


class Attendance(Model):
    """Somebody was at a meeting."""

    __tablename__ = "attendance"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"), primary_key=True)

    membership: Mapped[Membership] = relationship()


class Place(Model):
    """A place that people can name: a buurt, a self-made sub-area, a street or a square."""

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("project_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(140))
    kind: Mapped[PlaceKind] = mapped_column(word(PlaceKind), default=PlaceKind.SUBAREA)
