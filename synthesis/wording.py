"""Which words a cluster's statements share, and which of them tell it from the other clusters."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from synthesis.language import content_words, fold
from synthesis.model import Statement

_SHORTEST_PART = 5


@dataclass(frozen=True, slots=True)
class Wording:
    """The stems of one cluster: the places of the statements that hold each, and how telling each is (0 and up).

    A statement also holds a stem of five letters or more that is a part of one of its words.
    """

    size: int
    holders: Mapping[str, frozenset[int]]
    weights: Mapping[str, float]

    def support(self, stem: str) -> int:
        """How many statements hold the stem."""
        return len(self.holders.get(stem, ()))


@lru_cache(maxsize=20_000)
def telling(text: str) -> tuple[tuple[str, str, str], ...]:
    """The words of a text that carry a subject, in reading order: as written in lower case, folded, and the stem."""
    return tuple((word.text.lower(), fold(word.text), word.stem) for word in content_words(text))


def wordings(clusters: Sequence[Sequence[Statement]]) -> list[Wording]:
    """The wording of every cluster, each weighed against the others; the order of clusters and statements is free."""
    homes: dict[str, dict[int, set[int]]] = {}
    for cluster, members in enumerate(clusters):
        for place, statement in enumerate(members):
            for _, _, stem in telling(statement.text):
                homes.setdefault(stem, {}).setdefault(cluster, set()).add(place)
    holders: list[dict[str, frozenset[int]]] = [{} for _ in clusters]
    weights: list[dict[str, float]] = [{} for _ in clusters]
    for stem, longer in _longer(sorted(homes)).items():
        inside = _joined([homes[other] for other in longer])
        total = sum(map(len, inside.values()))
        for cluster in homes[stem]:
            here = len(inside[cluster])
            share = here / (len(clusters[cluster]) + 1.0)
            holders[cluster][stem] = frozenset(inside[cluster])
            weights[cluster][stem] = share * math.log1p((here + 0.5) / ((total - here) / 2.0 + 0.5))
    return [Wording(len(members), holders[cluster], weights[cluster]) for cluster, members in enumerate(clusters)]


def _joined(homes: Sequence[Mapping[int, set[int]]]) -> Mapping[int, set[int]]:
    """For every cluster the places that any of the stems has there."""
    if len(homes) == 1:
        return homes[0]
    return {cluster: set().union(*(one.get(cluster, ()) for one in homes)) for cluster in set().union(*homes)}


def _longer(stems: Sequence[str]) -> dict[str, list[str]]:
    """Every stem with the stems that hold it: itself, and the compounds of a stem that is long enough."""
    lines = "\n".join(stems)
    found: dict[str, list[str]] = {}
    for stem in stems:
        found[stem] = [stem]
        place = lines.find(stem) if len(stem) >= _SHORTEST_PART else -1
        while place >= 0:
            start, end = lines.rfind("\n", 0, place) + 1, lines.find("\n", place)
            end = end if end >= 0 else len(lines)
            if end - start > len(stem):
                found[stem].append(lines[start:end])
            place = lines.find(stem, end)
    return found
