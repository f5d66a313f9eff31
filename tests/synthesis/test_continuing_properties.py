"""Any changes by people and any late, corrected and withdrawn answers, in any order: what stands somewhere stays there.

``pytest --hypothesis-profile=thorough tests/synthesis/test_continuing_properties.py`` walks 10,000 such sequences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from synthesis.continuing import continued
from synthesis.edits import Edit, apply, keep, move, split, undo, undoable
from synthesis.heard import IN_THE_ROOM
from synthesis.model import Draft, MapCluster, ProblemMap, Proposal, Standing
from tests.synthesis.maps import changes, draft, statement
from tests.synthesis.test_edit_properties import check_whole

IDS = "0123456789ABCDEFGHIJ"
NAMES = ["a", "b", "c", "d", "e"]


@dataclass
class Walk:
    """A map on its way: the draft that counts, the log, and every answer that is there now with its text."""

    data: st.DataObject
    texts: dict[str, str] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    log: list[Edit] = field(default_factory=list)
    number: int = 0

    def __post_init__(self) -> None:
        for key in IDS[: self.draw(st.integers(2, 9))]:
            self.texts[key] = f"Kaart {key}"
        self.draft = self.fresh()

    def draw(self, strategy: st.SearchStrategy):
        return self.data.draw(strategy)

    @property
    def map(self) -> ProblemMap:
        return apply(self.draft, self.log)

    def fresh(self) -> Draft:
        """What the engine might make of the answers now: any division over clusters with any names."""
        self.number += 1
        groups: dict[str, list[str]] = {}
        signals = []
        for key in self.texts:
            name = self.about.get(key) or self.draw(st.sampled_from([*NAMES, None]))
            if name is None:
                signals.append(key)
            else:
                groups.setdefault(name, []).append(key)
        said = [statement(key, text=text, about=self.about.get(key)) for key, text in self.texts.items()]
        made = draft(groups, signals, said)
        placements = tuple(
            replace(
                each,
                confidence=self.draw(st.sampled_from([0.2, 0.8])),
                runner_up=self.draw(st.sampled_from([None, *groups])),
            )
            for each in made.placements
        )
        return replace(made, placements=placements, input_hash=f"{self.number:064}")

    def late_answers(self) -> Draft:
        """Some answers come, some are corrected or withdrawn, some come back: the fresh draft of what is there then."""
        there = list(self.texts)
        for key in self.draw(st.lists(st.sampled_from(there or ["0"]), max_size=3)):
            self.texts.pop(key, None)
        for key in self.draw(st.lists(st.sampled_from(there or ["0"]), max_size=2)):
            if key in self.texts:
                self.texts[key] = f"Verbeterd {self.number}"
        on_map = [cluster.id for cluster in self.map.clusters]
        for key in self.draw(st.lists(st.sampled_from(IDS), max_size=4)):
            if key not in self.texts:
                self.texts[key] = f"Kaart {key}"
                self.about.pop(key, None)
                if on_map and self.draw(st.integers(0, 4)) == 0:
                    self.about[key] = self.draw(st.sampled_from(on_map))
        return self.fresh()


def homes(problem_map: ProblemMap) -> dict[str, str | None]:
    found: dict[str, str | None] = dict.fromkeys(problem_map.signals)
    return found | {key: each.id for each in problem_map.clusters for key in each.statement_ids}


def seen(cluster: MapCluster) -> tuple[object, ...]:
    return cluster.title, cluster.standing, cluster.titled_by_person


def check_proposals(problem_map: ProblemMap, log: Sequence[Edit]) -> None:
    """Whatever is proposed can be done, is of nothing that people decided on, and says why."""
    home, clusters = homes(problem_map), {each.id: each for each in problem_map.clusters}
    for proposal in problem_map.proposals:
        assert proposal.reason.endswith((".", ":"))
        assert proposal.statement_ids
        assert proposal.title
        for key in proposal.statement_ids:
            cluster = clusters.get(home[key] or "")
            assert cluster is None or cluster.standing is Standing.OPEN
        assert accepted(problem_map, "proef", proposal)
        assert keep(problem_map, "proef", proposal.statement_ids)


def accepted(problem_map: ProblemMap, edit_id: str, proposal: Proposal) -> Edit:
    """The change that a proposal asks for."""
    home = homes(problem_map)
    source = home[proposal.statement_ids[0]]
    if proposal.cluster_id is None:
        return split(problem_map, edit_id, source, proposal.statement_ids, proposal.title)
    if proposal.formed:
        return keep(problem_map, edit_id, proposal.statement_ids)
    return move(problem_map, edit_id, proposal.statement_ids, proposal.cluster_id)


def check_stayed(before: ProblemMap, after: ProblemMap) -> None:
    """Every statement that was there and still is, is where it was, in a subject that is called and agreed the same."""
    was, now = homes(before), homes(after)
    assert {key: was[key] for key in was if key in now} == {key: now[key] for key in was if key in now}
    known = {each.id: each for each in before.clusters}
    for cluster in after.clusters:
        if cluster.id in known:
            assert seen(cluster) == seen(known[cluster.id])


def a_change(walk: Walk) -> Edit | None:
    before = walk.map
    new = str(len(walk.log) + 1)
    if before.proposals and walk.draw(st.booleans()):
        proposal = walk.draw(st.sampled_from(before.proposals))
        edit = walk.draw(st.sampled_from([accepted(before, new, proposal), keep(before, new, proposal.statement_ids)]))
        answered = apply(walk.draft, [*walk.log, edit])
        assert proposal not in answered.proposals
        return edit
    return walk.draw(changes(before, walk.log, with_undo=False))


@settings(deadline=None, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow])
@given(st.data())
def test_nothing_moves_but_what_somebody_moves(data: st.DataObject) -> None:
    walk = Walk(data)
    for _ in range(data.draw(st.integers(1, 8))):
        before = walk.map
        if data.draw(st.integers(0, 2)) == 0:
            late_answers_change_nothing(walk, before)
        else:
            a_change_does_what_it_says_and_can_be_undone(walk, before)


def late_answers_change_nothing(walk: Walk, before: ProblemMap) -> None:
    fresh = walk.late_answers()
    merged_or_emptied = {each.id for each in walk.draft.clusters} - {each.id for each in before.clusters}
    gone = {each.statement_id for each in walk.draft.withdrawn}
    walk.draft = continued(walk.draft, fresh, walk.log)
    after = walk.map
    gone |= walk.about.keys()
    assert all(gone.intersection(each.statement_ids) for each in after.clusters if each.id in merged_or_emptied)
    check_whole(walk.draft, after)
    check_proposals(after, walk.log)
    check_stayed(before, after)
    assert {each.id: each.text for each in after.statements if each.answer.question != IN_THE_ROOM} == walk.texts
    assert {each.id for each in before.statements if each.answer.question == IN_THE_ROOM} <= homes(after).keys()
    subjects, was, now = {each.id for each in before.clusters}, homes(before), homes(after)
    held = {key for each in walk.log for key in each.touched()}
    came = now.keys() - was.keys() - held
    named = {key: about for key, about in walk.about.items() if key in came and about in subjects}
    assert {key: now[key] for key in named} == named
    if walk.log and undoable(walk.log) == walk.log[-1]:
        assert apply(walk.draft, [*walk.log, undo(walk.log, "terug")]) == apply(walk.draft, walk.log[:-1])


def a_change_does_what_it_says_and_can_be_undone(walk: Walk, before: ProblemMap) -> None:
    edit = a_change(walk)
    if edit is None:
        return
    walk.log.append(edit)
    after = walk.map
    check_whole(walk.draft, after)
    check_proposals(after, walk.log)
    merged = set(edit.clusters) if edit.kind == "merge" else set()
    was, now = homes(before), homes(after)
    heard = set(edit.statements) if edit.kind == "add" else set()
    assert was.keys() | heard == now.keys()
    moving = set(edit.statements) if edit.kind in {"move", "split"} else set()
    assert {key for key in was if was[key] != now[key]} <= moving | {key for key in was if was[key] in merged}
    assert apply(walk.draft, [*walk.log, undo(walk.log, "terug")]) == before


@settings(deadline=None, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow])
@given(st.data())
def test_any_undo_under_late_answers_loses_nothing_and_moves_nothing_later(data: st.DataObject) -> None:
    walk = Walk(data)
    for _ in range(data.draw(st.integers(1, 8))):
        before = walk.map
        if data.draw(st.integers(0, 2)) == 0:
            late_answers_change_nothing(walk, before)
            continue
        edit = data.draw(changes(before, walk.log))
        if edit is not None:
            walk.log.append(edit)
            check_whole(walk.draft, walk.map)
            check_proposals(walk.map, walk.log)


@settings(deadline=None)
@given(st.data())
def test_the_order_of_answers_in_one_batch_and_a_second_look_make_no_difference(data: st.DataObject) -> None:
    walk = Walk(data)
    for _ in range(data.draw(st.integers(0, 2))):
        edit = a_change(walk)
        walk.log += [edit] if edit else []
        walk.draft = continued(walk.draft, walk.late_answers(), walk.log)
    fresh = walk.late_answers()
    once = continued(walk.draft, fresh, walk.log)
    shuffled = replace(
        fresh,
        statements=tuple(data.draw(st.permutations(fresh.statements))),
        clusters=tuple(data.draw(st.permutations(fresh.clusters))),
        signals=tuple(data.draw(st.permutations(fresh.signals))),
        placements=tuple(data.draw(st.permutations(fresh.placements))),
    )
    assert whole(apply(continued(walk.draft, shuffled, walk.log), walk.log)) == whole(apply(once, walk.log))
    assert continued(once, fresh) is once
    again = continued(once, replace(fresh, engine="een andere uitgave"), walk.log)
    assert again.clusters == once.clusters
    assert again.signals == once.signals
    assert again.proposals == once.proposals
    assert again.withdrawn == once.withdrawn


def whole(problem_map: ProblemMap) -> tuple[object, ...]:
    """The map, whatever the order in which its draft lists things."""
    return (
        problem_map.clusters,
        problem_map.signals,
        set(problem_map.placements),
        set(problem_map.proposals),
        set(problem_map.statements),
    )
