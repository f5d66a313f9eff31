"""What holds for any draft, any changes and any late answers."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.edits import KINDS, Edit, Heard, apply, describe, from_json, redo, restore, to_json, undo, undoable
from synthesis.model import Draft, MapCluster, ProblemMap
from tests.synthesis.maps import changes, partitions

IDS = "0123456789ABCDEF"


def check_whole(draft: Draft, problem_map: ProblemMap) -> None:
    """Every statement once, no empty cluster, goals and placements on the map."""
    placed = [key for each in problem_map.clusters for key in each.statement_ids] + list(problem_map.signals)
    assert sorted(placed) == sorted(each.id for each in problem_map.statements)
    assert {each.id for each in draft.statements} <= set(placed)
    assert all(each.statement_ids and set(each.new_ids) <= set(each.statement_ids) for each in problem_map.clusters)
    on_map = [each.id for each in problem_map.clusters]
    assert len(set(on_map)) == len(on_map)
    assert {goal.cluster_id for goal in problem_map.goals} <= set(on_map)
    home = {key: each.id for each in problem_map.clusters for key in each.statement_ids}
    assert all(each.cluster_id == home.get(each.statement_id) for each in problem_map.placements)


def decided(problem_map: ProblemMap, log: list[Edit]) -> dict[str, MapCluster]:
    """The clusters on the map with a statement that was in somebody's hands."""
    touched = {key for each in log for key in each.touched()}
    return {each.id: each for each in problem_map.clusters if touched.intersection(each.statement_ids)}


@settings(deadline=None)
@given(st.data())
def test_no_late_answer_changes_a_decision_or_loses_a_statement(data: st.DataObject) -> None:
    log: list[Edit] = []
    number = data.draw(st.integers(2, 10))
    current = data.draw(partitions(IDS[:number]))
    for _ in range(data.draw(st.integers(1, 3))):
        for _ in range(data.draw(st.integers(0, 5))):
            edit = data.draw(changes(apply(current, log), log, with_undo=False))
            log += [edit] if edit else []
        before = apply(current, log)
        check_whole(current, before)
        number = min(len(IDS), number + data.draw(st.integers(0, 4)))
        current = data.draw(partitions(IDS[:number]))
        after = apply(current, log)
        check_whole(current, after)
        now = {each.id: each for each in after.clusters}
        for key, was in decided(before, log).items():
            held = set(was.statement_ids) - set(was.new_ids)
            assert (now[key].title, now[key].standing, now[key].titled_by_person) == (
                was.title,
                was.standing,
                was.titled_by_person,
            )
            assert set(now[key].statement_ids) - set(now[key].new_ids) == held
        sent_away = {key for each in log if each.kind == "move" and each.target is None for key in each.statements}
        placed_later = {key for each in log if each.target is not None for key in each.statements}
        assert (sent_away - placed_later) & set(before.signals) <= set(after.signals)


@settings(deadline=None)
@given(st.data())
def test_undo_restores_the_map_exactly_and_redo_brings_it_back(data: st.DataObject) -> None:
    log: list[Edit] = []
    current = data.draw(partitions(IDS[: data.draw(st.integers(2, 10))]))
    for _ in range(data.draw(st.integers(1, 8))):
        if data.draw(st.integers(0, 3)) == 0:
            current = data.draw(partitions(IDS[: data.draw(st.integers(2, 12))]))
        before = apply(current, log)
        edit = data.draw(changes(before, log))
        if edit is None:
            continue
        log.append(edit)
        after = apply(current, log)
        check_whole(current, after)
        if edit.kind == "undo":
            continue
        taken_back = [*log, undo(log, "terug")]
        assert apply(current, taken_back) == before
        assert apply(current, [*taken_back, redo(taken_back, "weer")]) == after


