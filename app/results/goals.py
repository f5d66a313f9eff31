"""Goals: taken from what people wished or written by hand, changed while they are a proposal, evaluated later."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from app import audit
from app.extensions import db
from app.models import Evaluation, Goal, GoalSource, Membership, Phase, ProblemStatement
from app.models.results import GoalStatus, Verdict
from app.overview.queries import map_of, strengths
from app.projects.locking import take_turn
from app.results.answers import Beside, Given, given, labels, tally
from app.results.errors import NotPossibleError
from synthesis.model import CandidateGoal

NO_STRENGTH = "geen"
STRENGTH = "4.6a"
WISH, WHO, SIGN = "5.1", "5.2a", "5.2b"
MEASURE = ("5.3a", "5.3b", "5.3c", "5.3d", "5.3e")
MOST_LETTERS = 280
MOST_FOR_A_TARGET = 140


@dataclass(frozen=True, slots=True)
class GoalText:
    """What a goal says: for whom, by what sign, from where to where, by when, by whom, with which strength."""

    text: str
    for_whom: str = ""
    indicator: str = ""
    baseline: str = ""
    target: str = ""
    source: str = ""
    due_on: date | None = None
    owner: Membership | None = None
    strength: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody said it looks when things are better, who notices, and by what sign."""

    answer: Given
    for_whom: str
    sign: str


@dataclass(frozen=True, slots=True)
class Measure:
    """How somebody would measure it. ``id`` is the answer that names the indicator."""

    id: int
    indicator: str
    baseline: str
    target: str
    source: str


def missing(goal: Goal | GoalText) -> list[str]:
    """What a goal still needs to be clear and measurable, in words. Advice, never a lock."""
    needs = (
        (goal.for_whom, _("voor wie het is")),
        (goal.indicator, _("waaraan jullie het meten")),
        (goal.baseline, _("hoe het nu is")),
        (goal.target, _("waar jullie naartoe willen")),
        (goal.source, _("waar het cijfer of het teken vandaan komt")),
        (goal.due_on, _("wanneer het er moet zijn")),
        (goal.owner, _("wie de trekker is")),
        (goal.strength, _("welke kracht jullie gebruiken")),
    )
    return [words for value, words in needs if not value]


def candidate_goals(phase: Phase, problem: ProblemStatement) -> list[CandidateGoal]:
    """The goals that the draft map proposes for the subject of a problem."""
    whole = map_of(phase)
    return [goal for goal in whole.goals if goal.cluster_id == problem.cluster_id] if whole else []


def wishes(phase: Phase) -> list[Wish]:
    """What people wished for in step 5, in the order in which they joined."""
    found = given(phase, WISH, WHO, SIGN)
    groups = labels(phase, WHO)
    beside = Beside(found)

    def noticed_by(one: Given) -> str:
        return ", ".join(groups.get(value, value) for value in beside.values(one, WHO))

    return [Wish(one, noticed_by(one), beside.text(one, SIGN)) for one in found if one.question_id == WISH]


def measures(phase: Phase) -> list[Measure]:
    """How people said it can be measured in step 5."""
    found = given(phase, *MEASURE)
    beside = Beside(found)
    return [
        Measure(one.answer_id, one.text, *(beside.text(one, question) for question in MEASURE[1:4]))
        for one in found
        if one.question_id == MEASURE[0]
    ]


def known_strengths(phase: Phase) -> list[str]:
    """The strengths on the map, those that most organisations would use (4.6) first."""
    chosen = tally(given(phase, STRENGTH), {})
    users = {count.value: len(count.organisations) for count in chosen.counts}
    found = sorted(strengths(phase), key=lambda said: -users.get(said.id, 0))
    return list(dict.fromkeys(said.text for said in found))


def take_candidate(phase: Phase, problem: ProblemStatement, candidate_id: str) -> Goal | None:
    """Propose a goal that the map holds ready, with the statements it comes from; ``None`` where it is gone."""
    found = next((one for one in candidate_goals(phase, problem) if one.id == candidate_id), None)
    if found is None:
        return None
    sign = found.sign if found.sign.casefold() != found.text.casefold() else ""
    words = GoalText(found.text, indicator=sign[:MOST_LETTERS], target=found.indicator[:MOST_FOR_A_TARGET])
    return propose(phase, problem, words, found.statement_ids)


def take_wish(phase: Phase, problem: ProblemStatement, answer_id: int) -> Goal | None:
    """Propose what somebody wished for, with who notices and by what sign; ``None`` where that answer is gone."""
    wish = next((one for one in wishes(phase) if one.answer.answer_id == answer_id), None)
    if wish is None:
        return None
    words = GoalText(wish.answer.text, for_whom=wish.for_whom[:MOST_LETTERS], indicator=wish.sign[:MOST_LETTERS])
    return propose(phase, problem, words, statements_of(phase, answer_id))


