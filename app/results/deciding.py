"""Recording what the group decided. A decision is never changed, only followed by a later one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import func, select, update

from app import audit
from app.extensions import db
from app.models import (
    Action,
    Decision,
    DecisionPresence,
    Goal,
    Meeting,
    Phase,
    ProblemStatement,
    Step,
    StepStatus,
    Vote,
)
from app.models.results import Consent, DecisionKind, GoalStatus, Outcome
from app.projects.locking import take_turn
from app.results import queries
from app.results.errors import NotPossibleError
from app.results.problems import park_the_rest

STEP_OF_PROBLEM, STEP_OF_GOALS = 4, 5


@dataclass(frozen=True, slots=True)
class Voice:
    """What an organisation said in the round; ``answer`` is what the group answered to an objection."""

    organisation_id: int
    consent: Consent
    text: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was put to the group, and how the round went. It confirms ``problems`` and ``goals`` when it is decided."""

    text: str
    outcome: Outcome
    decided_on: date
    voices: Sequence[Voice]
    kind: DecisionKind = DecisionKind.OTHER
    problems: Sequence[ProblemStatement] = ()
    goals: Sequence[Goal] = ()
    meeting: Meeting | None = None
    supersedes: Decision | None = None


def unanswered(voices: Sequence[Voice]) -> list[Voice]:
    """The objections that the group has not answered in words. With one of these nothing is decided."""
    return [voice for voice in voices if voice.consent is Consent.NO_BECAUSE and not voice.answer.strip()]


def unspoken(voices: Sequence[Voice]) -> list[Voice]:
    """Who said "ja, als…" or "nee, want…" without the rest of the sentence."""
    return [voice for voice in voices if voice.consent is not Consent.YES and not voice.text.strip()]


def record_decision(phase: Phase, proposal: Proposal) -> Decision:
    """Write down a decision with the next number of the phase, and confirm what it is about.

    The same decision sent twice is one decision. One that was not decided confirms nothing, and an earlier decision
    stays. Raises :class:`NotPossibleError`; nothing is written then.
    """
    take_turn(phase)
    made = _same(phase, proposal)
    if made is not None:
        db.session.commit()
        return made
    try:
        _check(phase, proposal)
    except NotPossibleError:
        db.session.rollback()
        raise
    decision = _write(phase, proposal)
    if proposal.outcome is Outcome.DECIDED:
        _confirm(phase, decision, proposal)
    audit.record("decision_recorded", "decision", decision.id, phase.project_id)
    db.session.commit()
    return decision


def _same(phase: Phase, proposal: Proposal) -> Decision | None:
    wanted = select(Decision).where(
        Decision.phase_id == phase.id,
        Decision.kind == _kind(proposal),
        Decision.outcome == proposal.outcome,
        Decision.decided_on == proposal.decided_on,
    )
    same_words = (row for row in db.session.scalars(wanted) if row.text == proposal.text)
    return next((row for row in same_words if {_voice(vote) for vote in row.votes} == set(proposal.voices)), None)


def _voice(vote: Vote) -> Voice:
    return Voice(vote.organisation_id, vote.consent, vote.text, vote.answer)


def _check(phase: Phase, proposal: Proposal) -> None:
    if unspoken(proposal.voices):
        raise NotPossibleError(_("Schrijf bij elke ‘ja, als…’ en elke ‘nee, want…’ op wat de organisatie zei."))
    if proposal.supersedes is not None:
        _check_supersedes(phase, proposal.supersedes)
    if proposal.outcome is not Outcome.DECIDED:
        return
    if not proposal.voices:
        raise NotPossibleError(_("Vul van minstens één organisatie in wat zij zei."))
    if unanswered(proposal.voices):
        raise NotPossibleError(_("Er staat nog een bezwaar open. Schrijf op wat de groep daarop antwoordt."))
    for problem in proposal.problems:
        _check_free(problem.decision_id, proposal)
    for goal in proposal.goals:
        _check_free(goal.decision_id, proposal)
        _check_goal(goal, proposal)


def _check_free(decision_id: int | None, proposal: Proposal) -> None:
    """What stands by a decision can only be decided again by taking the place of that decision."""
    before = proposal.supersedes.id if proposal.supersedes else None
    if decision_id is not None and decision_id != before:
        raise NotPossibleError(
            _("Dit staat al vast in een ander besluit. Leg een nieuw besluit vast dat daarvoor in de plaats komt.")
        )


def _check_supersedes(phase: Phase, before: Decision) -> None:
    later = db.session.scalar(select(Decision.number).where(Decision.supersedes_id == before.id))
    if before.phase_id != phase.id or before.outcome is not Outcome.DECIDED or later is not None:
        raise NotPossibleError(
            _("Besluit %(number)s geldt niet meer. Kijk welk besluit er nu geldt.", number=before.number)
        )


