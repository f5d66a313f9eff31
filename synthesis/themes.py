"""The theme list T01 … T21 with its words, and which themes a text touches."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from numpy import flatnonzero

from synthesis.language import DATA, fold, negated, words
from synthesis.subjects import subjects, term_scores

NO_THEME = "T99"
MOST_THEMES = 2


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: its code, its label in both languages, and its vocabulary (``*``: also inside compounds)."""

    code: str
    dutch: str
    english: str
    terms: tuple[str, ...]


@cache
def themes() -> Mapping[str, Theme]:
    """All themes by code, in their fixed order; the last one is "other"."""
    with (DATA / "themes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return MappingProxyType(
        {
            row["theme"]: Theme(
                row["theme"], row["label"], row["english"], tuple(filter(None, row["terms"].split("|")))
            )
            for row in rows
        }
    )


def labels(language: str = "nl") -> Mapping[str, str]:
    """Code → label, for choosing a theme; ``language`` is ``nl`` or ``en``."""
    return {code: theme.english if language == "en" else theme.dutch for code, theme in themes().items()}


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """All terms as they are looked for, each with the codes of its themes: single words, and phrases of several."""

    words: Mapping[str, tuple[str, ...]]
    phrases: tuple[tuple[str, str], ...]
    longest: int


@cache
def _vocabulary() -> _Vocabulary:
    terms = [(code, _searched(term)) for code, theme in themes().items() for term in theme.terms]
    single: dict[str, tuple[str, ...]] = {}
    for code, term in terms:
        if " " not in term.strip():
            single[term] = (*single.get(term, ()), code)
    phrases = tuple((code, term) for code, term in terms if " " in term.strip())
    return _Vocabulary(single, phrases, max(map(len, single)))


def _searched(term: str) -> str:
    """A term as it is looked for between words: a long one with a star also inside a word."""
    bare = fold(term.rstrip("*"))
    return bare if term.endswith("*") and len(bare) > 4 else f" {bare}"


@lru_cache(maxsize=100_000)
def _standing_in(word: str) -> tuple[tuple[str, int], ...]:
    """Every single term that stands in one folded word with a space before it, with its first place there."""
    known = _vocabulary()
    found: dict[str, int] = {}
    for start in range(len(word)):
        for end in range(start + 1, min(len(word), start + known.longest) + 1):
            if word[start:end] in known.words:
                found.setdefault(word[start:end], start)
    return tuple(found.items())


def _hits(text: str) -> dict[str, int]:
    """Per theme how many of its terms stand in a text, each judged where it stands first, without those negated."""
    forms = [f" {fold(word.text)}" for word in words(text)]
    folded = f"{''.join(forms)} "
    places: dict[str, int] = {}
    start = 0
    for form in forms:
        for term, place in _standing_in(form):
            places.setdefault(term, start + place)
        start += len(form)
    known = _vocabulary()
    found = [(code, place) for term, place in places.items() for code in known.words[term]]
    found += [(code, place) for code, phrase in known.phrases if (place := folded.find(phrase)) >= 0]
    counted: dict[str, int] = {}
    for code, place in found:
        counted[code] = counted.get(code, 0) + (not negated(folded, place + 1))
    return counted


def suggest_themes(text: str) -> tuple[str, ...]:
    """At most two theme codes whose words stand in the text, the likeliest first; empty where none fits.

    The words are those of the theme and those of its subjects.
    """
    return suggested([text])[0]


def suggested(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """``suggest_themes`` of many texts."""
    found = []
    for text, scores in zip(texts, term_scores(texts), strict=True):
        counted: dict[str, float] = dict(_hits(text))
        for place in flatnonzero(scores).tolist():
            theme = subjects()[place].theme
            counted[theme] = counted.get(theme, 0.0) + float(scores[place])
        ranked = sorted(counted, key=lambda code: (-counted[code], code))
        found.append(tuple(code for code in ranked if counted[code] > 0)[:MOST_THEMES])
    return found
