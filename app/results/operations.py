"""The writes on actions, parked ideas and questions. Problems, goals, decisions and phases have their own modules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app import audit
from app.extensions import db
from app.models import Action, Goal, KnowledgeGap, Membership, ParkedItem, Phase
from app.models.results import ActionStatus, ParkedKind
from app.models.types import now
from app.projects.locking import take_turn
from app.results.deciding import record_decision
from app.results.goals import evaluate, propose
from app.results.phases import start_phase
from app.results.problems import save_problem
from synthesis.model import Statement

__all__ = [
    "ActionText",
    "GapText",
    "act_on_idea",
    "add_action",
    "add_gap",
    "change_action",
    "change_gap",
    "evaluate",
    "park_idea",
    "propose",
    "record_decision",
    "save_problem",
    "set_status",
    "start_phase",
]


@dataclass(frozen=True, slots=True)
class ActionText:
    """What is done, by whom, before when, for which goal, and who else is needed."""

    what: str
    owner: Membership | None = None
    due_on: date | None = None
    needs: str = ""
    goal: Goal | None = None


@dataclass(frozen=True, slots=True)
class GapText:
    """A question, why it matters, who may know, who finds out, before when, and the answer once there is one."""

    question: str
    why: str = ""
    who_may_know: str = ""
    owner: Membership | None = None
    due_on: date | None = None
    answer: str = ""


def add_action(phase: Phase, words: ActionText) -> Action:
    """Write down a new action. The same words for the same person and goal are the action that is there already."""
    take_turn(phase)
    action = _same_action(phase, words)
    if action is None:
        action = Action(phase_id=phase.id)
        _fill_action(action, words)
        db.session.add(action)
        db.session.flush()
        audit.record("action_added", "action", action.id, phase.project_id)
    db.session.commit()
    return action


def change_action(phase: Phase, action: Action, words: ActionText) -> None:
    """Change what an action says."""
    _fill_action(action, words)
    audit.record("action_changed", "action", action.id, phase.project_id)
    db.session.commit()


def set_status(phase: Phase, action: Action, status: ActionStatus, reason: str) -> None:
    """Say how far an action is. ``reason`` is why it stopped, or a word on how it goes."""
    if (action.status, action.reason) != (status, reason):
        action.status, action.reason = status, reason
        audit.record(f"action_{status.value}", "action", action.id, phase.project_id)
    db.session.commit()


def park_idea(phase: Phase, statement: Statement) -> ParkedItem:
    """Keep an idea from the map on the list, also when the map changes."""
    take_turn(phase)
    item = _idea(phase, statement)
    db.session.commit()
    return item


def act_on_idea(phase: Phase, item: ParkedItem, words: ActionText) -> Action:
    """Make an action of a parked idea, and say on the list what became of it."""
    action = add_action(phase, words)
    if item.taken_phase_id is None:
        item.taken_phase_id, item.taken_goal_id = phase.id, action.goal_id
        audit.record("idea_taken_up", "parked_item", item.id, phase.project_id)
    db.session.commit()
    return action


def add_gap(phase: Phase, words: GapText, statement_id: str | None = None) -> KnowledgeGap:
    """Write down a question. The same question, or one from the same statement, is the one that is there already."""
    take_turn(phase)
    there = db.session.scalars(select(KnowledgeGap).where(KnowledgeGap.phase_id == phase.id)).all()
    gap = next(
        (row for row in there if row.question == words.question or (statement_id and row.statement_id == statement_id)),
        None,
    )
    if gap is None:
        gap = KnowledgeGap(phase_id=phase.id, statement_id=statement_id)
        _fill_gap(gap, words)
        db.session.add(gap)
        db.session.flush()
        audit.record("gap_added", "knowledge_gap", gap.id, phase.project_id)
    db.session.commit()
    return gap


def change_gap(phase: Phase, gap: KnowledgeGap, words: GapText) -> None:
    """Change a question, or answer it."""
    answered = bool(words.answer) and not gap.answer
    _fill_gap(gap, words)
    if answered:
        gap.answered_at = now()
    audit.record("gap_answered" if answered else "gap_changed", "knowledge_gap", gap.id, phase.project_id)
    db.session.commit()


def _same_action(phase: Phase, words: ActionText) -> Action | None:
    wanted = select(Action).where(
        Action.phase_id == phase.id,
        Action.owner_id == (words.owner.id if words.owner else None),
        Action.goal_id == (words.goal.id if words.goal else None),
    )
    return next((row for row in db.session.scalars(wanted.order_by(Action.id)) if row.what == words.what), None)


def _fill_action(action: Action, words: ActionText) -> None:
    action.what, action.due_on, action.needs = words.what, words.due_on, words.needs
    action.owner_id = words.owner.id if words.owner else None
    action.goal_id = words.goal.id if words.goal else None


def _fill_gap(gap: KnowledgeGap, words: GapText) -> None:
    gap.question, gap.why, gap.who_may_know = words.question, words.why, words.who_may_know
    gap.due_on, gap.answer = words.due_on, words.answer
    gap.owner_id = words.owner.id if words.owner else None


def _idea(phase: Phase, statement: Statement) -> ParkedItem:
    wanted = select(ParkedItem).where(
        ParkedItem.phase_id == phase.id, ParkedItem.kind == ParkedKind.IDEA, ParkedItem.source == statement.id
    )
    item = db.session.scalar(wanted)
    if item is None:
        item = ParkedItem(phase_id=phase.id, kind=ParkedKind.IDEA, text=statement.text, source=statement.id)
        db.session.add(item)
        db.session.flush()
        audit.record("idea_parked", "parked_item", item.id, phase.project_id)
    return item
