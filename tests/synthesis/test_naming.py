from __future__ import annotations

from synthesis.language import content_words, fold
from synthesis.model import Kind
from synthesis.pipeline import synthesize
from tests.synthesis.rounds import answer, small_round


def test_a_title_is_made_of_the_statements_own_words() -> None:
    draft = synthesize(small_round())
    by_id = {one.id: one.text for one in draft.statements}
    for cluster in draft.clusters:
        said = {word.stem for key in cluster.statement_ids for word in content_words(by_id[key])}
        assert said & {word.stem for word in content_words(cluster.title)}


def test_titles_are_short_and_distinct_and_start_with_a_capital() -> None:
    titles = [cluster.title for cluster in synthesize(small_round()).clusters]
    assert len({title.lower() for title in titles}) == len(titles)
    assert all(len(title) <= 60 and title[0].isupper() for title in titles)


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


def test_statements_without_any_noun_still_get_a_title() -> None:
    draft = synthesize([answer(str(n), "!!! ???", Kind.PROBLEM) for n in range(3)])
    assert all(cluster.title for cluster in draft.clusters)
