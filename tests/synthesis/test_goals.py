from __future__ import annotations

from synthesis import goals
from synthesis.model import Cluster, Kind, Statement
from tests.synthesis.rounds import answer


def _goals(*wishes: Statement) -> tuple[goals.CandidateGoal, ...]:
    cluster = Cluster("p-1", "Afval", (), tuple(one.id for one in wishes))
    return goals.candidate_goals([cluster], wishes)


def _wish(key: str, text: str, kind: Kind = Kind.DESIRED, **known: object) -> Statement:
    return Statement(f"{key}.1", answer(key, text, kind, **known), 0, len(text), text, kind)


def test_a_cluster_without_a_desired_result_has_no_goal() -> None:
    assert _goals(_wish("1", "Zakken naast de containers", Kind.PROBLEM)) == ()


def test_a_goal_says_only_what_people_wrote() -> None:
    (goal,) = _goals(_wish("1", "geen zakken meer naast de container."))
    assert goal.text == "Geen zakken meer naast de container"
    assert goal.statement_ids == ("1.1",)


def test_wishes_that_share_a_word_are_one_goal() -> None:
    (goal,) = _goals(_wish("1", "Een schoon plein"), _wish("2", "kinderen spelen weer op het plein"))
    assert goal.text == "Een schoon plein; kinderen spelen weer op het plein"


def test_wishes_about_something_else_are_another_goal() -> None:
    found = _goals(_wish("1", "Een schoon plein"), _wish("2", "alle oudjes hebben bezoek"))
    assert [goal.statement_ids for goal in found] == [("1.1",), ("2.1",)]
    assert len({goal.id for goal in found}) == 2


def test_what_a_measurable_goal_lacks_is_asked() -> None:
    (goal,) = _goals(_wish("1", "een schone straat"))
    assert goal.missing == (goals.WHERE, goals.WHO, goals.SIGN, goals.MEASURE, goals.WHEN)


def test_what_was_given_is_not_asked_again() -> None:
    (goal,) = _goals(
        _wish("1", "binnen een jaar durven 8 van de 10 bewoners weer over het pad", place="Plein", groups=("ouderen",))
    )
    assert goal.missing == ()
