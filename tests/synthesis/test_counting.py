"""Counts that stay honest: organisations first, each person once, nothing hidden in a mean."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.counting import (
    Counts,
    Tally,
    by_kind,
    count,
    in_words,
    new_for_group,
    parking_list,
    quotes,
    ranked,
    severity,
)
from synthesis.model import Evidence, Kind, Statement
from tests.synthesis.maps import on_map, statement


def said(key: str, organisation: str, **more: object) -> Statement:
    more.setdefault("respondent", f"{organisation} 1")
    return statement(key, organisation=organisation, **more)


def scored(*scores: int | None) -> list[Statement]:
    return [statement(str(number), severity=score) for number, score in enumerate(scores)]


def test_organisations_people_and_statements_are_counted_apart() -> None:
    counts = count([said("1", "A"), said("2", "A"), said("3", "A", respondent="A 2"), said("4", "B")])
    assert (counts.organisations, counts.respondents, counts.statements) == (2, 3, 4)


def test_nothing_gives_counts_of_nothing() -> None:
    counts = count([])
    assert counts == Counts(0, 0, 0, True, (), 0, (), (), (), (), (), None)


@pytest.mark.parametrize(("organisations", "few"), [(1, True), (2, True), (3, False)])
def test_below_three_organisations_is_few(organisations: int, few: bool) -> None:
    assert count([said(str(number), f"O{number}") for number in range(organisations)]).few is few


def test_evidence_runs_from_hard_to_soft_and_tells_what_is_missing() -> None:
    counts = count(
        [
            said("1", "A", evidence=Evidence.ASSUMPTION),
            said("2", "B", evidence=Evidence.FIGURES),
            said("3", "B", evidence=Evidence.ASSUMPTION),
            said("4", "C"),
        ]
    )
    assert counts.evidence == (Tally("figures", 1, 1, 1), Tally("assumption", 2, 2, 2))
    assert counts.no_evidence == 1


def test_places_that_most_organisations_name_come_first() -> None:
    counts = count(
        [
            said("1", "A", place="Plein"),
            said("2", "A", place="Plein"),
            said("3", "A", place="Plein"),
            said("4", "B", place="Laan"),
            said("5", "C", place="Laan"),
            said("6", "C"),
        ]
    )
    assert counts.places == (Tally("Laan", 2, 2, 2), Tally("Plein", 1, 1, 3))


def test_groups_frequency_trend_and_kinds_are_tallied() -> None:
    counts = count(
        [
            said("1", "A", groups=("jongeren", "ouderen"), frequency="dagelijks", trend="meer", kind=Kind.CAUSE),
            said("2", "B", groups=("jongeren",), frequency="dagelijks", trend="minder"),
        ]
    )
    assert counts.groups == (Tally("jongeren", 2, 2, 2), Tally("ouderen", 1, 1, 1))
    assert counts.frequency == (Tally("dagelijks", 2, 2, 2),)
    assert counts.trend == (Tally("meer", 1, 1, 1), Tally("minder", 1, 1, 1))
    assert [each.name for each in counts.kinds] == ["probleem", "oorzaak"]


def test_somebody_who_scores_five_points_has_one_voice_in_the_severity() -> None:
    loud = [said(str(number), "A", severity=5) for number in range(5)]
    found = severity([*loud, said("8", "B", severity=2), said("9", "C", severity=2)])
    assert found is not None
    assert (found.people, found.median, found.lowest, found.highest) == (3, 2, 2, 5)


def test_severity_is_unknown_where_nobody_scored() -> None:
    assert severity(scored(None, None)) is None


@pytest.mark.parametrize(
    ("scores", "discuss"),
    [
        ((3,), False),
        ((3, 4), False),
        ((2, 4), True),
        ((1, 4, 4, 4, 4, 4, 4), False),
        ((1, 2, 2, 4, 5, 5), True),
        ((3, 3, 4, 4, 4, 5), False),
    ],
)
def test_a_group_that_differs_is_asked_to_discuss_one_odd_score_is_not_enough(
    scores: tuple[int, ...], discuss: bool
) -> None:
    found = severity(scored(*scores))
    assert found is not None
    assert found.discuss is discuss


@settings(deadline=None)
@given(st.lists(st.none() | st.integers(1, 5), min_size=1, max_size=20))
def test_the_median_lies_between_the_lowest_and_the_highest(scores: list[int | None]) -> None:
    found = severity(scored(*scores))
    assert (found is None) == all(score is None for score in scores)
    if found is not None:
        assert 1 <= found.lowest <= found.median <= found.highest <= 5
        assert not (found.discuss and found.highest - found.lowest < 2)


@settings(deadline=None)
@given(st.permutations([said(str(n), "ABC"[n % 3], severity=n % 5 + 1, place="PQ"[n % 2]) for n in range(8)]))
def test_counts_do_not_depend_on_the_order(statements: list[Statement]) -> None:
    assert count(statements) == count(sorted(statements, key=lambda one: one.id))


def test_clusters_are_ranked_by_organisations_then_people_then_statements_then_title() -> None:
    problem_map = on_map(
        {
            "many cards": [said(f"m{n}", "A", respondent="A 1") for n in range(5)],
            "two people": [said("t1", "A"), said("t2", "A", respondent="A 2")],
            "two organisations": [said("o1", "A"), said("o2", "B")],
            "z one": [said("z", "A")],
            "y one": [said("y", "A")],
        },
        titles={"z one": "Afval", "y one": "Zorg"},
    )
    assert [each.id for each in ranked(problem_map)] == [
        "two organisations",
        "two people",
        "many cards",
        "z one",
        "y one",
    ]


def test_every_statement_of_a_cluster_is_under_its_kind() -> None:
    problem_map = on_map(
        {"a": [said("1", "A"), said("2", "A", kind=Kind.STRENGTH), said("3", "B", kind=Kind.STRENGTH)]}
    )
    found = by_kind(problem_map, problem_map.clusters[0])
    assert list(found) == list(Kind)
    assert [one.id for one in found[Kind.STRENGTH]] == ["2", "3"]
    assert found[Kind.DOUBT] == ()


def test_the_parking_list_holds_all_solutions() -> None:
    problem_map = on_map(
        {"a": [said("1", "A", kind=Kind.SOLUTION), said("2", "A")], "b": [said("3", "B", kind="oplossing")]}
    )
    assert [one.id for one in parking_list(problem_map)] == ["1", "3"]


def test_new_for_the_group_is_what_step_1_hardly_named_and_step_2_did() -> None:
    def cluster(letter: str, before: int, now: int) -> list[Statement]:
        first = [said(f"{letter}b{n}", f"O{n}", question="1.4a") for n in range(before)]
        return first + [said(f"{letter}n{n}", f"O{n}", question="2.1a") for n in range(now)]

    problem_map = on_map(
        {
            "new": cluster("n", 1, 3),
            "known": cluster("k", 2, 4),
            "small": cluster("s", 0, 2),
            "newest": cluster("m", 0, 4),
        }
    )
    assert [each.id for each in new_for_group(problem_map)] == ["newest", "new"]


def test_without_a_first_step_nothing_is_new() -> None:
    problem_map = on_map({"a": [said(str(n), f"O{n}", question="2.1a") for n in range(4)]})
    assert new_for_group(problem_map) == ()


def test_quotes_are_short_observations_of_different_organisations() -> None:
    problem_map = on_map(
        {
            "a": [
                said("1", "A", text="Zet meer containers neer bij de flat.", kind=Kind.SOLUTION),
                said("2", "A", text="Grofvuil naast de containers bij de flat."),
                said("3", "A", text="Grofvuil naast de containers op maandag."),
                said("4", "B", text="Elke maandag ligt er grofvuil naast de containers. " * 6),
                said("5", "B", text="Maandag weer grofvuil bij de flat gedumpt."),
                said("6", "C", text="Mensen weten niet waar het heen moet.", kind=Kind.CAUSE),
            ]
        }
    )
    chosen = quotes(problem_map, problem_map.clusters[0])
    assert {one.answer.organisation for one in chosen} == {"A", "B"}
    assert all(one.kind is Kind.PROBLEM and len(one.text) < 60 for one in chosen)
    assert [one.answer.organisation for one in quotes(problem_map, problem_map.clusters[0], 9)][-1] == "C"


def test_one_organisation_gives_one_quote_and_the_same_words_are_quoted_once() -> None:
    problem_map = on_map({"a": [said("1", "A", text="Het is er donker."), said("2", "B", text="Het is er donker.")]})
    assert len(quotes(problem_map, problem_map.clusters[0])) == 1


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((7, 11, 14), "7 organisaties · 11 mensen · 14 kaarten"),
        ((1, 1, 1), "1 organisatie · 1 persoon · 1 kaart"),
        ((0, 0, 0), "0 organisaties · 0 mensen · 0 kaarten"),
    ],
)
def test_counts_read_as_words(numbers: tuple[int, int, int], words: str) -> None:
    assert in_words(Tally("", *numbers)) == words
