"""What holds for every sequence of changes that a facilitator can make."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.build import build_page, summary
from forms.changes import (
    AddQuestion,
    Change,
    Hide,
    MovePage,
    MoveQuestion,
    Reset,
    RewordPage,
    RewordQuestion,
    Show,
    from_plain,
    to_plain,
    words,
)
from forms.context import Context
from forms.definition import from_json, load_step
from forms.keys import AnswerKey
from forms.patching import patched, same_but_for_texts
from forms.questionnaire import Question
from forms.shaping import KINDS, WITH_CHOICES, ChangeError, Shape, unchanged

steps = st.sampled_from([load_step(number) for number in range(1, 7)])
some_text = st.text(max_size=20)
some_words = st.builds(words, some_text, some_text)


def everything(shape: Shape) -> list[Question]:
    return [one for page in shape.whole.pages for top in page.questions for one in (top, *top.fields)]


def a_change(draw: st.DrawFn, shape: Shape, number: int) -> Change:
    """A change that may be possible now."""
    question = draw(st.sampled_from([one.id for one in everything(shape)]))
    page = draw(st.sampled_from([one.id for one in shape.whole.pages]))
    up = draw(st.booleans())
    kind = draw(st.sampled_from(sorted(KINDS)))
    choices = (words("ja"), words("nee")) if kind in WITH_CHOICES else ()
    first, second = draw(some_words), draw(some_words)
    return draw(
        st.sampled_from(
            [
                RewordQuestion(question, label=first, hint=second),
                RewordPage(page, title=first, intro=second),
                Hide(question),
                Show(draw(st.sampled_from(sorted(shape.hidden) or [question]))),
                MoveQuestion(question, up),
                MovePage(page, up),
                AddQuestion(f"x{number}", page, kind, first, choices, "probleem" if up else ""),
                Reset(),
            ]
        )
    )


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    """A questionnaire after up to eight changes, those that were possible."""
    shape = unchanged(draw(steps))
    for number in range(1, draw(st.integers(0, 8)) + 1):
        change = a_change(draw, shape, number)
        assert from_plain(to_plain(change)) == change
        try:
            shape = shape.after(change)
        except ChangeError as error:
            sentences = [error.sentence(locale) for locale in ("nl", "en")]
            assert all(sentences)
    return shape


@given(shapes())
def test_the_result_is_a_questionnaire_like_any_other(shape: Shape) -> None:
    asked = shape.questionnaire
    assert from_json(asked.to_json()) == asked
    ids = [one.id for page in asked.pages for top in page.questions for one in (top, *top.fields)]
    assert len(ids) == len(set(ids))


@given(shapes(), st.data())
def test_hiding_and_showing_again_changes_nothing(shape: Shape, data: st.DataObject) -> None:
    question = data.draw(st.sampled_from(everything(shape)))
    if question.id not in shape.hidden and shape.why_not_hide(question.id) is None:
        assert shape.after(Hide(question.id)).after(Show(question.id)) == shape


@given(shapes())
def test_moving_up_and_down_again_changes_nothing(shape: Shape) -> None:
    for question in everything(shape):
        try:
            moved = shape.after(MoveQuestion(question.id, up=True))
        except ChangeError:
            continue
        assert moved.after(MoveQuestion(question.id, up=False)) == shape


@given(shapes())
def test_an_answer_is_still_read_by_its_id(shape: Shape) -> None:
    asked = shape.questionnaire
    answers = {AnswerKey(one.id): "antwoord" for one in asked.questions if one.type in {"short", "text"}}
    context = Context("nl", {}, answers)
    for page in asked.pages:
        for key in build_page(asked, page, context).read():
            assert AnswerKey.parse(key.name) == key
    assert summary(asked, context) is not None


@settings(max_examples=50)
@given(shapes(), some_words)
def test_better_words_never_change_what_is_asked(shape: Shape, label: object) -> None:
    asked = shape.questionnaire
    question = next(asked.questions)
    try:
        patch = patched(asked, RewordQuestion(question.id, label=label))  # type: ignore[arg-type]
    except ChangeError:
        return
    assert same_but_for_texts(asked, patch)
    assert from_json(patch.to_json()) == patch
