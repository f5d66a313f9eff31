"""Questionnaires from text: what is read, and every mistake named with its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.definition import DefinitionError, from_json, from_yaml, load, load_folder, load_step
from tests.forms.tiny import questionnaire, text_of

SHORT = """
- id: 2.1a
  type: short
  label: {nl: Wat, en: What}
"""


def problems(text: str) -> list[str]:
    with pytest.raises(DefinitionError) as raised:
        from_yaml(text, "file.yaml")
    return raised.value.problems


def test_a_published_copy_is_the_same_questionnaire() -> None:
    asked = questionnaire(SHORT)
    assert from_json(asked.to_json()) == asked
    assert from_json(asked.to_json()).hash == asked.hash


def test_the_hash_follows_the_content_and_not_the_layout_of_the_file() -> None:
    spread = SHORT.replace("{nl: Wat, en: What}", "\n    en: What\n    nl: Wat")
    assert questionnaire(spread).hash == questionnaire(SHORT).hash
    assert questionnaire(SHORT.replace("What", "Which")).hash != questionnaire(SHORT).hash


def test_a_minimum_of_zero_survives_publishing() -> None:
    asked = questionnaire("- {id: '2.1', type: number, min: 0, label: {nl: Hoeveel, en: How many}}")
    assert from_json(asked.to_json()).question("2.1").min == 0


def test_canonical_json_has_sorted_keys_and_no_spaces() -> None:
    text = questionnaire(SHORT).to_json()
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_words_that_look_like_yes_or_a_number_stay_words() -> None:
    asked = questionnaire("""
        - id: "2.1"
          type: single
          label: {nl: Herken je dit, en: Do you recognise this}
          choices: [{value: yes, nl: ja, en: yes}, {value: 12, nl: 12, en: 012}]
        """)
    assert [(one.value, one.label.en) for one in asked.question("2.1").choices] == [("yes", "yes"), ("12", "012")]


def test_choices_can_stand_under_headings() -> None:
    asked = questionnaire("""
        - id: "2.1"
          type: single
          label: {nl: Wie, en: Who}
          choices:
            - heading: {nl: Zorg, en: Care}
              choices: [{value: gp, nl: huisarts, en: GP}]
            - {value: other, nl: anders, en: other}
        """)
    headings = [one.heading and one.heading.nl for one in asked.question("2.1").choices]
    assert headings == ["Zorg", None]
    assert from_json(asked.to_json()) == asked


def test_every_mistake_in_the_shape_is_named_at_once_with_its_line() -> None:
    text = text_of("""
        - id: 2.1a
          type: short
          label: {nl: Wat}
          colour: red
        - id: 2.1b
          type: multi
          label: {nl: Wie, en: Who}
          max: veel
          required: maybe
          choices: [{value: a, nl: A, en: A}]
        """)
    assert problems(text) == [
        "file.yaml:11: the text in 'en' is missing",
        "file.yaml:12: 'colour' is not known here",
        "file.yaml:16: 'max' is a whole number of 0 or more",
        "file.yaml:17: 'required' is true or false",
    ]


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("type: short", "type: essay"), 9, "there is no type 'essay'"),
        (("type: short", "type: single"), 9, "needs choices"),
        (("type: short", "type: scale5\n  choices: low_to_high"), 9, "the choices must be 1, 2, 3, 4, 5, unknown"),
        (("type: short", "type: single\n  source: villages"), 9, "there is no source 'villages'"),
        (("type: short", "type: short\n  required: true"), 9, "needs 'if_missing'"),
        (("type: short", "type: short\n  min: 3"), 9, "'min' means nothing to the type 'short'"),
        (("type: short", "type: short\n  max: 0"), 9, "'max' is at least 1"),
        (("type: short", "type: short\n  says: nonsense"), 9, "'says' is one of"),
        (("type: short", "type: date\n  says: probleem"), 9, "only a text can say something"),
        (("type: short", "type: short\n  tells: weather"), 9, "'tells' is one of"),
        (("type: short", "type: short\n  repeat: {max: 0}"), 11, "'max' is at least 1"),
        (("type: short", "type: short\n  repeat: {max: 21}"), 9, "a repeat has max from 1 to 20"),
        (("type: short", "type: short\n  repeat: {min: 3, max: 2}"), 9, "min no larger than max"),
        (("type: short", "type: short\n  show_if: {question: 2.9}"), 9, "'show_if' points at '2.9'"),
        (("type: short", "type: short\n  per: {answer: 2.9}"), 9, "'per' points at '2.9'"),
        (("type: short", "type: short\n  per: villages"), 9, "there is no source 'villages'"),
        (("type: short", "type: short\n  per: {}"), 9, "'per' names a source"),
        (("type: short", "type: matrix\n  choices: [{value: a, nl: A, en: A}]"), 9, "a matrix needs 'per'"),
        (("type: short", "type: rank\n  source: clusters"), 9, "a rank needs 'max'"),
        (("type: short", "type: group"), 9, "a group needs fields"),
        (("type: short", "type: check\n  tells: place"), 9, "a box to tick says nothing"),
        (("id: 2.1a", "id: 3.1a"), 9, "'3.1a' is not an id for step 2"),
        (("id: 2.1a", "id: x1"), 9, "'x1' is not an id for step 2"),
        (("id: 2.1a", "id: first"), 9, "'first' is not an id for step 2"),
        (("label: {nl: Wat, en: What}", ""), 9, "'label' is missing"),
        (("type: short", "type: single\n  choices: nowhere"), 11, "there is no list named 'nowhere'"),
        (("type: short", "type: single\n  choices: {a: b}"), 11, "choices are a list"),
        (("type: short", "type: short\n  type: text"), 11, "'type' stands here twice"),
    ],
)
def test_a_mistake_is_named_with_its_line(change: tuple[str, str], line: int, words: str) -> None:
    found = problems(text_of(SHORT.replace(*change)))
    assert len(found) == 1
    assert found[0].startswith(f"file.yaml:{line}: ")
    assert words in found[0]


def test_mistakes_in_shape_and_in_meaning_are_named_together() -> None:
    found = problems(
        text_of("""
        - id: 2.1a
          type: short
          label: {nl: Wat}
        - id: 2.1b
          type: essay
          label: {nl: Wie, en: Who}
        """)
    )
    assert [one.split(" ")[0] for one in found] == ["file.yaml:11:", "file.yaml:12:"]


def test_two_questions_with_one_id_are_refused_also_inside_a_group() -> None:
    found = problems(
        text_of("""
        - id: 2.1a
          type: short
          label: {nl: Wat, en: What}
        - id: "2.2"
          type: group
          label: {nl: Samen, en: Together}
          fields:
            - id: 2.1a
              type: short
              label: {nl: Wat, en: What}
        """)
    )
    assert found == ["file.yaml:16: the id '2.1a' stands here twice"]


def test_a_condition_cannot_wait_for_a_later_question_or_an_answer_that_cannot_be_given() -> None:
    found = problems(
        text_of("""
        - id: 2.1a
          type: short
          label: {nl: Wat, en: What}
          show_if: {question: 2.1b}
        - id: 2.1b
          type: single
          label: {nl: Wie, en: Who}
          choices: [{value: a, nl: A, en: A}]
        - id: 2.1c
          type: short
          label: {nl: Wat, en: What}
          show_if: {question: 2.1b, values: [b]}
        """)
    )
    assert found == [
        "file.yaml:9: 2.1a: 'show_if' points at '2.1b', which does not come before it",
        "file.yaml:17: 2.1c: 'show_if' waits for 'b', which is no choice of 2.1b",
    ]


def test_a_condition_cannot_wait_for_a_question_that_has_several_answers() -> None:
    found = problems(
        text_of("""
        - id: 2.1a
          type: short
          label: {nl: Wat, en: What}
          repeat: {max: 2}
        - id: 2.1b
          type: short
          label: {nl: Wat, en: What}
          show_if: {question: 2.1a}
        """)
    )
    assert found == ["file.yaml:13: 2.1b: 'show_if' points at a question that is asked more than once"]


def test_a_group_in_a_group_is_refused() -> None:
    found = problems(
        text_of("""
        - id: "2.1"
          type: group
          label: {nl: Samen, en: Together}
          fields:
            - id: 2.1a
              type: short
              label: {nl: Wat, en: What}
              repeat: {max: 2}
        """)
    )
    assert found == ["file.yaml:9: 2.1: 2.1a: a field of a group cannot be a group, or repeat, or be asked per item"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the file is empty"),
        ("- een\n- twee\n", "expected a mapping"),
        ("step: [2\n", "not readable as YAML"),
        ("step: &a 2\nversion: *a\n", "aliases"),
        ("a: &a [x]\nb: &b [*a, *a]\n", "aliases"),
        ("step: \x00", "not readable as YAML"),
        ("just text", "expected a mapping"),
    ],
)
def test_a_text_that_is_no_questionnaire_is_refused(text: str, words: str) -> None:
    assert words in problems(text)[0]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"step": 2', '{"step": NaN}', '{"pages": [1, {"questions": "x"}]}'])
def test_a_broken_copy_is_refused(text: str) -> None:
    with pytest.raises(DefinitionError):
        from_json(text)


@given(st.text(max_size=200))
def test_any_text_is_either_a_questionnaire_or_refused_with_reasons(text: str) -> None:
    with pytest.raises(DefinitionError) as raised:
        from_yaml(text)
    assert raised.value.problems


def test_a_file_that_is_not_utf_8_is_named_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_bytes(b"step: 2\nversion: caf\xe9\n")
    with pytest.raises(DefinitionError, match=r"broken\.yaml:2: not UTF-8"):
        load(path)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "windows.yaml"
    path.write_text(text_of(SHORT), encoding="utf-8-sig")
    assert load(path) == questionnaire(SHORT)


def test_a_folder_of_ones_own_comes_before_what_ships_and_may_be_incomplete(tmp_path: Path) -> None:
    (tmp_path / "step_2.yaml").write_text(text_of(SHORT), encoding="utf-8")
    found = load_folder(tmp_path)
    assert [one.step for one in found] == [1, 2, 3, 4, 5, 6]
    assert found[1] == questionnaire(SHORT)
    assert found[2] == load_step(3)


def test_a_list_of_ones_own_comes_before_the_one_that_ships(tmp_path: Path) -> None:
    (tmp_path / "lists.yaml").write_text("groups: [{value: all, nl: iedereen, en: everybody}]", encoding="utf-8")
    asked = SHORT.replace("type: short", "type: single\n  choices: groups") + SHORT.replace("2.1a", "2.1b").replace(
        "type: short", "type: single\n  choices: low_to_high"
    )
    (tmp_path / "step_2.yaml").write_text(text_of(asked), encoding="utf-8")
    found = load_step(2, tmp_path)
    assert [one.value for one in found.question("2.1a").choices] == ["all"]
    assert [one.value for one in found.question("2.1b").choices] == ["low", "middle", "high"]


def test_what_is_wrong_in_several_files_of_a_folder_is_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "step_2.yaml").write_text(text_of(SHORT.replace("short", "essay")), encoding="utf-8")
    (tmp_path / "step_3.yaml").write_text(text_of(SHORT), encoding="utf-8")
    with pytest.raises(DefinitionError) as raised:
        load_folder(tmp_path)
    assert [one.split("; ")[0] for one in raised.value.problems] == [
        "step_2.yaml:9: 2.1a: there is no type 'essay'",
        "step_3.yaml: 'step' is 2, where 3 belongs",
    ]


def test_there_is_no_seventh_step() -> None:
    with pytest.raises(DefinitionError, match="no step 7"):
        load_step(7)


def test_pages_and_questions_are_found_by_their_ids() -> None:
    asked = questionnaire(SHORT)
    assert asked.page("page") is asked.page_of("2.1a")
    for find in (asked.page, asked.question, asked.page_of):
        with pytest.raises(KeyError):
            find("9.9")
