"""People's changes on the map: each kind, undone and redone, and kept under every later draft."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from synthesis.edits import (
    Edit,
    EditError,
    apply,
    confirm,
    describe,
    from_json,
    merge,
    move,
    park,
    redo,
    redoable,
    rename,
    reopen,
    split,
    to_json,
    undo,
    undoable,
    unpark,
)
from synthesis.model import MapCluster, ProblemMap, Standing
from synthesis.replay import PLACED_BY_PEOPLE
from tests.synthesis.maps import draft, shape

FIRST = draft({"a": "123", "b": "456", "c": "78"}, "90")


def cluster(problem_map: ProblemMap, key: str) -> MapCluster:
    return next(each for each in problem_map.clusters if each.id == key)


def test_without_edits_the_map_is_the_draft() -> None:
    problem_map = apply(FIRST, [])
    assert shape(problem_map) == {"a": "123", "b": "456", "c": "78", "-": "09"}
    assert [(each.title, each.keywords, each.theme) for each in problem_map.clusters] == [
        (each.title, each.keywords, each.theme) for each in FIRST.clusters
    ]
    assert problem_map.goals == FIRST.goals
    assert problem_map.placements == FIRST.placements
    assert problem_map.input_hash == FIRST.input_hash


def test_a_rename_changes_only_the_title() -> None:
    start = apply(FIRST, [])
    after = apply(FIRST, [rename(start, "1", "a", "  Grofvuil  bij de containers ")])
    assert shape(after) == shape(start)
    assert cluster(after, "a").title == "Grofvuil bij de containers"
    assert cluster(after, "a").titled_by_person
    assert cluster(after, "b") == cluster(start, "b")


def test_a_merge_keeps_the_first_id_and_title() -> None:
    after = apply(FIRST, [merge(apply(FIRST, []), "1", ["b", "a"])])
    assert shape(after) == {"b": "123456", "c": "78", "-": "09"}
    assert cluster(after, "b").title == "Titel b"


def test_a_merge_can_give_a_new_title() -> None:
    after = apply(FIRST, [merge(apply(FIRST, []), "1", ["a", "b", "c"], "Samen")])
    assert shape(after) == {"a": "12345678", "-": "09"}
    assert cluster(after, "a").title == "Samen"


def test_goals_hang_on_the_cluster_that_is_left() -> None:
    after = apply(FIRST, [merge(apply(FIRST, []), "1", ["a", "b"])])
    assert [(goal.id, goal.cluster_id) for goal in after.goals] == [("g-a", "a"), ("g-b", "a"), ("g-c", "c")]


def test_a_goal_goes_along_when_its_statements_are_split_off() -> None:
    after = apply(FIRST, [split(apply(FIRST, []), "1", "a", ["1", "2"], "Nieuw")])
    assert shape(after) == {"a": "3", "b": "456", "c": "78", "n-1": "12", "-": "09"}
    assert next(goal for goal in after.goals if goal.id == "g-a").cluster_id == "n-1"


def test_a_cluster_can_be_made_of_single_signals() -> None:
    after = apply(FIRST, [split(apply(FIRST, []), "1", None, ["9"], "Toch belangrijk")])
    assert shape(after) == {"a": "123", "b": "456", "c": "78", "n-1": "9", "-": "0"}
    assert cluster(after, "n-1").titled_by_person


def test_statements_move_to_another_cluster_and_to_the_signals_and_say_why() -> None:
    start = apply(FIRST, [])
    first = move(start, "1", ["1", "9"], "b")
    middle = apply(FIRST, [first])
    assert shape(middle) == {"a": "23", "b": "14569", "c": "78", "-": "0"}
    after = apply(FIRST, [first, move(middle, "2", ["7"], None)])
    assert shape(after) == {"a": "23", "b": "14569", "c": "8", "-": "07"}
    placements = {each.statement_id: each for each in after.placements}
    assert (placements["1"].cluster_id, placements["1"].reason) == ("b", PLACED_BY_PEOPLE)
    assert (placements["7"].cluster_id, placements["7"].confidence) == (None, 1.0)
    assert placements["8"] == next(each for each in FIRST.placements if each.statement_id == "8")


def test_an_emptied_cluster_is_gone_with_its_goal() -> None:
    after = apply(FIRST, [move(apply(FIRST, []), "1", ["7", "8"], None)])
    assert shape(after) == {"a": "123", "b": "456", "-": "0789"}
    assert [goal.id for goal in after.goals] == ["g-a", "g-b"]


def test_confirming_parking_and_taking_both_back() -> None:
    log = [confirm(apply(FIRST, []), "1", "a")]
    assert cluster(apply(FIRST, log), "a").standing is Standing.CONFIRMED
    log.append(park(apply(FIRST, log), "2", "a"))
    assert cluster(apply(FIRST, log), "a").standing is Standing.PARKED
    log.append(unpark(apply(FIRST, log), "3", "a"))
    assert cluster(apply(FIRST, log), "a").standing is Standing.CONFIRMED
    log.append(reopen(apply(FIRST, log), "4", "a"))
    assert cluster(apply(FIRST, log), "a").standing is Standing.OPEN


def test_what_is_agreed_of_one_is_not_agreed_of_the_merged_whole() -> None:
    log = [confirm(apply(FIRST, []), "1", "a")]
    log.append(merge(apply(FIRST, log), "2", ["a", "b"]))
    assert cluster(apply(FIRST, log), "a").standing is Standing.OPEN


def test_a_part_split_off_from_a_confirmed_cluster_is_open() -> None:
    log = [confirm(apply(FIRST, []), "1", "a")]
    log.append(split(apply(FIRST, log), "2", "a", ["1"], "Nieuw"))
    after = apply(FIRST, log)
    assert cluster(after, "a").standing is Standing.CONFIRMED
    assert cluster(after, "n-2").standing is Standing.OPEN


def test_a_late_answer_never_undoes_a_rename() -> None:
    log = [rename(apply(FIRST, []), "1", "a", "Grofvuil")]
    late = draft({"x": "12L", "y": "3456", "c": "78"}, "90")
    after = apply(late, log)
    assert shape(after) == {"a": "123L", "c": "78", "y": "456", "-": "09"}
    assert cluster(after, "a").title == "Grofvuil"
    assert cluster(after, "a").new_ids == ("L",)


def test_a_late_answer_goes_to_the_merged_cluster_through_either_part() -> None:
    log = [merge(apply(FIRST, []), "1", ["a", "b"])]
    after = apply(draft({"p": "123L", "q": "456M", "c": "78"}, "90"), log)
    assert shape(after) == {"a": "123456LM", "c": "78", "-": "09"}
    assert cluster(after, "a").new_ids == ("L", "M")


def test_one_statement_placed_by_hand_does_not_pull_others_along() -> None:
    log = [move(apply(FIRST, []), "1", ["7"], "a")]
    after = apply(draft({"a": "123", "b": "456", "z": "7LMN"}, "890"), log)
    assert shape(after) == {"a": "1237", "b": "456", "c": "8", "z": "LMN", "-": "09"}


def test_a_newcomer_whose_only_company_was_moved_becomes_a_signal() -> None:
    log = [move(apply(FIRST, []), "1", ["7"], "a")]
    after = apply(draft({"a": "123", "b": "456", "z": "7L"}, "890"), log)
    assert shape(after) == {"a": "1237", "b": "456", "c": "8", "-": "09L"}


def test_an_untouched_cluster_never_takes_the_id_of_one_that_people_hold() -> None:
    log = [confirm(apply(FIRST, []), "1", "a")]
    after = apply(draft({"a": "45LM", "b": "1236", "c": "78"}, "90"), log)
    assert shape(after) == {"a": "1236", "a-2": "45LM", "c": "78", "-": "09"}
    assert cluster(after, "a").title == "Titel a"


def test_what_is_placed_among_the_signals_stays_there() -> None:
    log = [move(apply(FIRST, []), "1", ["1"], None)]
    assert "1" in apply(draft({"a": "12345678"}, "90"), log).signals


def test_touching_a_cluster_again_accepts_its_newcomers() -> None:
    log = [rename(apply(FIRST, []), "1", "a", "Grofvuil")]
    late = draft({"a": "123L", "b": "456", "c": "78"}, "90")
    log.append(confirm(apply(late, log), "2", "a"))
    after = apply(late, log)
    assert (cluster(after, "a").statement_ids, cluster(after, "a").new_ids) == (("1", "2", "3", "L"), ())
    later = apply(draft({"b": "L456", "a": "123", "c": "78"}, "90"), log)
    assert cluster(later, "a").statement_ids == ("1", "2", "3", "L")


def test_an_edit_of_what_no_longer_exists_has_no_effect() -> None:
    start = apply(FIRST, [])
    log = [rename(start, "1", "a", "Weg"), merge(start, "2", ["a", "b"]), move(start, "3", ["1"], "c")]
    rest = draft({"c": "78"}, "90")
    assert shape(apply(rest, log)) == {"c": "78", "-": "09"}


def test_statements_that_come_back_find_their_place_again() -> None:
    log = [rename(apply(FIRST, []), "1", "a", "Grofvuil"), undo([rename(apply(FIRST, []), "0", "b", "x")], "2")]
    assert shape(apply(draft({"b": "456"}), log)) == {"b": "456"}
    back = apply(draft({"b": "4561", "c": "23"}), log)
    assert shape(back) == {"a": "123", "b": "456"}


def test_undo_and_redo_walk_back_and_forth() -> None:
    log: list[Edit] = [rename(apply(FIRST, []), "1", "a", "Een")]
    log.append(merge(apply(FIRST, log), "2", ["a", "b"]))
    merged = apply(FIRST, log)
    log.append(undo(log, "3"))
    assert apply(FIRST, log) == apply(FIRST, log[:1])
    log.append(undo(log, "4"))
    assert apply(FIRST, log) == apply(FIRST, [])
    assert undoable(log) is None
    log.append(redo(log, "5"))
    assert apply(FIRST, log) == apply(FIRST, log[:1])
    log.append(redo(log, "6"))
    assert apply(FIRST, log) == merged
    assert redoable(log) is None


def test_a_new_change_leaves_nothing_to_redo() -> None:
    log: list[Edit] = [rename(apply(FIRST, []), "1", "a", "Een")]
    log.append(undo(log, "2"))
    log.append(park(apply(FIRST, log), "3", "b"))
    assert redoable(log) is None
    with pytest.raises(EditError, match="niets om opnieuw"):
        redo(log, "4")


def test_an_older_change_can_be_undone_under_later_ones() -> None:
    log: list[Edit] = [merge(apply(FIRST, []), "1", ["a", "b"], "Samen")]
    log.append(confirm(apply(FIRST, log), "2", "a"))
    log.append(park(apply(FIRST, log), "3", "c"))
    log.append(undo(log, "4", "1"))
    after = apply(FIRST, log)
    assert shape(after) == shape(apply(FIRST, []))
    assert (cluster(after, "a").title, cluster(after, "a").standing) == ("Titel a", Standing.CONFIRMED)
    assert cluster(after, "b").standing is Standing.OPEN
    assert cluster(after, "c").standing is Standing.PARKED
    log.append(undo(log, "5", "4"))
    assert apply(FIRST, log) == apply(FIRST, log[:3])


def test_a_change_that_was_undone_long_ago_holds_nothing_in_place() -> None:
    log: list[Edit] = [rename(apply(FIRST, []), "1", "a", "Een")]
    log.append(undo(log, "2"))
    late = draft({"a": "12", "b": "3456", "c": "78"}, "90")
    log.append(rename(apply(late, log), "3", "a", "Twee"))
    assert shape(apply(late, log)) == {"a": "12", "b": "3456", "c": "78", "-": "09"}


@pytest.mark.parametrize(
    ("attempt", "sentence"),
    [
        (lambda start: rename(start, "1", "a", "   "), "Vul een titel in"),
        (lambda start: rename(start, "1", "a", "x" * 81), "hoogstens 80 tekens"),
        (lambda start: rename(start, "1", "zz", "Naam"), "staat niet meer op de kaart"),
        (lambda start: merge(start, "1", ["a", "a"]), "minstens twee onderwerpen"),
        (lambda start: merge(start, "1", ["a", "b"], "x" * 81), "hoogstens 80 tekens"),
        (lambda start: split(start, "1", "a", ["1", "2", "3"], "Alles"), "Laat minstens één kaart liggen"),
        (lambda start: split(start, "1", "a", [], "Niets"), "Kies minstens één kaart"),
        (lambda start: split(start, "1", "a", ["4"], "Vreemd"), "inmiddels ergens anders"),
        (lambda start: split(start, "1", None, ["4"], "Vreemd"), "inmiddels ergens anders"),
        (lambda start: move(start, "1", ["1"], "zz"), "staat niet meer op de kaart"),
        (lambda start: move(start, "1", ["1"], "a"), "liggen daar al"),
        (lambda start: move(start, "1", ["9"], None), "liggen daar al"),
        (lambda start: move(start, "1", ["?"], "a"), "bestaat niet meer"),
        (lambda start: unpark(start, "1", "a"), "niet op de parkeerplaats"),
        (lambda start: reopen(start, "1", "a"), "nog niet bevestigd"),
        (lambda _: undo([], "1"), "niets om ongedaan te maken"),
    ],
)
def test_what_cannot_be_done_is_refused_in_plain_dutch(attempt: Callable[[ProblemMap], Edit], sentence: str) -> None:
    with pytest.raises(EditError, match=sentence):
        attempt(apply(FIRST, []))


def test_a_parked_or_confirmed_cluster_is_not_parked_or_confirmed_twice() -> None:
    parked = apply(FIRST, [park(apply(FIRST, []), "1", "a")])
    with pytest.raises(EditError, match="al op de parkeerplaats"):
        park(parked, "2", "a")
    with pytest.raises(EditError, match="Haal het daar eerst weg"):
        confirm(parked, "2", "a")
    with pytest.raises(EditError, match="al bevestigd"):
        confirm(apply(FIRST, [confirm(apply(FIRST, []), "1", "b")]), "2", "b")


def test_the_history_reads_as_sentences() -> None:
    start = apply(FIRST, [])
    first = merge(start, "1", ["a", "b"])
    log = [first, undo([first], "2"), redo([first, undo([first], "2")], "3")]
    assert describe(rename(start, "1", "a", "Grofvuil"), start) == "Hernoemd: Titel a heet nu Grofvuil."
    assert describe(first, start) == "Samengevoegd: Titel a en Titel b."
    assert describe(merge(start, "1", ["a", "b", "c"], "Alles"), start) == (
        "Samengevoegd: Titel a, Titel b en Titel c, onder de titel Alles."
    )
    assert describe(split(start, "1", "a", ["1"], "Nieuw"), start) == (
        "Gesplitst: 1 kaart uit Titel a als nieuw onderwerp Nieuw."
    )
    assert describe(move(start, "1", ["1", "4"], "c"), start) == (
        "Verplaatst: 2 kaarten van Titel a en Titel b naar Titel c."
    )
    assert describe(move(start, "1", ["9"], "c"), start) == ("Verplaatst: 1 kaart van de losse signalen naar Titel c.")
    assert describe(move(start, "1", ["1"], None), start) == "Verplaatst: 1 kaart van Titel a naar de losse signalen."
    assert describe(park(start, "1", "a"), start) == "Geparkeerd: Titel a."
    assert describe(confirm(start, "1", "a"), start) == "Bevestigd: Titel a."
    assert describe(log[1], start, log) == "Ongedaan gemaakt: samengevoegd: Titel a en Titel b."
    assert describe(log[2], start, log) == "Opnieuw gedaan: samengevoegd: Titel a en Titel b."
    assert describe(log[1], start) == "Ongedaan gemaakt: een eerdere wijziging."


@pytest.mark.parametrize(
    "damage",
    [
        {"kind": "explode"},
        {"id": 3},
        {"statements": "123"},
        {"members": {"a": [1]}},
        {"members": ["a"]},
        {"titles": {"a": None}},
        {"unknown": 1},
    ],
)
def test_damaged_storage_is_refused(damage: dict[str, object]) -> None:
    whole = to_json(rename(apply(FIRST, []), "1", "a", "Naam"))
    with pytest.raises(ValueError, match=r"edit|text|mapping"):
        from_json(whole | damage)
    with pytest.raises(ValueError, match="fields"):
        from_json({"kind": "rename"})
