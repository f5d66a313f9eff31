"""The theme list T01 … T21 with its words, and which themes a text touches."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

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


@cache
def _searched(term: str) -> str:
    """A term as it is looked for between words: a long one with a star also inside a word."""
    bare = fold(term.rstrip("*"))
    return bare if term.endswith("*") and len(bare) > 4 else f" {bare}"


def _hits(folded: str, terms: tuple[str, ...]) -> int:
    places = (folded.find(_searched(term)) for term in terms)
    return sum(not negated(folded, place + 1) for place in places if place >= 0)


def suggest_themes(text: str) -> tuple[str, ...]:
    """At most two theme codes whose words stand in the text, the likeliest first; empty where none fits.

    The words are those of the theme and those of its subjects.
    """
    folded = f" {' '.join(fold(word.text) for word in words(text))} "
    counted = {code: float(_hits(folded, theme.terms)) for code, theme in themes().items()}
    for subject, score in zip(subjects(), term_scores([text])[0].tolist(), strict=True):
        counted[subject.theme] += score
    ranked = sorted(counted, key=lambda code: (-counted[code], code))
    return tuple(code for code in ranked if counted[code] > 0)[:MOST_THEMES]