def _check_goal(goal: Goal, proposal: Proposal) -> None:
    if goal.status is GoalStatus.DROPPED:
        raise NotPossibleError(_("Het doel ‘%(goal)s’ is vervallen.", goal=goal.text))
    if not goal.strength:
        raise NotPossibleError(
            _("Zeg eerst bij het doel ‘%(goal)s’ welke kracht jullie gebruiken, of kies ‘geen’.", goal=goal.text)
        )
    if goal.problem.decision_id is None and goal.problem not in proposal.problems:
        raise NotPossibleError(_("Besluit eerst over het probleem ‘%(problem)s’.", problem=goal.problem.title))


def _write(phase: Phase, proposal: Proposal) -> Decision:
    last = db.session.scalar(select(func.max(Decision.number)).where(Decision.phase_id == phase.id)) or 0
    decided = proposal.outcome is Outcome.DECIDED
    before = proposal.supersedes or _only_about_the_old(proposal)
    decision = Decision(
        phase_id=phase.id,
        number=last + 1,
        kind=_kind(proposal),
        text=proposal.text,
        outcome=proposal.outcome,
        decided_on=proposal.decided_on,
        meeting=proposal.meeting,
        supersedes_id=before.id if before and decided else None,
        votes=[
            Vote(organisation_id=voice.organisation_id, consent=voice.consent, text=voice.text, answer=voice.answer)
            for voice in proposal.voices
        ],
        presences=[DecisionPresence(organisation_id=number) for number in sorted(present_at(proposal.meeting))],
    )
    db.session.add(decision)
    db.session.flush()
    return decision


def _kind(proposal: Proposal) -> DecisionKind:
    if proposal.problems:
        return DecisionKind.PROBLEM
    return DecisionKind.GOAL if proposal.goals else proposal.kind


def _only_about_the_old(proposal: Proposal) -> Decision | None:
    """The decision that a changed goal leaves with nothing to say: the new one takes its place."""
    old_ids = {goal.replaces_id for goal in proposal.goals if goal.replaces_id is not None}
    for goal_id in sorted(old_ids):
        before = db.session.get_one(Goal, goal_id).decision
        if before is not None and not _superseded(before) and _subjects(before) == old_ids:
            return before
    return None


def _subjects(decision: Decision) -> set[int | None]:
    """The goals that rest on a decision; ``None`` stands for a problem."""
    goals = db.session.scalars(select(Goal.id).where(Goal.decision_id == decision.id, Goal.status == GoalStatus.AGREED))
    problem = select(ProblemStatement.id).where(ProblemStatement.decision_id == decision.id).limit(1)
    return {*goals, *([None] if db.session.scalar(problem) is not None else [])}


def _superseded(decision: Decision) -> bool:
    return db.session.scalar(select(Decision.id).where(Decision.supersedes_id == decision.id)) is not None


def _confirm(phase: Phase, decision: Decision, proposal: Proposal) -> None:
    if proposal.supersedes is not None:
        _release(proposal.supersedes, proposal)
    for problem in proposal.problems:
        problem.decision_id = decision.id
    for goal in proposal.goals:
        goal.decision_id, goal.status = decision.id, GoalStatus.AGREED
        if goal.replaces_id is not None:
            _replace(goal, db.session.get_one(Goal, goal.replaces_id))
    db.session.flush()
    if proposal.problems:
        park_the_rest(phase)
        _settle(phase, STEP_OF_PROBLEM)
    if proposal.goals:
        _settle(phase, STEP_OF_GOALS)


def _replace(goal: Goal, old: Goal) -> None:
    """The new goal takes the place of the old one, and its actions go on under the new one."""
    old.status = GoalStatus.DROPPED
    db.session.execute(update(Action).where(Action.goal_id == old.id).values(goal_id=goal.id))


def _release(before: Decision, proposal: Proposal) -> None:
    """What the earlier decision confirmed and this one does not: the problem is a proposal again, a goal is dropped."""
    for problem in db.session.scalars(select(ProblemStatement).where(ProblemStatement.decision_id == before.id)):
        if problem not in proposal.problems:
            problem.decision_id = None
    agreed = select(Goal).where(Goal.decision_id == before.id, Goal.status == GoalStatus.AGREED)
    for goal in db.session.scalars(agreed):
        if goal not in proposal.goals:
            goal.status = GoalStatus.DROPPED


def _settle(phase: Phase, number: int) -> None:
    """A step that is closed or discussed has its outcome now. One that people are still filling in stays open."""
    step: Step | None = next((step for step in phase.steps if step.number == number), None)
    if step is not None and step.status in (StepStatus.CLOSED, StepStatus.DISCUSSED):
        step.status = StepStatus.CONFIRMED
        audit.record("step_confirmed", "step", step.id, phase.project_id)


def present_at(meeting: Meeting | None) -> set[int]:
    """The organisations with somebody in a meeting, by id."""
    return {one.membership.organisation_id for one in meeting.attendances} if meeting else set()


def superseded_by(phase: Phase) -> dict[int, Decision]:
    """For each decision of a phase that no longer counts (by id), the one that took its place."""
    return {row.supersedes_id: row for row in queries.decisions(phase) if row.supersedes_id is not None}
