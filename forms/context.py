"""What a questionnaire needs to know of the world and of earlier answers while it is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from forms.keys import AnswerKey, Value, texts
from forms.questionnaire import Choice, Localised, Question, Questionnaire


@dataclass(frozen=True, slots=True)
class Context:
    """The language, the choices that the application supplies by source name, and the respondent's own answers.

    ``locale`` is ``nl`` or ``en``. A source that is not there has no choices. ``answers`` decide what is asked:
    which topics, which conditional questions.
    """

    locale: str
    sources: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    answers: Mapping[AnswerKey, Value] = field(default_factory=dict)

    def with_answers(self, answers: Mapping[AnswerKey, Value]) -> Context:
        """The same with other answers."""
        return replace(self, answers=answers)

    def text(self, localised: Localised | None) -> str:
        """A text in the language; "" for none."""
        return localised.text(self.locale) if localised else ""

    def choices(self, question: Question) -> tuple[Choice, ...]:
        """What can be chosen: from the source first, then what stands in the questionnaire."""
        return (*self.sources.get(question.source, ()), *question.choices)

    def items(self, questionnaire: Questionnaire, question: Question) -> tuple[Choice, ...]:
        """What a ``per`` question is asked about, in order, each thing once."""
        if question.per is None:
            return ()
        known = self.possible_items(questionnaire, question)
        if question.per.source:
            return known
        labelled = {choice.value: choice for choice in known}
        chosen = dict.fromkeys(texts(self.answers.get(AnswerKey(question.per.answer), "")))
        return tuple(labelled.get(value, Choice(value, Localised(value, value))) for value in chosen)

    def possible_items(self, questionnaire: Questionnaire, question: Question) -> tuple[Choice, ...]:
        """Everything that a ``per`` question could be asked about, whatever the respondent chose."""
        if question.per is None:
            return ()
        if question.per.source:
            found = self.sources.get(question.per.source, ())
        else:
            found = self.choices(questionnaire.question(question.per.answer))
        return tuple({choice.value: choice for choice in found}.values())
