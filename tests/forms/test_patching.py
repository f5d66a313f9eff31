"""Better words for a questionnaire that people have started on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forms.changes import AddQuestion, Change, ChoiceWords, Hide, MovePage, Reset, RewordPage, RewordQuestion, words
from forms.definition import load_step
from forms.patching import next_patch, patched, same_but_for_texts
from forms.shaping import ChangeError


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1", "1.0.1"),
        ("1.0", "1.0.1"),
        ("2.3", "2.3.1"),
        ("1.0.9", "1.0.10"),
        ("najaar", "najaar.1"),
        ("najaar.1", "najaar.2"),
        ("1.2.3.4", "1.2.3.5"),
        ("1.", "1..1"),
    ],
)
def test_a_patch_is_the_next_in_the_way_of_numbering(before: str, after: str) -> None:
    assert next_patch(before) == after


def test_other_words_make_the_next_version_of_the_same_questions() -> None:
    first = patched(load_step(2), RewordQuestion("2.1a", label=words("Wat zie je?", "What do you see?")))
    second = patched(first, RewordPage("strengths", title=words("Wat goed loopt")))
    assert (load_step(2).version, first.version, second.version) == ("1", "1.0.1", "1.0.2")
    assert second.question("2.1a").label.nl == "Wat zie je?"
    assert same_but_for_texts(load_step(2), second)


def test_the_same_words_make_no_version() -> None:
    label = load_step(2).question("2.1a").label
    assert patched(load_step(2), RewordQuestion("2.1a", label=label)) is load_step(2)


@pytest.mark.parametrize(
    "change",
    [Hide("2.7"), MovePage("strengths", up=True), AddQuestion("x1", "strengths", "date", words("Wanneer?")), Reset()],
)
def test_anything_but_words_is_refused(change: Change) -> None:
    with pytest.raises(ChangeError) as raised:
        patched(load_step(2), change)
    assert "alleen nog tikfouten" in raised.value.sentence("nl")


def test_another_value_order_or_demand_is_not_the_same_questionnaire() -> None:
    asked = load_step(2)
    page = asked.pages[0]
    question = page.questions[0]
    for other in (
        replace(asked, pages=asked.pages[::-1]),
        replace(asked, pages=(replace(page, id="other"), *asked.pages[1:])),
        replace(asked, pages=(replace(page, questions=(replace(question, repeat=None),)), *asked.pages[1:])),
    ):
        assert not same_but_for_texts(asked, other)
    choice = RewordQuestion("2.1c", choices=(ChoiceWords("daily", words("elke dag")),))
    assert same_but_for_texts(asked, patched(asked, choice))
