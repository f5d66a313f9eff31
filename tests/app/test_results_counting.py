"""Which phrase is shared most, and how answers are counted: by organisation, whatever their order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.models import ProblemStatement
from app.results.answers import Given, tally
from app.results.phrases import by_sharing
from app.results.proposals import sentence

PHRASES = st.lists(
    st.tuples(st.sampled_from("ABCD"), st.sampled_from(["het plein", "Het plein.", "bij de flat", "het Lisplein", ""]))
)


def answer(value: str, member: int, organisation: str) -> Given:
    return Given(member, "6.1a", "", 0, (value,), member, organisation)


def test_the_phrase_of_most_organisations_comes_first() -> None:
    found = by_sharing([("A", "de flat"), ("B", "het plein"), ("C", "Het plein."), ("B", "de kade")])
    assert (found[0].text, found[0].organisations) == ("Het plein", 2)


def test_one_organisation_that_repeats_itself_does_not_outweigh_two() -> None:
    found = by_sharing([("A", "de flat"), ("A", "de flat"), ("A", "de flat"), ("B", "het plein"), ("C", "het plein")])
    assert found[0].text == "het plein"


def test_between_equals_the_one_that_others_echo_comes_first() -> None:
    found = by_sharing([("A", "de kade"), ("B", "containers op het plein"), ("C", "volle containers")])
    assert found[-1].text == "de kade"


@given(PHRASES, st.randoms())
def test_the_order_of_answers_changes_nothing(written: list[tuple[str, str]], chance: object) -> None:
    shuffled = list(written)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert by_sharing(shuffled) == by_sharing(written)


def test_an_organisation_counts_once_for_an_answer_however_many_people_gave_it() -> None:
    found = tally([answer("yes", 1, "A"), answer("yes", 2, "A"), answer("no", 3, "B")], {"yes": "ja", "no": "nee"})
    assert [(count.label, count.organisations, count.people) for count in found.counts] == [
        ("ja", ("A",), 2),
        ("nee", ("B",), 1),
    ]
    assert found.few


def test_a_choice_that_nobody_made_stays_in_view_and_an_unknown_one_is_not_lost() -> None:
    found = tally([answer("older", 1, "A")], {"yes": "ja"})
    assert [(count.label, count.people) for count in found.counts] == [("ja", 0), ("older", 1)]


def test_the_sentence_reads_well_with_and_without_a_preposition() -> None:
    problem = ProblemStatement(place="op het plein", who="ouders", what="het donker is.", cause="", sign="klachten.")
    assert sentence(problem) == "Op het plein merken ouders dat het donker is. Dat zien we aan klachten."
    problem.place, problem.cause = "de Kadebuurt", "lampen stuk zijn"
    assert sentence(problem).startswith("In de Kadebuurt merken ouders dat het donker is, omdat lampen stuk zijn. Dat")
