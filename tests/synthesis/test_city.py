from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joblib import parallel_config

from synthesis import embedding
from synthesis.city import CityMap, drafts, rolled_up
from synthesis.model import Answer, ProblemMap
from synthesis.pipeline import Settings, fingerprint
from synthesis.replay import apply
from tests.synthesis.maps import on_map, statement
from tests.synthesis.rounds import small_round

WORDS = Settings(encoder=embedding.NONE)
LINES = [
    "Zakken naast de containers, elke maandag weer.",
    "Grofvuil op de stoep bij de containers, matrassen en een bankstel",
    "Veel gezinnen met huurachterstand en een deurwaarder aan de deur",
    "Ouderen die weken niemand spreken, eenzaam op drie hoog",
    "Fatbikes scheuren over de stoep langs de school",
]


@cache
def rounds() -> dict[str, tuple[Answer, ...]]:
    return {
        area: tuple(replace(one, key=f"{area}{one.key}", organisation=f"O{number % 4}") for number, one in some)
        for area, some in {
            "Noord": list(enumerate(small_round())),
            "Oost": list(enumerate(small_round()))[:9],
            "West": list(enumerate(small_round()))[3:],
        }.items()
    }


@cache
def city() -> tuple[dict[str, ProblemMap], CityMap]:
    maps = {area: apply(draft, []) for area, draft in drafts(rounds(), WORDS).items()}
    return maps, rolled_up(maps, WORDS)


def placed(found: CityMap) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return sorted(
        (part.area, part.cluster_id, part.title, part.statement_ids) for one in found.subjects for part in one.parts
    )


@st.composite
def local_maps(draw: st.DrawFn) -> Mapping[str, ProblemMap]:
    areas = draw(st.lists(st.sampled_from(["Noord", "Oost", "West", "Zuid"]), unique=True, max_size=3))
    maps = {}
    for area in areas:
        homes = draw(st.lists(st.sampled_from("abc"), max_size=6))
        groups: dict[str, list] = {}
        for number, home in enumerate(homes):
            text, organisation = draw(st.sampled_from(LINES)), draw(st.sampled_from(["De Brug", "De Kade", "Politie"]))
            groups.setdefault(home, []).append(statement(f"{area}{number}", text=text, organisation=organisation))
        made = on_map(groups)
        themed = draw(st.booleans())
        maps[area] = replace(
            made, clusters=tuple(replace(one, theme=one.theme if themed else None) for one in made.clusters)
        )
    return maps


@given(local_maps())
@settings(max_examples=60, deadline=None)
def test_every_local_cluster_is_in_the_city_once_and_whole(maps: Mapping[str, ProblemMap]) -> None:
    expected = sorted(
        (area, one.id, one.title, tuple(sorted(one.statement_ids)))
        for area, local in maps.items()
        for one in local.clusters
    )
    assert placed(rolled_up(maps, WORDS)) == expected


@given(local_maps(), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_areas_clusters_and_statements_does_not_matter(maps: Mapping[str, ProblemMap], random) -> None:
    def shuffled(items: tuple) -> tuple:
        return tuple(random.sample(items, len(items)))

    other = {
        area: replace(maps[area], clusters=shuffled(maps[area].clusters), statements=shuffled(maps[area].statements))
        for area in shuffled(tuple(maps))
    }
    assert rolled_up(other, WORDS) == rolled_up(maps, WORDS)


@given(local_maps())
@settings(max_examples=60, deadline=None)
def test_a_count_of_fewer_than_three_organisations_is_not_given(maps: Mapping[str, ProblemMap]) -> None:
    known = {one.id: one.answer.organisation for local in maps.values() for one in local.statements}
    for subject in rolled_up(maps, WORDS).subjects:
        ids = [key for part in subject.parts for key in part.statement_ids]
        organisations = len({known[key] for key in ids})
        counts = (None, None) if organisations < 3 else (organisations, len(ids))
        assert (subject.organisations, subject.statements) == counts


def test_a_local_theme_is_kept() -> None:
    maps = {"Noord": on_map({"a": [statement("1", text=LINES[0])]})}
    assert [one.theme for one in rolled_up(maps, WORDS).subjects] == ["T01"]


def test_areas_with_the_same_problem_share_a_subject_and_other_problems_do_not() -> None:
    _, found = city()
    waste = [one for one in found.subjects if one.theme == "T09"]
    debts = [one for one in found.subjects if one.theme == "T11"]
    assert max(one.areas for one in waste) == 3
    assert max(one.areas for one in debts) == 3
    assert len(found.subjects) > 2


def test_no_map_gives_an_empty_city() -> None:
    assert rolled_up({}).subjects == ()


class Counting:
    """An encoder of an installation's own, with vectors that depend on the text alone."""

    name = "counting"

    def encode(self, texts: list[str]) -> np.ndarray:
        return np.array([[text.count(letter) / 7.0 for letter in "aeiou"] for text in texts], dtype=np.float32)


@pytest.fixture(scope="module")
def two_workers() -> Iterator[None]:
    """A Dask scheduler of our own with two worker processes, on this machine only."""
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
        ) as cluster,
        distributed.Client(cluster),
    ):
        yield


def test_drafts_made_by_dask_workers_are_the_ones_made_here(two_workers: None) -> None:
    here = drafts(rounds())
    with parallel_config(backend="dask"):
        there = drafts(rounds())
    assert {area: fingerprint(one) for area, one in there.items()} == {
        area: fingerprint(one) for area, one in here.items()
    }


def test_vectors_made_by_dask_workers_are_the_ones_made_here(two_workers: None) -> None:
    texts = [f"{line} {number}" for number in range(500) for line in LINES]
    name = f"{__name__}:Counting"
    here = embedding.vectors(texts, name, {})
    with parallel_config(backend="dask"):
        there = embedding.vectors(texts, name, {})
    assert np.array_equal(here, there)
