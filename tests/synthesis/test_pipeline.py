from __future__ import annotations

import dataclasses
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis import embedding
from synthesis.model import Draft, Kind
from synthesis.pipeline import Settings, input_hash, synthesize
from tests.synthesis.rounds import answer, small_round

ROOT = Path(__file__).parents[2]


def _members(draft: Draft, key: str) -> tuple[str, ...]:
    return next(cluster.statement_ids for cluster in draft.clusters if key in cluster.statement_ids)


@settings(max_examples=25, deadline=None)
@given(st.permutations(small_round()))
def test_the_order_of_the_answers_changes_nothing(shuffled: list) -> None:
    assert synthesize(shuffled) == synthesize(small_round())


def test_every_statement_is_in_one_cluster_or_a_visible_signal() -> None:
    draft = synthesize(small_round())
    placed = [key for cluster in draft.clusters for key in cluster.statement_ids]
    assert sorted([*placed, *draft.signals]) == [one.id for one in draft.statements]


def test_the_subjects_of_a_round_are_found() -> None:
    draft = synthesize(small_round())
    assert {"00.1", "01.1", "02.1"} <= set(_members(draft, "00.1"))
    assert {"05.1", "06.1", "07.1", "08.1"} <= set(_members(draft, "05.1"))
    assert "09.1" not in _members(draft, "00.1")
    assert 3 <= len(draft.clusters) <= 6


def test_causes_strengths_and_wishes_join_the_problem_they_are_about() -> None:
    members = _members(synthesize(small_round()), "00.1")
    assert {"02.1", "03.1"} <= set(members)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=5))
def test_any_few_answers_give_a_draft_that_loses_nothing(texts: list[str]) -> None:
    answers = [answer(str(number), text) for number, text in enumerate(texts)]
    draft = synthesize(answers, Settings(encoder=embedding.NONE))
    assert {one.answer.key for one in draft.statements} == {one.key for one in answers if one.text.strip()}


def test_no_answers_give_an_empty_draft() -> None:
    draft = synthesize([])
    assert (draft.statements, draft.clusters, draft.signals, draft.goals) == ((), (), (), ())


def test_identical_answers_are_one_subject() -> None:
    draft = synthesize([answer(str(number), "zwerfvuil op het plein") for number in range(5)])
    assert [len(cluster.statement_ids) for cluster in draft.clusters] == [5]


def test_two_answers_with_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="share the key"):
        synthesize([answer("1", "afval"), answer("1", "schulden")])


def test_the_authors_own_theme_wins() -> None:
    draft = synthesize([answer("1", "Ratten bij de container", theme="T19"), answer("2", "Ratten bij de container")])
    chosen, suggested = draft.statements
    assert chosen.themes == ("T19",)
    assert suggested.themes[0] == "T09"


def test_answers_about_an_unknown_subject_make_it_a_cluster_with_that_id() -> None:
    draft = synthesize([answer("1", "de lamp is stuk", Kind.CAUSE, about="p-x"), answer("2", "afval", about="p-y")])
    assert {cluster.id: cluster.statement_ids for cluster in draft.clusters} == {"p-x": ("1.1",), "p-y": ("2.1",)}


def test_answers_about_a_cluster_join_it_and_leave_the_others_as_they_were() -> None:
    before = synthesize(small_round())
    waste = next(cluster for cluster in before.clusters if "00.1" in cluster.statement_ids)
    after = synthesize([*small_round(), answer("50", "de wagen kan er niet door", Kind.CAUSE, about=waste.id)])
    assert {cluster.id for cluster in after.clusters} == {cluster.id for cluster in before.clusters}
    assert "50.1" in next(cluster for cluster in after.clusters if cluster.id == waste.id).statement_ids


def test_the_hash_follows_the_answers_and_nothing_else() -> None:
    answers = small_round()
    assert input_hash(answers) == input_hash(answers[::-1])
    assert input_hash(answers) != input_hash(answers[1:])
    assert input_hash(answers) != input_hash([dataclasses.replace(answers[0], place="Plein"), *answers[1:]])


def test_the_draft_says_which_encoder_was_used() -> None:
    assert synthesize([], Settings(encoder=embedding.NONE)).engine.endswith("(none)")
    assert f"({embedding.available()})" in synthesize([]).engine


def test_the_engine_works_without_an_encoder() -> None:
    draft = synthesize(small_round(), Settings(encoder=embedding.NONE))
    assert {"05.1", "06.1"} <= set(_members(draft, "05.1"))


def test_the_callers_store_is_filled_and_used() -> None:
    store: dict = {}
    first = synthesize(small_round(), store=store)
    assert len(store) == len({one.text for one in first.statements})
    assert synthesize(small_round(), store=store) == first


_PRINT_DRAFT = (
    "from tests.synthesis.rounds import small_round; from synthesis.pipeline import synthesize; "
    "print(synthesize(small_round()))"
)


@pytest.mark.parametrize("threads", ["1", "2"])
def test_another_process_with_any_number_of_threads_gives_the_same_draft(threads: str) -> None:
    limits = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), threads)
    run = subprocess.run(
        [sys.executable, "-c", _PRINT_DRAFT],
        cwd=ROOT,
        env=os.environ | limits,
        capture_output=True,
        text=True,
        check=True,
    )
    here = repr(synthesize(small_round()))
    assert hashlib.sha256(run.stdout.strip().encode()).digest() == hashlib.sha256(here.encode()).digest()
