"""What a facilitator can do to a questionnaire, and what not, with a sentence why."""

from __future__ import annotations

import pytest

from forms.changes import (
    AddQuestion,
    Change,
    ChoiceWords,
    Hide,
    MovePage,
    MoveQuestion,
    Reset,
    RewordPage,
    RewordQuestion,
    Show,
    from_plain,
    next_id,
    to_plain,
    words,
)
from forms.context import Context
from forms.definition import from_json, load_step
from forms.keys import AnswerKey
from forms.said import said
from forms.shaping import ChangeError, Shape, shaped, unchanged
from tests.forms.tiny import questionnaire


def step(number: int, *changes: Change) -> Shape:
    """The questionnaire of a step after these changes, each of which must be possible."""
    shape = unchanged(load_step(number))
    for change in changes:
        shape = shape.after(change)
    return shape


def refusal(number: int, *changes: Change) -> str:
    """Why the last of these changes is not possible."""
    shape = step(number, *changes[:-1])
    with pytest.raises(ChangeError) as raised:
        shape.after(changes[-1])
    return raised.value.sentence("nl")


def ids(shape: Shape) -> list[str]:
    return [question.id for question in shape.questionnaire.questions]


def test_without_changes_it_is_the_original() -> None:
    for number in range(1, 7):
        assert step(number).questionnaire == load_step(number)
        assert not step(number).changed


def test_words_of_a_question_are_changed_in_both_languages() -> None:
    shape = step(2, RewordQuestion("2.1a", label=words("Wat valt je op?", "What strikes you?")))
    question = shape.questionnaire.question("2.1a")
    assert (question.label.nl, question.label.en) == ("Wat valt je op?", "What strikes you?")
    assert question.hint == load_step(2).question("2.1a").hint


def test_without_english_the_dutch_words_are_used() -> None:
    shape = step(2, RewordQuestion("2.1", hint=words("Eén ding per punt.")))
    assert shape.questionnaire.pages[0].questions[0].hint == words("Eén ding per punt.", "Eén ding per punt.")


def test_an_empty_hint_takes_the_hint_away_but_a_label_cannot_be_empty() -> None:
    assert step(2, RewordQuestion("2.1b", hint=words(""))).questionnaire.question("2.1b").hint is None
    assert refusal(2, RewordQuestion("2.1b", label=words(""))) == "Vul de Nederlandse tekst in."


def test_a_choice_gets_another_label_and_keeps_its_value() -> None:
    shape = step(2, RewordQuestion("2.1c", choices=(ChoiceWords("daily", words("elke dag", "every day")),)))
    choices = shape.questionnaire.question("2.1c").choices
    assert [one.value for one in choices] == ["daily", "weekly", "monthly", "less"]
    assert choices[0].label.nl == "elke dag"
    assert "niet meer" in refusal(2, RewordQuestion("2.1c", choices=(ChoiceWords("hourly", words("elk uur")),)))


def test_a_page_gets_another_title_and_intro() -> None:
    page = step(2, RewordPage("strengths", title=words("Krachten"), intro=words("Denk breed."))).questionnaire.page(
        "strengths"
    )
    assert (page.title.nl, page.intro and page.intro.nl) == ("Krachten", "Denk breed.")


@pytest.mark.parametrize("text", ["a\x00b", " spatie", "half \ud800"])
def test_a_text_that_no_page_can_show_is_refused(text: str) -> None:
    change = RewordQuestion("2.1a", label=words("ja"))
    assert "tekens" in refusal(2, RewordQuestion("2.1a", label=type(words("x"))(text, text)))
    assert step(2, change).changed


def test_a_text_that_is_too_long_is_refused_with_numbers() -> None:
    assert refusal(2, RewordQuestion("2.1a", label=words("x" * 281))) == "Maak dit korter: 281 van de 280 tekens."


def test_a_hidden_question_is_not_asked_and_comes_back_where_it_stood() -> None:
    shape = step(2, Hide("2.1d"))
    assert "2.1d" not in ids(shape)
    assert step(2, Hide("2.1d"), Show("2.1d")).questionnaire == load_step(2)


def test_a_page_on_which_everything_is_hidden_goes_too() -> None:
    assert "residents" not in [page.id for page in step(2, Hide("2.7")).questionnaire.pages]
    assert "residents" not in [page.id for page in step(2, Hide("2.7a"), Hide("2.7b")).questionnaire.pages]


@pytest.mark.parametrize("question", ["2.1", "2.1a", "2.1b", "2.1e"])
def test_what_every_card_on_the_map_needs_cannot_be_hidden(question: str) -> None:
    assert "nodig voor de probleemkaart" in refusal(2, Hide(question))


def test_a_group_that_nobody_has_to_fill_in_can_be_hidden_as_a_whole_only() -> None:
    assert "die hele vraag" in refusal(2, Hide("2.6a"))
    assert "2.6a" not in ids(step(2, Hide("2.6")))


def test_a_required_question_that_nothing_depends_on_can_be_hidden() -> None:
    assert load_step(1).question("1.2").required
    assert "1.2" not in ids(step(1, Hide("1.2")))


def test_a_question_that_another_waits_for_stays_until_that_one_is_hidden() -> None:
    sentence = refusal(1, Hide("1.5"))
    assert "Welke andere reden is er?" in sentence
    assert {"1.5", "1.5b"}.isdisjoint(ids(step(1, Hide("1.5b"), Hide("1.5"))))
    assert "Zet eerst" in refusal(1, Hide("1.5b"), Hide("1.5"), Show("1.5b"))


