"""How subjects hang together, as people said: each pair with the organisations that see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

LEADS_TO = "leads-to"
DRAWN_FROM = 2
"""From so many organisations on a link is drawn as a line; below that it is dotted."""


@dataclass(frozen=True, slots=True)
class Said:
    """One organisation's link between two subjects, by their ids. Only of ``leads-to`` does the direction count."""

    one: str
    other: str
    kind: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Link:
    """A pair of subjects and how they hang together, with the organisations that say so, by name."""

    one: str
    other: str
    kind: str
    organisations: tuple[str, ...]

    @property
    def firm(self) -> bool:
        """Whether enough organisations see it to draw it as a line."""
        return len(self.organisations) >= DRAWN_FROM


def links(said: Iterable[Said], subjects: Sequence[str]) -> tuple[Link, ...]:
    """The links between these subjects, most organisations first; one of a subject with itself is none."""
    place = {key: number for number, key in enumerate(subjects)}
    found: dict[tuple[str, str, str], set[str]] = {}
    for each in said:
        if each.one == each.other or not {each.one, each.other} <= place.keys():
            continue
        pair = [each.one, each.other]
        if each.kind != LEADS_TO:
            pair.sort(key=place.__getitem__)
        found.setdefault((pair[0], pair[1], each.kind), set()).add(each.organisation)
    made = [Link(*key, tuple(sorted(names, key=str.casefold))) for key, names in found.items()]
    made.sort(key=lambda link: (-len(link.organisations), place[link.one], place[link.other], link.kind))
    return tuple(made)


def ring(number: int, radius: float) -> tuple[tuple[float, float], ...]:
    """Places on a circle, the first on top and then with the clock: always the same for the same number."""
    turns = [2 * pi * place / max(number, 1) for place in range(number)]
    return tuple((round(radius * sin(turn), 1), round(-radius * cos(turn), 1)) for turn in turns)
