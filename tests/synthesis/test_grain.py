"""The same map finer and coarser."""

from __future__ import annotations

from itertools import pairwise

import pytest

from synthesis.grain import range_of, turned
from synthesis.model import Draft, Kind
from synthesis.pipeline import synthesize
from tests.synthesis.rounds import BY_WORDS, answer, small_round

MORE = [
    answer("80", "Ratten in de tuin en bij de speeltuin"),
    answer("81", "Muizen in de keuken, elke winter weer"),
    answer("82", "De bus rijdt sinds de zomer niet meer na zessen"),
    answer("83", "er is te weinig licht", Kind.CAUSE, about="p-x"),
]


@pytest.fixture(scope="module")
def draft() -> Draft:
    return synthesize([*small_round(), *MORE], BY_WORDS)


@pytest.fixture(scope="module")
def turns(draft: Draft) -> list[Draft]:
    """The draft at every grain, the finest first."""
    finest, coarsest = range_of(draft)
    return [turned(draft, steps) for steps in range(finest, coarsest + 1)]


def _groups(draft: Draft) -> list[set[str]]:
    return [set(cluster.statement_ids) for cluster in draft.clusters] + [{key} for key in draft.signals]


def test_no_step_gives_the_draft_itself(draft: Draft) -> None:
    assert turned(draft, 0) is draft


def test_the_map_can_be_turned_both_ways(draft: Draft) -> None:
    finest, coarsest = range_of(draft)
    assert finest < 0 < coarsest


def test_a_coarser_map_only_joins_and_a_finer_one_only_splits(turns: list[Draft]) -> None:
    for finer, coarser in pairwise(turns):
        large = _groups(coarser)
        assert all(any(small <= one for one in large) for small in _groups(finer))
        assert len(large) == len(_groups(finer)) - 1


def test_every_statement_is_kept_at_every_grain(turns: list[Draft], draft: Draft) -> None:
    for turn in turns:
        placed = [key for cluster in turn.clusters for key in cluster.statement_ids]
        assert sorted([*placed, *turn.signals]) == [one.id for one in draft.statements]
        assert turn.statements == draft.statements


def test_every_statement_says_where_it_is_at_every_grain(turns: list[Draft]) -> None:
    for turn in turns:
        home = {key: cluster.id for cluster in turn.clusters for key in cluster.statement_ids}
        assert {one.statement_id: one.cluster_id for one in turn.placements} == {
            one.id: home.get(one.id) for one in turn.statements
        }
        ids = {cluster.id for cluster in turn.clusters}
        assert {one.runner_up for one in turn.placements} <= ids | {None}
        assert not any(one.runner_up and one.runner_up == one.cluster_id for one in turn.placements)
        assert {goal.cluster_id for goal in turn.goals} <= ids


def test_clusters_that_nothing_happens_to_stay_as_they_were(turns: list[Draft], draft: Draft) -> None:
    before = {cluster.statement_ids: cluster for cluster in draft.clusters}
    for turn in turns:
        for cluster in turn.clusters:
            assert cluster == before.get(cluster.statement_ids, cluster)
        untouched = [cluster for cluster in turn.clusters if cluster.statement_ids in before]
        assert untouched or turn is turns[0] or turn is turns[-1]


def test_ids_and_titles_are_distinct_at_every_grain(turns: list[Draft]) -> None:
    for turn in turns:
        for names in ([one.id for one in turn.clusters], [one.title for one in turn.clusters]):
            assert len(set(names)) == len(names)
            assert all(names)


def test_of_clusters_that_join_the_largest_gives_its_id(draft: Draft) -> None:
    coarser = turned(draft, 1)
    (joined,) = [
        one for one in coarser.clusters if one.statement_ids not in {old.statement_ids for old in draft.clusters}
    ]
    parts = [one for one in draft.clusters if set(one.statement_ids) <= set(joined.statement_ids)]
    assert len(parts) == 2
    assert joined.id in {one.id for one in parts if len(one.statement_ids) == max(len(p.statement_ids) for p in parts)}


def test_the_finest_map_holds_statements_on_their_own_and_what_was_asked(turns: list[Draft]) -> None:
    assert all(len(cluster.statement_ids) == 1 for cluster in turns[0].clusters)
    assert {cluster.id for cluster in turns[0].clusters} <= {"p-x"}


def test_turning_goes_as_far_as_the_tree_and_no_further(draft: Draft) -> None:
    finest, coarsest = range_of(draft)
    assert turned(draft, finest - 5) == turned(draft, finest)
    assert turned(draft, coarsest + 5) == turned(draft, coarsest)
    assert len(turned(draft, coarsest).clusters) == 1


def test_an_empty_map_has_no_other_grain() -> None:
    empty = synthesize([])
    assert range_of(empty) == (0, 0)
    assert turned(empty, 3) is empty
