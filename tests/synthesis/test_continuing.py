"""A new draft beside the map that people work on: what stays, where new answers go, and what is only proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from synthesis.continuing import NEW_AND_ALONE, continued, draft_hash
from synthesis.edits import apply, confirm, describe, keep, merge, move, park, rename, split, undo
from synthesis.model import Draft, Kind, Placement, Proposal, Statement
from synthesis.pipeline import synthesize
from synthesis.proposing import GATHER, MOVE, NEW, PART, stays
from synthesis.replay import PLACED_BY_PEOPLE, STOOD_HERE
from tests.synthesis.maps import draft, shape, statement
from tests.synthesis.rounds import answer, small_round

EARLIER = replace(draft({"a": "123", "b": "456", "c": "78"}, "90"), input_hash="1" * 64)


def fresh(
    clusters: Mapping[str, str], signals: str = "", known: Sequence[Statement] = (), number: int = 2, sure: float = 0.8
) -> Draft:
    """What the engine makes of the answers now, in other words than before."""
    made = draft(clusters, signals, known)
    return replace(
        made,
        input_hash=str(number) * 64,
        clusters=tuple(replace(each, title=f"Vers {each.id}") for each in made.clusters),
        placements=tuple(replace(each, confidence=sure) for each in made.placements),
    )


def laid(found: Draft) -> dict[str, str]:
    """The draft in short: cluster id → its statements, and ``-`` for the signals."""
    return shape(apply(found, []))


def why(found: Draft, key: str) -> Placement:
    return next(each for each in found.placements if each.statement_id == key)


def test_what_stood_somewhere_stays_there_whatever_the_engine_makes_of_it_now() -> None:
    now = continued(EARLIER, fresh({"x": "147", "y": "2580", "z": "369"}))
    assert laid(now) == laid(EARLIER)
    assert [(each.id, each.title, each.keywords, each.theme) for each in now.clusters] == [
        (each.id, each.title, each.keywords, each.theme) for each in EARLIER.clusters
    ]


def test_a_new_statement_goes_where_most_of_its_company_is() -> None:
    now = continued(EARLIER, fresh({"x": "12L", "y": "3456", "c": "78"}, "90"))
    assert laid(now) == {"a": "123L", "b": "456", "c": "78", "-": "09"}


def test_of_two_halves_the_smaller_subject_takes_the_newcomer() -> None:
    now = continued(EARLIER, fresh({"x": "17L", "y": "23456", "z": "8"}, "90"))
    assert laid(now)["c"] == "78L"


def test_new_statements_without_company_form_a_subject_that_is_proposed() -> None:
    now = continued(EARLIER, fresh({"a": "123", "b": "456", "c": "78", "z": "LM"}, "90"))
    assert laid(now) == {"a": "123", "b": "456", "c": "78", "z": "LM", "-": "09"}
    assert now.proposals == (Proposal(("L", "M"), "z", "Vers z", NEW, formed=True),)
    later = continued(now, fresh({"a": "123", "b": "456", "c": "78", "z": "LMN"}, "90", number=3))
    assert later.proposals == (Proposal(("L", "M", "N"), "z", "Vers z", NEW, formed=True),)


def test_one_new_statement_without_company_is_a_single_signal() -> None:
    now = continued(EARLIER, fresh({"a": "1", "b": "4", "c": "7", "z": "L", "y": "25", "x": "36", "w": "8"}, "90"))
    assert laid(now)["-"] == "09L"
    assert why(now, "L").reason == NEW_AND_ALONE


def test_one_old_statement_does_not_pull_a_new_subject_into_its_large_cluster() -> None:
    now = continued(EARLIER, fresh({"a": "12", "b": "456", "c": "78", "z": "3LMN"}, "90"))
    assert laid(now)["a"] == "123"
    assert laid(now)["z"] == "LMN"
    assert [(each.statement_ids, each.cluster_id) for each in now.proposals] == [(("L", "M", "N"), "z"), (("3",), "z")]


def test_a_new_subject_takes_an_id_and_a_title_of_its_own() -> None:
    given = fresh({"x": "123", "b": "456", "c": "78", "a": "LM"}, "90")
    titled = tuple(replace(each, title="Titel b") if each.id == "a" else each for each in given.clusters)
    now = continued(EARLIER, replace(given, clusters=titled))
    (new,) = (each for each in now.clusters if each.statement_ids == ("L", "M"))
    assert (new.id, new.title) == ("a-2", "Titel b 2")


def test_a_subject_is_as_stable_as_the_fresh_cluster_with_most_of_it() -> None:
    given = fresh({"x": "123L", "y": "4", "z": "5", "w": "6", "v": "PQ", "c": "78"}, "90")
    measured = tuple(replace(each, stability=0.9 if each.id == "x" else 0.4) for each in given.clusters)
    now = continued(EARLIER, replace(given, clusters=measured))
    assert {each.id: each.stability for each in now.clusters} == {"a": 0.9, "b": None, "c": 0.4, "v": 0.4}


def test_a_single_signal_stays_one_and_is_proposed_for_the_subject_it_now_resembles() -> None:
    now = continued(EARLIER, fresh({"a": "1239", "b": "456", "c": "78", "z": "0LM"}))
    assert laid(now) == {"a": "123", "b": "456", "c": "78", "z": "LM", "-": "09"}
    moves = {each.statement_ids: (each.cluster_id, each.title) for each in now.proposals if each.reason != NEW}
    assert moves == {("0",): ("z", "Vers z"), ("9",): ("a", "Titel a")}


def test_single_signals_that_are_about_the_same_are_proposed_as_a_subject() -> None:
    now = continued(EARLIER, fresh({"a": "123", "b": "456", "c": "78", "z": "09L"}))
    assert laid(now)["-"] == "09L"
    assert now.proposals == (Proposal(("0", "9", "L"), None, "Vers z", GATHER),)


def test_a_part_of_a_subject_that_has_become_one_of_its_own_is_proposed_as_such() -> None:
    first = continued(EARLIER, fresh({"a": "12", "b": "456", "c": "78", "z": "3L"}, "90"))
    assert laid(first)["a"] == "123L"
    now = continued(first, fresh({"a": "12", "b": "456", "c": "78", "z": "3LMN"}, "90", number=3))
    assert laid(now)["a"] == "123LMN"
    whole = continued(now, fresh({"a": "12PQ", "b": "456", "c": "78", "z": "3LMN"}, "90", number=4))
    assert laid(whole)["a"] == "123LMNPQ"
    assert [each for each in whole.proposals if each.reason == PART] == [
        Proposal(("3", "L", "M", "N"), None, "Vers z", PART)
    ]


def test_what_the_engine_is_unsure_of_is_not_proposed() -> None:
    assert continued(EARLIER, fresh({"a": "1234", "b": "56", "c": "78"}, "90", sure=0.8)).proposals
    assert not continued(EARLIER, fresh({"a": "1234", "b": "56", "c": "78"}, "90", sure=0.4)).proposals


def test_what_was_withdrawn_is_gone_and_takes_nothing_with_it() -> None:
    now = continued(EARLIER, fresh({"x": "1", "b": "456"}, "0"))
    assert laid(now) == {"a": "1", "b": "456", "-": "0"}
    assert {statement.id for statement in now.statements} == set("14560")
    assert {goal.cluster_id for goal in now.goals} <= {"a", "b"}


def test_what_comes_back_finds_its_place_while_that_is_still_there() -> None:
    gone = continued(EARLIER, fresh({"a": "13", "b": "456"}, "0"))
    back = continued(gone, fresh({"x": "1345", "y": "278", "z": "6"}, "09", number=3))
    assert laid(back) == {"a": "123", "b": "456", "y": "78", "-": "09"}


def test_a_corrected_answer_keeps_its_place_and_reads_as_it_is_now() -> None:
    corrected = statement("1", text="Nu heel anders", kind=Kind.CAUSE)
    now = continued(EARLIER, fresh({"a": "23", "b": "1456", "c": "78"}, "90", [corrected]))
    assert laid(now) == laid(EARLIER)
    (said,) = (each for each in now.statements if each.id == "1")
    assert (said.text, said.kind) == ("Nu heel anders", Kind.CAUSE)


def test_what_somebody_said_about_a_named_subject_goes_there_and_is_not_proposed_elsewhere() -> None:
    known = [statement("L", about="a"), statement("M", about="n-1"), statement("N", about="b")]
    now = continued(EARLIER, fresh({"a": "45L", "b": "1236N", "c": "78", "n-1": "M"}, "90", known))
    assert laid(now) == {"a": "123L", "b": "456N", "c": "78", "n-1": "M", "-": "09"}
    assert not {"L", "M", "N"} & {key for each in now.proposals for key in each.statement_ids}
    own = [split(apply(EARLIER, []), "1", "a", ["3"], "Eigen")]
    assert shape(apply(now, own))["n-1"] == "3M"
    assert shape(apply(now, [*own, merge(apply(EARLIER, own), "2", ["c", "n-1"])]))["c"] == "378M"


def test_each_placement_says_that_it_stays_where_the_engine_would_now_do_otherwise() -> None:
    now = continued(EARLIER, fresh({"a": "1239", "b": "56", "z": "4LM"}, "078"))
    assert why(now, "1").reason == "Lijkt op de rest."
    assert (why(now, "4").cluster_id, why(now, "4").reason) == ("b", stays("Vers z"))
    assert (why(now, "4").confidence, why(now, "4").runner_up) == (0.2, "z")
    assert (why(now, "9").cluster_id, why(now, "9").reason) == (None, stays("Titel a"))
    assert (why(now, "7").cluster_id, why(now, "7").reason) == ("c", stays(None))
    assert why(now, "0") == Placement("0", None, 0.8, "Lijkt op de rest.")
    assert stays("Afval") == ("Stond hier al; de computer zou deze kaart nu bij ‘Afval’ leggen.")


def test_that_sentence_names_a_subject_as_people_call_it_now() -> None:
    now = continued(EARLIER, fresh({"a": "1234", "b": "56", "c": "78"}, "90"))
    log = [rename(apply(EARLIER, []), "1", "a", "Grofvuil")]
    place = next(each for each in apply(now, log).placements if each.statement_id == "4")
    assert place.reason == stays("Grofvuil")
    log = [merge(apply(EARLIER, []), "1", ["b", "a"])]
    place = next(each for each in apply(now, log).placements if each.statement_id == "4")
    assert (place.cluster_id, place.reason) == ("b", PLACED_BY_PEOPLE)


def test_the_same_answers_and_engine_leave_the_draft_as_it_is() -> None:
    assert continued(EARLIER, replace(EARLIER, clusters=())) is EARLIER


def test_a_draft_is_named_after_its_answers_and_what_it_continues() -> None:
    one = continued(EARLIER, fresh({"a": "123L"}))
    other = continued(replace(EARLIER, input_hash="9" * 64), fresh({"a": "123L"}))
    assert draft_hash(EARLIER) == EARLIER.input_hash == one.earlier_hash
    assert one.input_hash == other.input_hash
    assert len({draft_hash(EARLIER), draft_hash(one), draft_hash(other)}) == 3
    assert len(draft_hash(one)) == 64


# With people's changes on the map


PROPOSING = continued(EARLIER, fresh({"a": "1234", "b": "56", "c": "78", "z": "9LM"}, "0"))


def open_on_map(*log: object) -> dict[str, str | None]:
    return {"".join(each.statement_ids): each.cluster_id for each in apply(PROPOSING, log).proposals}  # type: ignore[arg-type]


def test_a_proposal_is_open_until_somebody_answers_it() -> None:
    start = apply(PROPOSING, [])
    assert open_on_map() == {"LM": "z", "4": "a", "9": "z"}
    assert open_on_map(move(start, "1", ["4"], "a")) == {"LM": "z", "9": "z"}
    left = keep(start, "1", ["4"])
    assert open_on_map(left) == {"LM": "z", "9": "z"}
    assert shape(apply(PROPOSING, [left])) == shape(start)
    assert apply(PROPOSING, [left, undo([left], "2")]) == start
    assert open_on_map(keep(start, "1", ["L", "M"])) == {"4": "a", "9": "z"}


def test_nothing_is_proposed_of_a_subject_that_the_group_confirmed_or_parked() -> None:
    start = apply(PROPOSING, [])
    assert "4" not in open_on_map(confirm(start, "1", "b"))
    assert "4" not in open_on_map(park(start, "1", "b"))
    assert "4" not in open_on_map(park(start, "1", "a"))
    assert "4" in open_on_map(confirm(start, "1", "a"))
    assert "LM" not in open_on_map(confirm(start, "1", "z"))


def test_a_proposal_follows_the_subjects_through_a_merge_and_names_them_as_people_do() -> None:
    start = apply(PROPOSING, [])
    log = [merge(start, "1", ["c", "a"], "Samen")]
    assert open_on_map(*log)["4"] == "c"
    assert {each.title for each in apply(PROPOSING, log).proposals} == {"Samen", "Vers z"}
    assert "4" not in open_on_map(merge(start, "1", ["b", "a"]))


def test_a_late_answer_goes_beside_its_company_where_people_brought_that() -> None:
    start = apply(EARLIER, [])
    late = fresh({"a": "123", "b": "6", "c": "78", "z": "45L"}, "90")
    for edit, home in ((move(start, "1", ["4", "5"], "a"), "a"), (split(start, "1", "b", ["4", "5"], "Eigen"), "n-1")):
        after = apply(continued(EARLIER, late, [edit]), [edit])
        (cluster,) = (each for each in after.clusters if each.id == home)
        assert set("45L") <= set(cluster.statement_ids)
        assert cluster.new_ids == ("L",)
    taken_back = [edit, undo([edit], "2")]
    assert shape(apply(continued(EARLIER, late, [edit]), taken_back)) == shape(start) | {"n-1": "L"}
    assert shape(apply(continued(EARLIER, late, taken_back), taken_back))["b"] == "456L"


def test_what_is_proposed_is_about_the_map_as_people_made_it() -> None:
    log = [split(apply(EARLIER, []), "1", "b", ["4", "5"], "Eigen")]
    now = continued(EARLIER, fresh({"a": "123", "b": "6", "c": "78", "z": "459"}, "0"), log)
    (proposal,) = apply(now, log).proposals
    assert (proposal.statement_ids, proposal.cluster_id, proposal.title) == (("9",), "n-1", "Eigen")
    log.append(rename(apply(now, log), "2", "n-1", "Anders"))
    (proposal,) = apply(now, log).proposals
    assert proposal.title == "Anders"
    place = next(each for each in apply(now, log).placements if each.statement_id == "9")
    assert (place.reason, place.runner_up) == (stays("Anders"), "n-1")
    log.append(undo(log, "3", "1"))
    assert apply(now, log).proposals == ()
    place = next(each for each in apply(now, log).placements if each.statement_id == "9")
    assert (place.reason, place.runner_up) == (STOOD_HERE, None)


def test_a_draft_is_named_after_the_changes_it_continues_too() -> None:
    log = [rename(apply(EARLIER, []), "1", "b", "Anders")]
    late = fresh({"a": "123L", "b": "456", "c": "78"}, "90")
    assert draft_hash(continued(EARLIER, late, log)) != draft_hash(continued(EARLIER, late))
    assert draft_hash(continued(EARLIER, late, log)) == draft_hash(continued(EARLIER, late, log))


def test_late_answers_follow_a_subject_that_people_emptied() -> None:
    start = apply(EARLIER, [])
    more = continued(EARLIER, fresh({"a": "123", "b": "456", "c": "78LM"}, "90"))
    assert shape(apply(more, [move(start, "1", ["7", "8"], "a")]))["a"] == "12378LM"
    assert shape(apply(more, [move(start, "1", ["7", "8"], None)]))["-"] == "0789LM"
    assert shape(apply(more, [merge(start, "1", ["a", "c"])]))["a"] == "12378LM"


def test_a_withdrawn_answer_does_not_move_what_came_beside_it() -> None:
    log = [move(apply(EARLIER, []), "1", ["7"], "a"), rename(apply(EARLIER, []), "2", "c", "Eigen naam")]
    beside = continued(EARLIER, fresh({"a": "123", "b": "456", "c": "78L"}, "90"), log)
    assert shape(apply(beside, log))["c"] == "8L"
    alone = apply(continued(beside, fresh({"a": "123", "b": "456", "c": "L"}, "90", number=3), log), log)
    assert shape(alone)["c"] == "L"
    assert next(each for each in alone.clusters if each.id == "c").title == "Eigen naam"


def test_leaving_cards_reads_as_a_sentence_in_the_history() -> None:
    start = apply(PROPOSING, [])
    assert describe(keep(start, "1", ["4"]), start) == "Laten staan: 1 kaart bij Titel b."
    assert describe(keep(start, "1", ["9"]), start) == "Laten staan: 1 kaart bij de losse signalen."
    assert describe(keep(start, "1", ["4", "9"]), start) == "Laten staan: 2 kaarten bij Titel b en de losse signalen."


# With the engine itself


LATE = [
    answer("50", "Ratten tussen de vuilniszakken bij de containers"),
    answer("51", "Hondenpoep in het speeltuintje, niemand ruimt het op"),
    answer("52", "Veel hondenpoep op de stoep en in het gras"),
]


@pytest.fixture(scope="module")
def before() -> Draft:
    return synthesize(small_round())


def test_the_engine_s_own_late_answers_move_nothing(before: Draft) -> None:
    now = continued(before, synthesize([*small_round(), *LATE]))
    was, after = _homes(before), _homes(now)
    assert {key: after[key] for key in was} == was
    assert set(after) - set(was) == {"50.1", "51.1", "52.1"}
    waste = was["00.1"]
    assert after["50.1"] == waste
    assert [each.title for each in now.clusters][: len(before.clusters)] == [each.title for each in before.clusters]


def test_the_engine_s_reasons_are_told_of_the_place_they_are_about(before: Draft) -> None:
    """One card of every subject lies among the signals, as if somebody had asked the engine too early."""
    surest = {each.statement_id: each.confidence for each in before.placements}
    out = {max(each.statement_ids, key=lambda key: (surest[key], key)) for each in before.clusters}
    left = tuple(
        replace(each, statement_ids=tuple(key for key in each.statement_ids if key not in out))
        for each in before.clusters
    )
    spread = replace(before, clusters=left, signals=(*before.signals, *sorted(out)))
    found = continued(spread, synthesize([*small_round(), *LATE])).proposals
    told = [each.reason for each in found if each.reason not in {NEW, GATHER, PART, MOVE}]
    assert told
    assert all(reason.startswith("De computer legt deze kaart nu daar ") for reason in told)
    assert all("dit onderwerp" not in reason for reason in told)


def _homes(found: Draft) -> dict[str, str | None]:
    home: dict[str, str | None] = dict.fromkeys(found.signals)
    return home | {key: each.id for each in found.clusters for key in each.statement_ids}
