from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis import embedding
from synthesis.model import Draft, Kind, Tap
from synthesis.opinion import Opinion
from synthesis.pipeline import Settings, fingerprint, input_hash, synthesize
from tests.synthesis.rounds import BY_WORDS, answer, small_round

ROOT = Path(__file__).parents[2]


def _members(draft: Draft, key: str) -> tuple[str, ...]:
    return next(cluster.statement_ids for cluster in draft.clusters if key in cluster.statement_ids)


@settings(max_examples=25, deadline=None)
@given(st.permutations(small_round()))
def test_the_order_of_the_answers_changes_nothing(shuffled: list) -> None:
    assert fingerprint(synthesize(shuffled, BY_WORDS)) == fingerprint(synthesize(small_round(), BY_WORDS))


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
    draft = synthesize(answers, BY_WORDS)
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
    assert synthesize([], BY_WORDS).engine.endswith("(words)")
    assert synthesize([]).engine.endswith(f"({'+'.join(sorted(embedding.chosen()))})")
    assert synthesize([], Settings(encoder=embedding.USE)).engine.endswith("(usem3)")


def test_the_engine_works_without_an_encoder() -> None:
    draft = synthesize(small_round(), BY_WORDS)
    assert {"05.1", "06.1"} <= set(_members(draft, "05.1"))


def test_the_callers_store_is_filled_and_used() -> None:
    store: dict = {}
    first = synthesize(small_round(), store=store)
    texts = {one.text for one in first.statements}
    assert store.keys() == {f"{name}:{text}" for name in embedding.chosen() for text in texts}
    assert synthesize(small_round(), store=store) == first


def test_vectors_made_one_by_one_give_the_draft_of_vectors_made_at_once() -> None:
    few, at_once = small_round()[:7], {}
    draft = synthesize(few, store=at_once)
    one_by_one: dict = {}
    for name in embedding.chosen():
        for statement in draft.statements:
            embedding.vectors([statement.text], name, one_by_one)
    assert fingerprint(synthesize(few, store=one_by_one)) == fingerprint(draft)


TAPS = (
    Tap("09.1", "10.1", True),
    Tap("09.1", "11.1", False),
    Tap("00.1", "04.1", False),
    Tap("04.1", "00.1", False),
    Tap("05.1", "07.1", True),
)


@settings(max_examples=15, deadline=None)
@given(st.permutations(TAPS))
def test_the_order_of_the_taps_changes_nothing(shuffled: list[Tap]) -> None:
    assert synthesize(small_round(), BY_WORDS, taps=shuffled) == synthesize(small_round(), BY_WORDS, taps=TAPS)


def test_a_tap_that_is_sent_twice_counts_once() -> None:
    once, twice = (synthesize(small_round(), BY_WORDS, taps=taps) for taps in (TAPS, TAPS * 2))
    assert once.clusters == twice.clusters


def test_taps_bring_statements_together_and_say_so() -> None:
    said = [
        answer("1", "Zwerfvuil op de stoep bij de bakken"),
        answer("2", "De lift is stuk"),
        answer("3", "Afval op straat"),
    ]
    assert synthesize(said, BY_WORDS).signals == ("2.1",)
    taps = [Tap("2.1", "1.1", True), Tap("2.1", "3.1", True), Tap("1.1", "2.1", True), Tap("3.1", "2.1", True)]
    draft = synthesize(said, BY_WORDS, taps=taps)
    assert [cluster.statement_ids for cluster in draft.clusters] == [("1.1", "2.1", "3.1")]
    assert all("aangewezen" in one.reason for one in draft.placements)


def test_the_hash_follows_the_taps() -> None:
    assert input_hash(small_round(), TAPS) == input_hash(small_round(), TAPS[::-1]) != input_hash(small_round())


def test_taps_about_statements_that_are_gone_are_passed_over() -> None:
    draft = synthesize(small_round(), BY_WORDS, taps=[Tap("weg.1", "00.1", True), Tap("weg.1", "weg.2", False)])
    plain = synthesize(small_round(), BY_WORDS)
    assert (draft.clusters, draft.signals, draft.placements) == (plain.clusters, plain.signals, plain.placements)


def test_an_opinion_that_says_nothing_changes_nothing_on_the_map() -> None:
    plain = synthesize(small_round(), BY_WORDS)
    heard = synthesize(small_round(), BY_WORDS, opinion=Opinion((), ()))
    assert dataclasses.replace(heard, engine=plain.engine) == plain


def test_an_opinion_gives_its_title_and_its_mark_on_the_engine() -> None:
    opinion = Opinion((("05.1", "06.1", "07.1", "08.1"),), ("Schulden in gezinnen",))
    draft = synthesize(small_round(), BY_WORDS, opinion=opinion)
    assert "reader" in draft.engine
    assert "Schulden in gezinnen" in {cluster.title for cluster in draft.clusters}


_PRINT_DRAFT = (
    "from tests.synthesis.rounds import small_round; from synthesis.pipeline import fingerprint, synthesize; "
    "print(fingerprint(synthesize(small_round())))"
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
    assert run.stdout.strip() == fingerprint(synthesize(small_round()))
