"""Which statements are asked about, with what to choose from."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.asking import EXAMPLES, MOST_OPTIONS, questions, suggest
from synthesis.model import Draft, Kind, Tap
from synthesis.pipeline import synthesize
from synthesis.subjects import subjects
from tests.synthesis.rounds import answer, small_round


@pytest.fixture(scope="module")
def draft() -> Draft:
    return synthesize([*small_round(), answer("99", "er is te weinig licht", Kind.CAUSE, about="p-x")])


def test_every_question_can_be_answered_with_one_tap(draft: Draft) -> None:
    members = {cluster.id: cluster.statement_ids for cluster in draft.clusters}
    titles = {cluster.id: cluster.title for cluster in draft.clusters}
    asked = questions(draft, n=100)
    assert len(asked) > 10
    for question in asked:
        assert 1 <= len(question.options) <= MOST_OPTIONS
        assert len({option.cluster_id for option in question.options}) == len(question.options)
        for option in question.options:
            assert option.title == titles[option.cluster_id]
            assert 1 <= len(option.examples) <= EXAMPLES
            assert set(option.examples) <= set(members[option.cluster_id]) - {question.statement_id}


def test_no_statement_is_asked_about_twice(draft: Draft) -> None:
    asked = [question.statement_id for question in questions(draft, n=100)]
    assert len(set(asked)) == len(asked)
    taps = [Tap(asked[0], asked[5], False), Tap(asked[1], asked[6], True)]
    again = {question.statement_id for question in questions(draft, taps, n=100)}
    assert again == set(asked) - {asked[0], asked[1]}


def test_what_was_said_about_a_named_subject_is_not_asked(draft: Draft) -> None:
    assert "99.1" not in {question.statement_id for question in questions(draft, n=100)}


def test_the_middle_of_a_cluster_is_asked_with_the_other_clusters(draft: Draft) -> None:
    home = {key: cluster.id for cluster in draft.clusters for key in cluster.statement_ids}
    with_own, without = set(), set()
    for question in questions(draft, n=100):
        own = home[question.statement_id]
        (with_own if own in {option.cluster_id for option in question.options} else without).add(own)
    assert without == {cluster.id for cluster in draft.clusters if len(cluster.statement_ids) > 1}
    asked_alone = [one for one in questions(draft, n=100) if home[one.statement_id] not in _offered(one)]
    assert len(asked_alone) == len(without)
    assert with_own


def _offered(question: object) -> set[str]:
    return {option.cluster_id for option in question.options}  # type: ignore[attr-defined]


@settings(max_examples=10, deadline=None)
@given(n=st.integers(0, 30))
def test_no_more_is_asked_than_was_wanted_and_the_most_helpful_first(draft: Draft, n: int) -> None:
    assert questions(draft, n=n) == questions(draft, n=100)[:n]


def test_the_same_draft_gives_the_same_questions_whatever_the_order_of_the_taps(draft: Draft) -> None:
    taps = [Tap("00.1", "05.1", False), Tap("09.1", "10.1", True), Tap("11.1", "12.1", True)]
    assert questions(draft, taps) == questions(draft, taps[::-1])


def test_a_map_without_clusters_asks_nothing() -> None:
    assert questions(synthesize([])) == ()
    assert questions(synthesize([answer("1", "zwerfvuil op het plein")])) == ()


def test_a_statement_on_its_own_is_asked_about() -> None:
    alone = synthesize([*small_round()[:8], answer("77", "De bus rijdt sinds de zomer niet meer na zessen")])
    assert alone.signals == ("77.1",)
    assert "77.1" in {question.statement_id for question in questions(alone, n=100)}


def test_five_different_subjects_are_suggested_for_a_text() -> None:
    found = suggest("De deurwaarder staat elke week aan de deur, schulden bij de zorgverzekeraar")
    assert len(set(found)) == len(found) == 5
    assert set(found) <= {subject.name for subject in subjects()}
    assert found[0] == "schulden en huurachterstand"
    assert suggest("De deurwaarder staat elke week aan de deur, schulden bij de zorgverzekeraar", 2) == found[:2]


@pytest.mark.parametrize("text", ["", "  \n "])
def test_nothing_is_suggested_for_nothing(text: str) -> None:
    assert suggest(text) == ()
