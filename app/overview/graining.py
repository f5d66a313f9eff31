"""A finer or coarser draft, before the group talks about it. From then on the map is held."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select

from app import audit
from app.extensions import db
from app.models import DraftRecord, Phase
from app.overview import maps
from app.overview.drafting import stored
from app.overview.remembering import recent
from app.projects.locking import take_turn
from synthesis.grain import range_of, turned
from synthesis.model import Cluster, Draft

MARK = "; grain "
# Finer than this falls apart in single cards.
FINEST = -25


class HeldError(Exception):
    """People work on the map: how fine it is does not change any more."""


@dataclass(frozen=True, slots=True)
class Grain:
    """The draft at one position. ``joined`` are titles of subjects that stood apart one position finer."""

    steps: int
    finest: int
    coarsest: int
    chosen: int
    clusters: tuple[Cluster, ...]
    signals: int
    joined: tuple[str, ...]


def grained(draft: Draft, steps: int) -> Draft:
    """The engine's draft, turned; its engine says how far, so that it is another draft of the same answers."""
    found = turned(draft, steps)
    return found if found is draft else replace(found, engine=f"{draft.engine}{MARK}{steps:+d}")


def grain_of(phase: Phase, steps: int | None) -> Grain | None:
    """The draft at a position; ``None`` where there is no draft, or where it is held."""
    own = _own(phase)
    if own is None or maps.in_hands(phase):
        return None
    draft = maps.content(own)
    finest, coarsest = _range(draft)
    at = min(max(phase.grain if steps is None else steps, finest), coarsest)
    here, finer = _at(own, draft, at), _at(own, draft, max(at - 1, finest))
    known = {cluster.statement_ids for cluster in here.clusters}
    joined = tuple(cluster.title for cluster in finer.clusters if cluster.statement_ids not in known)
    order = sorted(here.clusters, key=lambda cluster: (-len(cluster.statement_ids), cluster.title))
    return Grain(at, finest, coarsest, phase.grain, tuple(order), len(here.signals), joined if at > finest else ())


def choose_grain(phase: Phase, steps: int) -> DraftRecord | None:
    """Let the draft at this position count, also for answers that come before the group talks about it.

    Raises :class:`HeldError` once people work on the map.
    """
    take_turn(phase)
    own = _own(phase)
    if own is None:
        db.session.rollback()
        return None
    if maps.in_hands(phase):
        db.session.rollback()
        raise HeldError
    finest, coarsest = _range(maps.content(own))
    phase.grain = min(max(steps, finest), coarsest)
    record = stored(phase, grained(maps.content(own), phase.grain))
    audit.record("grain_chosen", "draft", record.id, phase.project_id)
    db.session.commit()
    return record


def _range(draft: Draft) -> tuple[int, int]:
    finest, coarsest = range_of(draft)
    return max(finest, FINEST), coarsest


def _own(phase: Phase) -> DraftRecord | None:
    """The engine's own draft of the answers that count now."""
    newest = maps.newest_draft(phase)
    if newest is None or MARK not in newest.engine:
        return newest
    wanted = select(DraftRecord).where(
        DraftRecord.phase_id == phase.id,
        DraftRecord.input_hash == newest.input_hash,
        DraftRecord.engine == newest.engine.partition(MARK)[0],
    )
    return db.session.scalar(wanted)


def _at(own: DraftRecord, draft: Draft, steps: int) -> Draft:
    return recent().get(("grain", own.id, own.input_hash, own.engine, steps), lambda: turned(draft, steps))
