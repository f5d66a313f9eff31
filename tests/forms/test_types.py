"""Each question type: how it reads what was sent, what it refuses and why, and how it says an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.build import build_page, errors, read
from forms.definition import Choice, Localised, Question
from forms.keys import AnswerKey, Value
from forms.question_types import TYPES, type_of
from forms.question_types.amounts import read_date, read_number
from tests.forms.tiny import choices, context, question, questionnaire, sent

ABC = "choices: [{value: a, nl: appel, en: apple}, {value: b, nl: boot, en: boat}, {value: c, nl: citer, en: zither}]"
LABEL = "label: {nl: Wat, en: What}"
SCALE = """
choices:
  - {value: 1, nl: 1 (klein), en: 1 (small)}
  - {value: 2, nl: 2, en: 2}
  - {value: 3, nl: 3 (groot), en: 3 (large)}
  - {value: unknown, nl: weet ik niet, en: I don't know}
""".replace("\n", "\n  ")

SHORT = question(f"- {{id: '2.1', type: short, {LABEL}}}")
TEXT = question(f"- {{id: '2.1', type: text, {LABEL}}}")
SINGLE = question(f"- {{id: '2.1', type: single, {LABEL}, {ABC}}}")
MULTI = question(f"- {{id: '2.1', type: multi, max: 2, {LABEL}, {ABC}}}")
RANK = question(f"- {{id: '2.1', type: rank, max: 3, {LABEL}, {ABC}}}")
SCORE = question(f"- id: '2.1'\n  type: score3\n  {LABEL}\n  {SCALE}")
PLACE = question(f"- {{id: '2.1', type: place, source: places, {LABEL}}}")
PLACES = question(f"- {{id: '2.1', type: place, several: true, source: places, {LABEL}}}")
NUMBER = question(f"- {{id: '2.1', type: number, min: 5, {LABEL}}}")
DATE = question(f"- {{id: '2.1', type: date, {LABEL}}}")
CHECK = question(f"- {{id: '2.1', type: check, {LABEL}}}")
KNOWN = context(places=(Choice("7", Localised("Lisplein", "Lis Square")),))


def wrong(asked: Question, value: Value, locale: str = "nl") -> str | None:
    return type_of(asked).error(asked, value, context(locale, **KNOWN.sources))


def words(asked: Question, value: Value, locale: str = "nl") -> str:
    return type_of(asked).display(asked, value, context(locale, **KNOWN.sources))


def clean(asked: Question, *values: str) -> Value:
    return type_of(asked).clean(values, asked)


@pytest.mark.parametrize(
    ("asked", "value", "sentence"),
    [
        (SHORT, "x" * 141, "Maak dit korter: 141 van de 140 tekens."),
        (TEXT, "x" * 312, "Maak dit korter: 312 van de 280 tekens."),
        (TEXT, "😀" * 281, "Maak dit korter: 281 van de 280 tekens."),
        (SINGLE, "z", "Kies een antwoord dat in de lijst staat."),
        (MULTI, ("a", "z"), "Kies een antwoord dat in de lijst staat."),
        (MULTI, ("a", "b", "c"), "Kies er hoogstens 2. Je koos er 3."),
        (RANK, ("a", "b", "a"), "Kies elk antwoord één keer. Dit koos je vaker: appel."),
        (RANK, ("a", "", "c"), "Vul eerst Tweede in."),
        (RANK, ("a", "z"), "Kies een antwoord dat in de lijst staat."),
        (SCORE, "4", "Kies een antwoord dat in de lijst staat."),
        (PLACE, "x" * 81, "Maak dit korter: 81 van de 80 tekens."),
        (NUMBER, "ongeveer tien", "Vul een heel getal in, zoals 12."),
        (NUMBER, "-6", "Vul een heel getal in, zoals 12."),
        (NUMBER, "4", "Vul een getal in van 5 of meer."),
        (DATE, "binnenkort", "Vul een datum in, zoals 31-12-2026."),
        (DATE, "2026-02-30", "Vul een datum in, zoals 31-12-2026."),
        (CHECK, "maybe", "Kies een antwoord dat in de lijst staat."),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(asked: Question, value: Value, sentence: str) -> None:
    assert wrong(asked, value) == sentence


@pytest.mark.parametrize(
    ("asked", "value", "sentence"),
    [
        (TEXT, "x" * 312, "Make this shorter: 312 of 280 characters."),
        (RANK, ("b", "b"), "Choose each answer once. You chose this more than once: boat."),
    ],
)
def test_it_is_said_in_english_too(asked: Question, value: Value, sentence: str) -> None:
    assert wrong(asked, value, "en") == sentence


@pytest.mark.parametrize(
    ("asked", "value", "expected"),
    [
        (SHORT, "kort", "kort"),
        (TEXT, "regel een\nregel twee", "regel een\nregel twee"),
        (SINGLE, "b", "boot"),
        (MULTI, ("c", "a"), "citer, appel"),
        (RANK, ("c", "a"), "1. citer, 2. appel"),
        (SCORE, "unknown", "weet ik niet"),
        (PLACE, "achter de school", "achter de school"),
        (PLACES, ("7", "achter de school"), "Lisplein, achter de school"),
        (NUMBER, "1.200", "1.200"),
        (DATE, "2026-03-01", "1 maart 2026"),
        (DATE, "1-3-2026", "1 maart 2026"),
        (CHECK, "yes", "ja"),
        (MULTI, (), ""),
        (CHECK, "", ""),
    ],
)
def test_a_good_answer_is_said_in_words(asked: Question, value: Value, expected: str) -> None:
    if value:
        assert wrong(asked, value) is None
    assert words(asked, value) == expected


@pytest.mark.parametrize(
    ("asked", "value"), [(TEXT, "x" * 280), (SHORT, "é" * 140), (PLACE, "x" * 80), (NUMBER, "5"), (MULTI, ("a", "b"))]
)
def test_an_answer_on_the_limit_is_good(asked: Question, value: Value) -> None:
    assert wrong(asked, value) is None


def test_words_follow_the_language() -> None:
    assert words(MULTI, ("c", "a"), "en") == "zither, apple"
    assert words(DATE, "2026-03-01", "en") == "1 March 2026"


@pytest.mark.parametrize(
    ("asked", "value"),
    [(SINGLE, "weg"), (MULTI, ("a", "weg")), (NUMBER, "veel"), (DATE, "ooit"), (CHECK, "vast")],
)
def test_an_answer_that_is_not_good_is_still_said_as_it_was_typed(asked: Question, value: Value) -> None:
    assert (value if isinstance(value, str) else value[-1]) in words(asked, value)


@given(st.text())
def test_only_line_endings_change_on_the_way_in(text: str) -> None:
    assert clean(TEXT, text) == text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("text", ["\x00", "👩‍👩‍👧 é", "\u202eomgekeerd", "  ruimte  ", "x" * 1_000_000, "<b>&amp;"])
def test_any_typed_text_survives_the_form(text: str) -> None:
    asked = questionnaire(f"- {{id: '2.1', type: text, {LABEL}}}")
    page = sent(asked, context(), {"q2-1_0": text})
    assert read(page) == {AnswerKey("2.1"): text}
    assert page.blocks[0].fields[0].value == text


def test_a_text_that_is_far_too_long_is_kept_and_named() -> None:
    asked = questionnaire(f"- {{id: '2.1', type: text, {LABEL}}}")
    page = sent(asked, context(), {"q2-1_0": "x" * 1_000_000})
    assert errors(page) == [(AnswerKey("2.1"), "Wat. Maak dit korter: 1000000 van de 280 tekens.")]


@pytest.mark.parametrize("asked", [SHORT, TEXT, SINGLE, MULTI, RANK, SCORE, PLACE, PLACES, NUMBER, DATE, CHECK])
def test_nothing_sent_is_blank(asked: Question) -> None:
    kind = type_of(asked)
    assert kind.is_blank(clean(asked))
    assert kind.is_blank(clean(asked, ""))
    assert kind.export(clean(asked, "")) == ()
    assert kind.display(asked, kind.blank, KNOWN) == ""


def test_boxes_ticked_twice_count_once() -> None:
    assert clean(MULTI, "a", "b", "a", "") == ("a", "b")


def test_a_rank_keeps_its_empty_places() -> None:
    assert clean(RANK, "a", "", "c") == ("a", "", "c")
    assert clean(RANK, "a", "", "") == ("a",)
    assert type_of(RANK).export(("a", "", "c")) == ((1, "a"), (3, "c"))


def test_numbers_and_dates_go_out_in_one_form() -> None:
    assert type_of(NUMBER).export("1.200") == ((1, "1200"),)
    assert type_of(DATE).export("1-3-2026") == ((1, "2026-03-01"),)
    assert type_of(NUMBER).export("een stuk of tien") == ((1, "een stuk of tien"),)


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_a_number_is_read_however_its_thousands_are_grouped(number: int) -> None:
    for text in (str(number), f"{number:,}", f"{number:,}".replace(",", "."), f"{number:,}".replace(",", "\u00a0")):
        assert read_number(text) == number


@given(st.dates())
def test_a_day_is_read_as_browsers_and_people_write_it(day: object) -> None:
    iso = str(day)
    year, month, date = iso.split("-")
    assert (
        str(read_date(iso))
        == str(read_date(f"{date}-{month}-{year}"))
        == str(read_date(f"{date}/{month}/{year}"))
        == iso
    )


@given(st.text(max_size=20))
def test_any_text_is_a_day_a_number_or_neither(text: str) -> None:
    read_date(text)
    read_number(text)


@pytest.mark.parametrize(
    ("yaml", "widget"),
    [
        (f"- {{id: '2.1', type: short, {LABEL}}}", "text"),
        (f"- {{id: '2.1', type: text, {LABEL}}}", "textarea"),
        (f"- {{id: '2.1', type: single, {LABEL}, {ABC}}}", "radio"),
        (f"- {{id: '2.1', type: single, {LABEL}, source: places}}", "select"),
        (f"- {{id: '2.1', type: single, {LABEL}, choices: disciplines}}", "select"),
        (f"- {{id: '2.1', type: multi, {LABEL}, {ABC}}}", "checkboxes"),
        (f"- {{id: '2.1', type: rank, max: 2, {LABEL}, {ABC}}}", "ranks"),
        (f"- {{id: '2.1', type: place, source: places, {LABEL}}}", "place"),
        (f"- {{id: '2.1', type: place, several: true, source: places, {LABEL}}}", "places"),
        (f"- {{id: '2.1', type: number, {LABEL}}}", "number"),
        (f"- {{id: '2.1', type: date, {LABEL}}}", "date"),
        (f"- {{id: '2.1', type: check, {LABEL}}}", "check"),
    ],
)
def test_each_type_says_how_it_is_drawn(yaml: str, widget: str) -> None:
    page = build_page(questionnaire(yaml), "page", KNOWN)
    assert page.blocks[0].fields[0].widget == widget


def test_free_texts_carry_the_sentence_about_privacy() -> None:
    asked = questionnaire(f"""
        - {{id: 2.1a, type: text, {LABEL}}}
        - {{id: 2.1b, type: number, {LABEL}}}
        """)
    free, number = (block.fields[0] for block in build_page(asked, "page", context()).blocks)
    assert free.privacy == "Schrijf geen namen, adressen of andere gegevens waaraan je een bewoner herkent."
    assert number.privacy == ""


def test_a_choice_that_is_no_longer_offered_stays_on_the_page() -> None:
    asked = questionnaire(f"- {{id: '2.1', type: multi, {LABEL}, {ABC}}}")
    shown = build_page(asked, "page", context(), {AnswerKey("2.1"): ("weg", "a")}).blocks[0].fields[0]
    assert [option.value for option in shown.options if option.chosen] == ["a", "weg"]


def test_own_words_stand_beside_the_known_places() -> None:
    asked = questionnaire(f"- {{id: '2.1', type: place, several: true, source: places, {LABEL}}}")
    page = sent(asked, KNOWN, {"q2-1_0": ["7", "achter de school"]})
    shown = page.blocks[0].fields[0]
    assert [option.value for option in shown.options if option.chosen] == ["7"]
    assert shown.own == "achter de school"
    assert read(page) == {AnswerKey("2.1"): ("7", "achter de school")}


def test_places_that_were_taken_off_the_list_stay_apart_from_ones_own_words() -> None:
    asked = questionnaire(f"- {{id: '2.1', type: place, several: true, source: places, {LABEL}}}")
    given = ("7", "Noord", "Zuid", "achter de school")
    shown = build_page(asked, "page", KNOWN, {AnswerKey("2.1"): given}).blocks[0].fields[0]
    ticked = [option.value for option in shown.options if option.chosen]
    assert (ticked, shown.own) == (["7", "Noord", "Zuid"], "achter de school")
    assert read(sent(asked, KNOWN, {"q2-1_0": [*ticked, shown.own]})) == {AnswerKey("2.1"): given}


def test_one_place_is_a_line_with_suggestions() -> None:
    shown = build_page(questionnaire(f"- {{id: '2.1', type: place, source: places, {LABEL}}}"), "page", KNOWN)
    assert shown.blocks[0].fields[0].suggestions == ("Lisplein",)


def test_a_line_of_text_can_have_suggestions_and_stays_free() -> None:
    asked = questionnaire(f"- {{id: '2.1', type: short, source: places, {LABEL}}}")
    page = sent(asked, KNOWN, {"q2-1_0": "iets anders"})
    assert page.blocks[0].fields[0].suggestions == ("Lisplein",)
    assert errors(page) == []


def test_a_rank_has_a_select_for_each_place_but_no_more_than_there_are_choices() -> None:
    asked = questionnaire(f"- {{id: '2.1', type: rank, max: 3, source: clusters, {LABEL}}}")
    shown = (
        build_page(asked, "page", context(clusters=choices("x", "y")), {AnswerKey("2.1"): ("y",)}).blocks[0].fields[0]
    )
    assert [place.label for place in shown.places] == ["Eerste", "Tweede"]
    assert [[option.chosen for option in place.options] for place in shown.places] == [[False, True], [False, False]]


def test_choices_keep_their_headings() -> None:
    asked = questionnaire(f"- {{id: '2.1', type: single, {LABEL}, choices: disciplines}}")
    shown = build_page(asked, "page", context()).blocks[0].fields[0]
    assert shown.options[0].heading == "Gemeente"
    assert shown.options[-1].heading == "Buurt"


def test_a_group_has_no_answer_of_its_own() -> None:
    with pytest.raises(TypeError):
        TYPES["group"].error(SHORT, "x", context())
