"""From answers to statements for the synthesis."""

from __future__ import annotations

from forms.build import said
from forms.definition import load_step
from forms.keys import AnswerKey, Value
from forms.said import Said
from tests.forms.tiny import answers, choices, context, questionnaire

KNOWN = context(places=choices("plein"), themes=choices("T09"), clusters=choices("c1", "c2"))


def test_an_observation_carries_what_was_told_beside_it() -> None:
    given = answers(
        q2_1a_1="Grofvuil naast de containers",
        q2_1b_1="achter  de school",
        q2_1c_1="weekly",
        q2_1d_1="more",
        q2_1e_1="residents",
        q2_2_1=("families", "everybody"),
        q2_3_1="4",
        q2_1f_1="T09",
    )
    assert said(load_step(2), KNOWN, given) == [
        Said(
            key=AnswerKey("2.1a", "", 1),
            asked="probleem",
            text="Grofvuil naast de containers",
            place="achter de school",
            frequency="weekly",
            trend="more",
            evidence="residents",
            groups=("families", "everybody"),
            severity=4,
            theme="T09",
        )
    ]


def test_not_knowing_tells_nothing() -> None:
    (one,) = said(load_step(2), KNOWN, answers(q2_1a_0="Grofvuil", q2_1d_0="unknown", q2_3_0="unknown"))
    assert one.trend == ""
    assert one.severity is None


def test_what_was_never_on_offer_tells_nothing() -> None:
    (one,) = said(load_step(2), KNOWN, answers(q2_1a_0="Grofvuil", q2_1e_0="hearsay", q2_3_0="900", q2_1f_0="T77"))
    assert (one.evidence, one.severity, one.theme) == ("", None, "")


def test_a_blank_text_says_nothing() -> None:
    assert said(load_step(2), KNOWN, answers(q2_1a_0=" \n", q2_1b_0="plein")) == []


def test_each_question_asks_for_its_own_kind_of_statement() -> None:
    kinds = {
        (step, question.id): question.says
        for step in range(1, 7)
        for question in load_step(step).questions
        if question.says
    }
    assert kinds == {
        (1, "1.4a"): "probleem",
        (2, "2.1a"): "probleem",
        (2, "2.6a"): "kracht",
        (2, "2.8a"): "onbekend",
        (3, "3.2a"): "oorzaak",
        (3, "3.3"): "gevolg",
        (3, "3.7b"): "twijfel",
        (4, "4.8"): "onbekend",
        (5, "5.1"): "gewenst",
    }


def test_causes_and_doubts_know_their_subject() -> None:
    given: dict[AnswerKey, Value] = {
        AnswerKey("3.1"): ("c2",),
        AnswerKey("3.2a", "c2", 1): "te weinig toezicht",
        AnswerKey("3.3", "c2"): "het wordt erger",
        AnswerKey("3.7a"): "c1",
        AnswerKey("3.7b"): "klopt dat wel",
    }
    found = {one.asked: one.about for one in said(load_step(3), KNOWN, given)}
    assert found == {"oorzaak": "c2", "gevolg": "c2", "twijfel": "c1"}


def test_what_is_said_about_a_goal_is_not_about_a_subject_on_the_map() -> None:
    asked = questionnaire("- {id: '2.1', type: text, per: goals, says: onbekend, label: {nl: Wat, en: What}}")
    (one,) = said(asked, context(goals=choices("c1")), {AnswerKey("2.1", "c1"): "hoe meten we dit"})
    assert one.about == ""


def test_the_evidence_is_said_in_the_words_that_the_synthesis_knows() -> None:
    values = {choice.value: choice.label.nl for choice in load_step(2).question("2.1e").choices}
    assert values == {
        "seen": "zelf gezien",
        "residents": "van bewoners gehoord",
        "colleague": "van collega gehoord",
        "figures": "uit registratie",
        "assumption": "vermoeden",
    }
