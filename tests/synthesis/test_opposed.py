"""Other views: listed always, on clear language only, and never taken away by what others say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.model import Kind, Statement
from synthesis.opposed import Opposition, Why, oppositions
from tests.synthesis.maps import on_map, statement

TEXTS = (
    "Steeds meer jongeren met fatbikes op het plein",
    "Minder jongeren op het plein dan vorig jaar",
    "Veel overlast van fatbikes op het plein",
    "Geen overlast van fatbikes op het plein",
    "Bewoners melden nooit iets bij de politie",
    "Bewoners melden alles bij de politie",
    "Grofvuil naast de containers",
    "Dat valt wel mee",
)
KINDS = (Kind.PROBLEM, Kind.CAUSE, Kind.STRENGTH, Kind.DOUBT, Kind.DESIRED, Kind.SOLUTION)


def found(*statements: Statement) -> tuple[Opposition, ...]:
    problem_map = on_map({"a": statements, "b": [statement("elsewhere")]})
    return oppositions(problem_map, problem_map.clusters[0])


@st.composite
def clusters(draw: st.DrawFn) -> list[Statement]:
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(TEXTS),
                st.sampled_from(KINDS),
                st.sampled_from(["", "more", "less", "same", "meer", "minder"]),
                st.sampled_from(["R1", "R2", "R3"]),
            ),
            min_size=1,
            max_size=8,
        )
    )
    return [
        statement(str(number), text=text, kind=kind, trend=trend, respondent=who)
        for number, (text, kind, trend, who) in enumerate(rows)
    ]


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("Steeds meer jongeren op het plein", "Veel minder jongeren op het plein dan vorig jaar"),
        ("Overlast van fatbikes op het plein", "Er is geen overlast van fatbikes op het plein"),
        ("Bewoners melden alles bij de politie", "Bewoners melden niet bij de politie"),
        ("De containerplek ligt vol grofvuil", "Naast de containers ligt minder grofvuil"),
    ],
)
def test_claims_that_exclude_each_other_stand_side_by_side(yes: str, no: str) -> None:
    assert found(statement("1", text=no), statement("2", text=yes)) == (Opposition(Why.CLAIM, ("2",), ("1",)),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Steeds meer jongeren op het plein", "Steeds meer jongeren hangen op het plein"),
        ("Steeds meer dealers op het plein", "Minder kinderen spelen op het plein"),
        ("Geen recht op opvang want niet rechthebbend", "Mensen die recht hebben op bijstand vragen die niet aan"),
        ("Geen overlast van fatbikes op het plein", "Nooit overlast van fatbikes op het plein"),
        ("Niet minder jongeren op het plein", "Steeds meer jongeren op het plein"),
    ],
)
def test_what_only_seems_to_oppose_is_not_listed(one: str, other: str) -> None:
    assert found(statement("1", text=one), statement("2", text=other)) == ()


def test_a_wish_or_an_idea_does_not_oppose_the_problem_that_it_wants_to_end() -> None:
    problem = statement("1", text="Overlast van fatbikes op het plein")
    for kind in (Kind.DESIRED, Kind.SOLUTION, Kind.UNKNOWN):
        assert found(problem, statement("2", text="Geen overlast van fatbikes op het plein", kind=kind)) == ()


def test_a_doubt_stands_beside_what_it_is_most_about() -> None:
    said = [
        statement("1", text="Grofvuil naast de containers"),
        statement("2", text="Jongeren op het plein, elke avond"),
        statement("3", text="Ik twijfel of het die jongeren op het plein zijn", kind=Kind.DOUBT),
    ]
    assert found(*said) == (Opposition(Why.DOUBT, ("2",), ("3",)),)


def test_a_doubt_about_nothing_that_stands_here_is_listed_all_the_same() -> None:
    said = [statement("1", text="Grofvuil naast de containers"), statement("2", text="Klopt niet", kind=Kind.DOUBT)]
    assert found(*said) == (Opposition(Why.DOUBT, (), ("2",)),)


def test_more_for_one_and_less_for_another_is_told() -> None:
    said = [statement("1", trend="more"), statement("2", trend="minder"), statement("3", trend="same")]
    assert found(*said) == (Opposition(Why.TREND, ("1",), ("2",)),)


def test_a_trend_counts_once_per_answer_and_not_for_a_wish_or_an_idea() -> None:
    first, second = statement("1.1", trend="more"), statement("1.2", trend="more")
    both = [first, replace(second, answer=first.answer, start=40), statement("2.1", trend="less")]
    assert found(*both) == (Opposition(Why.TREND, ("1.1",), ("2.1",)),)
    assert found(first, statement("2.1", trend="less", kind=Kind.SOLUTION)) == ()


def test_nobody_stands_against_themselves() -> None:
    said = [
        statement("1", text=TEXTS[0], respondent="R", trend="more"),
        statement("2", text=TEXTS[1], respondent="R", trend="less"),
    ]
    assert found(*said) == ()


@settings(deadline=None)
@given(clusters())
def test_every_doubt_is_listed_and_both_sides_are_other_people_of_this_cluster(said: list[Statement]) -> None:
    by_id = {one.id: one for one in said}
    views = found(*said)
    doubts = [view.other for view in views if view.why is Why.DOUBT]
    assert doubts == [(one.id,) for one in sorted(said, key=lambda one: one.id) if one.kind is Kind.DOUBT]
    for view in views:
        assert set(view.one) | set(view.other) <= set(by_id)
        people = {key: by_id[key].answer.respondent for key in (*view.one, *view.other)}
        assert not view.one or len(set(people.values())) > 1


@settings(deadline=None)
@given(clusters(), st.randoms(use_true_random=False))
def test_the_order_of_the_answers_does_not_matter(said: list[Statement], chance: object) -> None:
    shuffled = list(said)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert found(*shuffled) == found(*said)


@settings(deadline=None)
@given(clusters(), clusters())
def test_however_many_others_join_a_view_stays(said: list[Statement], others: Sequence[Statement]) -> None:
    more = [
        statement(f"x{one.id}", text=one.text, kind=one.kind, trend=one.answer.trend, respondent=f"S{number}")
        for number, one in enumerate(others)
    ]
    before, after = found(*said), found(*said, *more)
    claims = {view for view in after if view.why is Why.CLAIM}
    assert {view for view in before if view.why is Why.CLAIM} <= claims
    assert {view.other for view in before if view.why is Why.DOUBT} <= {view.other for view in after}
    for view in (view for view in before if view.why is Why.TREND):
        (now,) = (other for other in after if other.why is Why.TREND)
        assert set(view.one) <= set(now.one)
        assert set(view.other) <= set(now.other)
