"""Titles and key words for clusters: short concrete noun phrases, no two of a round alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synthesis.language import fold, word_list, words
from synthesis.model import Statement
from synthesis.phrases import is_noun
from synthesis.titles import LONGEST, Option, options
from synthesis.wording import Wording, telling, wordings

Matrix = NDArray[np.float64]

MOST_KEYWORDS = 6
_FIRST_WORDS = 6
_ROOM = 6
_NOTHING_SAID = "Losse punten"


@dataclass(frozen=True, slots=True)
class Name:
    """What a cluster is called, and the words that mark it, most telling first."""

    title: str
    keywords: tuple[str, ...]


def names(
    clusters: Sequence[Sequence[Statement]], profiles: Matrix, proper: frozenset[str] = frozenset()
) -> list[Name]:
    """A name for every cluster, no two titles alike.

    ``profiles`` are the mean subject probabilities, shape (clusters, subjects); ``proper`` are folded words that no
    title may hold, such as names of organisations.
    """
    wording = wordings(clusters)
    banned = proper | word_list("organisation_words") | word_list("groups_of_people")
    possible = options(clusters, profiles, wording, banned)
    titles = _titles(clusters, possible, banned)
    return [
        Name(title, _keywords(members, said, banned))
        for title, members, said in zip(titles, clusters, wording, strict=True)
    ]


def _titles(
    clusters: Sequence[Sequence[Statement]], possible: Sequence[Sequence[Option]], banned: frozenset[str]
) -> list[str]:
    """One title per cluster: the cluster that fits its title best chooses first."""
    best = [max((option.worth for option in group), default=0.0) for group in possible]
    first = [min((statement.id for statement in members), default="") for members in clusters]
    chosen = [""] * len(clusters)
    used: set[frozenset[str]] = set()
    for place in sorted(range(len(clusters)), key=lambda place: (-best[place], first[place], place)):
        free = (option.text for option in possible[place] if _key(option.text) not in used)
        title = next(free, None) or _numbered(_first_words(clusters[place], banned), chosen)
        used.add(_key(title))
        chosen[place] = title
    return chosen


def _key(title: str) -> frozenset[str]:
    """What makes a title the same as another: its content words."""
    return frozenset(stem for _, _, stem in telling(title)) or frozenset({title.lower()})


def _keywords(members: Sequence[Statement], wording: Wording, banned: frozenset[str]) -> tuple[str, ...]:
    forms: dict[str, Counter[str]] = {}
    nouns: set[str] = set()
    for statement in members:
        for written, folded, stem in telling(statement.text):
            if folded not in banned:
                forms.setdefault(stem, Counter())[written] += 1
                if is_noun(folded):
                    nouns.add(stem)
    ranked = sorted(forms, key=lambda key: (-wording.weights[key] * (1.0 if key in nouns else 0.5), key))
    return tuple(min(forms[key], key=lambda form: (-forms[key][form], form)) for key in ranked[:MOST_KEYWORDS])


def _first_words(members: Sequence[Statement], banned: frozenset[str]) -> str:
    """The opening of the shortest statement that has one, for a cluster that no phrase or subject speaks of."""
    for statement in sorted(members, key=lambda one: (len(one.text), one.id)):
        said = [word.text for word in words(statement.text) if banned.isdisjoint(fold(word.text).split("-"))]
        short = " ".join(said[:_FIRST_WORDS])[: LONGEST - _ROOM].rstrip()
        if short:
            return short[:1].upper() + short[1:]
    return _NOTHING_SAID


def _numbered(title: str, chosen: Sequence[str]) -> str:
    taken = {other.lower() for other in chosen}
    number, numbered = 2, title
    while numbered.lower() in taken:
        numbered, number = f"{title} ({number})", number + 1
    return numbered
