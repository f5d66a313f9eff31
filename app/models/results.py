"""What the group agreed: problem, goals, actions, decisions, what is parked, what is not known, how it went."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Model
from app.models.people import Organisation
from app.models.projects import Meeting, Membership, Phase
from app.models.types import FreeText, UtcDateTime, now, word


class GoalStatus(StrEnum):
    """A goal is proposed until the group agrees on it."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    DROPPED = "dropped"


class ActionStatus(StrEnum):
    """How far an action is."""

    OPEN = "open"
    BUSY = "busy"
    DONE = "done"
    STOPPED = "stopped"


class Verdict(StrEnum):
    """Was the goal reached."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


class Consent(StrEnum):
    """What an organisation says in a consent round: ja / ja, als… / nee, want…"""

    YES = "yes"
    YES_IF = "yes_if"
    NO_BECAUSE = "no_because"


class Outcome(StrEnum):
    """Whether a proposal became a decision."""

    DECIDED = "decided"
    NOT_DECIDED = "not_decided"


class DecisionKind(StrEnum):
    """What a decision is about."""

    PROBLEM = "problem"
    GOAL = "goal"
    SCOPE = "scope"
    OTHER = "other"


class ParkedKind(StrEnum):
    """What is parked: a problem for a next phase, or an idea for a solution."""

    PROBLEM = "problem"
    IDEA = "idea"


class Decision(Model):
    """A decision of the group. Never changed, only followed by a later one (``supersedes_id``)."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("phase_id", "number"), UniqueConstraint("supersedes_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_id: Mapped[int] = mapped_column(ForeignKey("phase.id", ondelete="CASCADE"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    kind: Mapped[DecisionKind] = mapped_column(word(DecisionKind))
    text: Mapped[str] = mapped_column(FreeText)
    outcome: Mapped[Outcome] = mapped_column(word(Outcome))
    decided_on: Mapped[date] = mapped_column()
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"))
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    meeting: Mapped[Meeting | None] = relationship()
    votes: Mapped[list[Vote]] = relationship(cascade="all, delete-orphan", order_by="Vote.id")
    presences: Mapped[list[DecisionPresence]] = relationship(cascade="all, delete-orphan")


class DecisionPresence(Model):
    """An organisation had somebody in the meeting when the decision was recorded."""

    __tablename__ = "decision_presence"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)

    organisation: Mapped[Organisation] = relationship()


class Vote(Model):
    """What one organisation said of a proposal, and how an objection was answered."""

    __tablename__ = "vote"
    __table_args__ = (UniqueConstraint("decision_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    consent: Mapped[Consent] = mapped_column(word(Consent))
    text: Mapped[str] = mapped_column(FreeText, default="")
    answer: Mapped[str] = mapped_column(FreeText, default="")

    organisation: Mapped[Organisation] = relationship()


class ProblemStatement(Model):
    """The problem that a phase is about, in the group's own sentence: In … merken … dat …, omdat …. Dat zien we aan …

    ``cluster_id`` is the subject on the map of the phase. It counts once ``decision_id`` is set.
    """

    __tablename__ = "problem_statement"
    __table_args__ = (UniqueConstraint("phase_id", "cluster_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_id: Mapped[int] = mapped_column(ForeignKey("phase.id", ondelete="CASCADE"), index=True)
    cluster_id: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(140))
    place: Mapped[str] = mapped_column(FreeText, default="")
    who: Mapped[str] = mapped_column(FreeText, default="")
    what: Mapped[str] = mapped_column(FreeText, default="")
    cause: Mapped[str] = mapped_column(FreeText, default="")
    sign: Mapped[str] = mapped_column(FreeText, default="")
    out_of_scope: Mapped[str] = mapped_column(FreeText, default="")
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))

    phase: Mapped[Phase] = relationship()
    decision: Mapped[Decision | None] = relationship()


class Goal(Model):
    """A result that the group wants. It counts once it is agreed by a decision.

    A change of an agreed goal is a new proposal that names it in ``replaces_id``; the decision that agrees on the new
    one drops the old one.
    """

    __tablename__ = "goal"
    __table_args__ = (CheckConstraint("status != 'agreed' OR decision_id IS NOT NULL", name="agreed_by_decision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    problem_id: Mapped[int] = mapped_column(ForeignKey("problem_statement.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(FreeText)
    for_whom: Mapped[str] = mapped_column(String(280), default="")
    indicator: Mapped[str] = mapped_column(String(280), default="")
    baseline: Mapped[str] = mapped_column(String(140), default="")
    target: Mapped[str] = mapped_column(String(140), default="")
    source: Mapped[str] = mapped_column(String(280), default="")
    due_on: Mapped[date | None] = mapped_column()
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("membership.id"))
    strength: Mapped[str] = mapped_column(FreeText, default="")
    status: Mapped[GoalStatus] = mapped_column(word(GoalStatus), default=GoalStatus.PROPOSED)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("goal.id", ondelete="SET NULL"))

    problem: Mapped[ProblemStatement] = relationship()
    owner: Mapped[Membership | None] = relationship()
    decision: Mapped[Decision | None] = relationship()
    sources: Mapped[list[GoalSource]] = relationship(cascade="all, delete-orphan", order_by="GoalSource.statement_id")
    actions: Mapped[list[Action]] = relationship(back_populates="goal", order_by="Action.id")
    evaluations: Mapped[list[Evaluation]] = relationship(order_by="Evaluation.evaluated_on")


class GoalSource(Model):
    """A statement that a goal comes from, so that one can walk back to the answer."""

    __tablename__ = "goal_source"

    goal_id: Mapped[int] = mapped_column(ForeignKey("goal.id", ondelete="CASCADE"), primary_key=True)
    statement_id: Mapped[str] = mapped_column(String(140), primary_key=True)


class Action(Model):
    """Somebody does something for a goal before a date."""

    __tablename__ = "action"

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_id: Mapped[int] = mapped_column(ForeignKey("phase.id", ondelete="CASCADE"), index=True)
    goal_id: Mapped[int | None] = mapped_column(ForeignKey("goal.id", ondelete="SET NULL"), index=True)
    what: Mapped[str] = mapped_column(FreeText)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("membership.id"))
    due_on: Mapped[date | None] = mapped_column()
    needs: Mapped[str] = mapped_column(String(280), default="")
    status: Mapped[ActionStatus] = mapped_column(word(ActionStatus), default=ActionStatus.OPEN)
    reason: Mapped[str] = mapped_column(FreeText, default="")
    # Without a moment: it came before this was kept.
    created_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=now)

    goal: Mapped[Goal | None] = relationship(back_populates="actions")
    owner: Mapped[Membership | None] = relationship()