def test_a_question_whose_answer_decides_what_another_is_about_stays() -> None:
    assert "Hoe komt dit, denk je?" in refusal(3, Hide("3.1"))
    assert "3.1" not in ids(step(3, Hide("3.2"), Hide("3.3"), Hide("3.1")))


def test_the_last_question_cannot_be_hidden() -> None:
    asked = questionnaire("- {id: 2.1a, type: short, label: {nl: Wat, en: What}}")
    with pytest.raises(ChangeError) as raised:
        unchanged(asked).after(Hide("2.1a"))
    assert "minstens één vraag" in raised.value.sentence("nl")


def test_questions_and_fields_change_places_with_their_neighbour() -> None:
    assert ids(step(2, MoveQuestion("2.1d", up=True)))[:4] == ["2.1a", "2.1b", "2.1d", "2.1c"]
    topics = [one.id for one in step(1, MoveQuestion("1.4", up=False)).questionnaire.page("topics").questions]
    assert topics == ["1.5", "1.4", "1.5b"]
    assert "aan het begin" in refusal(1, MoveQuestion("1.4", up=True))


def test_pages_change_places() -> None:
    shape = step(2, MovePage("strengths", up=True), MovePage("strengths", up=True))
    assert [page.id for page in shape.questionnaire.pages][:3] == ["observations", "strengths", "indicators"]


def test_a_question_cannot_come_before_the_one_it_waits_for() -> None:
    sentence = refusal(1, MoveQuestion("1.5b", up=True))
    assert "Welke andere reden is er?" in sentence
    assert "moet na de vraag" in sentence
    assert "moet na de vraag" in refusal(3, MovePage("causes", up=True))


def added(kind: str, choices: tuple[str, ...] = (), says: str = "") -> AddQuestion:
    return AddQuestion("x1", "unknown", kind, words("Wat nog meer?"), tuple(map(words, choices)), says)


@pytest.mark.parametrize("kind", ["short", "long", "scale", "number", "date"])
def test_a_question_of_each_kind_can_be_added(kind: str) -> None:
    shape = step(2, added(kind))
    assert ids(shape)[-1] == "x1"
    assert from_json(shape.questionnaire.to_json()) == shape.questionnaire


def test_choices_of_an_added_question_get_values_of_their_own() -> None:
    for kind in ("single", "multiple"):
        choices = step(2, added(kind, ("ja", "nee"))).questionnaire.question("x1").choices
        assert [(one.value, one.label.nl) for one in choices] == [("c1", "ja"), ("c2", "nee")]


@pytest.mark.parametrize(
    ("change", "said_of_it"),
    [
        (added("single", ("ja",)), "minstens twee keuzes"),
        (added("single", ("ja", "ja")), "‘ja’ staat er twee keer"),
        (added("multiple", tuple(str(number) for number in range(41))), "hoogstens 40"),
        (added("short", ("ja", "nee")), "Keuzes horen bij"),
        (added("date", says="probleem"), "Alleen een tekst"),
        (added("short", says="onzin"), "past niet"),
        (added("essay"), "past niet"),
    ],
)
def test_an_added_question_that_cannot_be_is_refused(change: AddQuestion, said_of_it: str) -> None:
    assert said_of_it in refusal(2, change)


def test_an_added_question_that_counts_feeds_the_synthesis() -> None:
    asked = step(2, added("long", says="kracht")).questionnaire
    [statement] = said(asked, Context("nl"), {AnswerKey("x1"): "De voetbalclub helpt"})
    assert (statement.key.question_id, statement.asked, statement.text) == ("x1", "kracht", "De voetbalclub helpt")


def test_an_id_is_never_used_again_also_not_after_everything_went_back() -> None:
    assert "past niet" in refusal(2, added("short"), Reset(), added("date"))
    assert next_id([]) == "x1"
    assert next_id(["x2", "x10"]) == "x11"


def test_everything_goes_back_to_the_original_at_once() -> None:
    shape = step(2, Hide("2.7"), added("short"), MovePage("strengths", up=True), Reset())
    assert shape.questionnaire == load_step(2)
    assert not shape.changed


def test_a_change_that_no_longer_fits_is_left_out_and_the_others_count() -> None:
    changes = (Hide("2.99"), Hide("2.7"))
    shape, left_out = shaped(load_step(2), changes)
    assert left_out == (0,)
    assert shape.hidden == {"2.7"}


@pytest.mark.parametrize(
    "change",
    [
        RewordQuestion("2.1a", label=words("Wat?", "What?"), choices=(ChoiceWords("a", words("A")),)),
        RewordPage("page", intro=words("")),
        Hide("2.1a"),
        Show("2.1a"),
        MoveQuestion("2.1a", up=False),
        MovePage("page", up=True),
        AddQuestion("x7", "page", "single", words("Wat?"), (words("ja"), words("nee")), ""),
        Reset(),
    ],
)
def test_a_change_can_be_kept_as_json(change: Change) -> None:
    assert from_plain(to_plain(change)) == change


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"change": "explode"},
        {"change": "hide"},
        {"change": "hide", "id": 3},
        {"change": "reset", "id": "2.1a"},
        {"change": "reword_page", "id": "page", "title": {"nl": "Titel"}},
        {"change": "move_page", "id": "page", "up": "yes", "more": []},
    ],
)
def test_other_json_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match="not a change"):
        from_plain(data)
