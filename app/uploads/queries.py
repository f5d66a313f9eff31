"""What the pages of a file with answers read."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import get_locale
from sqlalchemy import select

from app.extensions import db
from app.models import Membership, Step, Submission, Upload
from app.models.types import now
from app.projects.queries import people_of
from app.questionnaires.queries import definition_of
from app.questionnaires.sources import context_for_everybody
from app.uploads.operations import KEPT, source_of
from app.uploads.plan import Fate, Group, Planned, Reader
from app.uploads.reading import Content
from app.uploads.targets import Target, targets_of


@dataclass(frozen=True)
class Preview:
    """All rows of a file with what would happen with them."""

    planned: list[Planned]
    problems: tuple[str, ...]

    def of(self, *fates: Fate) -> list[Planned]:
        """The rows that have one of these fates."""
        return [one for one in self.planned if one.fate in fates]

    @property
    def sentences(self) -> list[str]:
        """Everything that is wrong, each with its row."""
        return [*self.problems, *(sentence for one in self.planned for sentence in one.told)]

    @property
    def answers(self) -> int:
        """How many answers would be taken over."""
        return sum(len(one.answers) for one in self.of(Fate.TAKE))


def upload_of(step: Step, owner: Membership, upload_id: int) -> Upload | None:
    """A file that this person sent for this step, not longer than a day ago."""
    return db.session.scalar(
        select(Upload).where(
            Upload.id == upload_id,
            Upload.step_id == step.id,
            Upload.owner_id == owner.id,
            Upload.created_at >= now() - KEPT,
        )
    )


def targets_for(step: Step) -> tuple[Target, ...]:
    """What a column can be the answer to, in the language of the page."""
    return targets_of(definition_of(step), context_for_everybody(step, str(get_locale())))


def content_of(upload: Upload) -> Content:
    """The columns and rows of a file."""
    return Content.from_json(upload.content)


def preview_of(upload: Upload) -> Preview:
    """What would become of a file."""
    step, content = upload.step, content_of(upload)
    forms = db.session.scalars(select(Submission).where(Submission.step_id == step.id))
    group = Group(people_of(step.phase.project), {form.membership_id: form for form in forms})
    context = context_for_everybody(step, str(get_locale()))
    reader = Reader(content, upload.choices, targets_for(step), context, group, source_of(upload))
    return Preview(reader.plan(), content.problems)
