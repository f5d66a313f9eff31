from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis import goals
from synthesis.language import fold, words
from synthesis.model import CandidateGoal, Cluster, Kind, Statement
from synthesis.wishes import tidy
from tests.synthesis import wishing
from tests.synthesis.maps import on_map, statement
from tests.synthesis.rounds import answer


def _goals(*wishes: Statement) -> tuple[CandidateGoal, ...]:
    cluster = Cluster("p-1", "Afval", (), tuple(sorted(one.id for one in wishes)))
    return goals.candidate_goals([cluster], wishes)


def _wish(key: str, text: str, kind: Kind = Kind.DESIRED, **known: object) -> Statement:
    return Statement(f"{key}.1", answer(key, text, kind, **known), 0, len(text), text, kind)


def test_a_cluster_without_a_desired_result_has_no_goal() -> None:
    assert _goals(_wish("1", "Zakken naast de containers", Kind.PROBLEM)) == ()


def test_clusters_that_nobody_wished_for_are_named_and_given_no_goal() -> None:
    found = on_map({"a": [statement("1", kind=Kind.DESIRED), statement("2")], "b": [statement("3"), statement("4")]})
    assert [cluster.id for cluster in goals.without_wish(found)] == ["b"]


def test_a_goal_says_only_what_people_wrote() -> None:
    (goal,) = _goals(_wish("1", "geen zakken meer naast de container."))
    assert goal.text == "Geen zakken meer naast de container"
    assert goal.statement_ids == ("1.1",)


def test_wishes_that_share_a_word_are_one_goal() -> None:
    (goal,) = _goals(_wish("1", "Een schoon plein"), _wish("2", "kinderen spelen weer op het plein"))
    assert goal.text == "Een schoon plein; kinderen spelen weer op het plein"


def test_wishes_are_one_goal_by_way_of_a_third() -> None:
    (goal,) = _goals(
        _wish("1", "een schoon plein"),
        _wish("2", "groene containers"),
        _wish("3", "containers die van het plein af zijn"),
    )
    assert goal.statement_ids == ("1.1", "2.1", "3.1")


def test_wishes_about_something_else_are_another_goal() -> None:
    found = _goals(_wish("1", "Een schoon plein"), _wish("2", "alle oudjes hebben bezoek"))
    assert [goal.statement_ids for goal in found] == [("1.1",), ("2.1",)]
    assert len({goal.id for goal in found}) == 2


def test_a_word_that_says_little_does_not_tie_wishes() -> None:
    assert len(_goals(_wish("1", "kinderen met een zwemdiploma"), _wish("2", "kinderen zonder honger"))) == 2


def test_what_one_would_see_comes_before_what_should_go_away() -> None:
    (goal,) = _goals(_wish("1", "Geen troep meer op het plein"), _wish("2", "Een plein waar je kunt zitten"))
    assert goal.text == "Een plein waar je kunt zitten; geen troep meer op het plein"
    assert goal.negative is False


def test_a_goal_that_only_says_what_should_go_away_is_marked() -> None:
    (goal,) = _goals(_wish("1", "geen zakken meer op het plein"), _wish("2", "nul bijplaatsingen op het plein"))
    assert goal.negative is True


def test_names_and_abbreviations_keep_their_capital_within_a_goal() -> None:
    (goal,) = _goals(_wish("1", "een GGZ-spreekuur op het plein"), _wish("2", "GGZ elke week op het plein"))
    assert goal.text == "Een GGZ-spreekuur op het plein; GGZ elke week op het plein"


def test_the_same_wish_of_two_people_is_written_once() -> None:
    (goal,) = _goals(_wish("1", "een schoon plein"), _wish("2", "Een schoon plein."))
    assert goal.text == "Een schoon plein"
    assert goal.statement_ids == ("1.1", "2.1")


def test_what_a_measurable_goal_lacks_is_asked() -> None:
    (goal,) = _goals(_wish("1", "een schone straat"))
    assert goal.missing == (goals.WHERE, goals.WHO, goals.SIGN, goals.MEASURE, goals.WHEN)
    assert (goal.place, goal.sign, goal.term, goal.indicator) == ("", "", "", "")


def test_what_was_given_is_taken_to_the_letter_and_not_asked_again() -> None:
    (goal,) = _goals(
        _wish("1", "binnen een jaar durven 8 van de 10 bewoners weer over het pad", place="Plein", groups=("ouderen",))
    )
    assert goal.missing == ()
    assert (goal.place, goal.term, goal.indicator) == ("Plein", "binnen een jaar", "8 van de 10 bewoners")


def test_a_piece_that_several_people_gave_stands_there_once_and_others_beside_it() -> None:
    (goal,) = _goals(
        _wish("1", "een schoon plein", place="Lisplein"),
        _wish("2", "bloemen op het plein", place="Lisplein"),
        _wish("3", "een plein met banken", place="Waterkersplein"),
    )
    assert goal.place == "Lisplein; Waterkersplein"


@pytest.mark.parametrize("known", [{}, {"groups": ("ouderen",)}])
def test_who_notices_is_asked_only_where_nobody_said_it(known: dict[str, object]) -> None:
    (goal,) = _goals(_wish("1", "een schone straat", **known))
    assert (goals.WHO in goal.missing) == (not known)


@settings(deadline=None)
@given(wishing.said())
def test_every_word_of_a_goal_stands_in_its_statements(found: list[Statement]) -> None:
    by_id = {one.id: one for one in found}
    for goal in _goals(*found):
        written = {fold(word.text) for key in goal.statement_ids for word in words(by_id[key].text)}
        assert {fold(word.text) for word in words(goal.text)} <= written


@settings(deadline=None)
@given(wishing.said())
def test_no_wish_is_lost_and_none_counts_twice(found: list[Statement]) -> None:
    used = [key for goal in _goals(*found) for key in goal.statement_ids]
    assert sorted(used) == sorted(one.id for one in found if one.kind is Kind.DESIRED)


@settings(deadline=None)
@given(wishing.said(), st.randoms(use_true_random=False))
def test_goals_do_not_depend_on_the_order(found: list[Statement], chance: object) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    cluster = Cluster("p-1", "Afval", (), tuple(one.id for one in shuffled))
    assert goals.candidate_goals([cluster], shuffled) == _goals(*found)


@settings(deadline=None)
@given(wishing.said())
def test_every_piece_was_written_by_somebody_and_what_is_there_is_not_asked(found: list[Statement]) -> None:
    by_id = {one.id: one for one in found}
    for goal in _goals(*found):
        members = [by_id[key] for key in goal.statement_ids]
        asked = {goals.WHERE: goal.place, goals.SIGN: goal.sign, goals.MEASURE: goal.indicator, goals.WHEN: goal.term}
        for question, piece in asked.items():
            assert (question in goal.missing) == (piece == "")
            for part in piece.split("; ") if piece else ():
                assert any(part in tidy(one.text) or part == one.answer.place for one in members)
