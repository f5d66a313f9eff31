"""Who may already know what somebody asks, and which strengths touch a problem."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.model import Kind, ProblemMap, Statement
from synthesis.openings import MOST_ANSWERS, MOST_STRENGTHS, possible_answers, strengths_near
from tests.synthesis.maps import on_map, statement

TEXTS = (
    "Wie zijn de mannen bij de muziekkoepel?",
    "Drinkende mannen bij de koepel in het park",
    "Grofvuil naast de containers in de Lindenhof",
    "Buren houden de containers samen schoon",
    "Hoeveel grofvuil ligt er naast de containers?",
    "De huismeester kent iedereen in de Lindenhof",
    "Niets te zeggen",
)


def answers(**clusters: list[Statement]) -> dict[str, list[str]]:
    return {key: [one.id for one in found] for key, found in possible_answers(on_map(clusters)).items()}


@st.composite
def maps(draw: st.DrawFn) -> ProblemMap:
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(TEXTS),
                st.sampled_from([Kind.PROBLEM, Kind.UNKNOWN, Kind.STRENGTH, Kind.CAUSE, Kind.DESIRED]),
                st.sampled_from(["R1", "R2", "R3"]),
                st.sampled_from(["", "Lisplein", "Lindenhof"]),
                st.sampled_from(["a", "b", "c"]),
            ),
            min_size=1,
            max_size=12,
        )
    )
    clusters: dict[str, list[Statement]] = {}
    for number, (text, kind, who, place, home) in enumerate(rows):
        said = statement(f"{number:02d}", text=text, kind=kind, respondent=who, place=place)
        clusters.setdefault(home, []).append(said)
    return on_map(clusters)


def test_somebody_who_speaks_of_the_same_may_know_the_answer() -> None:
    question = statement("1", text="Hoeveel grofvuil ligt er naast de containers?", kind=Kind.UNKNOWN)
    known = statement("2", text="Grofvuil naast de containers: 61 meldingen in september")
    assert answers(a=[question], b=[known, statement("3", text="Fatbikes op de stoep")]) == {"1": ["2"]}


def test_one_word_is_enough_only_within_the_same_subject() -> None:
    question = statement("1", text="Wie zijn die mannen bij de koepel?", kind=Kind.UNKNOWN)
    known = statement("2", text="Bij de koepel drinkt elke dag een groep")
    assert answers(a=[question, known]) == {"1": ["2"]}
    assert answers(a=[question], b=[known]) == {"1": []}


def test_a_word_that_says_little_is_not_enough() -> None:
    question = statement("1", text="Hoeveel kinderen hebben benauwdheid?", kind=Kind.UNKNOWN)
    assert answers(a=[question, statement("2", text="Kinderen spelen op straat")]) == {"1": []}


def test_a_question_is_not_answered_by_who_asked_it_nor_by_a_wish_or_another_question() -> None:
    text = "grofvuil naast de containers in de Lindenhof"
    question = statement("1", text=text, kind=Kind.UNKNOWN, respondent="R")
    others = [
        statement("2", text=text, respondent="R"),
        statement("3", text=text, kind=Kind.DESIRED),
        statement("4", text=text, kind=Kind.UNKNOWN),
        statement("5", text=text, kind=Kind.SOLUTION),
    ]
    assert answers(a=[question, *others])["1"] == []


def test_rarer_words_come_first_and_at_most_two_are_named() -> None:
    question = statement("1", text="Wie kent de mannen bij de koepel in het park?", kind=Kind.UNKNOWN)
    others = [statement(str(number), text="Park en mannen, elke dag") for number in range(2, 5)]
    rare = statement("5", text="Mannen bij de koepel")
    assert answers(a=[question, *others, rare])["1"] == ["5", "2"]


def test_a_word_that_a_fifth_of_the_map_uses_ties_nothing() -> None:
    question = statement("00", text="Hoeveel grofvuil is het?", kind=Kind.UNKNOWN)
    others = [statement(f"{number:02d}", text="Grofvuil") for number in range(1, 9)]
    assert answers(a=[question, *others])["00"] == []


def test_a_strength_elsewhere_touches_a_problem_by_a_word_or_a_place() -> None:
    board = on_map(
        {
            "a": [statement("1", text="Grofvuil naast de containers", place="Lisplein"), statement("2")],
            "b": [
                statement("3", text="Buren houden de containers schoon", kind=Kind.STRENGTH),
                statement("4", text="De bakker kent iedereen", kind=Kind.STRENGTH, place="Lisplein"),
                statement("5", text="De moskee geeft soep", kind=Kind.STRENGTH, place="Havikplein"),
            ],
        }
    )
    touching = strengths_near(board, board.clusters[0])
    assert [(touch.statement.id, touch.words, touch.place) for touch in touching] == [
        ("3", ("containers",), ""),
        ("4", (), "Lisplein"),
    ]


def test_a_short_word_touches_only_where_the_subject_is_about_it() -> None:
    strength = statement("9", text="De trap wordt geveegd door buren", kind=Kind.STRENGTH)
    once = on_map({"a": [statement("1", text="Lawaai op de trap"), statement("2", text="Muziek")], "b": [strength]})
    twice = on_map({"a": [statement("1", text="Lawaai op de trap"), statement("2", text="Trap stuk")], "b": [strength]})
    assert strengths_near(once, once.clusters[0]) == ()
    assert [touch.words for touch in strengths_near(twice, twice.clusters[0])] == [("trap",)]


def test_a_strength_of_the_subject_itself_is_not_named_again() -> None:
    board = on_map(
        {"a": [statement("1", text="Grofvuil"), statement("2", text="Samen grofvuil ruimen", kind=Kind.STRENGTH)]}
    )
    assert strengths_near(board, board.clusters[0]) == ()


def test_a_place_that_most_subjects_name_ties_nothing() -> None:
    board = on_map(
        {
            "a": [statement("1", text="Grofvuil", place="Hele buurt")],
            "b": [statement("2", text="Lawaai", place="Hele buurt")],
            "c": [statement("3", text="De bakker kent iedereen", kind=Kind.STRENGTH, place="Hele buurt")],
        }
    )
    assert strengths_near(board, board.clusters[0]) == ()


@settings(deadline=None)
@given(maps())
def test_every_unknown_is_there_with_at_most_two_answers_of_others(board: ProblemMap) -> None:
    found = possible_answers(board)
    by_id = {one.id: one for one in board.statements}
    assert set(found) == {one.id for one in board.statements if one.kind is Kind.UNKNOWN}
    for key, known in found.items():
        assert len(known) == len(set(known)) <= MOST_ANSWERS
        for one in known:
            assert one.answer.respondent != by_id[key].answer.respondent
            assert one.kind in {Kind.PROBLEM, Kind.CAUSE, Kind.STRENGTH}


@settings(deadline=None)
@given(maps())
def test_only_strengths_from_elsewhere_touch_and_each_says_why(board: ProblemMap) -> None:
    for cluster in board.clusters:
        touching = strengths_near(board, cluster)
        assert len(touching) <= MOST_STRENGTHS
        for touch in touching:
            assert touch.statement.kind is Kind.STRENGTH
            assert touch.statement.id not in cluster.statement_ids
            assert touch.words or touch.place


@settings(deadline=None)
@given(maps(), st.randoms(use_true_random=False))
def test_the_order_of_the_statements_does_not_matter(board: ProblemMap, chance: object) -> None:
    shuffled = list(board.statements)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    other = replace(board, statements=tuple(shuffled))
    assert dict(possible_answers(other)) == dict(possible_answers(board))
    assert [strengths_near(other, one) for one in board.clusters] == [
        strengths_near(board, one) for one in board.clusters
    ]
