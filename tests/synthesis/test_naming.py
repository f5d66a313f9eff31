from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.language import content_words, fold, word_list, words
from synthesis.model import Kind, Statement
from synthesis.naming import Matrix, Name, names
from synthesis.pipeline import synthesize
from synthesis.subjects import subjects
from synthesis.titles import LONGEST, subject_titles
from tests.synthesis.rounds import answer, small_round

SAID = (
    "Zakken naast de containers, elke maandag weer",
    "Volle containers en grofvuil op de stoep",
    "Roemenen en Polen drinken bier in het park",
    "drinkers in het park, van 's ochtends af",
    "Moeders durven niet langs de drinkers in het park",
    "verder niks, zie MOR",
    "Schulden bij de zorgverzekeraar",
    "brieven van het incassobureau blijven dicht, schulden",
    "People are lonely and they have no place to meet with the neighbours",
    "Wachten op Kim van de gemeente",
    "!!! ???",
    "Auto's te hard op de Lepelaarkade",
    "racen op de Lepelaarkade, te hard",
)


def _statement(key: str, text: str, kind: Kind = Kind.PROBLEM) -> Statement:
    return Statement(key, answer(key, text, kind), 0, len(text), text, kind)


def _group(first: int, texts: list[str]) -> list[Statement]:
    return [_statement(f"{first:02d}-{place:02d}", text) for place, text in enumerate(texts)]


def _about(*wanted: str) -> Matrix:
    """Profiles of clusters that are each clearly about one subject."""
    table = np.full((len(wanted), len(subjects())), 0.004)
    known = [subject.name for subject in subjects()]
    for row, name in enumerate(wanted):
        table[row, known.index(name)] = 0.5
    return table


@st.composite
def _rounds(draw: st.DrawFn) -> tuple[list[list[Statement]], Matrix]:
    texts = draw(st.lists(st.lists(st.sampled_from(SAID), min_size=1, max_size=5), min_size=1, max_size=7))
    clusters = [_group(number, group) for number, group in enumerate(texts)]
    generator = np.random.default_rng(draw(st.integers(0, 1000)))
    return clusters, generator.dirichlet(np.full(len(subjects()), 0.05), size=len(clusters))


def _titles(found: list[Name]) -> list[str]:
    return [name.title for name in found]


@settings(deadline=None, max_examples=40)
@given(
    _rounds(), st.frozensets(st.sampled_from(["containers", "park", "drinkers", "schulden", "verder", "lepelaarkade"]))
)
def test_titles_are_distinct_short_and_hold_no_proper_name_or_group_of_people(
    drawn: tuple[list[list[Statement]], Matrix], proper: frozenset[str]
) -> None:
    clusters, profiles = drawn
    titles = _titles(names(clusters, profiles, proper))
    assert len({title.lower() for title in titles}) == len(titles)
    banned = proper | word_list("organisation_words") | word_list("groups_of_people")
    for title in titles:
        assert 0 < len(title) <= LONGEST
        assert title[0] == title[0].upper()
        assert banned.isdisjoint(fold(word.text) for word in words(title))


@settings(deadline=None, max_examples=40)
@given(_rounds(), st.randoms(use_true_random=False))
def test_the_order_of_clusters_and_statements_changes_no_title(
    drawn: tuple[list[list[Statement]], Matrix],
    random: Random,
) -> None:
    clusters, profiles = drawn
    order = sorted(range(len(clusters)), key=lambda _: random.random())
    turned = names([clusters[place][::-1] for place in order], profiles[order])
    assert turned == [names(clusters, profiles)[place] for place in order]


def test_a_phrase_that_several_people_use_is_the_title() -> None:
    clusters = [_group(0, [text for text in SAID if "drinkers" in text])]
    assert _titles(names(clusters, _about("alcohol en drinkers in park of plein"))) == ["Drinkers in het park"]


def test_a_detail_of_one_statement_is_no_title_where_the_cluster_is_about_something_known() -> None:
    clusters = [_group(0, ["Naald in de vuilniszak op de overloop", "Basers warm op de trap", "folie in de kelder"])]
    titles = _titles(names(clusters, _about("drugsgebruikers in portieken en kelders")))
    assert titles == ["Drugsgebruik in portieken en kelders"]


def test_two_clusters_about_one_subject_get_different_titles() -> None:
    said = ["Zakken naast de containers", "grofvuil bij de containers"]
    clusters = [_group(0, said), _group(1, ["matrassen op de stoep", "een bankstel op de stoep"])]
    titles = _titles(names(clusters, _about(*["grofvuil en vuilnis naast containers"] * 2)))
    assert titles[0] != titles[1]


def test_a_street_that_many_name_stands_in_the_title() -> None:
    clusters = [_group(0, [text for text in SAID if "Lepelaarkade" in text])]
    titles = _titles(names(clusters, _about("te hard rijden en onveilige schoolroute")))
    assert titles == ["Te hard rijden op de Lepelaarkade"]


def test_every_subject_has_a_title_of_its_own_that_blames_nobody() -> None:
    titles = [title for title, _ in subject_titles()]
    assert len(set(titles)) == len(subjects())
    assert all(len(title) <= LONGEST and title[0].isupper() for title in titles)
    banned = word_list("groups_of_people") | word_list("organisation_words")
    assert all(banned.isdisjoint(fold(word.text) for word in words(text)) for pair in subject_titles() for text in pair)


def test_titles_start_with_a_capital_and_speak_of_what_was_said() -> None:
    draft = synthesize(small_round())
    by_id = {one.id: one.text for one in draft.statements}
    shared = 0
    for cluster in draft.clusters:
        said = {word.stem for key in cluster.statement_ids for word in content_words(by_id[key])}
        shared += bool(said & {word.stem for word in content_words(cluster.title)})
        assert cluster.title[0].isupper()
    assert shared == len(draft.clusters)


def test_no_title_names_an_organisation() -> None:
    said = [
        "Stadgenoot laat de containers overlopen",
        "Volle containers van Stadgenoot",
        "containers bij Stadgenoot vol",
    ]
    draft = synthesize([answer(str(n), text, organisation="Stadgenoot") for n, text in enumerate(said)])
    assert draft.clusters
    assert not any("stadgenoot" in fold(cluster.title) for cluster in draft.clusters)
    assert not any("stadgenoot" in cluster.keywords for cluster in draft.clusters)


def test_keywords_are_words_that_people_used() -> None:
    draft = synthesize(small_round())
    said = fold(" ".join(one.text for one in draft.statements))
    assert all(fold(word) in said for cluster in draft.clusters for word in cluster.keywords)


@pytest.mark.parametrize("text", ["!!! ???", "ja", "Stadgenoot"])
def test_statements_without_any_noun_still_get_a_title(text: str) -> None:
    nothing = np.zeros((2, len(subjects())))
    titles = _titles(names([_group(0, [text]), _group(1, [text])], nothing, frozenset({"stadgenoot"})))
    assert all(titles)
    assert titles[0] != titles[1]
