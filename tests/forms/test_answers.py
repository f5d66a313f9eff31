"""What answers come to: what stops sending, how far a page is, and everything in words."""

from __future__ import annotations

from forms.answers import Progress, missing, progress, summary
from forms.definition import Questionnaire, load_step
from forms.keys import AnswerKey, Value
from forms.layout import pages_to_ask
from tests.forms.tiny import answers, choices, context, questionnaire

POINT: dict[AnswerKey, Value] = answers(q2_1a_0="Grofvuil", q2_1b_0="plein", q2_1c_0="daily", q2_1e_0="seen")
STEP = load_step(2)
KNOWN = context(places=choices("plein"), themes=choices("T09"), indicators=choices("veilig", "schoon"))


def messages(asked: Questionnaire, given: dict[AnswerKey, Value]) -> list[tuple[str, str, str]]:
    return [(one.page_id, one.key.name, one.message) for one in missing(asked, KNOWN, given)]


def test_an_empty_form_lacks_its_first_observation() -> None:
    assert messages(STEP, {}) == [
        ("observations", "q2-1a_0", "Punt 1: Beschrijf wat je ziet of hoort."),
        ("observations", "q2-1b_0", "Punt 1: Vul in waar dit gebeurt."),
        ("observations", "q2-1c_0", "Punt 1: Vul in hoe vaak dit gebeurt."),
        ("observations", "q2-1e_0", "Punt 1: Vul in hoe je dit weet."),
    ]


def test_one_complete_observation_is_enough_to_send() -> None:
    assert messages(STEP, POINT) == []


def test_what_is_not_good_stops_sending_too() -> None:
    too_small = {**POINT, **answers(q2_4a_0="meldingen", q2_4b_0="3")}
    assert messages(STEP, too_small) == [
        ("own-figures", "q2-4b_0", "Cijfer 1: Aantal. Vul een getal in van 5 of meer.")
    ]


def test_an_error_about_an_item_names_it() -> None:
    too_long = {**POINT, AnswerKey("2.5b", "schoon"): "x" * 141}
    assert messages(STEP, too_long) == [
        ("indicators", "q2-5b_0_schoon", "schoon: Waarom wel, deels of niet? Maak dit korter: 141 van de 140 tekens.")
    ]


def test_a_page_is_empty_then_started_then_done() -> None:
    assert set(progress(STEP, KNOWN, {}).values()) == {Progress.EMPTY}
    assert progress(STEP, KNOWN, answers(q2_1a_0="Grofvuil"))["observations"] is Progress.STARTED
    assert progress(STEP, KNOWN, POINT)["observations"] is Progress.DONE


def test_a_page_about_things_that_are_not_there_is_not_asked() -> None:
    assert "indicators" in progress(STEP, KNOWN, {})
    assert "indicators" not in progress(STEP, context(), {})
    assert [page.id for page in pages_to_ask(load_step(6), context())] == ["effects", "learning", "cooperation", "next"]


def test_a_page_that_waits_for_an_earlier_answer_stays() -> None:
    ids = [page.id for page in pages_to_ask(load_step(3), context(clusters=choices("afval")))]
    assert "causes" in ids
    assert "causes" not in [page.id for page in pages_to_ask(load_step(3), context())]


def test_links_between_subjects_are_not_asked_without_subjects() -> None:
    assert "links" not in [page.id for page in pages_to_ask(load_step(3), context())]


def test_all_answers_are_said_in_words() -> None:
    given = {**POINT, **answers(q2_2_0=("families", "debts"), q2_3_0="5")}
    page = summary(STEP, KNOWN, given)[0]
    assert page.title == "Wat je ziet en hoort"
    assert [(line.under, line.label, line.text) for line in page.lines] == [
        ("Punt 1", "Wat zie of hoor je?", "Grofvuil"),
        ("Punt 1", "Waar is dat?", "plein"),
        ("Punt 1", "Hoe vaak gebeurt dit?", "dagelijks"),
        ("Punt 1", "Wordt het meer, minder of blijft het gelijk?", ""),
        ("Punt 1", "Hoe weet je dit?", "zelf gezien"),
        ("Punt 1", "Wie heeft hier het meest last van?", "gezinnen, mensen met schulden"),
        ("Punt 1", "Hoe erg is dit voor de buurt?", "5 (heel groot)"),
        ("Punt 1", "Bij welk thema hoort dit?", ""),
    ]


def test_a_question_that_was_skipped_is_one_line() -> None:
    lines = {page.id: [(line.label, line.text) for line in page.lines] for page in summary(STEP, KNOWN, POINT)}
    assert lines["own-figures"] == [("Heb je er cijfers bij?", "")]
    assert lines["indicators"] == [("Herken je deze cijfers?", "")]


def test_answers_per_item_stand_under_their_question() -> None:
    asked = questionnaire("""
        - id: "2.1"
          type: matrix
          per: organisations
          label: {nl: Met wie werk je samen, en: Whom do you work with}
          choices: [{value: often, nl: vaak, en: often}]
        """)
    known = context("en", organisations=choices("politie", "ggd"))
    (page,) = summary(asked, known, {AnswerKey("2.1", "ggd"): "often"})
    assert [(line.under, line.label, line.text) for line in page.lines] == [
        ("Whom do you work with", "POLITIE", ""),
        ("Whom do you work with", "GGD", "often"),
    ]


def test_what_is_not_asked_now_is_not_in_the_summary() -> None:
    step, given = load_step(1), answers(q1_5_0=("incident",), q1_5b_0="oude tekst")
    labels = [line.label for page in summary(step, context(), given) for line in page.lines]
    assert "Welke andere reden is er?" not in labels
    given[AnswerKey("1.5")] = ("other",)
    labels = [line.label for page in summary(step, context(), given) for line in page.lines]
    assert "Welke andere reden is er?" in labels
