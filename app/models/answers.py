"""What people answered, the frozen questionnaire that they answered, and what a traject changed in it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Model
from app.models.people import Person
from app.models.projects import Membership, Step
from app.models.types import FreeJson, FreeText, UtcDateTime, now

if TYPE_CHECKING:
    from app.models.marks import AnswerMark


class QuestionnaireVersion(Model):
    """A published questionnaire, frozen: ``content`` is canonical JSON and ``hash`` its SHA-256."""

    __tablename__ = "questionnaire_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    step_number: Mapped[int] = mapped_column(Integer)
    content: Mapped[str] = mapped_column(FreeText)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class QuestionnaireChange(Model):
    """One change that a facilitator made in the questionnaire of a step: append-only, in order of ``sequence``.

    ``content`` is what :func:`forms.changes.to_plain` wrote.
    """

    __tablename__ = "questionnaire_change"
    __table_args__ = (UniqueConstraint("step_id", "sequence"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id", ondelete="CASCADE"), index=True)
    sequence: Mapped[int] = mapped_column(Integer)
    content: Mapped[Any] = mapped_column(FreeJson)
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    author: Mapped[Person] = relationship()


class Submission(Model):
    """One person's form for one step. It is a draft until ``submitted_at``.

    ``questionnaire_id`` pins the version that this person started on. A form that somebody else filled in for this
    person says where the answers came from (``source_label``, "" for a form of one's own) and who did so
    (``entered_by_id``), until and after this person changed it (``taken_over_at``).
    """

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("step_id", "membership_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id", ondelete="CASCADE"), index=True)
    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"), index=True)
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("membership.id", ondelete="SET NULL"))
    source_label: Mapped[str] = mapped_column(FreeText, default="", server_default="")
    taken_over_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    step: Mapped[Step] = relationship()
    membership: Mapped[Membership] = relationship(foreign_keys=membership_id)
    entered_by: Mapped[Membership | None] = relationship(foreign_keys=entered_by_id)
    questionnaire: Mapped[QuestionnaireVersion] = relationship()
    answers: Mapped[list[Answer]] = relationship(
        back_populates="submission",
        cascade="all, delete-orphan",
        order_by="(Answer.question_id, Answer.item, Answer.repeat)",
    )
    notes: Mapped[list[CorrectionNote]] = relationship(
        back_populates="submission", cascade="all, delete-orphan", order_by="CorrectionNote.id"
    )

    @property
    def on_behalf(self) -> bool:
        """Whether somebody else filled it in, and the person themselves changed nothing yet."""
        return self.source_label != "" and self.taken_over_at is None


class Upload(Model):
    """A file with answers that were collected elsewhere, kept between the pages that bring it in, for a day at most.

    ``content`` has ``columns`` and ``rows``; ``choices`` is what each column holds, "" for a column that is not used.
    """

    __tablename__ = "upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id", ondelete="CASCADE"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("membership.id", ondelete="CASCADE"), index=True)
    file_name: Mapped[str] = mapped_column(FreeText)
    content: Mapped[Any] = mapped_column(FreeJson)
    choices: Mapped[Any] = mapped_column(FreeJson)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    step: Mapped[Step] = relationship()


class Answer(Model):
    """One answer: to a question, about an item where it is asked per item, in a repeat where it repeats.

    ``value`` is text or a list of texts, as typed. ``version`` counts the saves, so that an old page cannot overwrite
    a newer text.
    """

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("submission_id", "question_id", "item", "repeat"),
        CheckConstraint("version >= 1", name="version"),
        CheckConstraint("repeat >= 0", name="repeat"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), index=True)
    question_id: Mapped[str] = mapped_column(String(16))
    item: Mapped[str] = mapped_column(String(140), default="")
    repeat: Mapped[int] = mapped_column(default=0)
    value: Mapped[Any] = mapped_column(FreeJson)
    version: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)

    submission: Mapped[Submission] = relationship(back_populates="answers")
    marks: Mapped[list[AnswerMark]] = relationship(
        back_populates="answer", cascade="all, delete-orphan", passive_deletes=True
    )


class CorrectionNote(Model):
    """What somebody adds to their form after the step closed: the answers stay as they were."""

    __tablename__ = "correction_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(FreeText)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    submission: Mapped[Submission] = relationship(back_populates="notes")
