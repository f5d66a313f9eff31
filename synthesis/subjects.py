"""The subjects that return in neighbourhood rounds, and the words that speak of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from synthesis.language import DATA, fold, spelled_out

_PIECE = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_PHRASE_WEIGHT = 1.3
_INSIDE_WEIGHT = 0.5
_INSIDE_LENGTH = 6
_SHORT_TERM = 4
_KEY_LENGTH = 3
_KNOWN_WORDS = 100_000
_ENDINGS = ("", "s", "en", "n", "e", "t", "je", "jes", "tje")


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject: its name, its theme, the family of subjects it is often one problem with, and its terms."""

    name: str
    theme: str
    family: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Term:
    """A term with its weight, and its rank (1 the most typical, down to 0) for each of its subjects."""

    text: str
    starts: tuple[str, ...]
    inside: str
    weight: float
    ranks: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class _Index:
    """Terms by the first letters of a word they may stand at, and by the word part they may be."""

    by_start: Mapping[str, tuple[_Term, ...]]
    by_part: Mapping[str, _Term]
    longest_part: int


@cache
def subjects() -> tuple[Subject, ...]:
    """All subjects in their fixed order: the columns of every profile."""
    lines = (DATA / "subjects.txt").read_text(encoding="utf-8").splitlines()
    found = []
    for line in lines:
        if line and not line.startswith("#"):
            theme, family, rest = line.split("|", 2)
            name, terms = rest.split(": ", 1)
            found.append(Subject(name, theme, family, tuple(term.strip() for term in terms.split(","))))
    return tuple(found)


@cache
def _index() -> _Index:
    owners: dict[str, dict[int, float]] = {}
    for number, subject in enumerate(subjects()):
        for place, text in enumerate(subject.terms):
            owners.setdefault(text, {}).setdefault(number, 1.0 - place / len(subject.terms))
    terms = [_term(text, ranks) for text, ranks in sorted(owners.items())]
    by_start: dict[str, list[_Term]] = {}
    for term in terms:
        by_start.setdefault(term.starts[0][:_KEY_LENGTH], []).append(term)
    by_part = {term.inside: term for term in terms if term.inside}
    longest = max(len(part) for part in by_part)
    return _Index({key: tuple(group) for key, group in by_start.items()}, by_part, longest)


def _term(text: str, ranks: Mapping[int, float]) -> _Term:
    bare = " ".join(_PIECE.findall(fold(text)))
    phrase = " " in bare
    inside = bare if len(bare) >= _INSIDE_LENGTH and not phrase and not text.startswith("=") else ""
    weight = (_PHRASE_WEIGHT if phrase else 1.0) / len(ranks) ** 0.5
    return _Term(text.lstrip("="), _starts(bare, text.startswith("=")), inside, weight, tuple(ranks.items()))


def _starts(bare: str, whole: bool) -> tuple[str, ...]:
    if whole:
        return (f" {bare} ",)
    if len(bare) <= _SHORT_TERM and " " not in bare:
        return tuple(f" {bare}{ending} " for ending in _ENDINGS)
    return (f" {bare}",)


@lru_cache(maxsize=20_000)
def _hits(text: str) -> tuple[tuple[_Term, float], ...]:
    """The terms that stand in a text, each with its weight there, in the order of the terms' texts."""
    plain = f" {' '.join(_PIECE.findall(fold(spelled_out(text))))} "
    found: dict[str, tuple[_Term, float]] = {}
    pieces = plain.split()
    place = 0
    inside: list[_Term] = []
    for word in pieces:
        known = _known(word)
        if known is not None:
            for term in known.whole:
                found[term.text] = (term, term.weight)
            for term in known.opened:
                if plain.startswith(term.starts, place):
                    found[term.text] = (term, term.weight)
            inside += known.parts
        place += len(word) + 1
    for term in inside:
        found.setdefault(term.text, (term, _INSIDE_WEIGHT * term.weight))
    return tuple(found[key] for key in sorted(found))


@dataclass(frozen=True, slots=True)
class _Known:
    """The terms that a word says: by itself, as the first word of a phrase, and as a part of it."""

    whole: tuple[_Term, ...]
    opened: tuple[_Term, ...]
    parts: tuple[_Term, ...]


@lru_cache(maxsize=_KNOWN_WORDS)
def _known(word: str) -> _Known | None:
    """What a folded word says, ``None`` for the many that say nothing."""
    alone = f" {word} "
    near = _index().by_start.get(alone[:_KEY_LENGTH], ())
    at = [term for term in near if alone.startswith(term.starts) or term.starts[0].startswith(alone)]
    whole = tuple(term for term in at if " " not in term.starts[0].strip())
    opened = tuple(term for term in at if " " in term.starts[0].strip())
    parts = _parts(word)
    return _Known(whole, opened, parts) if whole or opened or parts else None


def _parts(word: str) -> tuple[_Term, ...]:
    """The terms that stand inside a word, behind its first letter."""
    index = _index()
    spans = (
        word[start:end]
        for start in range(1, len(word) - _INSIDE_LENGTH + 1)
        for end in range(start + _INSIDE_LENGTH, min(len(word), start + index.longest_part) + 1)
    )
    return tuple(index.by_part[span] for span in spans if span in index.by_part)


def term_scores(texts: Sequence[str]) -> NDArray[np.float64]:
    """How loudly each text names each subject; shape (texts, subjects).

    A term counts more when it is a phrase, less when several subjects share it, and half inside a compound.
    """
    scores = np.zeros((len(texts), len(subjects())))
    said = [
        (row, subject, weight)
        for row, text in enumerate(texts)
        for term, weight in _hits(text)
        for subject, _ in term.ranks
    ]
    if said:
        rows, columns, weights = zip(*said, strict=True)
        np.add.at(scores, (np.array(rows), np.array(columns)), np.array(weights))
    return scores


def term_salience(texts: Sequence[str]) -> NDArray[np.float64]:
    """How typical of each subject the best of its terms in each text is, 0–1; shape (texts, subjects).

    The terms of a subject stand in the order in which people would name it.
    """
    table = np.zeros((len(texts), len(subjects())))
    for row, text in enumerate(texts):
        for term, _ in _hits(text):
            for subject, rank in term.ranks:
                table[row, subject] = max(table[row, subject], rank)
    return table


def names_subject(text: str, subject: int) -> bool:
    """Whether a term of the subject stands in the text."""
    return any(owner == subject for term, _ in _hits(text) for owner, _ in term.ranks)


@cache
def affinity() -> NDArray[np.float64]:
    """How far two subjects tend to be one problem: 1 the same, less within a family, least within a theme."""
    found = subjects()
    same_family, same_theme = 0.8, 0.25
    table = np.eye(len(found))
    for i, one in enumerate(found):
        for j, other in enumerate(found):
            table[i, j] += same_family * (one.family == other.family) + same_theme * (one.theme == other.theme)
    return np.asarray(table / table.max())
