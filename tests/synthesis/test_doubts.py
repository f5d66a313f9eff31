"""Where it pays to look, and the engine's doubts in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.doubts import badge, doubtful, misread
from synthesis.edits import apply, confirm, move, park
from synthesis.model import Draft, Kind
from tests.synthesis.maps import draft, partitions, statement


def _sure(found: Draft, **confidence: float) -> Draft:
    """The draft with a confidence per statement, and the other cluster as runner-up."""
    ids = [cluster.id for cluster in found.clusters]
    placements = tuple(
        replace(
            place,
            confidence=confidence.get(f"s{place.statement_id}", 0.9),
            runner_up=next((key for key in ids if key != place.cluster_id), None),
        )
        for place in found.placements
    )
    return replace(found, placements=placements)


TWO = _sure(draft({"a": "123", "b": "45"}, "6"), s1=0.3, s2=0.1, s4=0.1, s6=0.2)


def test_the_least_sure_come_first_and_ties_go_by_id() -> None:
    assert [one.statement_id for one in doubtful(TWO, 4)] == ["2", "4", "6", "1"]


def test_each_says_where_it_lies_and_where_else_it_fits() -> None:
    second, _, signal = doubtful(TWO, 3)
    assert (second.cluster_id, second.runner_up, second.confidence) == ("a", "b", 0.1)
    assert second.sentence == "Ligt bij ‘Titel a’, maar lijkt ook op ‘Titel b’."
    assert signal.cluster_id is None
    assert signal.sentence == "Ligt bij de losse signalen, maar lijkt wel iets op ‘Titel a’."


def test_without_a_runner_up_it_says_so() -> None:
    alone = _sure(draft({"a": "12"}), s1=0.1)
    assert doubtful(alone, 1)[0].sentence == "Ligt bij ‘Titel a’, maar lijkt daar niet erg op."
    single = _sure(draft({}, "1"))
    assert doubtful(single)[0].sentence == "Ligt bij de losse signalen: lijkt nergens op."


def test_what_people_placed_is_not_asked_again() -> None:
    before = apply(TWO, [])
    after = apply(TWO, [move(before, "1", ["2"], "b")])
    assert "2" not in [one.statement_id for one in doubtful(after)]


@pytest.mark.parametrize("decide", [confirm, park])
def test_what_the_group_decided_on_is_not_asked_again(decide: object) -> None:
    before = apply(TWO, [])
    after = apply(TWO, [decide(before, "1", "a")])  # type: ignore[operator]
    assert [one.statement_id for one in doubtful(after, 2)] == ["4", "6"]


def test_what_came_later_in_a_confirmed_subject_is_asked() -> None:
    before = apply(TWO, [])
    later = _sure(draft({"a": "1237", "b": "45"}, "6"), s7=0.05)
    after = apply(later, [confirm(before, "1", "a")])
    assert doubtful(after, 1)[0].statement_id == "7"


def test_an_answer_about_a_subject_lies_there_for_certain() -> None:
    known = [statement("1", about="a"), statement("2")]
    asked = _sure(draft({"a": "12", "b": "34"}, known=known), s1=0.0, s2=0.1)
    assert [one.statement_id for one in doubtful(asked, 1)] == ["2"]


@settings(deadline=None)
@given(partitions("12345678"), st.lists(st.floats(0, 1), min_size=8, max_size=8), st.integers(0, 10))
def test_never_more_than_asked_and_none_surer_than_one_left_out(found: Draft, chances: list[float], most: int) -> None:
    sure = _sure(found, **{f"s{number}": chance for number, chance in enumerate(chances, 1)})
    shown = doubtful(sure, most)
    left = {place.statement_id: place.confidence for place in sure.placements}
    for one in shown:
        assert left.pop(one.statement_id) == one.confidence
        assert one.sentence.endswith(".")
    assert len(shown) == min(most, 8)
    assert not shown or not left or shown[-1].confidence <= min(left.values())
    assert doubtful(replace(sure, placements=sure.placements[::-1]), most) == shown


def test_a_draft_and_its_map_without_changes_say_the_same() -> None:
    assert doubtful(TWO) == doubtful(apply(TWO, []))


def test_a_solution_in_the_problem_box_is_told() -> None:
    said = replace(statement("1", kind=Kind.PROBLEM), kind=Kind.SOLUTION)
    assert misread(said) == "Staat in het vak ‘probleem’, leest als een oplossing."


@pytest.mark.parametrize("kind", Kind)
def test_every_other_kind_has_its_sentence_and_the_same_kind_has_none(kind: Kind) -> None:
    said = replace(statement("1", kind=Kind.CAUSE), kind=kind)
    assert (misread(said) is None) == (kind is Kind.CAUSE)


@pytest.mark.parametrize(
    ("stability", "words"),
    [
        (None, ""),
        (0.0, "los verband"),
        (0.599, "los verband"),
        (0.6, "redelijk"),
        (0.749, "redelijk"),
        (0.75, "stevig"),
        (1.0, "stevig"),
    ],
)
def test_the_badge_says_how_firm_a_subject_is(stability: float | None, words: str) -> None:
    assert badge(stability) == words
