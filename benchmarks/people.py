"""Respondents who answer "waar hoort dit bij?" as a careful reader would, with a mistake now and then.

There are two ways to answer. Who is ``careful`` says of every option whether it is the same problem; who is ``quick``
points at one option, or at none, and thereby passes over the others, also where two options are one problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from benchmarks.rounds import Round
from benchmarks.scoring import LEFT_OUT, overlap
from synthesis.asking import questions
from synthesis.model import Draft, Question, Statement, Tap
from synthesis.pipeline import Settings, synthesize

MISTAKES = 0.05


def tapped(given: Round, per_person: int, careful: bool, seed: int = 0, batches: int = 1) -> Draft:
    """The draft after ``per_person`` taps of every respondent, asked in as many ``batches``."""
    rng = np.random.default_rng(seed)
    total = per_person * len({answer.respondent for answer in given.answers})
    draft = synthesize(given.answers)
    subjects = _subjects(given, draft.statements)
    taps: list[Tap] = []
    for _ in range(batches):
        for question in questions(draft, taps, total // batches):
            taps += _answered(question, subjects, careful, rng)
        draft = synthesize(given.answers, Settings(), taps=taps)
    return draft


def _subjects(given: Round, statements: Sequence[Statement]) -> dict[str, str]:
    """What each statement is about, after the unit of its answer that it overlaps most."""
    found = {}
    for statement in statements:
        units = [unit for unit in given.units if unit.row == statement.answer.row]
        best = max(units, key=lambda unit: overlap(unit.text, statement.text))
        found[statement.id] = statement.id if best.subject == LEFT_OUT else best.subject
    return found


def _answered(
    question: Question, subjects: Mapping[str, str], careful: bool, rng: np.random.Generator
) -> Iterator[Tap]:
    own, options = question.statement_id, question.options
    same = [[subjects[one] == subjects[own] for one in option.examples] for option in options]
    right = max(range(len(options)), key=lambda place: (np.mean(same[place]), -place))
    picked: int | None = right if np.mean(same[right]) >= 0.5 else None
    mistaken = bool(rng.random() < MISTAKES)
    if mistaken:
        others = [place for place in (None, *range(len(options))) if place != picked]
        picked = others[int(rng.integers(len(others)))]
    for place, option in enumerate(options):
        for one, truly in zip(option.examples, same[place], strict=True):
            yield Tap(own, one, truly if careful and not mistaken else place == picked)
