"""What the pages of results need from the database, put together per page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.models import Action, Decision, Goal, KnowledgeGap, Membership, ParkedItem, Phase, ProblemStatement
from app.models.results import GoalStatus, Outcome
from app.overview.maps import map_for
from app.overview.queries import Source, map_of, names_organisations, sources
from app.results import queries
from app.results.answers import given
from app.results.deciding import superseded_by
from app.results.goals import Wish, candidate_goals, comes_from, statements_of, wishes
from app.results.ideas import Idea, ideas
from app.results.proposals import sentence
from synthesis.model import CandidateGoal, Kind, Statement

TO_KNOW = "4.8"


@dataclass(frozen=True, slots=True)
class ProblemView:
    """A problem with its sentence, its goals and how many of those are a proposal."""

    problem: ProblemStatement
    sentence: str
    agreed: tuple[Goal, ...]
    proposed: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """Everything that a phase agreed. ``sees`` says whether proposals are shown too."""

    sees: bool
    problems: tuple[ProblemView, ...]
    actions: tuple[tuple[Goal | None, tuple[Action, ...]], ...]
    mine: tuple[Action, ...]
    many_actions: bool
    may_act: bool
    decisions: tuple[Decision, ...]
    followed: dict[int, Decision]
    waiting: tuple[ParkedItem, ...]
    ideas: tuple[Idea, ...]
    gaps: tuple[KnowledgeGap, ...]
    began_with: tuple[ParkedItem, ...]

    @property
    def confirmed(self) -> tuple[ProblemView, ...]:
        """The problems that the group confirmed."""
        return tuple(one for one in self.problems if one.problem.decision_id is not None)

    @property
    def concepts(self) -> tuple[ProblemView, ...]:
        """The problems that are still a proposal."""
        return tuple(one for one in self.problems if one.problem.decision_id is None)

    @property
    def agreed(self) -> int:
        """How many goals are agreed."""
        return sum(len(one.agreed) for one in self.problems)

    @property
    def proposed(self) -> int:
        """How many goals are proposed."""
        return sum(len(one.proposed) for one in self.problems)


@dataclass(frozen=True, slots=True)
class ProposalsPage:
    """What can become a goal: what the map has ready for each problem, and what people wished for in step 5.

    Beside each stands the goal that it became already: of that problem, or by problem for a wish.
    """

    problems: tuple[tuple[ProblemStatement, tuple[tuple[CandidateGoal, Goal | None], ...]], ...]
    wishes: tuple[tuple[Wish, dict[int, Goal]], ...]
    names: bool


@dataclass(frozen=True, slots=True)
class GoalPage:
    """A goal, where it comes from and what followed. ``linked`` are the statements that this reader can open."""

    goal: Goal
    sentence: str
    old: Goal | None
    new: Goal | None
    sources: tuple[Source, ...]
    linked: frozenset[str]
    sees: bool
    names: bool


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """A decision, what rests on it, its place between others, and which organisations were there.

    ``silent`` are those of them that said nothing in the round.
    """

    decision: Decision
    before: Decision | None
    after: Decision | None
    problems: tuple[ProblemStatement, ...]
    goals: tuple[Goal, ...]
    present: tuple[str, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question that somebody asked in an answer. ``id`` is the statement it was made into."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class GapsPage:
    """Open questions, answered ones, and those in answers that are not on the list yet."""

    open: tuple[KnowledgeGap, ...]
    answered: tuple[KnowledgeGap, ...]
    asked: tuple[Question, ...]


def results_page(phase: Phase, membership: Membership) -> ResultsPage:
    """The results as somebody may see them."""
    sees = queries.sees_proposals(membership)
    actions = queries.actions(phase)
    decisions = queries.decisions(phase)
    return ResultsPage(
        sees=sees,
        problems=_problems(phase, sees),
        actions=_by_goal(actions, sees),
        mine=tuple(one for one in actions if one.owner_id == membership.id and one.status in queries.UNFINISHED),
        many_actions=sum(action.status in queries.UNFINISHED for action in actions) > queries.MANY_ACTIONS,
        may_act=queries.is_time_for_actions(phase),
        decisions=tuple(one for one in decisions if sees or one.outcome is Outcome.DECIDED),
        followed=superseded_by(phase),
        waiting=tuple(queries.parked_problems(phase)),
        ideas=ideas(phase) if sees else (),
        gaps=tuple(queries.open_gaps(phase)),
        began_with=tuple(queries.started_from(phase)),
    )


def proposals_page(phase: Phase, membership: Membership) -> ProposalsPage:
    """What can become a goal, with what did already."""
    problems = queries.problems(phase)
    goals = queries.goals(phase, GoalStatus.PROPOSED, GoalStatus.AGREED)

    def taken(ids: Collection[str]) -> dict[int, Goal]:
        return {goal.problem_id: goal for goal in goals if comes_from(goal, ids)}

    return ProposalsPage(
        problems=tuple(
            (
                problem,
                tuple((one, taken(one.statement_ids).get(problem.id)) for one in candidate_goals(phase, problem)),
            )
            for problem in problems
        ),
        wishes=tuple((wish, taken(statements_of(phase, wish.answer.answer_id))) for wish in wishes(phase)),
        names=names_organisations(membership),
    )


def goal_page(phase: Phase, membership: Membership, goal: Goal) -> GoalPage:
    """A goal with the way back to every answer, for who may see those."""
    sees = queries.sees_proposals(membership)
    around = queries.goals(phase)
    shown = map_for(phase, membership) if sees else None
    return GoalPage(
        goal=goal,
        sentence=sentence(goal.problem),
        old=next((one for one in around if one.id == goal.replaces_id), None),
        new=next((one for one in around if one.replaces_id == goal.id and one.status is not GoalStatus.DROPPED), None),
        sources=sources(phase, [source.statement_id for source in goal.sources]) if sees else (),
        linked=frozenset(said.id for said in shown.statements) if shown else frozenset(),
        sees=sees,
        names=names_organisations(membership),
    )


def decision_page(phase: Phase, number: int) -> DecisionPage | None:
    """The decision with this number; ``None`` where there is none."""
    around = queries.decisions(phase)
    decision = next((one for one in around if one.number == number), None)
    if decision is None:
        return None
    return DecisionPage(
        decision=decision,
        before=next((one for one in around if one.id == decision.supersedes_id), None),
        after=next((one for one in around if one.supersedes_id == decision.id), None),
        problems=tuple(one for one in queries.problems(phase) if one.decision_id == decision.id),
        goals=tuple(goal for goal in queries.goals(phase) if goal.decision_id == decision.id),
        present=tuple(sorted(one.organisation.name for one in decision.presences)),
        silent=tuple(
            sorted(
                one.organisation.name
                for one in decision.presences
                if one.organisation_id not in {vote.organisation_id for vote in decision.votes}
            )
        ),
    )


def gaps_page(phase: Phase, membership: Membership) -> GapsPage:
    """The questions of a traject; what people asked in their answers only for who sees the map."""
    found = queries.gaps(phase)
    listed = {gap.statement_id for gap in found} | {gap.question for gap in found}
    asked = asked_in(phase) if queries.sees_proposals(membership) else ()
    return GapsPage(
        open=tuple(gap for gap in found if not gap.answer),
        answered=tuple(gap for gap in found if gap.answer),
        asked=tuple(one for one in asked if one.id not in listed and one.text not in listed),
    )


def asked_in(phase: Phase) -> tuple[Question, ...]:
    """Every question in the answers of a phase: what the map calls unknown, and what must be known before starting."""
    whole = map_of(phase)
    unknown: Sequence[Statement] = [said for said in whole.statements if said.kind is Kind.UNKNOWN] if whole else []
    on_map = [Question(said.id, said.text) for said in unknown]
    first = [Question(f"a{one.answer_id}.1", one.text) for one in given(phase, TO_KNOW)]
    ids = {one.id for one in on_map}
    return (*on_map, *(one for one in first if one.id not in ids))


def title_of(phase: Phase, cluster_id: str) -> str:
    """What a subject on the map is called; "" where it is not on it."""
    whole = map_of(phase)
    found = (cluster.title for cluster in whole.clusters if cluster.id == cluster_id) if whole else iter(())
    return next(found, "")


def _problems(phase: Phase, sees: bool) -> tuple[ProblemView, ...]:
    goals = queries.goals(phase)

    def view(problem: ProblemStatement) -> ProblemView:
        mine = [goal for goal in goals if goal.problem_id == problem.id]
        return ProblemView(
            problem,
            sentence(problem),
            tuple(goal for goal in mine if goal.status is GoalStatus.AGREED),
            tuple(goal for goal in mine if goal.status is GoalStatus.PROPOSED and sees),
        )

    return tuple(view(problem) for problem in queries.problems(phase) if sees or problem.decision_id is not None)


def _by_goal(actions: Sequence[Action], sees: bool) -> tuple[tuple[Goal | None, tuple[Action, ...]], ...]:
    """Actions under their goal, those without one last. Under a mere proposal only for who sees proposals."""
    goals = {action.goal.id: action.goal for action in actions if action.goal is not None}
    shown = [goal for _id, goal in sorted(goals.items()) if sees or goal.status is not GoalStatus.PROPOSED]
    groups: list[tuple[Goal | None, tuple[Action, ...]]] = [
        (goal, tuple(action for action in actions if action.goal_id == goal.id)) for goal in shown
    ]
    loose = tuple(action for action in actions if action.goal_id is None)
    return (*groups, *([(None, loose)] if loose else []))