class Evaluation(Model):
    """How far a goal was reached at a moment, in the group's own verdict."""

    __tablename__ = "evaluation"

    id: Mapped[int] = mapped_column(primary_key=True)
    goal_id: Mapped[int] = mapped_column(ForeignKey("goal.id", ondelete="CASCADE"), index=True)
    verdict: Mapped[Verdict] = mapped_column(word(Verdict))
    value: Mapped[str] = mapped_column(String(140), default="")
    note: Mapped[str] = mapped_column(FreeText, default="")
    evaluated_on: Mapped[date] = mapped_column()


class ParkedItem(Model):
    """Kept for later: a problem for a next phase, or an idea that came too early. Parked is not lost.

    ``source`` is the cluster (problem) or statement (idea) it comes from.
    """

    __tablename__ = "parked_item"
    __table_args__ = (UniqueConstraint("phase_id", "kind", "source"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_id: Mapped[int] = mapped_column(ForeignKey("phase.id", ondelete="CASCADE"), index=True)
    kind: Mapped[ParkedKind] = mapped_column(word(ParkedKind))
    text: Mapped[str] = mapped_column(FreeText)
    source: Mapped[str] = mapped_column(String(140))
    parked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    taken_phase_id: Mapped[int | None] = mapped_column(ForeignKey("phase.id"))
    taken_goal_id: Mapped[int | None] = mapped_column(ForeignKey("goal.id", ondelete="SET NULL"))


class KnowledgeGap(Model):
    """A question that the group cannot answer yet, with who finds out and when."""

    __tablename__ = "knowledge_gap"

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_id: Mapped[int] = mapped_column(ForeignKey("phase.id", ondelete="CASCADE"), index=True)
    question: Mapped[str] = mapped_column(FreeText)
    why: Mapped[str] = mapped_column(FreeText, default="")
    who_may_know: Mapped[str] = mapped_column(String(280), default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("membership.id"))
    due_on: Mapped[date | None] = mapped_column()
    answer: Mapped[str] = mapped_column(FreeText, default="")
    created_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=now)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    statement_id: Mapped[str | None] = mapped_column(String(140))

    owner: Mapped[Membership | None] = relationship()
