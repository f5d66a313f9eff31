"""A round with more statements than can be compared pair by pair."""

from __future__ import annotations

import pytest

from synthesis import train
from synthesis.asking import MOST_OPTIONS, questions
from synthesis.grain import range_of, turned
from synthesis.grouping import MOST_PAIRED
from synthesis.model import Answer, Draft, Kind, Tap
from synthesis.pipeline import fingerprint, synthesize
from tests.synthesis.rounds import BY_WORDS, answer

SIZE = 1250
LONGEST = 60


@pytest.fixture(scope="module")
def answers() -> list[Answer]:
    short = [
        row["text"] for row in train.rows(train.EXAMPLES) if len(row["text"]) <= LONGEST and "\n" not in row["text"]
    ]
    step = len(short) // SIZE
    made = [answer(f"{number:04d}", text) for number, text in enumerate(short[::step][:SIZE])]
    return [*made, answer("zz", "er is te weinig licht", Kind.CAUSE, about="p-12345678")]


@pytest.fixture(scope="module")
def draft(answers: list[Answer]) -> Draft:
    made = synthesize(answers, BY_WORDS)
    assert len(made.statements) > MOST_PAIRED
    return made


def test_every_statement_is_there_once(draft: Draft) -> None:
    placed = [key for cluster in draft.clusters for key in cluster.statement_ids]
    assert sorted([*placed, *draft.signals]) == [one.id for one in draft.statements]
    assert [one.statement_id for one in draft.placements] == [one.id for one in draft.statements]


def test_every_cluster_has_a_title_of_its_own(draft: Draft) -> None:
    titles = [cluster.title for cluster in draft.clusters]
    assert len(titles) >= 20
    assert len(set(titles)) == len(titles)
    assert all(titles)


def test_what_was_asked_about_a_subject_is_placed_there_for_certain(draft: Draft) -> None:
    placement = next(one for one in draft.placements if one.statement_id == "zz.1")
    assert (placement.cluster_id, placement.confidence) == ("p-12345678", 1.0)


def test_the_order_of_the_answers_changes_nothing(answers: list[Answer], draft: Draft) -> None:
    assert fingerprint(synthesize(answers[::-1], BY_WORDS)) == fingerprint(draft)


def test_the_least_sure_statements_are_asked_about(draft: Draft) -> None:
    asked = questions(draft, n=30)
    members = {cluster.id: cluster.statement_ids for cluster in draft.clusters}
    assert len({one.statement_id for one in asked}) == 30
    for question in asked:
        assert 1 <= len(question.options) <= MOST_OPTIONS
        for option in question.options:
            assert 1 <= len(option.examples) <= 2
            assert set(option.examples) <= set(members[option.cluster_id]) - {question.statement_id}
    first = asked[0].statement_id
    assert first not in {one.statement_id for one in questions(draft, [Tap(first, "x", True)], n=30)}


def test_the_map_can_be_turned_coarser(draft: Draft) -> None:
    finest, coarsest = range_of(draft)
    assert finest == 0
    assert coarsest >= 10
    coarser = turned(draft, coarsest // 2)
    home = {key: cluster.id for cluster in coarser.clusters for key in cluster.statement_ids}
    assert all(len({home[key] for key in cluster.statement_ids}) == 1 for cluster in draft.clusters)
    assert len(coarser.clusters) == len(draft.clusters) - coarsest // 2
