"""Every write on the map: make a draft, change the map, take a change back, confirm."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import update

from app import audit, vectors
from app.extensions import db
from app.models import DraftRecord, MapEdit, Person, Phase, StepStatus
from app.models.types import now
from app.opinions import operations as opinions
from app.overview import maps, summaries
from app.overview.conflicts import Difference, differences
from app.overview.drafting import stored
from app.overview.graining import grained
from app.overview.maps import Moment
from app.overview.tapping import taps_of
from synthesis import edits
from synthesis.continuing import continued
from synthesis.edits import Edit, EditError
from synthesis.pipeline import Settings, synthesize


class ChangedMeanwhileError(Exception):
    """Somebody else changed the same thing after the page was made. Nothing was saved."""

    def __init__(self, found: Sequence[Difference], since: Sequence[MapEdit]) -> None:
        super().__init__("changed meanwhile")
        self.differences = tuple(found)
        self.since = tuple(since)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a new draft brought: how many statements came and went, and whether it is another draft at all."""

    added: int
    gone: int
    other: bool


def make_draft(phase: Phase) -> DraftRecord | None:
    """The draft of everything that was sent in so far; ``None`` without answers.

    While nobody works on the map it is the engine's own. From then on it continues the one that counts: what stands on
    the map stays where it is. A draft that was made before is not made twice; it counts again.
    """
    from app.questionnaires.queries import said_in  # noqa: PLC0415  (that room asks this one for the confirmed map)

    opinions.ask(phase)  # before the answers are read: it may take a while, and somebody may send a form meanwhile
    answers = said_in(phase)
    if not answers:
        return None
    settings = Settings(encoder=current_app.config["BUURTBALANS"].encoder)
    store = vectors.kept(phase.project_id, answers)
    fresh = synthesize(answers, settings, store, taps_of(phase), opinions.heard(phase, answers))
    _lock(phase)
    newest = maps.newest_draft(phase)
    if newest is not None and maps.in_hands(phase):
        draft = continued(maps.content(newest), grained(fresh, phase.grain), maps.edits_of(phase))
    else:
        draft = grained(fresh, phase.grain)
        if draft is not fresh:
            stored(phase, fresh)  # the one to turn again
    vectors.keep(phase.project_id, store)
    record = stored(phase, draft)
    db.session.commit()
    return record


def refresh(phase: Phase) -> Refreshed | None:
    """Make a draft again, and say what it changed; ``None`` without answers."""
    before = maps.newest_draft(phase)
    known = {statement.id for statement in maps.content(before).statements} if before else set()
    record = make_draft(phase)
    if record is None:
        return None
    found = {statement.id for statement in maps.content(record).statements}
    return Refreshed(len(found - known), len(known - found), before is None or before.id != record.id)


def new_id() -> str:
    """A name for an edit that no other edit has."""
    return f"e-{secrets.token_hex(8)}"


def change(phase: Phase, edit: Edit, author: Person, seen: Moment | None = None) -> MapEdit:
    """Keep one change on the map, after everything that was changed before. One that is kept already is not kept twice.

    ``seen`` is what the author's page was made of. Raises :class:`ChangedMeanwhileError` where the subjects that it
    touches are no longer as they were then, and ``EditError`` where it is not possible.
    """
    with _writing(phase, seen) as board:
        row = board.kept(edit.id) or board.add(edit, author)
        db.session.commit()
    return row


def confirm(phase: Phase, cluster_ids: Sequence[str], author: Person, seen: Moment | None = None) -> list[MapEdit]:
    """Keep what the group agreed: these subjects are confirmed, and with them the step in which people looked.

    All or nothing. Raises as :func:`change`.
    """
    from app.projects.operations import confirm_step  # noqa: PLC0415  (closing a step there makes a draft here)

    if not cluster_ids:
        raise EditError(_("Vink minstens één onderwerp aan."))
    with _writing(phase, seen) as board:
        rows = [board.add(edits.confirm(board.present, new_id(), key), author) for key in cluster_ids]
        step = next(step for step in phase.steps if step.number == maps.STEP_OF_THE_MAP)
        if step.status is not StepStatus.CONFIRMED:
            confirm_step(step)
        db.session.commit()
    return rows


@contextmanager
def _writing(phase: Phase, seen: Moment | None) -> Iterator[_Board]:
    """Hold the map for one writer; whatever goes wrong, nothing of it stays."""
    _lock(phase)
    try:
        yield _Board(phase, seen)
    except Exception:
        db.session.rollback()
        raise


class _Board:
    """The map under one writer's hands: what is there, what the writer saw, and what the writer adds.

    ``present`` follows each added edit. It is not remembered by the process before it is saved.
    """

    def __init__(self, phase: Phase, seen: Moment | None) -> None:
        record, present = maps.newest_draft(phase), maps.map_of(phase)
        if record is None or present is None:
            raise LookupError("a map without a draft cannot be changed")
        self.present = present
        self._phase = phase
        self._draft = maps.content(record)
        self._rows = maps.history(phase)
        self._edits = [edits.from_json(row.content) for row in self._rows]
        self._seen = seen
        self._shown = present if seen is None else maps.map_at(phase, seen)

    def kept(self, name: str) -> MapEdit | None:
        """The change with this name, where it is on the map already."""
        return next((row for row, edit in zip(self._rows, self._edits, strict=True) if edit.id == name), None)

    def add(self, edit: Edit, author: Person) -> MapEdit:
        """The edit as the next row, not yet committed."""
        self._check(edit)
        after = edits.apply(self._draft, (*self._edits, edit))
        row = MapEdit(
            phase_id=self._phase.id,
            sequence=self._rows[-1].sequence + 1 if self._rows else 1,
            kind=edit.kind,
            content=edits.to_json(edit),
            summary=summaries.to_plain(summaries.summarise(edit, self._edits, self.present, after)),
            author=author,
            made_at=now(),
        )
        db.session.add(row)
        db.session.flush()
        audit.record(f"map_{edit.kind}", "map_edit", row.id, self._phase.project_id)
        self._rows.append(row)
        self._edits.append(edit)
        self.present = after
        return row

    def _check(self, edit: Edit) -> None:
        """Refuse an edit whose author looked at something else than what is there now."""
        if self._shown is None:
            raise LookupError("the page was made of a draft of another phase")
        found = differences(edit, self._edits, self._shown, self.present)
        if self._seen is not None and found:
            raise ChangedMeanwhileError(found, [row for row in self._rows if row.sequence > self._seen.sequence])


def _lock(phase: Phase) -> None:
    """One writer at a time on the map of a phase, on both databases; the unique sequence guards it once more."""
    touch = update(Phase).where(Phase.id == phase.id).values(number=Phase.number)
    db.session.execute(touch.execution_options(synchronize_session=False))
