"""A form on paper: everything that is asked stands on it, in both languages, and nothing falls off."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forms.context import Context
from forms.definition import load_step
from forms.keys import AnswerKey
from forms.paper import Cover, Paper, draw
from forms.questionnaire import LOCALES, SOURCES, Choice, Localised, Questionnaire
from tests.forms.pdf import number_of_pages, words_of

COVER = Cover(
    "Samen om het plein", "2. Zien", "Let vooral op de avond.", "Els de Wit (els@voorbeeld.nl)", "29 november"
)
STEPS = range(1, 7)


def choices(name: str, number: int = 3) -> tuple[Choice, ...]:
    """What the application would supply for a source."""
    labels = (f"{name} {place}" for place in range(1, number + 1))
    return tuple(Choice(label, Localised(label, label)) for label in labels)


def full(locale: str = "nl") -> Context:
    """A context in which every question is asked."""
    return Context(locale, {name: choices(name) for name in SOURCES})


def on_paper(step: int, context: Context | None = None) -> Paper:
    return draw(load_step(step), context or full(), COVER)


def said(paper: Paper) -> str:
    """All drawn words with single spaces."""
    return " ".join(" ".join(paper.drawn).split())


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("step", STEPS)
def test_every_page_and_question_is_drawn(step: int, locale: str) -> None:
    questionnaire = load_step(step)
    drawn = said(on_paper(step, full(locale)))
    for page in questionnaire.pages:
        assert page.title.text(locale) in drawn
        for question in page.questions:
            for one in (question, *question.fields):
                assert one.label.text(locale) in drawn, one.id
                for choice in one.choices:
                    assert choice.label.text(locale) in drawn, (one.id, choice.value)


@pytest.mark.parametrize("step", STEPS)
def test_what_is_drawn_can_be_copied_from_the_pdf(step: int) -> None:
    paper = on_paper(step)
    assert paper.pdf.startswith(b"%PDF")
    assert paper.pdf.rstrip().endswith(b"%%EOF")
    assert number_of_pages(paper.pdf) == paper.pages > 1
    copied = words_of(paper.pdf)
    for text in paper.drawn:
        assert " ".join(text.split()) in copied
    for number in range(1, paper.pages + 1):
        assert f"pagina {number} van {paper.pages}" in copied


def test_the_paper_says_what_for_where_to_and_what_not_to_write() -> None:
    questionnaire = load_step(2)
    drawn = said(on_paper(2))
    assert questionnaire.purpose.nl in drawn
    for words in (
        "Samen om het plein",
        "2. Zien",
        "Let vooral op de avond.",
        "Schrijf geen namen, adressen of andere gegevens waaraan je een bewoner herkent.",
        "Lever dit in bij Els de Wit (els@voorbeeld.nl), uiterlijk op 29 november.",
        "Je naam",
        "Je organisatie",
    ):
        assert words in drawn


def test_the_file_has_a_title_and_a_language() -> None:
    paper = on_paper(2, full("en"))
    assert b"/Lang (en-GB)" in paper.pdf
    assert b"/Title" in paper.pdf
    assert b"DejaVuSans" in paper.pdf


def test_a_question_that_repeats_is_drawn_three_times_at_most() -> None:
    drawn = on_paper(2).drawn
    assert [f"Punt {number}" in drawn for number in (1, 2, 3, 4)] == [True, True, True, False]
    assert "Cijfer 2" in drawn
    assert "Cijfer 3" not in drawn


def test_a_long_list_is_drawn_once() -> None:
    drawn = on_paper(2, replace(full(), sources={**full().sources, "themes": choices("thema", 20)})).drawn
    assert drawn.count("thema 20") == 1
    assert drawn.count("Kies uit de lijst bij Punt 1.") == 2


def test_a_question_about_ones_own_choice_is_drawn_for_each_choice_to_come() -> None:
    drawn = on_paper(3).drawn
    for number in (1, 2, 3):
        assert drawn.count(f"Over je keuze nummer {number} bij onderdeel 1") == 2
    assert "Over je keuze nummer 4 bij onderdeel 1" not in drawn


def test_what_cannot_be_asked_now_is_left_out() -> None:
    drawn = on_paper(2, Context("nl")).drawn
    assert not any("Cijfers over de buurt" in text for text in drawn)
    assert any("Wat je ziet en hoort" in text for text in drawn)


def test_answers_are_left_out() -> None:
    answers = {AnswerKey("2.1a"): "Dit is van mij", AnswerKey("2.1a", "", 4): "Dit ook"}
    assert on_paper(2, full().with_answers(answers)).drawn == on_paper(2).drawn


def test_a_condition_is_said_in_words() -> None:
    assert "Alleen als je hierboven “ja” of “ik weet wie” koos." in on_paper(3).drawn


@pytest.mark.parametrize(
    "text",
    [
        "Meervoudigeonveiligheidsbelevingsproblematiek" * 6,
        "heel veel woorden achter elkaar " * 30,
        "<b>&amp; 1 < 2",
        "Ğöçş ё Ω ≥",
    ],
)
def test_any_words_fit_on_the_paper(text: str) -> None:
    paper = draw(with_label(load_step(2), text), full(), replace(COVER, project=text, title=text))
    assert "".join(text.split()) in "".join(said(paper).split())
    assert "".join(text.split()) in "".join(words_of(paper.pdf).split())


def with_label(questionnaire: Questionnaire, text: str) -> Questionnaire:
    """The same with these words for its first question and its first choice."""
    words = Localised(text, text)
    [page, *pages] = questionnaire.pages
    [group, *others] = page.questions
    fields = [replace(group.fields[0], label=words), *group.fields[1:]]
    chosen = replace(fields[2], choices=(Choice("one", words), *fields[2].choices))
    group = replace(group, label=words, fields=(*fields[:2], chosen, *fields[3:]))
    return replace(questionnaire, pages=(replace(page, questions=(group, *others)), *pages))
