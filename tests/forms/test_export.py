"""Answers as flat rows; and the whole way round, from a definition over a form to rows and back."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from forms.build import build_page, errors, export, read
from forms.context import Context
from forms.definition import (
    Choice,
    Localised,
    Page,
    Question,
    Questionnaire,
    Repeat,
    from_json,
)
from forms.export import Exported
from forms.keys import AnswerKey, Value, is_blank
from forms.question_types import type_of
from tests.forms.tiny import choices, context, questionnaire

LABEL = Localised("Wat", "What")
CHOICES = choices("a", "b", "c")
ITEMS = choices("7", "Ypenburg 2", "_é")


def test_a_choice_gives_its_value_and_its_words() -> None:
    asked = questionnaire("- {id: '2.1', type: single, label: {nl: Wie, en: Who}, choices: groups}")
    assert export(asked, context(), {AnswerKey("2.1"): "debts"}) == [
        Exported("2.1", "", 0, 1, "debts", "Wie", "", "mensen met schulden")
    ]


def test_several_choices_give_a_row_each_and_a_date_one_form() -> None:
    asked = questionnaire("""
        - {id: 2.1, type: multi, label: {nl: Wie, en: Who}, choices: groups, per: goals}
        - {id: 2.2, type: date, label: {nl: Dag, en: Day}}
        """)
    known = context(goals=(Choice("5", Localised("Schone straat", "Clean street")),))
    rows = export(asked, known, {AnswerKey("2.1", "5"): ("debts", "children"), AnswerKey("2.2"): "1-3-2026"})
    assert [(row.item_label, row.part, row.value, row.words) for row in rows] == [
        ("Schone straat", 1, "debts", "mensen met schulden"),
        ("Schone straat", 2, "children", "kinderen"),
        ("", 1, "2026-03-01", "1 maart 2026"),
    ]


def leaf(question_id: str) -> st.SearchStrategy[Question]:
    """A question of any type that has an answer."""

    def one(kind: str, **options: Any) -> Question:
        return Question(question_id, kind, LABEL, **options)

    return st.sampled_from(
        [
            one("short"),
            one("text", max=600),
            one("single", choices=CHOICES),
            one("multi", max=2, choices=CHOICES),
            one("rank", max=3, choices=CHOICES),
            one("place", source="places"),
            one("place", source="places", several=True),
            one("number", min=0),
            one("date"),
            one("check"),
        ]
    )


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Any questionnaire of one page: plain questions and groups, with and without repeats."""
    questions = []
    for number in range(1, draw(st.integers(2, 4))):
        repeat = draw(st.sampled_from([None, Repeat(3), Repeat(2, 1)]))
        if draw(st.booleans()):
            fields = (draw(leaf(f"2.{number}a")), draw(leaf(f"2.{number}b")))
            questions.append(Question(f"2.{number}", "group", LABEL, fields=fields, repeat=repeat))
        else:
            questions.append(draw(leaf(f"2.{number}")))
    return Questionnaire(2, "1", LABEL, LABEL, (Page("page", LABEL, tuple(questions)),))


typed = st.one_of(
    st.sampled_from(["", "a", "b", "yes", "12", "1.200", "31-12-2026", "2026-02-30"]), st.text(max_size=12)
)


def parts(value: Value) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


@settings(max_examples=60)
@given(st.data())
def test_what_is_typed_goes_the_whole_way_round(data: st.DataObject) -> None:
    """Definition → published copy → form → answers → form again → rows → the same answers."""
    asked = from_json(data.draw(questionnaires()).to_json())
    known = Context("nl", {"places": ITEMS})
    shown = build_page(asked, "page", known, shown_repeats={f"q2-{n}{a}_0": 2 for n in (1, 2, 3) for a in ("", "a")})
    sent = MultiDict([*shown.hidden])
    for _, name in shown.hidden:
        sent.setlist(name, data.draw(st.lists(typed, max_size=3)))
    answers = read(build_page(asked, "page", known, formdata=sent))
    assert {key.name for key in answers} == {name for _, name in shown.hidden}

    again = MultiDict([*shown.hidden])
    for key, value in answers.items():
        again.setlist(key.name, parts(value))
    assert read(build_page(asked, "page", known, formdata=again)) == answers
    stored = build_page(asked, "page", known, answers)
    assert {key: value for key, value in read(stored).items() if not is_blank(value)} == {
        key: value for key, value in answers.items() if not is_blank(value)
    }

    rows: dict[AnswerKey, list[tuple[int, str]]] = {}
    for row in export(asked, known, answers):
        rows.setdefault(AnswerKey(row.question, row.item, row.repeat), []).append((row.part, row.value))
    assert rows == {
        key: list(type_of(asked.question(key.question_id)).export(value))
        for key, value in answers.items()
        if not is_blank(value)
    }
    for key, _ in errors(stored):
        assert not is_blank(answers[key])
