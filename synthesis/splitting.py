"""Where a subject would fall apart: the engine's proposal to make two subjects of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from synthesis.model import Draft, MapCluster, Statement
from synthesis.naming import names
from synthesis.profiles import mean_chances

FEWEST = 2


@dataclass(frozen=True, slots=True)
class Parting:
    """The statements that would be a subject of their own, by id, and what it could be called."""

    statement_ids: tuple[str, ...]
    title: str


def proposed_split(draft: Draft, cluster: MapCluster, statements: Sequence[Statement]) -> Parting | None:
    """The smaller of the two parts that joined last in the tree behind the draft, where it holds at least two cards.

    ``statements`` are those of the map. A part that people brought here themselves is a part too. ``None`` where the
    engine sees one subject: the tree has no such parts, or only single cards fall off.
    """
    inside = set(cluster.statement_ids)
    parts = {key: {key} for key in inside}
    head: dict[str, str] = {}
    best: set[str] | None = None
    for join in draft.joins:
        one, other = _find(head, join.one), _find(head, join.other)
        if one == other:
            continue
        head[other] = one
        here, there = parts.pop(one, set()), parts.pop(other, set())
        if len(here) >= FEWEST and len(there) >= FEWEST:
            best = min(here, there, key=lambda part: (len(part), min(part)))
        if here or there:
            parts[one] = here | there
    apart = sorted((part for part in parts.values() if len(part) >= FEWEST), key=lambda part: (len(part), min(part)))
    if len(apart) > 1:
        best = apart[0]  # the tree never brought these together: people did
    if best is None or len(best) == len(inside):
        return None
    return Parting(tuple(sorted(best)), _title(cluster, best, statements))


def _find(head: dict[str, str], key: str) -> str:
    while key in head:
        key = head[key]
    return key


def _title(cluster: MapCluster, part: set[str], statements: Sequence[Statement]) -> str:
    """A name for the part that tells it from what stays behind."""
    said = sorted((one for one in statements if one.id in set(cluster.statement_ids)), key=lambda one: one.id)
    sides = [[one for one in said if one.id in part], [one for one in said if one.id not in part]]
    profiles = np.array([mean_chances([one.text for one in side]) for side in sides])
    organisations = frozenset(one.answer.organisation.casefold() for one in said)
    return names(sides, profiles, organisations)[0].title