@settings(deadline=None)
@given(st.data())
def test_a_map_that_is_put_back_is_as_it_was_and_keeps_the_cards_of_the_room(
    data: st.DataObject,
) -> None:
    log: list[Edit] = []
    current = data.draw(partitions(IDS[: data.draw(st.integers(2, 8))]))
    for _ in range(data.draw(st.integers(1, 8))):
        edit = data.draw(changes(apply(current, log), log))
        log += [edit] if edit else []
    moment = data.draw(st.integers(0, max(len(log) - 1, 0)))
    if moment >= len(log):
        return
    then, later = log[:moment], {key for each in log[moment:] if each.kind == "add" for key in each.statements}
    put_back = [*log, restore(log, "terug", then[-1].id if then else None)]
    now = apply(current, put_back)
    check_whole(current, now)
    was = apply(current, then)
    if not later:
        assert now == was
    heard = {key for key in later if key in {each.id for each in apply(current, log).statements}}
    assert heard <= {each.id for each in now.statements}
    assert apply(current, [*put_back, undo(put_back, "toch niet")]) == apply(current, log)


@settings(deadline=None)
@given(st.data())
def test_undoing_everything_gives_back_the_draft(data: st.DataObject) -> None:
    log: list[Edit] = []
    current = data.draw(partitions(IDS[: data.draw(st.integers(2, 10))]))
    for _ in range(data.draw(st.integers(0, 6))):
        edit = data.draw(changes(apply(current, log), log))
        log += [edit] if edit else []
    while undoable(log):
        log.append(undo(log, f"u{len(log)}"))
    assert apply(current, log) == apply(current, [])


@settings(deadline=None)
@given(st.data())
def test_what_a_change_says_is_what_happens(data: st.DataObject) -> None:
    log: list[Edit] = []
    current = data.draw(partitions(IDS[: data.draw(st.integers(2, 10))]))
    for _ in range(data.draw(st.integers(1, 6))):
        before = apply(current, log)
        edit = data.draw(changes(before, log, with_undo=False))
        if edit is None:
            continue
        log.append(edit)
        after = apply(current, log)
        now = {each.id: each for each in after.clusters}
        touched = {*edit.clusters, edit.target}
        for was in before.clusters:
            assert was.id in touched or now[was.id] == was
        assert to_json(from_json(json.loads(json.dumps(to_json(edit))))) == to_json(edit)
        assert from_json(to_json(edit)) == edit
        assert describe(edit, before, log).endswith(".")
        if edit.target is not None:
            assert set(edit.statements) <= set(now[edit.target].statement_ids)
        if edit.kind == "mark":
            assert (now[edit.clusters[0]].mark or "") == edit.title
        elif edit.title and edit.kind != "split":
            assert now[edit.clusters[0]].title == edit.title
        if edit.kind == "merge":
            assert set(edit.clusters) & set(now) == {edit.clusters[0]}


TEXTS = st.sampled_from(["a", "b", "n-1", "1", "2", "7", "ZZ", ""])
ANYTHING = st.builds(
    Edit,
    id=TEXTS,
    kind=st.sampled_from([*sorted(KINDS), "?"]),
    clusters=st.lists(TEXTS, max_size=3).map(tuple),
    members=st.none() | st.dictionaries(TEXTS, st.lists(TEXTS, max_size=3).map(tuple), max_size=3),
    statements=st.lists(TEXTS, max_size=3).map(tuple),
    target=st.none() | TEXTS,
    title=TEXTS,
    undoes=st.none() | TEXTS,
    titles=st.none() | st.dictionaries(TEXTS, TEXTS, max_size=2),
    heard=st.none() | st.builds(Heard, text=TEXTS, kind=st.sampled_from(["probleem", "?"])),
)


@settings(deadline=None)
@given(partitions("0123456789"), st.lists(ANYTHING, max_size=8))
def test_no_log_whatever_it_holds_breaks_the_map(current: Draft, log: list[Edit]) -> None:
    check_whole(current, apply(current, log))
    for each in log:
        assert describe(each, apply(current, []), log)