def statements_of(phase: Phase, answer_id: int) -> list[str]:
    """The statements that the map made of an answer; before it did, the name that the first of them will get."""
    whole = map_of(phase)
    key = f"a{answer_id}"
    made = [said.id for said in whole.statements if said.answer.key == key] if whole else []
    return made or [f"{key}.1"]


def propose(phase: Phase, problem: ProblemStatement, words: GoalText, statement_ids: Collection[str] = ()) -> Goal:
    """Propose a goal. The same words or the same statements for the same problem are the goal that is there already."""
    take_turn(phase)
    alike = select(Goal).where(Goal.problem_id == problem.id, Goal.status != GoalStatus.DROPPED).order_by(Goal.id)
    there = db.session.scalars(alike).all()
    made = next((goal for goal in there if goal.text == words.text or comes_from(goal, statement_ids)), None)
    if made is not None:
        db.session.commit()
        return made
    goal = Goal(problem_id=problem.id)
    _fill(goal, words)
    goal.sources = [GoalSource(statement_id=key) for key in dict.fromkeys(statement_ids)]
    db.session.add(goal)
    db.session.flush()
    audit.record("goal_proposed", "goal", goal.id, phase.project_id)
    db.session.commit()
    return goal


def comes_from(goal: Goal, statement_ids: Collection[str]) -> bool:
    """Whether a goal comes from exactly these statements."""
    return bool(statement_ids) and {source.statement_id for source in goal.sources} == set(statement_ids)


def change_goal(phase: Phase, goal: Goal, words: GoalText) -> None:
    """Change a proposal. Raises :class:`NotPossibleError` for one that the group agreed on or dropped."""
    take_turn(phase)
    _only_proposals(goal)
    _fill(goal, words)
    audit.record("goal_changed", "goal", goal.id, phase.project_id)
    db.session.commit()


def drop_goal(phase: Phase, goal: Goal) -> None:
    """Let a proposal go. Raises :class:`NotPossibleError` for a goal that the group agreed on."""
    take_turn(phase)
    if goal.status is not GoalStatus.DROPPED:
        _only_proposals(goal)
        goal.status = GoalStatus.DROPPED
        audit.record("goal_dropped", "goal", goal.id, phase.project_id)
    db.session.commit()


def propose_change(phase: Phase, goal: Goal) -> Goal:
    """A copy of an agreed goal, to change and decide on. Until then the agreed one counts. One such copy at a time."""
    take_turn(phase)
    wanted = select(Goal).where(Goal.replaces_id == goal.id, Goal.status == GoalStatus.PROPOSED)
    copy = db.session.scalar(wanted.order_by(Goal.id).limit(1))
    if copy is None:
        if goal.status is not GoalStatus.AGREED:
            db.session.rollback()
            raise NotPossibleError(_("Alleen een afgesproken doel verander je met een nieuw voorstel."))
        copy = Goal(problem_id=goal.problem_id, replaces_id=goal.id)
        _fill(copy, words_of(goal))
        copy.sources = [GoalSource(statement_id=source.statement_id) for source in goal.sources]
        db.session.add(copy)
        db.session.flush()
        audit.record("goal_change_proposed", "goal", copy.id, phase.project_id)
    db.session.commit()
    return copy


def evaluate(phase: Phase, goal: Goal, verdict: Verdict, *, value: str, note: str, on: date) -> Evaluation:
    """Record how far an agreed goal is on a date, in the group's verdict. The same date again mends that record."""
    take_turn(phase)
    if goal.status is not GoalStatus.AGREED:
        db.session.rollback()
        raise NotPossibleError(_("Alleen een afgesproken doel kun je evalueren."))
    found = select(Evaluation).where(Evaluation.goal_id == goal.id, Evaluation.evaluated_on == on)
    evaluation = db.session.scalar(found) or Evaluation(goal_id=goal.id, evaluated_on=on)
    evaluation.verdict, evaluation.value, evaluation.note = verdict, value, note
    db.session.add(evaluation)
    db.session.flush()
    audit.record("goal_evaluated", "goal", goal.id, phase.project_id)
    db.session.commit()
    return evaluation


def words_of(goal: Goal) -> GoalText:
    """What a goal says now."""
    return GoalText(
        goal.text, goal.for_whom, goal.indicator, goal.baseline, goal.target, goal.source, goal.due_on, goal.owner,
        goal.strength,
    )  # fmt: skip


def _fill(goal: Goal, words: GoalText) -> None:
    goal.text, goal.for_whom, goal.indicator = words.text, words.for_whom, words.indicator
    goal.baseline, goal.target, goal.source = words.baseline, words.target, words.source
    goal.due_on, goal.strength = words.due_on, words.strength
    goal.owner_id = words.owner.id if words.owner else None


def _only_proposals(goal: Goal) -> None:
    if goal.status is not GoalStatus.PROPOSED:
        db.session.rollback()
        raise NotPossibleError(_("Dit doel staat vast. Stel een wijziging voor en leg daarna een nieuw besluit vast."))
