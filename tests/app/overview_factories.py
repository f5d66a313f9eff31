"""Trajects with a draft map, made with one call. The drafts are written by hand: the engine is tested elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.extensions import db
from app.models import Answer, DraftRecord, Membership, Person, Phase, Project, QuestionnaireVersion, Role, Submission
from app.models.types import now
from app.overview import maps, operations
from app.overview.storing import to_plain
from synthesis.continuing import continued, draft_hash
from synthesis.model import Answer as Said
from synthesis.model import CandidateGoal, Cluster, Draft, Evidence, Kind, Placement, ProblemMap, Statement
from tests.factories import join, make_project

WHEN = "Wanneer willen jullie dit bereiken?"
WASTE = "Grofvuil naast de containers"
YOUTH = "Jongeren op het plein"
QUESTIONS = {Kind.PROBLEM: "2.1a", Kind.STRENGTH: "2.6a", Kind.UNKNOWN: "2.8a"}


@dataclass(frozen=True)
class Line:
    """What one professional says, and the title of the subject it is drafted in; without one it is a single signal."""

    text: str
    organisation: str
    subject: str = ""
    asked: Kind = Kind.PROBLEM
    kind: Kind | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


SEEN = {"place": "Lisplein", "evidence": Evidence.SEEN, "severity": 4}
HEARD = {"place": "Waterkersplein", "evidence": Evidence.RESIDENTS, "severity": 2}
USUAL = (
    Line("Er ligt steeds grofvuil naast de containers", "Handhaving", WASTE, more=SEEN),
    Line("Containers zitten vol, afval op straat", "Woongoed", WASTE, more=SEEN),
    Line("Na het weekend staat alles vol met oude bankstellen", "Buurtteam", WASTE, more=HEARD),
    Line("Bewoners ruimen samen op", "Bewonersgroep", WASTE, Kind.STRENGTH),
    Line("Extra camera's bij de containers", "Politie", WASTE, kind=Kind.SOLUTION, more={"severity": 1}),
    Line("Groep jongeren hangt 's avonds op het plein", "Politie", YOUTH, more=HEARD),
    Line("Veel lawaai op het plein", "Woongoed", YOUTH, more=HEARD),
    Line("Overlast is juist minder dan vorig jaar", "Jongerenwerk", YOUTH, kind=Kind.DOUBT),
    Line("Wie zijn deze jongeren?", "Jongerenwerk", YOUTH, Kind.UNKNOWN),
    Line("Bij de school rijden fatbikes te hard", "School"),
)


@dataclass
class Board:
    """A traject with a map on it."""

    project: Project
    phase: Phase
    facilitator: Membership

    @property
    def author(self) -> Person:
        return self.facilitator.person

    @property
    def map(self) -> ProblemMap:
        found = maps.map_of(self.phase)
        assert found is not None
        return found

    @property
    def url(self) -> str:
        return f"/projects/{self.project.id}/phases/{self.phase.number}/map"

    def cluster(self, title: str) -> str:
        """The id of the subject that is now called so."""
        return next(cluster.id for cluster in self.map.clusters if cluster.title == title)

    def titles(self) -> set[str]:
        return {cluster.title for cluster in self.map.clusters}

    def members(self, title: str) -> set[str]:
        """The texts in the subject that is now called so."""
        inside = next(cluster.statement_ids for cluster in self.map.clusters if cluster.title == title)
        return {statement.text for statement in self.map.statements if statement.id in inside}

    def members_of_signals(self) -> set[str]:
        """The texts of the single signals."""
        return {statement.text for statement in self.map.statements if statement.id in self.map.signals}

    def statement(self, text: str) -> str:
        """The id of a statement."""
        return next(statement.id for statement in self.map.statements if statement.text == text)

    def change(self, make: Any, *values: Any) -> None:
        """One of the builders of ``synthesis.edits``, kept."""
        operations.change(self.phase, make(self.map, operations.new_id(), *values), self.author)


def make_board(lines: Sequence[Line] = USUAL) -> Board:
    """A traject with a facilitator, professionals who sent in their forms, and a draft of what they said."""
    project = make_project()
    board = Board(project, project.phases[0], join(project, Role.FACILITATOR, "Gebiedsteam"))
    add_draft(board, lines)
    return board


def add_draft(board: Board, lines: Sequence[Line]) -> DraftRecord:
    """Another draft, of these lines: what was said before keeps its answer."""
    return _stored(board, _drafted(board, lines))


def add_late(board: Board, lines: Sequence[Line]) -> DraftRecord:
    """A draft of these lines that continues the one that counts."""
    record = maps.newest_draft(board.phase)
    assert record is not None
    return _stored(board, continued(maps.content(record), _drafted(board, lines), maps.edits_of(board.phase)))


def _drafted(board: Board, lines: Sequence[Line]) -> Draft:
    statements = tuple(sorted((_statement(board, line) for line in lines), key=lambda said: said.id))
    homes = {(said.answer.organisation, said.text): said.id for said in statements}
    groups: dict[str, list[str]] = {}
    for line in lines:
        groups.setdefault(line.subject, []).append(homes[line.organisation, line.text])
    signals = groups.pop("", [])
    clusters = tuple(Cluster(_id(title), title, (), tuple(sorted(ids))) for title, ids in sorted(groups.items()))
    placements = [
        Placement(key, cluster.id, 0.6, "Hier door het woord ‘afval’, dat anderen ook gebruiken.")
        for cluster in clusters
        for key in cluster.statement_ids
    ] + [Placement(key, None, 0.4, "Staat nog alleen.", clusters[0].id if clusters else None) for key in signals]
    goals = tuple(
        CandidateGoal(f"g-{cluster.id}", cluster.id, f"Minder: {cluster.title}", cluster.statement_ids[:1], (WHEN,))
        for cluster in clusters[:1]
    )
    return Draft(
        engine="by hand",
        input_hash=hashlib.sha256(repr(statements).encode()).hexdigest(),
        statements=statements,
        clusters=clusters,
        signals=tuple(sorted(signals)),
        placements=tuple(sorted(placements, key=lambda placement: placement.statement_id)),
        goals=goals,
    )


def _stored(board: Board, content: Draft) -> DraftRecord:
    record = DraftRecord(
        phase_id=board.phase.id,
        engine=content.engine,
        input_hash=draft_hash(content),
        content=to_plain(content),
        made_at=now(),
    )
    db.session.add(record)
    db.session.commit()
    return record


def redraw(board: Board, change: Callable[[Draft], Draft]) -> None:
    """The newest draft once more, with something else in it."""
    newest = maps.newest_draft(board.phase)
    assert newest is not None
    content = change(maps.content(newest))
    record = DraftRecord(
        phase_id=board.phase.id,
        engine=content.engine,
        input_hash=hashlib.sha256(repr(content).encode()).hexdigest(),
        content=to_plain(content),
        made_at=now(),
    )
    db.session.add(record)
    db.session.commit()


def _id(title: str) -> str:
    return "p-" + hashlib.sha256(title.encode()).hexdigest()[:8]


def _statement(board: Board, line: Line) -> Statement:
    row = _answer(board, line)
    said = Said(
        key=f"a{row.id}",
        respondent=str(row.submission.membership_id),
        organisation=line.organisation,
        asked=line.asked,
        text=line.text,
        question=row.question_id,
        **line.more,
    )
    return Statement(f"a{row.id}.1", said, 0, len(line.text), line.text, line.kind or line.asked)


def _answer(board: Board, line: Line) -> Answer:
    form = _form(board, line.organisation)
    question = QUESTIONS[line.asked]
    mine = [answer for answer in form.answers if answer.question_id == question]
    for answer in mine:
        if answer.value == line.text:
            return answer
    made = Answer(question_id=question, repeat=len(mine), value=line.text)
    form.answers.append(made)
    db.session.flush()
    return made


def _form(board: Board, organisation: str) -> Submission:
    step = next(step for step in board.phase.steps if step.number == 2)
    members = {member.organisation.name: member for member in board.project.memberships}
    member = members.get(organisation) or join(board.project, Role.CORE, organisation)
    found = db.session.query(Submission).filter_by(step_id=step.id, membership_id=member.id).one_or_none()
    if found is None:
        found = Submission(step=step, membership=member, questionnaire=_version(), submitted_at=now())
        db.session.add(found)
        db.session.flush()
    return found


def _version() -> QuestionnaireVersion:
    from forms.definition import load_step  # noqa: PLC0415

    content = load_step(2).to_json()
    wanted = hashlib.sha256(content.encode()).hexdigest()
    found = db.session.query(QuestionnaireVersion).filter_by(hash=wanted).one_or_none()
    if found is None:
        found = QuestionnaireVersion(hash=wanted, step_number=2, content=content)
        db.session.add(found)
        db.session.flush()
    return found
