"""What people change on the map stays, is told, can be taken back, and never overwrites what somebody else did."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.extensions import db
from app.models import AuditEvent, MapEdit, Person, Phase, Role, StepStatus
from app.overview import maps, operations, queries
from app.overview.operations import ChangedMeanwhileError
from app.overview.remembering import Recent
from app.overview.summaries import from_plain
from synthesis import edits
from synthesis.edits import EditError
from synthesis.model import Standing
from tests.app.overview_factories import SEEN, USUAL, WASTE, YOUTH, Board, Line, add_draft, make_board
from tests.checked_client import CheckedClient
from tests.factories import join

CAMERAS = "Extra camera's bij de containers"
FATBIKES = "Bij de school rijden fatbikes te hard"
LATE = Line("Volle containers trekken ratten aan", "GGD", WASTE, more=SEEN)

CHANGES = [
    pytest.param(lambda b: (edits.rename, b.cluster(WASTE), "Afval op straat"), id="rename"),
    pytest.param(lambda b: (edits.merge, (b.cluster(WASTE), b.cluster(YOUTH)), ""), id="merge"),
    pytest.param(lambda b: (edits.split, b.cluster(WASTE), (b.statement(CAMERAS),), "Camera's"), id="split"),
    pytest.param(lambda b: (edits.move, (b.statement(CAMERAS),), b.cluster(YOUTH)), id="move"),
    pytest.param(lambda b: (edits.move, (b.statement(CAMERAS),), None), id="move to the signals"),
    pytest.param(lambda b: (edits.move, (b.statement(FATBIKES),), b.cluster(YOUTH)), id="move from the signals"),
    pytest.param(lambda b: (edits.split, None, (b.statement(FATBIKES),), "Verkeer"), id="split from the signals"),
    pytest.param(lambda b: (edits.park, b.cluster(WASTE)), id="park"),
    pytest.param(lambda b: (edits.confirm, b.cluster(WASTE)), id="confirm"),
]


def undo(board: Board, edit_id: str | None = None) -> MapEdit:
    edit = edits.undo(maps.edits_of(board.phase), operations.new_id(), edit_id)
    return operations.change(board.phase, edit, board.author)


@pytest.mark.parametrize("choose", CHANGES)
def test_every_change_shows_and_an_undo_restores_the_map_exactly(app: Flask, choose) -> None:
    board = make_board()
    before = board.map
    make, *values = choose(board)
    board.change(make, *values)
    assert board.map != before
    undo(board)
    assert board.map == before


@pytest.mark.parametrize("choose", CHANGES)
def test_no_change_loses_a_statement_or_shows_it_twice(app: Flask, choose) -> None:
    board = make_board()
    make, *values = choose(board)
    board.change(make, *values)
    placed = [key for cluster in board.map.clusters for key in cluster.statement_ids] + list(board.map.signals)
    assert sorted(placed) == [statement.id for statement in board.map.statements]
    assert len(placed) == len(USUAL)


def test_an_undo_can_be_undone(app: Flask) -> None:
    board = make_board()
    board.change(edits.rename, board.cluster(WASTE), "Afval op straat")
    taken_back = undo(board)
    undo(board, taken_back.content["id"])
    assert "Afval op straat" in board.titles()


def test_an_old_change_can_be_undone_without_touching_a_later_one(app: Flask) -> None:
    board = make_board()
    board.change(edits.rename, board.cluster(WASTE), "Afval op straat")
    board.change(edits.rename, board.cluster(YOUTH), "Onrust op het plein")
    undo(board, maps.edits_of(board.phase)[0].id)
    assert board.titles() == {WASTE, "Onrust op het plein"}


def test_the_history_tells_who_when_what_and_before_and_after(app: Flask) -> None:
    board = make_board()
    board.change(edits.merge, (board.cluster(WASTE), board.cluster(YOUTH)), "Plein en containers")
    (row,) = maps.history(board.phase)
    summary = from_plain(row.summary)
    assert row.author == board.author
    assert row.made_at is not None
    assert WASTE in summary.text
    assert {(shot.title, shot.size) for shot in summary.was} == {(WASTE, 5), (YOUTH, 4)}
    assert [(shot.title, shot.size) for shot in summary.now] == [("Plein en containers", 9)]


def test_the_history_tells_of_single_signals_too(app: Flask) -> None:
    board = make_board()
    board.change(edits.move, (board.statement(FATBIKES),), board.cluster(YOUTH))
    summary = from_plain(maps.history(board.phase)[0].summary)
    assert [(shot.id, shot.size) for shot in summary.was if shot.id is None] == [(None, 1)]
    assert [(shot.title, shot.size) for shot in summary.now] == [(YOUTH, 5)]


def test_changes_are_numbered_and_logged_without_what_was_typed(app: Flask) -> None:
    board = make_board()
    board.change(edits.rename, board.cluster(WASTE), "Een heel eigen naam")
    board.change(edits.park, board.cluster(YOUTH))
    assert [row.sequence for row in maps.history(board.phase)] == [1, 2]
    logged = db.session.scalars(select(AuditEvent).where(AuditEvent.object_type == "map_edit")).all()
    assert [event.action for event in logged] == ["map_rename", "map_park"]
    assert all("eigen naam" not in f"{event.action} {event.object_id}" for event in logged)


def test_the_database_refuses_two_changes_with_one_number(app: Flask) -> None:
    board = make_board()
    board.change(edits.park, board.cluster(WASTE))
    row = maps.history(board.phase)[0]
    twin = MapEdit(phase_id=row.phase_id, sequence=1, kind=row.kind, content=row.content, summary=row.summary)
    twin.author_id = board.author.id
    db.session.add(twin)
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()


def rename_as_seen(board: Board, title: str, seen: maps.Moment, to: str) -> None:
    """Somebody whose page was made at ``seen`` renames a subject."""
    shown = maps.map_at(board.phase, seen)
    assert shown is not None
    cluster = next(cluster.id for cluster in shown.clusters if cluster.title == title)
    operations.change(board.phase, edits.rename(shown, operations.new_id(), cluster, to), board.author, seen)


def moment(board: Board) -> maps.Moment:
    found = maps.moment_of(board.phase)
    assert found is not None
    return found


def test_the_second_of_two_editors_of_one_subject_is_told_what_changed(app: Flask) -> None:
    board = make_board()
    seen = moment(board)
    board.change(edits.rename, board.cluster(WASTE), "Afval op straat")
    with pytest.raises(ChangedMeanwhileError) as refused:
        rename_as_seen(board, WASTE, seen, "Rommel")
    (difference,) = refused.value.differences
    assert difference.shown is not None
    assert difference.present is not None
    assert (difference.shown.title, difference.present.title) == (WASTE, "Afval op straat")
    assert [row.sequence for row in refused.value.since] == [1]
    assert board.titles() == {"Afval op straat", YOUTH}


def test_two_editors_of_different_subjects_both_go_through(app: Flask) -> None:
    board = make_board()
    seen = moment(board)
    board.change(edits.rename, board.cluster(YOUTH), "Onrust op het plein")
    rename_as_seen(board, WASTE, seen, "Afval op straat")
    assert board.titles() == {"Afval op straat", "Onrust op het plein"}


def test_two_editors_can_move_different_statements_to_one_subject(app: Flask) -> None:
    board = make_board()
    seen, shown = moment(board), board.map
    board.change(edits.move, (board.statement(CAMERAS),), board.cluster(YOUTH))
    target = next(cluster.id for cluster in shown.clusters if cluster.title == YOUTH)
    second = edits.move(shown, operations.new_id(), (board.statement(FATBIKES),), target)
    operations.change(board.phase, second, board.author, seen)
    assert {CAMERAS, FATBIKES} <= board.members(YOUTH)


def test_a_statement_that_somebody_else_just_moved_is_not_moved_again(app: Flask) -> None:
    board = make_board()
    seen, shown = moment(board), board.map
    board.change(edits.move, (board.statement(CAMERAS),), board.cluster(YOUTH))
    second = edits.move(shown, operations.new_id(), (board.statement(CAMERAS),), None)
    with pytest.raises(ChangedMeanwhileError):
        operations.change(board.phase, second, board.author, seen)
    assert CAMERAS in board.members(YOUTH)


def test_many_editors_at_once_lose_nothing_and_skip_no_number(app: Flask) -> None:
    board = make_board()
    names = {board.cluster(WASTE): "Afval", board.cluster(YOUTH): "Plein"}
    phase_id, person_id = board.phase.id, board.author.id
    db.session.commit()

    def edit(cluster: str) -> None:
        with app.app_context():
            phase, person = db.session.get_one(Phase, phase_id), db.session.get_one(Person, person_id)
            for number in range(5):
                present = maps.map_of(phase)
                assert present is not None
                made = edits.rename(present, operations.new_id(), cluster, f"{names[cluster]} {number}")
                operations.change(phase, made, person)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(edit, [*names, *names]))
    db.session.expire_all()
    assert [row.sequence for row in maps.history(board.phase)] == list(range(1, 21))
    assert board.titles() == {"Afval 4", "Plein 4"}


def test_a_merge_with_a_subject_that_is_gone_is_refused(app: Flask) -> None:
    board = make_board()
    board.change(edits.split, board.cluster(WASTE), (board.statement(CAMERAS),), "Camera's")
    seen, shown = moment(board), board.map
    board.change(edits.merge, (board.cluster(YOUTH), board.cluster("Camera's")))
    gone = next(cluster.id for cluster in shown.clusters if cluster.title == "Camera's")
    second = edits.merge(shown, operations.new_id(), (board.cluster(WASTE), gone))
    with pytest.raises(ChangedMeanwhileError) as refused:
        operations.change(board.phase, second, board.author, seen)
    assert any(difference.present is None for difference in refused.value.differences)


def test_nobody_confirms_a_statement_they_have_not_seen(app: Flask) -> None:
    board = make_board()
    seen, cluster = moment(board), board.cluster(WASTE)
    add_draft(board, (*USUAL, LATE))
    with pytest.raises(ChangedMeanwhileError):
        operations.confirm(board.phase, [cluster], board.author, seen)
    assert queries.confirmed_clusters(board.phase) == ()


def test_an_undo_of_what_somebody_built_on_since_is_refused(app: Flask) -> None:
    board = make_board()
    board.change(edits.rename, board.cluster(WASTE), "Afval")
    seen = moment(board)
    board.change(edits.rename, board.cluster("Afval"), "Afval op straat")
    first = maps.edits_of(board.phase)[0]
    edit = edits.undo(maps.edits_of(board.phase), operations.new_id(), first.id)
    with pytest.raises(ChangedMeanwhileError):
        operations.change(board.phase, edit, board.author, seen)


def test_a_page_of_another_phase_changes_nothing_here(app: Flask) -> None:
    board, other = make_board(), make_board()
    edit = edits.park(board.map, operations.new_id(), board.cluster(WASTE))
    with pytest.raises(LookupError):
        operations.change(board.phase, edit, board.author, moment(other))
    assert maps.history(board.phase) == []


def test_a_late_answer_never_undoes_a_rename_and_shows_as_new(app: Flask) -> None:
    board = make_board()
    board.change(edits.rename, board.cluster(WASTE), "Afval op straat")
    add_draft(board, (*USUAL, LATE))
    assert LATE.text in board.members("Afval op straat")
    assert maps.late_ids(board.phase) == {board.statement(LATE.text)}


def test_the_draft_before_the_newest_tells_what_is_late_not_the_first(app: Flask) -> None:
    board = make_board(USUAL[:5])
    add_draft(board, USUAL[:8])
    add_draft(board, USUAL)
    late = {statement.text for statement in board.map.statements if statement.id in maps.late_ids(board.phase)}
    assert late == {line.text for line in USUAL[8:]}


def test_confirming_records_every_subject_and_the_step(app: Flask) -> None:
    board = make_board()
    rows = operations.confirm(board.phase, [board.cluster(WASTE), board.cluster(YOUTH)], board.author, moment(board))
    assert [row.kind for row in rows] == ["confirm", "confirm"]
    assert [cluster.title for cluster in queries.confirmed_clusters(board.phase)] == [WASTE, YOUTH]
    assert next(step.status for step in board.phase.steps if step.number == 2) is StepStatus.CONFIRMED


def test_confirming_is_all_or_nothing(app: Flask) -> None:
    board = make_board()
    board.change(edits.park, board.cluster(YOUTH))
    with pytest.raises(EditError):
        operations.confirm(board.phase, [board.cluster(WASTE), board.cluster(YOUTH)], board.author, moment(board))
    assert queries.confirmed_clusters(board.phase) == ()
    assert [row.kind for row in maps.history(board.phase)] == ["park"]
    assert next(step.status for step in board.phase.steps if step.number == 2) is not StepStatus.CONFIRMED


def test_a_refused_change_leaves_no_trace_in_what_the_process_remembers(app: Flask) -> None:
    board = make_board()
    board.change(edits.park, board.cluster(YOUTH))
    before = board.map
    with pytest.raises(EditError):
        operations.confirm(board.phase, [board.cluster(WASTE), board.cluster(YOUTH)], board.author)
    board.change(edits.rename, board.cluster(WASTE), "Afval")
    assert {cluster.title for cluster in before.clusters} == {WASTE, YOUTH}
    assert {(cluster.title, cluster.standing) for cluster in board.map.clusters} == {
        ("Afval", Standing.OPEN),
        (YOUTH, Standing.PARKED),
    }


def test_what_is_confirmed_is_all_that_the_group_sees_with_the_single_signals(app: Flask) -> None:
    board = make_board()
    member = join(board.project, Role.CORE)
    assert maps.map_for(board.phase, member) is None
    board.change(edits.confirm, board.cluster(WASTE))
    shown = maps.map_for(board.phase, member)
    assert shown is not None
    assert [cluster.title for cluster in shown.clusters] == [WASTE]
    texts = {statement.text for statement in shown.statements}
    assert texts == board.members(WASTE) | {FATBIKES}
    assert {place.statement_id for place in shown.placements} == {statement.id for statement in shown.statements}


def test_other_rooms_read_strengths_and_sources(app: Flask) -> None:
    board = make_board()
    assert [said.text for said in queries.strengths(board.phase)] == ["Bewoners ruimen samen op"]
    wanted = [board.statement(CAMERAS), "a999999.1", "nonsense"]
    (source,) = queries.sources(board.phase, wanted)
    assert (source.text, source.organisation.name, source.step.number, source.question_id) == (
        CAMERAS,
        "Politie",
        2,
        "2.1a",
    )
    assert source.answer.value == CAMERAS


def test_a_source_that_the_newest_draft_no_longer_has_is_still_found(app: Flask) -> None:
    board = make_board()
    key = board.statement(CAMERAS)
    add_draft(board, [line for line in USUAL if line.text != CAMERAS])
    (source,) = queries.sources(board.phase, [key])
    assert source.statement is None
    assert source.text == CAMERAS


def test_sources_of_another_traject_are_not_given(app: Flask) -> None:
    board, other = make_board(), make_board()
    assert queries.sources(board.phase, [other.statement(CAMERAS)]) == ()


def test_maps_are_remembered_and_the_oldest_is_forgotten_first() -> None:
    recent = Recent(2)
    made = []

    def make(value: int) -> int:
        made.append(value)
        return value

    for value in (1, 2, 1, 3, 1, 2):
        assert recent.get(value, lambda value=value: make(value)) == value
    assert made == [1, 2, 3, 2]
    assert len(recent) == 2


def test_a_map_is_made_once_for_many_readers_and_again_after_a_change(app: Flask) -> None:
    board = make_board()
    before = board.map
    assert board.map is before
    board.change(edits.park, board.cluster(WASTE))
    assert board.map is not before


def test_a_moment_reads_back_what_it_writes_and_nothing_else() -> None:
    assert maps.Moment.parse(str(maps.Moment(12, 34))) == maps.Moment(12, 34)
    assert [maps.Moment.parse(text) for text in ("", "12", "12-", "-3", "a-1", "1-2-3", "１-２" * 20)] == [None] * 7


def test_the_history_is_told_in_the_readers_language(board: Board, lead: CheckedClient) -> None:
    board.change(edits.rename, board.cluster(WASTE), "Afval")
    lead.get(f"{board.url}/history")
    lead.post("/language", data={"language": "en", "next": "/"})
    assert f"Renamed: {WASTE} is now called Afval." in lead.get(f"{board.url}/history").text
    seen = maps.moment_of(board.phase)
    url = f"{board.url}/clusters/{board.cluster('Afval')}/change"
    refused = lead.post(url, data={"change": "rename", "title": "a" * 99, "seen": str(seen)})
    assert "A title may have at most 80 characters. This one has 99." in refused.text


def test_a_change_of_before_sentences_were_kept_in_parts_is_told_as_it_was(board: Board) -> None:
    made = from_plain({"text": "Hernoemd: 10 % meer vuil heet nu Vuil.", "was": [], "now": []})
    assert made.text == "Hernoemd: 10 % meer vuil heet nu Vuil."
