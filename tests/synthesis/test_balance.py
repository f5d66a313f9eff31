"""The balance sheet: nothing is counted twice or left out, and a cell that points at one organisation stays shut."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis import balance
from synthesis.balance import DOING, SLOTS, UNSAID, Activity
from synthesis.counting import ranked
from synthesis.edits import apply
from synthesis.model import Evidence, Kind, ProblemMap, Standing, Statement
from tests.synthesis.maps import changes, draft, on_map, partitions, statement

IDS = "0123456789ABCDEF"


@st.composite
def said_of_anything(draw: st.DrawFn, key: str) -> Statement:
    """A statement of any kind, by one of a few organisations, with or without a place, themes and evidence."""
    kind = draw(st.sampled_from(list(Kind)))
    made = statement(
        key,
        kind=kind,
        organisation=draw(st.sampled_from(["Woongoed", "Politie", "School", "Buurtteam"])),
        place=draw(st.sampled_from(["", "Lisplein", "Park"])),
        evidence=draw(st.sampled_from([None, *Evidence])),
    )
    return replace(made, themes=tuple(draw(st.lists(st.sampled_from(["T01", "T02", "T99"]), max_size=2, unique=True))))


@st.composite
def any_map(draw: st.DrawFn) -> ProblemMap:
    """A map as people may have it after a few changes."""
    ids = IDS[: draw(st.integers(1, len(IDS)))]
    made = replace(draw(partitions(ids)), statements=tuple(draw(said_of_anything(key)) for key in sorted(ids)))
    log = []
    for _ in range(draw(st.integers(0, 4))):
        edit = draw(changes(apply(made, log), log))
        log += [edit] if edit else []
    return apply(made, log)


@st.composite
def activities_on(draw: st.DrawFn, found: ProblemMap) -> list[Activity]:
    """What some organisations do about subjects, also about one that is no longer on the map."""
    subjects = st.sampled_from([*(cluster.id for cluster in found.clusters), "verdwenen"])
    names = st.sampled_from(["Woongoed", "Politie", "Kerk"])
    pairs = draw(st.lists(st.tuples(subjects, names), max_size=6))
    return [Activity(cluster, name, f"R{name}", "Een spreekuur") for cluster, name in pairs]


@settings(deadline=None)
@given(any_map(), st.data())
def test_every_statement_is_counted_exactly_once(found: ProblemMap, data: st.DataObject) -> None:
    activities = data.draw(activities_on(found))
    lines = balance.sheet(found, activities)
    in_kinds: Counter[str] = Counter()
    for line in lines:
        in_kinds.update({slot: tally.statements for slot, tally in line.cells.items() if slot != DOING})
    assert in_kinds == Counter(one.kind.value for one in found.statements)
    homes = {line.cluster.id if line.cluster else None: line for line in lines}
    assert len(homes) == len(lines)
    for cluster in found.clusters:
        cells = homes[cluster.id].cells
        assert sum(cells[slot].statements for slot in cells if slot != DOING) == len(cluster.statement_ids)
    signals = homes[None].cells if None in homes else {}
    assert sum(tally.statements for tally in signals.values()) == len(found.signals)


@settings(deadline=None)
@given(any_map(), st.data())
def test_a_place_on_the_sheet_is_a_number_or_a_question(found: ProblemMap, data: st.DataObject) -> None:
    activities = data.draw(activities_on(found))
    for line in balance.sheet(found, activities):
        assert not set(line.open) & set(line.cells)
        about_problem = {Kind.PROBLEM, Kind.CAUSE, Kind.EFFECT} & set(line.cells)
        if line.cluster and line.cluster.standing is not Standing.PARKED and about_problem:
            assert set(line.open) | set(line.cells) >= set(SLOTS) - (set() if activities else {DOING})


@settings(deadline=None)
@given(any_map())
def test_the_ways_of_knowing_add_up_to_the_statements(found: ProblemMap) -> None:
    for known in balance.how_known(found):
        assert sum(tally.statements for tally in known.cells.values()) == len(known.cluster.statement_ids)


@settings(deadline=None)
@given(any_map())
def test_no_cell_of_place_by_theme_shows_one_organisation(found: ProblemMap) -> None:
    grid = balance.places_and_themes(found)
    assert all(tally.organisations > 1 for tally in grid.cells.values())
    assert not grid.hidden & set(grid.cells)
    for place in grid.places:
        for theme in grid.themes:
            here = [one for one in found.statements if one.answer.place == place and theme in one.themes]
            names = {one.answer.organisation for one in here}
            assert ((place, theme) in grid.hidden) == (len(names) == 1)
            if len(names) > 1:
                assert grid.cells[place, theme].organisations == len(names)
                assert grid.cells[place, theme].statements == len(here)


@settings(deadline=None)
@given(any_map(), st.data())
def test_a_subject_is_never_a_double_and_a_gap(found: ProblemMap, data: st.DataObject) -> None:
    activities = data.draw(activities_on(found))
    doubled = {cluster.id for cluster, _ in balance.doubles(found, activities)}
    missing = {cluster.id for cluster in balance.gaps(found, activities)}
    assert not doubled & missing
    assert not missing & {one.cluster_id for one in activities}


def test_subjects_stand_as_on_the_map_with_the_parked_ones_last() -> None:
    many = [statement(key, organisation=f"O{key}") for key in "123"]
    found = on_map({"veel": many, "weinig": [statement("4")], "midden": [statement("5"), statement("6")]})
    parked = replace(found.clusters[[one.id for one in found.clusters].index("veel")], standing=Standing.PARKED)
    found = replace(found, clusters=tuple(parked if one.id == "veel" else one for one in found.clusters))
    assert [one.id for one in ranked(found)] == ["veel", "midden", "weinig"]
    lines = balance.sheet(found)
    assert [line.cluster.id for line in lines if line.cluster] == ["midden", "weinig", "veel"]
    assert lines[-1].open == ()


def test_the_empty_places_of_a_problem_are_its_questions() -> None:
    found = on_map({"a": [statement("1"), statement("2", kind=Kind.STRENGTH)]})
    (line,) = balance.sheet(found)
    assert line.open == (Kind.CAUSE, Kind.EFFECT, Kind.UNKNOWN, Kind.DESIRED)
    (line,) = balance.sheet(found, [Activity("elders", "Kerk", "R1", "Koffie")])
    assert DOING in line.open


def test_nobody_is_asked_why_a_strength_happens() -> None:
    (line,) = balance.sheet(on_map({"a": [statement("1", kind=Kind.STRENGTH)]}))
    assert Kind.CAUSE not in line.open
    assert Kind.EFFECT not in line.open


def test_a_subject_rests_on_assumptions_only_where_nobody_knows_more() -> None:
    assumed = statement("1", evidence=Evidence.ASSUMPTION)
    found = on_map(
        {
            "a": [assumed, statement("2")],
            "b": [statement("3", evidence=Evidence.ASSUMPTION), statement("4", evidence=Evidence.SEEN)],
            "c": [statement("5")],
        }
    )
    only = {known.cluster.id: known.assumed_only for known in balance.how_known(found)}
    assert only == {"a": True, "b": False, "c": False}
    assert {UNSAID, Evidence.ASSUMPTION} == set(balance.how_known(found)[0].cells)


def test_doubles_name_organisations_and_gaps_are_confirmed_problems() -> None:
    found = on_map({key: [statement(key, kind=Kind.STRENGTH if key == "d" else Kind.PROBLEM)] for key in "abcd"})
    agreed = tuple(replace(one, standing=Standing.CONFIRMED) if one.id != "c" else one for one in found.clusters)
    found = replace(found, clusters=agreed)
    doing = [Activity("a", name, name, "Iets") for name in ("Woongoed", "Kerk", "Kerk")]
    assert [(one.id, names) for one, names in balance.doubles(found, doing)] == [("a", ("Kerk", "Woongoed"))]
    assert [one.id for one in balance.gaps(found, doing)] == ["b"]


def test_who_named_what_includes_who_gave_a_single_signal() -> None:
    found = apply(draft({"a": "12"}, "3"), [])
    assert balance.named_by(found) == {"O1": {"a"}, "O2": {"a"}, "O3": frozenset()}
