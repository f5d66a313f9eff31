"""What the engine makes of the statements of a round before it groups them: kinds, subject scores, themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from synthesis import embedding, kinds, likeness, profiles
from synthesis.model import Statement
from synthesis.subjects import subjects
from synthesis.themes import MOST_THEMES, NO_THEME, suggested

Matrix = NDArray[np.float64]

_THEME_CHOICE = 1.0
_SUBJECT_CHOICE = 1.0
_SECOND_THEME = 0.3
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """The statements with what the engine makes of them, row by row: scores and chances of shape (n, subjects)."""

    statements: tuple[Statement, ...]
    scores: Matrix
    chances: Matrix


def read(found: Sequence[Statement], encoders: Sequence[str], store: embedding.VectorCache | None = None) -> Evidence:
    """Score every statement on every subject, and tell its kind and themes.

    Scores are rounded, so that the number of threads does not change a draft.
    """
    texts = [statement.text for statement in found]
    meaning = {name: embedding.vectors(texts, name, store) for name in encoders}
    scores = np.round(profiles.scores(texts, meaning), _DECIMALS) + _chosen_themes(found)
    chances = likeness.settled_chances(scores)
    asked = [statement.answer.asked for statement in found]
    themes = _themes(found, chances)
    read_as = zip(found, kinds.kinds_of(texts, asked), themes, strict=True)
    statements = tuple(replace(one, kind=one.answer.reads_as or kind, themes=both) for one, kind, both in read_as)
    return Evidence(statements, scores, chances)


def pair_odds(evidence: Evidence) -> Matrix:
    """The log odds that two statements are about the same problem; shape (n, n)."""
    answers = [statement.answer for statement in evidence.statements]
    who = likeness.said(
        [answer.respondent for answer in answers],
        [answer.key for answer in answers],
        [answer.asked for answer in answers],
    )
    return likeness.log_odds(evidence.scores, who)


def _chosen_themes(found: Sequence[Statement]) -> Matrix:
    """A push to the subject, or to the subjects of the theme, that the author chose, stronger than what words say."""
    push = np.zeros((len(found), len(subjects())))
    of_theme = np.array([subject.theme for subject in subjects()])
    number = {subject.name: place for place, subject in enumerate(subjects())}
    for row, statement in enumerate(found):
        if statement.answer.subject in number:
            push[row, number[statement.answer.subject]] = _SUBJECT_CHOICE
        if statement.answer.theme not in {None, NO_THEME}:
            push[row] += _THEME_CHOICE * (of_theme == statement.answer.theme)
    return push


def _themes(found: Sequence[Statement], chances: Matrix) -> list[tuple[str, ...]]:
    """The author's own theme, else at most two that the statement likely touches, the likeliest first."""
    codes = sorted({subject.theme for subject in subjects()})
    of_theme = np.array([[subject.theme == code for code in codes] for subject in subjects()], dtype=np.float64)
    per_theme = np.round(chances @ of_theme, 6)
    order = np.argsort(-per_theme, axis=1, kind="stable")[:, :MOST_THEMES]
    likely = per_theme >= _SECOND_THEME
    themes = [
        (one.answer.theme,)
        if one.answer.theme
        else tuple(codes[place] for place in order[row].tolist() if likely[row, place])
        for row, one in enumerate(found)
    ]
    unclear = [row for row, codes_of in enumerate(themes) if not codes_of]
    for row, said in zip(unclear, suggested([found[row].text for row in unclear]), strict=True):
        themes[row] = said
    return themes
