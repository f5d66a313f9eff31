"""A draft survives storage unchanged, and nothing that is not a draft gets through."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.overview.storing import from_plain, to_plain
from synthesis.model import (
    Answer,
    CandidateGoal,
    Cluster,
    Draft,
    Evidence,
    Kind,
    Placement,
    Proposal,
    Statement,
    Withdrawn,
)

texts = st.text(max_size=20)
ids = st.lists(texts, max_size=3).map(tuple)
answers = st.builds(
    Answer, key=texts, respondent=texts, organisation=texts, asked=st.sampled_from(Kind), text=texts,
    row=st.none() | st.integers(0, 9), evidence=st.none() | st.sampled_from(Evidence), groups=ids,
    severity=st.none() | st.integers(1, 5), theme=st.none() | texts, about=st.none() | texts,
)  # fmt: skip
numbers = st.floats(0, 1)
drafts = st.builds(
    Draft,
    engine=texts,
    input_hash=texts,
    statements=st.lists(
        st.builds(
            Statement, id=texts, answer=answers, start=st.integers(0, 5), end=st.integers(5, 9), text=texts,
            kind=st.sampled_from(Kind), themes=ids,
        ),
        max_size=3,
    ).map(tuple),
    clusters=st.lists(
        st.builds(Cluster, id=texts, title=texts, keywords=ids, statement_ids=ids, theme=st.none() | texts), max_size=3
    ).map(tuple),
    signals=ids,
    placements=st.lists(
        st.builds(
            Placement, statement_id=texts, cluster_id=st.none() | texts, confidence=numbers, reason=texts,
            runner_up=st.none() | texts,
        ),
        max_size=3,
    ).map(tuple),
    goals=st.lists(
        st.builds(CandidateGoal, id=texts, cluster_id=texts, text=texts, statement_ids=ids, missing=ids), max_size=2
    ).map(tuple),
    proposals=st.lists(
        st.builds(
            Proposal, statement_ids=ids, cluster_id=st.none() | texts, title=texts, reason=texts, formed=st.booleans()
        ),
        max_size=2,
    ).map(tuple),
    withdrawn=st.lists(st.builds(Withdrawn, statement_id=texts, cluster_id=st.none() | texts), max_size=2).map(tuple),
    earlier_hash=texts,
)  # fmt: skip


def a_draft() -> Draft:
    said = Answer("a1", "7", "Politie", Kind.PROBLEM, "Grofvuil", evidence=Evidence.SEEN, severity=4)
    statement = Statement("a1.1", said, 0, 8, "Grofvuil", Kind.PROBLEM)
    placement = Placement("a1.1", "p", 1.0, "Hier.")
    return Draft("engine", "0" * 64, (statement,), (Cluster("p", "Vuil", (), ("a1.1",)),), (), (placement,), ())


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drafts)
def test_a_draft_comes_back_from_storage_as_it_was(draft: Draft) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(draft)))) == draft


def _changed(path: list[Any], value: Any) -> Any:
    data = json.loads(json.dumps(to_plain(a_draft())))
    place = data
    for step in path[:-1]:
        place = place[step]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (["version"], 2, "version"),
        (["draft", "engine"], None, "draft.engine"),
        (["draft", "signals"], "a1.1", "draft.signals"),
        (["draft", "statements", 0, "kind"], "probleempje", r"draft.statements\[0\].kind"),
        (["draft", "statements", 0, "start"], "0", r"draft.statements\[0\].start"),
        (["draft", "statements", 0, "start"], True, r"draft.statements\[0\].start"),
        (["draft", "statements", 0, "answer", "text"], ..., "missing"),
        (["draft", "clusters", 0, "colour"], "red", "unknown"),
        (["draft", "clusters", 0], [], r"draft.clusters\[0\]"),
    ],
)
def test_what_is_not_a_draft_is_refused_with_its_place(path: list[Any], value: Any, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        from_plain(_changed(path, value))


@pytest.mark.parametrize("data", [None, [], {}, {"version": 1}, {"version": 1, "draft": None}])
def test_something_else_altogether_is_refused(data: Any) -> None:
    with pytest.raises(ValueError, match="draft"):
        from_plain(data)


def test_a_draft_from_before_a_field_with_a_default_can_still_be_read() -> None:
    assert from_plain(_changed(["draft", "statements", 0, "answer", "theme"], ...)) == a_draft()
    assert from_plain(_changed(["draft", "proposals"], ...)) == a_draft()
