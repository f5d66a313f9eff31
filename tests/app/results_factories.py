"""Phases with a confirmed map, answers to steps 4–6, problems and goals, made with one call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.extensions import db
from app.models import Answer, Decision, Goal, Membership, Phase, ProblemStatement, Role, Step, StepStatus, Submission
from app.models.results import Consent, DecisionKind, Outcome
from app.models.types import now
from app.overview.operations import confirm
from app.overview.queries import confirmed_clusters
from app.questionnaires.operations import pin
from app.results.deciding import Proposal, Voice, record_decision
from app.results.goals import GoalText, propose
from app.results.problems import Sentence, save_problem
from synthesis.model import Kind, MapCluster
from tests.app.overview_factories import USUAL, WASTE, Board, Line, make_board
from tests.checked_client import CheckedClient
from tests.factories import join

DAY = date(2026, 10, 6)
SENTENCE = Sentence(
    title="Grofvuil op het Lisplein",
    place="op het Lisplein",
    who="bewoners",
    what="er elke week grofvuil naast de containers ligt",
    cause="de containers te vroeg vol zijn",
    sign="meldingen over grofvuil",
    out_of_scope="de rest van de wijk",
)
WISHED = (
    Line("Het Lisplein is op maandag schoon", "Woongoed", WASTE, kind=Kind.DESIRED),
    Line("Wie zet het grofvuil eigenlijk naast de containers?", "Buurtteam", WASTE, Kind.UNKNOWN),
)
IDEA = "Extra camera's bij de containers"


@dataclass
class Table(Board):
    """A board with a core group around it; ``voters`` are members of different organisations."""

    voters: Sequence[Membership] = ()


def make_table(said: Sequence[Line] = (*USUAL, *WISHED)) -> Table:
    """A phase whose subjects are confirmed, with a wish, questions and an idea on the map."""
    board = make_board(said)
    confirm_all(board)
    voters = [member for member in board.project.memberships if member.role is Role.CORE]
    return Table(board.project, board.phase, board.facilitator, voters)


def confirm_all(board: Board) -> None:
    """The group confirms every subject on the map."""
    confirm(board.phase, [cluster.id for cluster in board.map.clusters], board.author)


def subject(phase: Phase, title: str = WASTE) -> MapCluster:
    """The confirmed subject with this title."""
    return next(cluster for cluster in confirmed_clusters(phase) if cluster.title == title)


def sent(member: Membership, phase: Phase, answers: Mapping[tuple[str, str, int] | str, str | list[str]]) -> None:
    """Store answers as sent forms; a key is a question id, or (question id, item, repeat)."""
    for key, value in answers.items():
        question, item, repeat = (key, "", 0) if isinstance(key, str) else key
        form = _form(member, next(one for one in phase.steps if one.number == int(question[0])))
        form.answers.append(Answer(question_id=question, item=item, repeat=repeat, value=value))
    db.session.commit()


def choose(phase: Phase, cluster_id: str = "") -> ProblemStatement:
    """A problem that the group chose, still a proposal."""
    return save_problem(phase, cluster_id or subject(phase).id, SENTENCE)


def decide(phase: Phase, *subjects: ProblemStatement | Goal, text: str = "Zo doen we het.", **more: object) -> Decision:
    """A decision that everybody agreed with."""
    voter = join(phase.project) if not phase.project.memberships else phase.project.memberships[0]
    values: dict[str, object] = {
        "text": text,
        "outcome": Outcome.DECIDED,
        "decided_on": DAY,
        "voices": [Voice(voter.organisation_id, Consent.YES)],
        "kind": DecisionKind.OTHER,
        "problems": [one for one in subjects if isinstance(one, ProblemStatement)],
        "goals": [one for one in subjects if isinstance(one, Goal)],
        **more,
    }
    return record_decision(phase, Proposal(**values))  # type: ignore[arg-type]


def make_goal(problem: ProblemStatement, text: str = "Het plein is op maandag schoon", **more: object) -> Goal:
    """A proposed goal, complete but for what ``more`` says."""
    values: dict[str, object] = {
        "for_whom": "bewoners",
        "indicator": "meldingen over grofvuil per maand",
        "baseline": "40",
        "target": "15",
        "source": "meldingen openbare ruimte",
        "due_on": date(2027, 6, 1),
        "strength": "geen",
        **more,
    }
    return propose(problem.phase, problem, GoalText(text, **values))  # type: ignore[arg-type]


def agreed_goal(table: Table) -> Goal:
    """A goal that the group agreed on, for a problem that it confirmed."""
    problem = choose(table.phase)
    decide(table.phase, problem, text="Dit is ons probleem.")
    goal = make_goal(problem)
    decide(table.phase, goal, text="Dit is ons doel.")
    return goal


def _form(member: Membership, step: Step) -> Submission:
    form = db.session.query(Submission).filter_by(step_id=step.id, membership_id=member.id).one_or_none()
    if form is None:
        form = Submission(step_id=step.id, membership_id=member.id, questionnaire_id=pin(step).id, submitted_at=now())
        db.session.add(form)
        db.session.flush()
    return form


def url(table: Table, path: str = "") -> str:
    return f"/projects/{table.project.id}/phases/1/results{path}"


def page(client: CheckedClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status
    return response.get_data(as_text=True)


def send(client: CheckedClient, address: str, **data: object) -> str:
    """Fill in the form on a page and send it; the text of the page that follows."""
    client.get(address)
    response = client.post(address, data=data, follow_redirects=True)
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_data(as_text=True)


def open_actions(table: Table) -> None:
    next(step for step in table.phase.steps if step.number == 5).status = StepStatus.OPEN
    db.session.commit()


def sentence_fields(**changed: str) -> dict[str, str]:
    names = ("title", "place", "who", "what", "cause", "sign", "out_of_scope")
    return {name: getattr(SENTENCE, name) for name in names} | changed


def goal_fields(goal: Goal, **changed: str) -> dict[str, str]:
    return {"problem": str(goal.problem_id), "text": goal.text, "owner": "0", "strength": "geen"} | changed


def yes(member: Membership) -> dict[str, str]:
    return {f"consent_{member.organisation_id}": "yes"}
