"""A page between answers and browser: what it shows, what it reads, how repeats come and go without script."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from forms.build import ADD, REMOVE, build_page, errors, pressed, read
from forms.keys import AnswerKey
from tests.forms.tiny import answers, choices, context, questionnaire, sent

POINTS = questionnaire("""
    - id: "2.1"
      type: group
      label: {nl: Wat zie je, en: What do you see}
      repeat: {min: 1, max: 3}
      fields:
        - id: 2.1a
          type: text
          label: {nl: Wat gebeurt er, en: What happens}
          required: true
          if_missing: {nl: Beschrijf wat er gebeurt., en: Describe what happens.}
        - id: 2.1b
          type: multi
          label: {nl: Wie, en: Who}
          choices: [{value: a, nl: A, en: A}, {value: b, nl: B, en: B}]
    """)
OPTIONAL = questionnaire("""
    - id: "2.1"
      type: group
      label: {nl: Cijfers, en: Figures}
      each: {nl: Cijfer, en: Figure}
      repeat: {max: 2}
      fields:
        - {id: 2.1a, type: short, label: {nl: Waarover, en: About}}
        - id: 2.1b
          type: number
          min: 5
          label: {nl: Aantal, en: Number}
          required: true
          if_missing: {nl: Vul het aantal in., en: Fill in the number.}
    """)
PER_ITEM = questionnaire("""
    - id: 2.1
      type: rank
      max: 2
      source: clusters
      label: {nl: Top twee, en: Top two}
    - id: 2.2
      type: text
      per: {answer: 2.1}
      label: {nl: Waarom, en: Why}
    """)
CONDITION = questionnaire("""
    - id: "2.1"
      type: group
      label: {nl: Samen, en: Together}
      repeat: {max: 2}
      fields:
        - id: 2.1a
          type: single
          label: {nl: Wie, en: Who}
          choices: [{value: a, nl: A, en: A}, {value: other, nl: anders, en: other}]
        - id: 2.1b
          type: short
          label: {nl: Namelijk, en: Namely}
          required: true
          if_missing: {nl: Vul in wie., en: Fill in who.}
          show_if: {question: 2.1a, values: [other]}
    """)
SUBJECTS = context(clusters=choices("afval", "plein", "taal"))


def test_a_page_shows_what_was_stored() -> None:
    page = build_page(POINTS, "page", context(), answers(q2_1a_0="Grofvuil", q2_1b_0=("b",)))
    text, who = page.blocks[0].fields
    assert text.value == "Grofvuil"
    assert [option.chosen for option in who.options] == [False, True]
    assert page.title == "Pagina"
    assert errors(page) == []


def test_the_context_has_the_answers_where_no_others_are_given() -> None:
    known = context().with_answers(answers(q2_1a_0="Grofvuil"))
    assert build_page(POINTS, "page", known).blocks[0].fields[0].value == "Grofvuil"


def test_what_is_sent_is_read_as_typed_with_the_blanks() -> None:
    page = sent(POINTS, context(), {"q2-1a_0": "Een\r\ntwee", "q2-1b_0": ["a", "b"]})
    assert read(page) == answers(q2_1a_0="Een\ntwee", q2_1b_0=("a", "b"))
    assert read(sent(POINTS, context(), {})) == answers(q2_1a_0="", q2_1b_0=())


def test_a_box_that_was_unticked_becomes_blank() -> None:
    stored = answers(q2_1a_0="x", q2_1b_0=("a",))
    shown = build_page(POINTS, "page", context(), stored)
    page = build_page(POINTS, "page", context(), stored, MultiDict([*shown.hidden, ("q2-1a_0", "x")]))
    assert read(page)[AnswerKey("2.1b")] == ()


def test_a_page_never_blanks_what_it_did_not_show() -> None:
    first = build_page(POINTS, "page", context(), answers(q2_1a_0="een"))
    meanwhile = answers(q2_1a_0="een", q2_1a_1="elders toegevoegd", q2_1b_1=("a",))
    page = build_page(POINTS, "page", context(), meanwhile, MultiDict([*first.hidden, ("q2-1a_0", "een, beter")]))
    assert read(page) == answers(q2_1a_0="een, beter", q2_1b_0=())
    assert page.blocks[0].rows[0].rounds[1].fields[0].value == "elders toegevoegd"


def test_an_invented_field_is_not_read() -> None:
    invented = [("shown", name) for name in ("q9-9_0", "q2-1a_99", "q2-1a_0_x", "nonsense")]
    fields = [("q9-9_0", "x"), ("q2-1a_99", "x"), ("q2-1a_0_x", "x"), ("nonsense", "x")]
    page = build_page(POINTS, "page", context(), {}, MultiDict([*invented, *fields]))
    assert all(key.question_id in {"2.1a", "2.1b"} and not key.item and key.repeat < 3 for key in read(page))
    assert "x" not in read(page).values()


def test_errors_say_where_and_are_linked_to_the_field() -> None:
    page = sent(POINTS, context(), {"q2-1a_0": "x" * 281})
    assert errors(page) == [(AnswerKey("2.1a"), "Punt 1: Wat gebeurt er. Maak dit korter: 281 van de 280 tekens.")]
    assert page.blocks[0].fields[0].errors == ("Maak dit korter: 281 van de 280 tekens.",)


def test_what_is_missing_is_an_error_only_when_the_page_must_be_complete() -> None:
    assert errors(sent(POINTS, context(), {})) == []
    assert errors(sent(POINTS, context(), {}, complete=True)) == [
        (AnswerKey("2.1a"), "Punt 1: Beschrijf wat er gebeurt.")
    ]
    assert errors(build_page(POINTS, "page", context("en"), complete=True))[0][1] == "Point 1: Describe what happens."


def test_a_group_that_nobody_began_needs_nothing() -> None:
    assert errors(sent(OPTIONAL, context(), {}, complete=True)) == []
    begun = sent(OPTIONAL, context(), {"q2-1a_0": "meldingen"}, complete=True)
    assert errors(begun) == [(AnswerKey("2.1b"), "Cijfer 1: Vul het aantal in.")]


def test_a_blank_first_repeat_is_no_error_when_a_later_one_is_filled() -> None:
    page = build_page(POINTS, "page", context(), answers(q2_1a_1="pas bij punt twee"), complete=True)
    assert errors(page) == []


def test_one_more_repeat_comes_with_a_plain_button() -> None:
    page = build_page(POINTS, "page", context())
    row = page.blocks[0].rows[0]
    assert [one.label for one in row.rounds] == ["Punt 1"]
    assert row.rounds[0].remove == ""
    button = pressed(MultiDict({ADD: row.add}))
    assert button is not None
    assert button.adds
    more = build_page(POINTS, "page", context(), shown_repeats=button.shown_repeats)
    assert [one.label for one in more.blocks[0].rows[0].rounds] == ["Punt 1", "Punt 2"]
    assert more.shown_repeats == {row.name: 2}


def test_there_are_never_more_repeats_than_the_limit() -> None:
    page = build_page(POINTS, "page", context(), shown_repeats={"q2-1a_0": 50})
    assert len(page.blocks[0].rows[0].rounds) == 3
    assert page.blocks[0].rows[0].add == ""


def test_repeats_that_were_answered_stay_even_over_the_limit() -> None:
    page = build_page(POINTS, "page", context(), answers(q2_1a_4="ooit mocht dit"))
    assert len(page.blocks[0].rows[0].rounds) == 5


def test_an_added_repeat_is_still_there_when_the_page_comes_back() -> None:
    shown = build_page(POINTS, "page", context(), shown_repeats={"q2-1a_0": 2})
    page = build_page(POINTS, "page", context(), formdata=MultiDict([*shown.hidden, ("q2-1a_1", "tweede")]))
    assert read(page)[AnswerKey("2.1a", "", 1)] == "tweede"


def test_removing_a_repeat_names_every_field_that_goes() -> None:
    page = build_page(POINTS, "page", context(), answers(q2_1a_0="een", q2_1a_1="twee"))
    button = pressed(MultiDict({REMOVE: page.blocks[0].rows[0].rounds[1].remove}))
    assert button is not None
    assert not button.adds
    assert page.keys_of(button.key) == (AnswerKey("2.1a", "", 1), AnswerKey("2.1b", "", 1))


def test_any_other_button_is_no_button_for_repeats() -> None:
    assert pressed(MultiDict({"then": "next"})) is None
    assert pressed(MultiDict({ADD: "nonsense", REMOVE: "<x>"})) is None


def test_a_question_is_asked_for_each_topic_of_the_own_top() -> None:
    page = build_page(PER_ITEM, "page", SUBJECTS, {AnswerKey("2.1"): ("taal", "afval")})
    why = page.blocks[1]
    assert why.label == "Waarom"
    assert [(row.item, row.label, row.rounds[0].fields[0].label) for row in why.rows] == [
        ("taal", "taal", "taal"),
        ("afval", "afval", "afval"),
    ]


def test_a_topic_that_was_chosen_twice_is_asked_about_once() -> None:
    page = build_page(PER_ITEM, "page", SUBJECTS, {AnswerKey("2.1"): ("taal", "taal")})
    assert [row.item for row in page.blocks[1].rows] == ["taal"]


def test_a_page_says_which_answer_must_come_first() -> None:
    page = build_page(PER_ITEM, "page", SUBJECTS)
    assert page.blocks[1].rows == ()
    assert page.blocks[1].empty == "Beantwoord eerst deze vraag: Top twee"


def test_a_text_about_a_topic_is_not_lost_when_the_top_changed_meanwhile() -> None:
    older = build_page(PER_ITEM, "page", SUBJECTS, {AnswerKey("2.1"): ("taal",)})
    form = MultiDict([*older.hidden, ("q2-1_0", "afval"), ("q2-2_0_taal", "lang getypt")])
    page = build_page(PER_ITEM, "page", SUBJECTS, {AnswerKey("2.1"): ("afval",)}, form)
    assert read(page)[AnswerKey("2.2", "taal")] == "lang getypt"


def test_without_anything_to_choose_from_a_page_says_so() -> None:
    page = build_page(PER_ITEM, "page", context(), complete=True)
    assert [block.empty for block in page.blocks] == ["Hier valt nu nog niets te kiezen."] * 2
    assert errors(page) == []


def test_a_conditional_question_follows_what_was_typed_on_the_same_page() -> None:
    asked = sent(CONDITION, context(), {"q2-1a_0": "other"}, complete=True)
    assert errors(asked) == [(AnswerKey("2.1b"), "Punt 1: Vul in wie.")]
    not_asked = sent(CONDITION, context(), {"q2-1a_0": "a"}, complete=True)
    assert errors(not_asked) == []
    assert [field.applies for field in not_asked.blocks[0].fields] == [True, False]


def test_a_condition_looks_at_its_own_repeat() -> None:
    page = build_page(CONDITION, "page", context(), answers(q2_1a_0="other", q2_1a_1="a"))
    assert [one.fields[1].applies for one in page.blocks[0].rows[0].rounds] == [True, False]
    assert page.blocks[0].rows[0].rounds[1].fields[1].depends_on == "q2-1a_1"


def test_text_of_a_question_that_is_not_asked_is_kept_and_not_judged() -> None:
    page = sent(CONDITION, context(), {"q2-1a_0": "a", "q2-1b_0": "x" * 500})
    assert read(page)[AnswerKey("2.1b")] == "x" * 500
    assert errors(page) == []


def test_every_field_has_a_name_of_its_own_and_a_label() -> None:
    page = build_page(POINTS, "page", context(), shown_repeats={"q2-1a_0": 3})
    names = [field.name for field in page.blocks[0].fields]
    assert len(set(names)) == len(names) == 6
    assert all(field.label for field in page.blocks[0].fields)


@given(st.dictionaries(st.sampled_from(["q2-1a_0", "q2-1b_0", "q2-1a_1", "add", "x"]), st.lists(st.text(), max_size=3)))
def test_any_form_can_be_read(fields: dict[str, list[str]]) -> None:
    data: MultiDict[str, str] = MultiDict()
    for name, values in fields.items():
        data.setlist(name, values)
    page = build_page(POINTS, "page", context(), formdata=data, complete=True)
    read(page)
    errors(page)
    assert page.blocks
