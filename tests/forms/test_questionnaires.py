"""The six questionnaires that ship: their ids are frozen, their words are short and in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from forms.definition import STEPS, Choice, Questionnaire, from_json, load_step
from forms.messages import message
from forms.tree import from_yaml
from synthesis.model import Evidence, Kind

# An id never changes its meaning and never goes: phases are compared by them. New ones may come at the end.
IDS = {
    1: "1.1a 1.1b 1.2 1.3 1.4a 1.4b 1.5 1.5b 1.6a 1.6b 1.6c 1.6d 1.7 1.8a 1.8b 1.9a 1.9b",
    2: "2.1a 2.1b 2.1c 2.1d 2.1e 2.2 2.3 2.1f 2.5a 2.5b 2.4a 2.4b 2.4c 2.4d 2.4e 2.6a 2.6b 2.7a 2.7b 2.8a 2.8b",
    3: "3.1 3.2a 3.2b 3.2c 3.3 3.4a 3.4b 3.4c 3.5a 3.5b 3.5c 3.6a 3.6b 3.6c 3.7a 3.7b 3.8a 3.8b",
    4: "4.1a 4.1b 4.1c 4.1d 4.1e 4.2 4.3a 4.3b 4.3c 4.3d 4.3e 4.4a 4.4b 4.5 4.6a 4.6b 4.7 4.8",
    5: "5.1 5.2a 5.2b 5.3a 5.3b 5.3c 5.3d 5.3e 5.4 5.5a 5.5b 5.5c 5.6 5.7a 5.7b 5.7c 5.8 5.9a 5.9b",
    6: "6.1a 6.1b 6.2a 6.2b 6.3a 6.3b 6.6 6.4 6.5a 6.5b 6.7a 6.7b 6.7c 6.7d 6.8a 6.8b 6.9",
}
REPEATS = {
    "1.4": 3, "1.6": 4, "2.1": 5, "2.4": 2, "2.6": 3, "2.7": 2, "2.8": 3, "3.2": 2, "3.4": 3, "3.6": 3, "3.7": 2,
    "4.5": 2, "4.8": 2, "5.1-5.2": 2, "5.3": 2, "5.5": 3, "5.7": 2, "6.3": 2, "6.4": 2, "6.5": 2,
}  # fmt: skip
PER = {
    "1.7": "organisations", "2.5": "indicators", "3.2": "3.1", "3.3": "3.1", "3.8": "gaps", "4.1": "candidates",
    "5.9": "draft_goals", "6.1": "goals", "6.2": "my_actions", "6.7d": "organisations",
}  # fmt: skip
LONGEST_SENTENCE = 20
MOST_REQUIRED = 5

steps = pytest.mark.parametrize("step", STEPS)


def sentences(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a published copy, sentence by sentence, with the place it stands."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name in {"nl", "en"}:
                yield from ((f"{where}.{name}", one) for one in re.split(r"(?<=[.?:])\s+", part))
            else:
                yield from sentences(part, f"{where}.{part.get('id', name) if isinstance(part, dict) else name}")
    elif isinstance(value, list):
        for part in value:
            yield from sentences(part, f"{where}.{part.get('id', '')}" if isinstance(part, dict) else where)


@steps
def test_no_question_id_ever_changes(step: int) -> None:
    assert [question.id for question in load_step(step).questions] == IDS[step].split()


def test_the_repeats_and_the_things_that_are_asked_about_are_those_of_the_method() -> None:
    blocks = [question for step in STEPS for page in load_step(step).pages for question in page.questions]
    assert {one.id: one.repeat.max for one in blocks if one.repeat} == REPEATS
    assert {one.id: one.per.source or one.per.answer for one in blocks if one.per} == PER


@steps
def test_a_published_copy_reads_back_the_same(step: int) -> None:
    asked = load_step(step)
    assert asked.step == step
    assert from_json(asked.to_json()) == asked


@steps
def test_at_most_five_answers_are_needed(step: int) -> None:
    def wanted(asked: Questionnaire) -> Iterator[str]:
        for page in asked.pages:
            for question in page.questions:
                if not question.repeat or question.repeat.min:
                    yield from (one.id for one in question.asked if one.required and not one.show_if)

    assert len(list(wanted(load_step(step)))) <= MOST_REQUIRED


@steps
def test_every_text_stands_there_in_both_languages(step: int) -> None:
    asked = load_step(step)
    texts = [asked.title, asked.purpose]
    for page in asked.pages:
        texts += [page.title, *filter(None, [page.intro])]
        for question in (*page.questions, *page.asked):
            texts += [question.label, *(one.label for one in question.choices)]
            texts += filter(None, [question.hint, question.if_missing, question.each])
    assert all(text.nl.strip() and text.en.strip() for text in texts)


@steps
def test_sentences_are_short_and_calm(step: int) -> None:
    found = list(sentences(json.loads(load_step(step).to_json())))
    assert len(found) > 50
    for where, sentence in found:
        assert len(sentence.split()) <= LONGEST_SENTENCE, (where, sentence)
        assert "!" not in sentence, (where, sentence)
        assert not re.search(r"\b(helaas|succesvol|betreffende|prioriteit|relevant|verstrekken|u|uw)\b", sentence), (
            where
        )


@steps
def test_values_are_stable_slugs(step: int) -> None:
    values = [choice.value for question in load_step(step).questions for choice in question.choices]
    assert values
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) for value in values)


@steps
def test_a_page_has_one_topic(step: int) -> None:
    for page in load_step(step).pages:
        assert 1 <= len(page.questions) <= 4, page.id
        assert sum(1 for one in page.questions if one.fields and one.repeat) <= 1, page.id


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("1.2", "(bijna) elke dag / elke week / elke maand / minder"),
        (
            "1.5",
            "klachten van bewoners / incident / cijfers / nieuwbouw of sloop / kans of initiatief / vraag van bestuur"
            " / anders",
        ),
        ("1.6b", "cijfers/registratie / verhalen / kaart / onderzoek"),
        ("1.6d", "ja / alleen als aantallen / alleen mondeling / nee / moet ik navragen"),
        ("1.7", "niet / soms / vaak"),
        (
            "1.9a",
            "kortere bijeenkomst / andere tijd / toestemming leidinggevende / uitleg over privacy / meer cijfers"
            " / niets",
        ),
        ("2.1c", "dagelijks / wekelijks / maandelijks / minder"),
        ("2.1d", "meer / minder / gelijk / weet ik niet"),
        ("2.1e", "zelf gezien / van bewoners gehoord / van collega gehoord / uit registratie / vermoeden"),
        (
            "2.2",
            "kinderen / jongeren / gezinnen / ouderen / mensen die alleen wonen / mensen met psychische problemen"
            " / mensen met schulden / ondernemers / professionals zelf / hele buurt / anders",
        ),
        ("2.3", "1 (klein) / 2 / 3 / 4 / 5 (heel groot) / weet ik niet"),
        ("2.5a", "ja / deels / nee / geen zicht op"),
        ("3.2b", "vermoeden / redelijk zeker / zeker"),
        ("3.4c", "A leidt tot B / versterken elkaar / hangt samen, weet niet hoe"),
        ("3.6c", "ja / deels / nee / weet ik niet"),
        ("3.8a", "ja / ik weet wie / nee"),
        ("4.4a", "portiek of complex / straat / plein / paar straten / buurt"),
        ("5.4", "3 maanden / 6 maanden / 12 maanden / later"),
        ("5.7b", "laag / midden / hoog"),
        ("5.8", "ja / samen met / nee / navragen"),
        ("5.9a", "ja / ja, als… / nee, want…"),
        ("6.1a", "ja / deels / nee / weet ik niet"),
        ("6.2a", "klaar / bezig / niet begonnen / gestopt"),
        ("6.5b", "tijd / geld / mandaat / privacy / personeel / samenwerking / anders"),
        ("6.8a", "afronden / doorgaan / doel aanpassen / volgend probleem"),
    ],
)
def test_choices_have_the_words_of_the_method(question: str, labels: str) -> None:
    asked = load_step(int(question[0])).question(question)
    assert " / ".join(choice.label.nl for choice in asked.choices) == labels


def test_who_is_missing_and_who_is_needed_are_asked_with_the_same_list_as_who_you_are() -> None:
    def listed(step: int, question: str) -> tuple[Choice, ...]:
        return load_step(step).question(question).choices

    assert listed(1, "1.1a") == listed(1, "1.8a") == listed(4, "4.7")


def test_every_score_can_be_left_open_with_words() -> None:
    for step in STEPS:
        for question in load_step(step).questions:
            if question.type in {"scale5", "score3"}:
                assert question.choices[-1].label.nl == "weet ik niet"


def test_the_synthesis_knows_every_kind_and_evidence_that_is_asked_for() -> None:
    questions = [question for step in STEPS for question in load_step(step).questions]
    assert {question.says for question in questions if question.says} <= set(Kind)
    told = {choice.value for question in questions if question.tells == "evidence" for choice in question.choices}
    assert told == set(Evidence)


def test_an_unknown_message_is_an_error() -> None:
    with pytest.raises(KeyError):
        message("nowhere")


def test_yaml_text_keeps_its_lines() -> None:
    node = from_yaml("a:\n  b: 1\n  c:\n    - x\n")
    assert node.mapping is not None
    inner = node.mapping["a"].mapping
    assert inner is not None
    assert (inner["b"].line, inner["c"].line) == (2, 3)
