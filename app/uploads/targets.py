"""What a column of a file can hold: who somebody is, or the answer to a question of the step. And a first guess."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from flask_babel import gettext as _

from forms.context import Context
from forms.keys import AnswerKey
from forms.layout import Entry, Round, Row, blocks, pages_to_ask
from forms.questionnaire import LOCALES, Page, Question, Questionnaire
from forms.wording import where
from synthesis.reading.tables import folded

NAME, EMAIL, ORGANISATION = "name", "email", "organisation"
PEOPLE = (NAME, EMAIL, ORGANISATION)
_USUAL = {
    NAME: {"naam", "name", "volledige naam", "full name", "je naam", "wat is je naam?", "respondent"},
    EMAIL: {"e-mail", "email", "e-mailadres", "emailadres", "email address", "mail", "wat is je e-mailadres?"},
    ORGANISATION: {"organisatie", "organisation", "organization", "voor welke organisatie werk je?", "je organisatie"},
}
_ALIKE = 0.8
_LONG_ENOUGH = 12


@dataclass(frozen=True, slots=True)
class Target:
    """A question at one address. ``heading`` is its page; ``known`` are the words by which a file may call it."""

    key: AnswerKey
    question: Question
    label: str
    heading: str
    known: frozenset[str]

    @property
    def code(self) -> str:
        """How a form on a page calls it."""
        return self.key.name


def targets_of(questionnaire: Questionnaire, context: Context) -> tuple[Target, ...]:
    """Every address that the step can ask about, with all repeats, in order."""
    found = []
    for page in pages_to_ask(questionnaire, context):
        for row, number, entry in _everywhere(questionnaire, page, context):
            label = ": ".join(filter(None, (where(row, number, context), context.text(entry.question.label))))
            known = frozenset(_words(row, number, entry, context))
            found.append(Target(entry.key, entry.question, label, context.text(page.title), known))
    return tuple(found)


def names_known(targets: Sequence[Target]) -> list[str]:
    """All names of columns by which something would be recognised."""
    return [*(word for words in _USUAL.values() for word in words), *(word for one in targets for word in one.known)]


def guess(columns: Sequence[str], targets: Sequence[Target]) -> list[str]:
    """What each column probably holds, "" where nothing looks like it. Nothing is given to two columns."""
    known: dict[str, Collection[str]] = {**_USUAL, **{one.code: one.known for one in targets}}
    scored = [
        (-_likeness(folded(column), words, person=code in _USUAL), place, order, code)
        for place, column in enumerate(columns)
        for order, (code, words) in enumerate(known.items())
    ]
    given: list[str] = [""] * len(columns)
    for score, place, _order, code in sorted(scored):
        if -score >= _ALIKE and code not in given and not given[place]:
            given[place] = code
    return given


def people_words() -> dict[str, str]:
    """How a page calls what tells who somebody is."""
    return {NAME: _("Naam"), EMAIL: _("E-mailadres"), ORGANISATION: _("Organisatie")}


def _everywhere(questionnaire: Questionnaire, page: Page, context: Context) -> Iterator[tuple[Row, Round, Entry]]:
    also = [
        AnswerKey(question.asked[0].id, item, (question.repeat.max if question.repeat else 1) - 1)
        for question in page.questions
        for item in _items(questionnaire, question, context)
    ]
    for block in blocks(questionnaire, page, context, also=also):
        for row in block.rows:
            for number in row.rounds:
                yield from ((row, number, entry) for entry in number.entries)


def _items(questionnaire: Questionnaire, question: Question, context: Context) -> list[str]:
    return [one.value for one in context.possible_items(questionnaire, question)] if question.per else [""]


def _words(row: Row, number: Round, entry: Entry, context: Context) -> Iterator[str]:
    """By what words a column may ask for it: its own, with its repeat, or those of its group for what it is about."""
    for locale in LOCALES:
        here = Context(locale, context.sources)
        own, place = entry.question.label.text(locale), where(row, number, here)
        yield folded(own)
        yield folded(f"{place}: {own}")
        yield folded(f"{own} {place}")
        yield entry.question.id
        if entry.question.says or not row.question.fields:
            yield folded(row.question.label.text(locale))


def _likeness(name: str, known: Collection[str], *, person: bool) -> float:
    """How alike a column's name and the words for something are, from 0 to 1. Who it is goes by the very word."""
    if name in known:
        return 1.0
    plain = re.sub(r"\s*\(?\d{1,2}\)?$", "", name)  # a second column with the same name ends in a number
    if plain in known:
        return 0.99
    if person or len(plain) < _LONG_ENOUGH:
        return 0.0
    return max(_alike(plain, word) for word in known)


@lru_cache(maxsize=50_000)
def _alike(name: str, word: str) -> float:
    if len(word) < _LONG_ENOUGH:
        return 0.0
    if word in name or name in word:
        return 0.9
    matcher = SequenceMatcher(None, name, word, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0
