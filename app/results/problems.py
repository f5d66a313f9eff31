"""Choosing a problem: which subjects can be chosen, and the writes that choose one and park the rest."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from app import audit
from app.extensions import db
from app.models import Goal, ParkedItem, Phase, ProblemStatement
from app.models.results import ParkedKind
from app.overview.queries import confirmed_clusters, map_of
from app.projects.locking import take_turn
from app.results import queries
from app.results.errors import NotPossibleError
from synthesis.model import MapCluster, Standing

OWN = "own"
TITLE_LENGTH = 140


@dataclass(frozen=True, slots=True)
class Candidate:
    """A subject that the group can choose: one of the map, one parked in an earlier phase, or one of its own."""

    id: str
    title: str
    cluster: MapCluster | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """In *place* merken *who* dat *what*, omdat *cause*. Dat zien we aan *sign*."""

    title: str
    place: str
    who: str
    what: str
    cause: str
    sign: str
    out_of_scope: str


def candidates(phase: Phase) -> list[Candidate]:
    """What can be chosen: the confirmed subjects, most organisations first, then what this phase was started from."""
    from_map = [Candidate(cluster.id, cluster.title, cluster) for cluster in confirmed_clusters(phase)]
    taken = [Candidate(f"parked-{item.id}", item.text) for item in queries.started_from(phase)]
    return from_map + taken


def candidate(phase: Phase, candidate_id: str) -> Candidate | None:
    """The subject with this id: one that can be chosen, or one that was."""
    if candidate_id == OWN:
        return Candidate(OWN, "")
    found = next((one for one in candidates(phase) if one.id == candidate_id), None)
    chosen = queries.problem_about(phase, candidate_id)
    return found or (Candidate(chosen.cluster_id, chosen.title) if chosen else None)


def save_problem(phase: Phase, candidate_id: str, sentence: Sentence) -> ProblemStatement:
    """Choose a subject, in the group's sentence, as a proposal; every other subject is parked.

    Choosing it again changes the sentence. Raises :class:`NotPossibleError` once the group has confirmed it.
    """
    take_turn(phase)
    problem = queries.problem_about(phase, candidate_id)
    if problem is None:
        problem = ProblemStatement(phase_id=phase.id, cluster_id=candidate_id)
        db.session.add(problem)
    elif problem.decision_id is not None:
        db.session.rollback()
        raise NotPossibleError(_("Dit probleem staat vast. Leg een nieuw besluit vast om het te veranderen."))
    problem.title = sentence.title
    problem.place, problem.who, problem.what = sentence.place, sentence.who, sentence.what
    problem.cause, problem.sign, problem.out_of_scope = sentence.cause, sentence.sign, sentence.out_of_scope
    db.session.flush()
    park_the_rest(phase)
    audit.record("problem_chosen", "problem", problem.id, phase.project_id)
    db.session.commit()
    return problem


def drop_problem(phase: Phase, problem: ProblemStatement) -> None:
    """Choose this subject no longer: it is parked with the rest. Only a proposal without goals can go."""
    take_turn(phase)
    has_goals = db.session.scalar(select(Goal.id).where(Goal.problem_id == problem.id).limit(1)) is not None
    if problem.decision_id is not None or has_goals:
        db.session.rollback()
        raise NotPossibleError(_("Dit probleem heeft al een besluit of doelen. Het blijft staan."))
    audit.record("problem_dropped", "problem", problem.id, phase.project_id)
    cluster_id, title = problem.cluster_id, problem.title
    db.session.delete(problem)
    db.session.flush()
    if queries.problems(phase):
        park_the_rest(phase)
    elif cluster_id == OWN:
        _park(phase, f"{OWN}-{title.casefold()}"[:TITLE_LENGTH], title)
    db.session.commit()


def park_the_rest(phase: Phase) -> None:
    """Park every confirmed or parked subject of the map that is no problem of this phase. For within a transaction.

    A subject that was parked and is chosen now leaves the list.
    """
    whole = map_of(phase)
    chosen = {problem.cluster_id for problem in queries.problems(phase)}
    rows = {item.source: item for item in queries.parked(phase, ParkedKind.PROBLEM)}
    for source, item in rows.items():
        if source in chosen and item.taken_phase_id is None:
            db.session.delete(item)
    for cluster in whole.clusters if whole else ():
        if cluster.standing is not Standing.OPEN and cluster.id not in chosen and cluster.id not in rows:
            _park(phase, cluster.id, cluster.title)
    for item in queries.started_from(phase):
        source = f"parked-{item.id}"
        if source not in chosen and source not in rows:
            _park(phase, source, item.text)


def _park(phase: Phase, source: str, text: str) -> None:
    db.session.add(ParkedItem(phase_id=phase.id, kind=ParkedKind.PROBLEM, text=text, source=source))
