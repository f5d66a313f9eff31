"""Titles and key words for clusters, from the statements' own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from synthesis.language import content_words, fold
from synthesis.model import Statement


def keywords(members: Sequence[Statement], others: Sequence[Statement], limit: int = 5) -> tuple[str, ...]:
    """The words that this cluster uses more than the others, most telling first."""
    here: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for statement in members:
        for word in content_words(statement.text):
            here[word.stem] += 1
            forms.setdefault(word.stem, Counter())[fold(word.text)] += 1
    elsewhere = Counter(word.stem for statement in others for word in content_words(statement.text))
    ranked = sorted(here, key=lambda key: (-here[key] / (1 + elsewhere[key]) ** 0.5, key))
    return tuple(min(forms[key], key=lambda form: (-forms[key][form], form)) for key in ranked[:limit])


def title(words: Sequence[str]) -> str:
    """A short title."""
    return " en ".join(words[:2]).capitalize() if words else "Zonder titel"
