"""Twenty questions: "welke kaarten gaan over hetzelfde?", each answered with a few taps, for a better next draft."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import delete, func, select

from app import vectors
from app.extensions import db
from app.models import MapTap, Person, Phase
from app.models.types import now
from app.overview import maps
from synthesis.asking import questions
from synthesis.model import Draft, Statement, Tap

ENOUGH = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """A subject that a statement may belong to, with the statements that stand for it."""

    cluster_id: str
    title: str
    examples: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement, and the subjects it may be about."""

    statement: Statement
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class TapPage:
    """The question to answer now, ``None`` where there is none; how many were answered, and how many are enough.

    ``started``: there is a draft to ask about; ``in_hands``: people work on the map already.
    """

    asked: Asked | None
    answered: int
    started: bool
    in_hands: bool
    enough: int = ENOUGH


def taps_of(phase: Phase) -> list[Tap]:
    """Everything that was tapped in a phase."""
    rows = db.session.scalars(select(MapTap).where(MapTap.phase_id == phase.id).order_by(MapTap.id))
    return [Tap(row.one, row.other, row.same) for row in rows]


def answered(phase: Phase) -> int:
    """How many statements were asked about and answered."""
    counted = select(func.count(MapTap.one.distinct())).where(MapTap.phase_id == phase.id)
    return db.session.scalar(counted) or 0


def page_for(phase: Phase, passed: Collection[str] = ()) -> TapPage:
    """What the page asks: what helps most now, without the statements that were ``passed`` over."""
    record = maps.newest_draft(phase)
    asked = _next_question(phase, maps.content(record), passed) if record else None
    return TapPage(asked, answered(phase), record is not None, maps.in_hands(phase))


def _next_question(phase: Phase, draft: Draft, passed: Collection[str]) -> Asked | None:
    store = vectors.kept_of(phase.project_id, [statement.text for statement in draft.statements])
    setting = current_app.config["BUURTBALANS"].encoder
    found = questions(draft, taps_of(phase), len(passed) + 1, setting, store)
    question = next((one for one in found if one.statement_id not in passed), None)
    if question is None:
        return None
    by_id = {statement.id: statement for statement in draft.statements}
    titles = {cluster.id: cluster.title for cluster in draft.clusters}
    choices = tuple(
        Choice(option.cluster_id, titles[option.cluster_id], tuple(by_id[key] for key in option.examples))
        for option in question.options
    )
    return Asked(by_id[question.statement_id], choices)


def answer(phase: Phase, person: Person, statement_id: str, offered: Collection[str], same: Collection[str]) -> bool:
    """Keep which of the ``offered`` statements are about the ``same`` problem. Whether it could be kept.

    Saying it again replaces what this person said of the statement before.
    """
    record = maps.newest_draft(phase)
    known = {statement.id for statement in maps.content(record).statements} if record else set()
    others = set(offered) - {statement_id}
    if statement_id not in known or not others or not others <= known:
        return False
    own = MapTap.phase_id == phase.id, MapTap.person_id == person.id, MapTap.one == statement_id
    db.session.execute(delete(MapTap).where(*own))
    for other in sorted(others):
        same_one = other in same
        db.session.add(
            MapTap(phase_id=phase.id, one=statement_id, other=other, same=same_one, person_id=person.id, made_at=now())
        )
    db.session.commit()
    return True
