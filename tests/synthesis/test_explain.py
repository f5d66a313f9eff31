from __future__ import annotations

from synthesis.model import Kind
from synthesis.pipeline import synthesize
from tests.synthesis.rounds import answer, small_round


def test_every_statement_says_where_it_is_how_sure_and_why() -> None:
    draft = synthesize(small_round())
    home = {key: cluster.id for cluster in draft.clusters for key in cluster.statement_ids}
    assert [one.statement_id for one in draft.placements] == [one.id for one in draft.statements]
    for placement in draft.placements:
        assert placement.cluster_id == home.get(placement.statement_id)
        assert 0.0 <= placement.confidence <= 1.0
        assert placement.reason.endswith(".")
        assert placement.runner_up != placement.cluster_id or placement.cluster_id is None


def test_shared_words_are_named_as_the_reason() -> None:
    draft = synthesize(small_round())
    reasons = {one.statement_id: one.reason for one in draft.placements}
    assert "‘fatbikes’" in reasons["11.1"]


def test_a_statement_on_its_own_says_so() -> None:
    (placement,) = synthesize([answer("1", "zwerfvuil op het plein")]).placements
    assert placement.cluster_id is None
    assert "op zichzelf" in placement.reason


def test_an_answer_about_a_subject_is_placed_there_for_certain() -> None:
    draft = synthesize([*small_round(), answer("99", "de schoolbel is stuk", Kind.CAUSE, about="p-12345678")])
    placement = next(one for one in draft.placements if one.statement_id == "99.1")
    assert (placement.cluster_id, placement.confidence) == ("p-12345678", 1.0)
