"""The map: the newest draft with everybody's edits applied, whole or as far as somebody may see it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import defer, joinedload

from app.access import Right, may
from app.addresses import row_number
from app.extensions import db
from app.models import DraftRecord, MapEdit, Membership, Phase, StepStatus
from app.models.types import now
from app.overview.remembering import recent
from app.overview.storing import from_plain
from synthesis import counting, edits
from synthesis.model import Draft, MapCluster, ProblemMap, Standing, Statement

# The step in which people look at the map together.
STEP_OF_THE_MAP = 2
# A pause as long as this parts two meetings: after it, subjects stand by their counts again.
HELD_FOR = timedelta(hours=3)
SPOKEN_ABOUT = (StepStatus.DISCUSSED, StepStatus.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Moment:
    """What a page was made of: a draft, and the number of the last edit on it. Written as ``12-34``."""

    draft_id: int
    sequence: int

    def __str__(self) -> str:
        return f"{self.draft_id}-{self.sequence}"

    @classmethod
    def parse(cls, text: str) -> Moment | None:
        """The moment that a page wrote down; ``None`` where it is not one."""
        draft, dash, sequence = text.partition("-")
        try:
            return cls(row_number(draft), row_number(sequence)) if dash else None
        except ValueError:
            return None


def newest_draft(phase: Phase) -> DraftRecord | None:
    """The draft that counts: the one made last. Its content is read only when asked for."""
    return db.session.scalar(_drafts(phase).limit(1))


def draft_before(record: DraftRecord) -> DraftRecord | None:
    """The draft that counted before this one."""
    older = _drafts(record.phase).where(DraftRecord.id != record.id, DraftRecord.made_at <= record.made_at)
    return db.session.scalar(older.limit(1))


def content(record: DraftRecord) -> Draft:
    """The draft itself. Raises ``ValueError`` where what is stored is not one."""
    key = ("draft", record.id, record.input_hash, record.engine)
    return recent().get(key, lambda: from_plain(record.content))


def history(phase: Phase) -> list[MapEdit]:
    """Every change on the map of a phase with who made it, oldest first."""
    found = select(MapEdit).where(MapEdit.phase_id == phase.id).order_by(MapEdit.sequence)
    return list(db.session.scalars(found.options(joinedload(MapEdit.author))))


def edits_of(phase: Phase, until: int | None = None) -> tuple[edits.Edit, ...]:
    """The changes as the engine replays them, oldest first, up to and with number ``until``."""
    found = select(MapEdit.content).where(MapEdit.phase_id == phase.id).order_by(MapEdit.sequence)
    if until is not None:
        found = found.where(MapEdit.sequence <= until)
    return tuple(edits.from_json(stored) for stored in db.session.scalars(found))


def in_hands(phase: Phase) -> bool:
    """Whether people work on the map: somebody changed it, or the group spoke about it."""
    if any(step.number == STEP_OF_THE_MAP and step.status in SPOKEN_ABOUT for step in phase.steps):
        return True
    return db.session.scalar(select(MapEdit.id).where(MapEdit.phase_id == phase.id).limit(1)) is not None


def edit_numbered(phase: Phase, sequence: str) -> MapEdit | None:
    """The change with this number on the map of a phase."""
    if not sequence.isdecimal() or len(sequence) > 9:
        return None
    return db.session.scalar(select(MapEdit).where(MapEdit.phase_id == phase.id, MapEdit.sequence == int(sequence)))


def arrived(phase: Phase, name: str | None) -> edits.Edit | None:
    """The change that a page gave this name, where it has arrived before."""
    if not name:
        return None
    rows = select(MapEdit).where(MapEdit.phase_id == phase.id).order_by(MapEdit.sequence.desc())
    found = next((row for row in db.session.scalars(rows) if row.content["id"] == name), None)
    return None if found is None else edits.from_json(found.content)


def draft_at(phase: Phase, moment: datetime) -> DraftRecord | None:
    """The draft that counted at a moment; where there was none yet, the first one."""
    then = db.session.scalar(_drafts(phase).where(DraftRecord.made_at <= moment).limit(1))
    return then or db.session.scalar(_drafts(phase).order_by(None).order_by(DraftRecord.made_at).limit(1))


def held_order(phase: Phase) -> dict[str, int]:
    """Where each subject stands in line, by its id, while people work on the map: nothing jumps under their hands.

    It is the ranking from before the first of the changes that came with no long pause between them; a subject that was
    split off comes right after the one it came from. Empty when nobody works on the map: then the ranking of now holds.
    A subject that came later is not in it.
    """
    made = [(row.sequence, row.made_at) for row in db.session.execute(_moments(phase))]
    if not made or now() - made[-1][1] > HELD_FOR:
        return {}
    pauses = [place for place in range(1, len(made)) if made[place][1] - made[place - 1][1] > HELD_FOR]
    start = pauses[-1] if pauses else 0
    record = draft_at(phase, made[start][1])
    before = map_at(phase, Moment(record.id, made[start - 1][0] if start else 0)) if record else None
    line = [cluster.id for cluster in counting.ranked(before)] if before else []
    for edit in edits_of(phase)[start:]:
        if edit.kind == "split" and edit.target is not None and edit.target not in line:
            after = line.index(edit.clusters[0]) + 1 if edit.clusters and edit.clusters[0] in line else len(line)
            line.insert(after, edit.target)
    return {name: place for place, name in enumerate(line)}


def in_line(phase: Phase, shown: ProblemMap) -> tuple[MapCluster, ...]:
    """The subjects in the order that is held, and after them those that came later, most organisations first."""
    order = held_order(phase)
    return tuple(sorted(counting.ranked(shown), key=lambda cluster: order.get(cluster.id, len(order))))


def _moments(phase: Phase) -> Select[int, datetime]:
    return select(MapEdit.sequence, MapEdit.made_at).where(MapEdit.phase_id == phase.id).order_by(MapEdit.sequence)


def moment_of(phase: Phase) -> Moment | None:
    """What the map of a phase is made of now; ``None`` before the first draft."""
    record = newest_draft(phase)
    if record is None:
        return None
    last = select(MapEdit.sequence).where(MapEdit.phase_id == phase.id).order_by(MapEdit.sequence.desc()).limit(1)
    return Moment(record.id, db.session.scalar(last) or 0)


def map_of(phase: Phase) -> ProblemMap | None:
    """The map of a phase as it is now: the newest draft with all edits; ``None`` before the first draft."""
    moment = moment_of(phase)
    return None if moment is None else map_at(phase, moment)


def map_at(phase: Phase, moment: Moment) -> ProblemMap | None:
    """The map as it was at a moment; ``None`` where that draft is not one of this phase."""
    record = db.session.scalar(_drafts(phase).where(DraftRecord.id == moment.draft_id))
    if record is None:
        return None
    written = select(MapEdit.made_at).where(MapEdit.phase_id == phase.id, MapEdit.sequence == moment.sequence)
    key = ("map", record.id, record.input_hash, record.engine, moment.sequence, db.session.scalar(written))
    return recent().get(key, lambda: edits.apply(content(record), edits_of(phase, moment.sequence)))


def map_for(phase: Phase, membership: Membership) -> ProblemMap | None:
    """The map as far as somebody may see it: all of it for the facilitator, else what is confirmed.

    ``None`` where there is nothing to see yet.
    """
    whole = map_of(phase)
    if whole is None or may(membership, Right.FACILITATE):
        return whole
    return confirmed_part(whole)


def confirmed_part(whole: ProblemMap) -> ProblemMap | None:
    """The confirmed subjects and the single signals; ``None`` while nothing is confirmed."""
    clusters = tuple(cluster for cluster in whole.clusters if cluster.standing is Standing.CONFIRMED)
    if not clusters:
        return None
    shown = {key for cluster in clusters for key in cluster.statement_ids} | set(whole.signals)
    names = {cluster.id for cluster in clusters}
    return replace(
        whole,
        statements=tuple(statement for statement in whole.statements if statement.id in shown),
        clusters=clusters,
        goals=tuple(goal for goal in whole.goals if goal.cluster_id in names),
        placements=tuple(place for place in whole.placements if place.statement_id in shown),
        proposals=(),
    )


def leaves_out(shown: ProblemMap, whole: ProblemMap) -> bool:
    """Whether subjects that the group still has to talk about are on the whole map and not on the part shown."""
    names = {cluster.id for cluster in shown.clusters}
    return any(cluster.standing is Standing.OPEN and cluster.id not in names for cluster in whole.clusters)


def late_ids(phase: Phase) -> frozenset[str]:
    """The statements that came in late: new in the newest draft, from a step that the draft before it had already.

    The first draft with a step in it is that step's own; nothing of it is late.
    """
    record = newest_draft(phase)
    before = draft_before(record) if record else None
    if record is None or before is None:
        return frozenset()
    known = {statement.id: _step(statement) for statement in content(before).statements}
    steps = set(known.values())
    return frozenset(said.id for said in content(record).statements if said.id not in known and _step(said) in steps)


def _step(statement: Statement) -> str:
    """The number of the step, which is how a question's id begins."""
    return statement.answer.question.partition(".")[0]


def _drafts(phase: Phase) -> Select[DraftRecord]:
    """The drafts of a phase, newest first, without their content until it is asked for."""
    found = select(DraftRecord).where(DraftRecord.phase_id == phase.id).options(defer(DraftRecord.content))
    return found.order_by(DraftRecord.made_at.desc(), DraftRecord.id.desc())
