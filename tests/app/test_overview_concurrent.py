"""Several people on one map at once, in any order, each from a page that may be old: nothing is lost or overwritten."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from random import Random

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.extensions import db
from app.models import MapEdit, Person, Phase
from app.overview import maps, operations
from app.overview.conflicts import differences
from app.overview.maps import Moment
from app.overview.operations import ChangedMeanwhileError
from app.overview.storing import to_plain
from synthesis import edits
from synthesis.edits import Edit, EditError
from synthesis.model import ProblemMap
from tests.app.overview_factories import Board, make_board
from tests.factories import join
from tests.synthesis.maps import Rolled, change

PEOPLE = 3
# A hundred rounds each time; the thorough profile of tests/conftest.py walks ten thousand.
USUAL_EXAMPLES = 20


@dataclass(frozen=True)
class Sent:
    """One change as it was sent: by whom, from which page, and what that page showed."""

    author_id: int
    edit: Edit
    seen: Moment
    shown: ProblemMap


def examples() -> int:
    """As many as the profile says where that is more than usual."""
    most = settings().max_examples
    return most if most > settings.get_profile("default").max_examples else USUAL_EXAMPLES


@pytest.fixture
def board(app: Flask) -> Board:
    """One map for all examples; each of them starts from a phase of its own with the same draft."""
    made = make_board()
    for _ in range(PEOPLE):
        join(made.project)
    return made


def fresh_phase(board: Board) -> Phase:
    """Another phase of the traject with the same draft, so that each example starts from an untouched map."""
    number = db.session.scalar(select(func.max(Phase.number))) or 0
    phase = Phase(project_id=board.project.id, number=number + 1, started_on=board.phase.started_on)
    record = maps.newest_draft(board.phase)
    assert record is not None
    db.session.add(phase)
    db.session.flush()
    again = type(record)(
        phase_id=phase.id, engine=record.engine, input_hash=record.input_hash, content=to_plain(maps.content(record))
    )
    db.session.add(again)
    db.session.commit()
    return phase


def sent_at_once(app: Flask, phase: Phase, batch: list[Sent]) -> list[str]:
    """Send changes from as many threads, each with a session of its own. What became of each, in order."""
    phase_id = phase.id

    def send(one: Sent) -> str:
        with app.app_context():
            try:
                there = db.session.get_one(Phase, phase_id)
                operations.change(there, one.edit, db.session.get_one(Person, one.author_id), one.seen)
            except (ChangedMeanwhileError, EditError):
                return "refused"
            finally:
                db.session.remove()
            return "kept"

    db.session.commit()
    with ThreadPoolExecutor(len(batch)) as pool:
        return list(pool.map(send, batch))


@settings(
    max_examples=examples(),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(seed=st.integers(0, 2**32))
def test_whatever_is_sent_at_once_nothing_is_lost_and_the_log_gives_the_same_map(
    app: Flask, board: Board, seed: int
) -> None:
    random = Random(seed)  # noqa: S311  (an example, not a secret)
    authors = [member.person_id for member in board.project.memberships][:PEOPLE]
    phase = fresh_phase(board)
    pages: list[tuple[Moment, ProblemMap]] = []
    kept: list[Sent] = []
    for turn in range(random.randint(1, 4)):
        present, moment = maps.map_of(phase), maps.moment_of(phase)
        assert present is not None
        assert moment is not None
        pages.append((moment, present))
        batch: list[Sent] = []
        for author in authors[: random.randint(1, PEOPLE)]:
            seen, shown = random.choice(pages[-2:])
            edit = change(Rolled(random), shown, maps.edits_of(phase, seen.sequence))
            if edit is not None:
                batch.append(Sent(author, replace(edit, id=f"{turn}-{author}-{edit.id}"), seen, shown))
        told = sent_at_once(app, phase, batch) if batch else []
        kept += [one for one, what in zip(batch, told, strict=True) if what == "kept"]
    check(board, phase, kept)


def check(board: Board, phase: Phase, kept: list[Sent]) -> None:
    """The log holds what was kept and nothing else, each change on the map that its author saw, and replays to it."""
    db.session.expire_all()
    rows = list(db.session.scalars(select(MapEdit).where(MapEdit.phase_id == phase.id).order_by(MapEdit.sequence)))
    assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
    assert {row.content["id"] for row in rows} == {one.edit.id for one in kept}
    record = maps.newest_draft(phase)
    assert record is not None
    draft, log = maps.content(record), [edits.from_json(row.content) for row in rows]
    by_id = {one.edit.id: one for one in kept}
    for place, edit in enumerate(log):
        one, before = by_id[edit.id], edits.apply(draft, log[:place])
        assert not differences(edit, log[:place], one.shown, before), "a change went over what its author had not seen"
    again = edits.apply(draft, log)
    assert again == maps.map_of(phase)
    placed = [key for cluster in again.clusters for key in cluster.statement_ids] + list(again.signals)
    assert sorted(placed) == sorted({said.id for said in again.statements})
    assert {said.id for said in draft.statements} <= set(placed)
